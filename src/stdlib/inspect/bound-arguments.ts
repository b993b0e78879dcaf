// `inspect.BoundArguments`: what each parameter of a signature is given by a call.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { equals } from '../../objects/compare.js';
import { emptyTuple, PyDict, PyTuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { isInstance, NotImplemented, typeName } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { KEYWORD_ONLY, type PyParameter, VAR_KEYWORD, VAR_POSITIONAL } from './parameter.js';

/** What of a signature is asked for here. */
export interface HasParameters extends PyObject {
  readonly parameters: readonly PyParameter[];
}

export class PyBoundArguments extends PyObject {
  signature: Value = null;
  parameters: readonly PyParameter[] = [];
  arguments: Value = null;

  given(name: string): Value | undefined {
    return this.arguments instanceof PyDict ? this.arguments.table.get(name) : undefined;
  }

  /** The arguments up to the first one that has to go by name. */
  get args(): Value[] {
    const args: Value[] = [];
    for (const { name, kind } of this.parameters) {
      const value = this.given(name);
      if (kind === VAR_KEYWORD || kind === KEYWORD_ONLY || value === undefined) break;
      if (kind === VAR_POSITIONAL) args.push(...toArray(value));
      else args.push(value);
    }
    return args;
  }

  get kwargs(): PyDict {
    const kwargs = new PyDict();
    let begun = false;
    for (const { name, kind } of this.parameters) {
      const value = this.given(name);
      begun ||= kind === VAR_KEYWORD || kind === KEYWORD_ONLY || value === undefined;
      if (!begun || value === undefined) continue;
      if (kind === VAR_KEYWORD) updateDict(kwargs, value);
      else kwargs.table.set(name, value);
    }
    return kwargs;
  }

  applyDefaults(): void {
    const filled = new PyDict();
    for (const parameter of this.parameters) {
      const { name, kind } = parameter;
      const value = this.given(name);
      if (value !== undefined) filled.table.set(name, value);
      else if (parameter.hasDefault) filled.table.set(name, parameter.default);
      else if (kind === VAR_POSITIONAL) filled.table.set(name, emptyTuple);
      else if (kind === VAR_KEYWORD) filled.table.set(name, new PyDict());
    }
    this.arguments = filled;
  }
}

export function boundArguments(m: KernelMachine, signature: HasParameters, values: PyDict): PyBoundArguments {
  const made = new PyBoundArguments(boundArgumentsType(m));
  made.signature = signature;
  made.parameters = signature.parameters;
  made.arguments = values;
  return made;
}

/** Whether a value has parameters, as signatures have. */
const hasParameters = (value: Value): value is HasParameters =>
  value instanceof PyObject && 'parameters' in value && Array.isArray(value.parameters);

export const boundArgumentsType: (m: KernelMachine) => PyType = perMachine((_m: KernelMachine): PyType => {
  const signature = new Signature('def __init__(self, signature, arguments)');
  const fill = (self: PyBoundArguments, owner: Value, values: Value): void => {
    if (!hasParameters(owner)) throw typeError('a signature is expected');
    self.signature = owner;
    self.parameters = owner.parameters;
    self.arguments = values;
  };
  const type: PyType = defineType('BoundArguments', {
    module: 'inspect',
    slots: {
      new_: (cls) => new PyBoundArguments(cls),
      init: (self: PyBoundArguments, args, keywords) => {
        const [, owner = null, values = null] = signature.bind(
          'BoundArguments.__init__',
          [self, ...args],
          keywords,
        );
        fill(self, owner, values);
      },
      repr: (self: PyBoundArguments) => {
        const entries = self.arguments instanceof PyDict ? [...self.arguments.table.entries()] : [];
        const shown = entries.map(([name, value]) => `${str(name)}=${repr(value)}`);
        return `<${typeName(self)} (${shown.join(', ')})>`;
      },
      eq: (self: PyBoundArguments, other) => {
        if (self === other) return true;
        if (!(other instanceof PyBoundArguments) || !isInstance(other, type)) return NotImplemented;
        return equals(self.signature, other.signature) && equals(self.arguments, other.arguments);
      },
      hash: null,
    },
    methods: {
      'apply_defaults()': (self: PyBoundArguments) => {
        self.applyDefaults();
        return null;
      },
      '__getstate__()': (self: PyBoundArguments) =>
        PyDict.of([
          ['_signature', self.signature],
          ['arguments', self.arguments],
        ]),
      '__setstate__(state)': (self: PyBoundArguments, state) => {
        if (!(state instanceof PyDict)) throw typeError('the state of BoundArguments is a dict');
        fill(self, state.table.get('_signature') ?? null, state.table.get('arguments') ?? null);
        return null;
      },
    },
    properties: {
      signature: (self: PyBoundArguments) => self.signature,
      args: (self: PyBoundArguments) => new PyTuple(self.args),
      kwargs: (self: PyBoundArguments) => self.kwargs,
      arguments: {
        get: (self: PyBoundArguments) => self.arguments,
        set: (self: PyBoundArguments, value) => {
          self.arguments = value ?? null;
        },
      },
    },
  });
  return type;
});
