// What can be measured at the lines of a note: totals, blocked stretches, waits.

import type { EventId } from '../../../trace/events.js';
import { fromSeconds, MILLISECOND, type Nanoseconds } from '../../../trace/time.js';
import type { Parking } from '../../observation/observation.js';
import type { Statement } from '../../program/listing.js';
import { walkOwn } from '../../program/nodes.js';
import type { Subject } from '../rule.js';

export interface Measured {
  /** What was measured, as the subject of a sentence. */
  readonly what: string;
  readonly duration: Nanoseconds;
  readonly evidence: readonly EventId[];
  /** As long as it was to be; it was cut short. */
  readonly isPlanned?: boolean;
}

/** Reading a clock less than this apart from the start tells nothing. */
const CLOCKS =
  /(?:perf_counter|monotonic|time\.time|loop\.time|process_time|datetime\.now|default_timer)(?:_ns)?$/;

/** The differences of clock readings that the lines store or print; else how long the lines' awaits took; else nothing. */
export function totalSpans(subject: Subject): Measured[] {
  const stored = storedDifferences(subject);
  if (stored.length > 0) return stored;
  const { observation, lines } = subject;
  const awaited = observation
    .suspensionsAt(lines)
    .filter(({ event, resumed }) => resumed !== null && resumed.t - event.t >= MILLISECOND)
    .flatMap(({ event, resumed }) =>
      resumed === null
        ? []
        : [
            {
              what: `waiting for ${event.waitsFor.text}`,
              duration: resumed.t - event.t,
              evidence: [event.seq, resumed.seq],
            },
          ],
    );
  const together = tasksSpan(subject);
  if (awaited.length > 0) return [...awaited, ...together];
  return subject.calls.some(({ api }) => api === 'asyncio.run') ? [programSpan(subject)] : [];
}

/** From the first step of the tasks that the lines made to the last end. */
function tasksSpan({ observation, lines }: Subject): Measured[] {
  const made = new Set(observation.eventsAt(lines, 'task.create').map(({ id }) => id));
  const tasks = observation.tasks.filter(({ id }) => made.has(id));
  const starts = tasks.flatMap(({ steps }) => steps[0] ?? []);
  const ends = tasks.flatMap(({ finish }) => finish ?? []);
  const first = starts.sort((a, b) => a.t - b.t)[0];
  const last = ends.sort((a, b) => b.t - a.t)[0];
  if (first === undefined || last === undefined) return [];
  return [{ what: 'running them', duration: last.t - first.t, evidence: [first.seq, last.seq] }];
}

export function programSpan({ observation }: Pick<Subject, 'observation'>): Measured {
  const [end] = [...observation.of('program.end')];
  return { what: 'the program', duration: observation.end, evidence: end === undefined ? [] : [end.seq] };
}

/** When the lines printed, from the program's start. */
export function printedAt({ observation, lines }: Subject): Measured[] {
  return observation
    .eventsAt(lines, 'output')
    .map(({ seq, t }) => ({ what: 'it', duration: t, evidence: [seq] }));
}

function storedDifferences({ statements, observation, listing }: Subject): Measured[] {
  return statements
    .filter((each) => isClockDifference(each, listing))
    .flatMap(({ node, first, last }) => {
      if (node.kind === 'Expr') return printedDifference(range(first, last), observation);
      if (node.kind !== 'Assign' && node.kind !== 'AnnAssign') return [];
      const target = node.kind === 'Assign' ? node.targets[0] : node.target;
      if (target?.kind !== 'Name') return [];
      return observation
        .eventsAt(range(first, last), 'store')
        .filter(({ name, value }) => name === target.id && Number.isFinite(Number(value)))
        .map(({ seq, value }) => ({
          what: `\`${target.id}\``,
          duration: fromSeconds(Number(value)),
          evidence: [seq],
        }));
    });
}

/** `print(f"{time.perf_counter() - start:.1f}")`: the one number that each print gave. */
function printedDifference(linenos: readonly number[], observation: Subject['observation']): Measured[] {
  return observation.eventsAt(linenos, 'output').flatMap(({ text, seq }) => {
    const [number, ...more] = text.match(/\d+\.\d+/g) ?? [];
    if (number === undefined || more.length > 0) return [];
    return [{ what: 'it', duration: fromSeconds(Number(number)), evidence: [seq] }];
  });
}

function isClockDifference({ node }: Statement, listing: Subject['listing']): boolean {
  return [...walkOwn(node)].some(
    (each) =>
      each.kind === 'BinOp' &&
      each.op === 'Sub' &&
      each.left.kind === 'Call' &&
      CLOCKS.test(listing.apis.of(each.left.func) ?? listing.code(each.left.func)),
  );
}

/** Blocking calls and computing at the lines, longer than a moment. */
export function blockedSpans({ observation, lines, listing }: Subject): Measured[] {
  const parked = observation
    .parkingsAt(lines)
    .filter((each) => !isIdle(each, observation))
    .flatMap(({ event, woken }) =>
      woken === null ? [] : [{ what: event.waitsFor.text, duration: woken - event.t, evidence: [event.seq] }],
    );
  if (parked.length > 0) return parked;
  const spun = observation.eventsAt(lines, 'line').filter(({ duration }) => duration > 0);
  return spun.map(({ duration, seq, lines: loop }) => ({
    what: `the loop in ${listing.named(loop)}`,
    duration,
    evidence: [seq],
  }));
}

/** A worker thread between two works: it is at the line that it ran last, which has nothing to do with it. */
function isIdle({ thread, event }: Parking, observation: Subject['observation']): boolean {
  const isWorker = [...observation.of('thread.start')].some(
    ({ id, executor }) => id === thread && executor !== null,
  );
  if (!isWorker) return false;
  return !observation.works.some(
    ({ started, finished }) =>
      started?.thread === thread &&
      started.seq < event.seq &&
      (finished === null || finished.seq > event.seq),
  );
}

/** Waits as long as they were asked for and as long as they took, and timers that the lines set. */
export function sleptSpans({ observation, lines }: Subject): Measured[] {
  const asleep = observation.suspensionsAt(lines).flatMap(({ event, resumed }) => {
    const { deadline, text } = event.waitsFor;
    const evidence = resumed === null ? [event.seq] : [event.seq, resumed.seq];
    const isCut = resumed !== null && resumed.throws !== null;
    const ends = deadline === null || isCut ? [deadline, resumed?.t ?? null] : [deadline];
    return ends.flatMap((end) =>
      end === null
        ? []
        : [{ what: text, duration: end - event.t, evidence, isPlanned: isCut && end === deadline }],
    );
  });
  const parked = observation
    .parkingsAt(lines)
    .filter((each) => !isIdle(each, observation))
    .flatMap(({ event, woken }) =>
      woken === null ? [] : [{ what: event.waitsFor.text, duration: woken - event.t, evidence: [event.seq] }],
    );
  const timers = observation
    .eventsAt(lines, 'timer.add')
    .map(({ text, when, t, seq }) => ({ what: text, duration: when - t, evidence: [seq] }));
  const hasTimer = observation.suspensionsAt(lines).some(({ event }) => event.waitsFor.deadline !== null);
  return [...asleep, ...parked, ...(hasTimer ? [] : timers)];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
