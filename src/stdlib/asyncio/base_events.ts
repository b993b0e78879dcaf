// The event loop: `BaseEventLoop`, phase for phase.
//
// One iteration (`_run_once`): forget cancelled timers, work out how long to wait, wait, move due timers to the ready
// queue, then run exactly the handles that were ready at that moment. What they add waits for the next iteration.

import { BinaryHeap } from '../../base/binary-heap.js';
import type { PyAsyncGenerator } from '../../execution/async-generator.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { ThreadWait } from '../../kernel/waits.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import type { PyDict } from '../../objects/containers.js';
import { runtimeError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { type Nanoseconds, SECOND } from '../../trace/time.js';
import { LoopAsyncGeneratorHooks } from './asyncgens.js';
import { callExceptionHandler } from './exception-handlers.js';
import type { PyFuture } from './futures.js';
import { type Callback, Handle, TimerHandle } from './handles.js';
import type { AsyncioState } from './state.js';
import type { PyTask } from './tasks.js';

/** `MAXIMUM_SELECT_TIMEOUT`: a day. */
const MAXIMUM_SELECT_TIMEOUT = 24 * 3600;
const MIN_SCHEDULED_TIMER_HANDLES = 100;
const MIN_CANCELLED_TIMER_HANDLES_FRACTION = 0.5;
/** Of the monotonic clock: a timer that is due within it is due. */
const CLOCK_RESOLUTION = 1e-9;

export class PyLoop extends PyObject {
  readonly ready: Handle[] = [];
  readonly timers = new BinaryHeap<TimerHandle>((a, b) => a.when < b.when);
  #timersCancelled = 0;
  #stopping = false;
  closed = false;
  /** The thread that runs it now. */
  thread: SimThread | null = null;
  /** The loop's thread waits for timers or for others. */
  idle = false;
  #wakeRequested = false;
  currentTask: PyTask | null = null;
  /** What `run_until_complete` runs for. */
  awaited: PyFuture | null = null;
  taskFactory: Value = null;
  exceptionHandler: Value = null;
  debug = false;
  slowCallbackDuration: Value = new PyFloat(0.1);
  readonly signalHandlers = new Map<Value, Value>();
  defaultExecutor: Value = null;
  executorShutdownCalled = false;
  asyncgensShutdownCalled = false;
  /** `_asyncgens`: async generators that have begun and not ended, in order of beginning. */
  readonly asyncgens = new Set<PyAsyncGenerator>();
  readonly asyncgenHooks = new LoopAsyncGeneratorHooks(this);
  #iteration = 0;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly state: AsyncioState,
    /** Id in the trace. */
    readonly id: number,
  ) {
    super(cls, new Map());
    state.loops.add(this);
  }

  get isRunning(): boolean {
    return this.thread !== null;
  }

  /** `loop.time()`: a reading of the clock, in seconds. */
  time(): number {
    return this.machine.readClock() / SECOND;
  }

  checkClosed(): void {
    if (this.closed) throw runtimeError('Event loop is closed');
  }

  // ---- scheduling

  callSoon(callback: Callback): Handle {
    this.checkClosed();
    const handle = new Handle(this.state.types.handle, this, callback);
    this.#enterReady(handle, this.machine.recorder?.cause ?? null);
    return handle;
  }

  /** `call_soon_threadsafe`: also wakes the loop's thread out of its wait (the self-pipe). */
  callSoonThreadsafe(callback: Callback): Handle {
    const handle = this.callSoon(callback);
    this.#wakeRequested = true;
    if (this.idle && this.thread !== null) this.machine.scheduler.wake(this.thread);
    return handle;
  }

  callLater(delay: number, callback: Callback, text: string): TimerHandle {
    return this.callAt(this.time() + delay, callback, text);
  }

  callAt(when: number, callback: Callback, text: string, whenValue: Value = new PyFloat(when)): TimerHandle {
    this.checkClosed();
    const timer = new TimerHandle(this.state.types.timerHandle, this, callback, when, whenValue);
    this.timers.push(timer);
    const { recorder } = this.machine;
    if (recorder !== null) {
      timer.timerId = this.state.nextId('timer');
      timer.cause = recorder.emit('timer.add', {
        timer: timer.timerId,
        when: toNanoseconds(when),
        target: callback.target,
        text,
      });
    }
    return timer;
  }

  cancelHandle(handle: Handle): void {
    if (handle.cancelled) return;
    handle.cancelled = true;
    if (!(handle instanceof TimerHandle) || !handle.scheduled) return;
    this.#timersCancelled++;
    this.machine.recorder?.emit('timer.cancel', { timer: handle.timerId, when: toNanoseconds(handle.when) });
  }

  #enterReady(handle: Handle, cause: number | null): void {
    this.ready.push(handle);
    const { recorder, clock } = this.machine;
    if (recorder === null) return;
    handle.id = this.state.nextId('handle');
    handle.enteredAt = clock.now;
    const { target } = handle.callback;
    handle.cause = recorder.emit(
      'ready.enter',
      { handle: handle.id, target, length: this.ready.length },
      cause,
    );
  }

  // ---- running

  stop(): void {
    this.#stopping = true;
  }

  checkRunning(): void {
    if (this.isRunning) throw runtimeError('This event loop is already running');
    if (this.state.runningLoop !== null) {
      throw runtimeError('Cannot run the event loop while another loop is running');
    }
  }

  /** `run_forever`, as a body that may block its thread. `entry` names what started the loop; null for its teardown. */
  *runForever(entry: string | null): Generator<Pause, void, Value> {
    this.checkClosed();
    this.checkRunning();
    const { machine, state } = this;
    const { recorder } = machine;
    this.thread = machine.scheduler.current;
    state.setRunningLoop(this);
    const outerHooks = machine.asyncGeneratorHooks;
    machine.asyncGeneratorHooks = this.asyncgenHooks;
    const outer =
      recorder === null ? null : { task: recorder.task, line: recorder.line, cause: recorder.cause };
    if (recorder !== null && entry !== null)
      recorder.cause = recorder.emit('loop.start', { loop: this.id, entry });
    try {
      do yield* this.#runOnce();
      while (!this.#stopping);
    } finally {
      this.#stopping = false;
      this.thread = null;
      state.setRunningLoop(null);
      machine.asyncGeneratorHooks = outerHooks;
      if (recorder !== null && outer !== null) {
        recorder.iteration = 0;
        recorder.task = outer.task;
        recorder.line = outer.line;
        recorder.cause = outer.cause;
        if (entry !== null) recorder.emit('loop.stop', { loop: this.id, phase: 'stop', count: 0 });
      }
    }
  }

  /** `_run_once` */
  *#runOnce(): Generator<Pause, void, Value> {
    const { ready, timers, machine, state } = this;
    const { recorder } = machine;
    if (recorder !== null) {
      recorder.task = null;
      recorder.line = 0;
    }
    this.#forgetCancelledTimers();
    let timeout: number | null = null;
    let wakeAt = 0;
    if (ready.length > 0 || this.#stopping) timeout = 0;
    else if (timers.first !== undefined) {
      wakeAt = timers.first.when;
      timeout = Math.min(Math.max(wakeAt - this.time(), 0), MAXIMUM_SELECT_TIMEOUT);
    }
    machine.meter.spent += machine.costs.loopIteration;
    if (timeout === null || timeout > 0) yield* this.#wait(timeout, wakeAt);
    this.#wakeRequested = false;
    this.#moveDueTimers(this.time() + CLOCK_RESOLUTION);
    this.#iteration++;
    if (recorder !== null) {
      recorder.iteration = this.#iteration;
      recorder.cause = recorder.emit('loop.iteration', {
        loop: this.id,
        ready: ready.filter(({ cancelled }) => !cancelled).map(({ callback }) => callback.target),
        timers: timers.size,
      });
    }
    for (let todo = ready.length; todo > 0; todo--) {
      const handle = ready.shift();
      if (handle === undefined) break;
      if (handle.cancelled) continue;
      const around = recorder?.cause ?? null;
      if (recorder !== null) {
        const { target } = handle.callback;
        const waited = machine.clock.now - handle.enteredAt;
        recorder.cause = recorder.emit('ready.leave', { handle: handle.id, target, waited }, handle.cause);
      }
      if (machine.parkable && handle.callback.runPausably !== undefined)
        yield* handle.callback.runPausably(handle);
      else handle.callback.run(handle);
      if (state.losses.pending) state.losses.check();
      if (recorder !== null) {
        recorder.task = null;
        recorder.line = 0;
        recorder.cause = around;
      }
    }
  }

  #forgetCancelledTimers(): void {
    const { timers } = this;
    if (
      timers.size > MIN_SCHEDULED_TIMER_HANDLES &&
      this.#timersCancelled / timers.size > MIN_CANCELLED_TIMER_HANDLES_FRACTION
    ) {
      for (const timer of timers.items) if (timer.cancelled) timer.scheduled = false;
      timers.filter((timer) => !timer.cancelled);
      this.#timersCancelled = 0;
      return;
    }
    while (timers.first?.cancelled) {
      this.#timersCancelled--;
      const timer = timers.pop();
      if (timer !== undefined) timer.scheduled = false;
    }
  }

  /** The selector: nothing is ready, so the thread blocks until a timer is due or another thread writes to the self-pipe. */
  *#wait(timeout: number | null, when: number): Generator<Pause, void, Value> {
    const { machine } = this;
    const { recorder, clock } = machine;
    if (this.#wakeRequested) return;
    const start = clock.now;
    const deadline: Nanoseconds | null =
      timeout === null ? null : clock.policy.idleUntil(start, timeout, when);
    if (recorder !== null) {
      recorder.cause = recorder.emit('loop.idle', {
        loop: this.id,
        until: timeout === null ? null : toNanoseconds(when),
      });
    }
    this.idle = true;
    let woken: Value;
    try {
      woken = yield new ThreadWait('loop', 'an event loop with nothing to do', deadline, this.id, true);
    } finally {
      this.idle = false;
    }
    if (recorder !== null) {
      recorder.cause = recorder.emit('loop.wake', {
        loop: this.id,
        by: woken === true ? 'thread' : 'timer',
        idle: clock.now - start,
      });
    }
  }

  #moveDueTimers(end: number): void {
    const { timers, machine } = this;
    const { recorder, clock } = machine;
    const fired: TimerHandle[] = [];
    for (let first = timers.first; first !== undefined && first.when < end; first = timers.first) {
      timers.pop();
      first.scheduled = false;
      fired.push(first);
      if (recorder === null || first.cancelled) {
        this.ready.push(first);
        continue;
      }
      const when = toNanoseconds(first.when);
      const late = Math.max(0, clock.now - when);
      const cause = recorder.emit('timer.fire', { timer: first.timerId, when, late }, first.cause);
      this.#enterReady(first, cause);
    }
    if (recorder !== null) this.#reportTies(fired);
  }

  #reportTies(fired: readonly TimerHandle[]): void {
    const byTime = new Map<number, number[]>();
    for (const timer of fired) {
      if (timer.cancelled) continue;
      const same = byTime.get(timer.when);
      if (same === undefined) byTime.set(timer.when, [timer.timerId]);
      else same.push(timer.timerId);
    }
    for (const [when, ids] of byTime) {
      if (ids.length > 1)
        this.machine.recorder?.emit('timer.tie', { timers: ids, when: toNanoseconds(when) });
    }
  }

  /** `call_exception_handler`, with what has happened as a dict of the handler's keys. */
  callExceptionHandler(context: PyDict): void {
    callExceptionHandler(this, context);
  }

  close(): void {
    if (this.isRunning) throw runtimeError('Cannot close a running event loop');
    if (this.closed) return;
    this.closed = true;
    this.state.loops.delete(this);
    this.ready.length = 0;
    this.timers.items.length = 0;
    this.executorShutdownCalled = true;
    const executor = this.defaultExecutor;
    this.defaultExecutor = null;
    if (executor !== null) call(getAttribute(executor, 'shutdown'), [], new Map([['wait', false]]));
    this.machine.recorder?.emit('loop.close', { loop: this.id });
  }
}

export function toNanoseconds(seconds: number): Nanoseconds {
  return Math.round(seconds * SECOND);
}
