// Subscripts and their kin on any values: `obj[key]`, `obj[key] = value`, `del obj[key]`, `item in obj`, `len(obj)`.
//
// The usual containers with plain keys are served here; all else is each type's own slot. Slices are ordinary keys.

import { bind, call } from './call.js';
import { equals } from './compare.js';
import { PyDict, PyList, PyTuple } from './containers.js';
import { indexError, isExceptionOf, keyError, type PyException, typeError } from './exceptions.js';
import { genericAlias } from './generic-alias.js';
import { getIter, nextSlot } from './iteration.js';
import { PyType, type Value } from './object.js';
import { dictType, listType, tupleType, typeOf, typeType } from './types.js';

/** `container[key]`: `PyObject_GetItem`. */
export function getItem(container: Value, key: Value): Value {
  const cls = typeOf(container);
  if (cls === dictType) {
    if (container instanceof PyDict) {
      const value = container.table.get(key);
      if (value === undefined) throw keyError(key);
      return value;
    }
  } else if (typeof key === 'number') {
    if (cls === listType && container instanceof PyList) {
      const { items } = container;
      const item = items[key < 0 ? key + items.length : key];
      if (item === undefined) throw indexError('list index out of range');
      return item;
    }
    if (cls === tupleType && container instanceof PyTuple) {
      const { items } = container;
      const item = items[key < 0 ? key + items.length : key];
      if (item === undefined) throw indexError('tuple index out of range');
      return item;
    }
  }
  const slot = cls.slots.getitem;
  if (slot !== undefined) return slot(container, key);
  if (container instanceof PyType) return classGetItem(container, key);
  throw typeError(`'${cls.name}' object is not subscriptable`);
}

/** `list[int]`: a class is asked through `__class_getitem__`. */
function classGetItem(cls: PyType, key: Value): Value {
  if (cls === typeType) return genericAlias(cls, key);
  const method = cls.lookup('__class_getitem__');
  if (method === undefined || method === null) throw typeError(`type '${cls.name}' is not subscriptable`);
  return call(bind(method, undefined, cls), [key]);
}

/** `container[key] = value`: `PyObject_SetItem`. */
export function setItem(container: Value, key: Value, value: Value): void {
  const cls = typeOf(container);
  if (cls === dictType) {
    if (container instanceof PyDict) {
      container.table.set(key, value);
      return;
    }
  } else if (cls === listType && typeof key === 'number' && container instanceof PyList) {
    const { items } = container;
    const index = key < 0 ? key + items.length : key;
    if (index < 0 || index >= items.length) throw indexError('list assignment index out of range');
    items[index] = value;
    return;
  }
  const slot = cls.slots.setitem;
  if (slot === undefined) throw typeError(`'${cls.name}' object does not support item assignment`);
  slot(container, key, value);
}

/** `del container[key]`: `PyObject_DelItem`. */
export function deleteItem(container: Value, key: Value): void {
  const slot = typeOf(container).slots.delitem;
  if (slot === undefined) throw noDeletion(container, key);
  slot(container, key);
}

/** CPython words it in two ways: one for sequences that are given an index (`PySequence_DelItem`). */
function noDeletion(container: Value, key: Value): PyException {
  const { name, heap, slots } = typeOf(container);
  const isSequence = heap || slots.contains !== undefined;
  const does = isSequence && typeOf(key).slots.index !== undefined ? "doesn't" : 'does not';
  return typeError(`'${name}' object ${does} support item deletion`);
}

/** `item in container`: `PySequence_Contains`. */
export function contains(container: Value, item: Value): boolean {
  const cls = typeOf(container);
  const slot = cls.slots.contains;
  if (slot !== undefined) return slot(container, item);
  const iterator = searchIter(container);
  const step = nextSlot(iterator);
  for (let other = step(iterator); other !== undefined; other = step(iterator)) {
    if (equals(other, item)) return true;
  }
  return false;
}

function searchIter(container: Value): Value {
  try {
    return getIter(container);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    throw typeError(`argument of type '${typeOf(container).name}' is not iterable`);
  }
}

/** `len(container)`: `PyObject_Size`. */
export function length(container: Value): number {
  if (container instanceof PyList && container.cls === listType) return container.items.length;
  const slot = typeOf(container).slots.len;
  if (slot === undefined) throw typeError(`object of type '${typeOf(container).name}' has no len()`);
  return slot(container);
}
