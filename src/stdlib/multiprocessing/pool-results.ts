// What a `Pool` gives for work handed to it: `AsyncResult`, and the results one after the other.

import { extendBlocking } from '../../execution/blocking.js';
import { PyGenerator } from '../../execution/generator.js';
import { Emit, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { ThreadWait } from '../../kernel/waits.js';
import { PyList } from '../../objects/containers.js';
import { type PyException, valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { deadlineAfter } from '../deadlines.js';
import { perMachine } from '../library.js';
import { callIn } from '../threading/condition.js';
import { timeoutError } from './errors.js';

/** The outcome of one task. */
export type Outcome = { readonly value: Value } | { readonly error: PyException };

/** Work in several tasks, whose outcomes come in any order. */
export interface Job {
  /** Told in the thread that receives results. */
  settle(index: number, outcome: Outcome): Generator<Pause, void, Value>;
}

/** Threads that wait for something of a job. */
class Waiters {
  readonly #threads: SimThread[] = [];

  constructor(readonly machine: KernelMachine) {}

  *wait(isOver: () => boolean, timeout: Value, text: string): Generator<Pause, boolean, Value> {
    const { machine } = this;
    const deadline = deadlineAfter(machine, timeout);
    while (!isOver()) {
      this.#threads.push(machine.scheduler.current);
      if ((yield new ThreadWait('result', text, deadline)) !== true) return isOver();
    }
    return true;
  }

  wake(): void {
    for (const thread of this.#threads.splice(0)) this.machine.scheduler.wake(thread);
  }
}

export class PoolResult extends PyObject implements Job {
  readonly #waiters: Waiters;
  readonly #values: Value[][];
  #left: number;
  error: PyException | null = null;

  constructor(
    readonly machine: KernelMachine,
    readonly text: string,
    tasks: number,
    /** One task's value is the result itself; those of several are joined. */
    readonly isSingle: boolean,
    readonly callback: Value,
    readonly errorCallback: Value,
  ) {
    super(isSingle ? resultTypes(machine).single : resultTypes(machine).map, new Map());
    this.#waiters = new Waiters(machine);
    this.#left = tasks;
    this.#values = Array.from({ length: tasks }, () => []);
  }

  get isReady(): boolean {
    return this.#left === 0;
  }

  get value(): Value {
    return this.isSingle ? (this.#values[0]?.[0] ?? null) : new PyList(this.#values.flat());
  }

  *settle(index: number, outcome: Outcome): Generator<Pause, void, Value> {
    if ('error' in outcome) this.error ??= outcome.error;
    else this.#values[index] = this.isSingle ? [outcome.value] : listOf(outcome.value);
    this.#left--;
    if (!this.isReady) return;
    const { error, callback, errorCallback, machine } = this;
    if (error === null && callback !== null) yield* callIn(machine, callback, [this.value]);
    if (error !== null && errorCallback !== null) yield* callIn(machine, errorCallback, [error]);
    this.#waiters.wake();
  }

  *wait(timeout: Value): Generator<Pause, boolean, Value> {
    return yield* this.#waiters.wait(() => this.isReady, timeout, `waiting for the result of ${this.text}`);
  }

  *get(timeout: Value): Generator<Pause, Value, Value> {
    if (!(yield* this.wait(timeout))) throw timeoutError(this.machine);
    if (this.error !== null) throw this.error;
    return this.value;
  }
}

function listOf(value: Value): Value[] {
  return value instanceof PyList ? value.items : [value];
}

/** `imap` and `imap_unordered`: outcomes as they come, or each in its turn. */
export class PoolIterator implements Job {
  readonly #arrived = new Map<number, Outcome>();
  readonly #waiters: Waiters;
  #next = 0;

  constructor(
    readonly machine: KernelMachine,
    readonly tasks: number,
    readonly inOrder: boolean,
    readonly text: string,
  ) {
    this.#waiters = new Waiters(machine);
  }

  // biome-ignore lint/correctness/useYield: a job may call back, this one need not
  *settle(index: number, outcome: Outcome): Generator<Pause, void, Value> {
    this.#arrived.set(this.inOrder ? index : this.#arrived.size + this.#next, outcome);
    this.#waiters.wake();
  }

  iterator(): Value {
    const name = this.inOrder ? 'imap' : 'imap_unordered';
    return new PyGenerator(this.machine, null, name, `Pool.${name}`, () => this.#results());
  }

  *#results(): Generator<Pause, Value, Value> {
    for (; this.#next < this.tasks; this.#next++) {
      const isThere = (): boolean => this.#arrived.has(this.#next);
      yield* this.#waiters.wait(isThere, null, `waiting for the next result of ${this.text}`);
      const outcome = this.#arrived.get(this.#next);
      this.#arrived.delete(this.#next);
      if (outcome === undefined) continue;
      if ('error' in outcome) throw outcome.error;
      for (const value of listOf(outcome.value)) yield new Emit(value);
    }
    return null;
  }
}

export const resultTypes = perMachine((m: KernelMachine) => {
  const single = defineType('ApplyResult', {
    module: 'multiprocessing.pool',
    instanceDict: true,
    methods: {
      'ready()': (self: PoolResult) => {
        m.meetOthers();
        return self.isReady;
      },
      'successful()': (self: PoolResult) => {
        if (!self.isReady) throw valueError(`${repr(self)} not ready`);
        return self.error === null;
      },
    },
  });
  extendBlocking(m, single, {
    'get(timeout=None)': (self: PoolResult, timeout: Value) => self.get(timeout),
    'wait(timeout=None)': function* (self: PoolResult, timeout: Value) {
      yield* self.wait(timeout);
      return null;
    },
  });
  const map = defineType('MapResult', {
    bases: [single],
    module: 'multiprocessing.pool',
    instanceDict: true,
  });
  return { single, map };
});
