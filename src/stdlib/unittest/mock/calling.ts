// Calling a mock: the call is recorded here and in all mocks that this one belongs to, then it has its effect.

import { getAttribute, getAttributeOr } from '../../../objects/attributes.js';
import { intValue } from '../../../objects/boxed.js';
import { call, isCallable } from '../../../objects/call.js';
import { PyList, PyTuple } from '../../../objects/containers.js';
import { stopIteration } from '../../../objects/exceptions.js';
import { getIter, next } from '../../../objects/iteration.js';
import type { Keywords, Value } from '../../../objects/object.js';
import { typeOf } from '../../../objects/types.js';
import { raised } from '../support.js';
import { isExceptionValue, keywordDict, PyCall } from './calls.js';
import { childMock } from './children.js';
import { adopt, type PyMock } from './mock-object.js';
import { DEFAULT } from './sentinels.js';

function append(list: Value, item: Value): void {
  if (list instanceof PyList) list.items.push(item);
  else call(getAttribute(list, 'append'), [item]);
}

/** Records a call of `mock`. */
export function recordCall(mock: PyMock, given: readonly Value[], keywords: Keywords | null): void {
  const args = new PyTuple([...given]);
  const kwargs = keywordDict(keywords);
  mock.called = true;
  mock.callCount = Number(intValue(mock.callCount) ?? 0) + 1;
  const record = new PyCall([args, kwargs]);
  mock.callArgs = record;
  append(mock.callArgsList, record);
  append(mock.mockCalls, new PyCall(['', args, kwargs]));
  let isMethod = mock.parent !== null;
  let methodName = typeof mock.name === 'string' ? mock.name : '';
  let path = mock.newName;
  let isResult = path === '()';
  for (let parent = mock.newParent; parent !== null; parent = parent.newParent) {
    if (isMethod) {
      append(parent.methodCalls, new PyCall([methodName, args, kwargs]));
      isMethod = parent.parent !== null;
      if (isMethod) methodName = `${typeof parent.name === 'string' ? parent.name : ''}.${methodName}`;
    }
    append(parent.mockCalls, new PyCall([path, args, kwargs]));
    if (parent.newName !== '') {
      const dot = isResult ? '' : '.';
      isResult = parent.newName === '()';
      path = parent.newName + dot + path;
    }
  }
}

/** Raises an effect that is an exception. */
export function raiseEffect(effect: Value): void {
  if (isExceptionValue(effect)) throw raised(effect);
}

/** What a side effect gives; DEFAULT where it leaves that to the return value. */
function effectOf(mock: PyMock, args: readonly Value[], keywords: Keywords | null): Value {
  const effect = mock.sideEffect;
  if (effect === null) return DEFAULT();
  raiseEffect(effect);
  if (isCallable(effect)) return call(effect, args, keywords);
  const result = next(effect);
  if (result === undefined) throw stopIteration(null);
  raiseEffect(result);
  return result;
}

export function performCall(mock: PyMock, args: readonly Value[], keywords: Keywords | null): Value {
  const result = effectOf(mock, args, keywords);
  if (result !== DEFAULT()) return result;
  if (mock.returnValue === DEFAULT() && mock.wraps !== null) return call(mock.wraps, args, keywords);
  return returnValueOf(mock);
}

/** `return_value`, made when it is first asked for. */
export function returnValueOf(mock: PyMock): Value {
  if (mock.returnValue !== DEFAULT() || mock.wraps !== null) return mock.returnValue;
  const made = childMock(mock, { newName: '()', newParent: mock });
  setReturnValue(mock, made);
  return made;
}

export function setReturnValue(mock: PyMock, value: Value): void {
  mock.returnValue = value;
  adopt(mock, value, undefined, '()');
}

/** A list of effects is worked off call by call. */
export function setSideEffect(mock: PyMock, value: Value): void {
  const isEffect = value === null || isExceptionValue(value) || isCallable(value);
  const canIterate =
    typeOf(value).slots.iter !== undefined || getAttributeOr(value, '__getitem__') !== undefined;
  mock.sideEffect = isEffect || !canIterate ? value : getIter(value);
}
