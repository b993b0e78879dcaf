// The parts of an event loop that classes derived from it call and replace: `_run_once`, `_ready`, `_selector` and
// their kin.

import { extendBlocking } from '../../execution/blocking.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { exception } from '../../objects/exceptions.js';
import { extendType, type NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { PySet } from '../../objects/set.js';
import type { PyLoop } from './base_events.js';
import { Handle, TimerHandle } from './handles.js';
import { checkCallback, checkThread } from './loop-checks.js';
import { extendCoroutines } from './native-coroutine.js';
import type { AsyncioState } from './state.js';

type LoopMethod = (self: PyLoop, ...args: Value[]) => void;

const effects = (methods: Record<string, LoopMethod>): Record<string, NativeBody> =>
  Object.fromEntries(
    Object.entries(methods).map(([signature, act]): [string, NativeBody] => [
      signature,
      (self: PyLoop, ...args) => {
        act(self, ...args);
        return null;
      },
    ]),
  );

const abstract: NativeBody = () => {
  throw exception('NotImplementedError');
};

export function fillLoopInternals(m: KernelMachine, { types }: AsyncioState): void {
  extendType(types.baseLoop, {
    methods: {
      ...effects({
        '_run_forever_setup()': (self) => self.setUp(),
        '_run_forever_cleanup()': (self) => self.tearDown(),
        '_check_closed()': (self) => self.checkClosed(),
        '_check_running()': (self) => self.checkRunning(),
        '_check_thread()': (self) => checkThread(m, self),
        '_check_callback(callback, method)': (self, callback, method) =>
          checkCallback(self, callback, method),
        '_add_callback(handle)': addCallback,
        '_add_callback_signalsafe(handle)': (self, handle) => {
          addCallback(self, handle);
          self.writeToSelf();
        },
        '_timer_handle_cancelled(handle)': (self, handle) => {
          if (handle instanceof TimerHandle && handle.scheduled) self.timerCancelled(handle);
        },
        '_set_coroutine_origin_tracking(enabled)': (self, enabled) => self.trackOrigins(isTrue(enabled)),
      }),
      '_process_events(event_list)': abstract,
      '_write_to_self()': abstract,
      '_make_socket_transport(sock, protocol, waiter=None, *, extra=None, server=None)': abstract,
      '_make_ssl_transport(rawsock, protocol, sslcontext, waiter=None, *, server_side=False, server_hostname=None, extra=None, server=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, call_connection_made=True)':
        abstract,
      '_make_datagram_transport(sock, protocol, address=None, waiter=None, extra=None)': abstract,
      '_make_read_pipe_transport(pipe, protocol, waiter=None, extra=None)': abstract,
      '_make_write_pipe_transport(pipe, protocol, waiter=None, extra=None)': abstract,
    },
    properties: {
      _ready: (self: PyLoop) => self.ready,
      _scheduled: (self: PyLoop) => self.timers.list,
      _closed: (self: PyLoop) => self.closed,
      _debug: (self: PyLoop) => self.debug,
      _stopping: {
        get: (self: PyLoop) => self.stopping,
        set: (self: PyLoop, value) => {
          self.stopping = isTrue(value ?? false);
        },
      },
      _thread_id: (self: PyLoop) => (self.thread === null ? null : self.thread.id),
      _current_handle: (self: PyLoop) => self.currentHandle,
      _timer_cancelled_count: {
        get: (self: PyLoop) => self.timers.cancelled,
        set: (self: PyLoop, value) => {
          self.timers.cancelled = Number(value);
        },
      },
      _exception_handler: (self: PyLoop) => self.exceptionHandler,
      _task_factory: (self: PyLoop) => self.taskFactory,
      _asyncgens: (self: PyLoop) => PySet.of(self.asyncgens),
      _asyncgens_shutdown_called: (self: PyLoop) => self.asyncgensShutdownCalled,
      _executor_shutdown_called: (self: PyLoop) => self.executorShutdownCalled,
      _coroutine_origin_tracking_enabled: (self: PyLoop) => self.tracksOrigins,
      _clock_resolution: {
        get: (self: PyLoop) => new PyFloat(self.clockResolution),
        set: (self: PyLoop, value) => {
          self.clockResolution = value instanceof PyFloat ? value.value : Number(value);
        },
      },
    },
  });
  extendCoroutines(m, types.baseLoop, {
    '_make_subprocess_transport(protocol, args, shell, stdin, stdout, stderr, bufsize, extra=None, **kwargs)':
      // biome-ignore lint/correctness/useYield: it raises before it waits for anything
      function* () {
        throw exception('NotImplementedError');
      },
  });
  extendBlocking(m, types.baseLoop, {
    '_run_once()': function* (self: PyLoop) {
      yield* self.runOnce();
      return null;
    },
  });
  extendType(types.loop, {
    methods: effects({
      '_process_events(event_list)': () => undefined,
      '_write_to_self()': (self) => self.wakeUp(),
    }),
  });
}

function addCallback(loop: PyLoop, handle: Value): void {
  if (!(handle instanceof Handle)) loop.ready.append(handle);
  else if (!handle.cancelled) loop.enqueueHandle(handle);
}
