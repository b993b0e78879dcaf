// What becomes of exceptions that nobody can catch: the loop's exception handler, and the log (`base_events.py`).

import { whileHandling } from '../../execution/handling.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { isExceptionOf, PyException } from '../../objects/exceptions.js';
import { formatFrames } from '../../objects/frame-lines.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { callInContext } from '../contextvars.js';
import { callAttribute } from '../library.js';
import { entriesOf } from '../traceback/summaries.js';
import type { PyLoop } from './base_events.js';
import { Handle } from './handles.js';
import { logFailure, logHandled } from './log.js';

/** Whether it ends the program; anything else is told and forgotten. */
function caught(error: unknown): PyException {
  if (
    !(error instanceof PyException) ||
    isExceptionOf(error, 'SystemExit') ||
    isExceptionOf(error, 'KeyboardInterrupt')
  ) {
    throw error;
  }
  return error;
}

function handleByDefault(loop: PyLoop, context: PyDict): void {
  const own = loop.override('default_exception_handler');
  if (own === undefined) defaultExceptionHandler(loop, context);
  else call(own, [context]);
}

/** `call_exception_handler` */
export function callExceptionHandler(loop: PyLoop, context: PyDict): void {
  const { exceptionHandler, machine } = loop;
  if (exceptionHandler === null) {
    try {
      handleByDefault(loop, context);
    } catch (error) {
      logHandled(machine, 'Exception in default exception handler', caught(error));
    }
    return;
  }
  try {
    callInContext(contextOf(context), exceptionHandler, [loop, context]);
  } catch (error) {
    const failure = caught(error);
    const report = PyDict.of([
      ['message', 'Unhandled error in exception handler'],
      ['exception', failure],
      ['context', context],
    ]);
    try {
      whileHandling(machine, failure, () => handleByDefault(loop, report));
    } catch (second) {
      logHandled(
        machine,
        'Exception in default exception handler while handling an unexpected error in custom exception handler',
        caught(second),
      );
    }
  }
}

/** The context of the task, future or handle that the report is about: None where it has none. */
function contextOf({ table }: PyDict): Value {
  const thing = table.get('task') ?? table.get('future') ?? table.get('handle') ?? null;
  if (thing === null || getAttributeOr(thing, 'get_context') === undefined) return null;
  const context = callAttribute(thing, 'get_context');
  return context !== null && getAttributeOr(context, 'run') !== undefined ? context : null;
}

/** `default_exception_handler`: logged as an error of logger `asyncio`. */
export function defaultExceptionHandler(loop: PyLoop, context: PyDict): void {
  const { table } = context;
  const { currentHandle } = loop;
  if (
    table.get('source_traceback') === undefined &&
    currentHandle instanceof Handle &&
    currentHandle.sourceTraceback !== null
  ) {
    table.set('handle_traceback', currentHandle.sourceTraceback);
  }
  const error = table.get('exception') ?? null;
  logFailure(loop.machine, logText(context), error instanceof PyException ? error : null);
}

const CREATED: ReadonlyMap<string, string> = new Map([
  ['source_traceback', 'Object created at (most recent call last):\n'],
  ['handle_traceback', 'Handle created at (most recent call last):\n'],
]);

function logText({ table }: PyDict): string {
  const message = table.get('message') ?? null;
  const lines = [isTrue(message) ? str(message) : 'Unhandled exception in event loop'];
  const keys = [...table.keys()].map((key) => [str(key), key] as const);
  keys.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, key] of keys) {
    if (name === 'message' || name === 'exception') continue;
    const value = table.get(key) ?? null;
    const created = CREATED.get(name);
    const text =
      created === undefined ? repr(value) : `${created}${formatFrames(entriesOf(value)).join('').trimEnd()}`;
    lines.push(`${name}: ${text}`);
  }
  return lines.join('\n');
}
