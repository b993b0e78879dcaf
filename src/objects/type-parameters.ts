// Type variables (PEP 695, 696): `T`, `*Ts` and `**P`, as `def f[T]` and `typing.TypeVar` make them.
//
// Bounds, constraints and defaults are evaluated when they are first asked for. What else `typing` has stands there.

import { PyTuple } from './containers.js';
import { typeError } from './exceptions.js';
import { genericAlias, PyGenericAlias, typeVariablesOf } from './generic-alias.js';
import { nativeIterator } from './iteration.js';
import { defineType, extendType } from './native.js';
import { PyObject, type PyType, type Value } from './object.js';
import { str } from './repr.js';

/** Evaluates what was written, once. */
export class Lazy {
  #value: Value | undefined;
  #evaluate: (() => Value) | null;

  constructor(evaluate: () => Value) {
    this.#evaluate = evaluate;
  }

  static of(value: Value): Lazy {
    return new Lazy(() => value);
  }

  get value(): Value {
    if (this.#value === undefined && this.#evaluate !== null) {
      this.#value = this.#evaluate();
      this.#evaluate = null;
    }
    return this.#value ?? null;
  }
}

export type Variance = 'invariant' | 'covariant' | 'contravariant' | 'inferred';

/** What the three kinds share. */
abstract class TypeParameter extends PyObject {
  constructor(
    cls: PyType,
    readonly name: string,
    /** `__module__`: where it was made. */
    readonly module: Value,
    readonly variance: Variance,
    readonly fallback: Lazy | null,
  ) {
    super(cls, new Map());
  }

  get shown(): string {
    const { name, variance } = this;
    return variance === 'inferred' ? name : `${SIGNS[variance]}${name}`;
  }

  get defaultValue(): Value {
    return this.fallback === null ? noDefault : this.fallback.value;
  }
}

const SIGNS = { invariant: '~', covariant: '+', contravariant: '-' };

export class PyTypeVar extends TypeParameter {
  constructor(
    name: string,
    module: Value,
    variance: Variance,
    /** A bound, or the tuple of constraints. */
    readonly bound: Lazy | null,
    readonly constraints: Lazy | null,
    fallback: Lazy | null,
  ) {
    super(typeVarType, name, module, variance, fallback);
  }
}

export class PyParamSpec extends TypeParameter {
  constructor(
    name: string,
    module: Value,
    variance: Variance,
    readonly bound: Lazy | null,
    fallback: Lazy | null,
  ) {
    super(paramSpecType, name, module, variance, fallback);
  }
}

export class PyTypeVarTuple extends TypeParameter {
  constructor(name: string, module: Value, fallback: Lazy | null) {
    super(typeVarTupleType, name, module, 'inferred', fallback);
  }
}

/** `P.args` or `P.kwargs`. */
class ParamSpecPart extends PyObject {
  constructor(
    cls: PyType,
    readonly origin: PyParamSpec,
  ) {
    super(cls);
  }
}

const OWN = { module: 'typing', final: true, instanceDict: true } as const;

export const noDefaultType = defineType('NoDefaultType', {
  module: 'typing',
  final: true,
  slots: { repr: () => 'typing.NoDefault' },
});
/** `typing.NoDefault` */
export const noDefault = new PyObject(noDefaultType);

const shared = {
  slots: {
    repr: (self: TypeParameter) => self.shown,
  },
  properties: {
    __name__: (self: TypeParameter) => self.name,
    __module__: (self: TypeParameter) => self.module,
    __default__: (self: TypeParameter) => self.defaultValue,
  },
  methods: {
    'has_default()': (self: TypeParameter) => self.fallback !== null,
    '__reduce__()': (self: TypeParameter) => self.name,
    '__mro_entries__(bases, /)': (self: TypeParameter) => {
      throw typeError(`Cannot subclass an instance of ${self.cls.name}`);
    },
    '__typing_subst__(arg, /)': (_self: TypeParameter, arg: Value) => arg,
  },
};

const variances = {
  __bound__: (self: PyTypeVar | PyParamSpec) => self.bound?.value ?? null,
  __covariant__: (self: TypeParameter) => self.variance === 'covariant',
  __contravariant__: (self: TypeParameter) => self.variance === 'contravariant',
  __infer_variance__: (self: TypeParameter) => self.variance === 'inferred',
};

export const typeVarType = defineType('typing.TypeVar', OWN);
extendType(typeVarType, {
  ...shared,
  properties: {
    ...shared.properties,
    ...variances,
    __constraints__: (self: PyTypeVar) => self.constraints?.value ?? new PyTuple([]),
  },
});

