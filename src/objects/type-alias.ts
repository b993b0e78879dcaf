// `type Name = ...`: `typing.TypeAliasType`. The value is evaluated when it is first asked for.

import { strValue } from './boxed.js';
import { PyTuple } from './containers.js';
import { typeError } from './exceptions.js';
import { genericAlias, typeVariablesOf } from './generic-alias.js';
import { defineType } from './native.js';
import { PyObject, type Value } from './object.js';
import { Lazy } from './type-parameters.js';
import { givenTypeName } from './types.js';
import { unionOf } from './union-type.js';

export class PyTypeAlias extends PyObject {
  constructor(
    readonly name: string,
    readonly module: Value,
    readonly typeParameters: PyTuple,
    readonly lazy: Lazy,
  ) {
    super(typeAliasType);
  }
}

export const typeAliasType = defineType('typing.TypeAliasType', {
  module: 'typing',
  final: true,
  slots: {
    new_: (_cls, args, keywords) => {
      const [name = keywords?.get('name') ?? null, value = keywords?.get('value') ?? null] = args;
      const text = strValue(name);
      if (text === undefined)
        throw typeError(`typealias() argument 'name' must be str, not ${givenTypeName(name)}`);
      const parameters = keywords?.get('type_params') ?? new PyTuple([]);
      if (!(parameters instanceof PyTuple)) throw typeError('type_params must be a tuple');
      return new PyTypeAlias(text, '__main__', parameters, Lazy.of(value));
    },
    repr: (self: PyTypeAlias) => self.name,
    or: unionOf,
    ror: (self, other) => unionOf(other, self),
    getitem: (self: PyTypeAlias, key) => {
      if (self.typeParameters.items.length === 0)
        throw typeError('Only generic type aliases are subscriptable');
      return genericAlias(self, key);
    },
  },
  properties: {
    __name__: (self: PyTypeAlias) => self.name,
    __module__: (self: PyTypeAlias) => self.module,
    __value__: (self: PyTypeAlias) => self.lazy.value,
    __type_params__: (self: PyTypeAlias) => self.typeParameters,
    __parameters__: (self: PyTypeAlias) => new PyTuple(self.typeParameters.items.flatMap(typeVariablesOf)),
  },
});
