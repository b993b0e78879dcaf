// Tasks: coroutines that the loop drives (`asyncio.Task`).
//
// A task that is not done is in one of three states, and `futureWaiter` tells which:
//
//   running   its step is on the stack; the waiter is null
//   ready     a handle for its next step is in the ready queue; the waiter is null, or a future that is done
//   waiting   it waits for the waiter, a pending future, whose done callback is the wake-up
//
// It moves from waiting to ready when the future is done, by a handle of the wake-up; from ready to running when the
// loop takes the handle; and back by what its coroutine emits: a future to wait for, or None for "step me again".

import { boundedRepr } from '../../execution/bounded-repr.js';
import { PyCoroutine } from '../../execution/coroutine.js';
import type { Pausable } from '../../execution/pause.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { isExceptionOf, PyException, runtimeError, stopIterationValue } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName, typeOf } from '../../objects/types.js';
import type { HandleTarget, WaitTarget } from '../../trace/events.js';
import type { Recorder } from '../../trace/recorder.js';
import { copyContext, PyContext } from '../contextvars.js';
import { isOverridden } from '../declare.js';
import { callAttribute } from '../library.js';
import { DUCK_MARKER, loopOfFuture } from './duck-futures.js';
import { cancelledError } from './exceptions.js';
import { functionName } from './function-name.js';
import { CallbackWith, InternalCallback, invalidState, PyFuture } from './futures.js';
import type { Callback, Handle } from './handles.js';
import type { EventLoop } from './loop.js';

export class PyTask extends PyFuture {
  mustCancel = false;
  /** `_num_cancels_requested` */
  cancelRequests = 0;
  /** `_fut_waiter` */
  futureWaiter: Value = null;
  /** A coroutine, or another object of that kind; null once an eagerly started task is done. */
  coroutine: Value = null;
  name = '';
  context: Value = null;
  #stepped = false;
  #wakeup: TaskWakeup | null = null;
  /** The callback of a step without an exception. */
  #next: TaskStep | null = null;

  constructor(cls: PyType, loop: EventLoop | null) {
    super(cls, loop, 'task', 'a task');
  }

  /** Its first step has been made. */
  get started(): boolean {
    return this.#stepped;
  }

  /** `Task.__init__` */
  begin(coroutine: Value, name: string, context: Value, eager = false): void {
    const { loop } = this;
    this.coroutine = coroutine;
    this.name = name;
    this.text = name;
    this.context = context ?? copyContext(loop.machine);
    const { recorder } = loop.machine;
    if (recorder !== null) {
      recorder.emit('task.create', {
        id: this.id,
        name,
        function: qualnameOf(coroutine).replace('<locals>.', ''),
        args: coroutine instanceof PyCoroutine ? argumentReprs(coroutine) : [],
        coroutine: coroutine instanceof PyCoroutine && coroutine.traceId !== 0 ? coroutine.traceId : null,
      });
    }
    if (coroutine instanceof PyCoroutine) loop.machine.forgotten.delete(coroutine);
    if (eager && loop.isRunning) this.#startEagerly();
    else {
      try {
        loop.callSoon(this.#stepCallback(null));
      } catch (error) {
        loop.state.losses.neverScheduled(this);
        throw error;
      }
      loop.state.tasks.add(this);
    }
  }

  /** `__eager_start`: runs the first step at once, inside the step of whoever makes the task. */
  #startEagerly(): void {
    const { loop } = this;
    const { state } = loop;
    const outer = loop.currentTask;
    const { recorder } = loop.machine;
    const around =
      recorder === null ? null : { task: recorder.task, line: recorder.line, cause: recorder.cause };
    state.eagerTasks.add(this);
    try {
      this.step(null);
    } finally {
      state.eagerTasks.delete(this);
      loop.currentTask = outer;
      if (recorder !== null && around !== null) {
        recorder.task = around.task;
        recorder.line = around.line;
        recorder.cause = around.cause;
      }
      if (this.done) this.coroutine = null;
      else state.tasks.add(this);
    }
  }

  protected override announce(): void {}

  target(kind: 'step' | 'wakeup'): HandleTarget {
    return { kind, task: this.id, text: qualnameOf(this.coroutine) };
  }

