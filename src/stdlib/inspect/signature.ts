// `inspect.Signature`: the parameters of a callable. How they are found is in `signature-of.ts`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { noAttribute } from '../../objects/attribute-error.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { PyMappingProxy } from '../../objects/mapping-proxy.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PyFrozenSet } from '../../objects/set-type.js';
import { Signature } from '../../objects/signature.js';
import { isInstance, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { orderedDictType } from '../collections/ordered-dict.js';
import { bindArguments } from './binding.js';
import { boundArguments, boundArgumentsType } from './bound-arguments.js';
import { formatAnnotation } from './format-annotation.js';
import {
  describeKind,
  emptyType,
  KEYWORD_ONLY,
  POSITIONAL_ONLY,
  POSITIONAL_OR_KEYWORD,
  PyParameter,
  parameterType,
  VAR_POSITIONAL,
} from './parameter.js';

export class PySignature extends PyObject {
  parameters: readonly PyParameter[] = [];
  returns: Value = emptyType();
  #mapping: Value = null;

  /** `signature.parameters`, the same object each time. */
  get mapping(): Value {
    if (this.#mapping === null) {
      const pairs = this.parameters.map((parameter) => tuple(parameter.name, parameter));
      this.#mapping = new PyMappingProxy(call(orderedDictType(), [new PyTuple(pairs)]));
    }
    return this.#mapping;
  }

  format(maxWidth: number): string {
    const parts: string[] = [];
    let afterPositionalOnly = false;
    let needsStar = true;
    for (const parameter of this.parameters) {
      const { kind } = parameter;
      if (kind === POSITIONAL_ONLY) afterPositionalOnly = true;
      else if (afterPositionalOnly) {
        parts.push('/');
        afterPositionalOnly = false;
      }
      if (kind === VAR_POSITIONAL) needsStar = false;
      else if (kind === KEYWORD_ONLY && needsStar) {
        parts.push('*');
        needsStar = false;
      }
      parts.push(parameter.shown);
    }
    if (afterPositionalOnly) parts.push('/');
    const line = `(${parts.join(', ')})`;
    const text = line.length > maxWidth ? `(\n    ${parts.join(',\n    ')}\n)` : line;
    return this.returns === emptyType() ? text : `${text} -> ${formatAnnotation(this.returns)}`;
  }

  /** Keyword-only parameters may stand in any order in equal signatures. */
  get basis(): Value {
    const isNamed = ({ kind }: PyParameter): boolean => kind === KEYWORD_ONLY;
    return tuple(
      new PyTuple(this.parameters.filter((parameter) => !isNamed(parameter))),
      PyFrozenSet.of(this.parameters.filter(isNamed)),
      this.returns,
    );
  }
}

/** A signature of the very class, without checks. */
export function makeSignature(
  cls: PyType,
  parameters: readonly PyParameter[],
  returns: Value = emptyType(),
): PySignature {
  const made = new PySignature(cls);
  made.parameters = parameters;
  made.returns = returns;
  return made;
}

function checked(given: Value): PyParameter[] {
  const parameters: PyParameter[] = [];
  let highest = POSITIONAL_ONLY;
  let seenDefault = false;
  for (const parameter of iterate(given)) {
    if (!(parameter instanceof PyParameter)) throw noAttribute(parameter, 'kind');
    const { kind, name } = parameter;
    if (kind < highest)
      throw valueError(
        `wrong parameter order: ${describeKind(highest)} parameter before ${describeKind(kind)} parameter`,
      );
    highest = kind;
    if (kind === POSITIONAL_ONLY || kind === POSITIONAL_OR_KEYWORD) {
      if (parameter.hasDefault) seenDefault = true;
      else if (seenDefault) throw valueError('non-default argument follows default argument');
    }
    if (parameters.some((other) => other.name === name))
      throw valueError(`duplicate parameter name: ${repr(name)}`);
    parameters.push(parameter);
  }
  return parameters;
}

/** `from_callable`, which `signature-of.ts` gives: it needs the class, and the class needs it. */
export type FromCallable = (
  m: KernelMachine,
  cls: PyType,
  callable: Value,
  options: SignatureOptions,
) => PySignature;

export interface SignatureOptions {
  readonly followWrapped: boolean;
  readonly globals: Value;
  readonly locals: Value;
  readonly evaluate: boolean;
}

export function makeSignatureType(m: KernelMachine, fromCallable: FromCallable): PyType {
  const signature = new Signature(
    'def __init__(self, parameters=None, *, return_annotation=<empty>, __validate_parameters__=True)',
  );
  const replace = (self: PySignature, parameters: Value, returns: Value): Value =>
    call(
      typeOf(self),
      [parameters === undefined ? new PyTuple(self.parameters) : parameters],
      new Map([['return_annotation', returns === undefined ? self.returns : returns]]),
    );
  const bind = (partial: boolean) => (self: PySignature, args: Value, kwargs: Value) =>
    boundArguments(m, self, bindArguments(self.parameters, toArray(args), keywordsOf(kwargs), partial));
  const type: PyType = defineType('Signature', {
    module: 'inspect',
    slots: {
      new_: (cls) => new PySignature(cls),
      init: (self: PySignature, args, keywords) => {
        const [, parameters = null, returns] = signature.bind(
          'Signature.__init__',
          [self, ...args],
          keywords,
        );
        self.parameters = parameters === null ? [] : checked(parameters);
        self.returns = returns === undefined ? emptyType() : returns;
      },
      str: (self: PySignature) => self.format(Number.POSITIVE_INFINITY),
      repr: (self: PySignature) => `<${typeName(self)} ${self.format(Number.POSITIVE_INFINITY)}>`,
      hash: (self: PySignature) => hash(self.basis),
      eq: (self: PySignature, other) => {
        if (self === other) return true;
        if (!(other instanceof PySignature) || !isInstance(other, type)) return NotImplemented;
        return equals(self.basis, other.basis);
      },
    },
    methods: {
      'replace(*, parameters=<void>, return_annotation=<void>)': replace,
      '__replace__(*, parameters=<void>, return_annotation=<void>)': replace,
      'bind(*args, **kwargs)': bind(false),
      'bind_partial(*args, **kwargs)': bind(true),
      'format(*, max_width=None)': (self: PySignature, width) => {
        const most = intValue(width);
        return self.format(most === undefined ? Number.POSITIVE_INFINITY : Number(most));
      },
      '__reduce__()': (self: PySignature) =>
        tuple(
          typeOf(self),
          tuple(new PyTuple(self.parameters)),
          PyDict.of([['_return_annotation', self.returns]]),
        ),
      '__setstate__(state)': (self: PySignature, state) => {
        if (!(state instanceof PyDict)) throw typeError('the state of a Signature is a dict');
        self.returns = state.table.get('_return_annotation') ?? null;
        return null;
      },
    },
    classMethods: {
      'from_callable(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False)': (
        cls: PyType,
        callable,
        follow,
        globals,
        locals,
        evaluate,
      ) =>
        fromCallable(m, cls, callable, {
          followWrapped: isTrue(follow),
          globals,
          locals,
          evaluate: isTrue(evaluate),
        }),
    },
    properties: {
      parameters: (self: PySignature) => self.mapping,
      return_annotation: (self: PySignature) => self.returns,
    },
    attributes: {
      empty: emptyType(),
      _parameter_cls: parameterType(m),
      _bound_arguments_cls: boundArgumentsType(m),
    },
  });
  return type;
}
