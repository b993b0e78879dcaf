// `collections.OrderedDict` (Objects/odictobject.c): a dict whose order can be changed and is compared.

import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { DictView } from '../../objects/dict-views.js';
import { keyError } from '../../objects/exceptions.js';
import { HashTable } from '../../objects/hash-table.js';
import { instanceDict } from '../../objects/instance-dict.js';
import { getIter, iterate } from '../../objects/iteration.js';
import { defineType, extendType } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { deleteItem, getItem, setItem } from '../../objects/subscript.js';
import { dictType, isInstance, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { callAttribute, once } from '../library.js';

type ViewKind = 'keys' | 'values' | 'items';

const viewTypes = once((): Record<ViewKind, PyType> => {
  const make = (kind: ViewKind): PyType => {
    const base = new DictView(new PyDict(), kind).cls;
    const type = new PyType(`odict_${kind}`, [base]);
    type.isBaseType = false;
    return extendType(type, {
      slots: {
        repr: (self: DictView) =>
          reprGuarded(self, '...', () => `odict_${kind}(${repr(new PyList([...iterate(self)]))})`),
      },
    });
  };
  return { keys: make('keys'), values: make('values'), items: make('items') };
});

function view(self: PyDict, kind: ViewKind): Value {
  const made = new DictView(self, kind);
  made.cls = viewTypes()[kind];
  return made;
}

function moveToEnd(self: PyDict, key: Value, last: boolean): void {
  const { table } = self;
  const value = table.get(key);
  if (value === undefined) throw keyError(key);
  if (last) {
    const given = keyInTable(self, key);
    table.delete(key);
    table.set(given, value);
    return;
  }
  const entries = [...table.entries()].filter(([other]) => other !== key && !equals(other, key));
  const given = keyInTable(self, key);
  table.clear();
  table.set(given, value);
  for (const [other, item] of entries) table.set(other, item);
}

/** The key as it stands in the table, which may be another object than an equal one that is asked for. */
function keyInTable(self: PyDict, key: Value): Value {
  if (typeof key === 'string' || typeof key === 'number') return key;
  for (const other of self.table.keys()) if (other === key || equals(other, key)) return other;
  return key;
}

function popItem(self: PyDict, last: boolean): Value {
  const { table } = self;
  if (table.size === 0) throw keyError('dictionary is empty');
  if (last && table instanceof HashTable) {
    const removed = table.removeLast();
    if (removed !== undefined) return new PyTuple(removed);
  }
  const [first] = table.entries();
  if (first === undefined) throw keyError('dictionary is empty');
  table.delete(first[0]);
  return new PyTuple(first);
}

function sameOrder(a: PyDict, b: PyDict): boolean {
  const keys = b.table.keys();
  for (const key of a.table.keys()) {
    const other = keys.next();
    if (other.done === true || !(other.value === key || equals(other.value, key))) return false;
  }
  return true;
}

function isEqual(self: PyDict, other: Value): Value {
  if (!(other instanceof PyDict)) return NotImplemented;
  const same = dictType.slots.eq?.(self, other) === true;
  return same && isInstance(other, orderedDictType()) ? sameOrder(self, other) : same;
}

function copyOf(self: PyDict): Value {
  const copy = call(typeOf(self));
  for (const key of iterate(self)) setItem(copy, key, getItem(self, key));
  if (copy instanceof PyDict && self.dict !== null)
    for (const [name, value] of self.dict) copy.dict?.set(name, value);
  return copy;
}

function merged(self: Value, first: Value, second: Value): Value {
  if (!(self instanceof PyDict) || !(first instanceof PyDict) || !(second instanceof PyDict))
    return NotImplemented;
  const result = call(typeOf(self), [first]);
  callAttribute(result, 'update', second);
  return result;
}

export const orderedDictType: () => PyType = once(
  (): PyType =>
    defineType('collections.OrderedDict', {
      module: 'collections',
      bases: [dictType],
      doc: 'Dictionary that remembers insertion order',
      instanceDict: true,
      slots: {
        new_: (cls) => new PyDict(new HashTable(), cls, new Map()),
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
          moveToEnd(self, key, isTrue(last));
          return null;
        },
        'popitem(last=True)': (self: PyDict, last) => popItem(self, isTrue(last)),
        'pop(key, default=<unrepresentable>)': (self: PyDict, key, fallback) => {
          const value = self.table.get(key);
          if (value !== undefined) {
            if (self.cls.slots.delitem === dictType.slots.delitem) self.table.delete(key);
            else deleteItem(self, key);
            return value;
          }
          if (fallback !== undefined) return fallback;
          const missing = typeOf(self).lookup('__missing__');
          if (missing !== undefined) return call(missing, [self, key]);
          throw keyError(key);
        },
        'setdefault(key, default=None)': (self: PyDict, key, fallback) => {
          const value = self.table.get(key);
          if (value !== undefined) return value;
          setItem(self, key, fallback);
          return fallback;
        },
        'copy()': copyOf,
        '__copy__()': copyOf,
        'keys()': (self: PyDict) => view(self, 'keys'),
        'values()': (self: PyDict) => view(self, 'values'),
        'items()': (self: PyDict) => view(self, 'items'),
        '__reduce__()': (self: PyDict) => {
          const state = self.dict === null || self.dict.size === 0 ? null : instanceDict(self);
          return tuple(typeOf(self), new PyTuple([]), state, null, getIter(callAttribute(self, 'items')));
        },
      },
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
