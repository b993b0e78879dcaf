// `sys.unraisablehook`: what is said of exceptions that nobody can catch, such as those of a generator that is dropped.

import { call } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import { tracebackEntries } from '../../objects/exception-summary.js';
import { PyException } from '../../objects/exceptions.js';
import { formatExceptionOnly } from '../../objects/format-exception.js';
import { formatFrame } from '../../objects/frame-lines.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { once } from '../library.js';
import { structSequenceType } from '../struct-sequence.js';

const hookArgs = once(() =>
  structSequenceType('sys.UnraisableHookArgs', [
    'exc_type',
    'exc_value',
    'exc_traceback',
    'err_msg',
    'object',
  ]),
);

/** What the hook is called with. */
export function unraisableArguments(error: PyException, object: Value, message: Value = null): Value {
  return call(hookArgs(), [new PyTuple([typeOf(error), error, error.traceback, message, object])]);
}

/** The text of the default hook: `Exception ignored in: ...` and the traceback. */
export function unraisableText(args: Value): string {
  if (!(args instanceof PyTuple)) return '';
  const [, error = null, , message = null, object = null] = args.items;
  const what = message === null ? 'Exception ignored in' : String(message);
  const head = object === null ? `${what}:\n` : `${what}: ${repr(object)}\n`;
  return head + (error instanceof PyException ? plainText(error) : '');
}

/** Without the markers and the chain of causes that an uncaught exception is printed with. */
function plainText(error: PyException): string {
  const entries = tracebackEntries(error.traceback);
  const lines = entries.map(({ frame, position }) =>
    formatFrame({ frame, position: { lineno: position.lineno } }),
  );
  const head = entries.length === 0 ? '' : 'Traceback (most recent call last):\n';
  return `${head}${lines.join('')}${formatExceptionOnly(error).join('')}`;
}
