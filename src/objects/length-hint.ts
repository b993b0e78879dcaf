// How many items an iterable says it has: `PyObject_LengthHint`. CPython asks before it fills a list or tuple, which a
// class with a `__len__` of its own can see.

import { callSpecial } from './call.js';
import { isExceptionOf, typeError, valueError } from './exceptions.js';
import { indexOf } from './index.js';
import type { Int } from './int-arithmetic.js';
import type { Value } from './object.js';
import { NotImplemented, typeName, typeOf } from './types.js';

/** Undefined where nobody says. */
export function lengthHint(value: Value): Int | undefined {
  const { len } = typeOf(value).slots;
  const size = len === undefined ? undefined : withoutTypeError(() => len(value));
  return size ?? checked(withoutTypeError(() => callSpecial(value, '__length_hint__')));
}

/** What raises TypeError has nothing to say. */
function withoutTypeError<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    return undefined;
  }
}

function checked(hint: Value | undefined): Int | undefined {
  if (hint === undefined || hint === NotImplemented) return undefined;
  const size = indexOf(hint);
  if (size === undefined) throw typeError(`__length_hint__ must be an integer, not ${typeName(hint)}`);
  if (size < 0) throw valueError('__length_hint__() should return >= 0');
  return size;
}
