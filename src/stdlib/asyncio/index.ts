// The `asyncio` module, and the modules it is made of.

import { Unsupported } from '../../base/unsupported.js';
import { blocking } from '../../execution/blocking.js';
import { defineModule, type ModuleDefinition, type PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyList } from '../../objects/containers.js';
import { attributeError } from '../../objects/exceptions.js';
import { defineType, native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { makeAsCompleted } from './as_completed.js';
import { makeBarrier } from './barriers.js';
import { isCoroutineFunction } from './coroutines.js';
import { isDuckFuture } from './duck-futures.js';
import { makeEvents } from './events.js';
import {
  brokenBarrierError,
  cancelledError,
  fillExceptions,
  incompleteReadError,
  invalidStateError,
  limitOverrunError,
  sendfileNotAvailableError,
  timeoutError,
} from './exceptions.js';
import { wrapFuture } from './executors.js';
import { fillFuture, fillTask } from './future-types.js';
import { PyFuture } from './futures.js';
import { gather } from './gathering.js';
import { fillHandles } from './handle-types.js';
import {
  type AsyncioNames,
  baseEventsNames,
  baseFuturesNames,
  constants,
  coroutinesNames,
  formatHelpersNames,
  futuresNames,
  loggerName,
  subprocessNames,
  tasksNames,
} from './internals.js';
import { makeLocks } from './locks.js';
import { fillLoop, loopClasses } from './loop-types.js';
import { protocolTypes } from './protocols.js';
import { FIRST_IN_FIRST_OUT, makeQueues, PyQueue, queueEmpty, queueFull, queueShutDown } from './queues.js';
import { makeRunner, run } from './runners.js';
import { makeSemaphores } from './semaphores.js';
import { serverType } from './servers.js';
import { sleep } from './sleeping.js';
import { staggeredNames } from './staggered.js';
import { AsyncioState, isCoroutine } from './state.js';
import { makeStreams } from './streams.js';
import { taskQueries, taskRegistry } from './task-registry.js';
import { makeTaskGroup } from './taskgroups.js';
import { makeThreads } from './threads.js';
import { makeTimeout } from './timeouts.js';
import { transportSocketType } from './transport-socket.js';
import { transportTypes } from './transports.js';
import { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, makeWaiting } from './waiting.js';

type Names = Record<string, Value>;

/** What `asyncio` has for one machine. */
const contents = perMachine((m: KernelMachine): AsyncioNames => {
  const { abstract, base, loop } = loopClasses();
  const future = defineType('_asyncio.Future', { module: '_asyncio', instanceDict: true });
  const task = defineType('_asyncio.Task', { bases: [future], module: '_asyncio', instanceDict: true });
  const gathering = defineType('_GatheringFuture', {
    bases: [future],
    module: 'asyncio.tasks',
    mutable: true,
  });
  const handle = defineType('Handle', { module: 'asyncio.events', mutable: true });
  const timerHandle = defineType('TimerHandle', { bases: [handle], module: 'asyncio.events', mutable: true });
  const timeout = defineType('Timeout', { module: 'asyncio.timeouts', instanceDict: true, final: true });
  const state = new AsyncioState(m, {
    loop,
    baseLoop: base,
    abstractLoop: abstract,
    future,
    task,
    gathering,
    handle,
    timerHandle,
    timeout,
  });
  fillExceptions();
  fillFuture(state);
  fillTask(m, state);
  fillHandles(state);
  fillLoop(m, state);
  makeTimeout(m, state);
  const locks = makeLocks(m, state);
  const queues = makeQueues(m, state, locks.Event ?? loop);
  const { Queue = loop } = queues;
  const newQueue = () => new PyQueue(Queue, state, FIRST_IN_FIRST_OUT, locks.Event ?? loop, true);
  const runner = makeRunner(m, state);
  const names = {
    Future: future,
    Task: task,
    Handle: handle,
    TimerHandle: timerHandle,
    Timeout: timeout,
    AbstractEventLoop: abstract,
    BaseEventLoop: base,
    SelectorEventLoop: loop,
    EventLoop: loop,
    CancelledError: cancelledError,
    InvalidStateError: invalidStateError,
    TimeoutError: timeoutError,
    BrokenBarrierError: brokenBarrierError,
    IncompleteReadError: incompleteReadError,
    LimitOverrunError: limitOverrunError,
    SendfileNotAvailableError: sendfileNotAvailableError,
    QueueEmpty: queueEmpty,
    QueueFull: queueFull,
    QueueShutDown: queueShutDown,
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    ...locks,
    ...makeSemaphores(m, state),
    Barrier: makeBarrier(m, state, locks),
    ...queues,
    TaskGroup: makeTaskGroup(m, state),
    Runner: runner,
    ...makeEvents(m, state),
    ...makeWaiting(m, state, timeout),
    ...makeAsCompleted(m, state, newQueue),
    ...makeThreads(m, state),
    ...taskFunctions(state),
    sleep: sleep(m, state),
    gather: gather(state),
    run: blocking(m, 'def run(main, *, debug=None, loop_factory=None)', (main, debug, factory) =>
      run(state, runner, main ?? null, debug ?? null, factory ?? null),
    ),
    ...publicTypes(m),
    ...makeStreams(m, state),
    ...refusals(),
  };
  return { state, names };
});

function taskFunctions(state: AsyncioState): Names {
  const eagerFactory = (make: Value): Value =>
    native('def factory(loop, coro, *, name=None, context=None)', (loop, coro, name, context) => {
      const keywords = new Map<string, Value>([
        ['loop', loop ?? null],
        ['name', name ?? null],
        ['context', context ?? null],
        ['eager_start', true],
      ]);
      return typeOf(make).slots.call?.(make, [coro ?? null], keywords) ?? null;
    });
  return {
    create_task: native('def create_task(coro, *, name=None, context=None)', (coro, name, context) =>
      state.spawn(state.requireRunningLoop(), coro ?? null, name ?? null, context ?? null),
    ),
    ensure_future: native('def ensure_future(coro_or_future, *, loop=None)', (awaitable, loop) =>
      state.toFuture(awaitable ?? null, loop === undefined || loop === null ? null : state.loopOf(loop)),
    ),
    wrap_future: native('def wrap_future(future, *, loop=None)', (future = null, loop) =>
      future instanceof PyFuture || isDuckFuture(future)
        ? future
        : wrapFuture(state, state.givenLoop(loop ?? null), future),
    ),
    ...taskQueries(state),
    iscoroutine: native('def iscoroutine(obj)', (object) => isCoroutine(object ?? null)),
    iscoroutinefunction: native('def iscoroutinefunction(func)', isCoroutineFunction),
    isfuture: native('def isfuture(obj)', (object) => isDuckFuture(object ?? null)),
    create_eager_task_factory: native('def create_eager_task_factory(custom_task_constructor)', (make) =>
      eagerFactory(make ?? null),
    ),
    eager_task_factory: eagerFactory(state.types.task),
  };
}

/** Classes that programs derive from. */
function publicTypes(m: KernelMachine): Names {
  const { _FlowControlMixin, ...transports } = transportTypes(m);
  return { ...protocolTypes(m), ...transports, Server: serverType(m) };
}

/** What reaches out of the simulation is refused by name. */
function refusals(): Names {
  const refuse = (name: string, feature: string): Value =>
    native(`def ${name}(*args, **kwargs)`, () => {
      throw new Unsupported(`${feature}: a program here is alone, without other programs to start`);
    });
  return {
    create_subprocess_exec: refuse('create_subprocess_exec', 'asyncio.create_subprocess_exec'),
    create_subprocess_shell: refuse('create_subprocess_shell', 'asyncio.create_subprocess_shell'),
    open_unix_connection: refuse('open_unix_connection', 'asyncio.open_unix_connection'),
    start_unix_server: refuse('start_unix_server', 'asyncio.start_unix_server'),
  };
}

/** What asyncio keeps for the machine, for those who are built on it. */
export const asyncioState = (m: KernelMachine): AsyncioState => contents(m).state;

/** The modules of the package with the names that they alone have; the public ones are the package's. */
const PARTS: Record<string, (m: KernelMachine, names: AsyncioNames, module: PyModule) => Names> = {
  base_events: (m, _names, module) => ({ ...baseEventsNames(), ...loggerName(m, module) }),
  base_futures: baseFuturesNames,
  base_subprocess: () => ({}),
  base_tasks: () => ({}),
  constants: () => constants(),
  coroutines: coroutinesNames,
  events: () => ({}),
  exceptions: () => ({}),
  format_helpers: formatHelpersNames,
  futures: futuresNames,
  locks: () => ({}),
  log: (m, _names, module) => loggerName(m, module),
  mixins: () => ({}),
  protocols: () => ({}),
  queues: () => ({}),
  runners: () => ({}),
  selector_events: (m, _names, module) => loggerName(m, module),
  sslproto: (m, _names, module) => loggerName(m, module),
  staggered: (m) => staggeredNames(m),
  streams: (m, _names, module) => loggerName(m, module),
  subprocess: () => subprocessNames(),
  taskgroups: () => ({}),
  tasks: tasksNames,
  threads: () => ({}),
  timeouts: () => ({}),
  transports: (m) => ({ ...transportTypes(m) }),
  trsock: () => ({ TransportSocket: transportSocketType() }),
  unix_events: (m, _names, module) => loggerName(m, module),
};

export const asyncio = defineModule('asyncio', (m: KernelMachine, module) => ({
  ...contents(m).names,
  // The parts of the package are made when somebody looks into them.
  __getattr__: native('__getattr__(name)', (name) => {
    if (typeof name === 'string' && Object.hasOwn(PARTS, name))
      return m.importModule(`asyncio.${name}`, module.namespace, [], 0);
    throw attributeError(`module 'asyncio' has no attribute ${repr(name)}`, module, str(name));
  }),
  __dir__: native('__dir__()', () => {
    const own = [...module.namespace.names()].filter((name) => name !== '__getattr__' && name !== '__dir__');
    return new PyList([...new Set([...own, ...Object.keys(PARTS)])]);
  }),
}));

export const asyncioParts: readonly ModuleDefinition<KernelMachine>[] = Object.entries(PARTS).map(
  ([part, own]) =>
    defineModule(`asyncio.${part}`, (m, module) => {
      const all = contents(m);
      return { ...all.names, ...own(m, all, module) };
    }),
);

/** What CPython writes in C. */
export const asyncioAccelerator = defineModule('_asyncio', (m: KernelMachine) => {
  const { names, state } = contents(m);
  const { Future = null, Task = null, current_task = null, all_tasks = null } = names;
  const { get_running_loop = null, get_event_loop = null, _get_running_loop = null } = names;
  const { _set_running_loop = null } = names;
  const registry = Object.entries(taskRegistry(state)).filter(([name]) => !/^_(py|c)_/.test(name));
  return {
    Future,
    Task,
    current_task,
    all_tasks,
    get_running_loop,
    get_event_loop,
    _get_running_loop,
    _set_running_loop,
    ...Object.fromEntries(registry),
  };
});
