// `threading.Condition`: threads that wait, without its lock, to be notified by whoever holds the lock.

import { Invoke, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { ThreadWait } from '../../kernel/waits.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { runtimeError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { SECOND } from '../../trace/time.js';
import { timeoutSeconds } from '../deadlines.js';
import { deadlineIn, ThreadLock, ThreadRLock } from './locks.js';

interface Waiter {
  readonly thread: SimThread;
  notified: boolean;
}

export class ThreadCondition extends PyObject {
  readonly waiters: Waiter[] = [];
  readonly trace: SyncTrace;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    public lock: Value,
    quiet = false,
  ) {
    super(cls, new Map());
    this.trace = new SyncTrace(machine, 'condition', 'condition', quiet);
  }

  *acquire(seconds: number | null = null): Generator<Pause, boolean, Value> {
    const { lock } = this;
    if (lock instanceof ThreadLock || lock instanceof ThreadRLock) return yield* lock.acquire(seconds);
    const args = seconds === null ? [] : seconds === 0 ? [false] : [true, seconds];
    return isTrue(yield* callIn(this.machine, getAttribute(lock, 'acquire'), args));
  }

  release(): void {
    const { lock } = this;
    if (lock instanceof ThreadLock || lock instanceof ThreadRLock) lock.release();
    else call(getAttribute(lock, 'release'));
  }

  /** `_is_owned`: for a plain lock, that somebody holds it. */
  get isOwned(): boolean {
    const { lock } = this;
    if (lock instanceof ThreadLock) return lock.locked;
    if (lock instanceof ThreadRLock) return lock.isOwned;
    const owned = getAttributeOr(lock, '_is_owned');
    if (owned !== undefined) return isTrue(call(owned));
    if (!isTrue(call(getAttribute(lock, 'acquire'), [false]))) return true;
    call(getAttribute(lock, 'release'));
    return false;
  }

  /** True when notified, false when the time was up first. `text` is what the waiting is for. */
  *wait(seconds: number | null, text = this.trace.text): Generator<Pause, boolean, Value> {
    if (!this.isOwned) throw runtimeError('cannot wait on un-acquired lock');
    const { machine, waiters, lock } = this;
    const waiter: Waiter = { thread: machine.scheduler.current, notified: false };
    waiters.push(waiter);
    this.trace.emit('sync.wait');
    const saved = lock instanceof ThreadRLock ? lock.releaseSave() : 0;
    if (!(lock instanceof ThreadRLock)) this.release();
    try {
      if (seconds === null || seconds > 0) {
        const { kind } = this.trace;
        yield new ThreadWait(
          kind,
          text,
          deadlineIn(machine, seconds),
          this.trace.quiet ? null : this.trace.id,
        );
      }
      return waiter.notified;
    } finally {
      if (lock instanceof ThreadRLock) yield* lock.acquireRestore(saved);
      else yield* this.acquire();
      const index = waiter.notified ? -1 : waiters.indexOf(waiter);
      if (index >= 0) waiters.splice(index, 1);
    }
  }

  *waitFor(
    predicate: () => Generator<Pause, Value, Value>,
    timeout: Value,
    text?: string,
  ): Generator<Pause, Value, Value> {
    const { machine } = this;
    let end: number | null = null;
    let left = timeout === null ? null : timeoutSeconds(timeout);
    let result = yield* predicate();
    while (!isTrue(result)) {
      if (left !== null) {
        const now: number = (yield* machine.readClockPausably()) / SECOND;
        if (end === null) end = now + left;
        else {
          left = end - now;
          if (left <= 0) break;
        }
      }
      yield* this.wait(left, text);
      result = yield* predicate();
    }
    return result;
  }

  notify(count: number): void {
    if (!this.isOwned) throw runtimeError('cannot notify on un-acquired lock');
    this.trace.release(() => {
      for (const waiter of this.waiters.splice(0, Math.max(0, count))) {
        waiter.notified = true;
        this.machine.scheduler.wake(waiter.thread);
      }
    });
  }

  notifyAll(): void {
    this.notify(this.waiters.length);
  }

  /** `with self:` around a body. */
  *locked<Result>(body: () => Generator<Pause, Result, Value>): Generator<Pause, Result, Value> {
    yield* this.acquire();
    try {
      return yield* body();
    } finally {
      this.release();
    }
  }
}

/** Calls what may block: as a body in a parked thread, plainly on the host stack. */
export function* callIn(
  m: KernelMachine,
  callee: Value,
  args: readonly Value[],
): Generator<Pause, Value, Value> {
  return m.parkable ? yield new Invoke(callee, args, null) : call(callee, args);
}
