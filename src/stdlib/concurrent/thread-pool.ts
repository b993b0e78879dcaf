// `ThreadPoolExecutor`: a queue of work items and worker threads that are started as they are needed.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { Invoke, type Pausable, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { ThreadWait } from '../../kernel/waits.js';
import { PyException, runtimeError } from '../../objects/exceptions.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { functionName } from '../asyncio/function-name.js';
import { ConcurrentFuture } from './future.js';

export interface WorkItem {
  readonly future: ConcurrentFuture;
  readonly callable: Value;
  readonly args: readonly Value[];
  readonly keywords: Keywords | null;
  readonly id: number;
  readonly submitted: number | null;
}

/** What the pools of one machine share. */
export class PoolState {
  executors = 0;
  works = 0;
  /** `ThreadPoolExecutor-0`, `-1`, ... */
  nextName = 0;
  /** Pools whose workers are joined at the program's end. */
  readonly pools = new Set<ThreadPool>();
}

export class ThreadPool extends PyObject {
  readonly queue: WorkItem[] = [];
  readonly workers: SimThread[] = [];
  /** Workers that wait for work, longest first. */
  readonly idle: SimThread[] = [];
  isShutdown = false;
  /** Threads that wait for workers to end. */
  readonly joiners = new Set<SimThread>();
  readonly id: number;
  /** `_idle_semaphore`: finished rounds that no submission has used up. */
  #idleCount = 0;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly pools: PoolState,
    readonly futureType: PyType,
    readonly maxWorkers: number,
    readonly prefix: string,
    readonly initializer: Value,
    readonly initializerArgs: readonly Value[],
  ) {
    super(cls, new Map());
    this.id = ++pools.executors;
    pools.pools.add(this);
  }

  /** `submit`, as a body: a new worker runs first, until it blocks. */
  *submit(
    callable: Value,
    args: readonly Value[],
    keywords: Keywords | null,
  ): Generator<Pause, ConcurrentFuture, Value> {
    if (this.isShutdown) throw runtimeError('cannot schedule new futures after shutdown');
    const { machine } = this;
    const { recorder } = machine;
    const text = `${functionName(callable)}(${args.map(boundedRepr).join(', ')})`;
    const future = new ConcurrentFuture(this.futureType, machine, text);
    const id = ++this.pools.works;
    const submitted =
      recorder?.emit('executor.submit', {
        executor: this.id,
        work: id,
        text,
        queued: this.queue.length + 1,
      }) ?? null;
    this.queue.push({ future, callable, args, keywords, id, submitted });
    const waiting = this.idle.shift();
    if (waiting !== undefined) machine.scheduler.wake(waiting);
    yield* this.#adjustThreadCount();
    return future;
  }

  /** `_adjust_thread_count` */
  *#adjustThreadCount(): Generator<Pause, void, Value> {
    if (this.#idleCount > 0) {
      this.#idleCount--;
      return;
    }
    if (this.workers.length >= this.maxWorkers) return;
    const { scheduler } = this.machine;
    const name = `${this.prefix}_${this.workers.length}`;
    const starter = scheduler.current;
    // `Thread.start` returns when the new thread has said that it runs.
    const worker = scheduler.start(name, false, this.#work(starter), this.id);
    this.workers.push(worker);
    yield new ThreadWait('other', `waiting for thread ${name} to start`, null, worker.id, true);
  }

  /** `_worker` */
  *#work(starter: SimThread): Pausable {
    const { machine } = this;
    machine.scheduler.wake(starter);
    if (this.initializer !== null) yield new Invoke(this.initializer, this.initializerArgs, null);
    for (;;) {
      let item = this.queue.shift();
      if (item === undefined) {
        this.#idleCount++;
        while (item === undefined) {
          if (this.isShutdown) {
            this.#ended();
            return null;
          }
          this.idle.push(machine.scheduler.current);
          yield new ThreadWait('queue', 'waiting for work', null);
          item = this.queue.shift();
        }
      }
      yield* this.#runItem(item);
    }
  }

  /** `_WorkItem.run` */
  *#runItem({ future, callable, args, keywords, id, submitted }: WorkItem): Generator<Pause, void, Value> {
    if (!future.begin()) return;
    const { recorder } = this.machine;
    if (recorder !== null) {
      recorder.cause = recorder.emit(
        'executor.start',
        { executor: this.id, work: id, text: future.text },
        submitted,
      );
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
      recorder.cause = recorder.emit('executor.finish', {
        executor: this.id,
        work: id,
        outcome,
        value: boundedRepr(error ?? value),
      });
    }
    future.settle(value, error);
    yield* future.runCallbacks();
  }

  #ended(): void {
    const { scheduler } = this.machine;
    const { current } = scheduler;
    current.ended = true;
    for (const thread of this.joiners) scheduler.wake(thread);
  }

  /** `shutdown`, as a body: with `wait` it returns when all workers have ended. */
  *shutdown(wait: boolean, cancelFutures: boolean): Generator<Pause, void, Value> {
    const { machine } = this;
    this.isShutdown = true;
    machine.recorder?.emit('executor.shutdown', { executor: this.id, wait, pending: this.queue.length });
    if (cancelFutures) for (const { future } of this.queue.splice(0)) future.cancel();
    for (const thread of this.idle.splice(0)) machine.scheduler.wake(thread);
    if (wait) yield* this.join();
  }

  *join(): Generator<Pause, void, Value> {
    const { scheduler } = this.machine;
    const me = scheduler.current;
    for (const worker of this.workers) {
      while (!worker.ended) {
        this.joiners.add(me);
        yield new ThreadWait('join', `waiting for thread ${worker.name} to end`, null, worker.id);
      }
    }
    this.joiners.delete(me);
    this.pools.pools.delete(this);
  }
}
