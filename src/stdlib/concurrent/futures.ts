// The `concurrent.futures` module.

import { extendBlocking } from '../../execution/blocking.js';
import { PyGenerator } from '../../execution/generator.js';
import { defineModule } from '../../execution/module.js';
import { Emit, Invoke, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, PyFloat, strValue } from '../../objects/boxed.js';
import { isCallable } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { emptyTuple, type PyDict, PyTuple } from '../../objects/containers.js';
import { attributeError, exception, exceptionType, typeError, valueError } from '../../objects/exceptions.js';
import { getIter, next, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType, native } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { SECOND } from '../../trace/time.js';
import { timeoutSeconds } from '../deadlines.js';
import { construction } from '../declare.js';
import { once, perMachine } from '../library.js';
import {
  ConcurrentFuture,
  concurrentCancelledError,
  concurrentError,
  concurrentFutureType,
  concurrentInvalidStateError,
} from './future.js';
import { brokenProcessPool, ProcessPool } from './process-pool.js';
import { brokenExecutor, brokenThreadPool, poolState, ThreadPool } from './thread-pool.js';
import { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, makeWaiting } from './waiting.js';

function makeExecutor(m: KernelMachine): PyType {
  const type = defineType('Executor', {
    mutable: true,
    module: 'concurrent.futures._base',
    instanceDict: true,
    methods: {
      'submit(fn, /, *args, **kwargs)': () => {
        throw exception('NotImplementedError');
      },
      'shutdown(wait=True, *, cancel_futures=False)': () => null,
      '__enter__()': (self) => self,
    },
  });
  extendBlocking(m, type, {
    'map(fn, *iterables, timeout=None, chunksize=1)': (
      self: Value,
      fn: Value,
      iterables: PyTuple,
      timeout: Value,
    ) => map(m, self, fn, iterables.items, timeout),
    '__exit__(exc_type, exc_val, exc_tb)': function* (self: Value) {
      yield new Invoke(getAttribute(self, 'shutdown'), [], new Map([['wait', true]]));
      return false;
    },
  });
  return type;
}

/** `Executor.map`: everything is submitted at once, the results are given in order. */
function* map(
  m: KernelMachine,
  executor: Value,
  fn: Value,
  iterables: readonly Value[],
  timeout: Value,
): Generator<Pause, Value, Value> {
  const end = timeout === null ? null : timeoutSeconds(timeout) + (yield* m.readClockPausably()) / SECOND;
  const iterators = iterables.map(getIter);
  const futures: Value[] = [];
  const submit = getAttribute(executor, 'submit');
  for (;;) {
    const args = nextOfEach(iterators);
    if (args === null) break;
    futures.push(yield new Invoke(submit, [fn, ...args], null));
  }
  return new PyGenerator(m, null, 'result_iterator', 'Executor.map.<locals>.result_iterator', () =>
    results(m, futures, end),
  );
}

function nextOfEach(iterators: readonly Value[]): Value[] | null {
  if (iterators.length === 0) return null;
  const items: Value[] = [];
  for (const iterator of iterators) {
    const item = next(iterator);
    if (item === undefined) return null;
    items.push(item);
  }
  return items;
}

function* results(
  m: KernelMachine,
  futures: Value[],
  end: number | null,
  inLists = false,
): Generator<Pause, null, Value> {
  try {
    for (let future = futures.shift(); future !== undefined; future = futures.shift()) {
      const timeout = end === null ? null : new PyFloat(end - (yield* m.readClockPausably()) / SECOND);
      let value: Value;
      try {
        if (future instanceof ConcurrentFuture) value = yield* future.result(timeout);
        else value = yield new Invoke(getAttribute(future, 'result'), [timeout], null);
      } finally {
        yield* cancel(future);
      }
      if (inLists) for (const item of toArray(value)) yield new Emit(item);
      else yield new Emit(value);
    }
  } finally {
    for (const future of futures) yield* cancel(future);
  }
  return null;
}

function* cancel(future: Value): Generator<Pause, void, Value> {
  if (future instanceof ConcurrentFuture) yield* future.cancel();
  else yield new Invoke(getAttribute(future, 'cancel'), [], null);
}

