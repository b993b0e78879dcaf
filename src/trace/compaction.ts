// Compaction: a long stretch becomes a short one while the program runs. A loop keeps its first round, its last whole
// one and the way out of it, event by event; one `line` event stands for the rounds between. Where that is not enough
// (recursion, functions with long bodies), one stands for all that a finished call did.
//
// What counts as a loop is what fold-lines.ts takes for one when the trace is told, so that the text is the same with
// and without compaction: a line that is met again in its frame. The loop around is looked for first, and one that may
// yet come to be (its line was met twice) keeps the loops within its rounds from reaching beyond them.

import type { EventId } from './events.js';
import { NextInFrame } from './next-in-frame.js';
import { Returns } from './returns.js';
import { count, LINE, roundsAt, type Stretch, StretchWriter } from './stretch.js';
import { Tally } from './tally.js';

/** Fewer events than this are left as they are. */
const MIN_SAVED = 4;

export class Compactor {
  readonly #next = new NextInFrame();
  readonly #returns = new Returns();
  readonly #tally = new Tally();
  /** Where the lines of the loops under way are met; that of the innermost one is last. */
  readonly #heads: EventId[] = [];

  /** Folds loops in the events from `from` on, before which the stack was `depth` frames deep; gives their new end. */
  foldLoops(stretch: Stretch, from: EventId, depth: number): EventId {
    const to = stretch.length;
    this.#next.find(stretch, from, to, depth);
    const writer = new StretchWriter(stretch, from);
    this.#foldLoopsIn(stretch, from, to, writer);
    writer.close();
    return writer.end;
  }

  /** Folds what calls did that have returned, the outermost of those with more than `most` events; gives the new end. */
  foldCalls(stretch: Stretch, from: EventId, most: number): EventId {
    const to = stretch.length;
    this.#returns.find(stretch, from);
    const writer = new StretchWriter(stretch, from);
    for (let seq = from; seq < to; seq++) {
      writer.keep(seq);
      const back = this.#returns.of(seq);
      const first = firstLine(stretch, seq, back);
      if (first < 0 || back - seq <= Math.max(most, MIN_SAVED)) continue;
      this.#fold(stretch, first, back, 1, writer);
      seq = back - 1;
    }
    writer.close();
    return writer.end;
  }

  #foldLoopsIn(stretch: Stretch, from: EventId, to: EventId, writer: StretchWriter): void {
    let seq = from;
    while (seq < to) {
      const again = stretch.type[seq] === LINE ? this.#next.after(seq) : -1;
      if (again < 0 || again >= to) {
        writer.keep(seq);
        seq++;
      } else seq = this.#foldLoop(stretch, seq, to, writer);
    }
  }

  /** Folds the loop whose line is first met at `head`, and gives where it is met last before `to`. */
  #foldLoop(stretch: Stretch, head: EventId, to: EventId, writer: StretchWriter): EventId {
    const heads = this.#heads;
    const base = heads.length;
    for (let seq = head; seq >= 0 && seq < to; seq = this.#next.after(seq)) heads.push(seq);
    const headAt = (index: number): EventId => heads[base + index] ?? to;
    const last = heads.length - base - 1;
    // The first round shows what came of it, unless it is part of rounds already, or would look like the line
    // that is noted before a spin loop is skipped ahead.
    const first = roundsAt(stretch, head) === null && hasLines(stretch, head, headAt(1)) ? 1 : 0;
    const [start, end] = [headAt(first), headAt(last - 1)];
    let rounds = 0;
    for (let index = first; index < last - 1; index++)
      rounds += roundsFrom(stretch, headAt(index), headAt(index + 1));
    const isWorth = rounds > 1 && end - start >= MIN_SAVED;
    for (let index = 0; index < last; index++) {
      if (isWorth && index === first) {
        this.#fold(stretch, start, end, rounds, writer);
        index = last - 1;
      }
      writer.keep(headAt(index));
      this.#foldLoopsIn(stretch, headAt(index) + 1, headAt(index + 1), writer);
    }
    const past = headAt(last);
    heads.length = base;
    return past;
  }

  #fold(stretch: Stretch, from: EventId, to: EventId, times: number, writer: StretchWriter): void {
    const tally = this.#tally;
    tally.clear();
    count(stretch, from, to, tally);
    const duration = (stretch.t[to] ?? 0) - (stretch.t[from] ?? 0);
    writer.rounds(from, tally.payload(stretch.line[from] ?? 0, times, duration));
  }
}

/** How many rounds begin at the head of a loop, which is met next at `next`: counted as fold-lines.ts does. */
function roundsFrom(stretch: Stretch, head: EventId, next: EventId): number {
  const rounds = roundsAt(stretch, head);
  const isSkipped = rounds !== null && rounds.times > 1;
  const hasBody = hasLines(stretch, head, next);
  if (isSkipped) return rounds.times + (hasBody ? 1 : 0);
  return !hasBody && (roundsAt(stretch, next)?.times ?? 1) > 1 ? 0 : 1;
}

/** Whether lines ran between two events. */
function hasLines(stretch: Stretch, after: EventId, before: EventId): boolean {
  return firstLine(stretch, after, before) >= 0;
}

/** The first line between two events; -1 where there is none. */
function firstLine({ type }: Stretch, after: EventId, before: EventId): EventId {
  for (let seq = after + 1; seq < before; seq++) if (type[seq] === LINE) return seq;
  return -1;
}
