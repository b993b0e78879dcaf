// Where each line of a stretch is met next in the same frame: before the stack gets shallower than it is there.

import type { EventId } from './events.js';
import { depthOf } from './payloads.js';
import { CALL, LINE, RETURN, type Stretch } from './stretch.js';

const FIRST_CAPACITY = 2048;
/** Spreads lines over the table (Knuth's multiplier). */
const SPREAD = 0x9e3779b1;

export class NextInFrame {
  #from: EventId = 0;
  #next = new Int32Array(FIRST_CAPACITY);
  #depths = new Int32Array(FIRST_CAPACITY);
  /** Open addressing: where a line of a frame was met last, as an offset; -1 is free. */
  #table = new Int32Array(2 * FIRST_CAPACITY);
  /** By depth: the offset up to which lines belong to the frame that is open at that depth. */
  #ends = new Int32Array(FIRST_CAPACITY);

  /** Looks at the events from `from` up to `to`, before which the stack was `depth` frames deep. */
  find(stretch: Stretch, from: EventId, to: EventId, depth: number): void {
    this.#from = from;
    this.#reserve(to - from);
    const deepest = this.#findDepths(stretch, from, to, depth);
    if (deepest >= this.#ends.length) this.#ends = new Int32Array(2 * deepest);
    const { type, line } = stretch;
    let open = 0;
    for (let offset = to - from - 1; offset >= 0; offset--) {
      if (type[from + offset] !== LINE) continue;
      const at = this.#depths[offset] ?? 0;
      // Frames that were opened from here are over; those that are met for the first time are open from here on.
      for (; open <= at; open++) this.#ends[open] = offset;
      open = at + 1;
      this.#next[offset] = this.#met(line, offset, at);
    }
  }

  /** The event at which the line of the event at `seq` is met next; -1 where there is none. */
  after(seq: EventId): EventId {
    const offset = this.#next[seq - this.#from] ?? -1;
    return offset < 0 ? -1 : this.#from + offset;
  }

  #findDepths({ type, payloads, payload }: Stretch, from: EventId, to: EventId, before: number): number {
    let depth = Math.max(0, before);
    let deepest = depth;
    for (let seq = from; seq < to; seq++) {
      const kind = type[seq];
      if (kind === CALL) depth = Math.max(0, depthOf(payloads[payload[seq] ?? -1]));
      else if (kind === RETURN) depth = Math.max(0, depthOf(payloads[payload[seq] ?? -1]) - 1);
      if (depth > deepest) deepest = depth;
      this.#depths[seq - from] = depth;
    }
    return deepest;
  }

  /** Notes that the line at `offset` is met there, and gives where it was met before, going backwards. */
  #met(line: Int32Array, offset: number, depth: number): number {
    const place = line[this.#from + offset] ?? 0;
    const mask = this.#table.length - 1;
    let slot = (Math.imul(place * 31 + depth, SPREAD) >>> 8) & mask;
    for (;;) {
      const known = this.#table[slot] ?? -1;
      if (known < 0) {
        this.#table[slot] = offset;
        return -1;
      }
      if (this.#depths[known] === depth && line[this.#from + known] === place) {
        this.#table[slot] = offset;
        return known <= (this.#ends[depth] ?? 0) ? known : -1;
      }
      slot = (slot + 1) & mask;
    }
  }

  #reserve(length: number): void {
    if (length > this.#next.length) {
      const capacity = 2 ** Math.ceil(Math.log2(length));
      this.#next = new Int32Array(capacity);
      this.#depths = new Int32Array(capacity);
      this.#table = new Int32Array(2 * capacity);
    }
    this.#table.fill(-1);
  }
}
