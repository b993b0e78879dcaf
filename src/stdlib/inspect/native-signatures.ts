// The parameters of natives as `inspect.signature` gives them: where CPython has no text of them, there is none here.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { defineType, type PyNative, PyNativeMethod } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { type Parameter, type ParameterKind, Signature } from '../../objects/signature.js';
import { classMethodDescriptorType } from '../../objects/types.js';
import { once } from '../library.js';
import {
  KEYWORD_ONLY,
  makeParameter,
  POSITIONAL_ONLY,
  POSITIONAL_OR_KEYWORD,
  type PyParameter,
  VAR_KEYWORD,
  VAR_POSITIONAL,
} from './parameter.js';

const KIND_NUMBERS: Record<ParameterKind, number> = {
  'positional only': POSITIONAL_ONLY,
  'positional or keyword': POSITIONAL_OR_KEYWORD,
  'var positional': VAR_POSITIONAL,
  'keyword only': KEYWORD_ONLY,
  'var keyword': VAR_KEYWORD,
};

/** A default that is no literal: shown as it is written. */
class WrittenDefault extends PyObject {
  constructor(readonly text: string) {
    super(writtenDefaultType());
  }
}

const writtenDefaultType = once(() =>
  defineType('object', { slots: { repr: (self: WrittenDefault) => self.text } }),
);

function defaultOf({ defaultText, defaultValue }: Parameter): Value | undefined {
  if (defaultText === undefined) return undefined;
  if (defaultValue !== undefined) return defaultValue;
  const isFloat = /^-?\d+\.\d*(e-?\d+)?$/.test(defaultText);
  return isFloat ? new PyFloat(Number(defaultText)) : new WrittenDefault(defaultText);
}

export function parametersOf(m: KernelMachine, signature: Signature): PyParameter[] {
  return signature.parameters.map((parameter) => {
    const value = defaultOf(parameter);
    const parts = { name: parameter.name, kind: KIND_NUMBERS[parameter.kind] };
    return makeParameter(m, value === undefined ? parts : { ...parts, default: value });
  });
}

/** A signature in Python's notation: `(a, b=1)`, as `__text_signature__` and `__signature__` may have it. */
export function parametersOfText(m: KernelMachine, text: string): PyParameter[] {
  const inner = text.replace(/\$(self|module|type)/, '$1');
  return parametersOf(m, new Signature(`f${inner}`));
}

/** Functions of `builtins` whose parameters CPython can not tell. */
const FUNCTIONS_WITHOUT = new Set([
  '__build_class__',
  'dir',
  'getattr',
  'iter',
  'max',
  'min',
  'next',
  'vars',
]);

/** Functions whose arguments are looked at one by one, and so are declared in another way than they are told. */
const FUNCTION_TEXTS: ReadonlyMap<string, string> = new Map([
  ['sorted', '(iterable, /, *, key=None, reverse=False)'],
]);

/** Methods of built-in types whose parameters CPython can not tell. */
const METHODS_WITHOUT = new Set([
  ...['count', 'endswith', 'find', 'index', 'rfind', 'rindex', 'startswith'].flatMap((name) => [
    `str.${name}`,
    `bytes.${name}`,
    `bytearray.${name}`,
  ]),
  'str.maketrans',
  'int.__round__',
  'dict.pop',
  'dict.update',
  'bytes.hex',
  'bytearray.hex',
]);

/** Null where there is no signature. Methods that are not bound begin with their object. */
export function nativeParameters(m: KernelMachine, fn: PyNative | PyNativeMethod): PyParameter[] | null {
  const isUnbound = fn instanceof PyNativeMethod;
  if (!isUnbound && fn.module === 'builtins' && FUNCTIONS_WITHOUT.has(fn.name)) return null;
  if (METHODS_WITHOUT.has(isUnbound ? fn.qualname : `${fn.owner?.name}.${fn.name}`)) return null;
  const text = !isUnbound && fn.module === 'builtins' ? FUNCTION_TEXTS.get(fn.name) : undefined;
  const own = text === undefined ? parametersOf(m, fn.signature) : parametersOfText(m, text);
  if (!isUnbound) return own;
  const name = fn.cls === classMethodDescriptorType ? 'type' : 'self';
  return [makeParameter(m, { name, kind: POSITIONAL_ONLY }), ...own];
}

/** How the built-in types are called, as CPython tells it. */
const TYPE_TEXTS: ReadonlyMap<string, string> = new Map([
  ['bool', '(object=False, /)'],
  ['classmethod', '(function, /)'],
  ['complex', '(real=0, imag=0)'],
  ['enumerate', '(iterable, start=0)'],
  ['filter', '(function, iterable, /)'],
  ['float', '(x=0, /)'],
  ['frozenset', '(iterable=(), /)'],
  ['list', '(iterable=(), /)'],
  ['map', '(function, iterable, /, *iterables)'],
  ['memoryview', '(object)'],
  ['object', '()'],
  ['operator.attrgetter', '(attr, /, *attrs)'],
  ['operator.itemgetter', '(item, /, *items)'],
  ['operator.methodcaller', '(name, /, *args, **kwargs)'],
  ['property', '(fget=None, fset=None, fdel=None, doc=None)'],
  ['reversed', '(sequence, /)'],
  ['set', '(iterable=(), /)'],
  ['staticmethod', '(function, /)'],
  ['tuple', '(iterable=(), /)'],
  ['zip', '(*iterables, strict=False)'],
]);

export function typeSignatureText(type: PyType): string | undefined {
  if (type.heap) return undefined;
  return TYPE_TEXTS.get(type.module === 'builtins' ? type.name : `${type.module}.${type.qualname}`);
}
