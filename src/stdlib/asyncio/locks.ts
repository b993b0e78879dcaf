// `asyncio.Lock`, `Event` and `Condition`. A waiter is a future in a line; waking it is setting its result.

import { awaitValue } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { PyException, runtimeError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import type { PyObject, PyType, Value } from '../../objects/object.js';
import { construction } from '../declare.js';
import { isCancelledError } from './exceptions.js';
import type { PyFuture } from './futures.js';
import { describeSync, LoopBound, loopProperty, removeFrom } from './mixins.js';
import { extendCoroutines } from './native-coroutine.js';
import type { AsyncioState } from './state.js';

export class PyLock extends LoopBound {
  locked = false;
  readonly waiters: PyFuture[] = [];
  readonly trace: SyncTrace;

  constructor(cls: PyType, state: AsyncioState, quiet = false) {
    super(cls, state);
    this.trace = new SyncTrace(state.machine, 'lock', 'lock', quiet);
  }

  *acquire(): Generator<Pause, Value, Value> {
    if (this.locked || this.waiters.some(({ state }) => state !== 'CANCELLED')) yield* this.#wait();
    this.locked = true;
    this.trace.emit('sync.acquire');
    return true;
  }

  *#wait(): Generator<Pause, void, Value> {
    const { waiters, trace } = this;
    const future = this.state.newFuture(this.loop, 'lock', trace.text);
    waiters.push(future);
    trace.emit('sync.wait');
    try {
      try {
        yield* awaitValue(future);
      } finally {
        removeFrom(waiters, future);
      }
    } catch (error) {
      if (isCancelledError(error) && !this.locked) this.#wakeUpFirst();
      throw error;
    }
  }

  release(): void {
    if (!this.locked) throw runtimeError('Lock is not acquired.');
    this.locked = false;
    this.trace.release(() => this.#wakeUpFirst());
  }

  /** `_wake_up_first`: the lock is not handed over, whoever asks before the first one runs gets in line behind. */
  #wakeUpFirst(): void {
    const [first] = this.waiters;
    if (first !== undefined && !first.done) first.setResult(true);
  }
}

export class PyEvent extends LoopBound {
  isSet = false;
  readonly waiters: PyFuture[] = [];
  readonly trace: SyncTrace;

  constructor(cls: PyType, state: AsyncioState, quiet = false) {
    super(cls, state);
    this.trace = new SyncTrace(state.machine, 'event', 'event', quiet);
  }

  set(): void {
    if (this.isSet) return;
    this.isSet = true;
    this.trace.release(() => {
      for (const waiter of this.waiters) if (!waiter.done) waiter.setResult(true);
    });
  }

  *wait(text = this.trace.text): Generator<Pause, Value, Value> {
    if (this.isSet) return true;
    const { waiters } = this;
    const future = this.state.newFuture(this.loop, 'event', text);
    waiters.push(future);
    this.trace.emit('sync.wait');
    try {
      yield* awaitValue(future);
      return true;
    } finally {
      removeFrom(waiters, future);
    }
  }
}

export class PyCondition extends LoopBound {
  readonly waiters: PyFuture[] = [];
  readonly trace: SyncTrace;

  constructor(
    cls: PyType,
    state: AsyncioState,
    public lock: Value,
    quiet = false,
  ) {
    super(cls, state);
    this.trace = new SyncTrace(state.machine, 'condition', 'condition', quiet);
  }

  get locked(): boolean {
    const { lock } = this;
    return lock instanceof PyLock ? lock.locked : isTrue(call(getAttribute(lock, 'locked')));
  }

  *acquire(): Generator<Pause, Value, Value> {
    const { lock } = this;
    if (lock instanceof PyLock) return yield* lock.acquire();
    return yield* awaitValue(call(getAttribute(lock, 'acquire')));
  }

  release(): void {
    const { lock } = this;
    if (lock instanceof PyLock) lock.release();
    else call(getAttribute(lock, 'release'));
  }

  /** Releases the lock, waits to be notified, and takes the lock again, come what may. */
  *wait(text = this.trace.text): Generator<Pause, Value, Value> {
    if (!this.locked) throw runtimeError('cannot wait on un-acquired lock');
    const { waiters } = this;
    const future = this.state.newFuture(this.loop, 'condition', text);
    this.trace.emit('sync.wait');
    this.release();
    try {
      try {
        waiters.push(future);
        try {
          yield* awaitValue(future);
          return true;
        } finally {
          removeFrom(waiters, future);
        }
      } finally {
        yield* this.#acquireAgain();
      }
    } catch (error) {
      // Cancelled after it was notified: the notification must not be lost.
      if (error instanceof PyException) this.#wake(1);
      throw error;
    }
  }

