// `object`: the operations and methods that every value has (Objects/typeobject.c).
//
// Pickling protocol methods stand in `reduce.ts`.

import {
  genericDeleteAttribute,
  genericGetAttribute,
  genericSetAttribute,
  getAttributeOr,
} from './attributes.js';
import { born } from './births.js';
import { strValue } from './boxed.js';
import { call } from './call.js';
import { solidBase } from './class-layout.js';
import { isTrue } from './compare.js';
import { PyDict, PyList, PyTuple } from './containers.js';
import { typeError } from './exceptions.js';
import { addressOf, identityEquals, identityHash } from './identity.js';
import { iterate } from './iteration.js';
import { newInstance, PyMember } from './members.js';
import { extendType } from './native.js';
import { type Keywords, PyObject, PyType, type Value } from './object.js';
import { givenTypeName, moduleType, NotImplemented, objectType, typeName, typeOf } from './types.js';

/** `object.__new__`: an instance without a constructor of its own takes no arguments (`object_new`). */
export function newObject(cls: PyType, args: readonly Value[], keywords: Keywords | null): PyObject {
  if (args.length > 0 || (keywords !== null && keywords.size > 0)) {
    if (cls.slots.new_ !== newObject) {
      throw typeError('object.__new__() takes exactly one argument (the type to instantiate)');
    }
    if (cls.slots.init === initObject) throw typeError(`${cls.name}() takes no arguments`);
  }
  if (cls.isAbstract) throw typeError(abstractText(cls));
  const made = newInstance(cls);
  if (cls.hasFinalizer) born(made);
  return made;
}

/** `object.__init__` (`object_init`). */
export function initObject(self: Value, args: readonly Value[], keywords: Keywords | null): void {
  if (args.length === 0 && (keywords === null || keywords.size === 0)) return;
  const { name, slots } = typeOf(self);
  if (slots.init !== initObject) {
    throw typeError('object.__init__() takes exactly one argument (the instance to initialize)');
  }
  if (slots.new_ === newObject) {
    throw typeError(`${name}.__init__() takes exactly one argument (the instance to initialize)`);
  }
}

function abstractText(cls: PyType): string {
  const names = [...iterate(cls.attrs.get('__abstractmethods__') ?? null)].map(
    (name) => strValue(name) ?? '',
  );
  const plural = names.length === 1 ? '' : 's';
  const listed = names.sort().map((name) => `'${name}'`);
  return `Can't instantiate abstract class ${cls.name} without an implementation for abstract method${plural} ${listed.join(', ')}`;
}

/** `<__main__.C object at 0x7f0000000010>` */
export function defaultRepr(self: Value): string {
  const cls = typeOf(self);
  const module = cls.heap ? cls.lookup('__module__') : cls.module;
  const name = typeof module === 'string' && module !== 'builtins' ? `${module}.${cls.qualname}` : cls.name;
  return self instanceof PyObject ? `<${name} object at ${addressOf(self)}>` : `<${name} object>`;
}

/** `dir()` of an instance: its own attributes, then those of its class and of the bases, in no special order. */
function attributeNames(self: Value): Set<Value> {
  const names = new Set<Value>();
  const dict = getAttributeOr(self, '__dict__');
  if (dict instanceof PyDict) for (const name of dict.table.keys()) names.add(name);
  const cls = getAttributeOr(self, '__class__');
  if (cls !== undefined) addClassNames(names, cls);
  return names;
}

/** What claims to be a class has a dict and bases: `merge_class_dict`. */
function addClassNames(names: Set<Value>, cls: Value): void {
  if (cls instanceof PyType) {
    for (const type of cls.mro) for (const name of type.attrs.keys()) names.add(name);
    return;
  }
  const dict = getAttributeOr(cls, '__dict__');
  if (dict instanceof PyDict) for (const name of dict.table.keys()) names.add(name);
  const bases = getAttributeOr(cls, '__bases__');
  if (bases instanceof PyTuple) for (const base of bases.items) addClassNames(names, base);
}

function assignClass(self: Value, value: Value | undefined): void {
  if (value === undefined) throw typeError("can't delete __class__ attribute");
  if (!(value instanceof PyType)) {
    throw typeError(`__class__ must be set to a class, not '${typeName(value)}' object`);
  }
  const old = typeOf(self);
  const mutable = (type: PyType) => type.heap || type.isSubtypeOf(moduleType);
  if (!(self instanceof PyObject) || !mutable(old) || !mutable(value)) {
    throw typeError('__class__ assignment only supported for mutable types or ModuleType subclasses');
  }
  if (!sameLayout(old, value)) {
    throw typeError(`__class__ assignment: '${value.name}' object layout differs from '${old.name}'`);
  }
  self.cls = value;
}

/** Whether instances of one class can become instances of the other: `compatible_for_assignment`. */
export function sameLayout(a: PyType, b: PyType): boolean {
  if (a.hasInstanceDict !== b.hasInstanceDict || a.memberCount !== b.memberCount) return false;
  const [solidA, solidB] = [solidBase(a), solidBase(b)];
  if (solidA === solidB) return true;
  if (!solidA.heap || !solidB.heap) return false;
  return memberNames(solidA) === memberNames(solidB) && sameBases(solidA, solidB);
}

function sameBases(a: PyType, b: PyType): boolean {
  return a.bases.length === b.bases.length && a.bases.every((base, index) => base === b.bases[index]);
}

function memberNames(type: PyType): string {
  const members = [...type.attrs.values()].filter((value) => value instanceof PyMember);
  return members.map(({ name }) => name).join();
}

extendType(objectType, {
  doc: 'The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n',
  slots: {
    new_: newObject,
    init: initObject,
    repr: defaultRepr,
    str: (self) => typeOf(self).slots.repr?.(self) ?? '',
    hash: identityHash,
    eq: identityEquals,
    ne(self, other) {
      const equal = typeOf(self).slots.eq?.(self, other);
      return equal === undefined || equal === NotImplemented ? NotImplemented : !isTrue(equal);
    },
    lt: () => NotImplemented,
    le: () => NotImplemented,
    gt: () => NotImplemented,
    ge: () => NotImplemented,
    getattribute: genericGetAttribute,
    setattr: genericSetAttribute,
    delattr: genericDeleteAttribute,
  },
  methods: {
    '__format__(format_spec, /)': (self, spec) => {
      const text = strValue(spec ?? null);
      if (text === undefined) {
        throw typeError(`__format__() argument must be str, not ${givenTypeName(spec ?? null)}`);
      }
      if (text !== '')
        throw typeError(`unsupported format string passed to ${typeName(self ?? null)}.__format__`);
      return call(typeOf(self ?? null).lookup('__str__') ?? null, [self ?? null]);
    },
    '__dir__()': (self) => new PyList([...attributeNames(self ?? null)]),
    '__sizeof__()': () => 16,
  },
  classMethods: {
    '__init_subclass__()': () => null,
    '__subclasshook__(object, /)': () => NotImplemented,
  },
  properties: {
    __class__: { get: (self) => typeOf(self), set: assignClass },
  },
});
