// What `typing` makes of `List`, `List[int]`, `Optional[str]`, `Callable[[int], str]`: forms and aliases
// (`_SpecialForm`, `_GenericAlias` and kin in Lib/typing.py).

import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { equals } from '../../objects/compare.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { isExceptionOf, type PyException, typeError } from '../../objects/exceptions.js';
import { PyGenericAlias, typeVariablesOf } from '../../objects/generic-alias.js';
import { hash } from '../../objects/hash.js';
import { checkInstance, checkSubclass } from '../../objects/instance-check.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PyFrozenSet } from '../../objects/set-type.js';
import { genericType } from '../../objects/type-parameters.js';
import { Ellipsis, functionType, NotImplemented, noneType, typeOf } from '../../objects/types.js';
import { PyUnion } from '../../objects/union-type.js';
import { once } from '../library.js';
import { forwardRef } from './forward-ref.js';

/** How a form or alias is subscripted. */
export type Subscript = (self: PyForm, params: Value) => Value;

/** `typing.Optional`, `typing.List`: something with a name that takes parameters. */
export class PyForm extends PyObject {
  constructor(
    cls: PyType,
    readonly name: string,
    readonly subscript: Subscript,
    /** The class an alias stands for; null for a special form. */
    readonly origin: PyType | null = null,
  ) {
    super(cls, new Map());
  }
}

const refuseInstances = (self: PyForm): never => {
  throw typeError(`${repr(self)} cannot be used with isinstance()`);
};

export const specialFormType: () => PyType = once(
  (): PyType =>
    defineType('_SpecialForm', {
      module: 'typing',
      slots: {
        repr: (self: PyForm) => `typing.${self.name}`,
        call: (self: PyForm) => {
          throw typeError(`Cannot instantiate ${repr(self)}`);
        },
        getitem: (self: PyForm, params) => self.subscript(self, params),
        or: (self, other) => union([self, other]),
        ror: (self, other) => union([other, self]),
      },
      methods: {
        '__mro_entries__(bases)': (self: PyForm) => {
          throw typeError(`Cannot subclass ${repr(self)}`);
        },
        '__instancecheck__(obj)': refuseInstances,
        '__subclasscheck__(cls)': (self: PyForm) => {
          throw typeError(`${repr(self)} cannot be used with issubclass()`);
        },
      },
      properties: {
        _name: (self: PyForm) => self.name,
        __name__: (self: PyForm) => self.name,
        __qualname__: (self: PyForm) => self.name,
        __module__: () => 'typing',
      },
    }),
);

/** `typing.List` without parameters. */
export const specialAliasType: () => PyType = once(
  (): PyType =>
    defineType('_SpecialGenericAlias', {
      module: 'typing',
      slots: {
        repr: (self: PyForm) => `typing.${self.name}`,
        call: (self: PyForm) => {
          const { origin } = self;
          throw typeError(
            `Type ${self.name} cannot be instantiated; use ${origin === null ? '' : origin.name}() instead`,
          );
        },
        getitem: (self: PyForm, params) => self.subscript(self, params),
        or: (self, other) => union([self, other]),
        ror: (self, other) => union([other, self]),
      },
      methods: {
        '__mro_entries__(bases)': (self: PyForm, bases) => entriesFor(self, self.origin, bases),
        '__instancecheck__(obj)': (self: PyForm, value) => checkInstance(value, self.origin),
        '__subclasscheck__(cls)': (self: PyForm, cls) =>
          checkSubclass(cls instanceof PyForm ? cls.origin : cls, self.origin),
      },
      properties: {
        _name: (self: PyForm) => self.name,
        __name__: (self: PyForm) => self.name,
        __qualname__: (self: PyForm) => self.name,
        __module__: () => 'typing',
        __origin__: (self: PyForm) => self.origin,
        __parameters__: () => new PyTuple([]),
      },
    }),
);

/** The class, and `Generic` unless a later base brings it along. */
function entriesFor(self: Value, origin: Value, bases: Value): Value {
  const given = bases instanceof PyTuple ? bases.items : [];
  const later = given.slice(given.indexOf(self) + 1);
  const isGeneric = (base: Value): boolean =>
    base instanceof PyAlias ||
    base instanceof PyForm ||
    base instanceof PyGenericAlias ||
    (base instanceof PyType && base.isSubtypeOf(genericType));
  return new PyTuple(later.some(isGeneric) ? [origin] : [origin, genericType]);
}

type AliasKind = 'generic' | 'union' | 'literal' | 'annotated' | 'callable' | 'concatenate' | 'tuple';

