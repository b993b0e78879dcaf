// Folding: from the lines that ran one after another to what a person wants to read. A loop's rounds become one
// entry that says how often; the round that leads out of the loop stays line by line, because that is where
// something happens.

import type { Nanoseconds } from './time.js';

/** A line that ran (`times` 1), or what was folded already: rounds of a loop, all that a call did (`times` 1). */
export interface RanLine {
  readonly lineno: number;
  readonly t: Nanoseconds;
  /** How long it took, where that was noted: other processes may have done something meanwhile. */
  readonly duration: Nanoseconds;
  /** Frames on the stack. */
  readonly depth: number;
  readonly times: number;
  readonly lines: readonly number[];
  /** How often each of the lines ran. */
  readonly visits: readonly number[];
}

export interface Folded {
  /** 1: a single line, or all that a call did. More: that many rounds of `lines`. */
  readonly times: number;
  readonly lines: readonly number[];
  /** Of what is not rounds: how often a line ran in all. */
  readonly visits: number;
  readonly start: Nanoseconds;
  readonly end: Nanoseconds;
}

/** Loops of fewer whole rounds are left as they are. */
const MIN_ROUNDS = 3;

/** Folds what ran until `until`. Takes time proportional to the number of lines. */
export function foldLines(ran: readonly RanLine[], until: Nanoseconds): Folded[] {
  const next = nextRounds(ran);
  const skips = [...ran.keys()].filter((i) => (ran[i]?.times ?? 1) > 1);
  const latest = ran.at(-1);
  const end = latest === undefined ? until : Math.max(until, latest.t + latest.duration);
  const folded: Folded[] = [];
  let i = 0;
  while (i < ran.length) {
    const loop = loopAt(ran, next, skips, i);
    const first = ran[i];
    if (first === undefined) break;
    if (loop.rounds < MIN_ROUNDS) {
      const past = i + 1;
      const { times, lines, t } = first;
      const visits = first.visits.reduce((sum, each) => sum + each, 0);
      folded.push({ times, lines, visits, start: t, end: ran[past]?.t ?? end });
      i = past;
      continue;
    }
    const lines = distinctLines(ran, i, loop.past);
    // The head's last appearance only finds that the loop is over, unless the body follows once more.
    const isOver =
      ran[loop.past]?.lineno === first.lineno && !lines.includes(ran[loop.past + 1]?.lineno ?? 0);
    const past = isOver ? loop.past + 1 : loop.past;
    folded.push({ times: loop.rounds, lines, visits: loop.rounds, start: first.t, end: ran[past]?.t ?? end });
    i = past;
  }
  return folded;
}

/**
 * The loop whose head is at `i`: how many whole rounds it makes, and the index after them. The head is met again
 * and again in one frame; the stretch from its last appearance on belongs to the way out.
 */
function loopAt(
  ran: readonly RanLine[],
  next: Int32Array,
  skips: readonly number[],
  i: number,
): { rounds: number; past: number } {
  let rounds = 0;
  let at = i;
  let skip = firstAfter(skips, i);
  for (;;) {
    const here = ran[at];
    const following = next[at] ?? -1;
    const skipped = here !== undefined && here.times > 1;
    if (skipped) rounds += here.times;
    if (following < 0) return { rounds, past: skipped ? at + 1 : at };
    // The head was noted on its own just before the skipped rounds that it begins.
    const isPrelude = following === at + 1 && (ran[following]?.times ?? 1) > 1;
    // Lines between the skipped rounds and the next head are the body of a round that the noted head began.
    if (skipped ? following > at + 1 : !isPrelude) rounds++;
    // Rounds that were folded from another line on: the thread had given way in the middle of one.
    for (; (skips[skip] ?? following) < following; skip++)
      if (skips[skip] !== at) rounds += visitsWithin(ran[skips[skip] ?? -1], here);
    at = following;
  }
}

/** The position of the first of some ascending numbers that is greater than `number`. */
function firstAfter(numbers: readonly number[], number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How often the head of a loop ran within rounds that are part of its body. */
function visitsWithin(rounds: RanLine | undefined, head: RanLine | undefined): number {
  if (rounds === undefined || rounds.depth !== head?.depth) return 0;
  return rounds.visits[rounds.lines.indexOf(head.lineno)] ?? 0;
}

/** For each entry the next one with the same line in the same frame, or -1. */
function nextRounds(ran: readonly RanLine[]): Int32Array {
  const next = new Int32Array(ran.length).fill(-1);
  // Going backwards; per depth, where each line is met next. Leaving a frame forgets what its lines were.
  const frames: Map<number, number>[] = [];
  for (let i = ran.length - 1; i >= 0; i--) {
    const entry = ran[i];
    if (entry === undefined) continue;
    const depth = Math.max(0, entry.depth);
    frames.length = Math.min(frames.length, depth + 1);
    const frame = frames[depth] ?? new Map<number, number>();
    frames[depth] = frame;
    next[i] = frame.get(entry.lineno) ?? -1;
    frame.set(entry.lineno, i);
  }
  return next;
}

function distinctLines(ran: readonly RanLine[], from: number, to: number): number[] {
  const lines = new Set<number>();
  for (let i = from; i < to; i++) for (const lineno of ran[i]?.lines ?? []) lines.add(lineno);
  return [...lines].sort((a, b) => a - b);
}
