// `IsolatedAsyncioTestCase`: all parts of a test run on one event loop of their own, in one context.

import { awaitValue } from '../../execution/coroutine.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { isCoroutineFunction } from '../asyncio/coroutines.js';
import { extendCoroutines } from '../asyncio/native-coroutine.js';
import { copyContext } from '../contextvars.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { testCaseClass } from './case.js';
import { callTestMethod } from './running.js';
import { classPath, itemsOf, libraryModule } from './support.js';

function runnerOf(self: Value): Value {
  const runner = getAttribute(self, '_asyncioRunner');
  if (runner === null) throw exception('AssertionError', 'asyncio runner is not initialized');
  return runner;
}

const contextOf = (self: Value): Value => getAttribute(self, '_asyncioTestContext');

function callAsync(self: Value, fn: Value, args: readonly Value[], keywords: Keywords | null): Value {
  const runner = runnerOf(self);
  if (!isCoroutineFunction(fn)) throw exception('AssertionError', `${repr(fn)} is not an async function`);
  const coroutine = call(fn, args, keywords);
  return call(getAttribute(runner, 'run'), [coroutine], new Map([['context', contextOf(self)]]));
}

function callMaybeAsync(self: Value, fn: Value, args: readonly Value[], keywords: Keywords | null): Value {
  runnerOf(self);
  if (isCoroutineFunction(fn)) return callAsync(self, fn, args, keywords);
  return call(getAttribute(contextOf(self), 'run'), [fn, ...args], keywords);
}

function startRunner(m: KernelMachine, self: Value): void {
  if (getAttribute(self, '_asyncioRunner') !== null)
    throw exception('AssertionError', 'asyncio runner is already initialized');
  const make = getAttribute(libraryModule(m, 'asyncio'), 'Runner');
  const options = new Map<string, Value>([
    ['debug', true],
    ['loop_factory', getAttribute(self, 'loop_factory')],
  ]);
  setAttribute(self, '_asyncioRunner', call(make, [], options));
}

/** Runs the test with a runner that is closed in the end. */
function withRunner(m: KernelMachine, self: Value, body: () => Value): Value {
  startRunner(m, self);
  try {
    return body();
  } finally {
    callAttribute(getAttribute(self, '_asyncioRunner'), 'close');
  }
}

// biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
function* nothing(): Generator<never, Value, Value> {
  return null;
}

export const asyncTestCaseClass = perMachine((m: KernelMachine): PyType => {
  const base = testCaseClass(m);
  const callBase = (name: string, ...args: Value[]): Value => call(base.lookup(name) ?? null, args);
  const type = libraryClass('IsolatedAsyncioTestCase', {
    module: 'unittest.async_case',
    bases: [base],
    instanceDict: true,
    attributes: { loop_factory: null },
    methods: {
      "__init__(self, methodName='runTest')": (self, name) => {
        callBase('__init__', self, name);
        setAttribute(self, '_asyncioRunner', null);
        setAttribute(self, '_asyncioTestContext', copyContext(m));
        return null;
      },
      'addAsyncCleanup(self, func, /, *args, **kwargs)': (self, fn, args, kwargs) =>
        call(getAttribute(self, 'addCleanup'), [fn, ...itemsOf(args)], keywordsOf(kwargs)),
      '_callSetUp(self)': (self) => {
        callAttribute(runnerOf(self), 'get_loop');
        callAttribute(contextOf(self), 'run', getAttribute(self, 'setUp'));
        return callAsync(self, getAttribute(self, 'asyncSetUp'), [], null);
      },
      '_callTestMethod(self, method)': (self, method) =>
        callTestMethod(m, method, callMaybeAsync(self, method, [], null)),
      '_callTearDown(self)': (self) => {
        callAsync(self, getAttribute(self, 'asyncTearDown'), [], null);
        return callAttribute(contextOf(self), 'run', getAttribute(self, 'tearDown'));
      },
      '_callCleanup(self, function, *args, **kwargs)': (self, fn, args, kwargs) =>
        callMaybeAsync(self, fn, itemsOf(args), keywordsOf(kwargs)),
      'run(self, result=None)': (self, result) => withRunner(m, self, () => callBase('run', self, result)),
      'debug(self)': (self) => withRunner(m, self, () => callBase('debug', self)),
    },
  });
  extendCoroutines(m, type, {
    'asyncSetUp()': nothing,
    'asyncTearDown()': nothing,
    *'enterAsyncContext(cm)'(self, manager) {
      const cls = typeOf(manager);
      const [enter, exit] = [getAttributeOr(cls, '__aenter__'), getAttributeOr(cls, '__aexit__')];
      if (enter === undefined || exit === undefined) {
        throw typeError(
          `'${classPath(cls)}' object does not support the asynchronous context manager protocol`,
        );
      }
      const result: Value = yield* awaitValue(call(enter, [manager]));
      call(getAttribute(self, 'addAsyncCleanup'), [exit, manager, null, null, null]);
      return result;
    },
  });
  return type;
});
