// Futures: `asyncio.Future`, and their link to `concurrent.futures`.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { NativeAwaitable } from '../../execution/coroutine.js';
import { chainContext } from '../../execution/unwind.js';
import { call } from '../../objects/call.js';
import { equals } from '../../objects/compare.js';
import { isExceptionOf, PyException, runtimeError, typeError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { baseExceptionType } from '../../objects/types.js';
import type { HandleTarget, WaitTarget } from '../../trace/events.js';
import type { Recorder } from '../../trace/recorder.js';
import { copyContext } from '../contextvars.js';
import { once } from '../library.js';
import { type CreationStack, creationStack } from './creation.js';
import { cancelledError, invalidStateError } from './exceptions.js';
import type { Callback } from './handles.js';
import type { EventLoop } from './loop.js';

export type FutureState = 'PENDING' | 'CANCELLED' | 'FINISHED';

interface DoneEntry {
  readonly callback: Value;
  readonly context: Value;
}

/** A callback of asyncio itself, run like any other in a handle of its own. */
export class InternalCallback extends PyObject {
  constructor(
    public target: HandleTarget,
    readonly run: (future: Value) => void,
  ) {
    super(internalCallbackType());
  }

  /** As a callback of the ready queue. */
  with(future: Value, context: Value): Callback {
    return new CallbackWith(this, future, context);
  }
}

/** An internal callback in the ready queue, with the future that is done. */
export class CallbackWith<Own extends InternalCallback> implements Callback {
  constructor(
    readonly callable: Own,
    readonly future: Value,
    readonly context: Value,
  ) {}

  get target(): HandleTarget {
    return this.callable.target;
  }

  get args(): readonly Value[] {
    return [this.future];
  }

  run(): void {
    this.callable.run(this.future);
  }
}

const internalCallbackType = once(() =>
  defineType('builtin_function_or_method', {
    slots: {
      call: (self: InternalCallback, [future = null]) => {
        self.run(future);
        return null;
      },
      repr: (self: InternalCallback) => `<function ${callbackName(self)} at ${addressOf(self)}>`,
    },
    properties: { __name__: callbackName, __qualname__: callbackName },
  }),
);

function callbackName({ target }: InternalCallback): string {
  return target.kind === 'wakeup' ? 'Task.task_wakeup' : target.text;
}

export class PyFuture extends NativeAwaitable {
  state: FutureState = 'PENDING';
  /** What `result()` gives. */
  value: Value = null;
  error: PyException | null = null;
  #errorTraceback: PyException['traceback'] = null;
  /** When it is sure to be resolved by the clock, for the trace. */
  deadline: number | null = null;
  /** `_cancel_message` */
  cancelMessage: Value = null;
  /** The exception that was thrown into a task to cancel it, raised again by `result()`. */
  cancelledBy: PyException | null = null;
  readonly callbacks: DoneEntry[] = [];
  /** `_asyncio_future_blocking`: set by `await` on the way to the task. */
  blocking = false;
  /** The exception was never asked for. */
  logTraceback = false;
  /** `_log_destroy_pending`: somebody is to be told if it is lost while pending. */
  logDestroyPending = true;
  /** Where the program made it, in debug mode. */
  created: CreationStack | null = null;
  #loop: EventLoop | null = null;
  /** Id in the trace. */
  id = 0;
  text: string;

  constructor(
    cls: PyType,
    /** Null until `__init__` says it. */
    loop: EventLoop | null,
    /** What it stands for, in the trace. */
    readonly kind: WaitTarget['kind'] = 'future',
    text = 'a future',
    readonly members: readonly PyFuture[] = [],
  ) {
    super(cls);
    this.text = text;
    if (loop !== null) this.attach(loop);
  }

  get loop(): EventLoop {
    const loop = this.#loop;
    if (loop === null) throw runtimeError('Future object is not initialized.');
    return loop;
  }

  /** Gives it its loop and tells the trace. */
  attach(loop: EventLoop): void {
    this.#loop = loop;
    if (loop.debug) this.created = creationStack(loop.machine);
    const { recorder } = loop.machine;
    if (recorder === null || this.id !== 0) return;
    this.id = loop.state.nextId('future');
    this.announce(recorder);
  }

  protected announce(recorder: Recorder): void {
    const { id, kind, text, members } = this;
    recorder.emit('future.create', { id, kind, text, members: members.map((member) => member.id) });
  }

  get done(): boolean {
    return this.state !== 'PENDING';
  }

  // ---- await

  get isReady(): boolean {
    return this.done;
  }

  aboutToEmit(): void {
    this.blocking = true;
  }

  awaitResult(): Value {
    if (!this.done) throw runtimeError("await wasn't used with future");
    return this.result();
  }

  // ---- outcome

  result(): Value {
    if (this.state === 'CANCELLED') throw this.makeCancelledError();
    if (this.state === 'PENDING') throw invalidState(this.#notSet('Result is not set.'));
    this.logTraceback = false;
    if (this.error === null) return this.value;
    // Each raising starts from the traceback it was set with (`with_traceback(self._exception_tb)`).
    this.error.traceback = this.#errorTraceback;
    chainContext(this.error, this.loop.machine.handled);
    throw this.error;
  }

  #notSet(message: string): string {
    return this.#loop === null ? 'Future object is not initialized.' : message;
  }

  /** The result as it stands, without asking for it. */
  peekResult(): Value {
    return this.value;
  }

  /** The exception, or null. Raises where there is no outcome yet. */
  exception(): PyException | null {
    if (this.state === 'CANCELLED') throw this.makeCancelledError();
    if (this.state === 'PENDING') throw invalidState(this.#notSet('Exception is not set.'));
    this.logTraceback = false;
    return this.error;
  }

  makeCancelledError(): PyException {
    const { cancelledBy, cancelMessage } = this;
    if (cancelledBy !== null) {
      this.cancelledBy = null;
      return cancelledBy;
    }
    return new PyException(cancelledError, cancelMessage === null ? [] : [cancelMessage]);
  }

  /** What asks for it raises where `__init__` has not run. */
  #checkInitialized(): void {
    if (this.#loop === null) throw runtimeError('Future object is not initialized.');
  }

  setResult(value: Value): void {
    this.#checkInitialized();
    if (this.done) throw invalidState('invalid state');
    this.value = value;
    this.state = 'FINISHED';
    this.emitResolve('result', value);
    this.scheduleCallbacks();
  }

  setException(given: Value): void {
    this.#checkInitialized();
    if (this.done) throw invalidState('invalid state');
    const error = given instanceof PyType && given.isSubtypeOf(baseExceptionType) ? call(given) : given;
    if (!(error instanceof PyException)) throw typeError('invalid exception object');
    if (isExceptionOf(error, 'StopIteration')) {
      const replacement = runtimeError(
        'StopIteration interacts badly with generators and cannot be raised into a Future',
      );
      replacement.cause = error;
      replacement.context = error;
      this.error = replacement;
    } else this.error = error;
    this.#errorTraceback = this.error.traceback;
    this.state = 'FINISHED';
    this.logTraceback = true;
    this.loop.state.losses.mayBeLost(this);
    this.emitResolve('exception', error);
    this.scheduleCallbacks();
  }

  /** Asks for cancellation; false where there is nothing to cancel any more. */
  cancel(message: Value = null): boolean {
    this.#checkInitialized();
    this.logTraceback = false;
    if (this.done) return false;
    this.state = 'CANCELLED';
    this.cancelMessage = message;
    this.emitCancel();
    this.scheduleCallbacks();
    return true;
  }

  protected emitResolve(outcome: 'result' | 'exception', value: Value): void {
    const { recorder } = this.loop.machine;
    if (recorder === null) return;
    this.settledBy = recorder.emit('future.resolve', { id: this.id, outcome, value: boundedRepr(value) });
  }

  protected emitCancel(): void {
    const { recorder } = this.loop.machine;
    if (recorder !== null) this.settledBy = recorder.emit('future.cancel', { id: this.id });
  }

  /** The event that settled it: the cause of what its callbacks put into the ready queue. */
  protected settledBy: number | null = null;

  // ---- callbacks

  addDoneCallback(callback: Value, context: Value = null): void {
    this.#checkInitialized();
    const within =
      context === null && !(callback instanceof InternalCallback) ? copyContext(this.loop.machine) : context;
    if (this.done) this.#schedule(callback, within);
    else this.callbacks.push({ callback, context: within });
  }

  /** Returns how many were removed. */
  removeDoneCallback(callback: Value): number {
    this.#checkInitialized();
    const before = this.callbacks.length;
    const kept = this.callbacks.filter(
      ({ callback: other }) => other !== callback && !equals(other, callback),
    );
    this.callbacks.splice(0, before, ...kept);
    return before - kept.length;
  }

  /** `__schedule_callbacks` */
  protected scheduleCallbacks(): void {
    const { callbacks } = this;
    const [only] = callbacks;
    if (only === undefined) return;
    if (callbacks.length === 1) {
      callbacks.length = 0;
      this.#schedule(only.callback, only.context);
    } else for (const { callback, context } of callbacks.splice(0)) this.#schedule(callback, context);
  }

  #schedule(callback: Value, context: Value): void {
    const { recorder } = this.loop.machine;
    const outer = recorder?.cause ?? null;
    if (recorder !== null) recorder.cause = this.settledBy ?? outer;
    this.loop.callSoon(this.#toCallback(callback, context));
    if (recorder !== null) recorder.cause = outer;
  }

  #toCallback(callback: Value, context: Value): Callback {
    if (callback instanceof InternalCallback) return callback.with(this, context);
    return this.loop.state.pythonCallback(callback, [this], context);
  }
}

export function invalidState(message: string): PyException {
  return new PyException(invalidStateError, [message]);
}
