// `collections.defaultdict` (Modules/_collectionsmodule.c).

import { getAttribute } from '../../objects/attributes.js';
import { call, isCallable } from '../../objects/call.js';
import { emptyTuple, PyDict, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { keyError, typeError } from '../../objects/exceptions.js';
import { HashTable } from '../../objects/hash-table.js';
import { getIter } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { dictType, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { once } from '../library.js';

class PyDefaultDict extends PyDict {
  factory: Value = null;
}

function copyOf(self: PyDefaultDict): Value {
  return call(typeOf(self), [self.factory, self]);
}

export const defaultDictType: () => PyType = once(
  (): PyType =>
    defineType('collections.defaultdict', {
      module: 'collections',
      bases: [dictType],
      slots: {
        new_: (cls) => new PyDefaultDict(new HashTable(), cls, cls.hasInstanceDict ? new Map() : null),
        init: (self: PyDefaultDict, args, keywords) => {
          const [factory = null, ...rest] = args;
          if (factory !== null && !isCallable(factory)) {
            throw typeError('first argument must be callable or None');
          }
          self.factory = factory;
          dictType.slots.init?.(self, rest, keywords);
        },
        repr: (self: PyDefaultDict) => {
          const shown = dictType.slots.repr?.(self) ?? '';
          const factory = self.factory === null ? 'None' : reprGuarded(self, '...', () => repr(self.factory));
          return `${typeName(self).split('.').at(-1)}(${factory}, ${shown})`;
        },
        or: (self, other) => {
          if (!(self instanceof PyDict) || !(other instanceof PyDict)) return NotImplemented;
          if (!(self instanceof PyDefaultDict)) return merged(other, self, other);
          return merged(self, self, other);
        },
        ror: (self, other) => {
          if (!(self instanceof PyDict) || !(other instanceof PyDict)) return NotImplemented;
          return merged(self, other, self);
        },
      },
      methods: {
        '__missing__(key, /)': (self: PyDefaultDict, key) => {
          if (self.factory === null) throw keyError(key);
          const value = call(self.factory);
          self.table.set(key, value);
          return value;
        },
        'copy()': copyOf,
        '__copy__()': copyOf,
        '__reduce__()': (self: PyDefaultDict) =>
          tuple(
            typeOf(self),
            self.factory === null ? emptyTuple : tuple(self.factory),
            null,
            null,
            getIter(call(getAttribute(self, 'items'))),
          ),
      },
      properties: {
        default_factory: {
          get: (self: PyDefaultDict) => self.factory,
          set: (self: PyDefaultDict, value) => {
            self.factory = value ?? null;
          },
        },
      },
    }),
);

function merged(like: Value, first: PyDict, second: PyDict): Value {
  if (!(like instanceof PyDefaultDict)) return NotImplemented;
  const result = call(typeOf(like), [like.factory, first]);
  if (result instanceof PyDict) updateDict(result, second);
  return result;
}
