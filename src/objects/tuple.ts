// tuple: its operations and methods.

import type { ComparisonName } from './compare.js';
import { emptyTuple, PyTuple } from './containers.js';
import { indexError, valueError } from './exceptions.js';
import { genericAlias } from './generic-alias.js';
import { hashHigh, hashItems, hashLow } from './hash-words.js';
import { fromWords } from './hash64.js';
import { iteratorType, toArray } from './iteration.js';
import { slicedItems } from './list.js';
import { extendType } from './native.js';
import { PyObject, type PyType, type Value } from './object.js';
import { repr, reprGuarded } from './repr.js';
import {
  clampedIndex,
  compareItems,
  countItem,
  findItem,
  itemsEqual,
  repeated,
  subscriptIndex,
} from './sequence.js';
import { Signature } from './signature.js';
import { PySlice, resolveSlice } from './slice.js';
import { NotImplemented, tupleType } from './types.js';

export class PyTupleIterator extends PyObject {
  index = 0;

  constructor(public tuple: PyTuple | undefined) {
    super(tupleIteratorType);
  }
}

export const tupleIteratorType: PyType = iteratorType('tuple_iterator', {
  slots: {
    next: (self: PyTupleIterator) => {
      const { tuple } = self;
      if (tuple === undefined) return undefined;
      const { index } = self;
      if (index < tuple.items.length) {
        self.index = index + 1;
        return tuple.items[index];
      }
      self.tuple = undefined;
      return undefined;
    },
  },
  methods: {
    '__length_hint__()': (self: PyTupleIterator) =>
      self.tuple === undefined ? 0 : self.tuple.items.length - self.index,
  },
});

const signature = new Signature('tuple(iterable=(), /)');

/** `tuple.__new__`; a plain tuple made from a plain tuple is that tuple. */
function newTuple(cls: PyType, args: readonly Value[], given: ReadonlyMap<string, Value> | null): PyTuple {
  // A subclass with an `__init__` of its own may take keywords: they are not for us.
  const keywords = cls !== tupleType && cls.slots.init !== tupleType.slots.init ? null : given;
  const iterable =
    keywords === null && args.length === 1 ? args[0] : signature.bind('tuple', args, keywords)[0];
  if (cls !== tupleType) {
    return new PyTuple(
      iterable === undefined ? [] : toArray(iterable),
      cls,
      cls.hasInstanceDict ? new Map() : null,
    );
  }
  if (iterable === undefined) return emptyTuple;
  if (iterable instanceof PyTuple && iterable.cls === tupleType) return iterable;
  const items = toArray(iterable);
  return items.length === 0 ? emptyTuple : new PyTuple(items);
}

function getSubscript(self: PyTuple, key: Value): Value {
  const { items } = self;
  if (key instanceof PySlice) {
    const { start, step, count } = resolveSlice(key, items.length);
    if (count === items.length && step === 1 && self.cls === tupleType) return self;
    return count === 0 ? emptyTuple : new PyTuple(slicedItems(items, start, step, count));
  }
  const item = items[subscriptIndex(key, items.length, 'tuple')];
  if (item === undefined) throw indexError('tuple index out of range');
  return item;
}

function compareTuples(name: ComparisonName): (self: PyTuple, other: Value) => Value {
  return (self, other) =>
    other instanceof PyTuple ? compareItems(self.items, other.items, name) : NotImplemented;
}

function timesTuple(self: PyTuple, count: Value): Value {
  const items = repeated(self.items, count);
  if (items === undefined) return NotImplemented;
  if (items.length === self.items.length && self.cls === tupleType) return self;
  return items.length === 0 ? emptyTuple : new PyTuple(items);
}

function reprOfTuple(self: PyTuple): string {
  const { items } = self;
  const [only] = items;
  if (only === undefined) return '()';
  return reprGuarded(self, '(...)', () =>
    items.length === 1 ? `(${repr(only)},)` : `(${Array.from(items, repr).join(', ')})`,
  );
}

extendType(tupleType, {
  doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
  slots: {
    new_: newTuple,
    hash: (self: PyTuple) => {
      hashItems(self.items);
      return fromWords(hashLow, hashHigh);
    },
    repr: reprOfTuple,
    len: (self: PyTuple) => self.items.length,
    iter: (self: PyTuple) => new PyTupleIterator(self),
    contains: (self: PyTuple, item) => findItem(self.items, item, 0, self.items.length) >= 0,
    getitem: getSubscript,
    eq: (self: PyTuple, other) =>
      other instanceof PyTuple ? itemsEqual(self.items, other.items) : NotImplemented,
    ne: compareTuples('ne'),
    lt: compareTuples('lt'),
    le: compareTuples('le'),
    gt: compareTuples('gt'),
    ge: compareTuples('ge'),
    add: (self: PyTuple, other) => {
      if (!(other instanceof PyTuple)) return NotImplemented;
      if (self.items.length === 0 && other.cls === tupleType) return other;
      if (other.items.length === 0 && self.cls === tupleType) return self;
      return new PyTuple(self.items.concat(other.items));
    },
    mul: timesTuple,
    rmul: timesTuple,
  },
  methods: {
    'count(value, /)': (self: PyTuple, value) => countItem(self.items, value),
    'index(value, start=0, stop=9223372036854775807, /)': (self: PyTuple, value, start, stop) => {
      const { length } = self.items;
      const from = start === 0 ? 0 : clampedIndex(start, length);
      const to = stop === undefined ? length : clampedIndex(stop, length);
      const index = findItem(self.items, value, from, to);
      if (index < 0) throw valueError('tuple.index(x): x not in tuple');
      return index;
    },
    '__getnewargs__()': (self: PyTuple) => new PyTuple([new PyTuple(self.items)]),
  },
  classMethods: {
    '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object),
  },
});
