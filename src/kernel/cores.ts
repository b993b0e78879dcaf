// The cores of the simulated computer, and who is on them.

import type { Nanoseconds } from '../trace/time.js';

export class Cores {
  /** When each one is free, infinite while a process is on it. */
  readonly #freeAt: Nanoseconds[];

  constructor(count: number) {
    this.#freeAt = Array.from({ length: Math.max(1, count) }, () => 0);
  }

  /** When a process that wants one could have one; infinite while all are taken. */
  get earliestFree(): Nanoseconds {
    return Math.min(...this.#freeAt);
  }

  /** Takes a core that is free at that time: the preferred one, or the first. */
  take(at: Nanoseconds, preferred: number | null): number {
    const isFree = (core: number | null): core is number =>
      core !== null && (this.#freeAt[core] ?? Number.POSITIVE_INFINITY) <= at;
    const core = isFree(preferred) ? preferred : this.#freeAt.findIndex((free) => free <= at);
    this.#freeAt[core] = Number.POSITIVE_INFINITY;
    return core;
  }

  release(core: number, at: Nanoseconds): void {
    this.#freeAt[core] = at;
  }
}
