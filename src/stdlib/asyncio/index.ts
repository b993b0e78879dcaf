// The `asyncio` module.

import { blocking } from '../../execution/blocking.js';
import { PyCoroutine } from '../../execution/coroutine.js';
import { PyFunction } from '../../execution/function.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { PySet } from '../../objects/set.js';
import { PyLoop } from './base_events.js';
import { cancelledError, invalidStateError, timeoutError } from './exceptions.js';
import { wrapFuture } from './executors.js';
import { PyFuture } from './futures.js';
import { gather } from './gathering.js';
import { NativeCoroutineFunction } from './native-coroutine.js';
import { run } from './runners.js';
import { sleep } from './sleeping.js';
import { AsyncioState } from './state.js';
import { fillTypes, makeTypes } from './types.js';

export const asyncio = defineModule('asyncio', (m: KernelMachine) => {
  const types = makeTypes();
  const state = new AsyncioState(m, types);
  fillTypes(m, state);
  const loopOf = (loop: Value): PyLoop | null => (loop instanceof PyLoop ? loop : null);
  return {
    Future: types.future,
    Task: types.task,
    CancelledError: cancelledError,
    InvalidStateError: invalidStateError,
    TimeoutError: timeoutError,
    sleep: sleep(m, state),
    gather: gather(state),
    run: blocking(m, 'def run(main, *, debug=None, loop_factory=None)', function* (main, debug) {
      return yield* run(state, main, debug);
    }),
    create_task: native('def create_task(coro, *, name=None, context=None)', (coro, name, context) =>
      state.createTask(state.requireRunningLoop(), coro ?? null, name ? str(name) : null, context ?? null),
    ),
    ensure_future: native('def ensure_future(coro_or_future, *, loop=None)', (awaitable, loop) =>
      state.ensureFuture(awaitable ?? null, loopOf(loop ?? null)),
    ),
    wrap_future: native('def wrap_future(future, *, loop=None)', (future, loop) =>
      wrapFuture(state, loopOf(loop ?? null) ?? state.currentLoop(), future ?? null),
    ),
    get_running_loop: native('get_running_loop()', () => state.requireRunningLoop()),
    get_event_loop: native('get_event_loop()', () => state.currentLoop()),
    new_event_loop: native('def new_event_loop()', () => state.newLoop()),
    set_event_loop: native('def set_event_loop(loop)', (loop) => {
      state.setEventLoop(loopOf(loop ?? null));
      return null;
    }),
    current_task: native(
      'current_task(loop=None)',
      (loop) => (loopOf(loop ?? null) ?? state.requireRunningLoop()).currentTask,
    ),
    all_tasks: native('def all_tasks(loop=None)', (loop) => {
      const which = loopOf(loop ?? null) ?? state.requireRunningLoop();
      return PySet.of([...state.tasks].filter((task) => task.loop === which && !task.done));
    }),
    iscoroutine: native('def iscoroutine(obj)', (object) => object instanceof PyCoroutine),
    iscoroutinefunction: native('def iscoroutinefunction(func)', (fn) => isCoroutineFunction(fn ?? null)),
    isfuture: native('def isfuture(obj)', (object) => object instanceof PyFuture),
  };
});

function isCoroutineFunction(fn: Value): boolean {
  if (fn instanceof PyBoundMethod) return isCoroutineFunction(fn.func);
  return (fn instanceof PyFunction && fn.code.kind === 'coroutine') || fn instanceof NativeCoroutineFunction;
}
