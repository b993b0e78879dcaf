// How other modules recognise `typing.ClassVar` without importing all of `typing`.

import { getAttributeOr } from '../../objects/attributes.js';
import { PyObject, type Value } from '../../objects/object.js';

/** `ClassVar` or `ClassVar[int]` */
export function isClassVar(value: Value): boolean {
  return isSpecial(value, 'ClassVar');
}

export function isSpecial(value: Value, name: string): boolean {
  if (!(value instanceof PyObject) || value.cls.module !== 'typing') return false;
  if (getAttributeOr(value, '_name') === name) return true;
  const origin = getAttributeOr(value, '__origin__');
  return (
    origin instanceof PyObject && origin.cls.module === 'typing' && getAttributeOr(origin, '_name') === name
  );
}
