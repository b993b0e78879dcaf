// `inspect.unwrap`: the function behind decorators that leave `__wrapped__`.

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { valueError } from '../../objects/exceptions.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';

/** Follows `__wrapped__` until there is none or `stop` is true. A class is no wrapper. */
export function unwrap(func: Value, stop: (value: Value) => boolean = () => false): Value {
  const seen = new Set<Value>([func]);
  let inner = func;
  while (hasWrapped(inner) && !stop(inner)) {
    inner = getAttribute(inner, '__wrapped__');
    if (seen.has(inner)) throw valueError(`wrapper loop when unwrapping ${repr(func)}`);
    if (inner instanceof PyObject) seen.add(inner);
  }
  return inner;
}

const hasWrapped = (value: Value): boolean =>
  !(value instanceof PyType) && getAttributeOr(value, '__wrapped__') !== undefined;
