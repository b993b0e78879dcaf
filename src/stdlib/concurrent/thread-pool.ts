// `ThreadPoolExecutor`: a queue of work items and worker threads that are started as they are needed.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { enterHandling, leaveHandling } from '../../execution/handling.js';
import { Invoke, type Pausable, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exceptionType, PyException, runtimeError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import type { EventId } from '../../trace/events.js';
import type { Recorder } from '../../trace/recorder.js';
import { functionName } from '../asyncio/function-name.js';
import { perMachine, perProcess } from '../library.js';
import { logError } from '../log-error.js';
import { SimpleQueue } from '../queue.js';
import { threading } from '../threading/index.js';
import { ThreadLock } from '../threading/locks.js';
import { ThreadSemaphore } from '../threading/sync.js';
import { PyThread } from '../threading/thread.js';
import { type ConcurrentFuture, newConcurrentFuture } from './future.js';

export const brokenExecutor = defineType('BrokenExecutor', {
  bases: [exceptionType('RuntimeError')],
  module: 'concurrent.futures._base',
});
export const brokenThreadPool = defineType('BrokenThreadPool', {
  bases: [brokenExecutor],
  module: 'concurrent.futures.thread',
});

/** Executors and pieces of work, as the trace counts them. */
export const executorCounts = perMachine(() => ({ executors: 0, works: 0 }));

interface WorkItem {
  readonly future: ConcurrentFuture;
  readonly callable: Value;
  readonly args: readonly Value[];
  readonly keywords: Keywords | null;
  readonly id: number;
  readonly submitted: number | null;
}

/** What the thread pools of one process share. */
export class PoolState {
  /** `ThreadPoolExecutor-0`, `-1`, ... */
  nextName = 0;
  /** `_shutdown`: the program has ended. */
  isShutdown = false;
  /** `_threads_queues` */
  readonly workers = new Map<PyThread, SimpleQueue<WorkItem | null>>();
  readonly lock: ThreadLock;

  constructor(readonly machine: KernelMachine) {
    const { threads, locks, thread } = threading(machine);
    this.lock = new ThreadLock(locks.Lock ?? thread, machine, true);
    threads.atExit.push(() => this.#exit());
  }

  /** `_python_exit` */
  *#exit(): Generator<Pause, void, Value> {
    this.isShutdown = true;
    const workers = [...this.workers];
    for (const [, queue] of workers) yield* queue.put(null);
    for (const [worker] of workers) yield* worker.join(null);
  }
}

export const poolState = perProcess((m) => new PoolState(m));

export class ThreadPool extends PyObject {
  readonly queue: SimpleQueue<WorkItem | null>;
  readonly workers: PyThread[] = [];
  readonly idle: ThreadSemaphore;
  readonly lock: ThreadLock;
  broken: string | null = null;
  isShutdown = false;
  readonly id: number;
  maxWorkers = 1;
  prefix = '';
  initializer: Value = null;
  initializerArgs: readonly Value[] = [];

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly pools: PoolState,
  ) {
    super(cls, new Map());
    this.id = ++executorCounts(machine).executors;
    const { Semaphore = cls, Lock = cls } = threading(machine).locks;
    this.queue = new SimpleQueue(machine, true);
    this.idle = new ThreadSemaphore(Semaphore, machine, true);
    this.idle.value = 0;
    this.lock = new ThreadLock(Lock, machine, true);
  }

  /** `submit`: a new worker runs first, until it blocks. `what` describes the work in traces. */
  *submit(
    callable: Value,
    args: readonly Value[],
    keywords: Keywords | null,
    what: string | null = null,
  ): Generator<Pause, ConcurrentFuture, Value> {
    yield* this.lock.acquire();
    yield* this.pools.lock.acquire();
    try {
      if (this.broken !== null) throw new PyException(brokenThreadPool, [this.broken]);
      if (this.isShutdown) throw runtimeError('cannot schedule new futures after shutdown');
      if (this.pools.isShutdown) throw runtimeError('cannot schedule new futures after interpreter shutdown');
      const { machine } = this;
      const text = what ?? `${functionName(callable)}(${args.map(boundedRepr).join(', ')})`;
      const future = newConcurrentFuture(machine, text);
      const id = ++executorCounts(machine).works;
      const { recorder } = machine;
      const queued = this.queue.items.length + 1;
      const submitted =
        recorder?.emit('executor.submit', { executor: this.id, work: id, text, queued }) ?? null;
      yield* this.queue.put({ future, callable, args, keywords, id, submitted });
      yield* this.#adjustThreadCount();
      return future;
    } finally {
      this.pools.lock.release();
      this.lock.release();
    }
  }

  /** `_adjust_thread_count` */
  *#adjustThreadCount(): Generator<Pause, void, Value> {
    if (yield* this.idle.acquire(true, 0)) return;
    if (this.workers.length >= this.maxWorkers) return;
    const { threads, thread: threadType } = threading(this.machine);
    const worker = new PyThread(threadType, threads);
    worker.begin(null, `${this.prefix}_${this.workers.length}`, null, null, null);
    worker.executor = this.id;
    yield* worker.start(this.#work());
    this.workers.push(worker);
    this.pools.workers.set(worker, this.queue);
  }

  /** `_worker` */
  *#work(): Pausable {
    const { queue, pools } = this;
    if (this.initializer !== null && !(yield* this.#initialize(this.initializer))) return null;
    for (;;) {
      let item = yield* queue.get(false, null);
      if (item === undefined) {
        yield* this.idle.release(1);
        item = yield* queue.get(true, null);
      }
      if (item !== null && item !== undefined) {
        yield* this.#runItem(item);
        continue;
      }
      if (!pools.isShutdown && !this.isShutdown) continue;
      this.isShutdown = true;
      // The next worker is to see it, too.
      yield* queue.put(null);
      return null;
    }
  }

  *#initialize(initializer: Value): Generator<Pause, boolean, Value> {
    try {
      yield new Invoke(initializer, this.initializerArgs, null);
      return true;
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      logError(this.machine, 'concurrent.futures', 'Exception in initializer:', error, 'critical');
      yield* this.#initializerFailed();
      return false;
    }
  }

  /** `_initializer_failed` */
  *#initializerFailed(): Generator<Pause, void, Value> {
    yield* this.lock.acquire();
    const message = 'A thread initializer failed, the thread pool is not usable anymore';
    this.broken = message;
    for (
      let item = yield* this.queue.get(false, null);
      item !== undefined;
      item = yield* this.queue.get(false, null)
    ) {
      if (item === null) continue;
      item.future.settle(null, new PyException(brokenThreadPool, [message]));
      yield* item.future.runCallbacks();
    }
    this.lock.release();
  }

  /** `_WorkItem.run` */
  *#runItem({ future, callable, args, keywords, id, submitted }: WorkItem): Generator<Pause, void, Value> {
    if (!future.begin()) return;
    const { recorder } = this.machine;
    if (recorder !== null) {
      const started = { executor: this.id, work: id, text: future.text };
      recorder.cause = recorder.emit('executor.start', started, submitted);
    }
    let value: Value = null;
    let error: PyException | null = null;
    try {
      value = yield new Invoke(callable, args, keywords);
    } catch (raised) {
      if (!(raised instanceof PyException)) throw raised;
      error = raised;
    }
    if (recorder !== null) {
      const outcome = error === null ? 'returned' : 'raised';
      const finished = { executor: this.id, work: id, outcome, value: boundedRepr(error ?? value) } as const;
      recorder.cause = recorder.emit('executor.finish', finished);
    }
    future.settle(value, error);
    // Its callbacks are called where what went wrong is handled.
    const outer = error === null ? null : enterHandling(this.machine, error);
    try {
      yield* future.runCallbacks();
    } finally {
      if (error !== null) leaveHandling(this.machine, outer);
    }
  }

  /** `shutdown`: with `wait` it returns when all workers have ended. */
  *shutdown(wait: boolean, cancelFutures: boolean): Generator<Pause, null, Value> {
    yield* this.lock.acquire();
    const pending = this.queue.items.filter((item) => item !== null).length;
    this.isShutdown = true;
    const { recorder } = this.machine;
    const shutdown = recorder?.emit('executor.shutdown', { executor: this.id, wait, pending }) ?? null;
    if (cancelFutures) {
      for (
        let item = yield* this.queue.get(false, null);
        item !== undefined;
        item = yield* this.queue.get(false, null)
      )
        if (item !== null) yield* item.future.cancel();
    }
    yield* this.queue.put(null);
    this.lock.release();
    if (wait) yield* waitFor(this.workers, recorder, shutdown);
    return null;
  }
}

/** Waits for the workers' ends; the waiting has the shutdown as its cause. */
function* waitFor(
  workers: Iterable<PyThread>,
  recorder: Recorder | null,
  shutdown: EventId | null,
): Generator<Pause, void, Value> {
  const outer = recorder?.cause ?? null;
  for (const worker of workers) {
    if (recorder !== null) recorder.cause = shutdown;
    yield* worker.join(null);
  }
  if (recorder !== null) recorder.cause = outer;
}
