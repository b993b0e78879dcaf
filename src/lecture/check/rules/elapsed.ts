// How long the code of a note took as a whole, and every span within that its words may be about.

import type { EventId } from '../../../trace/events.js';
import { placeOf } from '../../../trace/places.js';
import { MILLISECOND, type Nanoseconds } from '../../../trace/time.js';
import type { Statement } from '../../program/listing.js';
import type { Subject } from '../rule.js';
import type { Measured } from './durations.js';

/** Each run of the note's outermost statements, from the first line of the one to where its function goes on after. */
export function elapsedSpans(subject: Subject): Measured[] {
  const outer = outermost(subject);
  const [first] = outer;
  const last = outer.at(-1);
  if (first === undefined || last === undefined || outer.some((each) => each.function !== first.function))
    return [];
  const range = { from: first.first, to: last.node.end_lineno };
  return runsOf(range, first, subject).filter(({ duration }) => duration >= MILLISECOND);
}

/** Statements of the note that stand in no other of them; definitions take no time that anybody means. */
function outermost({ statements }: Subject): Statement[] {
  const nodes = new Set(statements.map(({ node }) => node));
  const isDefinition = ({ node: { kind } }: Statement): boolean =>
    kind === 'FunctionDef' || kind === 'AsyncFunctionDef' || kind === 'ClassDef';
  if (statements.some(isDefinition)) return [];
  return statements.filter(({ parents }) => !parents.some((each) => nodes.has(each)));
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function runsOf(range: Range, { function: around }: Statement, subject: Subject): Measured[] {
  const { observation } = subject;
  const inFunction = (lineno: number): boolean =>
    around === null ? true : lineno >= around.lineno && lineno <= around.end_lineno;
  const open = new Map<string, { t: Nanoseconds; seq: EventId }>();
  const spans: Measured[] = [];
  for (const event of observation.of('line', 'return', 'task.finish', 'program.end')) {
    const key = `${event.task} ${event.thread}`;
    const begun = open.get(key);
    const lineno = placeOf(event);
    const isInside = event.type === 'line' && lineno >= range.from && lineno <= range.to;
    if (isInside && begun === undefined) open.set(key, { t: event.t, seq: event.seq });
    if (begun === undefined) continue;
    const hasLeft =
      event.type === 'line'
        ? inFunction(lineno) && !isInside && isOwn(lineno, around, subject)
        : event.type !== 'return' || (around !== null && event.function.endsWith(around.name));
    if (!hasLeft) continue;
    open.delete(key);
    spans.push({
      what: subject.listing.named(subject.lines),
      duration: event.t - begun.t,
      evidence: [begun.seq, event.seq],
    });
  }
  return spans;
}

/** Lines of the function itself, not of one that it holds or calls. */
function isOwn(lineno: number, around: Statement['function'], { listing }: Subject): boolean {
  return listing.statementAt(lineno)?.function === around;
}

/**
 * Everything with a length that went on meanwhile, or ever for null: waits, blocking calls, tasks, work of pools, timers.
 */
export function spansWithin(whole: readonly Measured[] | null, { observation }: Subject): Nanoseconds[] {
  const windows = whole?.flatMap(({ evidence: [from, to] }) =>
    from === undefined || to === undefined ? [] : [{ from, to }],
  );
  const isWithin = (begin: EventId, end: EventId): boolean =>
    windows === undefined || windows.some(({ from, to }) => begin <= to && end >= from);
  const spans: Nanoseconds[] = [];
  const add = (
    begin: { seq: EventId; t: Nanoseconds },
    end: { seq: EventId; t: Nanoseconds } | null,
  ): void => {
    if (end !== null && isWithin(begin.seq, end.seq)) spans.push(end.t - begin.t);
  };
  for (const { steps, finish, created, suspensions } of observation.tasks) {
    const [start] = steps;
    if (start !== undefined) add(start, finish);
    add(created, finish);
    for (const { event, resumed } of suspensions) {
      add(event, resumed);
      if (event.waitsFor.deadline !== null) spans.push(event.waitsFor.deadline - event.t);
    }
  }
  for (const { event, woken } of observation.parkings) if (woken !== null) spans.push(woken - event.t);
  for (const { when, t } of observation.of('timer.add')) spans.push(when - t);
  for (const { duration } of observation.of('line')) if (duration > 0) spans.push(duration);
  for (const { submitted, started, finished } of observation.works) {
    if (started !== null) add(started, finished);
    add(submitted, finished);
  }
  return spans;
}

/** How long after anything that a lecturer may count from something happened at the lines. */
export function momentsAt(subject: Subject): { since: Nanoseconds; at: Nanoseconds; seq: EventId }[] {
  const { observation, lines } = subject;
  const here = observation.eventsAt(
    lines,
    ...(['line', 'output', 'task.suspend', 'task.step', 'task.finish', 'raise', 'return'] as const),
  );
  const resumed = observation.suspensionsAt(lines).flatMap(({ resumed: each }) => each ?? []);
  const starts = new Set<Nanoseconds>([0]);
  for (const { t } of observation.of(
    'task.create',
    'task.suspend',
    'task.step',
    'thread.park',
    'thread.wake',
    'output',
  ))
    starts.add(t);
  for (const { t } of observation.of('call', 'timer.add', 'executor.submit', 'executor.start', 'raise'))
    starts.add(t);
  // What is too much to look through says nothing surely.
  if (here.length > MOST || starts.size > MOST) return [];
  const from = [...starts];
  const ends = elapsedSpans(subject).flatMap(({ evidence: [, end] }) =>
    end === undefined ? [] : [{ t: observation.trace.timeAt(end), seq: end }],
  );
  return [...here, ...resumed, ...ends].flatMap(({ t, seq }) =>
    from.filter((each) => each <= t).map((each) => ({ since: t - each, at: t, seq })),
  );
}

const MOST = 400;
