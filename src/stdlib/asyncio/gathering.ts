// `asyncio.gather`.

import { isTrue } from '../../objects/compare.js';
import { PyList, type PyTuple } from '../../objects/containers.js';
import { PyException } from '../../objects/exceptions.js';
import { type NativeBody, native, type PyNative } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { cancelledError } from './exceptions.js';
import { InternalCallback, PyFuture } from './futures.js';
import type { EventLoop } from './loop.js';
import type { AsyncioState } from './state.js';
import { cancelFuture } from './tasks.js';

/** The future of a `gather`: cancelling it cancels its children (`_GatheringFuture`). */
class GatheringFuture extends PyFuture {
  cancelRequested = false;

  constructor(
    cls: PyType,
    loop: EventLoop,
    readonly children: readonly PyFuture[],
  ) {
    super(cls, loop, 'gather', `gather of ${children.length}`, [...new Set(children)]);
  }

  override cancel(message: Value = null): boolean {
    if (this.done) return false;
    let asked = false;
    for (const child of this.children) if (cancelFuture(child, message)) asked = true;
    if (asked) this.cancelRequested = true;
    return asked;
  }
}

export function gather(state: AsyncioState): PyNative {
  const body: NativeBody = (args: PyTuple, returnExceptions) =>
    gatherAll(state, args.items, isTrue(returnExceptions));
  return native('def gather(*coros_or_futures, return_exceptions=False)', body);
}

const internal = { kind: 'internal', task: null, text: 'gather.<locals>._done_callback' } as const;

export function gatherAll(state: AsyncioState, args: readonly Value[], returnExceptions: boolean): PyFuture {
  if (args.length === 0) {
    const empty = state.newFuture(state.currentLoop(), 'gather', 'gather of nothing');
    empty.setResult(new PyList([]));
    return empty;
  }
  let loop: EventLoop | null = null;
  const futures = new Map<Value, PyFuture>();
  const finishedAlready: PyFuture[] = [];
  const children: PyFuture[] = [];
  let finished = 0;
  let outer: GatheringFuture | null = null;

  const onDone = (future: PyFuture): void => {
    finished++;
    if (outer === null || outer.done) {
      if (future.state !== 'CANCELLED') future.exception();
      return;
    }
    if (!returnExceptions) {
      // A cancelled child is an exception to the gather, not a cancellation of it.
      const error = future.state === 'CANCELLED' ? future.makeCancelledError() : future.exception();
      if (error !== null) {
        outer.setException(error);
        return;
      }
    }
    if (finished < futures.size) return;
    // Asking for the results marks exceptions as seen, even where nobody gets them.
    const results = children.map(childResult);
    // CPython's loop over the children leaves its variable at the last one, whichever was done last.
    if (outer.cancelRequested) outer.setException((children.at(-1) ?? future).makeCancelledError());
    else outer.setResult(new PyList(results));
  };
  const callback = new InternalCallback(internal, (future) => {
    if (future instanceof PyFuture) onDone(future);
  });

  for (const arg of args) {
    let future = futures.get(arg);
    if (future === undefined) {
      future = state.ensureFuture(arg, loop);
      if (future !== arg) future.logDestroyPending = false;
      loop ??= future.loop;
      futures.set(arg, future);
      if (future.done) finishedAlready.push(future);
      else future.addDoneCallback(callback);
    }
    children.push(future);
  }
  outer = new GatheringFuture(state.types.gathering, loop ?? state.currentLoop(), children);
  for (const future of finishedAlready) onDone(future);
  return outer;
}

function childResult(child: PyFuture): Value {
  if (child.state === 'CANCELLED') {
    const { cancelMessage } = child;
    return new PyException(cancelledError, cancelMessage === null ? [''] : [cancelMessage]);
  }
  return child.exception() ?? child.result();
}
