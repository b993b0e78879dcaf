// `collections.ChainMap` (Lib/collections/__init__.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { isExceptionOf, keyError, PyException } from '../../objects/exceptions.js';
import { checkInstance } from '../../objects/instance-check.js';
import { getIter, iterate, toArray } from '../../objects/iteration.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { contains, deleteItem, getItem, setItem } from '../../objects/subscript.js';
import { NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { mapping, mutableMapping } from './abc/mappings.js';

const mapsOf = (self: Value): readonly Value[] => toArray(getAttribute(self, 'maps'));
const firstOf = (self: Value): Value => mapsOf(self)[0] ?? null;

/** All keys, those of the last map first. */
function keysOf(self: Value): PyDict {
  const keys = new PyDict();
  for (const map of mapsOf(self).toReversed()) for (const key of iterate(map)) keys.table.set(key, null);
  return keys;
}

/** What the first map does, with a KeyError worded for the chain. */
function onFirst(action: () => Value, message: string): Value {
  try {
    return action();
  } catch (error) {
    if (!isExceptionOf(error, 'KeyError')) throw error;
    const replacement = keyError(message);
    replacement.context = error instanceof PyException ? error : null;
    replacement.contextIsSet = true;
    throw replacement;
  }
}

export const chainMapClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('ChainMap', {
      module: 'collections',
      bases: [mutableMapping(m)],
      metatype: mutableMapping(m).cls,
      instanceDict: true,
      abstract: {},
      variadic: {
        '__init__(self, *maps)': (args) => {
          const [self = null, ...maps] = args;
          setOwnAttribute(self, 'maps', new PyList(maps.length === 0 ? [new PyDict()] : maps));
          return null;
        },
      },
      methods: {
        '__missing__(self, key)': (_self, key) => {
          throw keyError(key);
        },
        '__getitem__(self, key)': (self, key) => {
          for (const map of mapsOf(self)) {
            try {
              return getItem(map, key);
            } catch (error) {
              if (!isExceptionOf(error, 'KeyError')) throw error;
            }
          }
          return callAttribute(self, '__missing__', key);
        },
        'get(self, key, default=None)': (self, key, fallback) =>
          contains(self, key) ? getItem(self, key) : fallback,
        '__len__(self)': (self) => keysOf(self).table.size,
        '__iter__(self)': (self) => getIter(keysOf(self)),
        '__contains__(self, key)': (self, key) => mapsOf(self).some((map) => contains(map, key)),
        '__bool__(self)': (self) => mapsOf(self).some(isTrue),
        '__repr__(self)': (self) =>
          self instanceof PyObject
            ? reprGuarded(self, '...', () => `${typeName(self)}(${mapsOf(self).map(repr).join(', ')})`)
            : '',
        'copy(self)': copyOf,
        '__copy__(self)': copyOf,
        'new_child(self, m=None, **kwargs)': (self, given, kwargs) => {
          let child = given;
          if (child === null) child = kwargs;
          else if (kwargs instanceof PyDict && kwargs.table.size > 0) callAttribute(child, 'update', kwargs);
          return call(typeOf(self), [child, ...mapsOf(self)]);
        },
        '__setitem__(self, key, value)': (self, key, value) => {
          setItem(firstOf(self), key, value);
          return null;
        },
        '__delitem__(self, key)': (self, key) =>
          onFirst(
            () => {
              deleteItem(firstOf(self), key);
              return null;
            },
            `Key not found in the first mapping: ${repr(key)}`,
          ),
        'popitem(self)': (self) =>
          onFirst(() => callAttribute(firstOf(self), 'popitem'), 'No keys found in the first mapping.'),
        'pop(self, key, *args)': (self, key, args) =>
          onFirst(
            () => callAttribute(firstOf(self), 'pop', key, ...toArray(args)),
            `Key not found in the first mapping: ${repr(key)}`,
          ),
        'clear(self)': (self) => callAttribute(firstOf(self), 'clear'),
        '__ior__(self, other)': (self, other) => {
          callAttribute(firstOf(self), 'update', other);
          return self;
        },
        '__or__(self, other)': (self, other) => {
          if (!checkInstance(other, mapping(m))) return NotImplemented;
          const result = callAttribute(self, 'copy');
          callAttribute(firstOf(result), 'update', other);
          return result;
        },
        '__ror__(self, other)': (self, other) => {
          if (!checkInstance(other, mapping(m))) return NotImplemented;
          const result = new PyDict();
          for (const map of [other, ...mapsOf(self).toReversed()]) callAttribute(result, 'update', map);
          return call(typeOf(self), [result]);
        },
      },
      classMethods: {
        'fromkeys(cls, iterable, value=None, /)': (cls, iterable, value) => {
          const dict = new PyDict();
          for (const key of iterate(iterable)) dict.table.set(key, value);
          return call(cls, [dict]);
        },
      },
      properties: { parents: (self) => call(typeOf(self), mapsOf(self).slice(1)) },
    }),
);

function copyOf(self: Value): Value {
  const [first = null, ...rest] = mapsOf(self);
  return call(typeOf(self), [callAttribute(first, 'copy'), ...rest]);
}
