// `TestCase`: its construction, names and fixtures. What it asserts stands in `assertions/`, how it runs in
// `running.ts`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue, richCompare } from '../../objects/compare.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { exceptionType, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { keywordsOf } from '../../objects/keywords.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { superLookup } from '../../objects/super.js';
import {
  dictType,
  frozensetType,
  listType,
  NotImplemented,
  setType,
  strType,
  tupleType,
  typeOf,
} from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { approximate } from './assertions/approximate.js';
import { collections } from './assertions/collections.js';
import { comparing } from './assertions/comparing.js';
import { logs } from './assertions/logs.js';
import { raising } from './assertions/raising.js';
import { regex } from './assertions/regex.js';
import { sequences } from './assertions/sequences.js';
import { testResultClass } from './result.js';
import {
  callTestMethod,
  cleanup,
  debugTest,
  doClassCleanups,
  doCleanups,
  enterWithCleanup,
  runTest,
} from './running.js';
import { skipTest } from './skipping.js';
import { subTestContext, subTestMethods } from './subtests.js';
import { appendTo, classOf, classPath, itemsOf } from './support.js';

const MAX_DIFF = 640;
const DIFF_THRESHOLD = 65_536;

/** The assertions that compare values of a built-in type in detail. */
const detailed = (): PyDict =>
  PyDict.of([
    [dictType, 'assertDictEqual'],
    [listType, 'assertListEqual'],
    [tupleType, 'assertTupleEqual'],
    [setType, 'assertSetEqual'],
    [frozensetType, 'assertSetEqual'],
    [strType, 'assertMultiLineEqual'],
  ]);

function initialize(self: Value, methodName: Value): Value {
  const name = str(methodName);
  setAttribute(self, '_testMethodName', methodName);
  setAttribute(self, '_outcome', null);
  setAttribute(self, '_testMethodDoc', 'No test');
  const method = getAttributeOr(self, name);
  if (method !== undefined) setAttribute(self, '_testMethodDoc', getAttribute(method, '__doc__'));
  else if (name !== 'runTest') throw valueError(`no such test method in ${repr(classOf(self))}: ${name}`);
  setAttribute(self, '_cleanups', new PyList([]));
  setAttribute(self, '_subtest', null);
  setAttribute(self, '_type_equality_funcs', detailed());
  return null;
}

/** The first line of a docstring. */
export function firstLine(doc: Value): Value {
  const text = strValue(doc);
  return text === undefined || text === '' ? null : (text.trim().split('\n')[0] ?? '').trim();
}

const nothing = (): Value => null;

const sameMethod = (self: Value, other: Value): Value =>
  typeOf(self) === typeOf(other)
    ? isTrue(richCompare(getAttribute(self, '_testMethodName'), getAttribute(other, '_testMethodName'), 'eq'))
    : NotImplemented;

export const testCaseClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const type: PyType = libraryClass('TestCase', {
    module: 'unittest.case',
    instanceDict: true,
    doc: 'A test: a method of a subclass, with what comes before and after it.',
    attributes: {
      failureException: exceptionType('AssertionError'),
      longMessage: true,
      maxDiff: MAX_DIFF,
      _diffThreshold: DIFF_THRESHOLD,
      _classSetupFailed: false,
      _class_cleanups: new PyList([]),
    },
    methods: {
      "__init__(self, methodName='runTest')": initialize,
      'addTypeEqualityFunc(self, typeobj, function)': (self, type, fn) => {
        const functions = getAttribute(self, '_type_equality_funcs');
        if (functions instanceof PyDict) functions.table.set(type, fn);
        return null;
      },
      'addCleanup(self, function, /, *args, **kwargs)': (self, fn, args, kwargs) => {
        appendTo(self, '_cleanups', cleanup(fn, args, kwargs));
        return null;
      },
      'enterContext(self, cm)': (self, manager) =>
        enterWithCleanup(manager, getAttribute(self, 'addCleanup')),
      'setUp(self)': nothing,
      'tearDown(self)': nothing,
      'countTestCases(self)': () => 1,
      'defaultTestResult(self)': () => call(testResultClass(m)),
      'shortDescription(self)': (self) => firstLine(getAttribute(self, '_testMethodDoc')),
      'id(self)': (self) => `${classPath(classOf(self))}.${str(getAttribute(self, '_testMethodName'))}`,
      '__eq__(self, other)': sameMethod,
      '__hash__(self)': (self) => hash(tuple(typeOf(self), getAttribute(self, '_testMethodName'))),
      '__str__(self)': (self) => {
        const name = str(getAttribute(self, '_testMethodName'));
        return `${name} (${classPath(classOf(self))}.${name})`;
      },
      '__repr__(self)': (self) =>
        `<${classPath(classOf(self))} testMethod=${str(getAttribute(self, '_testMethodName'))}>`,
      'subTest(self, msg=<unset>, **params)': (self, msg, params) =>
        subTestContext(subTestClass(m), self, msg, params),
      '_callSetUp(self)': (self) => callAttribute(self, 'setUp'),
      '_callTestMethod(self, method)': (_self, method) => callTestMethod(m, method, call(method)),
      '_callTearDown(self)': (self) => callAttribute(self, 'tearDown'),
      '_callCleanup(self, function, /, *args, **kwargs)': (_self, fn, args, kwargs) =>
        call(fn, itemsOf(args), keywordsOf(kwargs)),
      'run(self, result=None)': (self, result) => runTest(m, self, result),
      'doCleanups(self)': (self) => doCleanups(m, self),
      '__call__(self, *args, **kwds)': (self, args, kwds) =>
        call(getAttribute(self, 'run'), itemsOf(args), keywordsOf(kwds)),
      'debug(self)': (self) => debugTest(m, self),
      'skipTest(self, reason)': (_self, reason) => {
        throw skipTest(m, reason);
      },
      ...comparing(),
      ...approximate(m),
      ...sequences(m),
      ...collections(m),
      ...regex(m),
      ...raising(m),
      ...logs(m),
    },
    classMethods: {
      'setUpClass(cls)': nothing,
      'tearDownClass(cls)': nothing,
      'addClassCleanup(cls, function, /, *args, **kwargs)': (cls, fn, args, kwargs) => {
        appendTo(cls, '_class_cleanups', cleanup(fn, args, kwargs));
        return null;
      },
      'enterClassContext(cls, cm)': (cls, manager) =>
        enterWithCleanup(manager, getAttribute(cls, 'addClassCleanup')),
      'doClassCleanups(cls)': doClassCleanups,
      '__init_subclass__(cls, *args, **kwargs)': (cls, args, kwargs) => {
        if (!(cls instanceof PyType)) return null;
        setAttribute(cls, '_classSetupFailed', false);
        setAttribute(cls, '_class_cleanups', new PyList([]));
        const next = superLookup(type, cls, '__init_subclass__');
        if (next !== undefined) callClassMethod(next, cls, itemsOf(args), kwargs);
        return null;
      },
    },
  });
  return type;
});

