// `Set` and `MutableSet`: everything a set can do, from membership, iteration and size (Lib/_collections_abc.py).

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { PyList } from '../../../objects/containers.js';
import { exception, keyError } from '../../../objects/exceptions.js';
import { frozensetHash } from '../../../objects/frozenset-hash.js';
import { checkInstance } from '../../../objects/instance-check.js';
import { getIter, iterate, next } from '../../../objects/iteration.js';
import type { PyType, Value } from '../../../objects/object.js';
import { bitOr, sub } from '../../../objects/operators.js';
import { PyFrozenSet } from '../../../objects/set-type.js';
import { contains, length } from '../../../objects/subscript.js';
import { frozensetType, NotImplemented, setType } from '../../../objects/types.js';
import { perMachine } from '../../library.js';
import { extendClass } from '../../library-class.js';
import { abstractClass } from './make.js';
import { collection, iterable as iterableAbc } from './one-trick.js';

const notImplemented = (): never => {
  throw exception('NotImplementedError');
};

const bareSet = abstractClass('Set', { bases: [collection], registered: [frozensetType] });

/** A set of the same class from items. */
function fromIterable(self: Value, items: readonly Value[]): Value {
  return call(getAttribute(self, '_from_iterable'), [new PyList([...items])]);
}

export const set = perMachine((m): PyType => {
  const type = bareSet(m);
  const isSet = (value: Value): boolean => checkInstance(value, type);
  const isIterable = (value: Value): boolean => checkInstance(value, iterableAbc(m));
  /** A set operator's operand as a set; any iterable will do. */
  const asSet = (self: Value, other: Value): Value =>
    isSet(other) ? other : fromIterable(self, [...iterate(other)]);
  const every = (items: Value, others: Value): boolean => {
    for (const item of iterate(items)) if (!contains(others, item)) return false;
    return true;
  };
  const only = (items: Value, others: Value, inside: boolean): Value[] =>
    [...iterate(items)].filter((item) => contains(others, item) === inside);
  extendClass(type, {
    module: 'collections.abc',
    classMethods: { '_from_iterable(cls, it)': (cls, it) => call(cls, [it]) },
    methods: {
      '__le__(self, other)': (self, other) => {
        if (!isSet(other)) return NotImplemented;
        return length(self) <= length(other) && every(self, other);
      },
      '__lt__(self, other)': (self, other) => {
        if (!isSet(other)) return NotImplemented;
        return length(self) < length(other) && every(self, other);
      },
      '__gt__(self, other)': (self, other) => {
        if (!isSet(other)) return NotImplemented;
        return length(self) > length(other) && every(other, self);
      },
      '__ge__(self, other)': (self, other) => {
        if (!isSet(other)) return NotImplemented;
        return length(self) >= length(other) && every(other, self);
      },
      '__eq__(self, other)': (self, other) => {
        if (!isSet(other)) return NotImplemented;
        return length(self) === length(other) && every(self, other);
      },
      '__and__(self, other)': (self, other) =>
        isIterable(other) ? fromIterable(self, only(other, self, true)) : NotImplemented,
      '__rand__(self, other)': (self, other) =>
        isIterable(other) ? fromIterable(self, only(other, self, true)) : NotImplemented,
      'isdisjoint(self, other)': (self, other) => only(other, self, true).length === 0,
      '__or__(self, other)': (self, other) =>
        isIterable(other) ? fromIterable(self, [...iterate(self), ...iterate(other)]) : NotImplemented,
      '__ror__(self, other)': (self, other) =>
        isIterable(other) ? fromIterable(self, [...iterate(self), ...iterate(other)]) : NotImplemented,
      '__sub__(self, other)': (self, other) =>
        isIterable(other) ? fromIterable(self, only(self, asSet(self, other), false)) : NotImplemented,
      '__rsub__(self, other)': (self, other) =>
        isIterable(other) ? fromIterable(self, only(asSet(self, other), self, false)) : NotImplemented,
      '__xor__(self, other)': (self, other) => {
        if (!isIterable(other)) return NotImplemented;
        const others = asSet(self, other);
        return bitOr(sub(self, others), sub(others, self));
      },
      '__rxor__(self, other)': (self, other) => {
        if (!isIterable(other)) return NotImplemented;
        const others = asSet(self, other);
        return bitOr(sub(self, others), sub(others, self));
      },
      '_hash(self)': (self) => frozensetHash(PyFrozenSet.of(iterate(self)).table),
    },
  });
  return type;
});

const setMaker = (m: KernelMachine): PyType => set(m);

const add = (self: Value, item: Value): Value => call(getAttribute(self, 'add'), [item]);
const discard = (self: Value, item: Value): Value => call(getAttribute(self, 'discard'), [item]);

export const mutableSet = abstractClass('MutableSet', {
  bases: [setMaker],
  registered: [setType],
  abstract: { 'add(self, value)': notImplemented, 'discard(self, value)': notImplemented },
  mixins: {
    'remove(self, value)': (self, value) => {
      if (!contains(self, value)) throw keyError(value);
      return discard(self, value);
    },
    'pop(self)': (self) => {
      const item = next(getIter(self));
      if (item === undefined) throw exception('KeyError');
      discard(self, item);
      return item;
    },
    'clear(self)': (self) => {
      while (length(self) > 0) call(getAttribute(self, 'pop'));
      return null;
    },
    '__ior__(self, it)': (self, it) => {
      for (const item of iterate(it)) add(self, item);
      return self;
    },
    '__iand__(self, it)': (self, it) => {
      for (const item of [...iterate(sub(self, it))]) discard(self, item);
      return self;
    },
    '__ixor__(self, it)': (self, it) => {
      if (it === self) {
        call(getAttribute(self, 'clear'));
        return self;
      }
      for (const item of [...iterate(it)])
        if (contains(self, item)) discard(self, item);
        else add(self, item);
      return self;
    },
    '__isub__(self, it)': (self, it) => {
      if (it === self) call(getAttribute(self, 'clear'));
      else for (const item of iterate(it)) discard(self, item);
      return self;
    },
  },
});
