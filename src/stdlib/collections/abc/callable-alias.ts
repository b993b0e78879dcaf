// `Callable[[int], str]` of `collections.abc`: an alias that shows its parameters as a list of their own
// (`_CallableGenericAlias` in Lib/_collections_abc.py).

import { PyList, PyTuple, tuple } from '../../../objects/containers.js';
import { typeError } from '../../../objects/exceptions.js';
import {
  aliasRepr,
  genericAliasType,
  PyGenericAlias,
  substituted,
  typeRepr,
} from '../../../objects/generic-alias.js';
import { defineType } from '../../../objects/native.js';
import type { PyType, Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { Ellipsis, typeOf } from '../../../objects/types.js';
import { once } from '../../library.js';

const PARAMETER_TYPES: ReadonlySet<string> = new Set(['typing.ParamSpec', '_ConcatenateGenericAlias']);

/** `...`, a list of types, or what stands for one: `_is_param_expr`. */
function isParameterExpression(value: Value): boolean {
  if (value === Ellipsis || value instanceof PyList) return true;
  const type = typeOf(value);
  return type.module === 'typing' && PARAMETER_TYPES.has(type.name);
}

/** An alias whose parameters are one expression, not a list: `Callable[..., int]`. */
function hasExpression({ args }: PyGenericAlias): boolean {
  return args.length === 2 && isParameterExpression(args[0] ?? null);
}

export function callableAlias(origin: Value, key: Value): PyGenericAlias {
  const [parameters = null, result = null, ...more] = key instanceof PyTuple ? key.items : [];
  if (!(key instanceof PyTuple) || key.items.length < 2 || more.length > 0) {
    throw typeError('Callable must be used as Callable[[arg, ...], result].');
  }
  if (parameters instanceof PyTuple || parameters instanceof PyList) {
    return new PyGenericAlias(origin, [...parameters.items, result], false, callableAliasType());
  }
  if (!isParameterExpression(parameters)) {
    throw typeError(
      `Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got ${str(parameters)}`,
    );
  }
  return new PyGenericAlias(origin, [parameters, result], false, callableAliasType());
}

/** The parameters as the program gave them, and the result. */
function partsOf(self: PyGenericAlias): readonly [parameters: Value, result: Value] {
  const result = self.args.at(-1) ?? null;
  return [hasExpression(self) ? (self.args[0] ?? null) : new PyList(self.args.slice(0, -1)), result];
}

export const callableAliasType = once(
  (): PyType =>
    defineType('_CallableGenericAlias', {
      module: 'collections.abc',
      bases: [genericAliasType],
      slots: {
        new_: (_cls, args) => {
          const [origin = null, key = null] = args;
          return callableAlias(origin, key);
        },
        repr: (self: PyGenericAlias) => {
          if (hasExpression(self)) return aliasRepr(self);
          const shown = self.args.map(typeRepr);
          const result = shown.pop() ?? '';
          return `collections.abc.Callable[[${shown.join(', ')}], ${result}]`;
        },
        getitem: (self: PyGenericAlias, key) => {
          const args = substituted(self.args, self.parameters, key, repr(self));
          const [first = null] = args;
          const isList = first instanceof PyList || first instanceof PyTuple;
          const parts = isList ? args : [new PyTuple(args.slice(0, -1)), args.at(-1) ?? null];
          return callableAlias(self.origin, new PyTuple(parts));
        },
      },
      methods: {
        '__reduce__()': (self: PyGenericAlias) =>
          tuple(self.cls, tuple(self.origin, tuple(...partsOf(self)))),
      },
    }),
);
