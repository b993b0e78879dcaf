// How the iterators of built-in types are taken apart, for `copy` and `pickle`: into the function that makes such an
// iterator, what it goes over, and how far it has come (the `__reduce__` and `__setstate__` of Objects/iterobject.c
// and its kin).

import { intValue } from './boxed.js';
import { bytearrayIteratorType, bytesIteratorType, type PyBufferIterator } from './buffer-iterator.js';
import { emptyTuple, PyList, tuple } from './containers.js';
import {
  itemIteratorType,
  keyIteratorType,
  type PyDictIterator,
  reverseItemIteratorType,
  reverseKeyIteratorType,
  reverseValueIteratorType,
  valueIteratorType,
} from './dict-iterators.js';
import { exception, typeError } from './exceptions.js';
import { asIndex } from './index.js';
import { addInts, type Int, multiplyInts, subtractInts } from './int-arithmetic.js';
import { callableIteratorType, iterFunction, type PyCallableIterator } from './iter-function.js';
import { iteratorType, type PySequenceIterator } from './iteration.js';
import {
  listIteratorType,
  listReverseIteratorType,
  type PyListIterator,
  type PyListReverseIterator,
} from './list.js';
import { extendType, type NativeBody } from './native.js';
import type { PyType, Value } from './object.js';
import {
  longRangeIteratorType,
  type PyLongRangeIterator,
  PyRange,
  type PyRangeIterator,
  rangeIteratorType,
} from './range.js';
import { type PyReversed, reversedType } from './reversed.js';
import { type PySetIterator, setIteratorType } from './set.js';
import { type PyStrIterator, strIteratorTypes } from './str.js';
import { codePointIndex, lengthOf, unitIndex } from './str-text.js';
import { type PyTupleIterator, tupleIteratorType } from './tuple.js';
import { NotImplemented, typeOf } from './types.js';

/** `iter(source)`, then moved on to `state`. */
function iterOver(source: Value, ...state: Value[]): Value {
  return tuple(iterFunction, tuple(source), ...state);
}

/** A position that a program gives to `__setstate__`. */
function position(state: Value): number {
  const value = intValue(state);
  if (value === undefined) throw typeError('an integer is required');
  if (typeof value === 'number') return value;
  if (BigInt.asIntN(64, value) === value) return Number(value);
  throw exception('OverflowError', 'Python int too large to convert to C ssize_t');
}

/** The same where an object with `__index__` will do. */
function steps(state: Value, most: number): number {
  const value = asIndex(state);
  if (BigInt.asIntN(64, BigInt(value)) === BigInt(value)) return Math.max(0, Math.min(Number(value), most));
  throw exception('OverflowError', 'Python int too large to convert to C long');
}

const clamped = (state: Value, low: number, high: number): number =>
  Math.max(low, Math.min(position(state), high));

function define(type: PyType, reduce: NativeBody, setState?: NativeBody): void {
  const methods: Record<string, NativeBody> = { '__reduce__()': reduce };
  if (setState !== undefined) {
    methods['__setstate__(state, /)'] = (self, state) => {
      setState(self, state);
      return null;
    };
  }
  extendType(type, { methods });
}

define(
  listIteratorType,
  ({ list, index }: PyListIterator) =>
    list === undefined ? iterOver(new PyList([])) : iterOver(list, index),
  (self: PyListIterator, state) => {
    if (self.list === undefined) return null;
    self.index = clamped(state, -1, self.list.items.length);
    // Nothing comes before the first item, nor after it.
    if (self.index < 0) self.list = undefined;
    return null;
  },
);

define(
  listReverseIteratorType,
  ({ list, index }: PyListReverseIterator) =>
    index < 0 ? tuple(reversedType, tuple(new PyList([]))) : tuple(reversedType, tuple(list), index),
  (self: PyListReverseIterator, state) => {
    self.index = clamped(state, -1, self.list.items.length - 1);
    return null;
  },
);

define(
  tupleIteratorType,
  ({ tuple: source, index }: PyTupleIterator) =>
    source === undefined ? iterOver(emptyTuple) : iterOver(source, index),
  (self: PyTupleIterator, state) => {
    if (self.tuple !== undefined) self.index = clamped(state, 0, self.tuple.items.length);
    return null;
  },
);

for (const type of strIteratorTypes) {
  define(
    type,
    (self: PyStrIterator) =>
      self.text === undefined ? iterOver('') : iterOver(self.text, codePointIndex(self.text, self.at)),
    (self: PyStrIterator, state) => {
      const { text } = self;
      if (text !== undefined) self.at = unitIndex(text, clamped(state, 0, lengthOf(text)));
      return null;
    },
  );
}

for (const type of [bytesIteratorType, bytearrayIteratorType]) {
  define(
    type,
    ({ source, index }: PyBufferIterator) =>
      source === undefined ? iterOver(emptyTuple) : iterOver(source, index),
    (self: PyBufferIterator, state) => {
      if (self.source !== undefined) self.index = clamped(state, 0, self.source.data.length);
      return null;
    },
  );
}

for (const type of [
  keyIteratorType,
  valueIteratorType,
  itemIteratorType,
  reverseKeyIteratorType,
  reverseValueIteratorType,
  reverseItemIteratorType,
]) {
  define(type, (self: PyDictIterator<unknown>) => iterOver(new PyList(self.rest())));
}

define(setIteratorType, (self: PySetIterator) => iterOver(new PyList(self.rest())));

define(
  rangeIteratorType,
  ({ current, stride, left }: PyRangeIterator) =>
    iterOver(new PyRange(current, current + stride * left, stride), null),
  (self: PyRangeIterator, state) => {
    const count = steps(state, self.left);
    self.current += count * self.stride;
    self.left -= count;
    return null;
  },
);

define(
  longRangeIteratorType,
  ({ range, index }: PyLongRangeIterator) => {
    const current = addInts(range.start, multiplyInts(index, range.step));
    return iterOver(new PyRange(current, range.stop, range.step), null);
  },
  (self: PyLongRangeIterator, state) => {
    const left = subtractInts(self.range.length, self.index);
    const asked: Int = asIndex(state);
    self.index = addInts(self.index, asked < 0 ? 0 : asked > left ? left : asked);
    return null;
  },
);

define(
  iteratorType('iterator'),
  ({ sequence, index }: PySequenceIterator) =>
    sequence === undefined ? iterOver(emptyTuple) : iterOver(sequence, index),
  (self: PySequenceIterator, state) => {
    if (self.sequence !== undefined) self.index = Math.max(0, position(state));
    return null;
  },
);

extendType(iteratorType('iterator'), {
  methods: {
    '__length_hint__()': (self: PySequenceIterator) => {
      const { sequence = emptyTuple, index } = self;
      const { len } = typeOf(sequence).slots;
      return len === undefined ? NotImplemented : Math.max(0, len(sequence) - index);
    },
  },
});

define(
  reversedType,
  (self: PyReversed) =>
    self.index < 0 ? tuple(self.cls, tuple(emptyTuple)) : tuple(self.cls, tuple(self.sequence), self.index),
  (self: PyReversed, state) => {
    if (self.index >= 0) self.index = clamped(state, -1, self.length - 1);
    return null;
  },
);

define(callableIteratorType, ({ callee, sentinel }: PyCallableIterator) =>
  callee === undefined ? iterOver(emptyTuple) : tuple(iterFunction, tuple(callee, sentinel)),
);
