// How a test case runs: setUp, the test method, tearDown and the clean-ups, each told to the result.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { exception, exceptionType, isExceptionOf, typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute } from '../library.js';
import { issueWarning } from '../warnings/issue.js';
import { addSkip, Outcome, skipTestClass } from './outcome.js';
import { expectsFailure, skipReason } from './skipping.js';
import { classPath, excInfo, itemsOf, raised } from './support.js';

/** The virtual clock as `time.perf_counter` reads it. */
export function seconds(m: KernelMachine): number {
  return m.readClock() / 1e9;
}

/** `(function, args, kwargs)` */
export function cleanup(fn: Value, args: Value, kwargs: Value): Value {
  return tuple(fn, args, kwargs instanceof PyDict ? kwargs : new PyDict());
}

/** Takes the last of a list of clean-ups. */
export function takeCleanup(list: Value) {
  const item = list instanceof PyList ? list.items.pop() : undefined;
  if (item === undefined) return undefined;
  const [fn = null, args = null, kwargs = null] = itemsOf(item);
  return { fn, args: itemsOf(args), keywords: keywordsOf(kwargs) };
}

function warnOfResult(m: KernelMachine, message: string): void {
  issueWarning(m, message, exceptionType('RuntimeWarning'), 1);
}

/** Tells the result through a method that old results lack. */
function tell(m: KernelMachine, result: Value, method: string, lack: string, ...args: Value[]): boolean {
  const found = getAttributeOr(result, method);
  if (found === undefined) {
    warnOfResult(m, `TestResult has no ${method} method${lack}`);
    return false;
  }
  call(found, args);
  return true;
}

function tellOutcome(
  m: KernelMachine,
  self: Value,
  result: Value,
  outcome: Outcome,
  expecting: boolean,
): void {
  if (!outcome.success) return;
  if (!expecting) callAttribute(result, 'addSuccess', self);
  else if (outcome.expectedFailure !== null) {
    const info = excInfo(outcome.expectedFailure);
    if (!tell(m, result, 'addExpectedFailure', ', reporting as passes', self, info))
      callAttribute(result, 'addSuccess', self);
  } else if (!tell(m, result, 'addUnexpectedSuccess', ', reporting as failure', self)) {
    callAttribute(result, 'addFailure', self, excInfo(exception('AssertionError')));
  }
}

export function runTest(m: KernelMachine, self: Value, given: Value): Value {
  let result = given;
  let stopTestRun: Value | undefined;
  if (result === null) {
    result = callAttribute(self, 'defaultTestResult');
    stopTestRun = getAttributeOr(result, 'stopTestRun');
    const startTestRun = getAttributeOr(result, 'startTestRun');
    if (startTestRun !== undefined) call(startTestRun);
  }
  callAttribute(result, 'startTest', self);
  try {
    const method = getAttribute(self, str(getAttribute(self, '_testMethodName')));
    const reason = skipReason(self, method);
    if (reason !== undefined) {
      addSkip(m, result, self, reason);
      return result;
    }
    const expecting = expectsFailure(self, method);
    const outcome = new Outcome(m, result);
    const start = seconds(m);
    try {
      setAttribute(self, '_outcome', outcome);
      outcome.part(self, () => callAttribute(self, '_callSetUp'));
      if (outcome.success) {
        outcome.expectingFailure = expecting;
        outcome.part(self, () => callAttribute(self, '_callTestMethod', method));
        outcome.expectingFailure = false;
        outcome.part(self, () => callAttribute(self, '_callTearDown'));
      }
      callAttribute(self, 'doCleanups');
      tell(m, result, 'addDuration', '', self, new PyFloat(seconds(m) - start));
      tellOutcome(m, self, result, outcome, expecting);
      return result;
    } finally {
      setAttribute(self, '_outcome', null);
    }
  } finally {
    callAttribute(result, 'stopTest', self);
    if (stopTestRun !== undefined) call(stopTestRun);
  }
}

export function debugTest(m: KernelMachine, self: Value): Value {
  const method = getAttribute(self, str(getAttribute(self, '_testMethodName')));
  const reason = skipReason(self, method);
  if (reason !== undefined) throw raised(call(skipTestClass(m), [reason]));
  callAttribute(self, '_callSetUp');
  callAttribute(self, '_callTestMethod', method);
  callAttribute(self, '_callTearDown');
  const list = getAttribute(self, '_cleanups');
  for (let next = takeCleanup(list); next !== undefined; next = takeCleanup(list)) {
    call(getAttribute(self, '_callCleanup'), [next.fn, ...next.args], next.keywords);
  }
  return null;
}

export function doCleanups(m: KernelMachine, self: Value): Value {
  const current = getAttribute(self, '_outcome');
  const outcome = current instanceof Outcome ? current : new Outcome(m, null);
  const list = getAttribute(self, '_cleanups');
  for (let next = takeCleanup(list); next !== undefined; next = takeCleanup(list)) {
    const { fn, args, keywords } = next;
    outcome.part(self, () => call(getAttribute(self, '_callCleanup'), [fn, ...args], keywords));
  }
  return outcome.success;
}

/** The clean-ups of a class; what they raise is collected in `tearDown_exceptions`. */
export function doClassCleanups(cls: Value): Value {
  const raisedInfos = new PyList([]);
  setAttribute(cls, 'tearDown_exceptions', raisedInfos);
  const list = getAttribute(cls, '_class_cleanups');
  for (let next = takeCleanup(list); next !== undefined; next = takeCleanup(list)) {
    try {
      call(next.fn, next.args, next.keywords);
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
      raisedInfos.items.push(excInfo(error));
    }
  }
  return null;
}

/** Calls the test method, which should give nothing back. */
export function callTestMethod(m: KernelMachine, method: Value, result: Value): Value {
  if (result === null) return null;
  const message = `It is deprecated to return a value that is not None from a test case (${repr(method)})`;
  issueWarning(m, message, exceptionType('DeprecationWarning'), 1);
  return null;
}

/** Enters a context manager, looked up on its type as `with` does; `addCleanup` is told how to leave it. */
export function enterWithCleanup(manager: Value, addCleanup: Value): Value {
  const cls = typeOf(manager);
  const [enter, exit] = [getAttributeOr(cls, '__enter__'), getAttributeOr(cls, '__exit__')];
  if (enter === undefined || exit === undefined)
    throw typeError(`'${classPath(cls)}' object does not support the context manager protocol`);
  const result = call(enter, [manager]);
  call(addCleanup, [exit, manager, null, null, null]);
  return result;
}
