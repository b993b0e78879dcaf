// What asyncio logs: through `logger` of its modules where a program has looked into them, else through the logger
// `asyncio` if it has imported `logging`, else on stderr as `logging` does without being set up.

import { whileHandling } from '../../execution/handling.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import type { PyException } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { formatPercent } from '../../objects/percent-format.js';
import { typeOf } from '../../objects/types.js';
import { logError } from '../log-error.js';

type Part = 'base_events' | 'selector_events' | 'streams';

/** The logger that a part of the package uses, or undefined while nobody can listen. */
function loggerOf(m: KernelMachine, part: Part): Value | undefined {
  const module = m.loadedModules.table.get(`asyncio.${part}`);
  const own = module instanceof PyModule ? module.namespace.get('logger') : undefined;
  if (own !== undefined) return own;
  const logging = m.loadedModule('logging');
  return logging === undefined ? undefined : call(getAttribute(logging, 'getLogger'), ['asyncio']);
}

/** `logger.error(message, exc_info=(type, error, traceback))`, or with `exc_info=False`. */
export function logFailure(m: KernelMachine, message: string, error: PyException | null): void {
  const logger = loggerOf(m, 'base_events');
  if (logger === undefined) {
    logError(m, 'asyncio', message, error);
    return;
  }
  const info = error === null ? false : tuple(typeOf(error), error, getAttribute(error, '__traceback__'));
  call(getAttribute(logger, 'error'), [message], new Map([['exc_info', info]]));
}

/** `logger.error(message, exc_info=True)` while `error` is being handled. */
export function logHandled(m: KernelMachine, message: string, error: PyException): void {
  const logger = loggerOf(m, 'base_events');
  if (logger === undefined) {
    logError(m, 'asyncio', message, error);
    return;
  }
  whileHandling(m, error, () =>
    call(getAttribute(logger, 'error'), [message], new Map([['exc_info', true]])),
  );
}

export function logWarning(m: KernelMachine, message: string, ...args: Value[]): void {
  const logger = loggerOf(m, 'base_events');
  if (logger === undefined)
    logError(m, 'asyncio', formatPercent(message, new PyTuple(args)), null, 'warning');
  else call(getAttribute(logger, 'warning'), [message, ...args]);
}

/** Only heard by programs that have set `logging` up for it. */
export function logDebug(m: KernelMachine, part: Part, message: string, ...args: Value[]): void {
  const logger = loggerOf(m, part);
  if (logger !== undefined) call(getAttribute(logger, 'debug'), [message, ...args]);
}
