// `multiprocessing.Pool`: worker processes that share the calls of a `map`.

import { boundedRepr } from '../../execution/bounded-repr.js';
import type { Pausable, Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { exception, isExceptionOf, PyException, valueError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { functionName } from '../asyncio/function-name.js';
import { executorCounts } from '../concurrent/thread-pool.js';
import { threading } from '../threading/index.js';
import { PyThread } from '../threading/thread.js';
import { poolTraceback, unencodable, withRemoteTraceback } from './errors.js';
import { pickled, unpickled } from './messages.js';
import { type Job, type Outcome, PoolIterator, PoolResult } from './pool-results.js';
import { PyProcess } from './process-object.js';
import { processTypes } from './process-types.js';
import { WorkerGroup } from './worker-group.js';

type State = 'RUN' | 'CLOSE' | 'TERMINATE';

/** Chunks that each worker is to get of a `map` that does not say. */
const CHUNKS_PER_WORKER = 4;

export interface PoolOptions {
  readonly processes: number;
  readonly initializer: Value;
  readonly initializerArgs: readonly Value[];
  readonly tasksPerWorker: number;
}

export class PyPool extends PyObject {
  readonly id: number;
  state: State = 'RUN';
  #group: WorkerGroup | null = null;
  #processes = 0;
  readonly #jobs = new Map<number, { readonly job: Job; readonly index: number }>();

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls, new Map());
    this.id = ++executorCounts(machine).executors;
  }

  get group(): WorkerGroup {
    if (this.#group === null) throw exception('AttributeError', "'Pool' object has no attribute '_state'");
    return this.#group;
  }

  *begin({
    processes,
    initializer,
    initializerArgs,
    tasksPerWorker,
  }: PoolOptions): Generator<Pause, null, Value> {
    const { machine } = this;
    this.#processes = processes;
    this.#group = new WorkerGroup(machine, {
      executor: this.id,
      initializer,
      initializerArgs,
      tasksPerWorker,
      unsendable: (value, error) => unencodable(repr(error), repr(value)),
      initializerFailed: (error) => {
        throw error;
      },
    });
    for (let index = 0; index < processes; index++) yield* this.#startWorker();
    const { threads, thread } = threading(machine);
    // CPython's pool has three threads of its own; one is enough here, but the others take their names.
    for (const role of ['_handle_workers', '_handle_tasks']) threads.nextName(role);
    const receiver = new PyThread(thread, threads);
    receiver.begin(null, threads.nextName('_handle_results'), null, null, true);
    yield* receiver.start(this.#receive());
    return null;
  }

  *#startWorker(): Generator<Pause, void, Value> {
    const worker = new PyProcess(processTypes(this.machine).fork, this.machine);
    worker.begin(null, null, null, null, true);
    worker.name = worker.name.replace('Process', 'PoolWorker');
    yield* this.group.startWorker(worker);
  }

  /** The thread that receives results. */
  *#receive(): Pausable {
    const { machine, group } = this;
    for (;;) {
      const result = yield* group.results.take(null);
      if (result === undefined || result === null) return null;
      const task = this.#jobs.get(result.id);
      this.#jobs.delete(result.id);
      const value = unpickled(machine, result.data);
      const { traceback } = result;
      const outcome: Outcome =
        traceback !== null && value instanceof PyException
          ? { error: withRemoteTraceback(value, poolTraceback(), traceback) }
          : { value };
      if (task !== undefined) yield* task.job.settle(task.index, outcome);
      yield* this.#endIfDone();
      yield* this.#replaceWorkers();
    }
  }

  /** A pool that is closed ends its workers when there is nothing left to do. */
  *#endIfDone(): Generator<Pause, void, Value> {
    if (this.state !== 'CLOSE' || this.#jobs.size > 0) return;
    // One for each that lives now: any of them may take it, and has ended before the next is put.
    const living = this.group.workers.filter((worker) => !worker.hasEnded);
    for (let sent = 0; sent < living.length; sent++) yield* this.group.tasks.put(null);
  }

  /** `_maintain_pool`: workers that have done their share are followed by new ones. */
  *#replaceWorkers(): Generator<Pause, void, Value> {
    const { workers, options } = this.group;
    if (!Number.isFinite(options.tasksPerWorker) || this.state !== 'RUN') return;
    for (const worker of [...workers]) {
      if (!worker.hasEnded) continue;
      workers.splice(workers.indexOf(worker), 1);
      yield* this.#startWorker();
    }
  }

  checkRunning(): void {
    void this.group;
    if (this.state !== 'RUN') throw valueError('Pool not running');
  }

  /** `apply_async` */
  *submit(
    callee: Value,
    args: readonly Value[],
    keywords: Value,
    callback: Value,
    errorCallback: Value,
  ): Generator<Pause, PoolResult, Value> {
    this.checkRunning();
    const text = `${functionName(callee)}(${args.map(boundedRepr).join(', ')})`;
    const job = new PoolResult(this.machine, text, 1, true, callback, errorCallback);
    yield* this.#hand(job, 0, new PyTuple([callee, new PyTuple(args), keywords]), false, text);
    return job;
  }

  /** `map` and its kin; `calls` are the arguments of each call. */
  *map(
    callee: Value,
    calls: readonly PyTuple[],
    chunksize: number | null,
    callback: Value,
    errorCallback: Value,
  ): Generator<Pause, PoolResult, Value> {
    this.checkRunning();
    const chunks = chunked(
      calls,
      chunksize ?? Math.max(1, Math.ceil(calls.length / (this.#processes * CHUNKS_PER_WORKER))),
    );
    const text = `the map of ${functionName(callee)}`;
    const job = new PoolResult(this.machine, text, chunks.length, false, callback, errorCallback);
    yield* this.#handChunks(job, callee, chunks);
    return job;
  }

  /** `imap`, `imap_unordered` */
  *iterate(
    callee: Value,
    calls: readonly PyTuple[],
    chunksize: number,
    inOrder: boolean,
  ): Generator<Pause, Value, Value> {
    this.checkRunning();
    if (chunksize < 1) throw valueError(`Chunksize must be 1+, not ${chunksize}`);
    const chunks = chunked(calls, chunksize);
    const job = new PoolIterator(this.machine, chunks.length, inOrder, `the map of ${functionName(callee)}`);
    yield* this.#handChunks(job, callee, chunks);
    return job.iterator();
  }

  *#handChunks(
    job: Job,
    callee: Value,
    chunks: readonly (readonly PyTuple[])[],
  ): Generator<Pause, void, Value> {
    for (const [index, chunk] of chunks.entries()) {
      const content = new PyTuple([callee, new PyTuple(chunk), new PyDict()]);
      yield* this.#hand(job, index, content, true, chunkText(callee, chunk));
    }
  }

  /** Puts a task into the workers' queue; what cannot be pickled fails at once. */
  *#hand(
    job: Job,
    index: number,
    content: PyTuple,
    isChunk: boolean,
    text: string,
  ): Generator<Pause, void, Value> {
    const { machine, group } = this;
    const id = ++executorCounts(machine).works;
    let data: Uint8Array;
    try {
      data = pickled(machine, content);
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
      yield* job.settle(index, { error });
      return;
    }
    this.#jobs.set(id, { job, index });
    const queued = group.tasks.items.length + 1;
    const submitted =
      machine.recorder?.emit('executor.submit', { executor: this.id, work: id, text, queued }) ?? null;
    yield* group.tasks.put({ id, data, isChunk, text, submitted });
  }

  *close(): Generator<Pause, null, Value> {
    if (this.state !== 'RUN') return null;
    this.state = 'CLOSE';
    const { recorder } = this.machine;
    recorder?.emit('executor.shutdown', {
      executor: this.id,
      wait: false,
      pending: this.group.tasks.items.length,
    });
    yield* this.#endIfDone();
    return null;
  }

  *terminate(): Generator<Pause, null, Value> {
    if (this.state === 'TERMINATE') return null;
    this.state = 'TERMINATE';
    const { group } = this;
    group.tasks.items.length = 0;
    for (const worker of group.workers) if (!worker.hasEnded) yield* worker.terminate(false);
    for (const worker of group.workers) yield* worker.join(null);
    yield* group.results.put(null);
    return null;
  }

  *join(): Generator<Pause, null, Value> {
    if (this.state === 'RUN') throw valueError('Pool is still running');
    for (const worker of this.group.workers) yield* worker.join(null);
    yield* this.group.results.put(null);
    return null;
  }

  describe(): string {
    return `<multiprocessing.pool.Pool state=${this.state} pool_size=${this.group.workers.length}>`;
  }
}

function chunked(calls: readonly PyTuple[], size: number): PyTuple[][] {
  const chunks: PyTuple[][] = [];
  for (let start = 0; start < calls.length; start += size) chunks.push(calls.slice(start, start + size));
  return chunks;
}

function chunkText(callee: Value, chunk: readonly PyTuple[]): string {
  const name = functionName(callee);
  const text = (args: PyTuple | undefined): string => (args?.items ?? []).map(boundedRepr).join(', ');
  const first = `${name}(${text(chunk[0])})`;
  return chunk.length === 1 ? first : `${first} to ${name}(${text(chunk.at(-1))})`;
}