function callClassMethod(method: Value, cls: PyType, args: readonly Value[], kwargs: Value): void {
  const get = typeOf(method).slots.get;
  const bound = get === undefined ? method : get(method, undefined, cls);
  call(bound, args, keywordsOf(kwargs));
}

/** What stands for a subtest in a result. */
export const subTestClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('_SubTest', {
      module: 'unittest.case',
      bases: [testCaseClass(m)],
      instanceDict: true,
      methods: subTestMethods(),
    }),
);

/** `FunctionTestCase`: a plain function as a test. */
export const functionTestCaseClass = perMachine((m: KernelMachine): PyType => {
  const parts = ['_setUpFunc', '_tearDownFunc', '_testFunc', '_description'];
  const fixture = (self: Value, name: string): Value => {
    const fn = getAttribute(self, name);
    return fn === null ? null : call(fn);
  };
  const functionName = (self: Value): Value => getAttribute(getAttribute(self, '_testFunc'), '__name__');
  return libraryClass('FunctionTestCase', {
    module: 'unittest.case',
    bases: [testCaseClass(m)],
    instanceDict: true,
    methods: {
      '__init__(self, testFunc, setUp=None, tearDown=None, description=None)': (
        self,
        testFunc,
        setUp,
        tearDown,
        description,
      ) => {
        initialize(self, 'runTest');
        setAttribute(self, '_setUpFunc', setUp);
        setAttribute(self, '_tearDownFunc', tearDown);
        setAttribute(self, '_testFunc', testFunc);
        setAttribute(self, '_description', description);
        return null;
      },
      'setUp(self)': (self) => fixture(self, '_setUpFunc'),
      'tearDown(self)': (self) => fixture(self, '_tearDownFunc'),
      'runTest(self)': (self) => {
        call(getAttribute(self, '_testFunc'));
        return null;
      },
      'id(self)': functionName,
      '__eq__(self, other)': (self, other) =>
        typeOf(other).isSubtypeOf(typeOf(self))
          ? parts.every((name) =>
              isTrue(richCompare(getAttribute(self, name), getAttribute(other, name), 'eq')),
            )
          : NotImplemented,
      '__hash__(self)': (self) => hash(tuple(typeOf(self), ...parts.map((name) => getAttribute(self, name)))),
      '__str__(self)': (self) => `${classPath(classOf(self))} (${str(functionName(self))})`,
      '__repr__(self)': (self) => `<${classPath(classOf(self))} tec=${str(getAttribute(self, '_testFunc'))}>`,
      'shortDescription(self)': (self) => {
        const description = getAttribute(self, '_description');
        if (description !== null) return description;
        const doc = strValue(getAttribute(getAttribute(self, '_testFunc'), '__doc__'));
        return doc === undefined ? null : (doc.split('\n')[0] ?? '').trim() || null;
      },
    },
  });
});