/** `typing.List[int]` and its kin. */
export class PyAlias extends PyObject {
  constructor(
    readonly kind: AliasKind,
    readonly origin: Value,
    readonly args: readonly Value[],
    readonly name: string | null,
    /** What `Annotated` adds. */
    readonly metadata: readonly Value[] = [],
  ) {
    super(aliasTypes()[kind], new Map());
  }

  get parameters(): readonly Value[] {
    return [...new Set(this.args.flatMap(typeVariablesOf))];
  }
}

/** An argument as it is shown: `_type_repr`. */
export function shown(value: Value): string {
  if (value instanceof PyType) {
    return value.module === 'builtins' ? value.qualname : `${value.module}.${value.qualname}`;
  }
  if (value === Ellipsis) return '...';
  if (value instanceof PyObject && value.cls.isSubtypeOf(functionType)) {
    const name = getAttributeOr(value, '__name__');
    return typeof name === 'string' ? name : repr(value);
  }
  if (value instanceof PyTuple || value instanceof PyList) return `[${value.items.map(shown).join(', ')}]`;
  return repr(value);
}

function aliasRepr(self: PyAlias): string {
  const { kind, args, origin, metadata } = self;
  switch (kind) {
    case 'union': {
      const [a = null, b = null] = args;
      if (args.length === 2 && a === noneType) return `typing.Optional[${shown(b)}]`;
      if (args.length === 2 && b === noneType) return `typing.Optional[${shown(a)}]`;
      return `typing.Union[${args.map(shown).join(', ')}]`;
    }
    case 'literal':
      return `typing.Literal[${args.map(repr).join(', ')}]`;
    case 'annotated':
      return `typing.Annotated[${shown(origin)}, ${metadata.map(repr).join(', ')}]`;
    case 'callable': {
      const last = args.at(-1) ?? null;
      const [first = null] = args;
      const isOpen = args.length === 2 && (first === Ellipsis || !isPlainArgument(first));
      const parameters = isOpen ? shown(first) : `[${args.slice(0, -1).map(shown).join(', ')}]`;
      return `typing.Callable[${parameters}, ${shown(last)}]`;
    }
    default: {
      const name = self.name === null ? shown(origin) : `typing.${self.name}`;
      return `${name}[${args.length === 0 ? '()' : args.map(shown).join(', ')}]`;
    }
  }
}

/** Not a parameter specification, which stands for all parameters. */
function isPlainArgument(value: Value): boolean {
  const { name, module } = typeOf(value);
  if (module !== 'typing') return true;
  if (value instanceof PyAlias) return value.kind !== 'concatenate';
  return name !== 'typing.ParamSpec';
}

function substitute(self: PyAlias, key: Value): Value {
  const { parameters, kind } = self;
  const given = key instanceof PyTuple ? key.items : [key];
  if (kind === 'literal' || parameters.length === 0) throw typeError(`${repr(self)} is not a generic class`);
  if (given.length !== parameters.length) throw wrongCount(repr(self), given.length, parameters.length);
  const replace = (argument: Value): Value => {
    const position = parameters.indexOf(argument);
    if (position >= 0) return checked(given[position] ?? null);
    const nested = argument instanceof PyType ? [] : typeVariablesOf(argument);
    if (nested.length === 0) return argument;
    const slot = typeOf(argument).slots.getitem;
    return slot === undefined ? argument : slot(argument, new PyTuple(nested.map(replace)));
  };
  const args = self.args.map(replace);
  if (kind === 'union') return union(args);
  if (kind === 'annotated')
    return new PyAlias(kind, args[0] ?? null, args.slice(0, 1), self.name, self.metadata);
  return new PyAlias(kind, self.origin, args, self.name);
}

export function wrongCount(what: string, actual: number, expected: number): PyException {
  const few = actual < expected ? 'few' : 'many';
  return typeError(`Too ${few} arguments for ${what}; actual ${actual}, expected ${expected}`);
}

function aliasEquals(self: PyAlias, other: Value): Value {
  if (other instanceof PyUnion && self.kind === 'union') return sameMembers(self.args, other.args);
  if (!(other instanceof PyAlias)) return NotImplemented;
  if (self.kind !== other.kind)
    return self.kind === 'union' || other.kind === 'union' ? false : NotImplemented;
  if (self.kind === 'union') return sameMembers(self.args, other.args);
  if (self.kind === 'literal') {
    const keys = (alias: PyAlias): Value[] => alias.args.map((arg) => new PyTuple([arg, typeOf(arg)]));
    return sameMembers(keys(self), keys(other));
  }
  return (
    equals(self.origin, other.origin) &&
    equals(new PyTuple(self.args), new PyTuple(other.args)) &&
    equals(new PyTuple(self.metadata), new PyTuple(other.metadata))
  );
}

function sameMembers(a: readonly Value[], b: readonly Value[]): boolean {
  return equals(PyFrozenSet.of(a), PyFrozenSet.of(b));
}

