// `asyncio.run`: a new loop, the main task, and the teardown.

import { PyCoroutine } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import { isExceptionOf, PyException, runtimeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import type { PyLoop } from './base_events.js';
import { InternalCallback, PyFuture } from './futures.js';
import { gatherAll } from './gathering.js';
import { shutdownAsyncgens, shutdownDefaultExecutor } from './shutdown.js';
import type { AsyncioState } from './state.js';

/** `_run_until_complete_cb` */
const stopLoop = new InternalCallback(
  { kind: 'internal', task: null, text: '_run_until_complete_cb' },
  (future) => {
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
  const isNew = !(awaitable instanceof PyFuture);
  const future = state.ensureFuture(awaitable, loop);
  future.addDoneCallback(stopLoop);
  try {
    yield* loop.runForever(entry);
  } catch (error) {
    // The coroutine raised a BaseException: it is raised here, so nobody needs to be told of it again.
    if (isNew && future.done && future.state !== 'CANCELLED') future.exception();
    throw error;
  } finally {
    future.removeDoneCallback(stopLoop);
  }
  if (!future.done) throw runtimeError('Event loop stopped before Future completed.');
  return future.result();
}

/** `asyncio.run(main)` */
export function* run(state: AsyncioState, main: Value, debug: Value): Generator<Pause, Value, Value> {
  if (state.runningLoop !== null)
    throw runtimeError('asyncio.run() cannot be called from a running event loop');
  if (!(main instanceof PyCoroutine)) throw valueError(`a coroutine was expected, got ${repr(main)}`);
  const loop = state.newLoop();
  if (debug !== null) loop.debug = debug === true;
  state.setEventLoop(loop);
  const { recorder } = state.machine;
  const outer = recorder?.cause ?? null;
  if (recorder !== null)
    recorder.cause = recorder.emit('loop.start', { loop: loop.id, entry: 'asyncio.run' });
  try {
    const result = yield* runUntilComplete(state, loop, state.createTask(loop, main, null, null), null);
    return result;
  } finally {
    recorder?.emit('loop.stop', { loop: loop.id, phase: 'stop', count: 0 });
    yield* closeRunner(state, loop);
    if (recorder !== null) recorder.cause = outer;
  }
}

/** `Runner.close` */
export function* closeRunner(state: AsyncioState, loop: PyLoop): Generator<Pause, void, Value> {
  try {
    yield* cancelAllTasks(state, loop);
    state.phase(loop, 'shutdown asyncgens', 0);
    yield* runUntilComplete(state, loop, shutdownAsyncgens(state, loop), null);
    state.phase(loop, 'shutdown executor', loop.defaultExecutor === null ? 0 : 1);
    yield* runUntilComplete(state, loop, shutdownDefaultExecutor(state, loop), null);
  } finally {
    state.setEventLoop(null);
    loop.close();
  }
}

/** `_cancel_all_tasks` */
function* cancelAllTasks(state: AsyncioState, loop: PyLoop): Generator<Pause, void, Value> {
  const tasks = [...state.tasks].filter((task) => task.loop === loop && !task.done);
  state.phase(loop, 'cancel tasks', tasks.length);
  if (tasks.length === 0) return;
  for (const task of tasks) task.cancel();
  yield* runUntilComplete(state, loop, gatherAll(state, tasks, true), null);
  for (const task of tasks) {
    if (task.state === 'CANCELLED') continue;
    const error = task.exception();
    if (error instanceof PyException) {
      loop.callExceptionHandler('unhandled exception during asyncio.run() shutdown', error);
    }
  }
}
