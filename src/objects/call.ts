// Calling values, and looking up special methods on their types.

import { isExceptionOf, typeError } from './exceptions.js';
import type { Keywords, PyType, Value } from './object.js';
import { functionType, moduleType, typeOf } from './types.js';

/** Calls any callable. */
export function call(callee: Value, args: readonly Value[] = [], keywords: Keywords | null = null): Value {
  const slot = typeOf(callee).slots.call;
  if (slot === undefined)
    throw typeError(`'${typeOf(callee).name}' object is not callable${hintFor(callee)}`);
  return slot(callee, args, keywords);
}

/** `object_is_not_callable`: a module called like a function of the same name in it was not what was meant. */
function hintFor(callee: Value): string {
  if (typeOf(callee) !== moduleType) return '';
  const { getattribute } = moduleType.slots;
  try {
    const name = getattribute?.(callee, '__name__');
    const meant = typeof name === 'string' && isCallable(getattribute?.(callee, name) ?? null);
    return meant ? `. Did you mean: '${name}.${name}(...)'?` : '';
  } catch (error) {
    if (isExceptionOf(error, 'AttributeError')) return '';
    throw error;
  }
}

export function isCallable(value: Value): boolean {
  return typeOf(value).slots.call !== undefined;
}

/** An attribute of the type bound to the value, past the instance's own dict: `_PyObject_LookupSpecial`. */
export function lookupSpecial(self: Value, name: string): Value | undefined {
  const cls = typeOf(self);
  const found = cls.lookup(name);
  return found === undefined ? undefined : bind(found, self, cls);
}

/** Calls the special method `name` of the value's type, or returns undefined where there is none. */
export function callSpecial(self: Value, name: string, args: readonly Value[] = []): Value | undefined {
  const method = typeOf(self).lookup(name);
  return method === undefined ? undefined : callMethod(method, self, args);
}

/** Calls a class attribute as a method of `self`. A function is called without making a bound method first. */
export function callMethod(
  method: Value,
  self: Value,
  args: readonly Value[],
  keywords: Keywords | null = null,
): Value {
  if (typeof method === 'object' && method !== null && method.cls === functionType) {
    return call(method, [self, ...args], keywords);
  }
  return call(bind(method, self, typeOf(self)), args, keywords);
}

/** What a class attribute becomes when it is read through an instance. */
export function bind(attribute: Value, instance: Value | undefined, owner: PyType): Value {
  const get = typeOf(attribute).slots.get;
  return get === undefined ? attribute : get(attribute, instance, owner);
}
