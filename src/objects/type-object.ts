// `type`: calling a class makes an instance, and what programs can ask of a class (Objects/typeobject.c).
//
// Making classes stands in `class-creation.ts`, attribute access in `type-attributes.ts`, the attributes of classes
// that can be set in `type-properties.ts`.

import { newType } from './class-creation.js';
import { PyDict, PyList } from './containers.js';
import { typeError } from './exceptions.js';
import { isRealInstance, isRealSubclass } from './instance-check.js';
import { checkBases } from './method-resolution.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { initObject, newObject } from './object-type.js';
import { typeDeleteAttribute, typeGetAttribute, typeSetAttribute } from './type-attributes.js';
import { typeProperties } from './type-properties.js';
import { objectType, typeOf, typeType } from './types.js';

/** `cls(...)`: `type_call`. */
export function callType(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  if (cls === typeType) {
    const [value] = args;
    if (args.length === 1 && value !== undefined) {
      if (keywords !== null && keywords.size > 0) throw typeError('type() takes no keyword arguments');
      return typeOf(value);
    }
    if (args.length !== 3) throw typeError('type() takes 1 or 3 arguments');
  }
  const { new_ } = cls.slots;
  if (new_ === undefined || (new_ === newObject && isClosed(cls))) {
    throw typeError(`cannot create '${cls.name}' instances`);
  }
  const made = new_(cls, args, keywords);
  const type = typeOf(made);
  if (type !== cls && !type.isSubtypeOf(cls)) return made;
  const { init } = type.slots;
  if (init !== undefined) init(made, args, keywords);
  return made;
}

/** Built-in types that say nothing about making instances have none but their own (`list_iterator`, `frame`). */
function isClosed(cls: PyType): boolean {
  return !cls.heap && cls !== objectType && cls.slots.init === initObject;
}

/** `<class '__main__.C'>` */
export function typeRepr(cls: PyType): string {
  const module = cls.heap ? cls.attrs.get('__module__') : cls.module;
  if (typeof module === 'string' && module !== 'builtins') return `<class '${module}.${cls.qualname}'>`;
  return `<class '${cls.heap ? cls.name : cls.qualname}'>`;
}

/** The living direct subclasses in the order they were made. */
function subclassesOf(cls: PyType): PyType[] {
  const living = cls.subclasses.map((reference) => reference.deref());
  return living.filter((subclass) => subclass !== undefined);
}

function classAttributeNames(cls: PyType, names: Set<Value> = new Set()): Set<Value> {
  for (const name of cls.attrs.keys()) names.add(name);
  for (const base of cls.bases) classAttributeNames(base, names);
  return names;
}

extendType(typeType, {
  slots: {
    new_: newType,
    init(_self, args) {
      if (args.length !== 1 && args.length !== 3) throw typeError('type.__init__() takes 1 or 3 arguments');
    },
    call: callType,
    repr: typeRepr,
    getattribute: typeGetAttribute,
    setattr: typeSetAttribute,
    delattr: typeDeleteAttribute,
  },
  methods: {
    'mro()': (cls: PyType) => new PyList([cls, ...checkBases(cls.bases)]),
    '__subclasses__()': (cls: PyType) => new PyList(subclassesOf(cls)),
    '__instancecheck__(instance, /)': (cls, value) => isRealInstance(value ?? null, cls ?? null),
    '__subclasscheck__(subclass, /)': (cls, other) => isRealSubclass(other ?? null, cls ?? null),
    '__dir__()': (cls: PyType) => new PyList([...classAttributeNames(cls)]),
    '__sizeof__()': () => 936,
  },
  classMethods: {
    '__prepare__(*args, **kwargs)': () => new PyDict(),
  },
  properties: typeProperties,
});
