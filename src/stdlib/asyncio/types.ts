// The types of asyncio as programs see them: Future, Task, the event loop.

import { extendBlocking } from '../../execution/blocking.js';
import { thrownException } from '../../execution/throw-arguments.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import type { PyTuple } from '../../objects/containers.js';
import { stopIteration } from '../../objects/exceptions.js';
import { defineType, extendType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import type { PyLoop } from './base_events.js';
import { runInExecutor } from './executors.js';
import { functionName } from './function-name.js';
import { futureRepr, taskRepr } from './future-repr.js';
import type { PyFuture } from './futures.js';
import type { Handle } from './handles.js';
import { runUntilComplete } from './runners.js';
import { shutdownAsyncgens, shutdownDefaultExecutor } from './shutdown.js';
import { secondsOf } from './sleeping.js';
import type { AsyncioState, AsyncioTypes } from './state.js';
import type { PyTask } from './tasks.js';

export function makeTypes(): AsyncioTypes {
  const future = defineType('Future', { module: '_asyncio', instanceDict: true });
  const task = defineType('Task', { bases: [future], module: '_asyncio', instanceDict: true });
  const loop = defineType('_UnixSelectorEventLoop', { module: 'asyncio.unix_events', instanceDict: true });
  return { future, task, loop };
}

/** `asyncio.Handle` and `TimerHandle` as programs see them. */
class PyHandle extends PyObject {
  constructor(
    cls: PyType,
    readonly handle: Handle,
    readonly loop: PyLoop,
    readonly when: number | null,
  ) {
    super(cls);
  }
}

export function fillTypes(m: KernelMachine, state: AsyncioState): void {
  fillFuture(state);
  fillTask(state);
  fillLoop(m, state);
}

function fillFuture({ types }: AsyncioState): void {
  extendType(types.future, {
    slots: {
      repr: (self: PyFuture) => futureRepr(self),
      await: (self: PyFuture) => new FutureIterator(self),
      iter: (self: PyFuture) => new FutureIterator(self),
    },
    methods: {
      'result()': (self: PyFuture) => self.result(),
      'exception()': (self: PyFuture) => self.exception(),
      'done()': (self: PyFuture) => self.done,
      'cancelled()': (self: PyFuture) => self.state === 'CANCELLED',
      'cancel(msg=None)': (self: PyFuture, message) => self.cancel(message),
      'set_result(result, /)': (self: PyFuture, value) => {
        self.setResult(value);
        return null;
      },
      'set_exception(exception, /)': (self: PyFuture, error) => {
        self.setException(error);
        return null;
      },
      'add_done_callback(fn, /, *, context=None)': (self: PyFuture, fn, context) => {
        self.addDoneCallback(fn, context);
        return null;
      },
      'remove_done_callback(fn, /)': (self: PyFuture, fn) => self.removeDoneCallback(fn),
      'get_loop()': (self: PyFuture) => self.loop,
    },
  });
}

/** What `future.__await__()` gives to code that drives it by hand. */
class FutureIterator extends PyObject {
  #yielded = false;

  constructor(readonly future: PyFuture) {
    super(futureIteratorType);
  }

  next(): Value {
    if (!this.future.done && !this.#yielded) {
      this.#yielded = true;
      this.future.aboutToEmit();
      return this.future;
    }
    throw stopIteration(this.future.awaitResult());
  }
}

const futureIteratorType = defineType('FutureIter', {
  module: '_asyncio',
  slots: {
    iter: (self: FutureIterator) => self,
    next: (self: FutureIterator) => self.next(),
  },
  methods: {
    'send(value, /)': (self: FutureIterator) => self.next(),
    'throw(type, value=None, traceback=None, /)': (_self: FutureIterator, type, value) => {
      throw thrownException(type, value);
    },
    'close()': () => null,
  },
});

function fillTask({ types }: AsyncioState): void {
  extendType(types.task, {
    slots: {
      repr: (self: PyTask) => taskRepr(self),
    },
    methods: {
      'get_name()': (self: PyTask) => self.name,
      'set_name(value, /)': (self: PyTask, value) => {
        self.name = str(value);
        return null;
      },
      'get_coro()': (self: PyTask) => self.coroutine,
      'get_context()': (self: PyTask) => self.context,
      'cancelling()': (self: PyTask) => self.cancelRequests,
      'uncancel()': (self: PyTask) => self.uncancel(),
    },
  });
}

function fillLoop(m: KernelMachine, state: AsyncioState): void {
  const handleType = defineType('Handle', { module: 'asyncio.events' });
  const timerHandleType = defineType('TimerHandle', { bases: [handleType], module: 'asyncio.events' });
  extendType(handleType, {
    methods: {
      'cancel()': (self: PyHandle) => {
        self.loop.cancelHandle(self.handle);
        return null;
      },
      'cancelled()': (self: PyHandle) => self.handle.cancelled,
      'when()': (self: PyHandle) => new PyFloat(self.when ?? 0),
    },
  });
  const soon = (self: PyLoop, callback: Value, args: PyTuple, context: Value) =>
    state.pythonCallback(self, callback, args.items, context);
  const later = (
    self: PyLoop,
    when: number,
    callback: Value,
    args: PyTuple,
    context: Value,
    text: string,
  ): Value => {
    const timer = self.callAt(when, state.pythonCallback(self, callback, args.items, context), text);
    return new PyHandle(timerHandleType, timer, self, when);
  };
  extendType(state.types.loop, {
    slots: {
      repr: (self: PyLoop) =>
        `<_UnixSelectorEventLoop running=${repr(self.isRunning)} closed=${repr(self.closed)} debug=${repr(self.debug)}>`,
    },
    methods: {
      'time()': (self: PyLoop) => new PyFloat(self.time()),
      'is_running()': (self: PyLoop) => self.isRunning,
      'is_closed()': (self: PyLoop) => self.closed,
      'stop()': (self: PyLoop) => {
        self.stop();
        return null;
      },
      'close()': (self: PyLoop) => {
        self.close();
        return null;
      },
      'get_debug()': (self: PyLoop) => self.debug,
      'set_debug(enabled)': (self: PyLoop, enabled) => {
        self.debug = isTrue(enabled);
        return null;
      },
      'create_future()': (self: PyLoop) => state.newFuture(self),
      'create_task(coro, *, name=None, context=None)': (self: PyLoop, coro, name, context) =>
        state.createTask(self, coro, name === null ? null : str(name), context),
      'call_soon(callback, *args, context=None)': (self: PyLoop, callback, args: PyTuple, context) =>
        new PyHandle(handleType, self.callSoon(soon(self, callback, args, context)), self, null),
      'call_soon_threadsafe(callback, *args, context=None)': (
        self: PyLoop,
        callback,
        args: PyTuple,
        context,
      ) => new PyHandle(handleType, self.callSoonThreadsafe(soon(self, callback, args, context)), self, null),
      'call_later(delay, callback, *args, context=None)': (
        self: PyLoop,
        delay,
        callback,
        args: PyTuple,
        context,
      ) =>
        later(
          self,
          self.time() + secondsOf(delay),
          callback,
          args,
          context,
          `call_later(${repr(delay)}, ${functionName(callback)})`,
        ),
      'call_at(when, callback, *args, context=None)': (
        self: PyLoop,
        when,
        callback,
        args: PyTuple,
        context,
      ) =>
        later(
          self,
          secondsOf(when),
          callback,
          args,
          context,
          `call_at(${repr(when)}, ${functionName(callback)})`,
        ),
      'run_in_executor(executor, func, *args)': (self: PyLoop, executor, func, args: PyTuple) =>
        runInExecutor(state, self, executor, func, args.items),
      'set_default_executor(executor)': (self: PyLoop, executor) => {
        self.defaultExecutor = executor;
        return null;
      },
      'set_exception_handler(handler)': (self: PyLoop, handler) => {
        self.exceptionHandler = handler;
        return null;
      },
      'get_exception_handler()': (self: PyLoop) => self.exceptionHandler,
      'shutdown_asyncgens()': (self: PyLoop) => shutdownAsyncgens(state, self),
      'shutdown_default_executor(timeout=None)': (self: PyLoop) => shutdownDefaultExecutor(state, self),
    },
  });
  extendBlocking(m, state.types.loop, {
    'run_forever()': function* (self: PyLoop) {
      yield* self.runForever('run_forever');
      return null;
    },
    'run_until_complete(future)': function* (self: PyLoop, future: Value) {
      return yield* runUntilComplete(state, self, future, 'run_until_complete');
    },
  });
}