  #stepCallback(error: PyException | null): Callback {
    if (error !== null) return new TaskStep(this, error);
    this.#next ??= new TaskStep(this, null);
    return this.#next;
  }

  /** Somebody else has given the task its outcome: the loop's exception handler is told. */
  stepAfterEnd(error: PyException | null, handle: Handle | null): void {
    try {
      this.step(error);
    } catch (raised) {
      if (handle === null) throw raised;
      handle.report(raised);
    }
  }

  #scheduleStep(error: PyException | null): void {
    this.loop.callSoon(this.#stepCallback(error));
  }

  /** `__step` on the host stack. */
  step(error: PyException | null): void {
    const thrown = this.#begin(error);
    const { context } = this;
    let emitted = false;
    let raised: unknown = null;
    let failed = false;
    try {
      if (context instanceof PyContext) context.enter();
      try {
        emitted = this.#drive(thrown);
      } finally {
        if (context instanceof PyContext) context.exit();
      }
    } catch (caught) {
      failed = true;
      raised = caught;
    }
    this.#finish(emitted, failed, raised);
  }

  /** `__step` in a parked thread. */
  *stepPausably(error: PyException | null): Pausable {
    const { context, coroutine } = this;
    if (!(coroutine instanceof PyCoroutine)) {
      this.step(error);
      return undefined;
    }
    const thrown = this.#begin(error);
    let emitted = false;
    let raised: unknown = null;
    let failed = false;
    try {
      if (context instanceof PyContext) context.enter();
      try {
        emitted = yield* coroutine.resumePausably(null, thrown);
        this.#outcome = emitted ? coroutine.activation.value : coroutine.result;
      } finally {
        if (context instanceof PyContext) context.exit();
      }
    } catch (caught) {
      failed = true;
      raised = caught;
    }
    this.#finish(emitted, failed, raised);
    return undefined;
  }

  /** What the last step emitted or returned. */
  #outcome: Value = null;

  /** Sends None or throws; true where the coroutine emitted, false where it returned. */
  #drive(thrown: PyException | null): boolean {
    const { coroutine } = this;
    if (coroutine instanceof PyCoroutine) {
      const emitted = coroutine.resume(null, thrown);
      this.#outcome = emitted ? coroutine.activation.value : coroutine.result;
      return emitted;
    }
    try {
      this.#outcome =
        thrown === null
          ? call(getAttribute(coroutine, 'send'), [null])
          : call(getAttribute(coroutine, 'throw'), [thrown]);
      return true;
    } catch (error) {
      if (!isExceptionOf(error, 'StopIteration')) throw error;
      this.#outcome = stopIterationValue(error);
      return false;
    }
  }

  #begin(error: PyException | null): PyException | null {
    let thrown = error;
    if (this.done) {
      throw invalidState(`__step(): already done: ${repr(this)} ${error === null ? '<NULL>' : repr(error)}`);
    }
    if (this.mustCancel) {
      if (thrown === null || !isCancelled(thrown)) thrown = this.makeCancelledError();
      this.mustCancel = false;
    }
    this.futureWaiter = null;
    const { loop } = this;
    const { currentTask, machine } = loop;
    if (currentTask !== null && !loop.state.eagerTasks.has(this)) {
      throw runtimeError(
        `Cannot enter into task ${repr(this)} while another task ${repr(currentTask)} is being executed.`,
      );
    }
    loop.currentTask = this;
    machine.meter.spent += machine.costs.taskStep;
    const { recorder } = machine;
    if (recorder !== null) {
      recorder.task = this.id;
      recorder.line = currentPlace(this.coroutine, recorder);
      recorder.cause = recorder.emit('task.step', {
        id: this.id,
        first: !this.#stepped,
        throws: thrown === null ? null : typeName(thrown),
      });
    }
    this.#stepped = true;
    return thrown;
  }

  #finish(emitted: boolean, failed: boolean, raised: unknown): void {
    const { loop } = this;
    const { recorder } = loop.machine;
    try {
      if (failed) this.#raised(raised);
      else if (emitted) this.#suspended(this.#outcome);
      else this.#returned(this.#outcome);
      this.#outcome = null;
    } finally {
      loop.currentTask = null;
      if (recorder !== null) {
        recorder.task = null;
        recorder.line = 0;
      }
    }
  }

  #returned(value: Value): void {
    if (this.mustCancel) {
      this.mustCancel = false;
      super.cancel(this.cancelMessage);
    } else super.setResult(value);
  }

  #raised(raised: unknown): void {
    if (!(raised instanceof PyException)) throw raised;
    if (isCancelled(raised)) {
      this.cancelledBy = raised;
      super.cancel();
      return;
    }
    super.setException(raised);
    if (isExceptionOf(raised, 'KeyboardInterrupt') || isExceptionOf(raised, 'SystemExit')) throw raised;
  }

  /** What the coroutine emitted says what to wait for. */
  #suspended(emitted: Value): void {
    if (emitted === this) this.#fail(`Task cannot await on itself: ${repr(this)}`);
    else if (emitted instanceof PyFuture && !emitted.cls.heap) {
      if (emitted.loop !== this.loop) this.#failForLoop(emitted);
      else if (!emitted.blocking) this.#failForYield(emitted);
      else {
        emitted.blocking = false;
        if (this.loop.machine.recorder !== null) this.#emitSuspend(waitTarget(emitted));
        this.#wakeup ??= new TaskWakeup(this);
        emitted.addDoneCallback(this.#wakeup, this.context);
        this.futureWaiter = emitted;
        if (this.mustCancel && emitted.cancel(this.cancelMessage)) this.mustCancel = false;
      }
    } else if (emitted === null) {
      if (this.loop.machine.recorder !== null)
        this.#emitSuspend({ kind: 'yield', id: null, text: bareYieldText(this.coroutine), deadline: null });
      this.#scheduleStep(null);
    } else if (this.#waitsForDuck(emitted)) return;
    else if (typeName(emitted) === 'generator') {
      this.#fail(
        `yield was used instead of yield from for generator in task ${repr(this)} with ${repr(emitted)}`,
      );
    } else this.#fail(`Task got bad yield: ${repr(emitted)}`);
  }

  /** A future of a class of the program: everything goes through its methods. False where it is no future. */
  #waitsForDuck(emitted: Value): boolean {
    const blocking = getAttributeOr(emitted, DUCK_MARKER) ?? null;
    if (blocking === null) return false;
    if (loopOfFuture(emitted) !== this.loop.value) this.#failForLoop(emitted);
    else if (!isTrue(blocking)) this.#failForYield(emitted);
    else {
      setAttribute(emitted, DUCK_MARKER, false);
      const target: WaitTarget = { kind: 'other', id: null, text: `a ${typeName(emitted)}`, deadline: null };
      this.#emitSuspend(emitted instanceof PyFuture ? waitTarget(emitted) : target);
      this.#wakeup ??= new TaskWakeup(this);
      call(getAttribute(emitted, 'add_done_callback'), [this.#wakeup], new Map([['context', this.context]]));
      this.futureWaiter = emitted;
      if (this.mustCancel && cancelFuture(emitted, this.cancelMessage)) this.mustCancel = false;
    }
    return true;
  }

  #failForLoop(future: Value): void {
    this.#fail(`Task ${repr(this)} got Future ${repr(future)} attached to a different loop`);
  }

  #failForYield(future: Value): void {
    this.#fail(`yield was used instead of yield from in task ${repr(this)} with ${repr(future)}`);
  }

  #fail(message: string): void {
    this.#emitSuspend({ kind: 'other', id: null, text: message, deadline: null });
    this.#scheduleStep(runtimeError(message));
  }

  #emitSuspend(waitsFor: WaitTarget): void {
    this.loop.machine.recorder?.emit('task.suspend', { id: this.id, waitsFor });
  }

  // ---- cancellation

  /** `Task.cancel`: asks; the coroutine gets CancelledError at the await it is suspended in. */
  override cancel(message: Value = null): boolean {
    this.logTraceback = false;
    if (this.done) return false;
    this.cancelRequests++;
    const { recorder } = this.loop.machine;
    const outer = recorder?.cause ?? null;
    if (recorder !== null) {
      recorder.cause = recorder.emit('task.cancel', {
        id: this.id,
        message: message === null ? null : boundedRepr(message),
        requests: this.cancelRequests,
      });
    }
    const passedOn = this.futureWaiter !== null && cancelFuture(this.futureWaiter, message);
    if (recorder !== null) recorder.cause = outer;
    if (passedOn) return true;
    this.mustCancel = true;
    this.cancelMessage = message;
    return true;
  }

  /** `set_name`, by a task factory's loop: None stands as it is. */
  rename(name: Value): void {
    this.name = str(name);
  }

  uncancel(): number {
    if (this.cancelRequests > 0) {
      this.cancelRequests--;
      if (this.cancelRequests === 0) this.mustCancel = false;
    }
    return this.cancelRequests;
  }

  // ---- outcome in the trace

  protected override scheduleCallbacks(): void {
    this.loop.state.tasks.delete(this);
    super.scheduleCallbacks();
  }

  protected override emitResolve(outcome: 'result' | 'exception', value: Value): void {
    const { recorder } = this.loop.machine;
    if (recorder === null) return;
    const how = outcome === 'result' ? 'returned' : 'raised';
    this.settledBy = recorder.emit('task.finish', { id: this.id, outcome: how, value: boundedRepr(value) });
  }

  protected override emitCancel(): void {
    const { recorder } = this.loop.machine;
    if (recorder !== null) {
      this.settledBy = recorder.emit('task.finish', {
        id: this.id,
        outcome: 'cancelled',
        value: 'CancelledError()',
      });
    }
  }
}

