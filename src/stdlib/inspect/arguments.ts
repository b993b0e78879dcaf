// The older ways to ask for parameters: `getfullargspec`, `getcallargs`, `getargs`, and what a closure refers to.

import { Code } from '../../execution/code.js';
import { PyFunction } from '../../execution/function.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { PyException, typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import type { Keywords, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { argumentNames } from './frames.js';
import { makeTuple } from './named-tuples.js';
import {
  emptyType,
  KEYWORD_ONLY,
  POSITIONAL_ONLY,
  POSITIONAL_OR_KEYWORD,
  type PyParameter,
  VAR_KEYWORD,
  VAR_POSITIONAL,
} from './parameter.js';
import type { PySignature } from './signature.js';
import { fullSignatureOf } from './signature-of.js';

interface Spec {
  readonly args: readonly PyParameter[];
  readonly varargs: string | null;
  readonly varkw: string | null;
  readonly kwonly: readonly PyParameter[];
  readonly signature: PySignature;
}

/** Parameters by kind, `self` of bound methods included. */
function specOf(m: KernelMachine, callable: Value): Spec {
  let signature: PySignature;
  try {
    signature = fullSignatureOf(m, callable);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    const unsupported = typeError('unsupported callable');
    unsupported.cause = error;
    unsupported.suppressContext = true;
    throw unsupported;
  }
  const { parameters } = signature;
  const nameOf = (kind: number): string | null => parameters.find((one) => one.kind === kind)?.name ?? null;
  return {
    args: parameters.filter(({ kind }) => kind === POSITIONAL_ONLY || kind === POSITIONAL_OR_KEYWORD),
    varargs: nameOf(VAR_POSITIONAL),
    varkw: nameOf(VAR_KEYWORD),
    kwonly: parameters.filter(({ kind }) => kind === KEYWORD_ONLY),
    signature,
  };
}

function fullArgSpec(m: KernelMachine, callable: Value): Value {
  const { args, varargs, varkw, kwonly, signature } = specOf(m, callable);
  const defaults = args.filter((one) => one.hasDefault).map((one) => one.default);
  const named = kwonly.filter((one) => one.hasDefault).map((one): [Value, Value] => [one.name, one.default]);
  const annotations = new PyDict();
  if (signature.returns !== emptyType()) annotations.table.set('return', signature.returns);
  for (const { name, annotation } of signature.parameters)
    if (annotation !== emptyType()) annotations.table.set(name, annotation);
  return makeTuple(m, 'FullArgSpec', [
    new PyList(args.map(({ name }) => name)),
    varargs,
    varkw,
    defaults.length === 0 ? null : new PyTuple(defaults),
    new PyList(kwonly.map(({ name }) => name)),
    named.length === 0 ? null : PyDict.of(named),
    annotations,
  ]);
}

function joined(names: readonly string[]): string {
  const shown = names.map((name) => repr(name));
  if (shown.length < 3) return shown.join(' and ');
  return `${shown.slice(0, -2).join(', ')}, ${shown.at(-2)} and ${shown.at(-1)}`;
}

function missing(fn: string, names: readonly string[], kind: string): TypeErrorOf {
  const plural = names.length === 1 ? '' : 's';
  return typeError(`${fn}() missing ${names.length} required ${kind} argument${plural}: ${joined(names)}`);
}
type TypeErrorOf = ReturnType<typeof typeError>;

function tooMany(fn: string, { args, varargs, kwonly }: Spec, given: number, values: PyDict): TypeErrorOf {
  const defaults = args.filter((one) => one.hasDefault).length;
  const least = args.length - defaults;
  const named = kwonly.filter(({ name }) => values.table.has(name)).length;
  let takes = `${args.length}`;
  let plural = args.length !== 1;
  if (varargs !== null) {
    takes = `at least ${least}`;
    plural = least !== 1;
  } else if (defaults > 0) {
    takes = `from ${least} to ${args.length}`;
    plural = true;
  }
  const s = (count: number): string => (count === 1 ? '' : 's');
  const and =
    named === 0 ? '' : ` positional argument${s(given)} (and ${named} keyword-only argument${s(named)})`;
  const were = given === 1 && named === 0 ? 'was' : 'were';
  return typeError(
    `${fn}() takes ${takes} positional argument${plural ? 's' : ''} but ${given}${and} ${were} given`,
  );
}

function callArguments(
  m: KernelMachine,
  callable: Value,
  positional: readonly Value[],
  named: Keywords | null,
): PyDict {
  const spec = specOf(m, callable);
  const { args, varargs, varkw, kwonly } = spec;
  const fn = str(getAttribute(callable, '__name__'));
  const given = callable instanceof PyBoundMethod ? [callable.self, ...positional] : positional;
  const values = new PyDict();
  for (const [index, { name }] of args.entries()) {
    const value = given[index];
    if (value !== undefined) values.table.set(name, value);
  }
  if (varargs !== null) values.table.set(varargs, new PyTuple(given.slice(args.length)));
  const rest = new PyDict();
  if (varkw !== null) values.table.set(varkw, rest);
  for (const [name, value] of named ?? []) {
    if (![...args, ...kwonly].some((one) => one.name === name)) {
      if (varkw === null) throw typeError(`${fn}() got an unexpected keyword argument ${repr(name)}`);
      rest.table.set(name, value);
    } else if (values.table.has(name))
      throw typeError(`${fn}() got multiple values for argument ${repr(name)}`);
    else values.table.set(name, value);
  }
  if (given.length > args.length && varargs === null) throw tooMany(fn, spec, given.length, values);
  for (const [parameters, kind] of [
    [args, 'positional'],
    [kwonly, 'keyword-only'],
  ] as const) {
    const absent = parameters.filter(({ name }) => !values.table.has(name));
    const required = absent.filter((one) => !one.hasDefault).map(({ name }) => name);
    if (required.length > 0) throw missing(fn, required, kind);
    for (const one of absent) values.table.set(one.name, one.default);
  }
  return values;
}

function closureVariables(m: KernelMachine, callable: Value): Value {
  const fn = callable instanceof PyBoundMethod ? callable.func : callable;
  if (!(fn instanceof PyFunction)) throw typeError(`${repr(fn)} is not a Python function`);
  const nonlocals = new PyDict();
  for (const [index, name] of fn.code.freeNames.entries()) {
    const value = fn.closure[index]?.value;
    if (value !== undefined) nonlocals.table.set(name, value);
  }
  const globals = new PyDict();
  const builtins = new PyDict();
  const unbound: Value[] = [];
  for (const name of fn.code.compiler.names()) {
    const [own, builtin] = [fn.globals.get(name), m.builtins.get(name)];
    if (own !== undefined) globals.table.set(name, own);
    else if (builtin !== undefined) builtins.table.set(name, builtin);
    else unbound.push(name);
  }
  return makeTuple(m, 'ClosureVars', [nonlocals, globals, builtins, PySet.of(unbound)]);
}

export const argumentFunctions = (m: KernelMachine): Record<string, NativeBody> => ({
  'getfullargspec(func)': (callable) => fullArgSpec(m, callable),
  'getcallargs(func, /, *positional, **named)': (callable, positional, named) =>
    callArguments(m, callable, toArray(positional), keywordsOf(named)),
  'getargs(co)': (code) => {
    if (!(code instanceof Code)) throw typeError(`${repr(code)} is not a code object`);
    const { args, varargs, varkw } = argumentNames(code);
    return makeTuple(m, 'Arguments', [new PyList([...args]), varargs, varkw]);
  },
  'getclosurevars(func)': (callable) => closureVariables(m, callable),
});
