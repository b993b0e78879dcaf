// `asyncio.Future` and `Task` as programs see them.

import { thrownArguments } from '../../execution/throw-arguments.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exception, runtimeError, stopIteration, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { defineType, extendType } from '../../objects/native.js';
import { PyObject, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { construction } from '../declare.js';
import { printStack, taskStack } from './base_tasks.js';
import { futureRepr, taskRepr } from './future-repr.js';
import { PyFuture as Future, type PyFuture } from './futures.js';
import type { AsyncioState } from './state.js';
import { PyTask } from './tasks.js';

const classMethods = { '__class_getitem__(key, /)': (cls: Value, key: Value) => genericAlias(cls, key) };

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
    'throw(type, value=None, traceback=None, /)': ({ future }: FutureIterator, type, value, traceback) => {
      throw thrownArguments(future.loop.machine, type, value, traceback);
    },
    'close()': () => null,
  },
});

export function fillFuture(state: AsyncioState): void {
  extendType(state.types.future, {
    slots: {
      ...construction(
        'Future',
        '*, loop=None',
        (cls) => new Future(cls, null),
        (self: PyFuture, loop) => {
          self.attach(state.givenLoop(loop ?? null));
          return null;
        },
      ),
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
      'get_loop()': (self: PyFuture) => self.loop.value,
      '_make_cancelled_error()': (self: PyFuture) => self.makeCancelledError(),
    },
    classMethods,
    properties: {
      _loop: (self: PyFuture) => self.loop.value,
      _state: (self: PyFuture) => self.state,
      _result: (self: PyFuture) => self.peekResult(),
      _exception: (self: PyFuture) => self.error,
      _cancel_message: {
        get: (self: PyFuture) => self.cancelMessage,
        set: (self: PyFuture, value) => {
          self.cancelMessage = value ?? null;
        },
      },
      _source_traceback: (self: PyFuture) => (self.created === null ? null : self.created.summary),
      _callbacks: (self: PyFuture) =>
        self.callbacks.length === 0
          ? null
          : new PyList(self.callbacks.map(({ callback, context }) => tuple(callback, context))),
      _log_traceback: {
        get: (self: PyFuture) => self.logTraceback,
        set: (self: PyFuture, value) => {
          if (value === undefined) throw exception('AttributeError', 'cannot delete attribute');
          if (isTrue(value ?? null)) throw valueError('_log_traceback can only be set to False');
          self.logTraceback = false;
        },
      },
      _asyncio_future_blocking: {
        get: (self: PyFuture) => self.blocking,
        set: (self: PyFuture, value) => {
          if (value === undefined) throw exception('AttributeError', 'cannot delete attribute');
          self.blocking = isTrue(value ?? null);
        },
      },
    },
  });
}

export function fillTask(m: KernelMachine, state: AsyncioState): void {
  const { task } = state.types;
  extendType(task, {
    slots: {
      ...construction(
        'Task',
        'coro, *, loop=None, name=None, context=None, eager_start=False',
        (cls) => new PyTask(cls, null),
        (self: PyTask, coroutine, loop, name, context, eager) => {
          self.attach(state.givenLoop(loop ?? null));
          state.beginTask(self, coroutine ?? null, name ?? null, context ?? null, isTrue(eager ?? false));
          return null;
        },
      ),
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
      'set_result(result, /)': () => {
        throw runtimeError('Task does not support set_result operation');
      },
      'set_exception(exception, /)': () => {
        throw runtimeError('Task does not support set_exception operation');
      },
      'get_stack(*, limit=None)': (self: PyTask, limit) => new PyList(taskStack(self, limit)),
      'print_stack(*, limit=None, file=None)': (self: PyTask, limit, file) =>
        printStack(m, self, limit, file),
    },
    classMethods,
    properties: {
      _coro: (self: PyTask) => self.coroutine,
      _fut_waiter: (self: PyTask) => self.futureWaiter,
      _must_cancel: (self: PyTask) => self.mustCancel,
      _num_cancels_requested: (self: PyTask) => self.cancelRequests,
      _log_destroy_pending: {
        get: (self: PyTask) => self.logDestroyPending,
        set: (self: PyTask, value) => {
          if (value === undefined) throw exception('AttributeError', 'cannot delete attribute');
          self.logDestroyPending = isTrue(value);
        },
      },
    },
  });
}
