// `asyncio.Barrier` (`locks.py`): a number of tasks that wait for each other.

import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { intValue } from '../../objects/boxed.js';
import { PyException, valueError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';
import { construction } from '../declare.js';
import { brokenBarrierError } from './exceptions.js';
import { PyCondition, PyLock } from './locks.js';
import { LoopBound, loopProperty } from './mixins.js';
import { extendCoroutines } from './native-coroutine.js';
import type { AsyncioState } from './state.js';

type BarrierState = 'filling' | 'draining' | 'resetting' | 'broken';

class PyBarrier extends LoopBound {
  parties = 1;
  phase: BarrierState = 'filling';
  count = 0;
  readonly trace: SyncTrace;
  readonly condition: PyCondition;

  constructor(cls: PyType, state: AsyncioState, locks: Record<string, PyType>) {
    super(cls, state);
    this.trace = new SyncTrace(state.machine, 'barrier', 'barrier');
    const { Lock = cls, Condition = cls } = locks;
    this.condition = new PyCondition(Condition, state, new PyLock(Lock, state, true), true);
  }

  *wait(): Generator<Pause, Value, Value> {
    const { condition } = this;
    yield* condition.acquire();
    try {
      yield* this.#block();
      try {
        const index = this.count++;
        if (index + 1 === this.parties) {
          this.phase = 'draining';
          this.trace.release(() => condition.notify(condition.waiters.length));
        } else yield* this.#waitForOthers();
        this.trace.emit('sync.acquire');
        return index;
      } finally {
        this.count--;
        this.#exit();
      }
    } finally {
      condition.release();
    }
  }

  /** Stays outside until those of the round before have left. */
  *#block(): Generator<Pause, void, Value> {
    while (this.phase === 'draining' || this.phase === 'resetting')
      yield* this.condition.wait(this.trace.text);
    if (this.phase === 'broken') throw new PyException(brokenBarrierError, ['Barrier aborted']);
  }

  *#waitForOthers(): Generator<Pause, void, Value> {
    this.trace.emit('sync.wait');
    while (this.phase === 'filling') yield* this.condition.wait(this.trace.text);
    if (this.phase !== 'draining') throw new PyException(brokenBarrierError, ['Abort or reset of barrier']);
  }

  #exit(): void {
    if (this.count > 0) return;
    if (this.phase === 'resetting' || this.phase === 'draining') this.phase = 'filling';
    this.#notifyAll();
  }

  #notifyAll(): void {
    this.condition.notify(this.condition.waiters.length);
  }

  *reset(): Generator<Pause, Value, Value> {
    yield* this.condition.acquire();
    try {
      this.phase = this.count > 0 ? 'resetting' : 'filling';
      this.#notifyAll();
    } finally {
      this.condition.release();
    }
    return null;
  }

  *abort(): Generator<Pause, Value, Value> {
    yield* this.condition.acquire();
    try {
      this.phase = 'broken';
      this.#notifyAll();
    } finally {
      this.condition.release();
    }
    return null;
  }
}

export function makeBarrier(m: KernelMachine, state: AsyncioState, locks: Record<string, PyType>): PyType {
  const waiting = (self: PyBarrier) => (self.phase === 'filling' ? self.count : 0);
  const barrier = defineType('Barrier', {
    mutable: true,
    module: 'asyncio.locks',
    instanceDict: true,
    slots: {
      ...construction(
        'Barrier',
        'parties',
        (cls) => new PyBarrier(cls, state, locks),
        (self: PyBarrier, parties) => {
          self.parties = Number(intValue(parties) ?? 0);
          if (self.parties < 1) throw valueError('parties must be > 0');
          return null;
        },
      ),
      repr: (self: PyBarrier) => {
        const { module, qualname } = typeOf(self);
        const extra = self.phase === 'broken' ? '' : `, waiters:${waiting(self)}/${self.parties}`;
        return `<${module}.${qualname} object at ${addressOf(self)} [${self.phase}${extra}]>`;
      },
    },
    properties: {
      parties: (self: PyBarrier) => self.parties,
      _loop: loopProperty,
      n_waiting: waiting,
      _count: (self: PyBarrier) => self.count,
      _cond: (self: PyBarrier) => self.condition,
      broken: (self: PyBarrier) => self.phase === 'broken',
    },
  });
  extendCoroutines(m, barrier, {
    'wait()': (self: PyBarrier) => self.wait(),
    'reset()': (self: PyBarrier) => self.reset(),
    'abort()': (self: PyBarrier) => self.abort(),
    '__aenter__()': (self: PyBarrier) => self.wait(),
    // biome-ignore lint/correctness/useYield: leaving does not wait
    '__aexit__(*args)': function* () {
      return null;
    },
  });
  return barrier;
}
