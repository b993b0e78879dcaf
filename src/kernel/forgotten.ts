// Coroutines that were made and never awaited: CPython warns when one is dropped.
//
// A coroutine that is the value of an expression statement is dropped at once; the others are looked for when a handle of
// an event loop or the program has ended, in the order in which they were made.

import type { PyCoroutine } from '../execution/coroutine.js';
import type { KernelMachine } from './kernel-machine.js';
import { Reachability } from './reachability.js';

export class ForgottenCoroutines {
  readonly #unstarted = new Set<PyCoroutine>();
  /** Those that natives further out may hold, where no walk can see them. */
  readonly #held = new Set<PyCoroutine>();

  constructor(readonly machine: KernelMachine) {}

  get size(): number {
    return this.#unstarted.size;
  }

  add(coroutine: PyCoroutine): void {
    this.#unstarted.add(coroutine);
  }

  /** A loop begins to run: what there is may be held by whoever waits for it, `for c in [f(), g()]: run(c)`. */
  hold(): void {
    for (const coroutine of this.#unstarted) this.#held.add(coroutine);
  }

  /** No loop is running any more. */
  release(): void {
    this.#held.clear();
  }

  /** Somebody is in charge of it from now on. */
  delete(coroutine: PyCoroutine): void {
    this.#unstarted.delete(coroutine);
  }

  /** The value of an expression statement: dropped, unless it is kept elsewhere, too. */
  mayBeDropped(coroutine: PyCoroutine): void {
    const reachable = new Reachability();
    reachable.markProgram(this.machine);
    if (!reachable.opaque && !reachable.has(coroutine)) this.drop(coroutine);
  }

  /** Warns of one that was dropped. */
  drop(coroutine: PyCoroutine): void {
    this.#unstarted.delete(coroutine);
    if (coroutine.started || coroutine.ended) return;
    const { machine } = this;
    machine.recorder?.emit('coroutine.unawaited', {
      coroutine: coroutine.traceId,
      function: coroutine.qualname,
    });
    machine.warnNeverAwaited(coroutine);
  }

  /** Takes those off the list that have begun. */
  prune(): void {
    for (const coroutine of this.#unstarted)
      if (coroutine.started || coroutine.ended) this.#unstarted.delete(coroutine);
  }

  /** Warns of those that cannot be reached any more; of all that are left where nothing can. */
  sweep(reachable: Reachability | null): void {
    this.prune();
    for (const coroutine of [...this.#unstarted])
      if (reachable === null || !(this.#held.has(coroutine) || reachable.has(coroutine)))
        this.drop(coroutine);
  }
}