/** A step of a task in the ready queue. */
class TaskStep implements Callback {
  readonly target: HandleTarget;
  readonly callable = null;
  readonly context: Value;

  constructor(
    readonly task: PyTask,
    readonly error: PyException | null,
  ) {
    this.target = task.target('step');
    this.context = task.context;
  }

  run(handle: Handle | null): void {
    const { task, error } = this;
    if (task.done) task.stepAfterEnd(error, handle);
    else task.step(error);
  }

  *runPausably(handle: Handle): Pausable {
    const { task, error } = this;
    if (task.done) task.stepAfterEnd(error, handle);
    else yield* task.stepPausably(error);
    return undefined;
  }
}

/** `__wakeup`: what a task waited for is done. */
class TaskWakeup extends InternalCallback {
  constructor(readonly task: PyTask) {
    super(task.target('wakeup'), (future) => task.step(outcomeError(future)));
  }

  override with(future: Value, context: Value): Callback {
    return new WakeupWith(this, future, context);
  }
}

class WakeupWith extends CallbackWith<TaskWakeup> {
  override run(): void {
    this.callable.task.step(outcomeError(this.future));
  }

  runPausably(): Pausable {
    return this.callable.task.stepPausably(outcomeError(this.future));
  }
}

export function isCancelled(error: PyException): boolean {
  return typeOf(error).isSubtypeOf(cancelledError);
}

