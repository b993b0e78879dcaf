// `repr` of futures and tasks (`base_futures._future_repr`, `base_tasks._task_repr`, `coroutines._format_coroutine`).

import { PyCoroutine } from '../../execution/coroutine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { className } from '../../objects/types.js';
import { describeFunction, shortRepr } from './format_helpers.js';
import type { PyFuture } from './futures.js';
import type { PyTask } from './tasks.js';

/** Futures whose repr is being made: one that contains itself shows as `...`. */
const running = new Set<PyFuture>();

function guarded(future: PyFuture, make: () => string): string {
  if (running.has(future)) return '...';
  running.add(future);
  try {
    return make();
  } finally {
    running.delete(future);
  }
}

export function futureRepr(future: PyFuture): string {
  return guarded(future, () => `<${[className(future), ...futureInfo(future)].join(' ')}>`);
}

export function taskRepr(task: PyTask): string {
  return guarded(task, () => {
    const [state = '', ...rest] = futureInfo(task);
    const asked = task.cancelRequests > 0 && !task.done ? 'cancelling' : state;
    const { coroutine, futureWaiter } = task;
    const own = [`name=${repr(task.name)}`];
    if (coroutine !== null) own.push(`coro=<${describeCoroutine(coroutine)}>`);
    if (futureWaiter !== null) own.push(`wait_for=${repr(futureWaiter)}`);
    return `<${[className(task), asked, ...own, ...rest].join(' ')}>`;
  });
}

/** `_future_repr_info` */
function futureInfo(future: PyFuture): string[] {
  const info = [future.state.toLowerCase()];
  if (future.state === 'FINISHED') {
    info.push(
      future.error === null ? `result=${shortRepr(future.peekResult())}` : `exception=${repr(future.error)}`,
    );
  }
  if (future.callbacks.length > 0)
    info.push(describeCallbacks(future.callbacks.map(({ callback }) => callback)));
  if (future.created !== null) info.push(future.created.place);
  return info;
}

/** `_format_callbacks` */
function describeCallbacks(callbacks: readonly Value[]): string {
  const [first] = callbacks;
  const last = callbacks.at(-1);
  if (first === undefined || last === undefined) return 'cb=[]';
  const shown =
    callbacks.length === 1
      ? [describeFunction(first, [])]
      : [describeFunction(first, []), describeFunction(last, [])];
  if (callbacks.length > 2) shown.splice(1, 0, `<${callbacks.length - 2} more>`);
  return `cb=[${shown.join(', ')}]`;
}

export function describeCoroutine(coroutine: Value): string {
  if (coroutine instanceof PyCoroutine) {
    const name = `${coroutine.qualname}()`;
    const { frame } = coroutine;
    if (frame === null) return coroutine.activation.running ? `${name} running` : name;
    const { filename, start } = frame.code;
    if (coroutine.ended) return `${name} done, defined at ${filename}:${start.lineno}`;
    return `${name} running at ${filename}:${frame.position.lineno}`;
  }
  const name =
    strValue(getAttributeOr(coroutine, '__qualname__') ?? getAttributeOr(coroutine, '__name__') ?? null) ??
    `<${className(coroutine)} without __name__>`;
  const isRunning = getAttributeOr(coroutine, 'cr_running') ?? getAttributeOr(coroutine, 'gi_running');
  return isRunning !== undefined && isTrue(isRunning) ? `${name}() running` : `${name}()`;
}
