// `loop.run_in_executor`, and the chains between `concurrent.futures.Future` and asyncio's own (`futures._chain_future`).

import { boundedRepr } from '../../execution/bounded-repr.js';
import { Invoke, type Pause } from '../../execution/pause.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { exception, PyException, runtimeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import {
  ConcurrentFuture,
  concurrentCancelledError,
  concurrentInvalidStateError,
} from '../concurrent/future.js';
import { executorTypes } from '../concurrent/futures.js';
import { ThreadPool } from '../concurrent/thread-pool.js';
import { callAttribute } from '../library.js';
import type { PyLoop } from './base_events.js';
import { isDuckFuture } from './duck-futures.js';
import { cancelledError, invalidStateError } from './exceptions.js';
import { functionName } from './function-name.js';
import { InternalCallback, PyFuture } from './futures.js';
import type { EventLoop } from './loop.js';
import type { AsyncioState } from './state.js';

const internal = (text: string) => ({ kind: 'internal', task: null, text }) as const;

/** The future of work that a worker thread does; the loop gets to know of it through its self-pipe. */
export function* runInExecutor(
  state: AsyncioState,
  loop: PyLoop,
  executor: Value,
  callable: Value,
  args: readonly Value[],
  text = `${functionName(callable)}(${args.map(boundedRepr).join(', ')})`,
): Generator<Pause, Value, Value> {
  loop.checkClosed();
  const chosen = executor ?? defaultExecutor(state, loop);
  const submitted: Value =
    chosen instanceof ThreadPool
      ? yield* chosen.submit(callable, args, null, text)
      : yield new Invoke(getAttribute(chosen, 'submit'), [callable, ...args], null);
  return wrapFuture(state, loop, submitted, text);
}

function defaultExecutor(state: AsyncioState, loop: PyLoop): Value {
  if (loop.executorShutdownCalled) throw runtimeError('Executor shutdown has been called');
  if (loop.defaultExecutor === null) {
    const { threadPool } = executorTypes(state.machine);
    loop.defaultExecutor = call(threadPool, [], new Map([['thread_name_prefix', 'asyncio']]));
  }
  return loop.defaultExecutor;
}

/** `asyncio.wrap_future` */
export function wrapFuture(
  state: AsyncioState,
  loop: EventLoop,
  source: Value,
  text = 'a future of another thread',
): Value {
  if (source instanceof PyFuture || isDuckFuture(source)) return source;
  if (!(source instanceof ConcurrentFuture)) {
    throw exception('AssertionError', `concurrent.futures.Future is expected, got ${repr(source)}`);
  }
  const target = state.newFuture(loop, 'executor', text);
  const { machine } = state;
  const { recorder } = machine;
  recorder?.emit('io.register', { id: target.id, text });
  target.addDoneCallback(
    new InternalCallback(internal('_call_check_cancel'), () => {
      if (target.state === 'CANCELLED') machine.runBlocking(source.cancel());
    }),
  );
  source.addNativeCallback(() => {
    if (loop.closed) return;
    const outer = recorder?.cause ?? null;
    if (recorder !== null) recorder.cause = recorder.emit('io.complete', { id: target.id, text });
    loop.callSoonThreadsafe({
      target: internal('_set_state'),
      callable: null,
      run: () => copyState(source, target),
    });
    if (recorder !== null) recorder.cause = outer;
  });
  return target;
}

/** `_copy_future_state` */
function copyState(source: ConcurrentFuture, target: PyFuture): void {
  if (target.done) return;
  if (source.cancelled) target.cancel();
  else if (source.error !== null) target.setException(converted(source.error));
  else target.setResult(source.value);
}

/** The same between any two futures, for programs. */
export function copyFutureState(source: Value, target: Value): void {
  if (isTrue(callAttribute(target, 'cancelled'))) return;
  if (isTrue(callAttribute(source, 'cancelled'))) {
    callAttribute(target, 'cancel');
    return;
  }
  const error = callAttribute(source, 'exception');
  if (error instanceof PyException) callAttribute(target, 'set_exception', converted(error));
  else callAttribute(target, 'set_result', callAttribute(source, 'result'));
}

/** `_convert_future_exc`: the exceptions of one library become those of the other. */
function converted(error: PyException): PyException {
  const type = typeOf(error);
  const other =
    type === concurrentCancelledError
      ? cancelledError
      : type === concurrentInvalidStateError
        ? invalidStateError
        : null;
  if (other === null) return error;
  const changed = new PyException(other, error.args);
  changed.traceback = error.traceback;
  return changed;
}

/** What a thread waits for while a loop runs a task for it: `run_coroutine_threadsafe`. */
export function chainToConcurrent(source: PyFuture, target: ConcurrentFuture): void {
  const { machine } = target;
  target.addNativeCallback(() => {
    if (!target.cancelled || source.loop.closed) return;
    source.loop.callSoonThreadsafe({
      target: internal('Future.cancel'),
      callable: null,
      run: () => {
        source.cancel();
      },
    });
  });
  source.addDoneCallback(
    new InternalCallback(internal('_call_set_state'), () => {
      if (source.state === 'CANCELLED') machine.runBlocking(target.cancel());
      if (!target.begin()) return;
      const error = source.exception();
      target.settle(error === null ? source.result() : null, error);
      machine.runBlocking(target.runCallbacks());
    }),
  );
}
