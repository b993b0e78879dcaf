// `concurrent.futures.Future`: the outcome of work in another thread, and whoever waits for it.

import { extendBlocking } from '../../execution/blocking.js';
import { boundedRepr } from '../../execution/bounded-repr.js';
import { Invoke, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { ThreadWait } from '../../kernel/waits.js';
import { call } from '../../objects/call.js';
import {
  exception,
  exceptionType,
  isExceptionOf,
  PyException,
  runtimeError,
} from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { deadlineAfter } from '../deadlines.js';
import { perMachine } from '../library.js';
import { logError } from '../log-error.js';

export type ConcurrentState = 'PENDING' | 'RUNNING' | 'CANCELLED' | 'CANCELLED_AND_NOTIFIED' | 'FINISHED';

type Callback = { readonly native: () => void } | { readonly python: Value };

/** Somebody who waits for several futures: `_Waiter`. */
export interface Watcher {
  finished(future: ConcurrentFuture): void;
}

const module = 'concurrent.futures._base';

export const concurrentError = defineType('Error', {
  mutable: true,
  bases: [exceptionType('Exception')],
  module,
});
export const concurrentCancelledError = defineType('CancelledError', {
  mutable: true,
  bases: [concurrentError],
  module,
});
export const concurrentInvalidStateError = defineType('InvalidStateError', {
  bases: [concurrentError],
  module,
});

export class ConcurrentFuture extends PyObject {
  state: ConcurrentState = 'PENDING';
  value: Value = null;
  error: PyException | null = null;
  readonly callbacks: Callback[] = [];
  readonly watchers: Watcher[] = [];
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
    return this.state === 'FINISHED' || this.cancelled;
  }

  get cancelled(): boolean {
    return this.state === 'CANCELLED' || this.state === 'CANCELLED_AND_NOTIFIED';
  }

  /** Neither a watcher nor anybody else has to be told any more. */
  get isOver(): boolean {
    return this.state === 'FINISHED' || this.state === 'CANCELLED_AND_NOTIFIED';
  }

  /** Cancels work that has not begun. */
  *cancel(): Generator<Pause, boolean, Value> {
    if (this.state === 'RUNNING' || this.state === 'FINISHED') return false;
    if (this.done) return true;
    this.state = 'CANCELLED';
    this.#wakeWaiters();
    yield* this.runCallbacks();
    return true;
  }

  /** `set_running_or_notify_cancel`: false where the work was cancelled. */
  begin(): boolean {
    if (this.state === 'CANCELLED') {
      this.state = 'CANCELLED_AND_NOTIFIED';
      for (const watcher of this.watchers) watcher.finished(this);
      return false;
    }
    if (this.state !== 'PENDING') {
      logError(
        this.machine,
        'concurrent.futures',
        `Future ${addressOf(this)} in unexpected state: ${this.state}`,
        null,
        'critical',
      );
      throw runtimeError('Future in unexpected state');
    }
    this.state = 'RUNNING';
    return true;
  }

  /** Sets the outcome and tells whoever waits; callbacks are run by `runCallbacks`. */
  settle(value: Value, error: PyException | null): void {
    if (this.done) throw new PyException(concurrentInvalidStateError, [`${this.state}: ${repr(this)}`]);
    this.value = value;
    this.error = error;
    this.state = 'FINISHED';
    for (const watcher of this.watchers) watcher.finished(this);
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
      if (!isExceptionOf(error, 'Exception')) throw error;
      logError(this.machine, 'concurrent.futures', `exception calling callback for ${repr(this)}`, error);
    }
  }

  /** Waits until it is done; raises TimeoutError. */
  *wait(timeout: Value): Generator<Pause, void, Value> {
    if (this.done) return;
    const { machine, waiters } = this;
    const me = machine.scheduler.current;
    const deadline = deadlineAfter(machine, timeout);
    waiters.push(me);
    try {
      const text = `waiting for the result of ${this.text}`;
      yield new ThreadWait('result', text, deadline);
    } finally {
      waiters.splice(waiters.indexOf(me), 1);
    }
    if (!this.done) throw exception('TimeoutError');
  }

  *result(timeout: Value): Generator<Pause, Value, Value> {
    yield* this.wait(timeout);
    if (this.cancelled) throw new PyException(concurrentCancelledError);
    if (this.error !== null) throw this.error;
    return this.value;
  }

  describe(): string {
    return this.state === 'FINISHED' && this.error === null
      ? boundedRepr(this.value)
      : this.state.toLowerCase();
  }
}

/** The type of one machine. */
export const concurrentFutureType = perMachine((m: KernelMachine) => {
  const type = defineType('Future', {
    mutable: true,
    module,
    instanceDict: true,
    slots: {
      new_: (cls) => new ConcurrentFuture(cls, m, 'a future'),
      init: () => {},
      repr: (self: ConcurrentFuture) => {
        const state = self.cancelled ? 'cancelled' : self.state.toLowerCase();
        return `<${typeName(self)} at ${addressOf(self)} state=${state}${outcomeText(self)}>`;
      },
    },
    methods: {
      'cancelled()': (self: ConcurrentFuture) => self.cancelled,
      'running()': (self: ConcurrentFuture) => self.state === 'RUNNING',
      'done()': (self: ConcurrentFuture) => self.done,
      'set_running_or_notify_cancel()': (self: ConcurrentFuture) => self.begin(),
    },
    classMethods: { '__class_getitem__(key, /)': (cls, key) => genericAlias(cls, key) },
    properties: {
      _state: (self: ConcurrentFuture) => self.state,
      _result: (self: ConcurrentFuture) => self.value,
      _exception: (self: ConcurrentFuture) => self.error,
    },
  });
  extendBlocking(m, type, {
    'cancel()': (self: ConcurrentFuture) => self.cancel(),
    'result(timeout=None)': (self: ConcurrentFuture, timeout: Value) => self.result(timeout),
    'exception(timeout=None)': function* (self: ConcurrentFuture, timeout: Value) {
      yield* self.wait(timeout);
      if (self.cancelled) throw new PyException(concurrentCancelledError);
      return self.error;
    },
    'add_done_callback(fn)': function* (self: ConcurrentFuture, fn: Value) {
      if (self.done) yield* self.runCallback(fn);
      else self.callbacks.push({ python: fn });
      return null;
    },
    'set_result(result)': function* (self: ConcurrentFuture, result: Value) {
      self.settle(result, null);
      return yield* self.runCallbacks();
    },
    'set_exception(exception)': function* (self: ConcurrentFuture, error: Value) {
      self.settle(null, error instanceof PyException ? error : null);
      return yield* self.runCallbacks();
    },
  });
  return type;
});

function outcomeText({ state, error, value }: ConcurrentFuture): string {
  if (state !== 'FINISHED') return '';
  return error === null ? ` returned ${typeName(value)}` : ` raised ${typeName(error)}`;
}

export function newConcurrentFuture(m: KernelMachine, text: string): ConcurrentFuture {
  return new ConcurrentFuture(concurrentFutureType(m), m, text);
}
