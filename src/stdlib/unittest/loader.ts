// `TestLoader`: finds tests in classes, modules and by name.

import { PyFunction } from '../../execution/function.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { exception, isExceptionOf, type PyException, typeError } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { iterate } from '../../objects/iteration.js';
import { PyStaticMethod } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { compareStrings } from '../../objects/str-text.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, libraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { functionTestCaseClass, testCaseClass } from './case.js';
import { failedTest, loadError } from './failed-test.js';
import { testSuiteClass } from './suite.js';
import { appendTo, callBuiltin, classPath, libraryModule } from './support.js';

/** The order of test methods unless the program has its own. */
const threeWay = perMachine((_m: KernelMachine) =>
  libraryFunction(
    'three_way_cmp(x, y)',
    (x, y) => Math.sign(compareStrings(str(x), str(y))),
    'unittest.util',
  ),
);

export class Loader {
  constructor(
    readonly machine: KernelMachine,
    readonly self: Value,
  ) {}

  suite(tests: readonly Value[]): Value {
    return callAttribute(this.self, 'suiteClass', new PyList([...tests]));
  }

  /** A class whose methods are tests, and not one of those it derives from. */
  isTestClass(value: Value): value is PyType {
    const { machine } = this;
    const base = testCaseClass(machine);
    return (
      value instanceof PyType &&
      value.isSubtypeOf(base) &&
      value !== base &&
      value !== functionTestCaseClass(machine)
    );
  }

  /** Remembers what could not be loaded; a test that fails takes its place. */
  failed(name: string, error: PyException, message: string): Value {
    appendTo(this.self, 'errors', message);
    return this.suite([failedTest(this.machine, name, error)]);
  }

  methodNames(cls: Value): string[] {
    const { machine, self } = this;
    const prefix = str(getAttribute(self, 'testMethodPrefix'));
    const patterns = getAttribute(self, 'testNamePatterns');
    const isChosen = (name: string): boolean => {
      if (!name.startsWith(prefix) || !isCallable(getAttribute(cls, name))) return false;
      if (patterns === null) return true;
      const fnmatch = libraryModule(machine, 'fnmatch');
      const path = `${classPath(cls)}.${name}`;
      return [...iterate(patterns)].some((pattern) =>
        isTrue(callAttribute(fnmatch, 'fnmatchcase', path, pattern)),
      );
    };
    const names = [...iterate(callBuiltin(machine, 'dir', cls))].map(str).filter(isChosen);
    const order = getAttribute(self, 'sortTestMethodsUsing');
    if (order === threeWay(machine)) return names.sort(compareStrings);
    if (!isTrue(order)) return names;
    return names.sort((a, b) => Number(intValue(call(order, [a, b])) ?? 0));
  }

  fromTestCase(cls: Value): Value {
    const { machine, self } = this;
    if (cls instanceof PyType && cls.isSubtypeOf(testSuiteClass(machine))) {
      throw typeError(
        'Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?',
      );
    }
    let names: Value[] = [];
    if (cls !== testCaseClass(machine) && cls !== functionTestCaseClass(machine)) {
      names = [...iterate(callAttribute(self, 'getTestCaseNames', cls))];
      if (names.length === 0 && getAttributeOr(cls, 'runTest') !== undefined) names = ['runTest'];
    }
    return this.suite(names.map((name) => call(cls, [name])));
  }

  fromModule(module: Value, pattern: Value): Value {
    const { machine, self } = this;
    const found: Value[] = [];
    for (const name of iterate(callBuiltin(machine, 'dir', module))) {
      const value = getAttribute(module, str(name));
      if (this.isTestClass(value)) found.push(callAttribute(self, 'loadTestsFromTestCase', value));
    }
    const tests = this.suite(found);
    const loadTests = getAttributeOr(module, 'load_tests') ?? null;
    if (loadTests === null) return tests;
    try {
      return call(loadTests, [self, tests, pattern]);
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
      const name = str(getAttribute(module, '__name__'));
      return this.failed(name, error, `Failed to call load_tests:\n${formatException(error)}`);
    }
  }

