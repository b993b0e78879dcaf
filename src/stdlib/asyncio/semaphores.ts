// `asyncio.Semaphore` and `BoundedSemaphore` (`locks.py`).

import { awaitValue } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { intValue } from '../../objects/boxed.js';
import { valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { construction } from '../declare.js';
import { isCancelledError } from './exceptions.js';
import type { PyFuture } from './futures.js';
import { extendAcquirable, waitersOf } from './locks.js';
import { describeSync, LoopBound, loopProperty, removeFrom } from './mixins.js';
import type { AsyncioState } from './state.js';

class PySemaphore extends LoopBound {
  value = 1;
  /** What a bounded semaphore must not rise above. */
  bound = Number.POSITIVE_INFINITY;
  readonly waiters: PyFuture[] = [];
  readonly trace: SyncTrace;

  constructor(cls: PyType, state: AsyncioState) {
    super(cls, state);
    this.trace = new SyncTrace(state.machine, 'semaphore', 'semaphore');
  }

  /** True also while somebody waits: whoever comes now gets in line. */
  get locked(): boolean {
    return this.value === 0 || this.waiters.some(({ state }) => state !== 'CANCELLED');
  }

  *acquire(): Generator<Pause, Value, Value> {
    if (!this.locked) this.value--;
    else yield* this.#wait();
    this.trace.emit('sync.acquire');
    return true;
  }

  *#wait(): Generator<Pause, void, Value> {
    const { waiters, trace } = this;
    const future = this.state.newFuture(this.loop, 'semaphore', trace.text);
    waiters.push(future);
    trace.emit('sync.wait');
    try {
      try {
        yield* awaitValue(future);
      } finally {
        removeFrom(waiters, future);
      }
    } catch (error) {
      // Woken and cancelled in one iteration: the permit goes back.
      if (isCancelledError(error) && future.state === 'FINISHED') this.value++;
      throw error;
    } finally {
      while (this.value > 0 && this.#wakeUpNext());
    }
  }

  release(): void {
    if (this.value >= this.bound) throw valueError('BoundedSemaphore released too many times');
    this.value++;
    this.trace.release(() => this.#wakeUpNext());
  }

  /** `_wake_up_next`: hands a permit to the first in line. */
  #wakeUpNext(): boolean {
    for (const waiter of this.waiters) {
      if (waiter.done) continue;
      this.value--;
      waiter.setResult(true);
      return true;
    }
    return false;
  }
}

export function makeSemaphores(m: KernelMachine, state: AsyncioState): Record<string, PyType> {
  const make = (cls: PyType) => new PySemaphore(cls, state);
  const init = (self: PySemaphore, value: Value): void => {
    const permits = Number(intValue(value) ?? 1);
    if (permits < 0) throw valueError('Semaphore initial value must be >= 0');
    self.value = permits;
  };
  const semaphore = defineType('Semaphore', {
    mutable: true,
    module: 'asyncio.locks',
    instanceDict: true,
    slots: {
      ...construction('Semaphore', 'value=1', make, (self: PySemaphore, value) => {
        init(self, value);
        return null;
      }),
      repr: (self: PySemaphore) =>
        describeSync(self, self.locked ? 'locked' : `unlocked, value:${self.value}`, self.waiters),
    },
    methods: {
      'locked()': (self: PySemaphore) => self.locked,
      'release()': (self: PySemaphore) => {
        self.release();
        return null;
      },
    },
    properties: {
      _loop: loopProperty,
      _waiters: waitersOf,
      _value: {
        get: (self: PySemaphore) => self.value,
        set: (self: PySemaphore, value) => {
          self.value = Number(intValue(value ?? 0) ?? 0);
        },
      },
    },
  });
  extendAcquirable(m, semaphore);
  const bounded = defineType('BoundedSemaphore', {
    mutable: true,
    bases: [semaphore],
    module: 'asyncio.locks',
    instanceDict: true,
    slots: construction('BoundedSemaphore', 'value=1', make, (self: PySemaphore, value) => {
      init(self, value);
      self.bound = self.value;
      return null;
    }),
  });
  return { Semaphore: semaphore, BoundedSemaphore: bounded };
}
