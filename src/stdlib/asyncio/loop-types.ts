// The event loop, its policy and its handles as programs see them.

import { Unsupported } from '../../base/unsupported.js';
import { extendBlocking } from '../../execution/blocking.js';
import { boundedRepr } from '../../execution/bounded-repr.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, PyFloat } from '../../objects/boxed.js';
import { isCallable } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, type PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { defineType, extendType, type NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { executorTypes } from '../concurrent/futures.js';
import { signalWakeups } from '../signal-wakeups.js';
import { PyLoop } from './base_events.js';
import { isCoroutineFunction } from './coroutines.js';
import { callExceptionHandler, defaultExceptionHandler } from './exception-handlers.js';
import { runInExecutor } from './executors.js';
import { functionName } from './function-name.js';
import { checkCallback, checkThread } from './loop-checks.js';
import { fillLoopInternals } from './loop-internals.js';
import { runUntilComplete } from './runners.js';
import { createConnection, createServer } from './servers.js';
import { shutdownAsyncgens, shutdownDefaultExecutor } from './shutdown.js';
import type { AsyncioState } from './state.js';

const NO_SIGNALS =
  'no signals come from outside: handlers are called by signal.raise_signal() and os.kill() alone';

/** Runs a method for its effect. */
const effect =
  (act: (self: PyLoop, ...args: Value[]) => void): NativeBody =>
  (self, ...args) => {
    if (self instanceof PyLoop) act(self, ...args);
    return null;
  };

const refused =
  (what: string): NativeBody =>
  () => {
    throw new Unsupported(what);
  };

const refusedMethods = (names: readonly string[]): Record<string, NativeBody> =>
  Object.fromEntries(names.map((name) => [`${name}(*args, **kwargs)`, refused(`loop.${name}`)]));

export function fillLoop(m: KernelMachine, state: AsyncioState): void {
  const { types } = state;
  const creation = {
    new_: (cls: PyType) => new PyLoop(cls, m, state, state.nextId('loop')),
    init: () => {},
  };
  extendType(types.loop, { slots: creation });
  fillLoopInternals(m, state);
  extendType(types.baseLoop, {
    slots: {
      ...creation,
      repr: (self: PyLoop) =>
        `<${self.cls.name} running=${repr(self.isRunning)} closed=${repr(self.closed)} debug=${repr(self.debug)}>`,
    },
    methods: {
      'time()': (self: PyLoop) => new PyFloat(self.time()),
      'is_running()': (self: PyLoop) => self.isRunning,
      'is_closed()': (self: PyLoop) => self.closed,
      'stop()': effect((self) => self.stop()),
      'close()': effect((self) => self.close()),
      'get_debug()': (self: PyLoop) => self.debug,
      'set_debug(enabled)': effect((self, enabled) => {
        self.setDebug(isTrue(enabled ?? null));
      }),
      'create_future()': (self: PyLoop) => state.newFuture(self),
      'create_task(coro, *, name=None, context=None)': (self: PyLoop, coro, name, context) =>
        state.spawnIn(self, coro, name, context),
      'set_task_factory(factory)': effect((self, factory = null) => {
        if (factory !== null && !isCallable(factory))
          throw typeError('task factory must be a callable or None');
        self.taskFactory = factory;
      }),
      'get_task_factory()': (self: PyLoop) => self.taskFactory,
      ...schedulingMethods(m, state),
      'set_default_executor(executor)': effect((self, executor = null) => {
        const { threadPool } = executorTypes(m);
        if (!(executor instanceof PyObject) || !executor.cls.isSubtypeOf(threadPool))
          throw typeError('executor must be ThreadPoolExecutor instance');
        self.defaultExecutor = executor;
      }),
      'set_exception_handler(handler)': effect((self, handler = null) => {
        if (handler !== null && !isCallable(handler))
          throw typeError(`A callable object or None is expected, got ${repr(handler)}`);
        self.exceptionHandler = handler;
      }),
      'get_exception_handler()': (self: PyLoop) => self.exceptionHandler,
      'default_exception_handler(context)': effect((self, context) => {
        if (context instanceof PyDict) defaultExceptionHandler(self, context);
      }),
      'call_exception_handler(context)': effect((self, context) => {
        if (context instanceof PyDict) callExceptionHandler(self, context);
      }),
      'shutdown_asyncgens()': (self: PyLoop) => shutdownAsyncgens(state, self),
      'shutdown_default_executor(timeout=None)': (self: PyLoop, timeout) =>
        shutdownDefaultExecutor(state, self, timeout),
      // Nobody but the program itself sends signals to a simulated program.
      'add_signal_handler(sig, callback, *args)': (self: PyLoop, signal, callback, args: PyTuple) => {
        if (isCoroutineFunction(callback ?? null))
          throw typeError('coroutines cannot be used with add_signal_handler()');
        self.signalHandlers.set(signal ?? null, callback ?? null);
        signalWakeups(m).set(Number(intValue(signal ?? null)), () => {
          self.signalled(state.pythonCallback(callback ?? null, args.items, null));
        });
        m.notice(NO_SIGNALS);
        return null;
      },
      'remove_signal_handler(sig)': (self: PyLoop, signal) => {
        signalWakeups(m).delete(Number(intValue(signal ?? null)));
        return self.signalHandlers.delete(signal ?? null);
      },
      'subprocess_exec(*args, **kwargs)': refused('asyncio subprocesses'),
      'subprocess_shell(*args, **kwargs)': refused('asyncio subprocesses'),
      'create_server(protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None, backlog=100, ssl=None, reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True)':
        (self: PyLoop, ...given) => {
          const [factory = null, host = null, port = null] = given;
          const [sock = null, ssl = null, startServing = true] = [given[5], given[7], given[13]];
          return createServer(state, self, factory, host, port, { ssl, sock, startServing });
        },
      'create_connection(protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0, sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None, all_errors=False)':
        (self: PyLoop, ...given) => {
          const [factory = null, host = null, port = null, ssl = null] = given;
          return createConnection(state, self, factory, host, port, { ssl, sock: given[7] ?? null });
        },
      ...refusedMethods([
        'connect_read_pipe',
        'connect_write_pipe',
        'create_datagram_endpoint',
        'create_unix_connection',
        'create_unix_server',
        'getaddrinfo',
        'getnameinfo',
        'sendfile',
        'sock_accept',
        'sock_connect',
        'sock_recv',
        'sock_recv_into',
        'sock_recvfrom',
        'sock_sendall',
        'sock_sendfile',
        'sock_sendto',
        'start_tls',
      ]),
    },
    properties: {
      slow_callback_duration: {
        get: (self: PyLoop) => self.slowCallbackDuration,
        set: (self: PyLoop, value) => {
          self.slowCallbackDuration = value ?? null;
        },
      },
      _default_executor: {
        get: (self: PyLoop) => self.defaultExecutor,
        set: (self: PyLoop, value) => {
          self.defaultExecutor = value ?? null;
        },
      },
    },
  });
  extendBlocking(m, types.baseLoop, {
    'run_forever()': function* (self: PyLoop) {
      yield* self.runForever('run_forever');
      return null;
    },
    'run_until_complete(future)': (self: PyLoop, future: Value) =>
      runUntilComplete(state, self, future, 'run_until_complete'),
    'run_in_executor(executor, func, *args)': (self: PyLoop, executor: Value, func: Value, args: PyTuple) => {
      if (self.debug) checkCallback(self, func, 'run_in_executor');
      return runInExecutor(state, self, executor, func, args.items);
    },
  });
}

/** `call_soon`, `call_later` and their kin. */
function schedulingMethods(m: KernelMachine, state: AsyncioState): Record<string, NativeBody> {
  return {
    'call_soon(callback, *args, context=None)': (self: PyLoop, callback, args: PyTuple, context) => {
      self.checkClosed();
      if (self.debug) {
        checkThread(m, self);
        checkCallback(self, callback, 'call_soon');
      }
      return self.enqueue(state.pythonCallback(callback, args.items, context));
    },
    'call_soon_threadsafe(callback, *args, context=None)': (
      self: PyLoop,
      callback,
      args: PyTuple,
      context,
    ) => {
      self.checkClosed();
      if (self.debug) checkCallback(self, callback, 'call_soon_threadsafe');
      return self.enqueueThreadsafe(state.pythonCallback(callback, args.items, context));
    },
    'call_later(delay, callback, *args, context=None)': (
      self: PyLoop,
      delay,
      callback,
      args: PyTuple,
      context,
    ) => {
      if (delay === null) throw typeError('delay must not be None');
      const when = add(self.timeValue(), delay);
      if (self.debug) {
        checkThread(m, self);
        checkCallback(self, callback, 'call_at');
      }
      const text = `call_later(${boundedRepr(delay)}, ${functionName(callback)})`;
      return self.callAt(when, state.pythonCallback(callback, args.items, context), text);
    },
    'call_at(when, callback, *args, context=None)': (
      self: PyLoop,
      when,
      callback,
      args: PyTuple,
      context,
    ) => {
      if (when === null) throw typeError('when cannot be None');
      self.checkClosed();
      if (self.debug) {
        checkThread(m, self);
        checkCallback(self, callback, 'call_at');
      }
      const text = `call_at(${boundedRepr(when)}, ${functionName(callback)})`;
      return self.enqueueTimer(when, state.pythonCallback(callback, args.items, context), text);
    },
  };
}

/** The classes of loops: their names, for annotations and `isinstance`. */
export function loopClasses(): { readonly abstract: PyType; readonly base: PyType; readonly loop: PyType } {
  const abstract = defineType('AbstractEventLoop', {
    module: 'asyncio.events',
    instanceDict: true,
    mutable: true,
  });
  const base = defineType('BaseEventLoop', {
    bases: [abstract],
    mutable: true,
    module: 'asyncio.base_events',
    instanceDict: true,
  });
  const loop = defineType('_UnixSelectorEventLoop', {
    bases: [base],
    mutable: true,
    module: 'asyncio.unix_events',
    instanceDict: true,
  });
  return { abstract, base, loop };
}
