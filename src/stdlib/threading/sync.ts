// `threading.Event`, `Semaphore`, `BoundedSemaphore` and `Barrier`: conditions with a state.

import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { exceptionType, PyException, valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { SECOND } from '../../trace/time.js';
import { timeoutSeconds } from '../deadlines.js';
import { callIn, ThreadCondition } from './condition.js';
import { ThreadLock } from './locks.js';

export const brokenBarrierError = defineType('BrokenBarrierError', {
  bases: [exceptionType('RuntimeError')],
  module: 'threading',
});

/** A condition that is part of another object, with a lock of its own. */
export function innerCondition(m: KernelMachine, cls: PyType): ThreadCondition {
  return new ThreadCondition(cls, m, new ThreadLock(cls, m, true), true);
}

export class ThreadEvent extends PyObject {
  isSet = false;
  readonly condition: ThreadCondition;
  readonly trace: SyncTrace;

  constructor(cls: PyType, machine: KernelMachine, quiet = false) {
    super(cls, new Map());
    this.condition = innerCondition(machine, cls);
    this.trace = new SyncTrace(machine, 'event', 'event', quiet);
  }

  *set(): Generator<Pause, null, Value> {
    yield* this.condition.acquire();
    this.isSet = true;
    this.trace.release(() => this.condition.notifyAll());
    this.condition.release();
    return null;
  }

  *clear(): Generator<Pause, null, Value> {
    yield* this.condition.acquire();
    this.isSet = false;
    this.condition.release();
    return null;
  }

  *wait(timeout: Value): Generator<Pause, Value, Value> {
    const { condition, trace } = this;
    const seconds = timeout === null ? null : timeoutSeconds(timeout);
    return yield* condition.locked(
      function* (this: ThreadEvent): Generator<Pause, Value, Value> {
        if (this.isSet) return true;
        trace.emit('sync.wait');
        return yield* condition.wait(seconds, trace.text);
      }.bind(this),
    );
  }
}

export class ThreadSemaphore extends PyObject {
  value = 1;
  /** What a bounded one must not rise above. */
  bound = Number.POSITIVE_INFINITY;
  readonly condition: ThreadCondition;
  readonly trace: SyncTrace;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    quiet = false,
  ) {
    super(cls, new Map());
    this.condition = innerCondition(machine, cls);
    this.trace = new SyncTrace(machine, 'semaphore', 'semaphore', quiet);
  }

  *acquire(blocking: boolean, timeout: Value): Generator<Pause, boolean, Value> {
    if (!blocking && timeout !== null) throw valueError("can't specify timeout for non-blocking acquire");
    const { condition } = this;
    yield* condition.acquire();
    try {
      if (this.value === 0 && !(yield* this.#wait(blocking, timeout))) return false;
      this.value--;
      this.trace.emit('sync.acquire');
      return true;
    } finally {
      condition.release();
    }
  }

  *#wait(blocking: boolean, timeout: Value): Generator<Pause, boolean, Value> {
    if (!blocking) return false;
    const { machine, condition, trace } = this;
    let left = timeout === null ? null : timeoutSeconds(timeout);
    let end: number | null = null;
    trace.emit('sync.wait');
    while (this.value === 0) {
      if (left !== null) {
        const now: number = (yield* machine.readClockPausably()) / SECOND;
        if (end === null) end = now + left;
        else {
          left = end - now;
          if (left <= 0) return false;
        }
      }
      yield* condition.wait(left, trace.text);
    }
    return true;
  }

  *release(count: number): Generator<Pause, null, Value> {
    if (count < 1) throw valueError('n must be one or more');
    const { condition } = this;
    yield* condition.acquire();
    try {
      if (this.value + count > this.bound) throw valueError('Semaphore released too many times');
      this.value += count;
      this.trace.release(() => condition.notify(count));
    } finally {
      condition.release();
    }
    return null;
  }
}

type BarrierState = 'filling' | 'draining' | 'resetting' | 'broken';

export class ThreadBarrier extends PyObject {
  parties = 1;
  action: Value = null;
  timeout: Value = null;
  phase: BarrierState = 'filling';
  count = 0;
  readonly condition: ThreadCondition;
  readonly trace: SyncTrace;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls, new Map());
    this.condition = innerCondition(machine, cls);
    this.trace = new SyncTrace(machine, 'barrier', 'barrier');
  }

  *wait(timeout: Value): Generator<Pause, Value, Value> {
    const { condition } = this;
    yield* condition.acquire();
    try {
      yield* this.#enter();
      const index = this.count++;
      try {
        if (index + 1 === this.parties) yield* this.#open();
        else yield* this.#waitForOthers(timeout ?? this.timeout);
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
  *#enter(): Generator<Pause, void, Value> {
    while (this.phase === 'draining' || this.phase === 'resetting')
      yield* this.condition.wait(null, this.trace.text);
    if (this.phase === 'broken') throw new PyException(brokenBarrierError);
  }

  *#open(): Generator<Pause, void, Value> {
    try {
      if (this.action !== null) yield* callIn(this.machine, this.action, []);
      this.phase = 'draining';
      this.trace.release(() => this.condition.notifyAll());
    } catch (error) {
      this.break();
      throw error;
    }
  }

  *#waitForOthers(timeout: Value): Generator<Pause, void, Value> {
    this.trace.emit('sync.wait');
    // biome-ignore lint/correctness/useYield: the predicate of a wait, which may pause but need not
    const isOpen = function* (this: ThreadBarrier): Generator<Pause, Value, Value> {
      return this.phase !== 'filling';
    }.bind(this);
    if ((yield* this.condition.waitFor(isOpen, timeout, this.trace.text)) !== true) {
      this.break();
      throw new PyException(brokenBarrierError);
    }
    if (this.phase !== 'draining') throw new PyException(brokenBarrierError);
  }

  #exit(): void {
    if (this.count > 0) return;
    if (this.phase !== 'resetting' && this.phase !== 'draining') return;
    this.phase = 'filling';
    this.condition.notifyAll();
  }

  *reset(): Generator<Pause, null, Value> {
    yield* this.condition.acquire();
    if (this.count === 0) this.phase = 'filling';
    else if (this.phase !== 'draining') this.phase = 'resetting';
    this.condition.notifyAll();
    this.condition.release();
    return null;
  }

  *abort(): Generator<Pause, null, Value> {
    yield* this.condition.acquire();
    this.break();
    this.condition.release();
    return null;
  }

  /** `_break` */
  break(): void {
    this.phase = 'broken';
    this.condition.notifyAll();
  }
}
