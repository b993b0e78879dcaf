// `AbstractContextManager`, `ContextDecorator` and their asynchronous twins (Lib/contextlib.py).

import { asyncContextMethods, contextMethods, exitArguments } from '../../execution/context-manager.js';
import { awaitValue } from '../../execution/coroutine.js';
import { Invoke, type Pausable } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call, lookupSpecial } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyClassMethod } from '../../objects/descriptors.js';
import { PyException, typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { type Keywords, PyType, type Value } from '../../objects/object.js';
import { NotImplemented, typeOf } from '../../objects/types.js';
import { abcMeta } from '../abc/abc-meta.js';
import { libraryCoroutineFunction } from '../asyncio/native-coroutine.js';
import { pausableFunction } from '../forwarding.js';
import { updateWrapper } from '../functools/wrapping.js';
import { callAttribute, libraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

function abstractManager(name: string, enter: string, exit: string, isAsync: boolean) {
  return perMachine((m: KernelMachine): PyType => {
    const type = libraryClass(name, {
      module: 'contextlib',
      metatype: abcMeta(m),
      instanceDict: false,
      ...(isAsync ? {} : { methods: { '__enter__(self)': (self: Value) => self } }),
      abstract: { [`${exit}(self, exc_type, exc_value, traceback)`]: () => null },
      classMethods: { '__class_getitem__(cls, item)': (cls, item) => genericAlias(cls, item) },
    });
    if (isAsync) {
      // biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
      const enterFunction = libraryCoroutineFunction(m, '__aenter__(self)', function* ([self = null]) {
        return self;
      });
      enterFunction.qualname = `${name}.__aenter__`;
      type.attrs.set('__aenter__', enterFunction);
      const exitFunction = libraryCoroutineFunction(
        m,
        `${exit}(self, exc_type, exc_value, traceback)`,
        // biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
        function* () {
          return null;
        },
      );
      exitFunction.qualname = `${name}.${exit}`;
      exitFunction.dict = new Map([['__isabstractmethod__', true]]);
      type.attrs.set(exit, exitFunction);
    }
    const hook = libraryFunction('__subclasshook__(cls, C)', (cls, other) => {
      if (cls !== type || !(other instanceof PyType)) return NotImplemented;
      const has = (method: string): boolean => {
        const found = other.lookup(method);
        return found !== undefined && found !== null;
      };
      return has(enter) && has(exit) ? true : NotImplemented;
    });
    type.attrs.set('__subclasshook__', new PyClassMethod(hook));
    type.modified();
    return type;
  });
}

export const abstractContextManager = abstractManager(
  'AbstractContextManager',
  '__enter__',
  '__exit__',
  false,
);
export const abstractAsyncContextManager = abstractManager(
  'AbstractAsyncContextManager',
  '__aenter__',
  '__aexit__',
  true,
);

/** Runs `body` in a `with` statement of the manager. */
export function within(manager: Value, body: (entered: Value) => Value): Value {
  const { enter, exit } = contextMethods(manager);
  const entered = call(enter);
  let result: Value;
  try {
    result = body(entered);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    if (isTrue(call(exit, exitArguments(error)))) return null;
    throw error;
  }
  call(exit, exitArguments(null));
  return result;
}

/** Calls `func` in a `with` statement of the manager. */
export function* callWithin(
  manager: Value,
  func: Value,
  args: readonly Value[],
  keywords: Keywords | null,
): Pausable {
  const { enter, exit } = contextMethods(manager);
  yield new Invoke(enter, [], null);
  let result: Value;
  try {
    result = yield new Invoke(func, args, keywords);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    if (isTrue(yield new Invoke(exit, exitArguments(error), null))) return null;
    throw error;
  }
  yield new Invoke(exit, exitArguments(null), null);
  return result;
}

export const contextDecorator = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('ContextDecorator', {
      module: 'contextlib',
      instanceDict: true,
      methods: {
        '_recreate_cm(self)': (self) => self,
        '__call__(self, func)': (self, func) => {
          const inner = pausableFunction(
            m,
            'inner(*args, **kwds)',
            (args, keywords) => callWithin(callAttribute(self, '_recreate_cm'), func, args, keywords),
            'contextlib',
            'ContextDecorator.__call__.<locals>.inner',
          );
          return updateWrapper(inner, func);
        },
      },
    }),
);

export const asyncContextDecorator = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('AsyncContextDecorator', {
      module: 'contextlib',
      instanceDict: true,
      methods: {
        '_recreate_cm(self)': (self) => self,
        '__call__(self, func)': (self, func) => {
          const inner = libraryCoroutineFunction(m, 'inner(*args, **kwds)', function* (args, keywords) {
            const manager = callAttribute(self, '_recreate_cm');
            const { enter, exit } = asyncContextMethods(manager);
            yield* awaitValue(call(enter));
            let result: Value;
            try {
              result = yield* awaitValue(call(func, args, keywords));
            } catch (error) {
              if (!(error instanceof PyException)) throw error;
              if (isTrue(yield* awaitValue(call(exit, exitArguments(error))))) return null;
              throw error;
            }
            yield* awaitValue(call(exit, exitArguments(null)));
            return result;
          });
          return updateWrapper(inner, func);
        },
      },
    }),
);

/** The bound `__enter__` and `__exit__`, with the words of `ExitStack` where there are none. */
export function managerMethods(manager: Value): { readonly enter: Value; readonly exit: Value } {
  const enter = lookupSpecial(manager, '__enter__');
  const exit = lookupSpecial(manager, '__exit__');
  if (enter !== undefined && exit !== undefined) return { enter, exit };
  throw unsupportedManager(manager, 'context manager');
}

export function asyncManagerMethods(manager: Value): { readonly enter: Value; readonly exit: Value } {
  const enter = lookupSpecial(manager, '__aenter__');
  const exit = lookupSpecial(manager, '__aexit__');
  if (enter !== undefined && exit !== undefined) return { enter, exit };
  throw unsupportedManager(manager, 'asynchronous context manager');
}

function unsupportedManager(manager: Value, protocol: string): PyException {
  const { module, qualname } = typeOf(manager);
  return typeError(`'${module}.${qualname}' object does not support the ${protocol} protocol`);
}
