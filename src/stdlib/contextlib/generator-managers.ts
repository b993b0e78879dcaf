// `contextmanager` and `asynccontextmanager`: context managers written as generators (Lib/contextlib.py).

import { extendBlocking } from '../../execution/blocking.js';
import { awaitValue } from '../../execution/coroutine.js';
import { PyGenerator } from '../../execution/generator.js';
import { Invoke, type Pausable, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isExceptionOf, PyException, runtimeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { PyTraceback } from '../../objects/traceback.js';
import { extendCoroutines } from '../asyncio/native-coroutine.js';
import { updateWrapper } from '../functools/wrapping.js';
import { callAttribute, libraryFunction, type PyLibraryFunction, perMachine } from '../library.js';
import { variadicFunction } from '../library-class.js';
import {
  abstractAsyncContextManager,
  abstractContextManager,
  asyncContextDecorator,
  contextDecorator,
} from './base-classes.js';

class PyGeneratorManager extends PyObject {
  gen: Value = null;
  /** Makes another one like it: a decorated function has one for each call. */
  again: () => Value = () => null;

  constructor(cls: PyType) {
    super(cls, new Map());
  }

  begin(func: Value, args: readonly Value[], keywords: Keywords | null): this {
    this.gen = call(func, args, keywords);
    this.dict?.set('__doc__', getAttributeOr(func, '__doc__') ?? null);
    this.again = () => new PyGeneratorManager(this.cls).begin(func, args, keywords);
    return this;
  }
}

/** What a subclass calls that makes its managers itself. */
const INIT = {
  '__init__(func, args, kwds)': (self: PyGeneratorManager, func: Value, args: Value, kwds: Value) => {
    self.begin(func, toArray(args), keywordsOf(kwds));
    self.again = () => call(self.cls, [func, args, kwds]);
    return null;
  },
};

/** What a step of the generator came to: it yielded, or it returned. */
interface Stepped {
  readonly yielded: boolean;
  readonly value: Value;
}

/** `next(gen)`, or `gen.throw(error)`; a StopIteration that ends it is told by the result. */
function* stepOf(gen: Value, error: PyException | null): Generator<Pause, Stepped, Value> {
  if (gen instanceof PyGenerator) {
    const yielded = yield* gen.resumePausably(null, error);
    return { yielded, value: yielded ? gen.activation.value : gen.result };
  }
  try {
    const method = getAttribute(gen, error === null ? '__next__' : 'throw');
    return { yielded: true, value: yield new Invoke(method, error === null ? [] : [error], null) };
  } catch (raised) {
    if (!isExceptionOf(raised, 'StopIteration') || raised === error) throw raised;
    return { yielded: false, value: null };
  }
}

function closed(gen: Value, error: PyException): PyException {
  callAttribute(gen, 'close');
  return error;
}

function* enter(self: PyGeneratorManager): Pausable {
  const { yielded, value } = yield* stepOf(self.gen, null);
  if (!yielded) throw runtimeError("generator didn't yield");
  return value;
}

/** The exception a `with` statement hands over: it may be a class alone. */
function given(type: Value, value: Value): PyException | null {
  if (value instanceof PyException) return value;
  if (type === null) return null;
  const made = call(type);
  return made instanceof PyException ? made : null;
}

function* exit(self: PyGeneratorManager, type: Value, value: Value, traceback: Value): Pausable {
  const { gen } = self;
  const error = given(type, value);
  if (error === null) {
    const { yielded } = yield* stepOf(gen, null);
    if (!yielded) return false;
    throw closed(gen, runtimeError("generator didn't stop"));
  }
  try {
    const { yielded } = yield* stepOf(gen, error);
    if (!yielded) return true;
  } catch (raised) {
    return passedOn(raised, error, traceback);
  }
  throw closed(gen, runtimeError("generator didn't stop after throw()"));
}

/** False where what came out is what went in: then it is the caller's to raise again. */
function passedOn(raised: unknown, error: PyException, traceback: Value): Value {
  const isSame = raised === error;
  const isWrappedStop =
    isExceptionOf(raised, 'RuntimeError') &&
    raised.cause === error &&
    (isExceptionOf(error, 'StopIteration') || isExceptionOf(error, 'StopAsyncIteration'));
  if (!isSame && !isWrappedStop) throw raised;
  error.traceback = traceback instanceof PyTraceback ? traceback : null;
  return false;
}

export const generatorManagerType = perMachine((m: KernelMachine): PyType => {
  const type = defineType('_GeneratorContextManager', {
    module: 'contextlib',
    bases: [contextDecorator(m), abstractContextManager(m)],
    instanceDict: true,
    slots: { new_: (cls) => new PyGeneratorManager(cls) },
    methods: { ...INIT, '_recreate_cm()': (self: PyGeneratorManager) => self.again() },
    properties: { gen: (self: PyGeneratorManager) => self.gen },
  });
  extendBlocking(m, type, {
    '__enter__()': enter,
    '__exit__(typ, value, traceback)': exit,
  });
  return type;
});

export const asyncGeneratorManagerType = perMachine((m: KernelMachine): PyType => {
  const type = defineType('_AsyncGeneratorContextManager', {
    module: 'contextlib',
    bases: [asyncContextDecorator(m), abstractAsyncContextManager(m)],
    instanceDict: true,
    slots: { new_: (cls) => new PyGeneratorManager(cls) },
    methods: { ...INIT, '_recreate_cm()': (self: PyGeneratorManager) => self.again() },
    properties: { gen: (self: PyGeneratorManager) => self.gen },
  });
  extendCoroutines(m, type, {
    *'__aenter__()'(self: PyGeneratorManager): Pausable {
      try {
        return yield* awaitValue(callAttribute(self.gen, '__anext__'));
      } catch (error) {
        if (!isExceptionOf(error, 'StopAsyncIteration')) throw error;
        throw runtimeError("generator didn't yield");
      }
    },
    *'__aexit__(typ, value, traceback)'(self: PyGeneratorManager, type, value, traceback): Pausable {
      const { gen } = self;
      const error = given(type, value);
      try {
        yield* awaitValue(
          error === null ? callAttribute(gen, '__anext__') : callAttribute(gen, 'athrow', error),
        );
      } catch (raised) {
        if (isExceptionOf(raised, 'StopAsyncIteration') && raised !== error) return error !== null;
        if (error === null) throw raised;
        return passedOn(raised, error, traceback);
      }
      yield* awaitValue(callAttribute(gen, 'aclose'));
      throw runtimeError(error === null ? "generator didn't stop" : "generator didn't stop after athrow()");
    },
  });
  return type;
});

function decorator(m: KernelMachine, name: string, manager: (m: KernelMachine) => PyType): PyLibraryFunction {
  return libraryFunction(
    `${name}(func)`,
    (func) => {
      const helper = variadicFunction(
        'helper(*args, **kwds)',
        (args, keywords) => new PyGeneratorManager(manager(m)).begin(func, args, keywords),
        'contextlib',
      );
      return updateWrapper(helper, func);
    },
    'contextlib',
  );
}

export const contextManagerFunction = perMachine((m) => decorator(m, 'contextmanager', generatorManagerType));
export const asyncContextManagerFunction = perMachine((m) =>
  decorator(m, 'asynccontextmanager', asyncGeneratorManagerType),
);
