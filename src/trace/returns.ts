// Where the calls of a stretch return.

import type { EventId } from './events.js';
import { depthOf } from './payloads.js';
import { CALL, RETURN, type Stretch } from './stretch.js';

const FIRST_CAPACITY = 2048;

export class Returns {
  #from: EventId = 0;
  /** By the offset of a call; -1 where none is seen, and for whatever is no call. */
  #returns = new Int32Array(FIRST_CAPACITY);
  /** Offsets and depths of the calls that have not returned, innermost last. */
  #open = new Int32Array(FIRST_CAPACITY);
  #depths = new Int32Array(FIRST_CAPACITY);

  /** Looks at the events from `from` to the stretch's end. */
  find(stretch: Stretch, from: EventId): void {
    const { type, payload, payloads, length } = stretch;
    this.#reserve(length - from);
    this.#from = from;
    const [open, depths, returns] = [this.#open, this.#depths, this.#returns];
    let top = -1;
    for (let seq = from; seq < length; seq++) {
      const kind = type[seq];
      returns[seq - from] = -1;
      if (kind !== CALL && kind !== RETURN) continue;
      const depth = depthOf(payloads[payload[seq] ?? -1]);
      // Frames that are deeper are over, an exception ends them without a word; one as deep as a new one is a
      // generator's, which may return at any time.
      const over = kind === CALL ? depth : depth + 1;
      while (top >= 0 && (depths[top] ?? 0) >= over) top--;
      if (kind === CALL) {
        top++;
        open[top] = seq - from;
        depths[top] = depth;
      } else if (top >= 0 && depths[top] === depth) {
        returns[open[top] ?? 0] = seq - from;
        top--;
      }
    }
  }

  /** Where the call at `seq` returns; -1 where that is not seen. */
  of(seq: EventId): EventId {
    const offset = this.#returns[seq - this.#from] ?? -1;
    return offset < 0 ? -1 : this.#from + offset;
  }

  #reserve(length: number): void {
    if (length <= this.#returns.length) return;
    const capacity = 2 ** Math.ceil(Math.log2(length));
    this.#returns = new Int32Array(capacity);
    this.#open = new Int32Array(capacity);
    this.#depths = new Int32Array(capacity);
  }
}
