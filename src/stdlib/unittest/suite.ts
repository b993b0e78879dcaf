// `TestSuite`: tests in a row.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { isTrue, richCompare } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { isExceptionOf, typeError } from '../../objects/exceptions.js';
import { getIter, iterate, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { NotImplemented, typeOf } from '../../objects/types.js';
import { callAttribute, once, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { testCaseClass } from './case.js';
import { Fixtures } from './fixtures.js';
import { appendTo, classOf, classPath, isFlagged, itemsOf } from './support.js';

/** Stands in for a result while a suite is run without one. */
class PyDebugResult extends PyObject {
  constructor() {
    super(debugResultType(), new Map());
  }
}

const debugResultType = once(
  (): PyType =>
    defineType('_DebugResult', {
      module: 'unittest.suite',
      instanceDict: true,
      attributes: { _previousTestClass: null, _moduleSetUpFailed: false, shouldStop: false },
    }),
);

const numberOf = (value: Value): number => Number(intValue(value) ?? 0);

/** A test that has run is let go. */
function removeTest(self: Value, index: number): void {
  const tests = getAttribute(self, '_tests');
  if (!(tests instanceof PyList)) return;
  const test = tests.items[index] ?? null;
  const counter = getAttributeOr(test, 'countTestCases');
  if (counter !== undefined) {
    const removed = numberOf(getAttribute(self, '_removed_tests')) + numberOf(call(counter));
    setAttribute(self, '_removed_tests', removed);
  }
  tests.items[index] = null;
}

function isSuite(test: Value): boolean {
  try {
    getIter(test);
    return true;
  } catch (error) {
    if (isExceptionOf(error, 'TypeError')) return false;
    throw error;
  }
}

/** Each test with its place. */
function* testsOf(self: Value, result: Value): Generator<readonly [number, Value]> {
  let index = 0;
  for (const test of iterate(self)) {
    if (isTrue(getAttribute(result, 'shouldStop'))) return;
    yield [index++, test];
  }
}

function runWithFixtures(m: KernelMachine, self: Value, result: Value, isDebug: boolean): Value {
  const isOutermost = getAttributeOr(result, '_testRunEntered') !== true;
  if (isOutermost) setAttribute(result, '_testRunEntered', true);
  const fixtures = new Fixtures(m, result, result instanceof PyDebugResult);
  for (const [index, test] of testsOf(self, result)) {
    if (!isSuite(test) && !fixtures.prepare(test)) continue;
    if (isDebug) callAttribute(test, 'debug');
    else call(test, [result]);
    if (isFlagged(self, '_cleanup')) removeTest(self, index);
  }
  if (isOutermost) {
    fixtures.finish();
    setAttribute(result, '_testRunEntered', false);
  }
  return result;
}

export const baseTestSuiteClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('BaseTestSuite', {
      module: 'unittest.suite',
      instanceDict: true,
      attributes: { _cleanup: true },
      methods: {
        '__init__(self, tests=())': (self, tests) => {
          setAttribute(self, '_tests', new PyList([]));
          setAttribute(self, '_removed_tests', 0);
          callAttribute(self, 'addTests', tests);
          return null;
        },
        '__repr__(self)': (self) => `<${classPath(classOf(self))} tests=${repr(new PyList(toArray(self)))}>`,
        '__eq__(self, other)': (self, other) =>
          typeOf(other).isSubtypeOf(typeOf(self))
            ? isTrue(richCompare(new PyList(toArray(self)), new PyList(toArray(other)), 'eq'))
            : NotImplemented,
        '__iter__(self)': (self) => getIter(getAttribute(self, '_tests')),
        'countTestCases(self)': (self) => {
          let count = numberOf(getAttribute(self, '_removed_tests'));
          for (const test of iterate(self)) {
            if (isTrue(test)) count += numberOf(callAttribute(test, 'countTestCases'));
          }
          return count;
        },
        'addTest(self, test)': (self, test) => {
          if (!isCallable(test)) throw typeError(`${repr(test)} is not callable`);
          const isTestClass =
            test instanceof PyType &&
            (test.isSubtypeOf(testCaseClass(m)) || test.isSubtypeOf(testSuiteClass(m)));
          if (isTestClass) {
            throw typeError('TestCases and TestSuites must be instantiated before passing them to addTest()');
          }
          appendTo(self, '_tests', test);
          return null;
        },
        'addTests(self, tests)': (self, tests) => {
          if (typeof tests === 'string') throw typeError('tests must be an iterable of tests, not a string');
          for (const test of iterate(tests)) callAttribute(self, 'addTest', test);
          return null;
        },
        'run(self, result)': (self, result) => {
          for (const [index, test] of testsOf(self, result)) {
            call(test, [result]);
            if (isFlagged(self, '_cleanup')) removeTest(self, index);
          }
          return result;
        },
        '_removeTestAtIndex(self, index)': (self, index) => {
          removeTest(self, numberOf(index));
          return null;
        },
        '__call__(self, *args, **kwds)': (self, args, kwds) =>
          call(getAttribute(self, 'run'), itemsOf(args), keywordsOf(kwds)),
        'debug(self)': (self) => {
          for (const test of iterate(self)) callAttribute(test, 'debug');
          return null;
        },
      },
    }),
);

export const testSuiteClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('TestSuite', {
      module: 'unittest.suite',
      bases: [baseTestSuiteClass(m)],
      instanceDict: true,
      doc: 'Tests and suites that are run one after the other.',
      methods: {
        'run(self, result, debug=False)': (self, result, debug) =>
          runWithFixtures(m, self, result, isTrue(debug)),
        'debug(self)': (self) => {
          runWithFixtures(m, self, new PyDebugResult(), true);
          return null;
        },
      },
    }),
);
