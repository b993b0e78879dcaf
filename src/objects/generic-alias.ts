// `list[int]` and its kin: `types.GenericAlias`.
//
// An alias behaves as its origin with arguments remembered. Unions of aliases and classes stand in `union-type.ts`;
// what `typing` adds stands there.

import { getAttribute, getAttributeOr, setAttribute } from './attributes.js';
import { call } from './call.js';
import { equals } from './compare.js';
import { emptyTuple, PyTuple } from './containers.js';
import { isExceptionOf, typeError } from './exceptions.js';
import { hash } from './hash.js';
import { nativeIterator } from './iteration.js';
import { defineType } from './native.js';
import { PyObject, PyType, type Value } from './object.js';
import { repr } from './repr.js';
import { Ellipsis, NotImplemented, noneType, typeOf } from './types.js';

export class PyGenericAlias extends PyObject {
  #parameters: readonly Value[] | undefined;

  constructor(
    readonly origin: Value,
    readonly args: readonly Value[],
    /** Made by `*tuple[int]`. */
    readonly starred = false,
    cls: PyType = genericAliasType,
  ) {
    super(cls);
  }

  /** The type variables among the arguments, each once. */
  get parameters(): readonly Value[] {
    this.#parameters ??= [...new Set(this.args.flatMap(typeVariablesOf))];
    return this.#parameters;
  }
}

/** `origin[key]` for a class that only remembers its arguments. */
export function genericAlias(origin: Value, key: Value): PyGenericAlias {
  return new PyGenericAlias(origin, itemsOf(key));
}

function itemsOf(key: Value): readonly Value[] {
  return key instanceof PyTuple ? key.items : [key];
}

/** The type variables that are, or are in, an argument. */
export function typeVariablesOf(argument: Value): readonly Value[] {
  if (argument instanceof PyType) return [];
  if (typeOf(argument).lookup('__typing_subst__') !== undefined) return [argument];
  const nested = getAttributeOr(argument, '__parameters__');
  return nested instanceof PyTuple ? nested.items : [];
}

/** A class or other argument as annotations show it: `_Py_typing_type_repr`. */
export function typeRepr(value: Value): string {
  if (value === Ellipsis) return '...';
  if (value === null || value === noneType) return 'None';
  if (!(value instanceof PyType)) return repr(value);
  return value.module === 'builtins' ? value.qualname : `${value.module}.${value.qualname}`;
}

export function aliasRepr(self: PyGenericAlias): string {
  const args = self.args.length === 0 ? '()' : self.args.map(typeRepr).join(', ');
  return `${self.starred ? '*' : ''}${typeRepr(self.origin)}[${args}]`;
}

/** `list[T][int]`: puts the given arguments in the places of the type variables. */
function substitute(self: PyGenericAlias, key: Value): Value {
  const args = substituted(self.args, self.parameters, key, aliasRepr(self));
  return new PyGenericAlias(self.origin, args, self.starred);
}

/** The arguments of `shown`, with what is given in the places of its type variables. */
export function substituted(
  args: readonly Value[],
  parameters: readonly Value[],
  key: Value,
  shown: string,
): readonly Value[] {
  if (parameters.length === 0) throw typeError(`${shown} is not a generic class`);
  const given = itemsOf(key);
  if (given.length !== parameters.length) {
    const few = given.length < parameters.length ? 'few' : 'many';
    throw typeError(
      `Too ${few} arguments for ${shown}; actual ${given.length}, expected ${parameters.length}`,
    );
  }
  const replace = (argument: Value): Value => {
    const position = parameters.indexOf(argument);
    if (position >= 0) return given[position] ?? null;
    const nested = typeVariablesOf(argument);
    if (nested.length === 0) return argument;
    const slot = typeOf(argument).slots.getitem;
    return slot === undefined ? argument : slot(argument, new PyTuple(nested.map(replace)));
  };
  return args.map(replace);
}

