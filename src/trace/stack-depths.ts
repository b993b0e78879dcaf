// How deep the stacks of tasks and threads are, as their calls and returns say.

import type { EventId } from './events.js';

export class StackDepths {
  readonly #depths = new Map<number, number>();
  #stack = Number.NaN;
  #depth = 0;
  /** The stretch that the latest call or return is in, and what the depth was before the first one in it. */
  #stretch: EventId = -1;
  #before = 0;
  #hasMixed = false;

  /** A call or return in the stretch that begins at `stretch`, after which the stack is `depth` frames deep. */
  enter(stack: number, depth: number, stretch: EventId): void {
    if (stack !== this.#stack) {
      this.#depths.set(this.#stack, this.#depth);
      this.#stack = stack;
      this.#depth = this.#depths.get(stack) ?? 0;
      this.#hasMixed = this.#stretch === stretch;
    }
    if (stretch !== this.#stretch) {
      this.#stretch = stretch;
      this.#before = this.#depth;
      this.#hasMixed = false;
    }
    this.#depth = depth;
  }

  /** How deep the stack was when a stretch began; null where that is not one stack. Without calls any depth will do. */
  before(stretch: EventId): number | null {
    if (stretch !== this.#stretch) return 0;
    return this.#hasMixed ? null : this.#before;
  }
}
