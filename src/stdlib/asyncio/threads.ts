// Between loops and other threads: `asyncio.to_thread` and `run_coroutine_threadsafe`.

import { blocking } from '../../execution/blocking.js';
import { boundedRepr } from '../../execution/bounded-repr.js';
import { awaitValue, PyCoroutine } from '../../execution/coroutine.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { PyDict, PyTuple } from '../../objects/containers.js';
import { isExceptionOf, PyException, typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { newConcurrentFuture } from '../concurrent/future.js';
import { copyContext, runInContext } from '../contextvars.js';
import { PyLoop } from './base_events.js';
import { chainToConcurrent, runInExecutor } from './executors.js';
import { functionName } from './function-name.js';
import { coroutineFunction } from './native-coroutine.js';
import { type AsyncioState, isCoroutine } from './state.js';

export function makeThreads(m: KernelMachine, state: AsyncioState): Record<string, Value> {
  return {
    to_thread: coroutineFunction(
      m,
      'to_thread(func, /, *args, **kwargs)',
      function* (func: Value, args: PyTuple, kwargs: PyDict) {
        const loop = state.requireRunningLoop();
        const context = copyContext(m);
        if (!(loop instanceof PyLoop)) throw typeError('an event loop is required');
        const call = blocking(m, `${functionName(func)}()`, () =>
          runInContext(context, func, args.items, keywordsOf(kwargs)),
        );
        const text = `${functionName(func)}(${args.items.map(boundedRepr).join(', ')})`;
        return yield* awaitValue(yield* runInExecutor(state, loop, null, call, [], text));
      },
    ),
    run_coroutine_threadsafe: native('def run_coroutine_threadsafe(coro, loop)', (coroutine, loop) => {
      if (!isCoroutine(coroutine ?? null)) throw typeError('A coroutine object is required');
      if (!(loop instanceof PyLoop)) throw typeError('an event loop is required');
      // Only the callback holds it until the loop has made it a task.
      if (coroutine instanceof PyCoroutine) m.forgotten.delete(coroutine);
      const future = newConcurrentFuture(m, `${functionName(coroutine ?? null)}() in an event loop`);
      loop.callSoonThreadsafe({
        target: { kind: 'internal', task: null, text: 'run_coroutine_threadsafe.<locals>.callback' },
        callable: null,
        run: (handle) => {
          try {
            chainToConcurrent(state.ensureFuture(coroutine ?? null, loop), future);
          } catch (error) {
            if (
              error instanceof PyException &&
              !isExceptionOf(error, 'SystemExit') &&
              !isExceptionOf(error, 'KeyboardInterrupt') &&
              future.begin()
            ) {
              future.settle(null, error);
            }
            if (handle === null) throw error;
            handle.report(error);
          }
        },
      });
      return future;
    }),
  };
}
