// The thread scheduler: one processor lock (the GIL), a queue of runnable threads, a heap of deadlines.
//
// A thread keeps the lock until it blocks or ends, or another one has been runnable for the switch interval. The next
// one is the one that became runnable first. When nobody is runnable the clock jumps to the earliest deadline.
//
// The main thread runs plain on the host stack; the others are activations. So a switch away from the main thread is
// a loop on top of it (`blockHere`) that resumes activations until the main thread may go on:
//
//   main blocks ──> blockHere ──> resume worker A ──> A parks ──> resume worker B ──> ... ──> main's turn: return
//
// A worker that blocks inside plain code (a `key=` function that sleeps) does the same from where it stands; then the
// threads below it on the host stack can not go on before it does.

import { BinaryHeap } from '../base/binary-heap.js';
import { InternalError, Unsupported } from '../base/unsupported.js';
import { Activation } from '../execution/activation.js';
import { Handling, type Machine } from '../execution/machine.js';
import type { Pausable } from '../execution/pause.js';
import type { Nanoseconds } from '../trace/time.js';
import type { Clock } from './clock.js';
import { describeDeadlock } from './deadlock.js';
import { SimThread } from './sim-thread.js';
import { Deadlock, LimitReached } from './stops.js';
import { GiveWay, ThreadWait } from './waits.js';

/** `sys.getswitchinterval()`: 5 ms. */
export const SWITCH_INTERVAL: Nanoseconds = 5_000_000;

interface Deadline {
  readonly when: Nanoseconds;
  readonly sequence: number;
  readonly thread: SimThread;
  readonly token: number;
}

