// A stretch: lines, calls, returns and stores one after another in the recorder's columns, with nothing else between.

import type { EventId, EventPayloads } from './events.js';
import { calleeOf, type Payload, roundsOf } from './payloads.js';
import type { Place } from './places.js';
import type { Tally } from './tally.js';

/** The numbers of the types that a stretch is made of. */
export const LINE = 0;
export const CALL = 1;
export const RETURN = 2;
export const STORE = 3;

/** The columns that differ within a stretch. */
export interface Stretch {
  readonly t: Float64Array;
  readonly type: Uint8Array;
  readonly line: Int32Array;
  /** Indexes `payloads`; -1 is a line that ran once. */
  readonly payload: Int32Array;
  readonly payloads: Payload[];
  /** Where the columns end: the stretch is what came last. */
  readonly length: EventId;
}

/** Rewrites a stretch from its start: events are kept, or become one that stands for several. */
export class StretchWriter {
  readonly #stretch: Stretch;
  /** The payloads of what was written since the first change. */
  readonly #kept: Payload[] = [];
  /**
   * Payloads are numbered in the order of events: where all from this one on belong to events that are rewritten. -1
   * while everything is kept as it is.
   */
  #firstPayload = -1;
  /** Where the next event goes: never behind what is still to be read. */
  end: EventId;

  constructor(stretch: Stretch, from: EventId) {
    this.#stretch = stretch;
    this.end = from;
  }

  keep(seq: EventId): void {
    const { t, type, line, payload, payloads } = this.#stretch;
    const to = this.end++;
    if (this.#firstPayload < 0) return;
    const index = payload[seq] ?? -1;
    const kept = index < 0 ? undefined : payloads[index];
    t[to] = t[seq] ?? 0;
    type[to] = type[seq] ?? LINE;
    line[to] = line[seq] ?? 0;
    payload[to] = kept === undefined ? -1 : this.#firstPayload + this.#kept.push(kept) - 1;
  }

  /** Writes an event for the rounds, or whatever it is, that begin with the event at `seq`. */
  rounds(seq: EventId, said: EventPayloads['line']): void {
    const { t, type, line, payload } = this.#stretch;
    if (this.#firstPayload < 0) this.#firstPayload = firstPayload(this.#stretch, this.end);
    const to = this.end++;
    t[to] = t[seq] ?? 0;
    type[to] = LINE;
    line[to] = line[seq] ?? 0;
    payload[to] = this.#firstPayload + this.#kept.push(said) - 1;
  }

  /** To be called once, at the end. */
  close(): void {
    const { payloads } = this.#stretch;
    if (this.#firstPayload < 0) return;
    payloads.length = this.#firstPayload;
    for (const each of this.#kept) payloads.push(each);
  }
}

/** That of the first event from `from` on which has one. */
function firstPayload({ payload, payloads, length }: Stretch, from: EventId): number {
  for (let seq = from; seq < length; seq++) {
    const first = payload[seq] ?? -1;
    if (first >= 0) return first;
  }
  return payloads.length;
}

/** What the event at `seq` says of several rounds; null where it is anything else. */
export function roundsAt({ type, payload, payloads }: Stretch, seq: EventId): EventPayloads['line'] | null {
  const index = payload[seq] ?? -1;
  return index < 0 || type[seq] !== LINE ? null : roundsOf(payloads[index]);
}

/** Counts the lines and calls of the events from `from` up to `to`. */
export function count(stretch: Stretch, from: EventId, to: EventId, tally: Tally): void {
  const { type, line, payload, payloads } = stretch;
  for (let seq = from; seq < to; seq++) {
    const kind = type[seq];
    const place: Place = line[seq] ?? 0;
    if (kind === LINE) {
      const rounds = roundsAt(stretch, seq);
      if (rounds === null) tally.line(place, 1);
      else tally.rounds(place, rounds);
    } else if (kind === CALL) tally.call(calleeOf(payloads[payload[seq] ?? -1]), 1);
  }
}
