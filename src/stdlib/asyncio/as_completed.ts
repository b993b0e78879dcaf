// `asyncio.as_completed`, to be used by `for` and by `async for` (`tasks._AsCompletedIterator`).

import { PyCoroutine } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { defineType, native } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { className, typeOf } from '../../objects/types.js';
import { InternalCallback, PyFuture } from './futures.js';
import type { EventLoop } from './loop.js';
import type { PyQueue } from './queues.js';
import type { AsyncioState } from './state.js';

class AsCompleted extends PyObject {
  readonly todo = new Set<PyFuture>();
  left: number;
  readonly #timer: Value = null;
  readonly #loop: EventLoop;
  readonly #callback = new InternalCallback(
    { kind: 'internal', task: null, text: '_AsCompletedIterator._handle_completion' },
    (future) => {
      if (future instanceof PyFuture) this.#onCompletion(future);
    },
  );

  constructor(
    cls: PyType,
    readonly state: AsyncioState,
    awaitables: readonly Value[],
    timeout: Value,
    /** Done futures in order; None for each one that the timeout overtook. */
    readonly done: PyQueue,
  ) {
    super(cls);
    const loop = state.currentLoop();
    this.#loop = loop;
    for (const awaitable of new Set(awaitables)) this.todo.add(state.ensureFuture(awaitable, loop));
    for (const future of this.todo) future.addDoneCallback(this.#callback);
    this.left = this.todo.size;
    if (this.left === 0 || timeout === null) return;
    this.#timer = loop.callLater(
      timeout,
      {
        target: { kind: 'internal', task: null, text: '_AsCompletedIterator._handle_timeout' },
        callable: null,
        run: () => this.#onTimeout(),
      },
      'the timeout of asyncio.as_completed',
    );
  }

  #onTimeout(): void {
    for (const future of this.todo) {
      future.removeDoneCallback(this.#callback);
      this.done.putNowait(null);
    }
    this.todo.clear();
  }

  #onCompletion(future: PyFuture): void {
    if (!this.todo.delete(future)) return;
    this.done.putNowait(future);
    const timer = this.#timer;
    if (this.todo.size === 0 && timer !== null) this.#loop.cancelHandle(timer);
  }

  /** `_wait_for_one`: the next one that is done, or its result. */
  next(resolve: boolean): PyCoroutine {
    this.left--;
    return new PyCoroutine(
      this.state.machine,
      null,
      '_wait_for_one',
      '_AsCompletedIterator._wait_for_one',
      () => this.#wait(resolve),
    );
  }

  *#wait(resolve: boolean): Generator<Pause, Value, Value> {
    const future = yield* this.done.get();
    if (!(future instanceof PyFuture)) throw exception('TimeoutError');
    if (resolve && future.error !== null) this.state.losses.keep(this);
    return resolve ? future.result() : future;
  }
}

export function makeAsCompleted(
  m: KernelMachine,
  state: AsyncioState,
  newQueue: () => PyQueue,
): Record<string, Value> {
  const type = defineType('_AsCompletedIterator', {
    module: 'asyncio.tasks',
    slots: {
      iter: (self: AsCompleted) => self,
      next: (self: AsCompleted) => (self.left === 0 ? undefined : self.next(true)),
      aiter: (self: AsCompleted) => self,
      anext: (self: AsCompleted) =>
        self.left === 0
          ? new PyCoroutine(m, null, '__anext__', '_AsCompletedIterator.__anext__', ended)
          : self.next(false),
    },
  });
  return {
    as_completed: native('def as_completed(fs, *, timeout=None)', (given, timeout) => {
      const fs = given ?? null;
      if (fs instanceof PyFuture || typeOf(fs).slots.await !== undefined)
        throw typeError(`expects an iterable of awaitables, not ${className(fs)}`);
      return new AsCompleted(type, state, toArray(fs), timeout ?? null, newQueue());
    }),
  };
}

// biome-ignore lint/correctness/useYield: nothing is left to wait for
function* ended(): Generator<Pause, Value, Value> {
  throw exception('StopAsyncIteration');
}
