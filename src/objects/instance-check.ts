// `isinstance()` and `issubclass()` with everything they accept: classes, tuples of them, unions, and objects with
// `__instancecheck__` (`object_isinstance`, `object_issubclass` in Objects/abstract.c).

import { getAttributeOr } from './attributes.js';
import { call, lookupSpecial } from './call.js';
import { isTrue } from './compare.js';
import { PyTuple } from './containers.js';
import { typeError } from './exceptions.js';
import { PyType, type Value } from './object.js';
import { nested } from './recursion.js';
import { typeOf, typeType } from './types.js';
import { PyUnion } from './union-type.js';

/** `isinstance(value, classInfo)` */
export function checkInstance(value: Value, classInfo: Value): boolean {
  if (typeOf(value) === classInfo) return true;
  if (typeOf(classInfo) === typeType) return isRealInstance(value, classInfo);
  if (classInfo instanceof PyUnion)
    return anyOf(classInfo.args, INSTANCE, (cls) => checkInstance(value, cls));
  if (classInfo instanceof PyTuple)
    return anyOf(classInfo.items, INSTANCE, (cls) => checkInstance(value, cls));
  const check = lookupSpecial(classInfo, '__instancecheck__');
  return check === undefined ? isRealInstance(value, classInfo) : isTrue(call(check, [value]));
}

/** `issubclass(cls, classInfo)` */
export function checkSubclass(cls: Value, classInfo: Value): boolean {
  if (typeOf(classInfo) === typeType) return cls === classInfo || isRealSubclass(cls, classInfo);
  if (classInfo instanceof PyUnion)
    return anyOf(classInfo.args, SUBCLASS, (other) => checkSubclass(cls, other));
  if (classInfo instanceof PyTuple)
    return anyOf(classInfo.items, SUBCLASS, (other) => checkSubclass(cls, other));
  const check = lookupSpecial(classInfo, '__subclasscheck__');
  return check === undefined ? isRealSubclass(cls, classInfo) : isTrue(call(check, [cls]));
}

const INSTANCE = ' in __instancecheck__';
const SUBCLASS = ' in __subclasscheck__';

function anyOf(items: readonly Value[], where: string, check: (item: Value) => boolean): boolean {
  return nested(where, () => items.some(check));
}

/** `type.__instancecheck__`: by the type, or by what the object says is its `__class__`. */
export function isRealInstance(value: Value, cls: Value): boolean {
  if (cls instanceof PyType) {
    const type = typeOf(value);
    if (type.isSubtypeOf(cls)) return true;
    const claimed = getAttributeOr(value, '__class__');
    return claimed !== type && claimed instanceof PyType && claimed.isSubtypeOf(cls);
  }
  if (basesOf(cls) === undefined) {
    throw typeError('isinstance() arg 2 must be a type, a tuple of types, or a union');
  }
  const claimed = getAttributeOr(value, '__class__');
  return claimed !== undefined && derives(claimed, cls);
}

/** `type.__subclasscheck__` */
export function isRealSubclass(cls: Value, other: Value): boolean {
  if (cls instanceof PyType && other instanceof PyType) return cls.isSubtypeOf(other);
  if (basesOf(cls) === undefined) throw typeError('issubclass() arg 1 must be a class');
  if (basesOf(other) === undefined) {
    throw typeError('issubclass() arg 2 must be a class, a tuple of classes, or a union');
  }
  return derives(cls, other);
}

/** Anything with a tuple of `__bases__` counts as a class. */
function basesOf(cls: Value): readonly Value[] | undefined {
  const bases = getAttributeOr(cls, '__bases__');
  return bases instanceof PyTuple ? bases.items : undefined;
}

function derives(cls: Value, other: Value): boolean {
  return cls === other || anyOf(basesOf(cls) ?? [], SUBCLASS, (base) => derives(base, other));
}
