// The `unittest` package.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { attributeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { updateWrapper } from '../functools/wrapping.js';
import { libraryFunction, libraryFunctions, perMachine } from '../library.js';
import { variadicFunction } from '../library-class.js';
import { asyncTestCaseClass } from './async-case.js';
import { functionTestCaseClass, testCaseClass } from './case.js';
import { addModuleCleanup, doModuleCleanups } from './fixtures.js';
import { defaultTestLoader, testLoaderClass } from './loader.js';
import { skipTestClass } from './outcome.js';
import { testProgramClass } from './program.js';
import { testResultClass } from './result.js';
import { textTestRunnerClass } from './runner.js';
import { enterWithCleanup } from './running.js';
import { skippingFunctions } from './skipping.js';
import { baseTestSuiteClass, testSuiteClass } from './suite.js';
import { textTestResultClass } from './text-result.js';

const moduleFixtures = perMachine((m: KernelMachine) => {
  const functions = libraryFunctions('unittest.case', {
    'addModuleCleanup(function, /, *args, **kwargs)': (fn, args, kwargs) =>
      addModuleCleanup(m, fn, args, kwargs),
    'doModuleCleanups()': () => doModuleCleanups(m),
    'enterModuleContext(cm)': (manager) => enterWithCleanup(manager, functions.addModuleCleanup ?? null),
  });
  return functions;
});

/** Results that an interrupt stops. Nothing interrupts a program in virtual time. */
const interruptFunctions = perMachine((_m: KernelMachine) => {
  const results = new Set<Value>();
  return libraryFunctions('unittest.signals', {
    'installHandler()': () => null,
    'registerResult(result)': (result) => {
      results.add(result);
      return null;
    },
    'removeResult(result)': (result) => results.delete(result),
    'removeHandler(method=None)': (method) => {
      if (method === null) return null;
      const inner = variadicFunction(
        'inner(*args, **kwargs)',
        (args, keywords) => call(method, args, keywords),
        'unittest.signals',
      );
      return updateWrapper(inner, method);
    },
  });
});

export const unittest = defineModule('unittest', (m: KernelMachine, module) => ({
  TestResult: testResultClass(m),
  TestCase: testCaseClass(m),
  FunctionTestCase: functionTestCaseClass(m),
  SkipTest: skipTestClass(m),
  ...skippingFunctions(m),
  ...moduleFixtures(m),
  BaseTestSuite: baseTestSuiteClass(m),
  TestSuite: testSuiteClass(m),
  TestLoader: testLoaderClass(m),
  defaultTestLoader: defaultTestLoader(m),
  TestProgram: testProgramClass(m),
  main: testProgramClass(m),
  TextTestRunner: textTestRunnerClass(m),
  TextTestResult: textTestResultClass(m),
  ...interruptFunctions(m),
  // Needs asyncio, which most tests do without.
  __getattr__: libraryFunction(
    '__getattr__(name)',
    (name) => {
      if (name === 'IsolatedAsyncioTestCase') {
        const type = asyncTestCaseClass(m);
        module.namespace.set('IsolatedAsyncioTestCase', type);
        return type;
      }
      throw attributeError(`module 'unittest' has no attribute '${str(name)}'`, module, str(name));
    },
    'unittest',
  ),
}));
