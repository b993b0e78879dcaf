// `asyncio.sleep`.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { awaitValue } from '../../execution/coroutine.js';
import { Emit, type Pause } from '../../execution/pause.js';
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
  return coroutineFunction(m, 'sleep(delay, result=None)', function* (delay, result = null) {
    if (isTrue(le(delay ?? null, 0))) {
      yield new Emit(null);
      return result;
    }
    const seconds = secondsOf(delay ?? null);
    if (Number.isNaN(seconds)) throw valueError('Invalid delay: NaN (not a number)');
    const loop = state.requireRunningLoop();
    const text = `asyncio.sleep(${boundedRepr(delay ?? null)})`;
    const future = state.newFuture(loop, 'sleep', text);
    const timer = loop.callLater(delay ?? null, setResultUnlessCancelled(future, result), text);
    if (timer instanceof TimerHandle) future.deadline = timer.dueAt;
    try {
      return yield* awaitValue(future);
    } finally {
      loop.cancelHandle(timer);
    }
  });
}
