// `getattr` and its kin, `vars`, `dir`.

import { deleteAttribute, getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { callSpecial } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';

function attributeName(value: Value): string {
  const name = strValue(value);
  if (name === undefined) throw typeError(`attribute name must be string, not '${typeName(value)}'`);
  return name;
}

/** `vars(object)` */
export function varsOf(object: Value): Value {
  const dict = getAttributeOr(object, '__dict__');
  if (dict === undefined) throw typeError('vars() argument must have __dict__ attribute');
  return dict;
}

/** `dir(object)`: what `__dir__` lists, sorted. */
export function dirOf(object: Value): PyList {
  const names = callSpecial(object, '__dir__');
  if (names === undefined) throw typeError('object does not provide __dir__');
  return new PyList(sortedItems(toArray(names), null, false));
}

export function attributeFunctions(): PyNative[] {
  return [
    native('getattr(object, name, default=<unrepresentable>, /)', (object = null, name = null, fallback) => {
      const key = attributeName(name);
      if (fallback === undefined) return getAttribute(object, key);
      const found = getAttributeOr(object, key);
      return found === undefined ? fallback : found;
    }),
    native(
      'hasattr(obj, name, /)',
      (obj = null, name = null) => getAttributeOr(obj, attributeName(name)) !== undefined,
    ),
    native('setattr(obj, name, value, /)', (obj = null, name = null, value = null) => {
      setAttribute(obj, attributeName(name), value);
      return null;
    }),
    native('delattr(obj, name, /)', (obj = null, name = null) => {
      deleteAttribute(obj, attributeName(name));
      return null;
    }),
  ];
}
