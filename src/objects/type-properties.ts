// The attributes of classes that are computed or checked: `__name__`, `__bases__`, `__dict__`, ... (`type_getsets` in
// Objects/typeobject.c). For `type-object.ts`.

import { strValue } from './boxed.js';
import { baseOf, bestBase } from './class-layout.js';
import { isTrue } from './compare.js';
import { PyDict, PyTuple } from './containers.js';
import { attributeError, exception, typeError, valueError } from './exceptions.js';
import { HashTable } from './hash-table.js';
import { PyMappingProxy } from './mapping-proxy.js';
import { checkBases, customMro } from './method-resolution.js';
import { type Getter, PyGetSet, type TypeDefinition } from './native.js';
import { PyType, type Value } from './object.js';
import { sameLayout } from './object-type.js';
import { inheritSlots } from './slots.js';
import {
  baseExceptionType,
  bytesType,
  dictType,
  floatType,
  intType,
  listType,
  objectType,
  strType,
  tupleType,
  typeName,
  typeOf,
  typeType,
} from './types.js';

/** An attribute that can be set on the classes of a program but not deleted. */
function settable(name: string, get: (cls: PyType) => Value, set: (cls: PyType, value: Value) => void) {
  return {
    get,
    set(cls: PyType, value: Value | undefined): void {
      if (!cls.heap) throw typeError(`cannot set '${name}' attribute of immutable type '${cls.name}'`);
      if (value === undefined) {
        throw typeError(`cannot delete '${name}' attribute of immutable type '${cls.name}'`);
      }
      set(cls, value);
    },
  };
}

const readonlyMember = (get: Getter) => ({
  get,
  set(): void {
    throw exception('AttributeError', 'readonly attribute');
  },
});

/** An attribute that stands in the class's own namespace, kept from being inherited. In that of `type` stands this. */
function own(name: string, missing: (cls: PyType) => Value) {
  return {
    get(cls: PyType): Value {
      const value = cls === typeType ? undefined : cls.attrs.get(name);
      return value === undefined ? missing(cls) : value;
    },
    set(cls: PyType, value: Value | undefined): void {
      if (value !== undefined) cls.attrs.set(name, value);
      else if (!cls.attrs.delete(name)) throw exception('AttributeError', name);
      cls.modified();
    },
  };
}

function noAbstractMethods(cls: PyType): never {
  throw attributeError('__abstractmethods__', cls, '__abstractmethods__');
}

function annotations(cls: PyType): Value {
  if (!cls.heap) {
    throw attributeError(
      `type object '${cls.name}' has no attribute '__annotations__'`,
      cls,
      '__annotations__',
    );
  }
  const made = new PyDict();
  cls.attrs.set('__annotations__', made);
  cls.modified();
  return made;
}

const namespaces = new WeakMap<PyType, PyDict>();

/** `cls.__dict__`: shows the namespace and cannot change it. */
export function namespaceOf(cls: PyType): PyMappingProxy {
  let namespace = namespaces.get(cls);
  if (namespace === undefined) {
    namespace = new PyDict(new HashTable(cls.attrs));
    namespaces.set(cls, namespace);
  }
  return new PyMappingProxy(namespace);
}

const TYPE_DOC = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type";

function documentation(cls: PyType): Value {
  if (cls === typeType) return TYPE_DOC;
  const doc = cls.attrs.get('__doc__') ?? null;
  if (!cls.heap) return doc instanceof PyGetSet ? null : doc;
  const { get } = typeOf(doc).slots;
  return get === undefined ? doc : get(doc, undefined, cls);
}

/** `type_set_bases` */
function setBases(cls: PyType, value: Value): void {
  if (!(value instanceof PyTuple)) {
    throw typeError(`can only assign tuple to ${cls.name}.__bases__, not ${typeName(value)}`);
  }
  if (value.items.length === 0) {
    throw typeError(`can only assign non-empty tuple to ${cls.name}.__bases__, not ()`);
  }
  const bases: PyType[] = [];
  for (const base of value.items) {
    if (!(base instanceof PyType)) {
      throw typeError(`${cls.name}.__bases__ must be tuple of classes, not '${typeName(base)}'`);
    }
    if (base.isSubtypeOf(cls) || isBuiltOn(base, cls))
      throw typeError('a __bases__ item causes an inheritance cycle');
    bases.push(base);
  }
  const newBase = bestBase(bases);
  const oldBase = baseOf(cls) ?? cls;
  if (isCollected(newBase) !== isCollected(oldBase)) {
    throw typeError(`__bases__ assignment: '${newBase.name}' deallocator differs from '${oldBase.name}'`);
  }
  if (!sameLayout(newBase, oldBase)) {
    throw typeError(`__bases__ assignment: '${newBase.name}' object layout differs from '${oldBase.name}'`);
  }
  checkBases(bases);
  const oldBases = cls.bases;
  const replaced = new Map<PyType, readonly PyType[]>();
  derive(cls, bases);
  try {
    updateMro(cls, replaced);
  } catch (error) {
    // A metaclass's `mro()` may have given the class other bases meanwhile.
    if (cls.bases === bases) {
      for (const [type, mro] of replaced) type.mro = mro;
      derive(cls, oldBases);
    }
    throw error;
  }
  cls.modified();
  inheritSlots(cls);
}

