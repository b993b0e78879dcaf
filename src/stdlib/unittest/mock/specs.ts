// Specs: the object that a mock is modelled on says what attributes it has and how it can be called.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { PyList, PyTuple } from '../../../objects/containers.js';
import { PyClassMethod } from '../../../objects/descriptors.js';
import { exceptionType, isExceptionOf, PyException } from '../../../objects/exceptions.js';
import { iterate } from '../../../objects/iteration.js';
import { defineType, PyStaticMethod } from '../../../objects/native.js';
import { type Keywords, PyType, type Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { typeOf } from '../../../objects/types.js';
import { isCoroutineFunction } from '../../asyncio/coroutines.js';
import { partialOf } from '../../functools/partial.js';
import { callAttribute, once } from '../../library.js';
import { callBuiltin, libraryModule } from '../support.js';
import { mockOf, type PyMock } from './mock-object.js';

export const invalidSpecType = once(
  (): PyType =>
    defineType('InvalidSpecError', { module: 'unittest.mock', bases: [exceptionType('Exception')] }),
);

export function invalidSpec(message: string): PyException {
  return new PyException(invalidSpecType(), [message]);
}

/** The signature of calls of an object, or of its instances; null where nothing is known. */
export function signatureOf(m: KernelMachine, spec: Value, asInstance: boolean, eatSelf: boolean): Value {
  let fn = spec;
  let skipsFirst = eatSelf;
  if (spec instanceof PyType && !asInstance) {
    fn = getAttributeOr(spec, '__init__') ?? null;
    skipsFirst = true;
  } else if (spec instanceof PyClassMethod || spec instanceof PyStaticMethod) {
    if (spec instanceof PyClassMethod) skipsFirst = true;
    fn = getAttributeOr(spec, '__func__') ?? null;
  } else if (!isFunction(spec)) fn = getAttributeOr(spec, '__call__') ?? null;
  if (fn === null) return null;
  const target = skipsFirst ? partialOf(m, fn, [null], []) : fn;
  try {
    return callAttribute(libraryModule(m, 'inspect'), 'signature', target);
  } catch (error) {
    if (isExceptionOf(error, 'ValueError') || isExceptionOf(error, 'TypeError')) return null;
    throw error;
  }
}

/** Functions and methods of a program. */
export function isFunction(value: Value): boolean {
  return ['function', 'method'].includes(typeOf(value).name);
}

/** Raises TypeError where the arguments do not fit. */
export function checkCall(mock: PyMock, args: readonly Value[], keywords: Keywords | null): void {
  if (mock.signature === null) return;
  const bind = getAttributeOr(mock.signature, 'bind');
  if (bind !== undefined) call(bind, args, keywords);
}

/** Takes over what the spec has: an object, or a list of names. */
export function applySpec(
  mock: PyMock,
  spec: Value,
  isSet: boolean,
  asInstance: boolean,
  eatSelf: boolean,
): void {
  const { machine } = mock;
  if (mockOf(spec) !== undefined) throw invalidSpec(`Cannot spec a Mock object. [object=${repr(spec)}]`);
  mock.isSpecSet = isSet;
  mock.specClass = null;
  mock.signature = null;
  mock.methods = null;
  mock.asyncNames = new Set();
  if (spec === null) return;
  if (spec instanceof PyList || spec instanceof PyTuple) {
    mock.methods = new Set([...iterate(spec)].map(str));
    return;
  }
  mock.specClass = spec instanceof PyType ? spec : typeOf(spec);
  mock.signature = signatureOf(machine, spec, asInstance, eatSelf);
  const names = [...iterate(callBuiltin(machine, 'dir', spec))].map(str);
  mock.methods = new Set(names);
  mock.asyncNames = new Set(names.filter((name) => isCoroutineFunction(staticAttribute(spec, name))));
}

/** An attribute as it stands in the object or its classes, not bound. */
export function staticAttribute(object: Value, name: string): Value {
  const type = object instanceof PyType ? object : typeOf(object);
  const found = type.lookup(name) ?? getAttributeOr(object, name) ?? null;
  if (found instanceof PyClassMethod || found instanceof PyStaticMethod)
    return getAttributeOr(found, '__func__') ?? null;
  return found;
}

/** Whether a spec is something to be awaited. */
export function isAsyncSpec(spec: Value): boolean {
  const mock = mockOf(spec);
  if (mock !== undefined) return mock.makesCoroutines;
  return isCoroutineFunction(spec) || typeOf(spec).name === 'coroutine';
}
