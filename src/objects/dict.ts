// dict: its operations and methods. Views stand in `dict-views.ts`, iterators in `dict-iterators.ts`.

import { getAttributeOr } from './attributes.js';
import { call, callSpecial } from './call.js';
import { equals } from './compare.js';
import { PyDict, PyList, PyTuple } from './containers.js';
import { keyIterator, reverseKeyIterator } from './dict-iterators.js';
import { dictSize } from './dict-size.js';
import { DictView } from './dict-views.js';
import { keyError, runtimeError, typeError, valueError } from './exceptions.js';
import { genericAlias } from './generic-alias.js';
import { HashTable } from './hash-table.js';
import { iterate, toArray } from './iteration.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { repr, reprGuarded } from './repr.js';
import { PySet } from './set-type.js';
import { getItem, setItem } from './subscript.js';
import { dictType, NotImplemented, typeOf } from './types.js';

/** `dict.update(other)`: a mapping or an iterable of pairs: `dict_update_arg`. */
export function updateDict(dict: PyDict, other: Value): void {
  if (other instanceof PyDict && other.cls.slots.iter === dictType.slots.iter) {
    if (other === dict) return;
    const { size } = other.table;
    for (const [key, value] of other.table.entries()) dict.table.set(key, value);
    if (other.table.size !== size) throw runtimeError('dict mutated during update');
    return;
  }
  const keys = getAttributeOr(other, 'keys');
  if (keys === undefined) updateFromPairs(dict, other);
  else for (const key of iterate(call(keys))) dict.table.set(key, getItem(other, key));
}

/** `PyDict_MergeFromSeq2` */
function updateFromPairs(dict: PyDict, pairs: Value): void {
  let position = 0;
  for (const pair of iterate(pairs)) {
    const items = pairItems(pair, position);
    const [key, value] = items;
    if (items.length !== 2 || key === undefined || value === undefined) {
      throw valueError(
        `dictionary update sequence element #${position} has length ${items.length}; 2 is required`,
      );
    }
    dict.table.set(key, value);
    position++;
  }
}

function pairItems(pair: Value, position: number): readonly Value[] {
  if (pair instanceof PyTuple || pair instanceof PyList) return pair.items;
  const { slots } = typeOf(pair);
  if (slots.iter === undefined && slots.getitem === undefined) {
    throw typeError(`cannot convert dictionary update sequence element #${position} to a sequence`);
  }
  return toArray(pair);
}

function updateAll(self: PyDict, args: readonly Value[], keywords: Keywords | null, name: string): void {
  if (args.length > 1) throw typeError(`${name} expected at most 1 argument, got ${args.length}`);
  const [other] = args;
  if (other !== undefined) updateDict(self, other);
  if (keywords !== null) for (const [key, value] of keywords) self.table.set(key, value);
}

/** A plain dict with the same items. */
export function copyDict(dict: PyDict): PyDict {
  const { table } = dict;
  return table instanceof HashTable ? new PyDict(table.copy()) : PyDict.of(table.entries());
}

function dictsEqual(a: PyDict, b: PyDict): boolean {
  if (a === b) return true;
  if (a.table.size !== b.table.size) return false;
  for (const [key, value] of a.table.entries()) {
    const other = b.table.get(key);
    if (other === undefined || !equals(value, other)) return false;
  }
  return true;
}

function reprOfDict(self: PyDict): string {
  if (self.table.size === 0) return '{}';
  return reprGuarded(self, '{...}', () => {
    const items: string[] = [];
    for (const [key, value] of self.table.entries()) items.push(`${repr(key)}: ${repr(value)}`);
    return `{${items.join(', ')}}`;
  });
}

/** `dict[key]`; a subclass may say what stands for a missing key. */
function getSubscript(self: PyDict, key: Value): Value {
  const value = self.table.get(key);
  if (value !== undefined) return value;
  if (self.cls !== dictType) {
    const missing = callSpecial(self, '__missing__', [key]);
    if (missing !== undefined) return missing;
  }
  throw keyError(key);
}

