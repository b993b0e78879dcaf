// Awaiting a mock: what AsyncMock adds.

import { awaitValue } from '../../../execution/coroutine.js';
import type { Pausable, Pause } from '../../../execution/pause.js';
import { intValue } from '../../../objects/boxed.js';
import { call, isCallable } from '../../../objects/call.js';
import { equals, isTrue } from '../../../objects/compare.js';
import { PyList, PyTuple } from '../../../objects/containers.js';
import { exception } from '../../../objects/exceptions.js';
import { next } from '../../../objects/iteration.js';
import type { NativeBody } from '../../../objects/native.js';
import type { Keywords, Value } from '../../../objects/object.js';
import { str } from '../../../objects/repr.js';
import { isCoroutineFunction } from '../../asyncio/coroutines.js';
import { nativeCoroutine } from '../../asyncio/native-coroutine.js';
import {
  assertSequence,
  comparable,
  errorIn,
  expectedCall,
  failure,
  isAmong,
  notFoundMessage,
  onMock,
} from './assertions.js';
import { raiseEffect, returnValueOf } from './calling.js';
import { keywordDict, PyCall, signatureText } from './calls.js';
import type { PyMock } from './mock-object.js';
import { DEFAULT } from './sentinels.js';

function recordAwait(mock: PyMock, args: readonly Value[], keywords: Keywords | null): void {
  const record = new PyCall([new PyTuple([...args]), keywordDict(keywords)]);
  mock.awaitCount = Number(intValue(mock.awaitCount) ?? 0) + 1;
  mock.awaitArgs = record;
  if (mock.awaitArgsList instanceof PyList) mock.awaitArgsList.items.push(record);
}

/** Calls what may be a coroutine function. */
function* callAndAwait(
  fn: Value,
  args: readonly Value[],
  keywords: Keywords | null,
): Generator<Pause, Value, Value> {
  const result = call(fn, args, keywords);
  return isCoroutineFunction(fn) ? yield* awaitValue(result) : result;
}

function* awaited(mock: PyMock, args: readonly Value[], keywords: Keywords | null): Pausable {
  recordAwait(mock, args, keywords);
  const effect = mock.sideEffect;
  if (effect !== null) {
    raiseEffect(effect);
    let result: Value;
    if (isCallable(effect)) result = yield* callAndAwait(effect, args, keywords);
    else {
      const item = next(effect);
      if (item === undefined) throw exception('StopAsyncIteration');
      raiseEffect(item);
      result = item;
    }
    if (result !== DEFAULT()) return result;
  }
  if (mock.returnValue === DEFAULT() && mock.wraps !== null)
    return yield* callAndAwait(mock.wraps, args, keywords);
  return returnValueOf(mock);
}

/** The coroutine that a call of an AsyncMock gives. */
export function asyncCall(mock: PyMock, args: readonly Value[], keywords: Keywords | null): Value {
  const name = '_execute_mock_call';
  return nativeCoroutine(
    mock.machine,
    name,
    `AsyncMockMixin.${name}`,
    () => awaited(mock, args, keywords),
    args,
  );
}

const AWAIT_WORDS = {
  problem: 'Awaits not found.',
  errors: 'Error processing expected awaits.',
  list: 'await list',
  actual: 'Actual',
};

const expectation = (mock: PyMock, what: string): string => `Expected ${mock.shownName} to ${what}.`;
const times = (mock: PyMock): string => ` Awaited ${str(mock.awaitCount)} times.`;

function assertAwaitedWith(mock: PyMock, args: Value, kwargs: Value): Value {
  if (mock.awaitArgs === null) {
    throw failure(`Expected await: ${signatureText(mock.shownName, args, kwargs)}\nNot awaited`);
  }
  const expected = comparable(mock, expectedCall(args, kwargs));
  if (equals(comparable(mock, mock.awaitArgs), expected)) return null;
  throw failure(notFoundMessage(mock, 'await', args, kwargs, mock.awaitArgs), errorIn([expected]));
}

export const awaitAssertions = (): Record<string, NativeBody> => ({
  'assert_awaited(self)': onMock((mock) => {
    if (mock.awaitCount !== 0) return null;
    throw failure(expectation(mock, 'have been awaited'));
  }),
  'assert_awaited_once(self)': onMock((mock) => {
    if (mock.awaitCount === 1) return null;
    throw failure(expectation(mock, 'have been awaited once') + times(mock));
  }),
  'assert_awaited_with(self, /, *args, **kwargs)': onMock((mock, args = null, kwargs = null) =>
    assertAwaitedWith(mock, args, kwargs),
  ),
  'assert_awaited_once_with(self, /, *args, **kwargs)': onMock((mock, args = null, kwargs = null) => {
    if (mock.awaitCount !== 1) throw failure(expectation(mock, 'have been awaited once') + times(mock));
    return assertAwaitedWith(mock, args, kwargs);
  }),
  'assert_any_await(self, /, *args, **kwargs)': onMock((mock, args = null, kwargs = null) => {
    const expected = comparable(mock, expectedCall(args, kwargs));
    const cause = errorIn([expected]);
    if (cause === null && isAmong(mock, mock.awaitArgsList, expected)) return null;
    throw failure(`${signatureText(mock.shownName, args, kwargs)} await not found`, cause);
  }),
  'assert_has_awaits(self, calls, any_order=False)': onMock((mock, calls = null, anyOrder = false) =>
    assertSequence(mock, calls, mock.awaitArgsList, isTrue(anyOrder), AWAIT_WORDS),
  ),
  'assert_not_awaited(self)': onMock((mock) => {
    if (mock.awaitCount === 0) return null;
    throw failure(expectation(mock, 'not have been awaited') + times(mock));
  }),
});
