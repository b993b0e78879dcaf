// range: an arithmetic progression of ints of any size.

import { intValue } from './boxed.js';
import { equals } from './compare.js';
import { PyTuple, tuple } from './containers.js';
import { indexError, overflowError, typeError, valueError } from './exceptions.js';
import { hash } from './hash.js';
import { asIndex, hasIndex, MAX_SIZE } from './index.js';
import {
  addInts,
  floorDivideInts,
  type Int,
  multiplyInts,
  negateInt,
  subtractInts,
} from './int-arithmetic.js';
import { iteratorType } from './iteration.js';
import { extendType } from './native.js';
import { type Keywords, PyObject, type PyType, type Value } from './object.js';
import { repr } from './repr.js';
import { exactSlice, PySlice, resolveSlice } from './slice.js';
import { length } from './subscript.js';
import { NotImplemented, rangeType, typeOf } from './types.js';

export class PyRange extends PyObject {
  readonly length: Int;

  constructor(
    readonly start: Int,
    readonly stop: Int,
    readonly step: Int,
  ) {
    super(rangeType);
    this.length = countOf(start, stop, step);
  }

  /** The item at a position that is known to be in the range. */
  at(index: Int): Int {
    return addInts(this.start, multiplyInts(index, this.step));
  }
}

/** How many items there are: `compute_range_length`. */
function countOf(start: Int, stop: Int, step: Int): Int {
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') {
    if (step > 0) return start < stop ? Math.floor((stop - start - 1) / step) + 1 : 0;
    return start > stop ? Math.floor((start - stop - 1) / -step) + 1 : 0;
  }
  const [low, high, stride] = step > 0 ? [start, stop, step] : [stop, start, negateInt(step)];
  if (low >= high) return 0;
  return addInts(floorDivideInts(subtractInts(subtractInts(high, low), 1), stride), 1);
}

/** Steps through a range of numbers. `current` is the next item, `left` how many there are. */
export class PyRangeIterator extends PyObject {
  constructor(
    public current: number,
    readonly stride: number,
    public left: number,
  ) {
    super(rangeIteratorType);
  }
}

export const rangeIteratorType: PyType = iteratorType('range_iterator', {
  slots: {
    next: (self: PyRangeIterator) => {
      if (self.left <= 0) return undefined;
      self.left--;
      const item = self.current;
      self.current = item + self.stride;
      return item;
    },
  },
  methods: { '__length_hint__()': (self: PyRangeIterator) => self.left },
});

/** The same for ints of any size. */
export class PyLongRangeIterator extends PyObject {
  index: Int = 0;

  constructor(readonly range: PyRange) {
    super(longRangeIteratorType);
  }

  step(): Value | undefined {
    if (this.index >= this.range.length) return undefined;
    const item = this.range.at(this.index);
    this.index = addInts(this.index, 1);
    return item;
  }
}

export const longRangeIteratorType: PyType = iteratorType('longrange_iterator', {
  methods: {
    '__length_hint__()': (self: PyLongRangeIterator) => subtractInts(self.range.length, self.index),
  },
});

function iterOf(range: PyRange): PyObject {
  const { start, step, length } = range;
  if (typeof start === 'number' && typeof step === 'number' && typeof length === 'number') {
    if (typeof range.stop === 'number') return new PyRangeIterator(start, step, length);
  }
  return new PyLongRangeIterator(range);
}

function reversedRange(range: PyRange): PyRange {
  if (range.length === 0) return new PyRange(range.start, range.start, 1);
  const last = range.at(subtractInts(range.length, 1));
  const step = negateInt(range.step);
  return new PyRange(last, addInts(range.start, step), step);
}

function newRange(_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  if (keywords !== null && keywords.size > 0) throw typeError('range() takes no keyword arguments');
  const [first, second, third] = args;
  if (first === undefined) throw typeError('range expected at least 1 argument, got 0');
  if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
  if (second === undefined) return new PyRange(0, asIndex(first), 1);
  const start = asIndex(first);
  const stop = asIndex(second);
  const step = third === undefined ? 1 : asIndex(third);
  if (step === 0) throw valueError('range() arg 3 must not be zero');
  return new PyRange(start, stop, step);
}