export const paramSpecType = defineType('typing.ParamSpec', OWN);
export const paramSpecArgsType = defineType('typing.ParamSpecArgs', { module: 'typing', final: true });
export const paramSpecKwargsType = defineType('typing.ParamSpecKwargs', { module: 'typing', final: true });
extendType(paramSpecType, {
  ...shared,
  properties: {
    ...shared.properties,
    ...variances,
    args: (self: PyParamSpec) => new ParamSpecPart(paramSpecArgsType, self),
    kwargs: (self: PyParamSpec) => new ParamSpecPart(paramSpecKwargsType, self),
  },
});
for (const [type, word] of [
  [paramSpecArgsType, 'args'],
  [paramSpecKwargsType, 'kwargs'],
] as const) {
  extendType(type, {
    slots: {
      repr: (self: ParamSpecPart) => `${self.origin.name}.${word}`,
      eq: (self: ParamSpecPart, other) =>
        other instanceof ParamSpecPart && other.cls === self.cls && other.origin === self.origin,
    },
    properties: { __origin__: (self: ParamSpecPart) => self.origin },
  });
}

export const typeVarTupleType = defineType('typing.TypeVarTuple', OWN);
extendType(typeVarTupleType, {
  ...shared,
  slots: {
    ...shared.slots,
    iter: (self: PyTypeVarTuple) => {
      let done = false;
      return nativeIterator('generator', () => {
        if (done) return undefined;
        done = true;
        return genericAlias(unpackForm, self);
      });
    },
  },
});

/** `typing.Unpack`, of which `*Ts` is a short form. */
const specialFormType = defineType('_SpecialForm', {
  module: 'typing',
  final: true,
  slots: { repr: () => 'typing.Unpack', getitem: (self, key) => genericAlias(self, key) },
});
export const unpackForm = new PyObject(specialFormType);

/** `typing.Generic`, the base that `class C[T]` has without writing it. */
export const genericType = defineType('Generic', {
  module: 'typing',
  classMethods: {
    '__class_getitem__(params, /)': (cls: PyType, params) => subscripted(cls, params),
    '__init_subclass__(*args, **kwargs)': (cls: PyType) => {
      cls.attrs.set('__parameters__', new PyTuple(parametersOf(cls)));
      return null;
    },
  },
});

/** The type variables of a generic class: those of its bases, in the order of `Generic[...]` if that is one. */
function parametersOf(cls: PyType): readonly Value[] {
  const bases = cls.attrs.get('__orig_bases__');
  if (!(bases instanceof PyTuple)) {
    if (cls.bases.includes(genericType) && cls.name !== 'Protocol')
      throw typeError('Cannot inherit from plain Generic');
    return [];
  }
  if (bases.items.includes(genericType)) throw typeError('Cannot inherit from plain Generic');
  const used = [...new Set(bases.items.flatMap(typeVariablesOf))];
  const listed = bases.items.filter(
    (base): base is PyGenericAlias => base instanceof PyGenericAlias && base.origin === genericType,
  );
  const [only] = listed;
  if (only === undefined) return used;
  if (listed.length > 1) throw typeError('Cannot inherit from Generic[...] multiple times.');
  const missing = used.filter((variable) => !only.parameters.includes(variable));
  if (missing.length > 0) {
    const names = missing.map(str).join(', ');
    throw typeError(
      `Some type variables (${names}) are not listed in Generic[${only.parameters.map(str).join(', ')}]`,
    );
  }
  return only.parameters;
}

function subscripted(cls: PyType, params: Value): PyGenericAlias {
  const given = params instanceof PyTuple ? params.items : [params];
  if (cls === genericType) {
    if (given.length === 0) throw typeError('Parameter list to Generic[...] cannot be empty');
    if (!given.every((item) => typeVariablesOf(item).length > 0))
      throw typeError(
        'Parameters to Generic[...] must all be type variables or parameter specification variables.',
      );
    return new PyGenericAlias(cls, given);
  }
  const parameters = cls.lookup('__parameters__');
  const expected = parameters instanceof PyTuple ? parameters.items : [];
  if (expected.length === 0)
    throw typeError(`<class '${cls.module}.${cls.qualname}'> is not a generic class`);
  const isFixed = expected.every((item) => item instanceof PyTypeVar && item.fallback === null);
  if (isFixed && given.length !== expected.length) {
    const few = given.length < expected.length ? 'few' : 'many';
    const shown = `<class '${cls.module}.${cls.qualname}'>`;
    throw typeError(`Too ${few} arguments for ${shown}; actual ${given.length}, expected ${expected.length}`);
  }
  return new PyGenericAlias(cls, given);
}
