// The `multiprocessing` package on simulated cores.
//
// Every process is started as by `fork`, whatever the start method is called: the child has a copy of the parent's
// memory. What is handed over later, through queues, pipes and pools, is pickled.

import { blocking } from '../../execution/blocking.js';
import { defineModule, type ModuleDefinition } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, type PyTuple } from '../../objects/containers.js';
import { exception, runtimeError, valueError } from '../../objects/exceptions.js';
import { defineType, native, type PyNative } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { perMachine } from '../library.js';
import { empty, full } from '../queue.js';
import { connectionType, makePipe } from './connections.js';
import { maybeEncodingError, poolTraceback, processErrors } from './errors.js';
import { makeManager, managerTypes } from './managers.js';
import { resultTypes } from './pool-results.js';
import { makePool, poolType } from './pool-types.js';
import { currentProcess, endChildren, parentProcess } from './process-object.js';
import { processState } from './process-state.js';
import { processTypes } from './process-types.js';
import { sharedLockTypes } from './shared-locks.js';
import { sharedQueueTypes } from './shared-queues.js';
import { makeArray, makeValue } from './shared-values.js';

const METHODS = ['fork', 'spawn', 'forkserver'] as const;
type Method = (typeof METHODS)[number];

class StartMethods {
  chosen: Method | null = null;

  constructor(readonly machine: KernelMachine) {
    machine.atExit(() => endChildren(machine));
  }

  check(given: Value): Method {
    const name = strValue(given);
    const method = METHODS.find((each) => each === name);
    if (method === undefined) throw valueError(`cannot find context for ${repr(given)}`);
    if (method !== 'fork') this.#tell(method);
    return method;
  }

  /** Who asks for a process with nothing of its parent's in it does not get one. */
  #tell(method: Method): void {
    this.machine.notice(
      `start method '${method}' is simulated as 'fork': processes begin with a copy of their parent's variables, and the main file is not imported again`,
    );
  }
}

const startMethods = perMachine((m) => new StartMethods(m));

/** What `multiprocessing` and its contexts have in common. */
const common = perMachine((m: KernelMachine): Record<string, Value> => {
  const { Queue, JoinableQueue, SimpleQueue } = sharedQueueTypes(m);
  const { Lock, RLock, Semaphore, BoundedSemaphore, Event, Condition, Barrier } = sharedLockTypes(m);
  const functions: readonly PyNative[] = [
    native('def Lock()', () => call(Lock)),
    native('def RLock()', () => call(RLock)),
    native('def Semaphore(value=1)', (value = null) => call(Semaphore, [value])),
    native('def BoundedSemaphore(value=1)', (value = null) => call(BoundedSemaphore, [value])),
    native('def Event()', () => call(Event)),
    native('def Condition(lock=None)', (lock = null) => call(Condition, [lock])),
    native(
      'def Barrier(parties, action=None, timeout=None)',
      (parties = null, action = null, timeout = null) => call(Barrier, [parties, action, timeout]),
    ),
    native('def Queue(maxsize=0)', (maxsize = null) => call(Queue, [maxsize])),
    native('def JoinableQueue(maxsize=0)', (maxsize = null) => call(JoinableQueue, [maxsize])),
    native('def SimpleQueue()', () => call(SimpleQueue)),
    native('def Pipe(duplex=True)', (duplex = null) => makePipe(m, duplex)),
    native('def Value(typecode_or_type, *args, lock=True)', (code: Value, args: PyTuple, lock: Value) =>
      makeValue(m, code, args, lock),
    ),
    native('def RawValue(typecode_or_type, *args)', (code: Value, args: PyTuple) =>
      makeValue(m, code, args, false),
    ),
    native(
      'def Array(typecode_or_type, size_or_initializer, *, lock=True)',
      (code = null, items = null, lock = null) => makeArray(m, code, items, lock),
    ),
    native('def RawArray(typecode_or_type, size_or_initializer)', (code = null, items = null) =>
      makeArray(m, code, items, false),
    ),
    blocking(
      m,
      'def Pool(processes=None, initializer=None, initargs=(), maxtasksperchild=None)',
      (processes = null, initializer = null, initargs = null, maxTasks = null) =>
        makePool(m, processes, initializer, initargs, maxTasks),
    ),
    blocking(m, 'def Manager()', () => makeManager(m)),
    native('def cpu_count()', () => m.options.cores),
    native('def current_process()', () => currentProcess(m)),
    native('def parent_process()', () => parentProcess(m)),
    native('def active_children()', () => {
      m.meetOthers();
      const { children } = processState(m);
      for (const child of children) if (child.hasEnded) children.delete(child);
      return new PyList([...children]);
    }),
    native('def freeze_support()', () => null),
    native('def log_to_stderr(level=None)', () => {
      throw exception('NotImplementedError', 'multiprocessing.log_to_stderr() is not there in loopscope');
    }),
    native('def get_all_start_methods()', () => new PyList([...METHODS])),
  ];
  return { ...Object.fromEntries(functions.map((fn) => [fn.name, fn])), ...processErrors(m) };
});

