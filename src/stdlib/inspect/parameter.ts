// `inspect.Parameter` and its kinds.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { equals } from '../../objects/compare.js';
import { PyDict, tuple } from '../../objects/containers.js';
import { isExceptionOf, typeError, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { defineType, extendType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { isIdentifier } from '../../objects/str-case.js';
import { isInstance, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { deriveEnum, intEnumClass } from '../enum/classes.js';
import { isKeyword } from '../keyword.js';
import { libraryFunction, once, perMachine } from '../library.js';
import { propertyOf } from '../library-class.js';
import { formatAnnotation } from './format-annotation.js';

/** The kinds in the order in which parameters stand in a signature. */
export const KINDS = [
  { name: 'POSITIONAL_ONLY', description: 'positional-only' },
  { name: 'POSITIONAL_OR_KEYWORD', description: 'positional or keyword' },
  { name: 'VAR_POSITIONAL', description: 'variadic positional' },
  { name: 'KEYWORD_ONLY', description: 'keyword-only' },
  { name: 'VAR_KEYWORD', description: 'variadic keyword' },
] as const;
export const POSITIONAL_ONLY = 0;
export const POSITIONAL_OR_KEYWORD = 1;
export const VAR_POSITIONAL = 2;
export const KEYWORD_ONLY = 3;
export const VAR_KEYWORD = 4;

export const describeKind = (kind: number): string => KINDS[kind]?.description ?? '';

/** `inspect._empty`: stands for a default or an annotation that is not there. */
export const emptyType = once(() => defineType('_empty', { module: 'inspect' }));

const kindClass = perMachine((m: KernelMachine): PyType => {
  const names: Record<string, Value> = { __module__: 'inspect' };
  for (const [value, { name }] of KINDS.entries()) names[name] = value;
  names.__str__ = libraryFunction('__str__(self)', (self) => getAttribute(self, '_name_'), 'inspect');
  names.description = propertyOf(
    libraryFunction('description(self)', (self) => describeKind(Number(intValue(self) ?? 0)), 'inspect'),
  );
  return deriveEnum(m, '_ParameterKind', [intEnumClass(m)], names);
});

export const kindMembers = perMachine((m: KernelMachine): readonly Value[] =>
  KINDS.map(({ name }) => getAttribute(kindClass(m), name)),
);

export class PyParameter extends PyObject {
  name = '';
  kind = POSITIONAL_OR_KEYWORD;
  default: Value = emptyType();
  annotation: Value = emptyType();

  get hasDefault(): boolean {
    return this.default !== emptyType();
  }

  /** As it stands in a signature. */
  get shown(): string {
    let text = this.name;
    if (this.annotation !== emptyType()) text += `: ${formatAnnotation(this.annotation)}`;
    if (this.hasDefault) text += `${this.annotation === emptyType() ? '=' : ' = '}${repr(this.default)}`;
    if (this.kind === VAR_POSITIONAL) return `*${text}`;
    return this.kind === VAR_KEYWORD ? `**${text}` : text;
  }
}

export interface ParameterParts {
  readonly name: string;
  readonly kind: number;
  readonly default?: Value;
  readonly annotation?: Value;
}

/** A parameter without checks: of a function that is there already. */
export function makeParameter(m: KernelMachine, parts: ParameterParts): PyParameter {
  const made = new PyParameter(parameterType(m));
  const implicit = /^\.(\d+)$/.exec(parts.name);
  made.name = implicit === null ? parts.name : `implicit${implicit[1]}`;
  made.kind = implicit === null ? parts.kind : POSITIONAL_ONLY;
  made.default = parts.default === undefined ? emptyType() : parts.default;
  made.annotation = parts.annotation === undefined ? emptyType() : parts.annotation;
  return made;
}

/** The same parameter with other parts. */
export function changed(parameter: PyParameter, parts: Partial<ParameterParts>): PyParameter {
  const made = new PyParameter(parameter.cls);
  made.name = parts.name ?? parameter.name;
  made.kind = parts.kind ?? parameter.kind;
  made.default = parts.default === undefined ? parameter.default : parts.default;
  made.annotation = parts.annotation === undefined ? parameter.annotation : parts.annotation;
  return made;
}

function initialize(
  m: KernelMachine,
  self: PyParameter,
  name: Value,
  kind: Value,
  given: Value,
  annotation: Value,
): void {
  self.kind = kindOf(m, kind);
  const hasDefault = given !== undefined && given !== emptyType();
  if (hasDefault && (self.kind === VAR_POSITIONAL || self.kind === VAR_KEYWORD))
    throw valueError(`${describeKind(self.kind)} parameters cannot have default values`);
  self.default = given;
  self.annotation = annotation;
  if (name === emptyType()) throw valueError('name is a required attribute for Parameter');
  const text = strValue(name);
  if (text === undefined) throw typeError(`name must be a str, not a ${typeName(name)}`);
  const implicit = /^\.(\d+)$/.exec(text);
  if (implicit !== null) {
    if (self.kind !== POSITIONAL_OR_KEYWORD)
      throw valueError(
        `implicit arguments must be passed as positional or keyword arguments, not ${describeKind(self.kind)}`,
      );
    self.kind = POSITIONAL_ONLY;
    self.name = `implicit${implicit[1]}`;
    return;
  }
  if (!isIdentifier(text) || (isKeyword(text) && self.kind !== POSITIONAL_ONLY))
    throw valueError(`${repr(text)} is not a valid parameter name`);
  self.name = text;
}

function kindOf(m: KernelMachine, kind: Value): number {
  try {
    return Number(intValue(call(kindClass(m), [kind])));
  } catch (error) {
    if (!isExceptionOf(error, 'ValueError')) throw error;
    throw valueError(`value ${repr(kind)} is not a valid Parameter.kind`);
  }
}

export const parameterType: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const signature = new Signature('def __init__(self, name, kind, *, default=<empty>, annotation=<empty>)');
  const kind = (self: PyParameter): Value => kindMembers(m)[self.kind] ?? self.kind;
  const replace = (self: PyParameter, name: Value, given: Value, annotation: Value, value: Value): Value =>
    call(
      typeOf(self),
      [name === undefined ? self.name : name, given === undefined ? kind(self) : given],
      new Map([
        ['default', value === undefined ? self.default : value],
        ['annotation', annotation === undefined ? self.annotation : annotation],
      ]),
    );
  const type: PyType = defineType('Parameter', {
    module: 'inspect',
    slots: {
      new_: (cls) => new PyParameter(cls),
      init: (self: PyParameter, args, keywords) => {
        const [, name = null, given = null, value, annotation] = signature.bind(
          'Parameter.__init__',
          [self, ...args],
          keywords,
        );
        initialize(
          m,
          self,
          name,
          given,
          value === undefined ? emptyType() : value,
          annotation === undefined ? emptyType() : annotation,
        );
      },
      str: (self: PyParameter) => self.shown,
      repr: (self: PyParameter) => `<${typeName(self)} "${self.shown}">`,
      hash: (self: PyParameter) => hash(tuple(self.name, self.kind, self.annotation, self.default)),
      eq: (self: PyParameter, other) => {
        if (self === other) return true;
        if (!(other instanceof PyParameter) || !isInstance(other, type)) return NotImplemented;
        return (
          self.name === other.name &&
          self.kind === other.kind &&
          equals(self.default, other.default) &&
          equals(self.annotation, other.annotation)
        );
      },
    },
    methods: {
      'replace(*, name=<void>, kind=<void>, annotation=<void>, default=<void>)': replace,
      '__replace__(*, name=<void>, kind=<void>, annotation=<void>, default=<void>)': replace,
      '__reduce__()': (self: PyParameter) =>
        tuple(
          typeOf(self),
          tuple(self.name, kind(self)),
          PyDict.of([
            ['_default', self.default],
            ['_annotation', self.annotation],
          ]),
        ),
      '__setstate__(state)': (self: PyParameter, state) => {
        if (!(state instanceof PyDict)) throw typeError('the state of a Parameter is a dict');
        self.default = state.table.get('_default') ?? null;
        self.annotation = state.table.get('_annotation') ?? null;
        return null;
      },
    },
    properties: {
      name: (self: PyParameter) => self.name,
      kind,
      default: (self: PyParameter) => self.default,
      annotation: (self: PyParameter) => self.annotation,
    },
  });
  return extendType(type, {
    attributes: {
      empty: emptyType(),
      ...Object.fromEntries(KINDS.map(({ name }, index) => [name, kindMembers(m)[index] ?? null])),
    },
  });
});
