// What becomes of exceptions that nobody can catch: the loop's exception handler, and the log (`base_events.py`).

import { boundedRepr } from '../../execution/bounded-repr.js';
import { strValue } from '../../objects/boxed.js';
import { type DictTable, PyDict } from '../../objects/containers.js';
import { isExceptionOf, PyException } from '../../objects/exceptions.js';
import { repr, str } from '../../objects/repr.js';
import { callInContext } from '../contextvars.js';
import { logError } from '../log-error.js';
import type { PyLoop } from './base_events.js';
import { PyTask } from './tasks.js';

function isFatal(error: unknown): boolean {
  return (
    !(error instanceof PyException) ||
    isExceptionOf(error, 'SystemExit') ||
    isExceptionOf(error, 'KeyboardInterrupt')
  );
}

/** `call_exception_handler` */
export function callExceptionHandler(loop: PyLoop, context: PyDict): void {
  const { exceptionHandler, machine } = loop;
  if (exceptionHandler === null) {
    defaultExceptionHandler(loop, context);
    return;
  }
  const { table } = context;
  const thing = table.get('task') ?? table.get('future') ?? table.get('handle') ?? null;
  const within = thing instanceof PyTask ? thing.context : null;
  try {
    callInContext(within, exceptionHandler, [loop, context]);
  } catch (error) {
    if (isFatal(error) || !(error instanceof PyException)) throw error;
    try {
      defaultExceptionHandler(
        loop,
        PyDict.of([
          ['message', 'Unhandled error in exception handler'],
          ['exception', error],
          ['context', context],
        ]),
      );
    } catch (second) {
      if (isFatal(second) || !(second instanceof PyException)) throw second;
      logError(
        machine,
        'asyncio',
        'Exception in default exception handler while handling an unexpected error in custom exception handler',
        second,
      );
    }
  }
}

/** `default_exception_handler`: logged as an error of logger `asyncio`. */
export function defaultExceptionHandler(loop: PyLoop, context: PyDict): void {
  const { table } = context;
  const error = table.get('exception') ?? null;
  logError(loop.machine, 'asyncio', logText(table), error instanceof PyException ? error : null);
}

function logText(table: DictTable): string {
  const message = table.get('message') ?? null;
  const lines = [message === null || message === '' ? 'Unhandled exception in event loop' : str(message)];
  const keys = [...table.keys()].map((key) => strValue(key) ?? boundedRepr(key)).sort();
  for (const key of keys) {
    if (key === 'message' || key === 'exception') continue;
    lines.push(`${key}: ${repr(table.get(key) ?? null)}`);
  }
  return lines.join('\n');
}