function fromKeys(cls: PyType, iterable: Value, value: Value): Value {
  const made = call(cls);
  if (made instanceof PyDict && made.cls === dictType) {
    for (const key of keysOf(iterable)) made.table.set(key, value);
    return made;
  }
  for (const key of iterate(iterable)) setItem(made, key, value);
  return made;
}

function keysOf(iterable: Value): Iterable<Value> {
  if (iterable instanceof PySet) return iterable.table.toArray();
  return iterate(iterable);
}

extendType(dictType, {
  doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
  slots: {
    new_: (cls) => new PyDict(new HashTable(), cls, cls.hasInstanceDict ? new Map() : null),
    init: (self: PyDict, args, keywords) => updateAll(self, args, keywords, 'dict'),
    hash: null,
    repr: reprOfDict,
    len: (self: PyDict) => self.table.size,
    iter: (self: PyDict) => keyIterator(self.table),
    contains: (self: PyDict, key) => self.table.has(key),
    getitem: getSubscript,
    setitem: (self: PyDict, key, value) => self.table.set(key, value),
    delitem: (self: PyDict, key) => {
      if (!self.table.delete(key)) throw keyError(key);
    },
    eq: (self: PyDict, other) => (other instanceof PyDict ? dictsEqual(self, other) : NotImplemented),
    ne: (self: PyDict, other) => (other instanceof PyDict ? !dictsEqual(self, other) : NotImplemented),
    or: (self, other) => {
      if (!(self instanceof PyDict) || !(other instanceof PyDict)) return NotImplemented;
      const result = copyDict(self);
      updateDict(result, other);
      return result;
    },
    ror: (self, other) => {
      if (!(self instanceof PyDict) || !(other instanceof PyDict)) return NotImplemented;
      const result = copyDict(other);
      updateDict(result, self);
      return result;
    },
    ior: (self: PyDict, other) => {
      updateDict(self, other);
      return self;
    },
  },
  methods: {
    'get(key, default=None, /)': (self: PyDict, key, fallback) => {
      const found = self.table.get(key);
      return found === undefined ? fallback : found;
    },
    'setdefault(key, default=None, /)': (self: PyDict, key, fallback) => {
      const { table } = self;
      if (table instanceof HashTable) return table.setDefault(key, fallback);
      const value = table.get(key);
      if (value !== undefined) return value;
      table.set(key, fallback);
      return fallback;
    },
    'pop(key, default=<unrepresentable>, /)': (self: PyDict, key, fallback) => {
      const value = self.table.size > 0 ? takeOut(self, key) : undefined;
      if (value !== undefined) return value;
      if (fallback === undefined) throw keyError(key);
      return fallback;
    },
    'popitem()': (self: PyDict) => {
      const item = popLast(self);
      if (item === undefined) throw keyError('popitem(): dictionary is empty');
      return new PyTuple(item);
    },
    'clear()': (self: PyDict) => {
      self.table.clear();
      return null;
    },
    'copy()': copyDict,
    'keys()': (self: PyDict) => new DictView(self, 'keys'),
    'values()': (self: PyDict) => new DictView(self, 'values'),
    'items()': (self: PyDict) => new DictView(self, 'items'),
    'update(*args, **kwargs)': (self: PyDict, args: PyTuple, kwargs: PyDict) => {
      updateAll(self, args.items, null, 'update');
      updateDict(self, kwargs);
      return null;
    },
    '__reversed__()': (self: PyDict) => reverseKeyIterator(self.table),
    '__sizeof__()': (self: PyDict) => dictSize(self.table),
  },
  classMethods: {
    'fromkeys(iterable, value=None, /)': (cls: PyType, iterable, value) => fromKeys(cls, iterable, value),
    '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object),
  },
});

function takeOut({ table }: PyDict, key: Value): Value | undefined {
  if (table instanceof HashTable) return table.take(key);
  const value = table.get(key);
  if (value !== undefined) table.delete(key);
  return value;
}

function popLast({ table }: PyDict): readonly [Value, Value] | undefined {
  if (table instanceof HashTable) return table.removeLast();
  const last = [...table.entries()].at(-1);
  if (last !== undefined) table.delete(last[0]);
  return last;
}
