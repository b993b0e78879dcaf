// The `is...` functions of `inspect`: what kind of object something is.

import { isAwaitable } from '../../execution/coroutine.js';
import { PyFunction } from '../../execution/function.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { PyType, type Value } from '../../objects/object.js';
import {
  asyncGeneratorType,
  builtinFunctionType,
  codeType,
  coroutineType,
  frameType,
  functionType,
  generatorType,
  getsetDescriptorType,
  isInstance,
  memberDescriptorType,
  methodType,
  methodWrapperType,
  moduleType,
  tracebackType,
  typeOf,
} from '../../objects/types.js';
import { isNativeCoroutineFunction } from '../asyncio/native-coroutine.js';
import { PyPartial } from '../functools/partial.js';
import { ownAttribute, PyLibraryFunction } from '../library.js';

type Predicate = (value: Value) => boolean;

const isFunction: Predicate = (value) => isInstance(value, functionType);

/** The function behind methods and partials. */
function innermost(value: Value): Value {
  let inner = value;
  for (;;) {
    if (inner instanceof PyBoundMethod) inner = inner.func;
    else if (inner instanceof PyPartial) inner = inner.func;
    else return inner;
  }
}

/** The attribute that `markcoroutinefunction` sets, and what it is set to. */
export const COROUTINE_MARK = '_is_coroutine_mark';
const isMarked = (fn: Value): boolean => ownAttribute(fn, COROUTINE_MARK) !== undefined;

export function isCoroutineFunction(value: Value): boolean {
  const fn = innermost(value);
  if (isNativeCoroutineFunction(fn)) return true;
  if (fn instanceof PyFunction && fn.code.kind === 'coroutine') return true;
  return (fn instanceof PyFunction || fn instanceof PyLibraryFunction) && isMarked(fn);
}

function isKind(kind: string): Predicate {
  return (value) => {
    const fn = innermost(value);
    return fn instanceof PyFunction && fn.code.kind === kind;
  };
}

const isMethod: Predicate = (value) => isInstance(value, methodType);

function isMethodDescriptor(value: Value): boolean {
  if (value instanceof PyType || isMethod(value) || isFunction(value)) return false;
  // Its `__get__` only warns that it will be one.
  if (value instanceof PyPartial) return false;
  const { slots } = typeOf(value);
  return slots.get !== undefined && slots.set === undefined && slots.delete === undefined;
}

function isDataDescriptor(value: Value): boolean {
  if (value instanceof PyType || isMethod(value) || isFunction(value)) return false;
  const { slots } = typeOf(value);
  return slots.set !== undefined || slots.delete !== undefined;
}

function isAbstractClass(value: Value): boolean {
  if (!(value instanceof PyType)) return false;
  if (value.isAbstract) return true;
  // While `ABCMeta` is still making the class, its flag is not set yet.
  if (getAttributeOr(typeOf(value), 'register') === undefined || value.attrs.has('__abstractmethods__'))
    return false;
  const names = new Set([...value.attrs.keys(), ...value.bases.flatMap(abstractNames)]);
  return [...names].some(
    (name) =>
      typeof name === 'string' &&
      getAttributeOr(getAttributeOr(value, name) ?? null, '__isabstractmethod__') === true,
  );
}

const abstractNames = (base: PyType): string[] =>
  [...base.attrs.keys()].filter((name): name is string => typeof name === 'string');

const isInstanceOf =
  (type: PyType): Predicate =>
  (value) =>
    isInstance(value, type);

export const PREDICATES: Record<string, Predicate> = {
  isabstract: isAbstractClass,
  isasyncgen: isInstanceOf(asyncGeneratorType),
  isasyncgenfunction: isKind('async generator'),
  isawaitable: isAwaitable,
  isbuiltin: isInstanceOf(builtinFunctionType),
  isclass: (value) => value instanceof PyType,
  iscode: isInstanceOf(codeType),
  iscoroutine: isInstanceOf(coroutineType),
  iscoroutinefunction: isCoroutineFunction,
  isdatadescriptor: isDataDescriptor,
  isframe: isInstanceOf(frameType),
  isfunction: isFunction,
  isgenerator: isInstanceOf(generatorType),
  isgeneratorfunction: isKind('generator'),
  isgetsetdescriptor: isInstanceOf(getsetDescriptorType),
  ismemberdescriptor: isInstanceOf(memberDescriptorType),
  ismethod: isMethod,
  ismethoddescriptor: isMethodDescriptor,
  ismethodwrapper: isInstanceOf(methodWrapperType),
  ismodule: isInstanceOf(moduleType),
  isroutine: isRoutine,
  istraceback: isInstanceOf(tracebackType),
};

function isRoutine(value: Value): boolean {
  return (
    isInstance(value, builtinFunctionType) ||
    isInstance(value, methodWrapperType) ||
    isFunction(value) ||
    isMethod(value) ||
    isMethodDescriptor(value)
  );
}