/** What programs see of the work that waits: how much it is. */
class WorkQueue extends PyObject {
  constructor(readonly pool: ThreadPool) {
    super(workQueueType());
  }
}

const workQueueType = once(
  (): PyType =>
    defineType('SimpleQueue', {
      module: '_queue',
      methods: {
        'qsize()': ({ pool }: WorkQueue) => pool.queue.items.length,
        'empty()': ({ pool }: WorkQueue) => pool.queue.items.length === 0,
      },
    }),
);

function makeThreadPool(m: KernelMachine, executor: PyType): PyType {
  const type = defineType('ThreadPoolExecutor', {
    mutable: true,
    bases: [executor],
    module: 'concurrent.futures.thread',
    instanceDict: true,
    slots: construction(
      'ThreadPoolExecutor',
      "max_workers=None, thread_name_prefix='', initializer=None, initargs=()",
      (cls) => new ThreadPool(cls, m, poolState(m)),
      (self: ThreadPool, workers, prefix, initializer, initargs) => {
        const given = workers ?? null;
        self.maxWorkers = given === null ? Math.min(32, m.options.cores + 4) : Number(intValue(given));
        if (self.maxWorkers <= 0) throw valueError('max_workers must be greater than 0');
        self.initializer = initializer ?? null;
        if (self.initializer !== null && !isCallable(self.initializer))
          throw typeError('initializer must be a callable');
        self.initializerArgs = toArray(initargs ?? emptyTuple);
        const name = strValue(prefix ?? '') ?? str(prefix ?? '');
        self.prefix = name === '' ? `ThreadPoolExecutor-${self.pools.nextName++}` : name;
        return null;
      },
    ),
    properties: {
      _max_workers: (self: ThreadPool) => self.maxWorkers,
      _thread_name_prefix: (self: ThreadPool) => self.prefix,
      _shutdown: (self: ThreadPool) => self.isShutdown,
      _threads: (self: ThreadPool) => PySet.of(self.workers),
      _work_queue: (self: ThreadPool) => new WorkQueue(self),
    },
  });
  extendBlocking(m, type, {
    'submit(fn, /, *args, **kwargs)': (self: ThreadPool, fn: Value, args: PyTuple, kwargs: PyDict) =>
      self.submit(fn, args.items, keywordsOf(kwargs)),
    'shutdown(wait=True, *, cancel_futures=False)': (self: ThreadPool, wait: Value, cancelFutures: Value) =>
      self.shutdown(isTrue(wait), isTrue(cancelFutures)),
  });
  return type;
}

function makeProcessPool(m: KernelMachine, executor: PyType): PyType {
  const type = defineType('ProcessPoolExecutor', {
    mutable: true,
    bases: [executor],
    module: 'concurrent.futures.process',
    instanceDict: true,
    slots: construction(
      'ProcessPoolExecutor',
      'max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None',
      (cls) => new ProcessPool(cls, m),
      (self: ProcessPool, workers, _context, initializer, initargs, maxTasks) => {
        const maxWorkers = workers === null ? m.options.cores : Number(intValue(workers ?? null) ?? 0);
        if (maxWorkers <= 0) throw valueError('max_workers must be greater than 0');
        if (initializer !== null && !isCallable(initializer ?? null))
          throw typeError('initializer must be a callable');
        const tasksPerWorker =
          maxTasks === null ? Number.POSITIVE_INFINITY : Number(intValue(maxTasks ?? null) ?? Number.NaN);
        if (Number.isNaN(tasksPerWorker)) throw typeError('max_tasks_per_child must be an integer');
        if (tasksPerWorker <= 0) throw valueError('max_tasks_per_child must be >= 1');
        const initializerArgs = toArray(initargs ?? emptyTuple);
        self.options = { maxWorkers, initializer: initializer ?? null, initializerArgs, tasksPerWorker };
        return null;
      },
    ),
    properties: { _max_workers: (self: ProcessPool) => self.options.maxWorkers },
  });
  extendBlocking(m, type, {
    'submit(fn, /, *args, **kwargs)': (self: ProcessPool, fn: Value, args: PyTuple, kwargs: PyDict) =>
      self.submit(fn, args.items, kwargs),
    'map(fn, *iterables, timeout=None, chunksize=1)': (
      self: ProcessPool,
      fn: Value,
      iterables: PyTuple,
      timeout: Value,
      chunksize: Value,
    ) => mapInChunks(m, self, fn, iterables.items, timeout, chunksize),
    'shutdown(wait=True, *, cancel_futures=False)': (self: ProcessPool, wait: Value, cancelFutures: Value) =>
      self.shutdown(isTrue(wait), isTrue(cancelFutures)),
  });
  return type;
}

