// list: its operations and methods. Sorting stands in `list-sort.ts`.
//
// The array of a list is only ever changed in place, never replaced, so that loops over it see what happens to it.

import type { ComparisonName } from './compare.js';
import { isTrue } from './compare.js';
import { PyList } from './containers.js';
import { indexError, typeError, valueError } from './exceptions.js';
import { genericAlias } from './generic-alias.js';
import { asSize } from './index.js';
import { askLength, borrowArray, getIter, hostSequence, iteratorType, nextSlot } from './iteration.js';
import { sortList } from './list-sort.js';
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
import { listType, NotImplemented, typeOf } from './types.js';

export class PyListIterator extends PyObject {
  index = 0;

  /** `list` is undefined once the end was reached; the iterator then stays exhausted even if the list grows. */
  constructor(public list: PyList | undefined) {
    super(listIteratorType);
  }
}

function nextOfList(self: PyListIterator): Value | undefined {
  const { list } = self;
  if (list === undefined) return undefined;
  const { items } = list;
  const { index } = self;
  if (index < items.length) {
    self.index = index + 1;
    return items[index];
  }
  self.list = undefined;
  return undefined;
}

export const listIteratorType: PyType = iteratorType('list_iterator', {
  slots: { next: nextOfList },
  methods: {
    '__length_hint__()': (self: PyListIterator) =>
      self.list === undefined ? 0 : Math.max(self.list.items.length - self.index, 0),
  },
});

export class PyListReverseIterator extends PyObject {
  index: number;

  constructor(readonly list: PyList) {
    super(listReverseIteratorType);
    this.index = list.items.length - 1;
  }

  step(): Value | undefined {
    const item = this.index < 0 ? undefined : this.list.items[this.index];
    if (item === undefined) this.index = -1;
    else this.index--;
    return item;
  }
}

export const listReverseIteratorType: PyType = iteratorType('list_reverseiterator', {
  methods: { '__length_hint__()': (self: PyListReverseIterator) => self.index + 1 },
});

const signature = new Signature('list(iterable=(), /)');

/** `del items[slice]` */
function deleteSlice(items: Value[], slice: PySlice): void {
  const { start, step, count } = resolveSlice(slice, items.length);
  if (count === 0) return;
  if (step === 1) {
    items.splice(start, count);
    return;
  }
  const first = step > 0 ? start : start + (count - 1) * step;
  const stride = Math.abs(step);
  let kept = first;
  let next = first;
  let left = count;
  for (let index = first; index < items.length; index++) {
    if (left > 0 && index === next) {
      next += stride;
      left--;
    } else items[kept++] = items[index] ?? null;
  }
  items.length = kept;
}

/** `items[slice] = value` */
function assignSlice(items: Value[], slice: PySlice, value: Value): void {
  const { slots } = typeOf(value);
  if (slots.iter === undefined && slots.getitem === undefined) {
    throw typeError('must assign iterable to extended slice');
  }
  const given = borrowArray(value).slice();
  // Taking the items out of the value may have changed the list.
  const { start, stop, step, count } = resolveSlice(slice, items.length);
  if (step === 1) {
    spliceAll(items, start, Math.max(stop, start) - start, given);
    return;
  }
  if (given.length !== count) {
    throw valueError(`attempt to assign sequence of size ${given.length} to extended slice of size ${count}`);
  }
  for (const [index, item] of given.entries()) items[start + index * step] = item;
}

/** `splice` for any number of new items: the host limits how many arguments a call may have. */
function spliceAll(items: Value[], start: number, count: number, given: readonly Value[]): void {
  if (given.length < 10_000) {
    items.splice(start, count, ...given);
    return;
  }
  const tail = items.splice(start).slice(count);
  for (const item of given) items.push(item);
  for (const item of tail) items.push(item);
}

/** `list.extend`: items are appended one by one, as the iterable gives them. */
export function extendList(self: PyList, iterable: Value): void {
  const { items } = self;
  if (hostSequence(iterable) !== undefined) {
    const given = borrowArray(iterable);
    const { length } = given;
    for (let index = 0; index < length; index++) {
      const item = given[index];
      if (item !== undefined) items.push(item);
    }
    return;
  }
  const iterator = getIter(iterable);
  askLength(iterable);
  const step = nextSlot(iterator);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) items.push(item);
}

function getSubscript(self: PyList, key: Value): Value {
  const { items } = self;
  if (key instanceof PySlice) {
    const { start, step, count } = resolveSlice(key, items.length);
    return new PyList(slicedItems(items, start, step, count));
  }
  const item = items[subscriptIndex(key, items.length, 'list')];
  if (item === undefined) throw indexError('list index out of range');
  return item;
}

export function slicedItems(items: readonly Value[], start: number, step: number, count: number): Value[] {
  if (step === 1) return items.slice(start, start + count);
  const result: Value[] = [];
  for (let index = start, left = count; left > 0; index += step, left--) result.push(items[index] ?? null);
  return result;
}

function compareLists(name: ComparisonName): (self: PyList, other: Value) => Value {
  return (self, other) =>
    other instanceof PyList ? compareItems(self.items, other.items, name) : NotImplemented;
}

