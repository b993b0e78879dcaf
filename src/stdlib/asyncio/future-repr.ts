// `repr` of futures and tasks (`base_futures._future_repr`, `base_tasks._task_repr`).

import type { PyCoroutine } from '../../execution/coroutine.js';
import { PyFunction } from '../../execution/function.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { functionName } from './function-name.js';
import { type DoneCallback, InternalCallback, type PyFuture } from './futures.js';
import type { PyTask } from './tasks.js';

export function futureRepr(future: PyFuture): string {
  return `<${[typeName(future), ...futureInfo(future)].join(' ')}>`;
}

export function taskRepr(task: PyTask): string {
  const [state = '', ...rest] = futureInfo(task);
  const asked = task.cancelRequests > 0 && !task.done ? 'cancelling' : state;
  const waiting = task.futureWaiter === null || task.done ? [] : [`wait_for=${repr(task.futureWaiter)}`];
  const own = [`name=${repr(task.name)}`, `coro=<${describeCoroutine(task.coroutine)}>`, ...waiting];
  return `<${[typeName(task), asked, ...own, ...rest].join(' ')}>`;
}

/** `_future_repr_info` */
function futureInfo(future: PyFuture): string[] {
  const info = [future.state.toLowerCase()];
  if (future.state === 'FINISHED') {
    info.push(
      future.error === null ? `result=${repr(future.peekResult())}` : `exception=${repr(future.error)}`,
    );
  }
  if (future.callbacks.length > 0)
    info.push(describeCallbacks(future.callbacks.map(({ callback }) => callback)));
  return info;
}

/** `_format_callbacks` */
function describeCallbacks(callbacks: readonly DoneCallback[]): string {
  const [first] = callbacks;
  const last = callbacks.at(-1);
  if (first === undefined || last === undefined) return 'cb=[]';
  const shown =
    callbacks.length === 1 ? [describeCallback(first)] : [describeCallback(first), describeCallback(last)];
  if (callbacks.length > 2) shown.splice(1, 0, `<${callbacks.length - 2} more>`);
  return `cb=[${shown.join(', ')}]`;
}

/** `_format_callback_source` */
function describeCallback(callback: DoneCallback): string {
  if (callback instanceof InternalCallback)
    return `${callback.target.kind === 'wakeup' ? 'Task.task_wakeup' : callback.target.text}()`;
  const source = functionSource(callback);
  return `${functionName(callback)}()${source === null ? '' : ` at ${source}`}`;
}

function functionSource(callable: Value): string | null {
  if (callable instanceof PyBoundMethod) return functionSource(callable.func);
  return callable instanceof PyFunction ? `${callable.code.filename}:${callable.code.start.lineno}` : null;
}

/** `_format_coroutine` */
export function describeCoroutine(coroutine: PyCoroutine): string {
  const name = `${coroutine.qualname}()`;
  const { frame } = coroutine;
  if (frame === null) return coroutine.activation.running ? `${name} running` : name;
  const { filename, start } = frame.code;
  if (coroutine.ended) return `${name} done, defined at ${filename}:${start.lineno}`;
  return `${name} running at ${filename}:${frame.position.lineno}`;
}