/** `ProcessPoolExecutor.map`: a process is handed several calls at a time. */
function* mapInChunks(
  m: KernelMachine,
  executor: ProcessPool,
  fn: Value,
  iterables: readonly Value[],
  timeout: Value,
  chunksize: Value,
): Generator<Pause, Value, Value> {
  const size = Number(intValue(chunksize) ?? 1);
  if (size < 1) throw valueError('chunksize must be >= 1.');
  const end = timeout === null ? null : timeoutSeconds(timeout) + (yield* m.readClockPausably()) / SECOND;
  const iterators = iterables.map(getIter);
  const calls: PyTuple[] = [];
  for (let args = nextOfEach(iterators); args !== null; args = nextOfEach(iterators))
    calls.push(new PyTuple(args));
  const futures: Value[] = [];
  for (let start = 0; start < calls.length; start += size) {
    const chunk = calls.slice(start, start + size);
    const [only] = chunk;
    const isSingle = size === 1 && only !== undefined;
    futures.push(yield* executor.submit(fn, isSingle ? only.items : chunk, null, !isSingle));
  }
  const name = size === 1 ? 'result_iterator' : '_chain_from_iterable_of_lists';
  return new PyGenerator(m, null, name, name, () => results(m, futures, end, size > 1));
}

/** The executors of one machine, whichever module asks for them. */
export const executorTypes = perMachine((m: KernelMachine) => {
  const executor = makeExecutor(m);
  return { executor, threadPool: makeThreadPool(m, executor), processPool: makeProcessPool(m, executor) };
});

/** `concurrent.futures._base`: what both kinds of pools have in common. */
const baseNames = perMachine(
  (m: KernelMachine): Readonly<Record<string, Value>> => ({
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    ALL_COMPLETED,
    Future: concurrentFutureType(m),
    Executor: executorTypes(m).executor,
    ...makeWaiting(m),
    CancelledError: concurrentCancelledError,
    InvalidStateError: concurrentInvalidStateError,
    BrokenExecutor: brokenExecutor,
    TimeoutError: exceptionType('TimeoutError'),
  }),
);

export const concurrentFutures = defineModule('concurrent.futures', (m: KernelMachine, module) => {
  const { threadPool, processPool } = executorTypes(m);
  return {
    ...baseNames(m),
    ThreadPoolExecutor: threadPool,
    ProcessPoolExecutor: processPool,
    // CPython loads a pool's module when somebody asks for the pool.
    __getattr__: native('__getattr__(name)', (name) => {
      if (name === 'thread' || name === 'process' || name === '_base')
        return m.importModule(`concurrent.futures.${name}`, module.namespace, [name], 0);
      throw attributeError(`module 'concurrent.futures' has no attribute ${repr(name)}`, module, str(name));
    }),
  };
});

const STATES = ['PENDING', 'RUNNING', 'CANCELLED', 'CANCELLED_AND_NOTIFIED', 'FINISHED'];

export const concurrentFuturesBase = defineModule('concurrent.futures._base', (m: KernelMachine) => ({
  ...Object.fromEntries(STATES.map((state) => [state, state])),
  ...baseNames(m),
  Error: concurrentError,
}));

export const concurrentFuturesThread = defineModule('concurrent.futures.thread', (m: KernelMachine) => ({
  ThreadPoolExecutor: executorTypes(m).threadPool,
  BrokenThreadPool: brokenThreadPool,
}));

export const concurrentFuturesProcess = defineModule('concurrent.futures.process', (m: KernelMachine) => ({
  ProcessPoolExecutor: executorTypes(m).processPool,
  BrokenProcessPool: brokenProcessPool,
  /** Simulated processes have no limits. */
  _check_system_limits: native('_check_system_limits()', () => null),
}));