  *#acquireAgain(): Generator<Pause, void, Value> {
    let cancelled: PyException | null = null;
    for (;;) {
      try {
        yield* this.acquire();
        break;
      } catch (error) {
        if (!isCancelledError(error)) throw error;
        cancelled = error;
      }
    }
    if (cancelled !== null) throw cancelled;
  }

  *waitFor(predicate: () => Value): Generator<Pause, Value, Value> {
    let result = predicate();
    while (!isTrue(result)) {
      yield* this.wait();
      result = predicate();
    }
    return result;
  }

  notify(count: number): void {
    if (!this.locked) throw runtimeError('cannot notify on un-acquired lock');
    this.trace.release(() => this.#wake(count));
  }

  /** `_notify` */
  #wake(count: number): void {
    let left = count;
    for (const waiter of this.waiters) {
      if (left <= 0) break;
      if (waiter.done) continue;
      left--;
      waiter.setResult(false);
    }
  }
}

interface Acquirable extends PyObject {
  acquire(): Generator<Pause, Value, Value>;
  release(): void;
}

/** `_ContextManagerMixin`, and the methods the three share with semaphores. */
export function extendAcquirable(m: KernelMachine, type: PyType): void {
  extendCoroutines(m, type, {
    'acquire()': (self: Acquirable) => self.acquire(),
    '__aenter__()': function* (self: Acquirable) {
      yield* self.acquire();
      return null;
    },
    // biome-ignore lint/correctness/useYield: a release does not wait
    '__aexit__(exc_type, exc, tb)': function* (self: Acquirable) {
      self.release();
      return null;
    },
  });
}

interface WithWaiters extends PyObject {
  readonly waiters: PyFuture[];
}

/** `_waiters`, to look at. */
export function waitersOf({ waiters }: WithWaiters): Value {
  return new PyList(waiters);
}

const module = 'asyncio.locks';

export function makeLocks(m: KernelMachine, state: AsyncioState): Record<string, PyType> {
  const lock = defineType('Lock', {
    mutable: true,
    module,
    instanceDict: true,
    slots: {
      ...construction(
        'Lock',
        '',
        (cls) => new PyLock(cls, state),
        () => null,
      ),
      repr: (self: PyLock) => describeSync(self, self.locked ? 'locked' : 'unlocked', self.waiters),
    },
    methods: {
      'locked()': (self: PyLock) => self.locked,
      'release()': (self: PyLock) => {
        self.release();
        return null;
      },
    },
    properties: { _loop: loopProperty, _waiters: waitersOf, _locked: (self: PyLock) => self.locked },
  });
  extendAcquirable(m, lock);

  const event = defineType('Event', {
    mutable: true,
    module,
    instanceDict: true,
    slots: {
      ...construction(
        'Event',
        '',
        (cls) => new PyEvent(cls, state),
        () => null,
      ),
      repr: (self: PyEvent) => describeSync(self, self.isSet ? 'set' : 'unset', self.waiters),
    },
    methods: {
      'is_set()': (self: PyEvent) => self.isSet,
      'set()': (self: PyEvent) => {
        self.set();
        return null;
      },
      'clear()': (self: PyEvent) => {
        self.isSet = false;
        return null;
      },
    },
    properties: { _loop: loopProperty, _waiters: waitersOf },
  });
  extendCoroutines(m, event, { 'wait()': (self: PyEvent) => self.wait() });

  const condition = defineType('Condition', {
    mutable: true,
    module,
    instanceDict: true,
    slots: {
      ...construction(
        'Condition',
        'lock=None',
        (cls) => new PyCondition(cls, state, null),
        (self: PyCondition, given: Value) => {
          self.lock = given ?? new PyLock(lock, state);
          return null;
        },
      ),
      repr: (self: PyCondition) => describeSync(self, self.locked ? 'locked' : 'unlocked', self.waiters),
    },
    methods: {
      'locked()': (self: PyCondition) => self.locked,
      'release()': (self: PyCondition) => {
        self.release();
        return null;
      },
      'notify(n=1)': (self: PyCondition, n) => {
        self.notify(Number(intValue(n) ?? 1));
        return null;
      },
      'notify_all()': (self: PyCondition) => {
        self.notify(self.waiters.length);
        return null;
      },
    },
    properties: { _lock: (self: PyCondition) => self.lock, _loop: loopProperty, _waiters: waitersOf },
  });
  extendAcquirable(m, condition);
  extendCoroutines(m, condition, {
    'wait()': (self: PyCondition) => self.wait(),
    'wait_for(predicate)': (self: PyCondition, predicate: Value) => self.waitFor(() => call(predicate)),
  });
  return { Lock: lock, Event: event, Condition: condition };
}