function timesList(self: PyList, count: Value): Value {
  const items = repeated(self.items, count);
  return items === undefined ? NotImplemented : new PyList(items);
}

extendType(listType, {
  doc: 'Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.',
  slots: {
    new_: (cls) => new PyList([], cls, cls.hasInstanceDict ? new Map() : null),
    init: (self: PyList, args, keywords) => {
      // What else a class with a constructor of its own is given is that constructor's.
      const named = keywords !== null && self.cls.slots.new_ === listType.slots.new_ ? keywords : null;
      const iterable = named === null && args.length === 1 ? args[0] : signature.bind('list', args, named)[0];
      self.items.length = 0;
      if (iterable !== undefined) extendList(self, iterable);
    },
    hash: null,
    repr: (self: PyList) =>
      self.items.length === 0
        ? '[]'
        : reprGuarded(self, '[...]', () => `[${Array.from(self.items, repr).join(', ')}]`),
    len: (self: PyList) => self.items.length,
    iter: (self: PyList) => new PyListIterator(self),
    contains: (self: PyList, item) => findItem(self.items, item, 0, self.items.length) >= 0,
    getitem: getSubscript,
    setitem: (self: PyList, key, value) => {
      const { items } = self;
      if (key instanceof PySlice) {
        assignSlice(items, key, value);
        return;
      }
      const index = subscriptIndex(key, items.length, 'list');
      if (index < 0 || index >= items.length) throw indexError('list assignment index out of range');
      items[index] = value;
    },
    delitem: (self: PyList, key) => {
      const { items } = self;
      if (key instanceof PySlice) {
        deleteSlice(items, key);
        return;
      }
      const index = subscriptIndex(key, items.length, 'list');
      if (index < 0 || index >= items.length) throw indexError('list assignment index out of range');
      items.splice(index, 1);
    },
    eq: (self: PyList, other) =>
      other instanceof PyList ? itemsEqual(self.items, other.items) : NotImplemented,
    ne: compareLists('ne'),
    lt: compareLists('lt'),
    le: compareLists('le'),
    gt: compareLists('gt'),
    ge: compareLists('ge'),
    add: (self: PyList, other) =>
      other instanceof PyList ? new PyList(self.items.concat(other.items)) : NotImplemented,
    mul: timesList,
    rmul: timesList,
    iadd: (self: PyList, other) => {
      extendList(self, other);
      return self;
    },
    imul: (self: PyList, count) => {
      const items = repeated(self.items, count);
      if (items === undefined) return NotImplemented;
      if (items.length < self.items.length) self.items.length = 0;
      for (let index = self.items.length; index < items.length; index++)
        self.items.push(items[index] ?? null);
      return self;
    },
  },
  methods: {
    'append(object, /)': (self: PyList, object) => {
      self.items.push(object);
      return null;
    },
    'clear()': (self: PyList) => {
      self.items.length = 0;
      return null;
    },
    'copy()': (self: PyList) => new PyList(self.items.slice()),
    'count(value, /)': (self: PyList, value) => countItem(self.items, value),
    'extend(iterable, /)': (self: PyList, iterable) => {
      extendList(self, iterable);
      return null;
    },
    'index(value, start=0, stop=9223372036854775807, /)': (self: PyList, value, start, stop) => {
      const { items } = self;
      const from = start === 0 ? 0 : clampedIndex(start, items.length);
      const to = stop === undefined ? items.length : clampedIndex(stop, items.length);
      const index = findItem(items, value, from, to);
      if (index < 0) throw valueError(`${repr(value)} is not in list`);
      return index;
    },
    'insert(index, object, /)': (self: PyList, index, object) => {
      const { items } = self;
      const position = asSize(index);
      items.splice(position < 0 ? Math.max(position + items.length, 0) : position, 0, object);
      return null;
    },
    'pop(index=-1, /)': (self: PyList, index) => {
      const { items } = self;
      if (index === -1) {
        const last = items.pop();
        if (last === undefined) throw indexError('pop from empty list');
        return last;
      }
      const given = asSize(index);
      if (items.length === 0) throw indexError('pop from empty list');
      const position = given < 0 ? given + items.length : given;
      const item = items[position];
      if (item === undefined) throw indexError('pop index out of range');
      if (position === 0) items.shift();
      else items.splice(position, 1);
      return item;
    },
    'remove(value, /)': (self: PyList, value) => {
      const index = findItem(self.items, value, 0, self.items.length);
      if (index < 0) throw valueError('list.remove(x): x not in list');
      self.items.splice(index, 1);
      return null;
    },
    'reverse()': (self: PyList) => {
      self.items.reverse();
      return null;
    },
    'sort(*, key=None, reverse=False)': (self: PyList, key, reverse) => {
      sortList(self, key, isTrue(reverse));
      return null;
    },
    '__reversed__()': (self: PyList) => new PyListReverseIterator(self),
    '__sizeof__()': (self: PyList) => 40 + 8 * self.items.length,
  },
  classMethods: {
    '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object),
  },
});
