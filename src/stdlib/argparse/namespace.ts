// `argparse.Namespace`, and the repr of everything in `argparse` that shows its settings.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { setAttribute } from '../../objects/attributes.js';
import { equals } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { isIdentifier } from '../../objects/str-case.js';
import { contains } from '../../objects/subscript.js';
import { isInstance, NotImplemented, typeName } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { get } from './names.js';

export const attributeHolderClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('_AttributeHolder', {
      module: 'argparse',
      instanceDict: true,
      methods: {
        '__repr__(self)': (self) => {
          const shown = toArray(callAttribute(self, '_get_args')).map(repr);
          const odd = new PyDict();
          for (const pair of toArray(callAttribute(self, '_get_kwargs'))) {
            const [name = null, value = null] = toArray(pair);
            if (isIdentifier(str(name))) shown.push(`${str(name)}=${repr(value)}`);
            else odd.table.set(name, value);
          }
          if (odd.table.size > 0) shown.push(`**${repr(odd)}`);
          return `${typeName(self)}(${shown.join(', ')})`;
        },
        '_get_kwargs(self)': (self) => callAttribute(get(self, '__dict__'), 'items'),
        '_get_args(self)': () => new PyDict(),
      },
    }),
);

export const namespaceClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('Namespace', {
      module: 'argparse',
      bases: [attributeHolderClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, **kwargs)': (self, given) => {
          for (const [name, value] of keywordsOf(given) ?? []) setAttribute(self, name, value);
          return null;
        },
        '__eq__(self, other)': (self, other: Value) =>
          isInstance(other, namespaceClass(m))
            ? equals(get(self, '__dict__'), get(other, '__dict__'))
            : NotImplemented,
        '__contains__(self, key)': (self, key) => contains(get(self, '__dict__'), key),
      },
    }),
);
