// `ProcessPoolExecutor`: futures whose work is done by worker processes, and a thread that receives the results.

import { boundedRepr } from '../../execution/bounded-repr.js';
import type { Pausable, Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { isExceptionOf, PyException, runtimeError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { functionName } from '../asyncio/function-name.js';
import { logError } from '../log-error.js';
import { executorTraceback, tracebackText, withRemoteTraceback } from '../multiprocessing/errors.js';
import { pickled, unpickled } from '../multiprocessing/messages.js';
import { PyProcess } from '../multiprocessing/process-object.js';
import { processTypes } from '../multiprocessing/process-types.js';
import { type Task, WorkerGroup } from '../multiprocessing/worker-group.js';
import { threading } from '../threading/index.js';
import { PyThread } from '../threading/thread.js';
import { type ConcurrentFuture, newConcurrentFuture } from './future.js';
import { brokenExecutor, executorCounts } from './thread-pool.js';

export const brokenProcessPool = defineType('BrokenProcessPool', {
  bases: [brokenExecutor],
  module: 'concurrent.futures.process',
});

const BROKEN =
  'A process in the process pool was terminated abruptly while the future was running or pending.';

/** Calls that wait in the workers' queue beyond one for each worker: they cannot be cancelled any more. */
const EXTRA_CALLS = 1;

interface Work {
  readonly future: ConcurrentFuture;
  readonly content: PyTuple;
  readonly isChunk: boolean;
  readonly id: number;
  readonly submitted: number | null;
}

export interface ProcessPoolOptions {
  readonly maxWorkers: number;
  readonly initializer: Value;
  readonly initializerArgs: readonly Value[];
  readonly tasksPerWorker: number;
}

export class ProcessPool extends PyObject {
  readonly id: number;
  isShutdown = false;
  broken: string | null = null;
  options: ProcessPoolOptions = {
    maxWorkers: 1,
    initializer: null,
    initializerArgs: [],
    tasksPerWorker: Number.POSITIVE_INFINITY,
  };
  #group: WorkerGroup | null = null;
  #manager: PyThread | null = null;
  /** Not yet in the workers' queue. */
  readonly #pending: Work[] = [];
  /** In the queue or being done. */
  readonly #handed = new Map<number, ConcurrentFuture>();

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls, new Map());
    this.id = ++executorCounts(machine).executors;
  }

  /** `submit`; `args` are the arguments, or the tuples of a chunk of calls. */
  *submit(
    callee: Value,
    args: readonly Value[],
    keywords: Value,
    isChunk = false,
  ): Generator<Pause, ConcurrentFuture, Value> {
    const { machine } = this;
    if (this.broken !== null) throw new PyException(brokenProcessPool, [this.broken]);
    if (this.isShutdown) throw runtimeError('cannot schedule new futures after shutdown');
    if (threading(machine).threads.isShuttingDown)
      throw runtimeError('cannot schedule new futures after interpreter shutdown');
    const shown = args.map(boundedRepr).join(', ');
    const text = `${functionName(callee)}(${shown})`;
    const future = newConcurrentFuture(machine, text);
    const id = ++executorCounts(machine).works;
    const queued = this.#pending.length + 1;
    const submitted =
      machine.recorder?.emit('executor.submit', { executor: this.id, work: id, text, queued }) ?? null;
    const content = new PyTuple([callee, new PyTuple(args), keywords ?? new PyDict()]);
    this.#pending.push({ future, content, isChunk, id, submitted });
    yield* this.#start();
    yield* this.#fillQueue();
    return future;
  }

  /** With `fork` all workers are started at once, before the manager's thread. */
  *#start(): Generator<Pause, void, Value> {
    if (this.#group !== null) return;
    const { machine, options } = this;
    const { threads, thread } = threading(machine);
    const group = new WorkerGroup(machine, {
      ...options,
      executor: this.id,
      unsendable: (_value, error) => error,
      initializerFailed: (error) =>
        logError(machine, 'concurrent.futures', 'Exception in initializer:', error, 'critical'),
    });
    this.#group = group;
    for (let index = 0; index < options.maxWorkers; index++) yield* this.#startWorker(group);
    machine.scheduler.observers.push({
      forked: () => undefined,
      ended: (process) => {
        if (!this.isShutdown && group.workers.some(({ sim }) => sim === process)) group.results.add(null);
      },
    });
    const manager = new PyThread(thread, threads);
    manager.begin(null, threads.nextName(null), null, null, null);
    this.#manager = manager;
    threads.atExit.push(() => this.#exit());
    yield* manager.start(this.#manage(group));
  }

  *#startWorker(group: WorkerGroup): Generator<Pause, void, Value> {
    const worker = new PyProcess(processTypes(this.machine).fork, this.machine);
    worker.begin(null, null, null, null, null);
    yield* group.startWorker(worker);
  }

  /** `_python_exit`: the program ends. */
  *#exit(): Generator<Pause, void, Value> {
    yield* this.shutdown(true, false);
  }

  /** `add_call_item_to_queue` */
  *#fillQueue(): Generator<Pause, void, Value> {
    const group = this.#group;
    // One for each worker to do, and those that wait in the queue.
    const most = 2 * this.options.maxWorkers + EXTRA_CALLS;
    while (group !== null && this.#handed.size < most) {
      const work = this.#pending.shift();
      if (work === undefined) return;
      if (!work.future.begin()) continue;
      const task = yield* this.#pickled(work);
      if (task === null) continue;
      this.#handed.set(work.id, work.future);
      yield* group.tasks.put(task);
    }
  }

  /** `_on_queue_feeder_error`: what cannot be pickled is the future's exception. */
  *#pickled({ future, content, isChunk, id, submitted }: Work): Generator<Pause, Task | null, Value> {
    try {
      return { id, data: pickled(this.machine, content), isChunk, text: future.text, submitted };
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
      future.settle(null, withRemoteTraceback(error, executorTraceback(), tracebackText(error)));
      yield* future.runCallbacks();
      return null;
    }
  }

  /** `_ExecutorManagerThread.run` */
  *#manage(group: WorkerGroup): Pausable {
    const { machine } = this;
    for (;;) {
      if (this.isShutdown && this.#pending.length === 0 && this.#handed.size === 0) break;
      const result = yield* group.results.take(null);
      if (result === undefined) continue;
      if (result === null) {
        if (this.isShutdown) continue;
        if (yield* this.#replaceOrBreak(group)) continue;
        return null;
      }
      const future = this.#handed.get(result.id);
      this.#handed.delete(result.id);
      const value = unpickled(machine, result.data);
      const { traceback } = result;
      if (future !== undefined) {
        if (traceback !== null && value instanceof PyException)
          future.settle(null, withRemoteTraceback(value, executorTraceback(), traceback));
        else future.settle(value, null);
        yield* future.runCallbacks();
      }
      yield* this.#fillQueue();
    }
    // `shutdown_workers`: one for each that lives now; any of them may take it, and has ended before the next is put.
    const living = group.workers.filter((worker) => !worker.hasEnded);
    for (let sent = 0; sent < living.length; sent++) yield* group.tasks.put(null);
    for (const worker of group.workers) yield* worker.join(null);
    return null;
  }

  /** A worker has ended: after its share of tasks another takes its place, else the pool is broken. */
  *#replaceOrBreak(group: WorkerGroup): Generator<Pause, boolean, Value> {
    const { workers } = group;
    const ended = workers.filter((worker) => worker.hasEnded);
    if (Number.isFinite(this.options.tasksPerWorker) && ended.every(({ sim }) => sim?.exitCode === 0)) {
      for (const worker of ended) {
        workers.splice(workers.indexOf(worker), 1);
        yield* this.#startWorker(group);
      }
      return true;
    }
    this.broken = 'A child process terminated abruptly, the process pool is not usable anymore';
    this.isShutdown = true;
    const futures = [...this.#handed.values(), ...this.#pending.map(({ future }) => future)];
    this.#handed.clear();
    this.#pending.length = 0;
    for (const future of futures) {
      if (future.done) continue;
      future.settle(null, new PyException(brokenProcessPool, [BROKEN]));
      yield* future.runCallbacks();
    }
    for (const worker of workers) if (!worker.hasEnded) yield* worker.terminate(false);
    for (const worker of workers) yield* worker.join(null);
    return false;
  }

  *shutdown(wait: boolean, cancelFutures: boolean): Generator<Pause, null, Value> {
    const pending = this.#pending.length + this.#handed.size;
    if (!this.isShutdown)
      this.machine.recorder?.emit('executor.shutdown', { executor: this.id, wait, pending });
    this.isShutdown = true;
    if (cancelFutures) for (const { future } of this.#pending.splice(0)) yield* future.cancel();
    const group = this.#group;
    if (group !== null) yield* group.results.put(null);
    if (wait && this.#manager !== null) yield* this.#manager.join(null);
    return null;
  }
}
