// The `concurrent.futures` module.

import { extendBlocking } from '../../execution/blocking.js';
import { defineModule } from '../../execution/module.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { ThreadWait } from '../../kernel/waits.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import type { PyDict, PyTuple } from '../../objects/containers.js';
import { exception, exceptionType, PyException, valueError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType, extendType } from '../../objects/native.js';
import type { Keywords, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { fromSeconds } from '../../trace/time.js';
import { secondsOf } from '../asyncio/sleeping.js';
import type { ConcurrentFuture } from './future.js';
import { PoolState, ThreadPool } from './thread-pool.js';

export const concurrentFutures = defineModule('concurrent.futures', (m: KernelMachine) => {
  const error = defineType('Error', {
    bases: [exceptionType('Exception')],
    module: 'concurrent.futures._base',
  });
  const cancelledError = defineType('CancelledError', { bases: [error], module: 'concurrent.futures._base' });
  const futureType = defineType('Future', { module: 'concurrent.futures._base', instanceDict: true });
  const executorType = defineType('Executor', { module: 'concurrent.futures._base', instanceDict: true });
  const pools = new PoolState();

  function* waitFor(future: ConcurrentFuture, timeout: Value): Generator<Pause, void, Value> {
    if (future.done) return;
    const deadline = timeout === null ? null : m.clock.now + fromSeconds(secondsOf(timeout));
    const me = m.scheduler.current;
    future.waiters.push(me);
    try {
      while (!future.done) {
        const woken = yield new ThreadWait('result', `waiting for the result of ${future.text}`, deadline);
        if (woken !== true && !future.done) throw exception('TimeoutError');
      }
    } finally {
      future.waiters.splice(future.waiters.indexOf(me), 1);
    }
  }
  const checkCancelled = (future: ConcurrentFuture): void => {
    if (future.state === 'CANCELLED' || future.state === 'CANCELLED_AND_NOTIFIED') {
      throw new PyException(cancelledError);
    }
  };

  extendType(futureType, {
    slots: {
      repr: (self: ConcurrentFuture) => {
        const outcome =
          self.state !== 'FINISHED'
            ? ''
            : self.error === null
              ? ` returned ${typeName(self.value)}`
              : ` raised ${typeName(self.error)}`;
        return `<Future at ${addressOf(self)} state=${self.state.toLowerCase()}${outcome}>`;
      },
    },
    methods: {
      'cancel()': (self: ConcurrentFuture) => self.cancel(),
      'cancelled()': (self: ConcurrentFuture) => self.state.startsWith('CANCELLED'),
      'running()': (self: ConcurrentFuture) => self.state === 'RUNNING',
      'done()': (self: ConcurrentFuture) => self.done,
    },
  });
  extendBlocking(m, futureType, {
    'result(timeout=None)': function* (self: ConcurrentFuture, timeout: Value) {
      yield* waitFor(self, timeout);
      checkCancelled(self);
      if (self.error !== null) throw self.error;
      return self.value;
    },
    'exception(timeout=None)': function* (self: ConcurrentFuture, timeout: Value) {
      yield* waitFor(self, timeout);
      checkCancelled(self);
      return self.error;
    },
    'add_done_callback(fn)': function* (self: ConcurrentFuture, fn: Value) {
      if (self.done) yield* self.runCallback(fn);
      else self.callbacks.push({ python: fn });
      return null;
    },
  });

  const poolType = defineType('ThreadPoolExecutor', {
    bases: [executorType],
    module: 'concurrent.futures.thread',
    instanceDict: true,
    slots: {
      new_: (cls, args, keywords) => {
        const given = poolOptions(args, keywords);
        const workers = given.maxWorkers ?? Math.min(32, m.options.cores + 4);
        if (workers <= 0) throw valueError('max_workers must be greater than 0');
        const prefix = given.prefix === '' ? `ThreadPoolExecutor-${pools.nextName++}` : given.prefix;
        return new ThreadPool(cls, m, pools, futureType, workers, prefix, given.initializer, given.initargs);
      },
      init: () => {},
    },
  });
  extendBlocking(m, poolType, {
    'submit(fn, /, *args, **kwargs)': function* (self: ThreadPool, fn: Value, args: PyTuple, kwargs: PyDict) {
      return yield* self.submit(fn, args.items, keywordsOf(kwargs));
    },
    'shutdown(wait=True, *, cancel_futures=False)': function* (self: ThreadPool, wait: Value, cancel: Value) {
      yield* self.shutdown(isTrue(wait), isTrue(cancel));
      return null;
    },
    // biome-ignore lint/correctness/useYield: entering does not block
    '__enter__()': function* (self: ThreadPool) {
      return self;
    },
    '__exit__(exc_type, exc_val, exc_tb)': function* (self: ThreadPool) {
      yield* self.shutdown(true, false);
      return false;
    },
  });
  m.atExit(function* () {
    for (const pool of [...pools.pools]) yield* pool.shutdown(true, false);
  });
  return {
    Future: futureType,
    Executor: executorType,
    ThreadPoolExecutor: poolType,
    CancelledError: cancelledError,
    TimeoutError: exceptionType('TimeoutError'),
  };
});

interface PoolOptions {
  readonly maxWorkers: number | null;
  readonly prefix: string;
  readonly initializer: Value;
  readonly initargs: readonly Value[];
}

function poolOptions(args: readonly Value[], keywords: Keywords | null): PoolOptions {
  const [maxWorkers, prefix, initializer, initargs] = [
    'max_workers',
    'thread_name_prefix',
    'initializer',
    'initargs',
  ].map((name, index) => args[index] ?? keywords?.get(name) ?? null);
  return {
    maxWorkers: maxWorkers === null || maxWorkers === undefined ? null : Number(intValue(maxWorkers)),
    prefix: prefix === null || prefix === undefined ? '' : (strValue(prefix) ?? str(prefix)),
    initializer: initializer ?? null,
    initargs: initargs === null || initargs === undefined ? [] : toArray(initargs),
  };
}