export class Scheduler {
  readonly main = new SimThread(0, 'MainThread', null, false);
  current = this.main;
  readonly threads: SimThread[] = [this.main];
  readonly #ready: SimThread[] = [];
  readonly #deadlines = new BinaryHeap<Deadline>(
    (a, b) => a.when < b.when || (a.when === b.when && a.sequence < b.sequence),
  );
  #sequence = 0;
  #preemptAt = Number.POSITIVE_INFINITY;

  constructor(
    readonly machine: Machine,
    readonly clock: Clock,
    /** Virtual time at which the run is stopped. */
    readonly maxTime: Nanoseconds,
  ) {
    this.main.onHostStack = true;
  }

  /** A new thread, runnable from now on. `body` is its activation's first body. */
  start(name: string, daemon: boolean, body: Pausable, executor: number | null = null): SimThread {
    const activation = new Activation(this.machine);
    activation.begin({ body, frame: null, owner: null });
    const thread = new SimThread(this.threads.length, name, activation, daemon);
    this.threads.push(thread);
    const { recorder } = this.machine;
    if (recorder !== null)
      thread.trace.cause = recorder.emit('thread.start', { id: thread.id, name, daemon, executor });
    this.#promote();
    this.#makeReady(thread, this.clock.now);
    return thread;
  }

  /** Makes a blocked thread runnable. */
  wake(thread: SimThread): void {
    if (!thread.blocked) return;
    this.#promote();
    if (!thread.blocked) return;
    thread.blocked = false;
    thread.woken = true;
    thread.token++;
    const { recorder } = this.machine;
    if (recorder !== null) {
      const awaited = thread.wait?.kind === 'loop';
      thread.trace.cause = awaited
        ? recorder.cause
        : recorder.emit('thread.wake', { id: thread.id, by: 'thread' });
    }
    this.#makeReady(thread, this.clock.now);
  }

  /** Blocks the running thread, which stands on the host stack; true when woken, false when the deadline came. */
  blockHere(wait: ThreadWait): boolean {
    const me = this.current;
    this.#park(me, wait);
    return this.#runOthersUntil(me);
  }

  /** True when another thread has been runnable for the switch interval. */
  get mustGiveWay(): boolean {
    return this.clock.now >= this.#preemptAt;
  }

  /** When the running thread must give way, on the clock; infinite while nobody else wants to run. */
  get nextPreemption(): Nanoseconds {
    return this.#preemptAt;
  }

  /** Lets the others have their turn, from the host stack. */
  giveWayHere(): void {
    const me = this.current;
    this.checkTime();
    this.#promote();
    if (this.#ready.length === 0) {
      this.#updatePreemption();
      return;
    }
    this.#makeReady(me, this.clock.now);
    this.#switchOut(me);
    this.#runOthersUntil(me);
  }

  checkTime(): void {
    if (this.clock.now > this.maxTime) {
      throw new LimitReached(
        'time',
        `stopped: the virtual clock passed ${this.maxTime / 1e9} s (--max-time)`,
      );
    }
  }

  /** Runs threads in their turn on top of the host stack until it is `me`'s. */
  #runOthersUntil(me: SimThread): boolean {
    const wasOnHostStack = me.onHostStack;
    me.onHostStack = true;
    try {
      for (;;) {
        const next = this.#pick();
        this.#switchIn(next);
        if (next === me) return me.woken;
        if (next.onHostStack) {
          throw new Unsupported(
            `thread ${next.name} would have to go on while ${me.name} blocks inside a built-in function that called back`,
          );
        }
        this.#resume(next);
      }
    } finally {
      me.onHostStack = wasOnHostStack;
    }
  }

  /** Resumes a thread that is an activation, until it parks or ends. */
  #resume(thread: SimThread): void {
    const { machine } = this;
    const { activation } = thread;
    if (activation === null) throw new InternalError('the main thread is no activation');
    const wasParkable = machine.parkable;
    machine.parkable = true;
    try {
      const outcome = activation.resume(thread.woken);
      if (outcome === 'waiting' && activation.wait instanceof ThreadWait) this.#park(thread, activation.wait);
      else if (outcome === 'waiting' && activation.wait instanceof GiveWay) {
        this.#makeReady(thread, this.clock.now);
        this.#switchOut(thread);
      } else if (outcome === 'returned') this.#end(thread);
      else throw new InternalError('a thread emitted a value');
    } finally {
      machine.parkable = wasParkable;
    }
  }

  #park(thread: SimThread, wait: ThreadWait): void {
    thread.blocked = true;
    thread.woken = false;
    thread.token++;
    thread.wait = wait;
    if (wait.deadline !== null) {
      this.#deadlines.push({ when: wait.deadline, sequence: this.#sequence++, thread, token: thread.token });
    }
    const { recorder } = this.machine;
    if (recorder !== null) {
      thread.trace.cause = wait.quiet
        ? recorder.cause
        : recorder.emit('thread.park', { id: thread.id, waitsFor: wait.target });
    }
    this.#switchOut(thread);
  }

  #end(thread: SimThread): void {
    thread.ended = true;
    this.machine.recorder?.emit('thread.end', { id: thread.id });
    this.#switchOut(thread);
  }

  #switchOut(thread: SimThread): void {
    const { machine } = this;
    thread.frame = machine.frame;
    thread.handling = machine.handling;
    thread.depth = machine.depth;
    machine.frame = null;
    machine.handling = new Handling();
    machine.depth = 0;
    const { recorder } = machine;
    if (recorder === null) return;
    thread.trace.task = recorder.task;
    thread.trace.iteration = recorder.iteration;
    thread.trace.line = recorder.line;
  }

  #switchIn(thread: SimThread): void {
    const { machine } = this;
    const switched = this.current !== thread;
    this.current = thread;
    thread.wait = null;
    machine.frame = thread.frame;
    machine.handling = thread.handling;
    machine.depth = thread.depth;
    thread.sliceStart = this.clock.now;
    this.#updatePreemption();
    const { recorder } = machine;
    if (recorder === null) return;
    recorder.thread = thread.id;
    recorder.task = thread.trace.task;
    recorder.iteration = thread.trace.iteration;
    recorder.line = thread.trace.line;
    recorder.cause = thread.trace.cause;
    if (switched || thread.id !== 0) recorder.cause = recorder.emit('thread.run', { id: thread.id });
  }

  #makeReady(thread: SimThread, at: Nanoseconds): void {
    thread.readyAt = at;
    this.#ready.push(thread);
    this.#updatePreemption();
  }

  /** Moves threads whose deadline has come to the run queue. */
  #promote(): void {
    const { now } = this.clock;
    for (let first = this.#deadlines.first; first !== undefined; first = this.#deadlines.first) {
      const { thread, token, when } = first;
      const stale = thread.token !== token || !thread.blocked;
      if (!stale && when > now) return;
      this.#deadlines.pop();
      if (stale) continue;
      thread.blocked = false;
      thread.woken = false;
      thread.token++;
      thread.readyAt = Math.max(when, thread.sliceStart);
      this.#ready.push(thread);
      const { recorder } = this.machine;
      if (recorder !== null && !thread.wait?.quiet) {
        thread.trace.cause = recorder.emit(
          'thread.wake',
          { id: thread.id, by: 'deadline' },
          thread.trace.cause,
        );
      }
    }
  }

  #pick(): SimThread {
    this.#promote();
    while (this.#ready.length === 0) {
      const first = this.#earliestDeadline();
      if (first === undefined) throw new Deadlock(describeDeadlock(this.threads));
      this.clock.advanceTo(first.when);
      this.checkTime();
      this.#promote();
    }
    const next = this.#ready.shift();
    if (next === undefined) throw new InternalError('a runnable thread was lost');
    return next;
  }

  #earliestDeadline(): Deadline | undefined {
    for (let first = this.#deadlines.first; first !== undefined; first = this.#deadlines.first) {
      if (first.thread.token === first.token && first.thread.blocked) return first;
      this.#deadlines.pop();
    }
    return undefined;
  }

  #updatePreemption(): void {
    let at = this.#ready[0]?.readyAt ?? Number.POSITIVE_INFINITY;
    const first = this.#deadlines.first;
    if (first !== undefined && first.when < at) at = first.when;
    this.#preemptAt = Number.isFinite(at)
      ? Math.max(at, this.current.sliceStart) + SWITCH_INTERVAL
      : Number.POSITIVE_INFINITY;
  }
}