  fromName(name: string, given: Value): Value {
    const { self } = this;
    let parts = name.split('.');
    let module = given;
    let importFailure: { name: string; error: PyException; message: string } | undefined;
    if (given === null) {
      const imported = this.#importLongest(parts);
      if (!('module' in imported)) {
        return this.failed(imported.name, imported.error, imported.message);
      }
      ({ module, failure: importFailure } = imported);
      parts = parts.slice(1);
    }
    let parent: Value = null;
    let object = module;
    for (const part of parts) {
      parent = object;
      try {
        object = getAttribute(object, part);
      } catch (error) {
        if (!isExceptionOf(error, 'AttributeError')) throw error;
        if (importFailure !== undefined && (getAttributeOr(object, '__path__') ?? null) !== null)
          return this.failed(importFailure.name, importFailure.error, importFailure.message);
        return this.failed(part, error, `Failed to access attribute:\n${formatException(error)}`);
      }
    }
    if (object instanceof PyModule) return callAttribute(self, 'loadTestsFromModule', object);
    if (this.isTestClass(object)) return callAttribute(self, 'loadTestsFromTestCase', object);
    return this.#fromObject(object, parent, parts.at(-1) ?? '');
  }

  /** A test method, a suite, or something that makes tests when it is called. */
  #fromObject(object: Value, parent: Value, name: string): Value {
    const { machine } = this;
    const isTest = (value: Value): boolean => typeOf(value).isSubtypeOf(testCaseClass(machine));
    const isSuite = (value: Value): boolean => typeOf(value).isSubtypeOf(testSuiteClass(machine));
    if (object instanceof PyFunction && this.isTestClass(parent)) {
      const test = call(parent, [name]);
      if (!(getAttribute(test, name) instanceof PyFunction)) return this.suite([test]);
    } else if (isSuite(object)) return object;
    if (!isCallable(object)) throw typeError(`don't know how to make test from: ${str(object)}`);
    const made = call(object);
    if (isSuite(made)) return made;
    if (isTest(made)) return this.suite([made]);
    throw typeError(`calling ${str(object)} returned ${str(made)}, not a test`);
  }

  /** Imports as much of a dotted name as is a module. */
  #importLongest(parts: readonly string[]) {
    const { machine } = this;
    let failure: { name: string; error: PyException; message: string } | undefined;
    for (let count = parts.length; count > 0; count--) {
      try {
        const name = parts.slice(0, count).join('.');
        return { module: machine.importModule(name, machine.builtins, null, 0), failure };
      } catch (error) {
        if (!isExceptionOf(error, 'ImportError')) throw error;
        failure = loadError(parts[count - 1] ?? '', error);
      }
    }
    return failure ?? loadError('', exception('ImportError', 'no name'));
  }
}

export const testLoaderClass = perMachine((m: KernelMachine): PyType => {
  const loader = (self: Value): Loader => new Loader(m, self);
  return libraryClass('TestLoader', {
    module: 'unittest.loader',
    instanceDict: true,
    doc: 'Finds tests and makes suites of them.',
    attributes: {
      testMethodPrefix: 'test',
      sortTestMethodsUsing: new PyStaticMethod(threeWay(m)),
      testNamePatterns: null,
      suiteClass: testSuiteClass(m),
      _top_level_dir: null,
    },
    methods: {
      '__init__(self)': (self) => {
        setAttribute(self, 'errors', new PyList([]));
        return null;
      },
      'loadTestsFromTestCase(self, testCaseClass)': (self, cls) => loader(self).fromTestCase(cls),
      'loadTestsFromModule(self, module, *, pattern=None)': (self, module, pattern) =>
        loader(self).fromModule(module, pattern),
      'loadTestsFromName(self, name, module=None)': (self, name, module) =>
        loader(self).fromName(str(name), module),
      'loadTestsFromNames(self, names, module=None)': (self, names, module) =>
        loader(self).suite(
          [...iterate(names)].map((name) => callAttribute(self, 'loadTestsFromName', name, module)),
        ),
      'getTestCaseNames(self, testCaseClass)': (self, cls) => new PyList(loader(self).methodNames(cls)),
    },
  });
});

export const defaultTestLoader = perMachine((m: KernelMachine): Value => call(testLoaderClass(m)));
