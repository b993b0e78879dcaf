// `iter(callable, sentinel)`

import { call } from '../../objects/call.js';
import { equals } from '../../objects/compare.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import { iteratorType } from '../../objects/iteration.js';
import { PyObject, type Value } from '../../objects/object.js';

class PyCallableIterator extends PyObject {
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
    if (!equals(this.sentinel, result)) return result;
    this.callee = undefined;
    return undefined;
  }
}

const callableIteratorType = iteratorType('callable_iterator');

export function callableIterator(callee: Value, sentinel: Value): PyObject {
  return new PyCallableIterator(callee, sentinel);
}
