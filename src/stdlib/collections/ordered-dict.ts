// `collections.OrderedDict` (Objects/odictobject.c): a dict whose order can be changed and is compared.

import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { dictSize, dictSlots } from '../../objects/dict-size.js';
import { keyError, runtimeError, typeError } from '../../objects/exceptions.js';
import { dictAccessor } from '../../objects/instance-dict.js';
import { getIter, iterate } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { pickledState, restoreState } from '../../objects/reduce.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { getItem, setItem } from '../../objects/subscript.js';
import { dictType, isInstance, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { callAttribute, once } from '../library.js';
import { LinkedTable } from './linked-table.js';
import { iterateOrdered, orderedView } from './ordered-dict-views.js';

/** The table of an OrderedDict, which is what `__new__` gave it. */
function linked(self: PyDict): LinkedTable {
  if (self.table instanceof LinkedTable) return self.table;
  throw typeError(`descriptor requires a 'collections.OrderedDict' object but received '${typeName(self)}'`);
}

function popItem(self: PyDict, last: boolean): Value {
  const table = linked(self);
  const link = last ? table.last : table.first;
  if (link === null) throw keyError('dictionary is empty');
  const value = table.take(link.key);
  if (value === undefined) throw keyError(link.key);
  return new PyTuple([link.key, value]);
}

function sameOrder(a: LinkedTable, b: LinkedTable): boolean {
  const states = [a.state, b.state];
  let left = a.first;
  let right = b.first;
  while (left !== null && right !== null) {
    const isSame = left.key === right.key || equals(left.key, right.key);
    if (a.state !== states[0] || b.state !== states[1]) {
      throw runtimeError('OrderedDict mutated during iteration');
    }
    if (!isSame) return false;
    left = left.after;
    right = right.after;
  }
  return left === null && right === null;
}

function isEqual(self: PyDict, other: Value): Value {
  if (!(other instanceof PyDict)) return NotImplemented;
  const same = dictType.slots.eq?.(self, other) === true;
  return same && other.table instanceof LinkedTable ? sameOrder(linked(self), other.table) : same;
}

function copyOf(self: PyDict): Value {
  const copy = call(typeOf(self));
  for (const key of iterate(self)) setItem(copy, key, getItem(self, key));
  if (copy instanceof PyDict) restoreState(copy, pickledState(self));
  return copy;
}

function merged(self: Value, first: Value, second: Value): Value {
  if (!(self instanceof PyDict) || !(first instanceof PyDict) || !(second instanceof PyDict))
    return NotImplemented;
  const result = call(typeOf(self), [first]);
  callAttribute(result, 'update', second);
  return result;
}

/** A dict, and a chain of its items with a table to find them by. */
function sizeOfOrdered({ table }: PyDict): number {
  const own = dictSize(table) + 64;
  return table.size === 0 ? own : own + 8 * dictSlots(table.size) + 32 * table.size;
}

export const orderedDictType: () => PyType = once(
  (): PyType =>
    defineType('collections.OrderedDict', {
      module: 'collections',
      bases: [dictType],
      doc: 'Dictionary that remembers insertion order',
      instanceDict: true,
      slots: {
        new_: (cls) => new PyDict(new LinkedTable(), cls, new Map()),
        init: (self: PyDict, args, keywords) => {
          const isPlain = self.cls.slots.setitem === dictType.slots.setitem;
          if (isPlain || args.length !== 1) dictType.slots.init?.(self, args, keywords);
          else {
            const given = new PyDict();
            updateDict(given, args[0] ?? null);
            for (const [name, value] of keywords ?? []) given.table.set(name, value);
            for (const [key, value] of given.table.entries()) setItem(self, key, value);
          }
        },
        repr: (self: PyDict) => {
          const name = typeName(self).split('.').at(-1);
          if (self.table.size === 0) return `${name}()`;
          return reprGuarded(self, '...', () => {
            const plain = new PyDict();
            for (const [key, value] of itemsOf(self)) plain.table.set(key, value);
            return `${name}(${repr(plain)})`;
          });
        },
        iter: (self: PyDict) => iterateOrdered(self, 'keys'),
        delitem: (self: PyDict, key) => {
          if (linked(self).take(key) === undefined) throw keyError(key);
        },
        eq: isEqual,
        ne: (self: PyDict, other) => {
          const result = isEqual(self, other);
          return result === NotImplemented ? result : !isTrue(result);
        },
        or: (self, other) =>
          isInstance(self, orderedDictType()) ? merged(self, self, other) : merged(other, self, other),
        ror: (self, other) => merged(self, other, self),
        ior: (self: PyDict, other) => {
          callAttribute(self, 'update', other);
          return self;
        },
      },
      methods: {
        'move_to_end(key, last=True)': (self: PyDict, key, last) => {
          if (!linked(self).move(key, isTrue(last))) throw keyError(key);
          return null;
        },
        'popitem(last=True)': (self: PyDict, last) => popItem(self, isTrue(last)),
        'pop(key, default=<unrepresentable>)': (self: PyDict, key, fallback) => {
          const value = linked(self).take(key);
          if (value !== undefined) return value;
          if (fallback === undefined) throw keyError(key);
          return fallback;
        },
        'clear()': (self: PyDict) => {
          self.table.clear();
          return null;
        },
        'setdefault(key, default=None)': (self: PyDict, key, fallback) => {
          const value = self.table.get(key);
          if (value !== undefined) return value;
          setItem(self, key, fallback);
          return fallback;
        },
        'copy()': copyOf,
        '__copy__()': copyOf,
        'keys()': (self: PyDict) => orderedView(self, 'keys'),
        'values()': (self: PyDict) => orderedView(self, 'values'),
        'items()': (self: PyDict) => orderedView(self, 'items'),
        '__reversed__()': (self: PyDict) => iterateOrdered(self, 'keys', true),
        '__sizeof__()': (self: PyDict) => sizeOfOrdered(self),
        '__reduce__()': (self: PyDict) => {
          return tuple(
            typeOf(self),
            new PyTuple([]),
            pickledState(self),
            null,
            getIter(callAttribute(self, 'items')),
          );
        },
      },
      properties: { __dict__: dictAccessor },
      classMethods: {
        'fromkeys(iterable, value=None)': (cls: PyType, iterable, value) => {
          const made = call(cls);
          for (const key of iterate(iterable)) setItem(made, key, value);
          return made;
        },
      },
    }),
);

function* itemsOf(self: PyDict): Iterable<readonly [Value, Value]> {
  for (const pair of iterate(callAttribute(self, 'items'))) {
    const [key = null, value = null] = [...iterate(pair)];
    yield [key, value];
  }
}
