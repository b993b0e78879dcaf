// `concurrent.futures.Future`: the outcome of work in another thread, and whoever waits for it.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { Invoke, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { call } from '../../objects/call.js';
import { PyException } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';

export type ConcurrentState = 'PENDING' | 'RUNNING' | 'CANCELLED' | 'CANCELLED_AND_NOTIFIED' | 'FINISHED';

type Callback = { readonly native: () => void } | { readonly python: Value };

export class ConcurrentFuture extends PyObject {
  state: ConcurrentState = 'PENDING';
  value: Value = null;
  error: PyException | null = null;
  readonly callbacks: Callback[] = [];
  /** Threads that wait for the outcome, first come first woken. */
  readonly waiters: SimThread[] = [];

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    /** What the work is, for traces. */
    readonly text: string,
  ) {
    super(cls, new Map());
  }

  get done(): boolean {
    return this.state === 'FINISHED' || this.state === 'CANCELLED' || this.state === 'CANCELLED_AND_NOTIFIED';
  }

  /** Cancels work that has not begun. */
  cancel(): boolean {
    if (this.state === 'RUNNING' || this.state === 'FINISHED') return false;
    if (this.done) return true;
    this.state = 'CANCELLED';
    this.#wakeWaiters();
    this.machine.runBlocking(this.runCallbacks());
    return true;
  }

  /** `set_running_or_notify_cancel`: false where the work was cancelled. */
  begin(): boolean {
    if (this.state === 'CANCELLED') {
      this.state = 'CANCELLED_AND_NOTIFIED';
      return false;
    }
    this.state = 'RUNNING';
    return true;
  }

  /** Sets the outcome and wakes whoever waits; callbacks are run by `runCallbacks`. */
  settle(value: Value, error: PyException | null): void {
    this.value = value;
    this.error = error;
    this.state = 'FINISHED';
    this.#wakeWaiters();
  }

  #wakeWaiters(): void {
    for (const thread of this.waiters) this.machine.scheduler.wake(thread);
  }

  addNativeCallback(callback: () => void): void {
    if (this.done) callback();
    else this.callbacks.push({ native: callback });
  }

  /** `_invoke_callbacks`: what one raises is reported and does not keep the others from running. */
  *runCallbacks(): Generator<Pause, null, Value> {
    for (const callback of this.callbacks.splice(0)) {
      if ('native' in callback) callback.native();
      else yield* this.runCallback(callback.python);
    }
    return null;
  }

  *runCallback(callback: Value): Generator<Pause, void, Value> {
    try {
      if (this.machine.parkable) yield new Invoke(callback, [this], null);
      else call(callback, [this]);
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      this.machine.writeError(`exception calling callback for ${repr(this)}\n${formatException(error)}`);
    }
  }

  describe(): string {
    return this.state === 'FINISHED' && this.error === null
      ? boundedRepr(this.value)
      : this.state.toLowerCase();
  }
}
