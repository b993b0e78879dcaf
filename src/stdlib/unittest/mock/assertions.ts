// The assertions of mocks about their calls.

import { getAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { equals, isTrue } from '../../../objects/compare.js';
import { PyList, PyTuple } from '../../../objects/containers.js';
import { exception, isExceptionOf, PyException } from '../../../objects/exceptions.js';
import { toArray } from '../../../objects/iteration.js';
import { keywordsOf } from '../../../objects/keywords.js';
import type { NativeBody } from '../../../objects/native.js';
import type { Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { callAttribute } from '../../library.js';
import { itemsOf, safeRepr } from '../support.js';
import { callList, PyCall, signatureText } from './calls.js';
import { DELETED, isPending, mockOf, type PyMock } from './mock-object.js';

/** Calls that were not made, or a call that does not fit the spec. */
export function failure(message: string, cause: PyException | null = null): PyException {
  const error = exception('AssertionError', message);
  if (cause !== null) error.cause = cause;
  if (cause !== null) error.suppressContext = true;
  return error;
}

/** The signature that calls of an attribute have to fit. */
function signatureNamed(mock: PyMock, name: string): Value {
  if (name === '') return mock.signature;
  let signature: Value = null;
  let children = mock.children;
  for (const part of name.replaceAll('()', '').split('.')) {
    const child = children.get(part);
    if (child === undefined || child === DELETED || isPending(child)) break;
    const found = mockOf(child);
    if (found === undefined) break;
    ({ children, signature } = found);
  }
  return signature;
}

/** A call in the form in which it is compared: with a signature, as it would be bound, or the error it would raise. */
export function comparable(mock: PyMock, record: Value): Value {
  const items = itemsOf(record);
  const name = items.length > 2 ? str(items[0] ?? '') : '';
  const signature = items.length > 2 ? signatureNamed(mock, name) : mock.signature;
  if (signature === null) return record;
  const [args = null, kwargs = null] = items.slice(-2);
  try {
    const bound = call(getAttribute(signature, 'bind'), toArray(args), keywordsOf(kwargs));
    return new PyCall([name, getAttribute(bound, 'args'), getAttribute(bound, 'kwargs')]);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    error.traceback = null;
    return error;
  }
}

export const errorIn = (values: readonly Value[]): PyException | null =>
  values.find((value) => value instanceof PyException) ?? null;

export const expectedCall = (args: Value, kwargs: Value): PyCall => new PyCall([args, kwargs]);

function calledTimes(mock: PyMock, what: string): string {
  const calls = isTrue(mock.mockCalls) ? `\nCalls: ${safeRepr(mock.mockCalls)}.` : '';
  return `Expected '${mock.shownName}' to ${what}. Called ${str(mock.callCount)} times.${calls}`;
}

export function notFoundMessage(
  mock: PyMock,
  action: string,
  args: Value,
  kwargs: Value,
  actual: Value,
): string {
  const [actualArgs = null, actualKwargs = null] = itemsOf(actual).slice(-2);
  const expected = signatureText(mock.shownName, args, kwargs);
  const found = signatureText(mock.shownName, actualArgs, actualKwargs);
  return `expected ${action} not found.\nExpected: ${expected}\n  Actual: ${found}`;
}

function assertCalledWith(mock: PyMock, args: Value, kwargs: Value): Value {
  if (mock.callArgs === null) {
    const expected = signatureText(mock.shownName, args, kwargs);
    throw failure(`expected call not found.\nExpected: ${expected}\n  Actual: not called.`);
  }
  const expected = comparable(mock, expectedCall(args, kwargs));
  if (equals(comparable(mock, mock.callArgs), expected)) return null;
  throw failure(notFoundMessage(mock, 'call', args, kwargs, mock.callArgs), errorIn([expected]));
}

/** Items of `expected` that are not among `all`, each counted once. */
function missing(all: Value[], expected: readonly Value[]): Value[] {
  return expected.filter((item) => {
    const index = all.findIndex((other) => equals(other, item));
    if (index >= 0) all.splice(index, 1);
    return index < 0;
  });
}

/** Calls in this order, or in any: of `recorded`. */
export function assertSequence(
  mock: PyMock,
  calls: Value,
  recorded: Value,
  anyOrder: boolean,
  words: {
    readonly problem: string;
    readonly errors: string;
    readonly list: string;
    readonly actual: string;
  },
): Value {
  const given = toArray(calls);
  const expected = given.map((entry) => comparable(mock, entry));
  const cause = errorIn(expected);
  const all = toArray(recorded).map((entry) => comparable(mock, entry));
  if (!anyOrder) {
    const isFound = isTrue(callAttribute(callList(mock.machine, all), '__contains__', new PyList(expected)));
    if (isFound) return null;
    const errors = expected.map((entry) => (entry instanceof PyException ? entry : null));
    const problem = cause === null ? words.problem : `${words.errors}\nErrors: ${repr(new PyList(errors))}`;
    const wanted = repr(callList(mock.machine, given));
    throw failure(`${problem}\nExpected: ${wanted}\n${words.actual}: ${safeRepr(recorded)}`, cause);
  }
  const left = [...all];
  const notFound = missing(left, expected);
  if (notFound.length === 0) return null;
  throw failure(
    `${repr(mock.shownName)} does not contain all of ${repr(new PyTuple(notFound))} in its ${words.list}, found ${repr(new PyList(left))} instead`,
    cause,
  );
}

const CALL_WORDS = {
  problem: 'Calls not found.',
  errors: 'Error processing expected calls.',
  list: 'call list',
  actual: '  Actual',
};

/** Whether a call is among others; ANY may stand on either side. */
export function isAmong(mock: PyMock, recorded: Value, expected: Value): boolean {
  return toArray(recorded).some((entry) => {
    const actual = comparable(mock, entry);
    return equals(expected, actual) || equals(actual, expected);
  });
}

type MockBody = (mock: PyMock, ...args: Value[]) => Value;

/** Methods for mocks; `self` may be anything only in theory. */
export function onMock(body: MockBody): NativeBody {
  return (self, ...args) => {
    const mock = mockOf(self);
    if (mock === undefined) throw exception('TypeError', 'a mock is required');
    return body(mock, ...args);
  };
}

export const assertions = (): Record<string, NativeBody> => ({
  'assert_not_called(self)': onMock((mock) => {
    if (mock.callCount === 0) return null;
    throw failure(calledTimes(mock, 'not have been called'));
  }),
  'assert_called(self)': onMock((mock) => {
    if (mock.callCount !== 0) return null;
    throw failure(`Expected '${mock.shownName}' to have been called.`);
  }),
  'assert_called_once(self)': onMock((mock) => {
    if (mock.callCount === 1) return null;
    throw failure(calledTimes(mock, 'have been called once'));
  }),
  'assert_called_with(self, /, *args, **kwargs)': onMock((mock, args = null, kwargs = null) =>
    assertCalledWith(mock, args, kwargs),
  ),
  'assert_called_once_with(self, /, *args, **kwargs)': onMock((mock, args = null, kwargs = null) => {
    if (mock.callCount !== 1) throw failure(calledTimes(mock, 'be called once'));
    return assertCalledWith(mock, args, kwargs);
  }),
  'assert_has_calls(self, calls, any_order=False)': onMock((mock, calls = null, anyOrder = false) =>
    assertSequence(mock, calls, mock.mockCalls, isTrue(anyOrder), CALL_WORDS),
  ),
  'assert_any_call(self, /, *args, **kwargs)': onMock((mock, args = null, kwargs = null) => {
    const expected = comparable(mock, expectedCall(args, kwargs));
    const cause = errorIn([expected]);
    if (cause === null && isAmong(mock, mock.callArgsList, expected)) return null;
    throw failure(`${signatureText(mock.shownName, args, kwargs)} call not found`, cause);
  }),
});
