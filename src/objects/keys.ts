// Which keys of a dict can be looked up by the host's own equality.

import { PyFloat, PyInt, PyStr } from './boxed.js';
import { identityEquals, identityHash } from './identity.js';
import type { Value } from './object.js';
import { floatType, intType, strType, typeOf } from './types.js';

/**
 * The host primitive that stands for every key equal to this one: an integral float is the int of its value, True is
 * 1, and an instance of a str or int subclass is its value unless the subclass has an equality of its own.
 * Undefined where there is none. NaN has none: it is equal to nothing but found by identity.
 */
export function canonicalPrimitive(key: Value): string | number | bigint | null | undefined {
  switch (typeof key) {
    case 'string':
    case 'number':
    case 'bigint':
      return key;
    case 'boolean':
      return key ? 1 : 0;
    default:
      break;
  }
  if (key === null) return null;
  const { slots } = key.cls;
  if (key instanceof PyFloat) {
    if (slots.eq !== floatType.slots.eq || slots.hash !== floatType.slots.hash) return undefined;
    return Number.isNaN(key.value) ? undefined : primitiveOfFloat(key.value);
  }
  if (key instanceof PyInt) {
    return slots.eq === intType.slots.eq && slots.hash === intType.slots.hash ? key.value : undefined;
  }
  if (key instanceof PyStr) {
    return slots.eq === strType.slots.eq && slots.hash === strType.slots.hash ? key.value : undefined;
  }
  return undefined;
}

function primitiveOfFloat(value: number): number | bigint {
  if (!Number.isInteger(value)) return value;
  return Number.isSafeInteger(value) ? value + 0 : BigInt(value);
}

/** Keys that are equal to nothing but themselves, so that the host's identity finds them. */
export function hasIdentityHash(key: Value): boolean {
  const { eq, hash } = typeOf(key).slots;
  return (
    (eq === identityEquals && hash === identityHash) || (key instanceof PyFloat && Number.isNaN(key.value))
  );
}
