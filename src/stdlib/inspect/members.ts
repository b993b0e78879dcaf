// What an object has: `getmembers`, `getattr_static`, `classify_class_attrs`, and the trees of classes.

import { PyModule } from '../../execution/module.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call, callSpecial } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, PyTuple, tuple } from '../../objects/containers.js';
import { PyClassMethod } from '../../objects/descriptors.js';
import { exception, isExceptionOf } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { PyMember } from '../../objects/members.js';
import { PyNative, PyNativeMethod, PyStaticMethod } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { PyProperty } from '../../objects/property.js';
import { str } from '../../objects/repr.js';
import { classMethodDescriptorType, objectType, typeOf, typeType } from '../../objects/types.js';
import { PyEnumProperty } from '../enum/property.js';

type Reader = (object: Value, name: string) => Value | undefined;

/** The names that `dir` gives, in order. */
const namesOf = (object: Value): string[] =>
  toArray(callSpecial(object, '__dir__') ?? null)
    .flatMap((name) => strValue(name) ?? [])
    .sort(byCodePoints);

/** Order of code points, which is that of UTF-16 but for surrogates. */
const byCodePoints = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function getMembers(object: Value, predicate: Value, read: Reader): PyList {
  const names = namesOf(object);
  // Properties of metaclasses that leave their name to the instances do not stand in `dir`.
  if (object instanceof PyType) {
    for (const base of object.bases) {
      for (const [name, value] of base.attrs) {
        if (value instanceof PyEnumProperty && typeof name === 'string') names.push(name);
      }
    }
  }
  const members: [string, Value][] = [];
  const seen = new Set<string>();
  for (const name of names) {
    let value = seen.has(name) ? undefined : read(object, name);
    if (value === undefined && object instanceof PyType)
      value = object.mro.find((base) => base.attrs.has(name))?.attrs.get(name);
    if (value === undefined) continue;
    if (predicate === null || isTrue(call(predicate, [value]))) members.push([name, value]);
    seen.add(name);
  }
  members.sort(([a], [b]) => byCodePoints(a, b));
  return new PyList(members.map(([name, value]) => tuple(name, value)));
}

export const readDynamic: Reader = (object, name) => getAttributeOr(object, name);

const ownOf = (object: Value, name: string): Value | undefined => {
  if (object instanceof PyType) return object.mro.map((base) => base.attrs.get(name)).find(isThere);
  if (object instanceof PyModule) return object.namespace.get(name);
  return object instanceof PyObject ? object.dict?.get(name) : undefined;
};

const isThere = (value: Value | undefined): boolean => value !== undefined;

/** An attribute as it is stored, without descriptors and `__getattr__`: `getattr_static`. */
export function readStatic(object: Value, name: string): Value | undefined {
  const cls = typeOf(object);
  const inClass = cls.lookup(name);
  const own = inClass instanceof PyMember ? undefined : ownOf(object, name);
  if (own !== undefined && inClass !== undefined) {
    const { slots } = typeOf(inClass);
    if (slots.get !== undefined && (slots.set !== undefined || slots.delete !== undefined)) return inClass;
  }
  return own ?? inClass ?? own;
}

export function getattrStatic(object: Value, name: Value, fallback: Value | undefined): Value {
  const found = readStatic(object, str(name));
  if (found !== undefined) return found;
  if (fallback !== undefined) return fallback;
  throw exception('AttributeError', name);
}

function kindOf(stored: Value | undefined, value: Value, isRoutine: (value: Value) => boolean): string {
  if (stored instanceof PyStaticMethod || stored instanceof PyNative) return 'static method';
  if (stored instanceof PyClassMethod) return 'class method';
  if (stored instanceof PyNativeMethod && stored.cls === classMethodDescriptorType) return 'class method';
  if (stored instanceof PyProperty) return 'property';
  return isRoutine(value) ? 'method' : 'data';
}

/** `make` gives the named tuple of an attribute. */
export function classifyClassAttributes(
  cls: PyType,
  isRoutine: (value: Value) => boolean,
  make: (parts: readonly Value[]) => Value,
): PyList {
  const metaclasses = typeOf(cls).mro.filter((base) => base !== typeType && base !== objectType);
  const result: Value[] = [];
  for (const name of namesOf(cls)) {
    let value: Value | undefined;
    try {
      value = name === '__dict__' ? undefined : getAttribute(cls, name);
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
    }
    const home = [...cls.mro, ...metaclasses].find((base) => base.attrs.has(name));
    if (home === undefined) continue;
    const stored = home.attrs.get(name);
    const kind = kindOf(stored, value ?? stored ?? null, isRoutine);
    const isPlain = kind === 'method' || kind === 'data';
    const object = isPlain && value !== undefined ? value : stored;
    result.push(make([name, kind, home, object ?? null]));
  }
  return new PyList(result);
}

/** Classes under their bases, as nested lists: `getclasstree`. */
export function classTree(given: Value, unique: boolean): PyList {
  const children = new Map<PyType, PyType[]>();
  const roots: PyType[] = [];
  const classes = toArray(given).filter((value): value is PyType => value instanceof PyType);
  for (const cls of classes) {
    if (cls.bases.length === 0) {
      if (!roots.includes(cls)) roots.push(cls);
      continue;
    }
    for (const parent of cls.bases) {
      const known = children.get(parent) ?? [];
      if (!known.includes(cls)) known.push(cls);
      children.set(parent, known);
      if (unique && classes.includes(parent)) break;
    }
  }
  for (const parent of children.keys()) {
    if (!classes.includes(parent) && !roots.includes(parent)) roots.push(parent);
  }
  return walk(roots, children);
}

function walk(classes: readonly PyType[], children: ReadonlyMap<PyType, PyType[]>): PyList {
  const sorted = [...classes].sort(
    (a, b) => byCodePoints(a.module, b.module) || byCodePoints(a.name, b.name),
  );
  const items: Value[] = [];
  for (const cls of sorted) {
    items.push(tuple(cls, new PyTuple(cls.bases)));
    const below = children.get(cls);
    if (below !== undefined) items.push(walk(below, children));
  }
  return new PyList(items);
}