/** Attributes an alias has itself; all others are its origin's (`ga_getattro`). */
const OWN_ATTRIBUTES: ReadonlySet<string> = new Set([
  '__class__',
  '__origin__',
  '__args__',
  '__parameters__',
  '__unpacked__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
]);

export const genericAliasType: PyType = defineType('types.GenericAlias', {
  module: 'types',
  slots: {
    new_: (_cls, args) => {
      const [origin, parameters] = args;
      if (origin === undefined || parameters === undefined || args.length > 2) {
        throw typeError(`GenericAlias expected 2 arguments, got ${args.length}`);
      }
      return genericAlias(origin, parameters);
    },
    repr: aliasRepr,
    hash: (self: PyGenericAlias) => {
      const code = BigInt(hash(self.origin)) ^ BigInt(hash(new PyTuple(self.args)));
      const wrapped = BigInt.asIntN(64, code);
      return Number.isSafeInteger(Number(wrapped)) ? Number(wrapped) : wrapped;
    },
    eq: (self: PyGenericAlias, other) => {
      if (!(other instanceof PyGenericAlias)) return NotImplemented;
      return (
        self.starred === other.starred &&
        equals(self.origin, other.origin) &&
        equals(new PyTuple(self.args), new PyTuple(other.args))
      );
    },
    call: (self: PyGenericAlias, args, keywords) => {
      const instance = call(self.origin, args, keywords);
      try {
        setAttribute(instance, '__orig_class__', self);
      } catch (error) {
        if (!isExceptionOf(error, 'AttributeError') && !isExceptionOf(error, 'TypeError')) throw error;
      }
      return instance;
    },
    getitem: substitute,
    iter: (self: PyGenericAlias) => {
      let done = false;
      return nativeIterator('generic_alias_iterator', () => {
        if (done) return undefined;
        done = true;
        return new PyGenericAlias(self.origin, self.args, true);
      });
    },
    getattribute: (self: PyGenericAlias, name) => {
      if (!OWN_ATTRIBUTES.has(name)) return getAttribute(self.origin, name);
      return ownAttribute(self, name);
    },
  },
  methods: {
    '__mro_entries__(bases, /)': baseEntries,
    '__instancecheck__(instance, /)': () => {
      throw typeError('isinstance() argument 2 cannot be a parameterized generic');
    },
    '__subclasscheck__(cls, /)': () => {
      throw typeError('issubclass() argument 2 cannot be a parameterized generic');
    },
  },
  properties: {
    __origin__: (self: PyGenericAlias) => self.origin,
    __args__: (self: PyGenericAlias) => new PyTuple(self.args),
    __parameters__: (self: PyGenericAlias) => new PyTuple(self.parameters),
    __unpacked__: (self: PyGenericAlias) => self.starred,
  },
});

function ownAttribute(self: PyGenericAlias, name: string): Value | undefined {
  if (name === '__class__') return self.cls;
  const attribute = self.cls.lookup(name);
  if (attribute === undefined) return undefined;
  return typeOf(attribute).slots.get?.(attribute, self, self.cls) ?? attribute;
}

/** `Generic[T]` adds nothing where another generic base follows. */
function baseEntries(self: PyGenericAlias, bases: Value): Value {
  const isPlain = !(self.origin instanceof PyType) || self.origin.qualname !== 'Generic';
  if (isPlain || !(bases instanceof PyTuple)) return new PyTuple([self.origin]);
  const later = bases.items.slice(bases.items.indexOf(self) + 1);
  const isRepeated = later.some((base) => isGenericBase(base) && !equals(base, self));
  const isProtocol = bases.items.some((base) => base instanceof PyType && base.qualname === 'Protocol');
  return isRepeated || isProtocol ? emptyTuple : new PyTuple([self.origin]);
}

function isGenericBase(base: Value): boolean {
  if (!(base instanceof PyGenericAlias && base.origin instanceof PyType)) return false;
  return (
    ['Generic', 'Protocol'].includes(base.origin.qualname) ||
    base.origin.lookup('__parameters__') !== undefined
  );
}
