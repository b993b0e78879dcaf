// The arguments of `throw(type, value, traceback)` of generators and coroutines.

import { call } from '../objects/call.js';
import { PyTuple } from '../objects/containers.js';
import { PyException, typeError } from '../objects/exceptions.js';
import { PyType, type Value } from '../objects/object.js';
import { baseExceptionType, isInstance, typeName } from '../objects/types.js';

/** The exception to throw: `_gen_throw`. */
export function thrownException(type: Value, value: Value = null): PyException {
  if (type instanceof PyException) {
    if (value !== null) throw typeError('instance exception may not have a separate value');
    return type;
  }
  if (type instanceof PyType && type.isSubtypeOf(baseExceptionType)) {
    if (isInstance(value, type) && value instanceof PyException) return value;
    const args = value === null ? [] : value instanceof PyTuple ? value.items : [value];
    const made = call(type, args);
    if (made instanceof PyException) return made;
  }
  throw typeError(
    `exceptions must be classes or instances deriving from BaseException, not ${typeName(type)}`,
  );
}