/** What `await future` would raise, or null. */
export function outcomeError(future: Value): PyException | null {
  try {
    if (future instanceof PyFuture && !future.cls.heap) future.result();
    else callAttribute(future, 'result');
    return null;
  } catch (error) {
    if (error instanceof PyException) return error;
    throw error;
  }
}

/** `future.cancel(msg=message)`, by the method of its class. */
export function cancelFuture(future: Value, message: Value = null): boolean {
  if (future instanceof PyFuture && !isOverridden(typeOf(future), 'cancel')) return future.cancel(message);
  const keywords = message === null ? null : new Map([['msg', message]]);
  return isTrue(call(getAttribute(future, 'cancel'), [], keywords));
}

/** `future.add_done_callback(callback)`, by the method of its class. */
export function addCallback(future: PyFuture, callback: Value): void {
  if (isOverridden(typeOf(future), 'add_done_callback')) callAttribute(future, 'add_done_callback', callback);
  else future.addDoneCallback(callback);
}

/** `future.remove_done_callback(callback)`, by the method of its class. */
export function removeCallback(future: PyFuture, callback: Value): void {
  if (isOverridden(typeOf(future), 'remove_done_callback'))
    callAttribute(future, 'remove_done_callback', callback);
  else future.removeDoneCallback(callback);
}

function waitTarget(future: PyFuture): WaitTarget {
  return { kind: future.kind, id: future.id, text: future.text, deadline: future.deadline };
}

/** `asyncio.sleep(0)` where a native coroutine of that name yielded, else what it is. */
function bareYieldText(coroutine: Value): string {
  if (!(coroutine instanceof PyCoroutine)) return 'a bare yield';
  const owner = coroutine.activation.stack.at(-1)?.owner;
  return owner instanceof PyCoroutine && owner.frame === null ? `asyncio.${owner.name}(0)` : 'a bare yield';
}

/** The line where the innermost Python frame of a coroutine stands. */
function currentPlace(coroutine: Value, recorder: Recorder): number {
  if (!(coroutine instanceof PyCoroutine)) return 0;
  const { stack } = coroutine.activation;
  for (let index = stack.length - 1; index >= 0; index--) {
    const frame = stack[index]?.frame;
    if (frame) return recorder.placeOf(frame.code.filename, frame.position.lineno);
  }
  const { frame } = coroutine;
  return frame === null ? 0 : recorder.placeOf(frame.code.filename, frame.position.lineno);
}

function qualnameOf(coroutine: Value): string {
  return coroutine instanceof PyCoroutine ? coroutine.qualname : functionName(coroutine);
}

function argumentReprs(coroutine: PyCoroutine): string[] {
  const { frame } = coroutine;
  if (frame === null) return [];
  const { positionalCount, kwonlyCount } = frame.code.parameters;
  const reprs: string[] = [];
  for (let slot = 0; slot < positionalCount + kwonlyCount; slot++) {
    const value = frame.locals[slot];
    if (value !== undefined) reprs.push(boundedRepr(value));
  }
  return reprs;
}
