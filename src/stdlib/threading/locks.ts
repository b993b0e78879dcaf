// `threading.Lock` and `RLock`, and what a thread that waits for one looks like to the kernel.
//
// A released lock is not handed over: who releases it may take it again, the first in line only becomes runnable.

import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { ThreadWait } from '../../kernel/waits.js';
import { isTrue } from '../../objects/compare.js';
import { exception, runtimeError, valueError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { type Nanoseconds, SECOND } from '../../trace/time.js';
import { timeoutSeconds } from '../deadlines.js';

/** `threading.TIMEOUT_MAX` */
export const TIMEOUT_MAX = 9223372036;

/** What `acquire(blocking, timeout)` asks for: null for "as long as it takes", 0 for "now or never". */
export function acquireTimeout(blocking: Value, timeout: Value): number | null {
  const seconds = timeoutSeconds(timeout);
  if (!isTrue(blocking)) {
    if (seconds !== -1) throw valueError("can't specify a timeout for a non-blocking call");
    return 0;
  }
  if (seconds < 0 && seconds !== -1) throw valueError('timeout value must be a non-negative number');
  if (seconds > TIMEOUT_MAX) throw exception('OverflowError', 'timeout value is too large');
  return seconds === -1 ? null : seconds;
}

export function deadlineIn(m: KernelMachine, seconds: number | null): Nanoseconds | null {
  return seconds === null ? null : m.clock.now + Math.ceil(seconds * SECOND);
}

export class ThreadLock extends PyObject {
  locked = false;
  /** Who took it last, for as long as it is locked. */
  owner: SimThread | null = null;
  readonly waiters: SimThread[] = [];
  readonly trace: SyncTrace;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    quiet = false,
    noun = 'lock',
  ) {
    super(cls);
    this.trace = new SyncTrace(machine, 'lock', noun, quiet);
  }

  /** `seconds` as `acquireTimeout` gives it. */
  *acquire(seconds: number | null = null): Generator<Pause, boolean, Value> {
    if (!this.locked) return this.#take();
    if (seconds === 0) return false;
    const { machine, trace, waiters } = this;
    const me = machine.scheduler.current;
    const deadline = deadlineIn(machine, seconds);
    trace.emit('sync.wait');
    waiters.push(me);
    try {
      for (;;) {
        const woken = yield new ThreadWait('lock', trace.text, deadline, trace.id, false, this);
        if (!this.locked) return this.#take();
        if (woken !== true) return false;
      }
    } finally {
      waiters.splice(waiters.indexOf(me), 1);
    }
  }

  #take(): boolean {
    this.locked = true;
    this.owner = this.machine.scheduler.current;
    this.trace.emit('sync.acquire');
    return true;
  }

  release(): void {
    if (!this.locked) throw runtimeError('release unlocked lock');
    this.locked = false;
    this.owner = null;
    const [first] = this.waiters;
    this.trace.release(() => {
      if (first !== undefined) this.machine.scheduler.wake(first);
    });
  }
}

/** `threading.RLock` */
export class ThreadRLock extends PyObject {
  readonly block: ThreadLock;
  count = 0;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls);
    this.block = new ThreadLock(cls, machine, false, 'lock');
  }

  get isOwned(): boolean {
    return this.count > 0 && this.block.owner === this.machine.scheduler.current;
  }

  *acquire(seconds: number | null = null): Generator<Pause, boolean, Value> {
    if (this.isOwned) {
      this.count++;
      return true;
    }
    if (!(yield* this.block.acquire(seconds))) return false;
    this.count = 1;
    return true;
  }

  release(): void {
    if (!this.isOwned) throw runtimeError('cannot release un-acquired lock');
    this.count--;
    if (this.count === 0) this.block.release();
  }

  /** `_release_save`: lets go of it altogether; `_acquire_restore` takes back what this returns. */
  releaseSave(): number {
    if (this.count === 0) throw runtimeError('cannot release un-acquired lock');
    const { count } = this;
    this.count = 0;
    this.block.release();
    return count;
  }

  *acquireRestore(count: number): Generator<Pause, void, Value> {
    yield* this.block.acquire();
    this.count = count;
  }
}
