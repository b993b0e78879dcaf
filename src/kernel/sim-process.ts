// Simulated processes: threads with an interpreter lock, a clock and a memory of their own.
//
// The program is the first process. Processes share nothing but what is made for it (`shared-object.ts`), so one may
// run ahead of another's clock unseen; who touches what is shared waits until nobody can act before it (`Meeting`).

import { BinaryHeap } from '../base/binary-heap.js';
import type { Nanoseconds } from '../trace/time.js';
import type { Moment } from './clock.js';
import type { MemoryImage } from './process-memory.js';
import type { SimThread } from './sim-thread.js';

export interface Deadline {
  readonly when: Nanoseconds;
  readonly sequence: number;
  readonly thread: SimThread;
  readonly token: number;
}

/** When a process could go on, and its place among those that could at the same time. */
export interface Chance {
  readonly at: Nanoseconds;
  readonly order: number;
  readonly thread: SimThread;
}

/** Told of what happens to processes: what is open in one is open in its children, too. */
export interface ProcessObserver {
  forked(parent: SimProcess, child: SimProcess): void;
  ended(process: SimProcess): void;
}

export class SimProcess {
  readonly threads: SimThread[] = [];
  /** Runnable threads, the next one first. */
  readonly ready: SimThread[] = [];
  readonly #deadlines = new BinaryHeap<Deadline>(
    (a, b) => a.when < b.when || (a.when === b.when && a.sequence < b.sequence),
  );
  /** When the running thread has to give way. */
  preemptAt = Number.POSITIVE_INFINITY;
  /** Its clock, while another process is in charge. */
  moment: Moment = { now: 0, processTime: 0 };
  /** The core it is on, and the one it was on last. */
  core: number | null = null;
  lastCore: number | null = null;
  /** When it has had its time on the core. */
  sliceEnd: Nanoseconds = 0;
  ended = false;
  /** Once it has ended; negative where a signal ended it. */
  exitCode: number | null = null;
  /** Threads of its parent that wait for its end. */
  readonly joiners: SimThread[] = [];
  /** What is in the objects it shares with its parent, while another process is in charge; null until it has a child or a parent. */
  memory: MemoryImage | null = null;
  #current: SimThread | null = null;

  constructor(
    readonly id: number,
    public name: string,
    readonly parent: SimProcess | null,
  ) {}

  /** The thread that has the interpreter lock, or had it last. */
  get current(): SimThread {
    return this.#current ?? this.main;
  }

  set current(thread: SimThread) {
    this.#current = thread;
  }

  get main(): SimThread {
    const [main] = this.threads;
    if (main === undefined) throw new Error('a process has a main thread');
    return main;
  }

  get firstDeadline(): Deadline | undefined {
    return this.#deadlines.first;
  }

  addDeadline(deadline: Deadline): void {
    this.#deadlines.push(deadline);
  }

  dropDeadline(): void {
    this.#deadlines.pop();
  }

  /** The first deadline somebody still waits for. */
  get earliestDeadline(): Deadline | undefined {
    for (let first = this.#deadlines.first; first !== undefined; first = this.#deadlines.first) {
      if (first.thread.token === first.token && first.thread.blocked) return first;
      this.#deadlines.pop();
    }
    return undefined;
  }

  /** Puts a thread in the queue, before those that are only runnable later than it. */
  enqueue(thread: SimThread, now: Nanoseconds): void {
    const { ready } = this;
    let index = ready.length;
    for (let before = ready[index - 1]; before !== undefined; before = ready[index - 1]) {
      if (before.readyAt <= now || before.readyAt <= thread.readyAt) break;
      index--;
    }
    ready.splice(index, 0, thread);
  }

  /** When it could go on as far as its threads are concerned; null where nothing but another process can wake one. */
  chance(now: Nanoseconds): Chance | null {
    if (this.ended) return null;
    const [thread] = this.ready;
    const first = this.earliestDeadline;
    const isSooner =
      first !== undefined &&
      (thread === undefined || first.when < thread.readyAt) &&
      (thread === undefined || thread.readyAt > now);
    if (isSooner) return { at: Math.max(first.when, now), order: first.sequence, thread: first.thread };
    if (thread === undefined) return null;
    return { at: Math.max(thread.readyAt, now), order: thread.order, thread };
  }
}
