// Worker processes that take tasks from one channel and send results back through another: what a `Pool` and a
// `ProcessPoolExecutor` have in common. A thread of the parent receives the results.

import { boundedRepr } from '../../execution/bounded-repr.js';
import { Invoke, type Pausable, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { PyException } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { Value } from '../../objects/object.js';
import { Channel } from './channel.js';
import { tracebackText } from './errors.js';
import { pickled, unpickled } from './messages.js';
import type { PyProcess } from './process-object.js';

/**
 * Something to do. `data` is the pickled callable with its arguments and keywords; in a chunk, with a tuple of the
 * arguments of one call after the other.
 */
export interface Task {
  readonly id: number;
  readonly data: Uint8Array;
  readonly isChunk: boolean;
  /** For the trace. */
  readonly text: string;
  readonly submitted: number | null;
}

/** What became of a task: the pickled value, or the pickled exception with the text of its traceback. */
export interface TaskResult {
  readonly id: number;
  readonly data: Uint8Array;
  readonly traceback: string | null;
}

export interface WorkerOptions {
  /** Its number in the trace. */
  readonly executor: number;
  readonly initializer: Value;
  readonly initializerArgs: readonly Value[];
  /** A worker ends after so many tasks. */
  readonly tasksPerWorker: number;
  /** What is sent back where a result cannot be pickled. */
  readonly unsendable: (value: Value, error: PyException) => PyException;
  readonly initializerFailed: (error: PyException) => void;
}

export class WorkerGroup {
  readonly tasks: Channel<Task | null>;
  readonly results: Channel<TaskResult | null>;
  readonly workers: PyProcess[] = [];

  constructor(
    readonly machine: KernelMachine,
    readonly options: WorkerOptions,
  ) {
    this.tasks = new Channel(machine, 'tasks', true);
    this.results = new Channel(machine, 'results', true);
  }

  *startWorker(worker: PyProcess): Generator<Pause, void, Value> {
    worker.executor = this.options.executor;
    this.workers.push(worker);
    yield* worker.start(() => this.#work());
  }

  /** The body of a worker process. */
  *#work(): Pausable {
    const { options, tasks } = this;
    if (options.initializer !== null) {
      try {
        yield new Invoke(options.initializer, options.initializerArgs, null);
      } catch (error) {
        if (!(error instanceof PyException)) throw error;
        options.initializerFailed(error);
        return null;
      }
    }
    for (let done = 0; done < options.tasksPerWorker; done++) {
      const task = yield* tasks.take(null);
      if (task === undefined || task === null) return null;
      yield* this.#run(task);
    }
    return null;
  }

  *#run({ id, data, isChunk, text, submitted }: Task): Generator<Pause, void, Value> {
    const { machine, options, results } = this;
    const { recorder } = machine;
    const { executor } = options;
    if (recorder !== null)
      recorder.cause = recorder.emit('executor.start', { executor, work: id, text }, submitted);
    // What cannot be unpickled here, because it was defined after this process began, ends the worker.
    const [callee = null, args = null, keywords = null] = itemsOf(unpickled(machine, data));
    let value: Value = null;
    let error: PyException | null = null;
    try {
      if (isChunk) value = yield* callEach(callee, itemsOf(args));
      else value = yield new Invoke(callee, itemsOf(args), keywordsOf(keywords));
    } catch (raised) {
      if (!(raised instanceof PyException)) throw raised;
      error = raised;
    }
    if (recorder !== null) {
      const outcome = error === null ? 'returned' : 'raised';
      const finished = { executor, work: id, outcome, value: boundedRepr(error ?? value) } as const;
      recorder.cause = recorder.emit('executor.finish', finished);
    }
    yield* results.put(this.#sendable(id, value, error));
  }

  #sendable(id: number, value: Value, error: PyException | null): TaskResult {
    const { machine, options } = this;
    try {
      if (error === null) return { id, data: pickled(machine, value), traceback: null };
      return { id, data: pickled(machine, error), traceback: tracebackText(error) };
    } catch (raised) {
      if (!(raised instanceof PyException)) throw raised;
      const instead = options.unsendable(error ?? value, raised);
      return { id, data: pickled(machine, instead), traceback: tracebackText(instead) };
    }
  }
}

function* callEach(callee: Value, calls: readonly Value[]): Generator<Pause, Value, Value> {
  const results: Value[] = [];
  for (const args of calls) results.push(yield new Invoke(callee, itemsOf(args), null));
  return new PyList(results);
}

function itemsOf(value: Value): readonly Value[] {
  return value instanceof PyTuple ? value.items : [];
}
