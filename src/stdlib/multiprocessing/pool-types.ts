// `multiprocessing.Pool` as programs see it.

import { extendBlocking } from '../../execution/blocking.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue } from '../../objects/boxed.js';
import { isCallable } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { perMachine } from '../library.js';
import { PyPool } from './pool.js';

type Returns = Generator<Pause, Value, Value>;

const MAP = 'func, iterable, chunksize=None';
const ASYNC = 'callback=None, error_callback=None';

export const poolType = perMachine((m: KernelMachine): PyType => {
  const type = defineType('Pool', {
    module: 'multiprocessing.pool',
    instanceDict: true,
    slots: {
      new_: (cls) => new PyPool(cls, m),
      init: () => undefined,
      repr: (self: PyPool) => self.describe(),
    },
    methods: {
      '__enter__()': (self: PyPool) => {
        self.checkRunning();
        return self;
      },
      '__reduce__()': () => {
        throw exception('NotImplementedError', 'pool objects cannot be passed between processes or pickled');
      },
    },
    properties: { _state: (self: PyPool) => self.state },
  });
  const terminate = (self: PyPool): Returns => self.terminate();
  extendBlocking(m, type, {
    'apply(func, args=(), kwds=None)': function* (self: PyPool, func: Value, args: Value, kwds: Value) {
      const result = yield* self.submit(func, toArray(args), kwds, null, null);
      return yield* result.get(null);
    },
    [`apply_async(func, args=(), kwds=None, ${ASYNC})`]: (
      self: PyPool,
      func: Value,
      args: Value,
      kwds: Value,
      callback: Value,
      errorCallback: Value,
    ) => self.submit(func, toArray(args), kwds, callback, errorCallback),
    [`map(${MAP})`]: (self: PyPool, func: Value, items: Value, size: Value) =>
      mapped(self, func, singles(items), size),
    [`starmap(${MAP})`]: (self: PyPool, func: Value, items: Value, size: Value) =>
      mapped(self, func, spread(items), size),
    [`map_async(${MAP}, ${ASYNC})`]: (
      self: PyPool,
      func: Value,
      items: Value,
      size: Value,
      callback: Value,
      errorCallback: Value,
    ) => self.map(func, singles(items), chunkSize(size), callback, errorCallback),
    [`starmap_async(${MAP}, ${ASYNC})`]: (
      self: PyPool,
      func: Value,
      items: Value,
      size: Value,
      callback: Value,
      errorCallback: Value,
    ) => self.map(func, spread(items), chunkSize(size), callback, errorCallback),
    'imap(func, iterable, chunksize=1)': (self: PyPool, func: Value, items: Value, size: Value) =>
      self.iterate(func, singles(items), chunkSize(size) ?? 1, true),
    'imap_unordered(func, iterable, chunksize=1)': (self: PyPool, func: Value, items: Value, size: Value) =>
      self.iterate(func, singles(items), chunkSize(size) ?? 1, false),
    'close()': (self: PyPool) => self.close(),
    'terminate()': terminate,
    'join()': (self: PyPool) => self.join(),
    '__exit__(exc_type, exc_val, exc_tb)': terminate,
  });
  return type;
});

const singles = (items: Value): PyTuple[] => toArray(items).map((item) => new PyTuple([item]));
const spread = (items: Value): PyTuple[] => toArray(items).map((item) => new PyTuple(toArray(item)));

function chunkSize(given: Value): number | null {
  return given === null ? null : Number(intValue(given) ?? 1);
}

function* mapped(self: PyPool, func: Value, calls: readonly PyTuple[], size: Value): Returns {
  const result = yield* self.map(func, calls, chunkSize(size), null, null);
  return yield* result.get(null);
}

/** `Pool(processes, initializer, initargs, maxtasksperchild)` */
export function* makePool(
  m: KernelMachine,
  processes: Value,
  initializer: Value,
  initargs: Value,
  maxTasks: Value,
): Returns {
  const count = processes === null ? m.options.cores : Number(intValue(processes) ?? 0);
  if (count < 1) throw valueError('Number of processes must be at least 1');
  const tasksPerWorker = maxTasks === null ? Number.POSITIVE_INFINITY : Number(intValue(maxTasks) ?? 0);
  if (tasksPerWorker <= 0) throw valueError('maxtasksperchild must be a positive int or None');
  if (initializer !== null && !isCallable(initializer)) throw typeError('initializer must be a callable');

  const pool = new PyPool(poolType(m), m);
  yield* pool.begin({
    processes: count,
    initializer,
    initializerArgs: toArray(initargs),
    tasksPerWorker,
  });
  return pool;
}
