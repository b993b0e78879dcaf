// `obj.__dict__`: the attributes of an object as a dict that programs can read and change.
//
// The dict shares the Map in which the object keeps its attributes, and is made when it is first asked for.

import { PyDict } from './containers.js';
import { exception, typeError } from './exceptions.js';
import { HashTable } from './hash-table.js';
import { type Attributes, PyObject, type Value } from './object.js';
import { typeName, typeOf } from './types.js';

const dicts = new WeakMap<Attributes, PyDict>();

/** The `__dict__` of an object whose type has one, the same object each time. */
export function instanceDict(object: PyObject): PyDict {
  object.dict ??= new Map();
  let dict = dicts.get(object.dict);
  if (dict === undefined) {
    dict = new PyDict(new HashTable(object.dict));
    dicts.set(object.dict, dict);
  }
  return dict;
}

/** `obj.__dict__ = dict`: from then on the object and the dict share their items. */
export function setInstanceDict(object: PyObject, value: Value | undefined): void {
  if (value === undefined) {
    object.dict = new Map();
    return;
  }
  if (!(value instanceof PyDict)) {
    throw typeError(`__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
  }
  if (!(value.table instanceof HashTable)) throw typeError('the variables of a module cannot be an __dict__');
  object.dict = value.table.map;
  dicts.set(object.dict, value);
}

/** The `__dict__` attribute of a class whose instances have one. */
export const dictAccessor = {
  get(self: Value): Value {
    if (self instanceof PyObject) return instanceDict(self);
    throw exception('AttributeError', `'${typeName(self)}' object has no attribute '__dict__'`);
  },
  set(self: Value, value: Value | undefined): void {
    if (self instanceof PyObject && typeOf(self).hasInstanceDict) setInstanceDict(self, value);
  },
};

/** That of a type CPython writes in C: it can be replaced, not deleted (`PyObject_GenericSetDict`). */
export const lastingDictAccessor = {
  get: dictAccessor.get,
  set(self: Value, value: Value | undefined): void {
    if (value === undefined) throw typeError('cannot delete __dict__');
    dictAccessor.set(self, value);
  },
};
