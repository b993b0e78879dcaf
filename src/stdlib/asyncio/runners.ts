// `asyncio.run` and `Runner`: a new loop, the main task, and the teardown.

import { extendBlocking } from '../../execution/blocking.js';
import { enterHandling, leaveHandling } from '../../execution/handling.js';
import { Invoke, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { exception, isExceptionOf, PyException, runtimeError, valueError } from '../../objects/exceptions.js';
import { defineType, native } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { copyContext } from '../contextvars.js';
import { construction } from '../declare.js';
import { callAttribute } from '../library.js';
import { SIGINT, signalHandlers } from '../signal-handlers.js';
import { PyLoop } from './base_events.js';
import { isDuckFuture, loopOfFuture } from './duck-futures.js';
import { isCancelledError } from './exceptions.js';
import { InternalCallback, PyFuture } from './futures.js';
import { gatherAll } from './gathering.js';
import type { EventLoop } from './loop.js';
import { type AsyncioState, isCoroutine } from './state.js';
import { addCallback, cancelFuture, removeCallback } from './tasks.js';

/** `constants.THREAD_JOIN_TIMEOUT`, in seconds. */
const THREAD_JOIN_TIMEOUT = 300;

/** `_run_until_complete_cb` */
const stopLoop = new InternalCallback(
  { kind: 'internal', task: null, text: '_run_until_complete_cb' },
  (future) => {
    if (!(future instanceof PyFuture)) {
      // One of the program's own: it knows its loop.
      callAttribute(loopOfFuture(future), 'stop');
      return;
    }
    if (future.state !== 'CANCELLED') {
      const error = future.exception();
      if (error !== null && (isExceptionOf(error, 'SystemExit') || isExceptionOf(error, 'KeyboardInterrupt')))
        return;
    }
    future.loop.stop();
  },
);

/** `run_until_complete`. `entry` names it in the trace; null for the teardown's own runs. */
export function* runUntilComplete(
  state: AsyncioState,
  loop: PyLoop,
  awaitable: Value,
  entry: string | null,
): Generator<Pause, Value, Value> {
  loop.checkClosed();
  loop.checkRunning();
  const isNew = !(awaitable instanceof PyFuture || isDuckFuture(awaitable));
  const given = state.toFuture(awaitable, loop);
  if (!(given instanceof PyFuture)) return yield* runUntilDuckIsDone(loop, given, entry);
  const future = given;
  if (isNew) future.logDestroyPending = false;
  addCallback(future, stopLoop);
  const outer = loop.awaited;
  loop.awaited = future;
  try {
    yield* loop.runForever(entry);
  } catch (error) {
    // The coroutine raised a BaseException: it is raised here, so nobody needs to be told of it again.
    if (isNew && future.done && future.state !== 'CANCELLED') future.exception();
    throw error;
  } finally {
    removeCallback(future, stopLoop);
    loop.awaited = outer;
  }
  if (!future.done) throw runtimeError('Event loop stopped before Future completed.');
  return future.result();
}

/** The same for a future of the program's own. */
function* runUntilDuckIsDone(
  loop: PyLoop,
  future: Value,
  entry: string | null,
): Generator<Pause, Value, Value> {
  callAttribute(future, 'add_done_callback', stopLoop);
  try {
    yield* loop.runForever(entry);
  } finally {
    callAttribute(future, 'remove_done_callback', stopLoop);
  }
  if (!isTrue(callAttribute(future, 'done')))
    throw runtimeError('Event loop stopped before Future completed.');
  return callAttribute(future, 'result');
}

/** `loop.run_until_complete`, by the method of the loop's class. */
function* runIn(state: AsyncioState, loop: EventLoop, awaitable: Value): Generator<Pause, Value, Value> {
  if (loop instanceof PyLoop && loop.override('run_until_complete') === undefined)
    return yield* runUntilComplete(state, loop, awaitable, null);
  return yield new Invoke(getAttribute(loop.value, 'run_until_complete'), [awaitable], null);
}

class PyRunner extends PyObject {
  phase: 'created' | 'initialized' | 'closed' = 'created';
  debug: Value = null;
  loopFactory: Value = null;
  loop: EventLoop | null = null;
  context: Value = null;
  #setsEventLoop = false;

  constructor(
    cls: PyType,
    readonly state: AsyncioState,
    /** In the trace. */
    readonly entry: string,
  ) {
    super(cls, new Map());
  }

  /** `_lazy_init` */
  begin(): EventLoop {
    if (this.phase === 'closed') throw runtimeError('Runner is closed');
    if (this.loop !== null) return this.loop;
    const { state, loopFactory } = this;
    const made = loopFactory === null ? state.newEventLoop() : call(loopFactory);
    const loop = state.loopOf(made);
    this.loop = loop;
    if (loopFactory === null && !this.#setsEventLoop) {
      state.setEventLoop(made);
      this.#setsEventLoop = true;
    }
    if (this.debug !== null) callAttribute(made, 'set_debug', this.debug);
    this.context = copyContext(state.machine);
    this.phase = 'initialized';
    return loop;
  }

  *run(coroutine: Value, context: Value): Generator<Pause, Value, Value> {
    const { state } = this;
    if (!isCoroutine(coroutine)) throw valueError(`a coroutine was expected, got ${repr(coroutine)}`);
    if (state.runningLoop !== null)
      throw runtimeError('Runner.run() cannot be called from a running event loop');
    const loop = this.begin();
    const { recorder } = state.machine;
    const outer = recorder?.cause ?? null;
    if (recorder !== null) recorder.cause = recorder.emit('loop.start', { loop: loop.id, entry: this.entry });
    try {
      const task = state.spawn(loop, coroutine, null, context ?? this.context);
      return yield* this.#interruptibly(loop, task);
    } finally {
      recorder?.emit('loop.stop', { loop: loop.id, phase: 'stop', count: 0 });
      if (recorder !== null) recorder.cause = outer;
    }
  }

  /** Runs the main task; the first interrupt meanwhile cancels it (`_on_sigint`). */
  *#interruptibly(loop: EventLoop, task: Value): Generator<Pause, Value, Value> {
    const { machine } = this.state;
    const { handlers, interrupt } = signalHandlers(machine);
    const { current, main } = machine.scheduler;
    if (current !== main || handlers.get(SIGINT) !== interrupt) return yield* runIn(this.state, loop, task);
    let interrupts = 0;
    const handler = native('_on_sigint(signum, frame)', () => {
      if (++interrupts > 1 || isTrue(callAttribute(task, 'done'))) throw exception('KeyboardInterrupt');
      callAttribute(task, 'cancel');
      return null;
    });
    handlers.set(SIGINT, handler);
    try {
      return yield* runIn(this.state, loop, task);
    } catch (error) {
      if (interrupts === 0 || !isCancelledError(error)) throw error;
      const uncancel = getAttributeOr(task, 'uncancel');
      if (uncancel === undefined || call(uncancel) !== 0) throw error;
      const interrupted = exception('KeyboardInterrupt');
      interrupted.context = error;
      interrupted.contextIsSet = true;
      throw interrupted;
    } finally {
      if (handlers.get(SIGINT) === handler) handlers.set(SIGINT, interrupt);
    }
  }

  *close(): Generator<Pause, Value, Value> {
    const { loop, state } = this;
    if (this.phase !== 'initialized' || loop === null) return null;
    const { recorder } = state.machine;
    const outer = recorder?.cause ?? null;
    try {
      yield* cancelAllTasks(state, loop);
      const open = loop instanceof PyLoop ? [...loop.asyncgens].filter(({ ended }) => !ended).length : 0;
      state.phase(loop, 'shutdown asyncgens', open);
      yield* runIn(state, loop, callAttribute(loop.value, 'shutdown_asyncgens'));
      const executors = loop instanceof PyLoop && loop.defaultExecutor !== null ? 1 : 0;
      state.phase(loop, 'shutdown executor', executors);
      yield* runIn(state, loop, callAttribute(loop.value, 'shutdown_default_executor', THREAD_JOIN_TIMEOUT));
    } finally {
      if (this.#setsEventLoop) state.setEventLoop(null);
      callAttribute(loop.value, 'close');
      this.loop = null;
      this.phase = 'closed';
      if (recorder !== null) recorder.cause = outer;
    }
    return null;
  }
}

/** `_cancel_all_tasks` */
function* cancelAllTasks(state: AsyncioState, loop: EventLoop): Generator<Pause, void, Value> {
  const tasks = state.tasksOf(loop);
  state.phase(loop, 'cancel tasks', tasks.length);
  if (tasks.length === 0) return;
  for (const task of tasks) cancelFuture(task);
  yield* runIn(state, loop, gatherAll(state, tasks, true));
  for (const task of tasks) {
    if (task.state === 'CANCELLED') continue;
    const error = task.exception();
    if (error === null) continue;
    loop.callExceptionHandler(
      PyDict.of([
        ['message', 'unhandled exception during asyncio.run() shutdown'],
        ['exception', error],
        ['task', task],
      ]),
    );
  }
}

/** `asyncio.run(main)` */
export function* run(
  state: AsyncioState,
  runnerType: PyType,
  main: Value,
  debug: Value,
  loopFactory: Value,
): Generator<Pause, Value, Value> {
  if (state.runningLoop !== null)
    throw runtimeError('asyncio.run() cannot be called from a running event loop');
  const runner = new PyRunner(runnerType, state, 'asyncio.run');
  runner.debug = debug;
  runner.loopFactory = loopFactory;
  runner.begin();
  let result: Value;
  try {
    result = yield* runner.run(main, null);
  } catch (error) {
    // A limit or a deadlock ends the whole run: nothing of the program's may run after it.
    if (!(error instanceof PyException)) throw error;
    const { machine } = state;
    const outer = enterHandling(machine, error);
    try {
      yield* runner.close();
    } finally {
      leaveHandling(machine, outer);
    }
    throw error;
  }
  yield* runner.close();
  return result;
}

export function makeRunner(m: KernelMachine, state: AsyncioState): PyType {
  const runner = defineType('Runner', {
    mutable: true,
    module: 'asyncio.runners',
    instanceDict: true,
    slots: construction(
      'Runner',
      '*, debug=None, loop_factory=None',
      (cls) => new PyRunner(cls, state, 'Runner.run'),
      (self: PyRunner, debug, loopFactory) => {
        self.debug = debug ?? null;
        self.loopFactory = loopFactory ?? null;
        return null;
      },
    ),
    methods: {
      'get_loop()': (self: PyRunner) => self.begin().value,
      '__enter__()': (self: PyRunner) => {
        self.begin();
        return self;
      },
    },
  });
  extendBlocking(m, runner, {
    'run(coro, *, context=None)': (self: PyRunner, coroutine: Value, context: Value) =>
      self.run(coroutine, context),
    'close()': (self: PyRunner) => self.close(),
    '__exit__(exc_type, exc_val, exc_tb)': (self: PyRunner) => self.close(),
  });
  return runner;
}
