// The arguments of `throw(type, value, traceback)` of generators and coroutines.

import { call } from '../objects/call.js';
import { PyTuple } from '../objects/containers.js';
import { PyException, typeError } from '../objects/exceptions.js';
import { PyType, type Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { PyTraceback } from '../objects/traceback.js';
import { baseExceptionType, isInstance, typeName, typeOf } from '../objects/types.js';
import type { Machine } from './machine.js';

/** The exception to throw, from all three arguments: `_gen_throw`. */
export function thrownArguments(machine: Machine, type: Value, value: Value, traceback: Value): PyException {
  if (value !== null || traceback !== null) warnOfThree(machine, 'throw');
  return thrownException(type, value, traceback);
}

export function warnOfThree(machine: Machine, method: 'throw' | 'athrow'): void {
  machine.warn(
    'DeprecationWarning',
    `the (type, exc, tb) signature of ${method}() is deprecated, use the single-arg signature instead.`,
  );
}

export function thrownException(type: Value, value: Value = null, traceback: Value = null): PyException {
  if (traceback !== null && !(traceback instanceof PyTraceback))
    throw typeError('throw() third argument must be a traceback object');
  const error = normalized(type, value);
  if (traceback instanceof PyTraceback) error.traceback = traceback;
  return error;
}

function normalized(type: Value, value: Value): PyException {
  if (type instanceof PyException) {
    if (value !== null) throw typeError('instance exception may not have a separate value');
    return type;
  }
  if (type instanceof PyType && type.isSubtypeOf(baseExceptionType)) {
    if (isInstance(value, type) && value instanceof PyException) return value;
    return instantiate(type, value === null ? [] : value instanceof PyTuple ? value.items : [value]);
  }
  throw typeError(
    `exceptions must be classes or instances deriving from BaseException, not ${typeName(type)}`,
  );
}

/** What goes wrong while the exception is made is thrown in its place. */
function instantiate(type: PyType, args: readonly Value[]): PyException {
  try {
    const made = call(type, args);
    if (made instanceof PyException) return made;
    const instance = repr(typeOf(made));
    return typeError(
      `calling ${repr(type)} should have returned an instance of BaseException, not ${instance}`,
    );
  } catch (error) {
    if (error instanceof PyException) return error;
    throw error;
  }
}
