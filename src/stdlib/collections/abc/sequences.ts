// `Sequence` and `MutableSequence` (Lib/_collections_abc.py).

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { equals } from '../../../objects/compare.js';
import { exception, isExceptionOf } from '../../../objects/exceptions.js';
import { asSize } from '../../../objects/index.js';
import { iterate, nativeIterator, toArray } from '../../../objects/iteration.js';
import type { PyType, Value } from '../../../objects/object.js';
import { deleteItem, getItem, length, setItem } from '../../../objects/subscript.js';
import {
  bytearrayType,
  bytesType,
  listType,
  memoryviewType,
  rangeType,
  strType,
  tupleType,
} from '../../../objects/types.js';
import { abstractClass } from './make.js';
import { collection, reversible } from './one-trick.js';

/** `self[index]`, or undefined beyond the end. */
function itemAt(self: Value, index: number): Value | undefined {
  try {
    return getItem(self, index);
  } catch (error) {
    if (isExceptionOf(error, 'IndexError')) return undefined;
    throw error;
  }
}

function* itemsOf(self: Value): Iterable<Value> {
  for (let index = 0; ; index++) {
    const item = itemAt(self, index);
    if (item === undefined) return;
    yield item;
  }
}

function indexOf(self: Value, value: Value, first: Value, last: Value): number {
  let start = first === null ? 0 : asSize(first);
  if (start < 0) start = Math.max(length(self) + start, 0);
  let stop = last === null ? Number.POSITIVE_INFINITY : asSize(last);
  if (stop < 0) stop += length(self);
  for (let index = start; index < stop; index++) {
    const item = itemAt(self, index);
    if (item === undefined) break;
    if (item === value || equals(item, value)) return index;
  }
  throw exception('ValueError');
}

export const sequence = abstractClass('Sequence', {
  bases: [reversible, collection],
  abstract: {
    '__getitem__(self, index)': () => {
      throw exception('IndexError');
    },
  },
  mixins: {
    '__iter__(self)': (self) => {
      let index = 0;
      return nativeIterator('generator', () => itemAt(self, index++));
    },
    '__contains__(self, value)': (self, value) => {
      for (const item of itemsOf(self)) if (item === value || equals(item, value)) return true;
      return false;
    },
    '__reversed__(self)': (self) => {
      let index = length(self);
      return nativeIterator('generator', () => (index > 0 ? getItem(self, --index) : undefined));
    },
    'index(self, value, start=0, stop=None)': indexOf,
    'count(self, value)': (self, value) => {
      let count = 0;
      for (const item of iterate(self)) if (item === value || equals(item, value)) count++;
      return count;
    },
  },
  registered: [tupleType, strType, bytesType, rangeType, memoryviewType],
  pattern: 'sequence',
});

const sequenceMaker = (m: KernelMachine): PyType => sequence(m);
const outOfRange = (): never => {
  throw exception('IndexError');
};

export const mutableSequence = abstractClass('MutableSequence', {
  bases: [sequenceMaker],
  abstract: {
    '__setitem__(self, index, value)': outOfRange,
    '__delitem__(self, index)': outOfRange,
    'insert(self, index, value)': outOfRange,
  },
  mixins: {
    'append(self, value)': (self, value) => {
      call(getAttribute(self, 'insert'), [length(self), value]);
      return null;
    },
    'clear(self)': (self) => {
      for (;;) {
        try {
          call(getAttribute(self, 'pop'));
        } catch (error) {
          if (isExceptionOf(error, 'IndexError')) return null;
          throw error;
        }
      }
    },
    'reverse(self)': (self) => {
      const size = length(self);
      for (let index = 0; index < size >> 1; index++) {
        const [a, b] = [getItem(self, index), getItem(self, size - index - 1)];
        setItem(self, index, b);
        setItem(self, size - index - 1, a);
      }
      return null;
    },
    'extend(self, values)': (self, values) => {
      const append = getAttribute(self, 'append');
      for (const value of values === self ? toArray(values) : iterate(values)) call(append, [value]);
      return null;
    },
    'pop(self, index=-1)': (self, index) => {
      const item = getItem(self, index);
      deleteItem(self, index);
      return item;
    },
    'remove(self, value)': (self, value) => {
      deleteItem(self, call(getAttribute(self, 'index'), [value]));
      return null;
    },
    '__iadd__(self, values)': (self, values) => {
      call(getAttribute(self, 'extend'), [values]);
      return self;
    },
  },
  registered: [listType, bytearrayType],
});

export const byteString = abstractClass('ByteString', {
  bases: [sequenceMaker],
  registered: [bytesType, bytearrayType],
});
