// How a test fares while it runs: each of its parts (setUp, the method, tearDown, clean-ups, subtests) is run for
// itself, and what it raises is told to the result.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, once, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { issueWarning } from '../warnings/issue.js';
import { excInfo } from './support.js';

export const skipTestClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('SkipTest', {
      module: 'unittest.case',
      bases: [exceptionType('Exception')],
      instanceDict: true,
      doc: 'Raise it in a test to skip the rest of it.',
    }),
);

/** Raised in a test that is to end here, with nothing more to say about it. */
const shouldStopType = once(
  (): PyType => defineType('_ShouldStop', { module: 'unittest.case', bases: [exceptionType('Exception')] }),
);

export function shouldStop(): PyException {
  return new PyException(shouldStopType());
}

const outcomeType = once(
  (): PyType =>
    defineType('_Outcome', {
      module: 'unittest.case',
      properties: {
        success: (self: Outcome) => self.success,
        result: (self: Outcome) => self.result,
        expecting_failure: (self: Outcome) => self.expectingFailure,
        expectedFailure: ({ expectedFailure }: Outcome) =>
          expectedFailure === null ? null : excInfo(expectedFailure),
        result_supports_subtests: (self: Outcome) => self.supportsSubTests,
      },
    }),
);

export class Outcome extends PyObject {
  expectingFailure = false;
  expectedFailure: PyException | null = null;
  success = true;
  readonly supportsSubTests: boolean;

  constructor(
    readonly machine: KernelMachine,
    readonly result: Value,
  ) {
    super(outcomeType());
    this.supportsSubTests = getAttributeOr(result, 'addSubTest') !== undefined;
  }

  /** Runs a part of the test. */
  part(test: Value, body: () => void): void {
    const before = this.success;
    this.success = true;
    try {
      try {
        body();
      } catch (error) {
        if (!(error instanceof PyException) || !this.settle(test, error)) throw error;
      }
    } finally {
      this.success = this.success && before;
    }
  }

  /** Takes note of what a part raised; false for what is not the test's to keep. */
  settle(test: Value, error: PyException, subTestOf?: Value): boolean {
    const { machine, result } = this;
    const type = typeOf(error);
    if (type.isSubtypeOf(exceptionType('KeyboardInterrupt'))) return false;
    if (type.isSubtypeOf(skipTestClass(machine))) {
      this.success = false;
      addSkip(machine, result, test, str(error));
    } else if (type !== shouldStopType()) {
      if (this.expectingFailure) this.expectedFailure = error;
      else {
        this.success = false;
        if (subTestOf === undefined) addError(result, test, error);
        else callAttribute(result, 'addSubTest', subTestOf, test, excInfo(error));
      }
    }
    return true;
  }
}

export function addSkip(m: KernelMachine, result: Value, test: Value, reason: Value): void {
  const method = getAttributeOr(result, 'addSkip');
  if (method !== undefined) {
    call(method, [test, reason]);
    return;
  }
  const message = 'TestResult has no addSkip method, skips not reported';
  issueWarning(m, message, exceptionType('RuntimeWarning'), 1);
  callAttribute(result, 'addSuccess', test);
}

function addError(result: Value, test: Value, error: PyException): void {
  if (result === null) return;
  const failure = getAttribute(test, 'failureException');
  callAttribute(
    result,
    checkSubclass(typeOf(error), failure) ? 'addFailure' : 'addError',
    test,
    excInfo(error),
  );
}