/** `get_context('spawn')`: everything again, with a start method that is only a name. */
const contexts = perMachine((m: KernelMachine) => {
  const { fork, spawn, forkserver } = processTypes(m);
  const make = (name: string, method: Method, process: PyType): PyObject => {
    const type = defineType(name, { module: 'multiprocessing.context', instanceDict: true });
    const getMethod = native('def get_start_method(allow_none=False)', () => method);
    const attributes = { ...common(m), Process: process, get_start_method: getMethod };
    return new PyObject(type, new Map<Value, Value>(Object.entries(attributes)));
  };
  return {
    fork: make('ForkContext', 'fork', fork),
    spawn: make('SpawnContext', 'spawn', spawn),
    forkserver: make('ForkServerContext', 'forkserver', forkserver),
  };
});

/** Methods are chosen once, by the program or by whoever asks first. */
function startFunctions(m: KernelMachine): readonly PyNative[] {
  const methods = startMethods(m);
  return [
    native(
      'def get_context(method=None)',
      (method = null) => contexts(m)[method === null ? (methods.chosen ?? 'fork') : methods.check(method)],
    ),
    native('def get_start_method(allow_none=False)', (allowNone = null) => {
      if (methods.chosen === null && isTrue(allowNone)) return null;
      methods.chosen ??= 'fork';
      return methods.chosen;
    }),
    native('def set_start_method(method, force=False)', (method = null, force = null) => {
      if (methods.chosen !== null && !isTrue(force)) throw runtimeError('context has already been set');
      methods.chosen = method === null && isTrue(force) ? null : methods.check(method);
      return null;
    }),
  ];
}

export const multiprocessing = defineModule('multiprocessing', (m: KernelMachine) => ({
  ...common(m),
  ...Object.fromEntries(startFunctions(m).map((fn) => [fn.name, fn])),
  Process: processTypes(m).process,
}));

/** The modules inside, by what programs import from them. */
export const multiprocessingModules: readonly ModuleDefinition<KernelMachine>[] = [
  defineModule('multiprocessing.context', (m: KernelMachine) => ({
    ...processErrors(m),
    Process: processTypes(m).process,
    ForkProcess: processTypes(m).fork,
  })),
  defineModule('multiprocessing.process', (m: KernelMachine) => ({
    BaseProcess: processTypes(m).base,
    current_process: common(m).current_process ?? null,
    active_children: common(m).active_children ?? null,
    parent_process: common(m).parent_process ?? null,
  })),
  defineModule('multiprocessing.pool', (m: KernelMachine) => ({
    Pool: poolType(m),
    ApplyResult: resultTypes(m).single,
    AsyncResult: resultTypes(m).single,
    MapResult: resultTypes(m).map,
    RemoteTraceback: poolTraceback(),
    MaybeEncodingError: maybeEncodingError(),
  })),
  defineModule('multiprocessing.queues', (m: KernelMachine) => ({
    ...sharedQueueTypes(m),
    Empty: empty,
    Full: full,
  })),
  defineModule('multiprocessing.synchronize', (m: KernelMachine) => ({ ...sharedLockTypes(m) })),
  defineModule('multiprocessing.sharedctypes', (m: KernelMachine) => {
    const names = ['Value', 'Array', 'RawValue', 'RawArray'];
    return Object.fromEntries(names.map((name) => [name, common(m)[name] ?? null]));
  }),
  defineModule('multiprocessing.connection', (m: KernelMachine) => ({
    Connection: connectionType(m),
    Pipe: common(m).Pipe ?? null,
  })),
  defineModule('multiprocessing.managers', (m: KernelMachine) => ({ ...managerTypes(m) })),
];
