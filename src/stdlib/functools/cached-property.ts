// `functools.cached_property`: computed once, then an attribute of the instance.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import { isExceptionOf, typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { setItem } from '../../objects/subscript.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

export const cachedPropertyClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('cached_property', {
      module: 'functools',
      instanceDict: true,
      methods: {
        '__init__(self, func)': (self, func) => {
          setOwnAttribute(self, 'func', func);
          setOwnAttribute(self, 'attrname', null);
          setOwnAttribute(self, '__doc__', getAttribute(func, '__doc__'));
          setOwnAttribute(self, '__module__', getAttribute(func, '__module__'));
          return null;
        },
        '__set_name__(self, owner, name)': (self, _owner, name) => {
          const known = ownAttribute(self, 'attrname') ?? null;
          if (known === null) setOwnAttribute(self, 'attrname', name);
          else if (known !== name) {
            throw typeError(
              `Cannot assign the same cached_property to two different names (${repr(known)} and ${repr(name)}).`,
            );
          }
          return null;
        },
        '__get__(self, instance, owner=None)': (self, instance) => {
          if (instance === null) return self;
          const name = ownAttribute(self, 'attrname') ?? null;
          if (name === null) {
            throw typeError('Cannot use cached_property instance without calling __set_name__ on it.');
          }
          return valueFor(self, instance, name);
        },
      },
      classMethods: { '__class_getitem__(cls, item)': (cls, item) => genericAlias(cls, item) },
    }),
);

function valueFor(self: Value, instance: Value, name: Value): Value {
  const cache = getAttributeOr(instance, '__dict__');
  if (cache === undefined) {
    throw typeError(
      `No '__dict__' attribute on ${repr(typeName(instance))} instance to cache ${repr(name)} property.`,
    );
  }
  const known = cache instanceof PyDict ? cache.table.get(name) : callAttribute(cache, 'get', name);
  if (known !== undefined && known !== null) return known;
  if (known === null && cache instanceof PyDict) return known;
  const value = call(ownAttribute(self, 'func') ?? null, [instance]);
  try {
    setItem(cache, name, value);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    throw typeError(
      `The '__dict__' attribute on ${repr(typeName(instance))} instance does not support item assignment for caching ${repr(name)} property.`,
    );
  }
  return value;
}
