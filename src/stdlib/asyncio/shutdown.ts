// What `asyncio.run` shuts down after the main task: async generators, and the default executor.

import { awaitValue, PyCoroutine } from '../../execution/coroutine.js';
import { Invoke, type Pausable } from '../../execution/pause.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { isExceptionOf, PyException } from '../../objects/exceptions.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { threading } from '../threading/index.js';
import { PyThread } from '../threading/thread.js';
import type { PyLoop } from './base_events.js';
import type { PyFuture } from './futures.js';
import { gatherAll } from './gathering.js';
import { setResultUnlessCancelled } from './sleeping.js';
import type { AsyncioState } from './state.js';
import { PyTimeout } from './timeouts.js';

function method(state: AsyncioState, name: string, body: () => Pausable): PyCoroutine {
  return new PyCoroutine(state.machine, null, name, `BaseEventLoop.${name}`, body);
}

/** `loop.shutdown_asyncgens()` */
export function shutdownAsyncgens(state: AsyncioState, loop: PyLoop): PyCoroutine {
  return method(state, 'shutdown_asyncgens', function* () {
    loop.asyncgensShutdownCalled = true;
    const open = [...loop.asyncgens].filter(({ ended }) => !ended);
    loop.asyncgens.clear();
    if (open.length === 0) return null;
    const closing = gatherAll(
      state,
      open.map((generator) => generator.aclose()),
      true,
    );
    const results = yield* awaitValue(closing);
    if (!(results instanceof PyList)) return null;
    for (const [index, result] of results.items.entries()) {
      if (!isExceptionOf(result, 'Exception')) continue;
      const generator = open[index] ?? null;
      loop.callExceptionHandler(
        PyDict.of([
          ['message', `an error occurred during closing of asynchronous generator ${repr(generator)}`],
          ['exception', result],
          ['asyncgen', generator],
        ]),
      );
    }
    return null;
  });
}

/** `loop.shutdown_default_executor()`: a thread of its own waits for the workers, so that the loop goes on meanwhile. */
export function shutdownDefaultExecutor(state: AsyncioState, loop: PyLoop, timeout: Value): PyCoroutine {
  return method(state, 'shutdown_default_executor', function* () {
    loop.executorShutdownCalled = true;
    const executor = loop.defaultExecutor;
    if (executor === null) return null;
    const { machine, types } = state;
    const future = state.newFuture(loop, 'executor', 'the end of the worker threads');
    const { threads, thread: threadType } = threading(machine);
    const thread = new PyThread(threadType, threads);
    thread.begin(
      native('_do_shutdown(future)', () => null),
      null,
      null,
      null,
      null,
    );
    yield* thread.start(doShutdown(loop, executor, future));
    const when = timeout === null ? null : add(new PyFloat(loop.time()), timeout);
    const limit = new PyTimeout(types.timeout, state, when, `the timeout ${repr(timeout)} of the shutdown`);
    try {
      yield* limit.run(awaitValue(future));
    } catch (error) {
      if (!isExceptionOf(error, 'TimeoutError')) throw error;
      machine.warn(
        'RuntimeWarning',
        `The executor did not finishing joining its threads within ${repr(timeout)} seconds.`,
      );
      yield new Invoke(getAttribute(executor, 'shutdown'), [], new Map([['wait', false]]));
      return null;
    }
    return yield* thread.join(null);
  });
}

/** `_do_shutdown` */
function* doShutdown(loop: PyLoop, executor: Value, future: PyFuture): Pausable {
  try {
    yield new Invoke(getAttribute(executor, 'shutdown'), [], new Map([['wait', true]]));
    if (!loop.closed) loop.callSoonThreadsafe(setResultUnlessCancelled(future, null));
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    if (loop.closed || future.state === 'CANCELLED') return null;
    loop.callSoonThreadsafe({
      target: { kind: 'internal', task: null, text: 'Future.set_exception' },
      callable: null,
      run: () => future.setException(error),
    });
  }
  return null;
}
