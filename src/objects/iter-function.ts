// The function `iter`, and the iterator that it makes of a callable.

import { call, isCallable } from './call.js';
import { equals } from './compare.js';
import { isExceptionOf, typeError } from './exceptions.js';
import { getIter, iteratorType } from './iteration.js';
import { native } from './native.js';
import { PyObject, type Value } from './object.js';

export class PyCallableIterator extends PyObject {
  constructor(
    public callee: Value | undefined,
    readonly sentinel: Value,
  ) {
    super(callableIteratorType);
  }

  step(): Value | undefined {
    if (this.callee === undefined) return undefined;
    let result: Value;
    try {
      result = call(this.callee);
    } catch (error) {
      if (!isExceptionOf(error, 'StopIteration')) throw error;
      this.callee = undefined;
      return undefined;
    }
    // The call itself may have used the iterator up.
    if (this.callee === undefined) return undefined;
    if (!equals(this.sentinel, result)) return result;
    this.callee = undefined;
    return undefined;
  }
}

export const callableIteratorType = iteratorType('callable_iterator');

export function callableIterator(callee: Value, sentinel: Value): PyObject {
  return new PyCallableIterator(callee, sentinel);
}

export const iterFunction = native(
  'iter(object, sentinel=<unrepresentable>, /)',
  (object = null, sentinel) => {
    if (sentinel === undefined) return getIter(object);
    if (!isCallable(object)) throw typeError('iter(v, w): v must be callable');
    return callableIterator(object, sentinel);
  },
);
iterFunction.module = 'builtins';
