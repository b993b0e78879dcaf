// Comparison: the six operators with their reflected forms (`do_richcompare`), identity, truth.

import { call } from './call.js';
import { typeError } from './exceptions.js';
import type { PyType, Value } from './object.js';
import { NotImplemented, typeOf } from './types.js';

export type ComparisonName = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

const REFLECTED = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const;
const SYMBOL = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** `a < b` and its kin on any values. The result can be any value, not only a bool. */
export function richCompare(a: Value, b: Value, name: ComparisonName): Value {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  const reflected = typeB.slots[REFLECTED[name]];
  let reflectedTried = false;
  if (typeA !== typeB && reflected !== undefined && typeB.isSubtypeOf(typeA)) {
    const result = reflected(b, a);
    if (result !== NotImplemented) return result;
    reflectedTried = true;
  }
  const slot = typeA.slots[name];
  if (slot !== undefined) {
    const result = slot(a, b);
    if (result !== NotImplemented) return result;
  }
  if (!reflectedTried && reflected !== undefined) {
    const other = reflected(b, a);
    if (other !== NotImplemented) return other;
  }
  if (name === 'eq') return a === b;
  if (name === 'ne') return a !== b;
  throw typeError(`'${SYMBOL[name]}' not supported between instances of '${typeA.name}' and '${typeB.name}'`);
}

/** `a == b` as containers ask it: the same object is equal to itself. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (isPrimitive(a) && isPrimitive(b) && typeof a === typeof b) return false;
  return isTrue(richCompare(a, b, 'eq'));
}

function isPrimitive(value: Value): boolean {
  return typeof value !== 'object';
}

/** `bool(value)`: `PyObject_IsTrue`. */
export function isTrue(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value.length > 0;
    case 'bigint':
      return value !== 0n;
    default: {
      if (value === null) return false;
      const { slots } = value.cls;
      if (slots.bool !== undefined) return slots.bool(value);
      return slots.len === undefined || slots.len(value) > 0;
    }
  }
}

/** `isinstance(value, cls)` with `__instancecheck__`. */
export function isInstanceOf(value: Value, cls: PyType): boolean {
  const real = typeOf(value);
  if (real === cls || real.mro.includes(cls)) return true;
  const check = typeOf(cls).lookup('__instancecheck__');
  if (check === undefined || !typeOf(cls).heap) return false;
  return isTrue(call(check, [cls, value]));
}