function getSubscript(self: PyRange, key: Value): Value {
  if (key instanceof PySlice) return sliceOf(self, key);
  if (!hasIndex(key)) {
    throw typeError(`range indices must be integers or slices, not ${typeOf(key).name}`);
  }
  const given = asIndex(key);
  const index = given < 0 ? addInts(given, self.length) : given;
  if (index < 0 || index >= self.length) throw indexError('range object index out of range');
  return self.at(index);
}

/** A slice of a range is a range: `compute_slice`. */
function sliceOf(self: PyRange, slice: PySlice): PyRange {
  const { length } = self;
  const { start, stop, step } =
    typeof length === 'number' ? resolveSlice(slice, length) : exactSlice(slice, length);
  return new PyRange(self.at(start), self.at(stop), multiplyInts(self.step, step));
}

/** The position of an int, or -1. */
function positionOf(self: PyRange, item: Int): Int {
  const distance = subtractInts(item, self.start);
  const index = floorDivideInts(distance, self.step);
  if (index < 0 || index >= self.length || self.at(index) !== item) return -1;
  return index;
}

function occurrences(self: PyRange, item: Value): number {
  if (typeof item !== 'object') return find(self, item) >= 0 ? 1 : 0;
  let count = 0;
  const iterator = iterOf(self);
  const step = iterator.cls.slots.next;
  for (let other = step?.(iterator); other !== undefined; other = step?.(iterator)) {
    if (equals(other, item)) count++;
  }
  return count;
}

/** `len()`, which gives the length of a long range exactly. */
export function exactLength(value: Value): Int {
  if (value instanceof PyRange && typeof value.length === 'bigint' && value.length <= MAX_SIZE) {
    return value.length;
  }
  return length(value);
}

/** An exact int or bool is found by arithmetic, anything else by looking at every item. */
function find(self: PyRange, item: Value): Int {
  const plain = typeof item === 'object' ? undefined : intValue(item);
  if (plain !== undefined) return positionOf(self, plain);
  let index = 0;
  const iterator = iterOf(self);
  const step = iterator.cls.slots.next;
  for (let other = step?.(iterator); other !== undefined; other = step?.(iterator)) {
    if (equals(other, item)) return index;
    index++;
  }
  return -1;
}

function sameRange(a: PyRange, b: PyRange): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 0) return true;
  return a.start === b.start && (a.length === 1 || a.step === b.step);
}

function hashOf(self: PyRange): number | bigint {
  const { length } = self;
  return hash(
    tuple(length, length === 0 ? null : self.start, length === 0 || length === 1 ? null : self.step),
  );
}

extendType(rangeType, {
  doc: 'range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).',
  slots: {
    new_: newRange,
    repr: (self: PyRange) =>
      self.step === 1
        ? `range(${self.start}, ${self.stop})`
        : `range(${self.start}, ${self.stop}, ${self.step})`,
    hash: hashOf,
    bool: (self: PyRange) => self.length !== 0,
    len: (self: PyRange) => {
      if (typeof self.length === 'number') return self.length;
      throw overflowError('Python int too large to convert to C ssize_t');
    },
    iter: iterOf,
    contains: (self: PyRange, item) => find(self, item) >= 0,
    getitem: getSubscript,
    eq: (self: PyRange, other) => (other instanceof PyRange ? sameRange(self, other) : NotImplemented),
    ne: (self: PyRange, other) => (other instanceof PyRange ? !sameRange(self, other) : NotImplemented),
  },
  methods: {
    'count(value, /)': occurrences,
    'index(value, /)': (self: PyRange, value) => {
      const index = find(self, value);
      if (index >= 0) return index;
      const isInt = typeof value !== 'object' && intValue(value) !== undefined;
      throw valueError(isInt ? `${repr(value)} is not in range` : 'sequence.index(x): x not in sequence');
    },
    '__reversed__()': (self: PyRange) => iterOf(reversedRange(self)),
    '__reduce__()': (self: PyRange) =>
      new PyTuple([rangeType, new PyTuple([self.start, self.stop, self.step])]),
  },
  members: {
    start: (self: PyRange) => self.start,
    stop: (self: PyRange) => self.stop,
    step: (self: PyRange) => self.step,
  },
});
