// `types.SimpleNamespace`: an object whose attributes are what it is made with (Objects/namespaceobject.c).

import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { equals } from '../../objects/compare.js';
import { emptyTuple, PyDict, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { typeError } from '../../objects/exceptions.js';
import { dictAccessor, instanceDict } from '../../objects/instance-dict.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { once } from '../library.js';

export const simpleNamespaceType = once(
  (): PyType =>
    defineType('types.SimpleNamespace', {
      module: 'types',
      instanceDict: true,
      slots: {
        new_: (cls) => new PyObject(cls, new Map()),
        init: (self: PyObject, args, keywords) => {
          if (args.length > 1) {
            throw typeError(`${typeName(self)} expected at most 1 argument, got ${args.length}`);
          }
          const [mapping] = args;
          if (mapping !== undefined) fill(self, mapping);
          for (const [name, value] of keywords ?? []) self.dict?.set(name, value);
        },
        repr: (self: PyObject) => {
          const name = typeOf(self) === simpleNamespaceType() ? 'namespace' : typeName(self);
          return reprGuarded(self, `${name}(...)`, () => {
            const shown: string[] = [];
            for (const [key, value] of self.dict ?? []) {
              const text = strValue(key);
              if (text !== undefined && text !== '') shown.push(`${text}=${repr(value)}`);
            }
            return `${name}(${shown.join(', ')})`;
          });
        },
        eq: (self: PyObject, other) => {
          if (!(other instanceof PyObject) || !typeOf(other).isSubtypeOf(simpleNamespaceType()))
            return NotImplemented;
          return equals(instanceDict(self), instanceDict(other));
        },
        hash: null,
      },
      methods: {
        '__reduce__()': (self: PyObject) => tuple(typeOf(self), emptyTuple, instanceDict(self)),
        '__replace__(**changes)': (self: PyObject, changes) => {
          const made = call(typeOf(self));
          if (!(made instanceof PyObject)) return made;
          for (const [name, value] of self.dict ?? []) made.dict?.set(name, value);
          for (const [name, value] of keywordsOf(changes) ?? []) made.dict?.set(name, value);
          return made;
        },
      },
      properties: { __dict__: dictAccessor },
    }),
);

function fill(self: PyObject, mapping: Value): void {
  const given = new PyDict();
  updateDict(given, mapping);
  for (const [key, value] of given.table.entries()) {
    if (strValue(key) === undefined) throw typeError('keywords must be strings');
    self.dict?.set(key, value);
  }
}

export function simpleNamespace(values: Record<string, Value>): PyObject {
  return new PyObject(simpleNamespaceType(), new Map<Value, Value>(Object.entries(values)));
}
