// `asyncio.sleep`.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { Emit, type Pausable, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { isTrue } from '../../objects/compare.js';
import { valueError } from '../../objects/exceptions.js';
import type { PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { le } from '../../objects/operators.js';
import type { PyFuture } from './futures.js';
import { type Callback, TimerHandle } from './handles.js';
import { coroutineFunction } from './native-coroutine.js';
import { secondsOf } from './seconds.js';
import type { AsyncioState } from './state.js';

/** `_set_result_unless_cancelled` */
export function setResultUnlessCancelled(future: PyFuture, result: Value): Callback {
  return {
    target: { kind: 'internal', task: null, text: '_set_result_unless_cancelled' },
    callable: null,
    run: () => {
      if (future.state !== 'CANCELLED') future.setResult(result);
    },
  };
}

/** `await asyncio.sleep(0)` */
export function* sleepTurn(): Generator<Pause, void, Value> {
  yield new Emit(null);
}

export function sleep(m: KernelMachine, state: AsyncioState): PyNative {
  // A body of its own for the commonest case: it is the smaller one.
  return coroutineFunction(m, 'sleep(delay, result=None)', (delay = null, result = null) =>
    typeof delay === 'number' && delay <= 0 ? turn(result) : pause(delay, result, state),
  );
}

function* turn(result: Value): Pausable {
  yield new Emit(null);
  return result;
}

function* pause(delay: Value, result: Value, state: AsyncioState): Pausable {
  if (isTrue(le(delay, 0))) {
    yield new Emit(null);
    return result;
  }
  const seconds = secondsOf(delay);
  if (Number.isNaN(seconds)) throw valueError('Invalid delay: NaN (not a number)');
  const loop = state.requireRunningLoop();
  const text = loop.machine.recorder === null ? '' : `asyncio.sleep(${boundedRepr(delay)})`;
  const future = state.newFuture(loop, 'sleep', text);
  const timer = loop.callLater(delay, setResultUnlessCancelled(future, result), text);
  if (timer instanceof TimerHandle) future.deadline = timer.dueAt;
  try {
    future.aboutToEmit();
    yield new Emit(future);
    return future.awaitResult();
  } finally {
    loop.cancelHandle(timer);
  }
}
