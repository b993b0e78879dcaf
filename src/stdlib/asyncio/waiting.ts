// `asyncio.wait`, `wait_for` and `shield` (`tasks.py`).

import { boundedRepr } from '../../execution/bounded-repr.js';
import { awaitValue } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { tuple } from '../../objects/containers.js';
import { attributeError, exception, typeError, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { add, le } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { PySet } from '../../objects/set.js';
import { className, typeName } from '../../objects/types.js';
import { isCancelledError, raisedFrom } from './exceptions.js';
import { InternalCallback, PyFuture } from './futures.js';
import type { Callback } from './handles.js';
import type { EventLoop } from './loop.js';
import { coroutineFunction } from './native-coroutine.js';
import { type AsyncioState, isCoroutine } from './state.js';
import { cancelFuture } from './tasks.js';
import { PyTimeout } from './timeouts.js';

export const FIRST_COMPLETED = 'FIRST_COMPLETED';
export const FIRST_EXCEPTION = 'FIRST_EXCEPTION';
export const ALL_COMPLETED = 'ALL_COMPLETED';

const internal = (text: string) => ({ kind: 'internal', task: null, text }) as const;

/** `_release_waiter` */
function releaseWaiter(waiter: PyFuture): Callback {
  return {
    target: internal('_release_waiter'),
    callable: null,
    run: () => {
      if (!waiter.done) waiter.setResult(null);
    },
  };
}

export function makeWaiting(
  m: KernelMachine,
  state: AsyncioState,
  timeoutType: PyTimeout['cls'],
): Record<string, Value> {
  return {
    wait: coroutineFunction(
      m,
      'wait(fs, *, timeout=None, return_when="ALL_COMPLETED")',
      (fs, timeout, when) => wait(state, fs ?? null, timeout ?? null, when ?? null),
    ),
    wait_for: coroutineFunction(m, 'wait_for(fut, timeout)', (future, timeout) =>
      waitFor(state, timeoutType, future ?? null, timeout ?? null),
    ),
    shield: native('def shield(arg)', (arg) => shield(state, arg ?? null)),
    timeout: native('def timeout(delay)', (delay) => {
      const loop = state.requireRunningLoop();
      const when = delay === null ? null : add(loop.timeValue(), delay ?? null);
      return new PyTimeout(timeoutType, state, when, `asyncio.timeout(${boundedRepr(delay ?? null)})`);
    }),
    timeout_at: native(
      'def timeout_at(when)',
      (when) =>
        new PyTimeout(timeoutType, state, when ?? null, `asyncio.timeout_at(${boundedRepr(when ?? null)})`),
    ),
  };
}

function* wait(
  state: AsyncioState,
  given: Value,
  timeout: Value,
  returnWhen: Value,
): Generator<Pause, Value, Value> {
  if (given instanceof PyFuture || isCoroutine(given))
    throw typeError(`expect a list of futures, not ${className(given)}`);
  if (!isTrue(given)) throw valueError('Set of Tasks/Futures is empty.');
  const when = strValue(returnWhen);
  if (when !== FIRST_COMPLETED && when !== FIRST_EXCEPTION && when !== ALL_COMPLETED)
    throw valueError(`Invalid return_when value: ${str(returnWhen)}`);
  const all = [...new Set(toArray(given))];
  if (all.some(isCoroutine)) throw typeError('Passing coroutines is forbidden, use tasks explicitly.');
  const futures = all.map((future) => {
    if (future instanceof PyFuture) return future;
    const name = 'add_done_callback';
    throw attributeError(`'${typeName(future)}' object has no attribute '${name}'`, future, name);
  });
  return yield* waitAll(state, futures, timeout, when, state.requireRunningLoop());
}

/** `_wait` */
function* waitAll(
  state: AsyncioState,
  futures: readonly PyFuture[],
  timeout: Value,
  when: string,
  loop: EventLoop,
): Generator<Pause, Value, Value> {
  const text = when === ALL_COMPLETED ? 'asyncio.wait' : `asyncio.wait(${when})`;
  const kind = when === ALL_COMPLETED ? 'gather' : 'other';
  const waiter = state.newFuture(loop, kind, text, futures);
  const timer =
    timeout === null
      ? null
      : loop.callLater(timeout, releaseWaiter(waiter), `the timeout ${boundedRepr(timeout)} of asyncio.wait`);
  let left = futures.length;
  const onCompletion = new InternalCallback(internal('_wait.<locals>._on_completion'), (future) => {
    if (!(future instanceof PyFuture)) return;
    left--;
    const isEnough =
      left <= 0 ||
      when === FIRST_COMPLETED ||
      (when === FIRST_EXCEPTION && future.state !== 'CANCELLED' && future.exception() !== null);
    if (!isEnough) return;
    if (timer !== null) loop.cancelHandle(timer);
    if (!waiter.done) waiter.setResult(null);
  });
  for (const future of futures) future.addDoneCallback(onCompletion);
  try {
    yield* awaitValue(waiter);
  } finally {
    if (timer !== null) loop.cancelHandle(timer);
    for (const future of futures) future.removeDoneCallback(onCompletion);
  }
  return tuple(PySet.of(futures.filter(({ done }) => done)), PySet.of(futures.filter(({ done }) => !done)));
}

function* waitFor(
  state: AsyncioState,
  timeoutType: PyTimeout['cls'],
  awaitable: Value,
  timeout: Value,
): Generator<Pause, Value, Value> {
  if (timeout !== null && isTrue(le(timeout, 0))) {
    const future = state.ensureFuture(awaitable, null);
    if (future.done) return future.result();
    yield* cancelAndWait(state, future);
    try {
      return future.result();
    } catch (error) {
      if (isCancelledError(error)) throw raisedFrom(exception('TimeoutError'), error);
      throw error;
    }
  }
  const loop = state.requireRunningLoop();
  const when = timeout === null ? null : add(loop.timeValue(), timeout);
  const limit = new PyTimeout(
    timeoutType,
    state,
    when,
    `asyncio.wait_for(${boundedRepr(awaitable)}, ${boundedRepr(timeout)})`,
  );
  return yield* limit.run(awaitValue(awaitable));
}

/** `_cancel_and_wait` */
function* cancelAndWait(state: AsyncioState, future: PyFuture): Generator<Pause, void, Value> {
  const waiter = state.newFuture(state.requireRunningLoop(), 'task', 'what it has cancelled');
  const callback = new InternalCallback(internal('_release_waiter'), () => {
    if (!waiter.done) waiter.setResult(null);
  });
  future.addDoneCallback(callback);
  try {
    cancelFuture(future);
    yield* awaitValue(waiter);
  } finally {
    future.removeDoneCallback(callback);
  }
}

function shield(state: AsyncioState, arg: Value): Value {
  const inner = state.ensureFuture(arg, null);
  if (inner.done) return inner;
  const outer = state.newFuture(inner.loop, 'task', `what is shielded, ${inner.text}`, [inner]);
  const innerDone = new InternalCallback(internal('shield.<locals>._inner_done_callback'), () => {
    if (outer.state === 'CANCELLED') {
      if (inner.state !== 'CANCELLED') inner.exception();
      return;
    }
    if (inner.state === 'CANCELLED') {
      outer.cancel();
      return;
    }
    const error = inner.exception();
    if (error !== null) outer.setException(error);
    else outer.setResult(inner.result());
  });
  const outerDone = new InternalCallback(internal('shield.<locals>._outer_done_callback'), () => {
    if (!inner.done) inner.removeDoneCallback(innerDone);
  });
  inner.addDoneCallback(innerDone);
  outer.addDoneCallback(outerDone);
  return outer;
}