function derive(cls: PyType, bases: readonly PyType[]): void {
  for (const base of cls.bases) {
    const index = base.subclasses.findIndex((reference) => reference.deref() === cls);
    if (index >= 0) base.subclasses.splice(index, 1);
  }
  cls.bases = bases;
  for (const base of bases) base.subclasses.push(new WeakRef<PyType>(cls));
}

/** By the bases as they are, which an MRO that is being changed may not show yet. */
function isBuiltOn(type: PyType, ancestor: PyType): boolean {
  for (let base: PyType | null = type; base !== null; base = baseOf(base)) if (base === ancestor) return true;
  return false;
}

/** Instances may be part of reference cycles, and so are freed in another way: `tp_free`. */
function isCollected(type: PyType): boolean {
  return type.heap || ![objectType, intType, floatType, strType, bytesType].includes(type);
}

function updateMro(cls: PyType, replaced: Map<PyType, readonly PyType[]>): void {
  const mro = customMro(cls) ?? [cls, ...checkBases(cls.bases)];
  if (!replaced.has(cls)) replaced.set(cls, cls.mro);
  cls.mro = mro;
  for (const reference of cls.subclasses) {
    const subclass = reference.deref();
    if (subclass !== undefined) updateMro(subclass, replaced);
  }
}

/** Bits of `__flags__` by base type, as `Py_TPFLAGS_..._SUBCLASS`. */
const SUBCLASS_FLAGS: readonly (readonly [PyType, number])[] = [
  [intType, 1 << 24],
  [listType, 1 << 25],
  [tupleType, 1 << 26],
  [bytesType, 1 << 27],
  [strType, 1 << 28],
  [dictType, 1 << 29],
  [baseExceptionType, 1 << 30],
  [typeType, 2 ** 31],
];

function flags(cls: PyType): number {
  let bits = (cls.heap ? 1 << 9 : 1 << 8) | (cls.isBaseType ? 1 << 10 : 0) | (1 << 12);
  if (cls.isAbstract) bits |= 1 << 20;
  const subclass = SUBCLASS_FLAGS.find(([type]) => cls.isSubtypeOf(type));
  return bits + (subclass?.[1] ?? 0);
}

function checkedName(cls: PyType, attribute: string, value: Value): string {
  const text = strValue(value);
  if (text !== undefined) return text;
  throw typeError(`can only assign string to ${cls.name}.${attribute}, not '${typeName(value)}'`);
}

const abstractMethods = own('__abstractmethods__', noAbstractMethods);

export const typeProperties: NonNullable<TypeDefinition['properties']> = {
  __name__: settable(
    '__name__',
    (cls) => (cls.heap ? cls.name : cls.qualname),
    (cls, value) => {
      const name = checkedName(cls, '__name__', value);
      if (name.includes('\0')) throw valueError('type name must not contain null characters');
      cls.name = name;
    },
  ),
  __qualname__: settable(
    '__qualname__',
    (cls) => cls.qualname,
    (cls, value) => {
      cls.qualname = checkedName(cls, '__qualname__', value);
    },
  ),
  __module__: settable(
    '__module__',
    (cls) => (cls.heap ? (cls.attrs.get('__module__') ?? null) : cls.module),
    (cls, value) => {
      cls.attrs.set('__module__', value);
      // The line is one of the old module's.
      cls.attrs.delete('__firstlineno__');
      if (typeof value === 'string') cls.module = value;
      cls.modified();
    },
  ),
  __doc__: settable('__doc__', documentation, (cls, value) => {
    cls.attrs.set('__doc__', value);
    cls.modified();
  }),
  __bases__: settable('__bases__', (cls) => new PyTuple(cls.bases), setBases),
  __base__: readonlyMember((cls: PyType) => baseOf(cls)),
  __mro__: (cls: PyType) => new PyTuple(cls.mro),
  __dict__: (cls: PyType) => namespaceOf(cls),
  __annotations__: own('__annotations__', annotations),
  __type_params__: settable(
    '__type_params__',
    (cls) => (cls === typeType ? undefined : cls.attrs.get('__type_params__')) ?? new PyTuple([]),
    (cls, value) => {
      cls.attrs.set('__type_params__', value);
      cls.modified();
    },
  ),
  __abstractmethods__: {
    get: abstractMethods.get,
    set(cls: PyType, value) {
      abstractMethods.set(cls, value);
      cls.isAbstract = value !== undefined && isTrue(value);
    },
  },
  __text_signature__: () => null,
  __flags__: readonlyMember(flags),
  __basicsize__: readonlyMember(() => 16),
  __itemsize__: readonlyMember(() => 0),
  __dictoffset__: readonlyMember((cls: PyType) => (cls.hasInstanceDict ? -1 : 0)),
  __weakrefoffset__: readonlyMember(() => 0),
};
