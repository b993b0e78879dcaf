// The event loop: `BaseEventLoop`, phase for phase.
//
// One iteration (`_run_once`): forget cancelled timers, work out how long to wait, wait, move due timers to the ready
// queue, then run exactly the handles that were ready at that moment. What they add waits for the next iteration.

import type { AsyncGeneratorHooks, PyAsyncGenerator } from '../../execution/async-generator.js';
import { Invoke, type Pause } from '../../execution/pause.js';
import { idleWindow } from '../../kernel/clock.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { ThreadWait } from '../../kernel/waits.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import type { PyDict } from '../../objects/containers.js';
import { runtimeError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { type Nanoseconds, SECOND } from '../../trace/time.js';
import { dequeType, PyDeque } from '../collections/deque.js';
import { isOverridden } from '../declare.js';
import { LoopAsyncGeneratorHooks } from './asyncgens.js';
import { isDebugMode } from './coroutines.js';
import { DEBUG_STACK_DEPTH } from './creation.js';
import { callExceptionHandler } from './exception-handlers.js';
import type { PyFuture } from './futures.js';
import { type Callback, Handle, TimerHandle } from './handles.js';
import { IoRegistry } from './io-registry.js';
import { logDebug, logWarning } from './log.js';
import { type EventLoop, scheduleThrough } from './loop.js';
import { secondsOf, toNanoseconds } from './seconds.js';
import type { AsyncioState } from './state.js';
import { reportTies, TimerHeap } from './timer-heap.js';

/** `MAXIMUM_SELECT_TIMEOUT`: a day. */
const MAXIMUM_SELECT_TIMEOUT = 24 * 3600;
/** Of the monotonic clock: a timer that is due within it is due. */
const CLOCK_RESOLUTION = 1e-9;

/** A handle that the program made of something else. */
const FOREIGN_TARGET = { kind: 'callback', task: null, text: 'a handle of the program' } as const;

interface OuterRun {
  readonly hooks: AsyncGeneratorHooks | null;
  readonly task: number | null;
  readonly line: number;
  readonly cause: number | null;
}

export class PyLoop extends PyObject implements EventLoop {
  readonly ready = new PyDeque(dequeType());
  readonly timers = new TimerHeap();
  /** The selector: ends of simulated connections. */
  readonly io = new IoRegistry();
  stopping = false;
  closed = false;
  /** The thread that runs it now. */
  thread: SimThread | null = null;
  /** The loop's thread waits for timers or for others. */
  idle = false;
  #wakeRequested = false;
  /** Handlers of signals that the selector has not told of yet. */
  readonly #signals: Callback[] = [];
  currentTask: Value = null;
  /** `_current_handle`: the running one, in debug mode. */
  currentHandle: Value = null;
  /** What `run_until_complete` runs for. */
  awaited: PyFuture | null = null;
  taskFactory: Value = null;
  exceptionHandler: Value = null;
  debug = false;
  /** `_coroutine_origin_tracking_enabled` */
  tracksOrigins = false;
  clockResolution = CLOCK_RESOLUTION;
  slowCallbackDuration: Value = new PyFloat(0.1);
  readonly signalHandlers = new Map<Value, Value>();
  defaultExecutor: Value = null;
  executorShutdownCalled = false;
  asyncgensShutdownCalled = false;
  /** Private, so that it makes nobody reachable: CPython's is a WeakSet. */
  readonly #asyncgens = new Set<PyAsyncGenerator>();
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
    this.debug = isDebugMode(machine);
    if (cls.isSubtypeOf(state.types.loop))
      logDebug(machine, 'selector_events', 'Using selector: %s', 'EpollSelector');
  }

  get value(): Value {
    return this;
  }

  /** `_asyncgens`: async generators that have begun and not ended, in order of beginning. */
  get asyncgens(): Set<PyAsyncGenerator> {
    return this.#asyncgens;
  }

  get isRunning(): boolean {
    return this.thread !== null;
  }

  /** What the program's class, or the loop itself, has in the place of a method of ours. */
  override(name: string): Value | undefined {
    const { dict, cls } = this;
    const own = dict === null || dict.size === 0 ? undefined : dict.get(name);
    if (own !== undefined || !(cls.heap || cls.isPatched) || !isOverridden(cls, name)) return own;
    return getAttribute(this, name);
  }

  /** `loop.time()`: a reading of the clock, in seconds. */
  time(): number {
    const own = this.override('time');
    return own === undefined ? this.machine.readClock() / SECOND : secondsOf(call(own));
  }

  timeValue(): Value {
    const own = this.override('time');
    return own === undefined ? new PyFloat(this.machine.readClock() / SECOND) : call(own);
  }

  setDebug(enabled: boolean): void {
    this.debug = enabled;
    if (this.isRunning) this.trackOrigins(enabled);
  }

  /** `_set_coroutine_origin_tracking` */
  trackOrigins(enabled: boolean): void {
    if (enabled === this.tracksOrigins) return;
    const { machine } = this;
    if (enabled) this.#originDepthBefore = machine.originDepth;
    machine.originDepth = enabled ? DEBUG_STACK_DEPTH : this.#originDepthBefore;
    this.tracksOrigins = enabled;
  }

  #originDepthBefore = 0;

  checkClosed(): void {
    if (this.closed) throw runtimeError('Event loop is closed');
  }

  // ---- scheduling

  callSoon(callback: Callback): Value {
    const own = this.override('call_soon');
    return own === undefined ? this.enqueue(callback) : scheduleThrough(own, [], callback);
  }

  /** `BaseEventLoop.call_soon` */
  enqueue(callback: Callback): Handle {
    this.checkClosed();
    const handle = new Handle(this.state.types.handle, this, callback);
    this.#enterReady(handle, this.machine.recorder?.cause ?? null);
    return handle;
  }

  /** `_add_callback` */
  enqueueHandle(handle: Handle): void {
    this.#enterReady(handle, this.machine.recorder?.cause ?? null);
  }

  callSoonThreadsafe(callback: Callback): Value {
    const own = this.override('call_soon_threadsafe');
    return own === undefined ? this.enqueueThreadsafe(callback) : scheduleThrough(own, [], callback);
  }

  /** `BaseEventLoop.call_soon_threadsafe`: also wakes the loop's thread out of its wait (the self-pipe). */
  enqueueThreadsafe(callback: Callback): Handle {
    const handle = this.enqueue(callback);
    this.writeToSelf();
    return handle;
  }

  writeToSelf(): void {
    const own = this.override('_write_to_self');
    if (own === undefined) this.wakeUp();
    else call(own);
  }

  /** A signal has come whose handler is this loop's. */
  signalled(handler: Callback): void {
    this.#signals.push(handler);
    this.writeToSelf();
  }

  /** `_read_from_self` is a handle of its own, and what it finds runs in the next iteration. */
  #readFromSelf(handler: Callback): void {
    this.enqueue({
      target: { kind: 'internal', task: null, text: 'BaseSelectorEventLoop._read_from_self' },
      callable: null,
      run: () => {
        this.enqueue(handler);
      },
    });
  }

  wakeUp(): void {
    this.#wakeRequested = true;
    if (this.idle && this.thread !== null) this.machine.scheduler.wake(this.thread);
  }

  /** Something is on its way that the loop does not know of while it waits: its thread looks again. */
  wakeFromOutside(): void {
    if (this.idle && this.thread !== null && this.thread !== this.machine.scheduler.current) this.wakeUp();
  }

  callLater(delay: Value, callback: Callback, text: string): Value {
    const own = this.override('call_later');
    if (own !== undefined) return scheduleThrough(own, [delay], callback);
    return this.callAt(add(this.timeValue(), delay), callback, text);
  }

  callAt(when: Value, callback: Callback, text: string): Value {
    const own = this.override('call_at');
    return own === undefined
      ? this.enqueueTimer(when, callback, text)
      : scheduleThrough(own, [when], callback);
  }

  /** `BaseEventLoop.call_at` */
  enqueueTimer(when: Value, callback: Callback, text: string): TimerHandle {
    this.checkClosed();
    const timer = new TimerHandle(this.state.types.timerHandle, this, callback, when);
    this.timers.push(timer);
    if (this.override('time') === undefined) timer.dueAt = toNanoseconds(timer.when);
    const { recorder, clock } = this.machine;
    if (recorder !== null) {
      timer.timerId = this.state.nextId('timer');
      timer.cause = recorder.emit('timer.add', {
        timer: timer.timerId,
        when: timer.dueAt ?? clock.now,
        target: callback.target,
        text: timer.dueAt === null ? `${text} on the loop's own clock` : text,
      });
    }
    return timer;
  }

  cancelHandle(handle: Value): void {
    if (!(handle instanceof Handle)) {
      call(getAttribute(handle, 'cancel'));
    } else if (handle.cancel() && handle instanceof TimerHandle && handle.scheduled)
      this.timerCancelled(handle);
  }

  /** `_timer_handle_cancelled` */
  timerCancelled(timer: TimerHandle): void {
    this.timers.cancelled++;
    const { recorder, clock } = this.machine;
    recorder?.emit('timer.cancel', { timer: timer.timerId, when: timer.dueAt ?? clock.now });
  }

  #enterReady(handle: Handle, cause: number | null): void {
    this.ready.append(handle);
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
    this.stopping = true;
  }

  checkRunning(): void {
    if (this.isRunning) throw runtimeError('This event loop is already running');
    if (this.state.runningLoop !== null) {
      throw runtimeError('Cannot run the event loop while another loop is running');
    }
  }

  /** `run_forever`, as a body that may block its thread. `entry` names what started the loop; null for its teardown. */
  *runForever(entry: string | null): Generator<Pause, void, Value> {
    const { recorder } = this.machine;
    // A loop that may not start is torn down all the same: one that is running already runs on without being the
    // running one.
    try {
      this.setUp();
      if (recorder !== null && entry !== null)
        recorder.cause = recorder.emit('loop.start', { loop: this.id, entry });
      do {
        const own = this.override('_run_once');
        if (own === undefined) yield* this.runOnce();
        else yield new Invoke(own, [], null);
      } while (!this.stopping);
    } finally {
      this.tearDown();
      if (entry !== null) recorder?.emit('loop.stop', { loop: this.id, phase: 'stop', count: 0 });
    }
  }

  #outer: OuterRun | null = null;

  /** `_run_forever_setup` */
  setUp(): void {
    this.checkClosed();
    this.checkRunning();
    const { machine } = this;
    const { recorder } = machine;
    this.trackOrigins(this.debug);
    this.thread = machine.scheduler.current;
    this.state.setRunningLoop(this);
    this.#outer = {
      hooks: machine.asyncGeneratorHooks,
      task: recorder?.task ?? null,
      line: recorder?.line ?? 0,
      cause: recorder?.cause ?? null,
    };
    machine.asyncGeneratorHooks = this.asyncgenHooks;
  }

  /** `_run_forever_cleanup` */
  tearDown(): void {
    const { machine } = this;
    this.stopping = false;
    this.thread = null;
    this.trackOrigins(false);
    this.state.setRunningLoop(null);
    const outer = this.#outer;
    this.#outer = null;
    if (outer === null) return;
    machine.asyncGeneratorHooks = outer.hooks;
    const { recorder } = machine;
    if (recorder === null) return;
    recorder.iteration = 0;
    recorder.task = outer.task;
    recorder.line = outer.line;
    recorder.cause = outer.cause;
  }

  /** `_run_once` */
  *runOnce(): Generator<Pause, void, Value> {
    const { ready, timers, machine, state } = this;
    const { recorder } = machine;
    if (recorder !== null) {
      recorder.task = null;
      recorder.line = 0;
    }
    timers.forgetCancelled();
    let timeout: number | null = null;
    let wakeAt = 0;
    const { first } = timers;
    if (ready.length > 0 || this.stopping) timeout = 0;
    else if (first !== undefined) {
      wakeAt = first.when;
      timeout = Math.min(Math.max(wakeAt - this.time(), 0), MAXIMUM_SELECT_TIMEOUT);
      if (timeout > 0) wakeAt = timers.lastDueBy(idleWindow(machine.clock.now, timeout) / SECOND) ?? wakeAt;
    }
    const arrival = this.io.sources.size === 0 ? null : this.io.earliest;
    if (arrival !== null && timeout !== 0) {
      const seconds = Math.max(0, arrival - machine.clock.now) / SECOND;
      if (timeout === null || seconds < timeout) {
        timeout = seconds;
        wakeAt = arrival / SECOND;
      }
    }
    machine.meter.spent += machine.costs.loopIteration;
    if (this.#selectsItself) {
      if (timeout === null || timeout > 0) yield* this.#wait(timeout, wakeAt);
      this.#wakeRequested = false;
      for (const handler of this.#signals.splice(0)) this.#readFromSelf(handler);
      if (this.io.sources.size > 0) this.#takeArrivals();
    } else yield* this.#select(timeout);
    this.#moveDueTimers(this.time() + this.clockResolution);
    this.#iteration++;
    if (recorder !== null) {
      recorder.iteration = this.#iteration;
      recorder.cause = recorder.emit('loop.iteration', {
        loop: this.id,
        ready: ready
          .toArray()
          .filter((handle) => handle instanceof Handle && !handle.cancelled)
          .map((handle) => (handle instanceof Handle ? handle.callback.target : FOREIGN_TARGET)),
        timers: timers.size,
      });
    }
    for (let todo = ready.length; todo > 0; todo--) {
      const handle = ready.popLeft() ?? null;
      if (handle instanceof Handle) {
        if (handle.cancelled) continue;
        if (this.debug) yield* this.#runInDebug(handle);
        else if (recorder !== null || machine.parkable) yield* this.#runHandle(handle);
        else {
          handle.callback.run(handle);
          if (state.losses.pending) state.losses.check();
        }
      } else if (!isTrue(getAttributeOr(handle, '_cancelled') ?? false))
        yield new Invoke(getAttribute(handle, '_run'), [], null);
    }
  }

  *#runHandle(handle: Handle): Generator<Pause, void, Value> {
    const { machine, state } = this;
    const { recorder } = machine;
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

  /** The same in debug mode: callbacks that take long are logged. */
  *#runInDebug(handle: Handle): Generator<Pause, void, Value> {
    this.currentHandle = handle;
    try {
      const start = this.time();
      yield* this.#runHandle(handle);
      const took = this.time() - start;
      if (took < secondsOf(this.slowCallbackDuration)) return;
      const { task } = handle.callback;
      const what = task === undefined ? handle.describe() : repr(task);
      logWarning(this.machine, 'Executing %s took %.3f seconds', what, new PyFloat(took));
    } finally {
      this.currentHandle = null;
    }
  }

  /** Whether waiting is the kernel's business; a program may have put a selector of its own into its loop. */
  get #selectsItself(): boolean {
    const { cls, dict } = this;
    if (!cls.heap && (dict === null || dict.size === 0) && cls !== this.state.types.baseLoop) return true;
    return getAttributeOr(this, '_selector') === undefined && cls.isSubtypeOf(this.state.types.loop);
  }

  *#select(timeout: number | null): Generator<Pause, void, Value> {
    const selector = getAttribute(this, '_selector');
    const seconds = timeout === null || timeout === 0 ? timeout : new PyFloat(timeout);
    const events = yield new Invoke(getAttribute(selector, 'select'), [seconds], null);
    this.#wakeRequested = false;
    call(getAttribute(this, '_process_events'), [events]);
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

  /** `_process_events`: what the selector has found. */
  #takeArrivals(): void {
    const { machine, state } = this;
    for (const source of this.io.due(machine.clock.now)) {
      const handle = new Handle(state.types.handle, this, source.callback);
      const cause = machine.recorder?.emit('io.complete', source.arrival, source.cause) ?? null;
      this.#enterReady(handle, cause);
    }
  }

  #moveDueTimers(end: number): void {
    const { recorder, clock } = this.machine;
    const due = this.timers.takeDue(end);
    for (const timer of due) {
      if (recorder === null || timer.cancelled) {
        this.ready.append(timer);
        continue;
      }
      const when = timer.dueAt ?? clock.now;
      const late = Math.max(0, clock.now - when);
      this.#enterReady(timer, recorder.emit('timer.fire', { timer: timer.timerId, when, late }, timer.cause));
    }
    if (recorder !== null) reportTies(recorder, due);
  }

  /** `call_exception_handler`, with what has happened as a dict of the handler's keys. */
  callExceptionHandler(context: PyDict): void {
    const own = this.override('call_exception_handler');
    if (own === undefined) callExceptionHandler(this, context);
    else call(own, [context]);
  }

  close(): void {
    if (this.isRunning) throw runtimeError('Cannot close a running event loop');
    if (this.closed) return;
    if (this.debug) logDebug(this.machine, 'base_events', 'Close %r', this);
    this.closed = true;
    this.state.loops.delete(this);
    this.ready.clear();
    this.timers.clear();
    this.executorShutdownCalled = true;
    const executor = this.defaultExecutor;
    this.defaultExecutor = null;
    if (executor !== null) call(getAttribute(executor, 'shutdown'), [], new Map([['wait', false]]));
    this.machine.recorder?.emit('loop.close', { loop: this.id });
  }
}
