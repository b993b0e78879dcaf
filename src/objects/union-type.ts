// `int | str`: `types.UnionType`.

import { equals } from './compare.js';
import { PyTuple } from './containers.js';
import { genericAliasType, PyGenericAlias, substituted, typeRepr, typeVariablesOf } from './generic-alias.js';
import { hash } from './hash.js';
import { defineType, extendType } from './native.js';
import { PyObject, PyType, type Value } from './object.js';
import { bitOr } from './operators.js';
import { PyFrozenSet } from './set-type.js';
import { NotImplemented, noneType, typeOf, typeType } from './types.js';

export class PyUnion extends PyObject {
  constructor(readonly args: readonly Value[]) {
    super(unionType);
  }
}

/** `a | b` where both may stand in a union, else NotImplemented: `_Py_union_type_or`. */
export function unionOf(a: Value, b: Value): Value {
  if (!isUnionable(a) || !isUnionable(b)) return NotImplemented;
  const args: Value[] = [];
  for (const member of [a, b].flatMap(members)) {
    if (!args.some((other) => other === member || (sameKind(other, member) && equals(other, member)))) {
      args.push(member);
    }
  }
  const [only] = args;
  return args.length === 1 && only !== undefined ? only : new PyUnion(args);
}

function isUnionable(value: Value): boolean {
  if (value === null || value instanceof PyType) return true;
  return value instanceof PyGenericAlias || value instanceof PyUnion || isTypingAlias(value);
}

function isTypingAlias(value: Value): boolean {
  const { name, module } = typeOf(value);
  return module === 'typing' && TYPING.has(name);
}

/** Types of `typing` whose instances may stand in a union. */
const TYPING: ReadonlySet<string> = new Set(['typing.TypeAliasType']);

function members(value: Value): readonly Value[] {
  if (value === null) return [noneType];
  return value instanceof PyUnion ? value.args : [value];
}

function sameKind(a: Value, b: Value): boolean {
  return a instanceof PyGenericAlias && b instanceof PyGenericAlias;
}

export const unionType: PyType = defineType('types.UnionType', {
  module: 'types',
  final: true,
  slots: {
    repr: (self: PyUnion) => self.args.map(typeRepr).join(' | '),
    hash: (self: PyUnion) => hash(PyFrozenSet.of(self.args)),
    eq: (self: PyUnion, other) => {
      if (!(other instanceof PyUnion)) return NotImplemented;
      const within = (from: PyUnion, to: PyUnion) =>
        from.args.every((member) => to.args.some((candidate) => equals(candidate, member)));
      return within(self, other) && within(other, self);
    },
    or: unionOf,
    ror: (self, other) => unionOf(other, self),
    getitem: (self: PyUnion, key) => {
      const shown = self.args.map(typeRepr).join(' | ');
      return substituted(self.args, parametersOf(self), key, shown).reduce((left, right) =>
        bitOr(left, right),
      );
    },
  },
  properties: {
    __args__: (self: PyUnion) => new PyTuple(self.args),
    __parameters__: (self: PyUnion) => new PyTuple(parametersOf(self)),
  },
});

function parametersOf({ args }: PyUnion): readonly Value[] {
  return [...new Set(args.flatMap(typeVariablesOf))];
}

for (const type of [typeType, genericAliasType]) {
  extendType(type, { slots: { or: unionOf, ror: (self, other) => unionOf(other, self) } });
}
