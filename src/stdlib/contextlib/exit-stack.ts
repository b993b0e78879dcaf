// `ExitStack` and `AsyncExitStack` (Lib/contextlib.py).

import { extendBlocking } from '../../execution/blocking.js';
import { exitArguments } from '../../execution/context-manager.js';
import { awaitValue } from '../../execution/coroutine.js';
import { Invoke, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call, lookupSpecial } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { PyException, typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';
import { extendCoroutines, libraryCoroutineFunction } from '../asyncio/native-coroutine.js';
import { dequeType, PyDeque } from '../collections/deque.js';
import { perMachine } from '../library.js';
import { variadicFunction } from '../library-class.js';
import {
  abstractAsyncContextManager,
  abstractContextManager,
  asyncManagerMethods,
  managerMethods,
} from './base-classes.js';

interface Callback {
  readonly isAsync: boolean;
  /** Takes the three arguments of `__exit__`. */
  readonly exit: Value;
}

class PyExitStack extends PyObject {
  callbacks: Callback[] = [];

  push(exit: Value, isAsync = false): void {
    this.callbacks.push({ isAsync, exit });
  }

  /** The callbacks as CPython keeps them: pairs of whether it is called plainly, and the callable. */
  get listed(): PyDeque {
    const deque = new PyDeque(dequeType());
    for (const { isAsync, exit } of this.callbacks) deque.append(tuple(!isAsync, exit));
    return deque;
  }
}

/** A callback that is no `__exit__`: it is called with its own arguments, and its result means nothing. */
function wrapped(callback: Value, args: Value, kwds: Value): Value {
  const items = args instanceof PyTuple ? args.items : [];
  const wrapper = variadicFunction(
    '_exit_wrapper(exc_type, exc, tb)',
    () => {
      call(callback, items, keywordsOf(kwds));
      return null;
    },
    'contextlib',
  );
  wrapper.dict = new Map([['__wrapped__', callback]]);
  return wrapper;
}

/** Gives the new exception the context it would have in nested `with` statements. */
function fixContext(error: PyException, old: PyException | null, outer: PyException | null): void {
  let last = error;
  for (;;) {
    const { context } = last;
    if (context === null || context === old) return;
    if (context === outer) break;
    last = context;
  }
  last.context = old;
}

/** Calls one callback; the manner of calling is the caller's. */
type Caller = (callback: Callback, args: readonly Value[]) => Generator<Pause, Value, Value>;

function* unwind(
  m: KernelMachine,
  self: PyExitStack,
  first: PyException | null,
  invoke: Caller,
): Generator<Pause, boolean, Value> {
  const outer = m.handled;
  let error = first;
  let isSuppressed = false;
  let isPending = false;
  for (let callback = self.callbacks.pop(); callback !== undefined; callback = self.callbacks.pop()) {
    try {
      const result = yield* invoke(callback, exitArguments(error));
      if (!isTrue(result)) continue;
      isSuppressed = true;
      isPending = false;
      error = null;
    } catch (raised) {
      if (!(raised instanceof PyException)) throw raised;
      fixContext(raised, error, outer);
      raised.contextIsSet = true;
      isPending = true;
      error = raised;
    }
  }
  if (isPending && error !== null) throw error;
  return first !== null && isSuppressed;
}

function* plainly({ exit }: Callback, args: readonly Value[]): Generator<Pause, Value, Value> {
  return yield new Invoke(exit, args, null);
}

function* awaiting({ exit, isAsync }: Callback, args: readonly Value[]): Generator<Pause, Value, Value> {
  const result = call(exit, args);
  return isAsync ? yield* awaitValue(result) : result;
}

const asError = (value: Value): PyException | null => (value instanceof PyException ? value : null);

/** Methods that both kinds of stack have. */
function sharedMethods(): Record<string, NativeBody> {
  return {
    'pop_all()': (self: PyExitStack) => {
      const made = call(typeOf(self));
      if (made instanceof PyExitStack) made.callbacks = self.callbacks;
      self.callbacks = [];
      return made;
    },
    'push(exit)': (self: PyExitStack, exit) => {
      const method = lookupSpecial(exit, '__exit__');
      self.push(method === undefined ? exit : method);
      return exit;
    },
    'enter_context(cm)': (self: PyExitStack, manager) => {
      const { enter, exit } = managerMethods(manager);
      const result = call(enter);
      self.push(exit);
      return result;
    },
    'callback(callback, /, *args, **kwds)': (self: PyExitStack, callback, args, kwds) => {
      self.push(wrapped(callback, args, kwds));
      return callback;
    },
  };
}

export const exitStackType = perMachine((m: KernelMachine): PyType => {
  const type = defineType('ExitStack', {
    module: 'contextlib',
    bases: [abstractContextManager(m)],
    instanceDict: true,
    properties: { _exit_callbacks: (self: PyExitStack) => self.listed },
    slots: { new_: (cls) => new PyExitStack(cls, new Map()), init: noArguments },
    methods: { ...sharedMethods(), '__enter__()': (self) => self },
  });
  extendBlocking(m, type, {
    *'__exit__(*exc_details)'(self: PyExitStack, details) {
      const value = details instanceof PyTuple ? (details.items[1] ?? null) : null;
      return yield* unwind(m, self, asError(value), plainly);
    },
    *'close()'(self: PyExitStack) {
      yield* unwind(m, self, null, plainly);
      return null;
    },
  });
  return type;
});

export const asyncExitStackType = perMachine((m: KernelMachine): PyType => {
  const type = defineType('AsyncExitStack', {
    module: 'contextlib',
    bases: [abstractAsyncContextManager(m)],
    instanceDict: true,
    properties: { _exit_callbacks: (self: PyExitStack) => self.listed },
    slots: { new_: (cls) => new PyExitStack(cls, new Map()), init: noArguments },
    methods: {
      ...sharedMethods(),
      'push_async_exit(exit)': (self: PyExitStack, exit) => {
        const method = lookupSpecial(exit, '__aexit__');
        self.push(method === undefined ? exit : method, true);
        return exit;
      },
      'push_async_callback(callback, /, *args, **kwds)': (self: PyExitStack, callback, args, kwds) => {
        const items = args instanceof PyTuple ? args.items : [];
        const wrapper = libraryCoroutineFunction(m, '_exit_wrapper(exc_type, exc, tb)', function* () {
          yield* awaitValue(call(callback, items, keywordsOf(kwds)));
          return null;
        });
        wrapper.dict = new Map([['__wrapped__', callback]]);
        self.push(wrapper, true);
        return callback;
      },
    },
  });
  extendCoroutines(m, type, {
    *'enter_async_context(cm)'(self: PyExitStack, manager) {
      const { enter, exit } = asyncManagerMethods(manager);
      const result = yield* awaitValue(call(enter));
      self.push(exit, true);
      return result;
    },
    // biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
    *'__aenter__()'(self) {
      return self;
    },
    *'__aexit__(*exc_details)'(self: PyExitStack, details) {
      const value = details instanceof PyTuple ? (details.items[1] ?? null) : null;
      return yield* unwind(m, self, asError(value), awaiting);
    },
    *'aclose()'(self: PyExitStack) {
      yield* unwind(m, self, null, awaiting);
      return null;
    },
  });
  return type;
});

function noArguments(self: Value, args: readonly Value[]): void {
  if (args.length > 0) {
    throw typeError(
      `${typeOf(self).name}.__init__() takes 1 positional argument but ${args.length + 1} were given`,
    );
  }
}