function refuseSubscripted(self: PyAlias): never {
  if (self.kind === 'union') throw typeError('unreachable');
  throw typeError('Subscripted generics cannot be used with class and instance checks');
}

function instantiate(
  self: PyAlias,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
): Value {
  const { kind, origin, name } = self;
  if (kind === 'union') throw typeError('Cannot instantiate typing.Union');
  if (kind === 'literal') throw typeError('Cannot instantiate typing.Literal');
  if (name !== null && kind !== 'annotated') {
    throw typeError(
      `Type ${name} cannot be instantiated; use ${origin instanceof PyType ? origin.name : repr(origin)}() instead`,
    );
  }
  const made = call(origin, args, keywords);
  try {
    setAttribute(made, '__orig_class__', self);
  } catch (error) {
    if (!isExceptionOf(error, 'AttributeError') && !isExceptionOf(error, 'TypeError')) throw error;
  }
  return made;
}

/** Attributes that an alias has itself; all others are its origin's. */
const isOwn = (name: string): boolean => name.startsWith('__') && name.endsWith('__');

function makeAliasType(name: string): PyType {
  return defineType(name, {
    module: 'typing',
    slots: {
      repr: aliasRepr,
      call: instantiate,
      getitem: substitute,
      eq: aliasEquals,
      hash: (self: PyAlias) => {
        if (self.kind === 'union' || self.kind === 'literal') return hash(PyFrozenSet.of(self.args));
        return hash(new PyTuple([self.origin, ...self.args]));
      },
      or: (self, other) => union([self, other]),
      ror: (self, other) => union([other, self]),
      getattr: (self: PyAlias, attribute) => {
        if (isOwn(attribute) || self.kind === 'union' || self.kind === 'literal') return undefined;
        return getAttribute(self.origin, attribute);
      },
    },
    methods: {
      '__mro_entries__(bases)': (self: PyAlias, bases) => {
        if (self.kind === 'union' || self.kind === 'literal')
          throw typeError(`Cannot subclass ${repr(self)}`);
        return entriesFor(self, self.origin, bases);
      },
      '__instancecheck__(obj)': (self: PyAlias, value) =>
        self.kind === 'union' ? self.args.some((arg) => checkInstance(value, arg)) : refuseSubscripted(self),
      '__subclasscheck__(cls)': (self: PyAlias, cls) =>
        self.kind === 'union' ? self.args.some((arg) => checkSubclass(cls, arg)) : refuseSubscripted(self),
      '__copy__()': (self) => self,
      '__deepcopy__(memo)': (self) => self,
    },
    properties: {
      __origin__: (self: PyAlias) => self.origin,
      __args__: (self: PyAlias) => new PyTuple(self.args),
      __parameters__: (self: PyAlias) => new PyTuple(self.parameters),
      __metadata__: (self: PyAlias) => new PyTuple(self.metadata),
      __module__: () => 'typing',
      __name__: (self: PyAlias) => self.name ?? getAttribute(self.origin, '__name__'),
      _name: (self: PyAlias) => self.name,
    },
  });
}

const aliasTypes = once((): Record<AliasKind, PyType> => {
  const generic = makeAliasType('_GenericAlias');
  return {
    generic,
    tuple: generic,
    union: makeAliasType('_UnionGenericAlias'),
    literal: makeAliasType('_LiteralGenericAlias'),
    annotated: makeAliasType('_AnnotatedAlias'),
    callable: makeAliasType('_CallableGenericAlias'),
    concatenate: makeAliasType('_ConcatenateGenericAlias'),
  };
});

/** An argument as it is meant: None is its type, a text names something to come: `_type_convert`. */
export function checked(value: Value): Value {
  if (value === null) return noneType;
  const text = strValue(value);
  return text === undefined ? value : forwardRef(text);
}

let unionForm: Value = null;
/** `typing.Union` itself is the origin of unions. */
export function setUnionForm(form: Value): void {
  unionForm = form;
}

/** `typing.Union[...]`: flat, without repetitions; a single member is itself. */
export function union(members: readonly Value[]): Value {
  const flat: Value[] = [];
  for (const member of members) {
    if (member instanceof PyAlias && member.kind === 'union') flat.push(...member.args);
    else if (member instanceof PyUnion) flat.push(...member.args);
    else flat.push(checked(member));
  }
  const args: Value[] = [];
  for (const member of flat)
    if (!args.some((other) => other === member || equals(other, member))) args.push(member);
  const [only] = args;
  if (args.length === 1 && only !== undefined) return only;
  return new PyAlias(
    'union',
    unionForm,
    args,
    args.length === 2 && args.includes(noneType) ? 'Optional' : 'Union',
  );
}
