// What is said about lines that ran and did nothing but run: their source text, or, for loops and long stretches,
// which lines and how often.

import type { EventId } from '../trace/events.js';
import { type Folded, foldLines, type RanLine } from '../trace/fold-lines.js';
import { lineRanges } from '../trace/line-labels.js';
import type { Nanoseconds } from '../trace/time.js';
import { spanText } from '../trace/time-text.js';
import type { Remark, Scene, Verbosity } from './narration/narration.js';
import { meanwhile, NOTICEABLE } from './narration/words.js';

/** A remark about lines, and when the first of them began. */
export interface LineRemark extends Remark {
  readonly line: number;
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
  source: readonly string[],
  scene: Scene,
): LineRemark[] {
  const remarks: LineRemark[] = [];
  let run: Folded[] = [];
  const closeRun = () => {
    remarks.push(...runRemarks(run, source, scene));
    run = [];
  };
  for (const folded of foldLines(ran, t)) {
    const isPlain = folded.times === 1 && folded.end - folded.start < NOTICEABLE;
    if (isPlain && run.length > 0 && isTopLevel(run[0], source) !== isTopLevel(folded, source)) closeRun();
    if (isPlain) run.push(folded);
    else {
      closeRun();
      remarks.push(heldRemark(folded, until, inLoop, source, scene));
    }
  }
  closeRun();
  return remarks;
}

/** A line as code: `| end = time.perf_counter()`. */
export function codeText(lineno: number, source: readonly string[]): string {
  return `| ${(source[lineno - 1] ?? '').replace(LABEL_COMMENT, '').trim()}`;
}

function runRemarks(run: readonly Folded[], source: readonly string[], scene: Scene): LineRemark[] {
  const first = run[0];
  if (first === undefined) return [];
  // At the top of a file stand imports and definitions: nobody needs them one by one.
  if (run.length > LONG_RUN || (run.length > 1 && isTopLevel(first, source))) {
    const lines = run.flatMap((folded) => folded.lines);
    return [remark(first, `runs ${linesText(lines, scene)}`, 1)];
  }
  return run.map((folded) => ({
    ...remark(folded, codeText(folded.lines[0] ?? 0, source), 1),
    fit: 'cut',
  }));
}

function heldRemark(
  folded: Folded,
  until: EventId,
  inLoop: boolean,
  source: readonly string[],
  scene: Scene,
): LineRemark {
  const span = folded.end - folded.start;
  const what =
    folded.times === 1
      ? codeText(folded.lines[0] ?? 0, source)
      : `${linesText(folded.lines, scene)}, ${folded.times} times`;
  if (span < NOTICEABLE) return remark(folded, `${what} (${spanText(span)})`, 1);
  if (!inLoop) return remark(folded, `${what}: takes ${spanText(span)}`, 1);
  const text = `${what}: holds the event loop for ${spanText(span)}; ${meanwhile(scene, until)}`;
  return { ...remark(folded, text, 0), tone: 'hold' };
}

function remark(folded: Folded, text: string, level: Verbosity): LineRemark {
  return { text, level, tone: 'quiet', line: folded.lines[0] ?? 0, t: folded.start };
}

function linesText(lines: readonly number[], scene: Scene): string {
  const ranges = lineRanges(scene.trace.header.labels, lines);
  return `${/^:?\d+$/.test(ranges) ? 'line' : 'lines'} ${ranges}`;
}

function isTopLevel(folded: Folded | undefined, source: readonly string[]): boolean {
  return folded !== undefined && /^\S/.test(source[(folded.lines[0] ?? 0) - 1] ?? '');
}
