// What is said about lines that ran and did nothing but run: their source text, or, for loops and long stretches,
// which lines and how often.

import type { EventId } from '../trace/events.js';
import { type Folded, foldLines, type RanLine } from '../trace/fold-lines.js';
import { type Place, placeRanges } from '../trace/places.js';
import type { Nanoseconds } from '../trace/time.js';
import { spanText } from '../trace/time-text.js';
import type { Remark, Scene, Verbosity } from './narration/narration.js';
import { meanwhile, NOTICEABLE } from './narration/words.js';

/** A remark about lines, and when the first of them began. */
export interface LineRemark extends Remark {
  readonly place: Place;
  readonly t: Nanoseconds;
}

/** A straight run of more lines than this is told in one sentence. */
const LONG_RUN = 8;

const LABEL_COMMENT = /\s*#\s*line\s+\d+\b.*$/i;

/** Remarks about the lines that ran until `t`, when event `until` happened. */
export function lineRemarks(
  ran: readonly RanLine[],
  t: Nanoseconds,
  until: EventId,
  inLoop: boolean,
  scene: Scene,
): LineRemark[] {
  const remarks: LineRemark[] = [];
  let run: Folded[] = [];
  const when = { until, inLoop };
  const closeRun = () => {
    remarks.push(...runRemarks(run, when, scene));
    run = [];
  };
  for (const folded of foldLines(ran, t)) {
    const isPlain = folded.times === 1 && (folded.visits > 1 || folded.end - folded.start < NOTICEABLE);
    if (isPlain && run.length > 0 && isTopLevel(run[0], scene) !== isTopLevel(folded, scene)) closeRun();
    if (isPlain) run.push(folded);
    else {
      closeRun();
      remarks.push(heldRemark(folded, foldedText(folded, scene), when, scene));
    }
  }
  closeRun();
  return remarks;
}

/** A line as code: `| end = time.perf_counter()`. */
export function codeText(place: Place, scene: Scene): string {
  return `| ${scene.code(place).replace(LABEL_COMMENT, '').trim()}`;
}

/** The event that ended a stretch of lines, and whether an event loop ran in its thread. */
interface When {
  readonly until: EventId;
  readonly inLoop: boolean;
}

function runRemarks(run: readonly Folded[], when: When, scene: Scene): LineRemark[] {
  const first = run[0];
  if (first === undefined) return [];
  const length = run.reduce((sum, { visits }) => sum + visits, 0);
  // At the top of a file stand imports and definitions: nobody needs them one by one.
  if (length > LONG_RUN || (run.length > 1 && isTopLevel(first, scene))) {
    const lines = run.flatMap((folded) => folded.lines);
    const text = `runs ${linesText(lines, scene)}`;
    const end = run.at(-1)?.end ?? first.end;
    if (end - first.start < NOTICEABLE) return [remark(first, text, 1)];
    return [heldRemark({ ...first, end }, text, when, scene)];
  }
  return run.map((folded) => ({ ...remark(folded, foldedText(folded, scene), 1), fit: 'cut' }));
}

function foldedText({ times, lines }: Folded, scene: Scene): string {
  if (times > 1) return `${linesText(lines, scene)}, ${times} times`;
  return lines.length === 1 ? codeText(lines[0] ?? 0, scene) : `runs ${linesText(lines, scene)}`;
}

function heldRemark(folded: Folded, what: string, { until, inLoop }: When, scene: Scene): LineRemark {
  const span = folded.end - folded.start;
  if (span < NOTICEABLE) return remark(folded, `${what} (${spanText(span)})`, 1);
  if (!inLoop) return remark(folded, `${what}: takes ${spanText(span)}`, 1);
  const text = `${what}: holds the event loop for ${spanText(span)}; ${meanwhile(scene, until)}`;
  return { ...remark(folded, text, 0), tone: 'hold' };
}

function remark(folded: Folded, text: string, level: Verbosity): LineRemark {
  return { text, level, tone: 'quiet', place: folded.lines[0] ?? 0, t: folded.start };
}

function linesText(lines: readonly number[], scene: Scene): string {
  const ranges = placeRanges(scene.trace.header, lines);
  return `${/^(?:[^\s,]*:)?\d+$/.test(ranges) ? 'line' : 'lines'} ${ranges}`;
}

function isTopLevel(folded: Folded | undefined, scene: Scene): boolean {
  return folded !== undefined && /^\S/.test(scene.code(folded.lines[0] ?? 0));
}
