// What the modules of asyncio's package have beside the public names: what curious programs import from them.

import type { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { tuple } from '../../objects/containers.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { runningStack, stackSummary } from '../traceback/summaries.js';
import { coroutineMarker } from './coroutines.js';
import { DEBUG_STACK_DEPTH } from './creation.js';
import { loopOfFuture } from './duck-futures.js';
import { copyFutureState } from './executors.js';
import { describeFunction, functionSource } from './format_helpers.js';
import { describeCoroutine } from './future-repr.js';
import { PyFuture } from './futures.js';
import type { AsyncioState } from './state.js';
import { taskRegistry } from './task-registry.js';

type Names = Record<string, Value>;

export interface AsyncioNames {
  readonly state: AsyncioState;
  /** The public names. */
  readonly names: Names;
}

export function constants(): Names {
  return {
    LOG_THRESHOLD_FOR_CONNLOST_WRITES: 5,
    ACCEPT_RETRY_DELAY: 1,
    DEBUG_STACK_DEPTH,
    SSL_HANDSHAKE_TIMEOUT: new PyFloat(60),
    SSL_SHUTDOWN_TIMEOUT: new PyFloat(30),
    SENDFILE_FALLBACK_READBUFFER_SIZE: 1024 * 256,
    FLOW_CONTROL_HIGH_WATER_SSL_READ: 256,
    FLOW_CONTROL_HIGH_WATER_SSL_WRITE: 512,
    THREAD_JOIN_TIMEOUT: 300,
  };
}

export function baseEventsNames(): Names {
  return {
    MAXIMUM_SELECT_TIMEOUT: 24 * 3600,
    _MIN_SCHEDULED_TIMER_HANDLES: 100,
    _MIN_CANCELLED_TIMER_HANDLES_FRACTION: new PyFloat(0.5),
  };
}

export function baseFuturesNames(): Names {
  return {
    _PENDING: 'PENDING',
    _CANCELLED: 'CANCELLED',
    _FINISHED: 'FINISHED',
    _future_repr: native('def _future_repr(future)', (future) => repr(future)),
  };
}

export function subprocessNames(): Names {
  return { PIPE: -1, STDOUT: -2, DEVNULL: -3 };
}

/** `logger`: the program's `logging` is imported for it. */
export function loggerName(m: KernelMachine, module: PyModule): Names {
  try {
    const logging = m.importModule('logging', module.namespace, [], 0);
    return { logger: call(getAttribute(logging, 'getLogger'), ['asyncio']) };
  } catch (error) {
    if (isExceptionOf(error, 'ModuleNotFoundError')) return {};
    throw error;
  }
}

export function coroutinesNames(): Names {
  return {
    _is_coroutine: coroutineMarker(),
    _is_debug_mode: native('def _is_debug_mode()', () => false),
    _format_coroutine: native('def _format_coroutine(coro)', describeCoroutine),
  };
}

export function formatHelpersNames(m: KernelMachine): Names {
  return {
    _get_function_source: native('def _get_function_source(func)', (fn) => {
      const place = functionSource(fn);
      return place === null ? null : tuple(place.filename, place.lineno);
    }),
    _format_callback_source: native(
      'def _format_callback_source(func, args, *, debug=False)',
      (fn, args, debug) => describeFunction(fn, toArray(args), isTrue(debug)),
    ),
    extract_stack: native('def extract_stack(f=None, limit=None)', () =>
      stackSummary(runningStack(m).slice(-DEBUG_STACK_DEPTH)),
    ),
  };
}

export function futuresNames(_m: KernelMachine, { names }: AsyncioNames): Names {
  const { Future = null } = names;
  return {
    ...baseFuturesNames(),
    _PyFuture: Future,
    _CFuture: Future,
    _get_loop: native('def _get_loop(fut)', loopOfFuture),
    _set_result_unless_cancelled: native(
      'def _set_result_unless_cancelled(fut, result)',
      (future, result) => {
        if (future instanceof PyFuture && future.state !== 'CANCELLED') future.setResult(result);
        return null;
      },
    ),
    _copy_future_state: native('def _copy_future_state(source, dest)', (source, target) => {
      copyFutureState(source, target);
      return null;
    }),
  };
}

export function tasksNames(_m: KernelMachine, { state, names }: AsyncioNames): Names {
  const { Task = null } = names;
  return { _PyTask: Task, _CTask: Task, ...taskRegistry(state) };
}
