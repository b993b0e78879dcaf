// `loop.run_in_executor`, and the chain from a `concurrent.futures.Future` to an asyncio one.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { ConcurrentFuture } from '../concurrent/future.js';
import type { PyLoop } from './base_events.js';
import { functionName } from './function-name.js';
import { InternalCallback, PyFuture } from './futures.js';
import type { AsyncioState } from './state.js';

/** The future of work that a worker thread does; the loop gets to know of it through its self-pipe. */
export function runInExecutor(
  state: AsyncioState,
  loop: PyLoop,
  executor: Value,
  callable: Value,
  args: readonly Value[],
): Value {
  loop.checkClosed();
  const chosen = executor ?? defaultExecutor(state, loop);
  const submitted = call(getAttribute(chosen, 'submit'), [callable, ...args]);
  const text = `${functionName(callable)}(${args.map(boundedRepr).join(', ')})`;
  return wrapFuture(state, loop, submitted, text);
}

function defaultExecutor(state: AsyncioState, loop: PyLoop): Value {
  if (loop.defaultExecutor === null) {
    const futures = state.machine.importModule(
      'concurrent.futures',
      state.machine.builtins,
      ['ThreadPoolExecutor'],
      0,
    );
    loop.defaultExecutor = call(
      getAttribute(futures, 'ThreadPoolExecutor'),
      [],
      new Map([['thread_name_prefix', 'asyncio']]),
    );
  }
  return loop.defaultExecutor;
}

/** `asyncio.wrap_future` */
export function wrapFuture(
  state: AsyncioState,
  loop: PyLoop,
  source: Value,
  text = 'a future of another thread',
): Value {
  if (source instanceof PyFuture) return source;
  if (!(source instanceof ConcurrentFuture)) {
    throw typeError(`concurrent.futures.Future is expected, got ${typeName(source)}`);
  }
  const target = state.newFuture(loop, 'executor', text);
  const { recorder } = state.machine;
  const registered = recorder?.emit('io.register', { id: target.id, text }) ?? null;
  // `_chain_future`: cancelling the one cancels the other, and the outcome is copied in the loop's thread.
  target.addDoneCallback(
    new InternalCallback({ kind: 'internal', task: null, text: '_call_check_cancel' }, (future) => {
      if (future.state === 'CANCELLED') source.cancel();
    }),
  );
  source.addNativeCallback(() => {
    if (target.state === 'CANCELLED' && loop.closed) return;
    if (loop.closed) return;
    const outer = recorder?.cause ?? null;
    if (recorder !== null) {
      recorder.emit('io.complete', { id: target.id, text }, registered);
    }
    loop.callSoonThreadsafe({
      target: { kind: 'internal', task: null, text: '_set_state' },
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
  if (source.state === 'CANCELLED_AND_NOTIFIED' || source.state === 'CANCELLED') target.cancel();
  else if (source.error !== null) target.setException(source.error);
  else target.setResult(source.value);
}
