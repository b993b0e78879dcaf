// `__new__` both ways: the method that a built-in type's constructor gives it, and the constructor that a class's
// `__new__` method gives it (`tp_new_wrapper`, `slot_tp_new`).
//
// It differs from the other slots in that `__new__` is a static method whose first argument is the class.

import { bind, call } from './call.js';
import { baseOf } from './class-layout.js';
import type { PyDict, PyTuple } from './containers.js';
import { attributeError, typeError } from './exceptions.js';
import { keywordsOf } from './keywords.js';
import { type Keywords, PyType, type Value } from './object.js';
import { objectType, typeName } from './types.js';

/** The `new_` slot of a class that defines `__new__`. */
export function constructInPython(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const method = cls.lookup('__new__');
  if (method === undefined) {
    throw attributeError(`type object '${cls.name}' has no attribute '__new__'`, cls, '__new__');
  }
  return call(bind(method, undefined, cls), [cls, ...args], keywords);
}

/** The body of a built-in type's `__new__(*args, **kwargs)`. */
export function constructThroughNew(type: PyType, args: PyTuple, kwargs: PyDict): Value {
  const [cls, ...rest] = args.items;
  const { name } = type;
  if (cls === undefined) throw typeError(`${name}.__new__(): not enough arguments`);
  if (!(cls instanceof PyType)) {
    throw typeError(`${name}.__new__(X): X is not a type object (${typeName(cls)})`);
  }
  if (!cls.isSubtypeOf(type)) {
    throw typeError(`${name}.__new__(${cls.name}): ${cls.name} is not a subtype of ${name}`);
  }
  const { new_ } = type.ownSlots;
  if (new_ === undefined) throw typeError(`cannot create '${name}' instances`);
  // Only the constructor of the built-in type that the class is built on knows what its instances need.
  let builtOn = cls;
  while (builtOn.slots.new_ === constructInPython) builtOn = baseOf(builtOn) ?? objectType;
  if (builtOn.slots.new_ !== new_) {
    throw typeError(`${name}.__new__(${cls.name}) is not safe, use ${builtOn.name}.__new__()`);
  }
  return new_(cls, rest, keywordsOf(kwargs));
}
