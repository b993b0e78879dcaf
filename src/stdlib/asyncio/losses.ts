// What a program loses: exceptions nobody asked for, tasks that are dropped while pending, async generators that are
// left open.
//
// CPython tells of them when the last reference goes. Here there is no reference count: whoever may get lost is put on
// a list, and at the end of each handle and of the program the list is gone through (`kernel/reachability.ts` says who
// can still be reached). The order is that of creation.

import type { PyAsyncGenerator } from '../../execution/async-generator.js';
import type { PyLoop } from './base_events.js';
import type { PyFuture } from './futures.js';
import type { AsyncioState } from './state.js';

export class Losses {
  readonly futures = new Set<PyFuture>();
  readonly generators = new Map<PyAsyncGenerator, PyLoop>();

  constructor(readonly state: AsyncioState) {}

  mayBeLost(future: PyFuture): void {
    this.futures.add(future);
  }

  mayBeDropped(generator: PyAsyncGenerator, loop: PyLoop): void {
    this.generators.set(generator, loop);
  }

  get pending(): boolean {
    return false;
  }

  check(): void {}
}
