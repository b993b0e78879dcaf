// The scheduler: threads take turns within a process, processes take turns on this host as if each had a core.
//
// In a process there is one processor lock (the GIL), a queue of runnable threads, a heap of deadlines. A thread keeps the
// lock until it blocks or ends, or another one has been runnable for the switch interval. The next one is the one that
// became runnable first. When nobody is runnable the clock jumps to the earliest deadline.
//
// Among processes it is always the turn of the one whose clock is behind the others', on a core that is free by then;
// it runs ahead until it blocks, meets the others or has had its time slice. More processes than cores want one: who
// has had a slice gives its core to who has waited for one.
//
// The main thread runs plain on the host stack; the others are activations. So a switch away from the main thread is
// a loop on top of it (`blockHere`) that resumes activations until the main thread may go on:
//
//   main blocks ──> blockHere ──> resume worker A ──> A parks ──> resume worker B ──> ... ──> main's turn: return
//
// A worker that blocks inside plain code (a `key=` function that sleeps) does the same from where it stands; then the
// threads below it on the host stack can not go on before it does.

import { InternalError, Unsupported } from '../base/unsupported.js';
import { Activation } from '../execution/activation.js';
import { Handling, type Machine } from '../execution/machine.js';
import type { Pausable } from '../execution/pause.js';
import type { PyDict } from '../objects/containers.js';
import type { Value } from '../objects/object.js';
import type { Nanoseconds } from '../trace/time.js';
import type { Clock } from './clock.js';
import { Cores } from './cores.js';
import { describeDeadlock } from './deadlock.js';
import { OutputOrder } from './output-order.js';
import { ProcessMemory } from './process-memory.js';
import { type Chance, type ProcessObserver, SimProcess } from './sim-process.js';
import { SimThread } from './sim-thread.js';
import { Deadlock, LimitReached } from './stops.js';
import { GiveWay, Meeting, ThreadWait } from './waits.js';

/** `sys.getswitchinterval()`: 5 ms. */
export const SWITCH_INTERVAL: Nanoseconds = 5_000_000;

/** How long a process has its core while others wait for one, and how far it may run ahead of the others. */
const TIME_SLICE: Nanoseconds = 5_000_000;

export interface SchedulerOptions {
  readonly machine: Machine;
  readonly clock: Clock;
  /** Virtual time at which the run is stopped. */
  readonly maxTime: Nanoseconds;
  readonly cores: number;
  readonly modules: () => PyDict;
  readonly write: (stream: 'stdout' | 'stderr', text: string) => void;
}

export class Scheduler {
  readonly machine: Machine;
  readonly clock: Clock;
  readonly maxTime: Nanoseconds;
  /** Of all processes, in order of starting. */
  readonly threads: SimThread[] = [];
  /** The one that runs. */
  process = new SimProcess(0, 'MainProcess', null);
  /** Those that live. */
  #processes = [this.process];
  #processCount = 1;
  #sequence = 0;
  readonly #cores: Cores;
  readonly #memory: ProcessMemory;
  readonly output: OutputOrder;
  readonly observers: ProcessObserver[] = [];
  /** Called when another process takes over: alarms are set by its clock. */
  onExchange: () => void = () => undefined;

  constructor(options: SchedulerOptions) {
    this.machine = options.machine;
    this.clock = options.clock;
    this.maxTime = options.maxTime;
    this.#cores = new Cores(options.cores);
    this.#memory = new ProcessMemory(options.modules);
    this.output = new OutputOrder(options.write);
    this.process.core = this.process.lastCore = this.#cores.take(0, null);
    const main = this.#newThread('MainThread', null, false, this.process);
    main.onHostStack = true;
  }

  /** The main thread of the running process. */
  get main(): SimThread {
    return this.process.main;
  }

  get current(): SimThread {
    return this.process.current;
  }

  /** Written at once by the only process, in the order of time by several. */
  print(stream: 'stdout' | 'stderr', text: string): void {
    if (this.#processes.length === 1) {
      this.output.flush(Number.POSITIVE_INFINITY);
      this.output.write(stream, text);
    } else this.output.add({ at: this.clock.now, process: this.process.id, stream, text });
  }

  #newThread(name: string, activation: Activation | null, daemon: boolean, process: SimProcess): SimThread {
    const thread = new SimThread(this.threads.length, name, activation, daemon, process);
    this.threads.push(thread);
    process.threads.push(thread);
    return thread;
  }

  /** A new thread, runnable from now on. `body` is its activation's first body. */
  start(name: string, daemon: boolean, body: Pausable, executor: number | null = null): SimThread {
    const activation = new Activation(this.machine);
    activation.begin({ body, frame: null, owner: null });
    const { process } = this;
    const thread = this.#newThread(name, activation, daemon, process);
    const { recorder } = this.machine;
    if (recorder !== null) {
      const ofProcess = process.id === 0 ? {} : { process: process.id };
      const started = { id: thread.id, name, daemon, executor, ...ofProcess };
      thread.trace.cause = recorder.emit('thread.start', started);
    }
    this.#promote();
    this.#makeReady(thread, this.clock.now);
    return thread;
  }

  /**
   * A new process whose main thread runs `body`; it has a copy of what can be reached from the program's variables and
   * from `roots`. The running process goes on.
   */
  fork(name: string, body: Pausable, roots: readonly Value[], executor: number | null = null): SimProcess {
    const { machine, clock, process: parent } = this;
    clock.spend(clock.policy.forkCost);
    const child = new SimProcess(this.#processCount++, name, parent);
    this.#processes.push(child);
    parent.memory ??= [];
    child.memory = this.#memory.fork(parent.memory, roots);
    const begins = clock.now + clock.policy.forkLatency;
    child.moment = { now: begins, processTime: 0 };
    const activation = new Activation(machine);
    activation.begin({ body, frame: null, owner: null });
    const thread = this.#newThread('MainThread', activation, false, child);
    thread.context = this.current.context;
    const { recorder } = machine;
    if (recorder !== null) {
      recorder.hasProcesses = true;
      const parentId = parent.id;
      const started = recorder.emit('process.start', {
        id: child.id,
        name,
        parent: parentId,
        main: thread.id,
      });
      const { id, daemon } = thread;
      thread.trace.cause = recorder.emit(
        'thread.start',
        { id, name: 'MainThread', daemon, executor, process: child.id },
        started,
      );
    }
    for (const observer of this.observers) observer.forked(parent, child);
    this.#makeReady(thread, begins);
    return child;
  }

  /** Ends a process, the running one or another, at once. What it printed ahead of the running one's time never was. */
  endProcess(process: SimProcess, exitCode: number): void {
    if (process.ended) return;
    const { now } = this.clock;
    process.ended = true;
    process.exitCode = exitCode;
    process.ready.length = 0;
    const { recorder } = this.machine;
    recorder?.emit('process.end', { id: process.id, exitCode });
    for (const thread of process.threads) {
      if (thread.ended) continue;
      thread.ended = true;
      recorder?.emit('thread.end', { id: thread.id });
    }
    if (process !== this.process) {
      this.output.discard(process.id, now);
      recorder?.discardAfter(
        process.threads.map(({ id }) => id),
        now,
      );
    }
    if (process.core !== null) this.#cores.release(process.core, now);
    process.core = null;
    this.#processes = this.#processes.filter((living) => living !== process);
    for (const observer of this.observers) observer.ended(process);
    for (const joiner of process.joiners.splice(0)) this.wake(joiner);
  }

  /** Makes a blocked thread runnable. */
  wake(thread: SimThread): void {
    if (!thread.blocked) return;
    if (thread.process !== this.process) {
      this.#wakeAcross(thread);
      return;
    }
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

  /** A thread of another process: what it waited for takes its time to get there. */
  #wakeAcross(thread: SimThread): void {
    if (thread.process.ended) return;
    thread.blocked = false;
    thread.woken = true;
    thread.token++;
    const { recorder } = this.machine;
    if (recorder !== null) thread.trace.cause = recorder.emit('thread.wake', { id: thread.id, by: 'thread' });
    const { clock } = this;
    const arrives = clock.now + clock.policy.messageLatency;
    this.#makeReady(thread, Math.max(arrives, thread.process.moment.now));
  }

  /** Blocks the running thread, which stands on the host stack; true when woken, false when the deadline came. */
  blockHere(wait: ThreadWait): boolean {
    const me = this.current;
    this.#park(me, wait);
    return this.#runOthersUntil(me);
  }

  /** True when another thread has been runnable for the switch interval. */
  get mustGiveWay(): boolean {
    return this.clock.now >= this.process.preemptAt;
  }

  /** When the running thread must give way, on the clock; infinite while nobody else wants to run. */
  get nextPreemption(): Nanoseconds {
    return this.process.preemptAt;
  }

  /** Lets the others have their turn, from the host stack. */
  giveWayHere(): void {
    const me = this.current;
    this.checkTime();
    this.#promote();
    if (this.process.ready.length === 0 && this.#processes.length === 1) {
      this.#updatePreemption();
      return;
    }
    this.#stepBack(me);
    this.#runOthersUntil(me);
  }

  /** Lets processes that are behind come up to the running one's time, from the host stack. */
  meetHere(): void {
    if (!this.isAhead) return;
    const me = this.current;
    this.#holdBack(me);
    this.#runOthersUntil(me);
  }

  /** Another process could do something before the running one's time. */
  get isAhead(): boolean {
    if (this.#processes.length === 1) return false;
    const { now } = this.clock;
    return this.#processes.some((process) => process !== this.process && this.#start(process).at < now);
  }

  /** Goes to the end of the queue, or stays at the front where only processes are to have their turn. */
  #stepBack(thread: SimThread): void {
    const { process, clock } = this;
    const first = process.ready[0];
    const isOthersTurn =
      first !== undefined && clock.now >= Math.max(first.readyAt, thread.sliceStart) + SWITCH_INTERVAL;
    if (isOthersTurn) {
      this.#makeReady(thread, clock.now);
      this.#switchOut(thread);
    } else this.#holdBack(thread);
  }

  /** Parks the running thread so that it is the next of its process. */
  #holdBack(thread: SimThread): void {
    const { recorder } = this.machine;
    if (recorder !== null) thread.trace.cause = recorder.cause;
    thread.readyAt = this.clock.now;
    thread.order = this.#sequence++;
    this.process.ready.unshift(thread);
    this.#switchOut(thread);
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
        this.#promote();
        this.#stepBack(thread);
      } else if (outcome === 'waiting' && activation.wait instanceof Meeting) this.#holdBack(thread);
      else if (outcome === 'returned') this.#end(thread);
      else throw new InternalError('a thread emitted a value');
    } finally {
      machine.parkable = wasParkable;
    }
  }

  #park(thread: SimThread, wait: ThreadWait): void {
    if (thread.ended) {
      this.#switchOut(thread);
      return;
    }
    thread.blocked = true;
    thread.woken = false;
    thread.token++;
    thread.wait = wait;
    if (wait.deadline !== null) {
      const sequence = this.#sequence++;
      this.process.addDeadline({ when: wait.deadline, sequence, thread, token: thread.token });
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
    if (!thread.process.ended) {
      thread.ended = true;
      this.machine.recorder?.emit('thread.end', { id: thread.id });
    }
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
    this.process.current = thread;
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
    const { process } = thread;
    thread.readyAt = at;
    thread.order = this.#sequence++;
    const isHere = process === this.process;
    process.enqueue(thread, isHere ? this.clock.now : process.moment.now);
    if (isHere) this.#updatePreemption();
  }

  /** Moves threads whose deadline has come to the run queue. */
  #promote(): void {
    const { now } = this.clock;
    const { process } = this;
    for (let first = process.firstDeadline; first !== undefined; first = process.firstDeadline) {
      const { thread, token, when } = first;
      const stale = thread.token !== token || !thread.blocked;
      if (!stale && when > now) return;
      process.dropDeadline();
      if (stale) continue;
      thread.blocked = false;
      thread.woken = false;
      thread.token++;
      thread.readyAt = Math.max(when, thread.sliceStart);
      thread.order = this.#sequence++;
      process.enqueue(thread, now);
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
    if (this.#processes.length > 1 || this.process.ended) this.#chooseProcess();
    this.#promote();
    const { process, clock } = this;
    for (;;) {
      const [first] = process.ready;
      if (first !== undefined && first.readyAt <= clock.now) break;
      const deadline = process.earliestDeadline;
      const next = Math.min(
        deadline?.when ?? Number.POSITIVE_INFINITY,
        first?.readyAt ?? Number.POSITIVE_INFINITY,
      );
      if (next === Number.POSITIVE_INFINITY) throw new Deadlock(describeDeadlock(this.threads));
      clock.advanceTo(next);
      this.checkTime();
      this.#promote();
    }
    const next = process.ready.shift();
    if (next === undefined) throw new InternalError('a runnable thread was lost');
    return next;
  }

  // ---- processes

  /** When a process could go on, a core given. */
  #start(process: SimProcess): Pick<Chance, 'at' | 'order'> & { readonly thread: SimThread | null } {
    const chance = process.chance(process === this.process ? this.clock.now : process.moment.now);
    if (chance === null) return { at: Number.POSITIVE_INFINITY, order: 0, thread: null };
    return process.core === null ? { ...chance, at: Math.max(chance.at, this.#cores.earliestFree) } : chance;
  }

  /** Puts the process in charge that can go on first. */
  #chooseProcess(): void {
    this.#leaveCore();
    let best: SimProcess | null = null;
    let start = { at: Number.POSITIVE_INFINITY, order: 0, thread: this.main as SimThread | null };
    for (const process of this.#processes) {
      const candidate = this.#start(process);
      const isFirst =
        candidate.at < start.at ||
        (candidate.at === start.at && best !== null && candidate.order < start.order);
      if (!isFirst) continue;
      best = process;
      start = candidate;
    }
    if (best === null) throw new Deadlock(describeDeadlock(this.threads));
    this.output.flush(start.at);
    this.#enter(best, start.at, start.thread);
  }

  /** Gives the core back when the process has nothing to do, or others have waited for one. */
  #leaveCore(): void {
    const { process, clock } = this;
    if (process.core === null) return;
    const { now } = clock;
    const [first] = process.ready;
    const isIdle = first === undefined || first.readyAt > now;
    if (!isIdle && !(now >= process.sliceEnd && this.#isCoreWanted(now))) return;
    this.#cores.release(process.core, now);
    process.core = null;
    if (first !== undefined) first.order = this.#sequence++;
  }

  #isCoreWanted(now: Nanoseconds): boolean {
    if (this.#cores.earliestFree !== Number.POSITIVE_INFINITY) return false;
    return this.#processes.some((process) => {
      if (process === this.process || process.core !== null) return false;
      const chance = process.chance(process.moment.now);
      return chance !== null && chance.at <= now;
    });
  }

  #enter(process: SimProcess, at: Nanoseconds, thread: SimThread | null): void {
    const { clock, process: before } = this;
    const { recorder } = this.machine;
    if (process !== before) {
      before.moment = clock.moment;
      if (before.ended) before.memory = null;
      this.#memory.exchange(before.memory, process.memory);
      clock.show(process.moment);
      this.process = process;
      if (recorder !== null) {
        const { current } = process;
        recorder.thread = current.id;
        recorder.task = current.trace.task;
        recorder.iteration = current.trace.iteration;
        recorder.line = current.trace.line;
      }
    }
    clock.advanceTo(at);
    this.checkTime();
    if (process.core === null) {
      const core = this.#cores.take(at, process.lastCore);
      if (recorder !== null && core !== process.lastCore)
        recorder.emit('process.run', { id: process.id, core }, thread?.trace.cause ?? recorder.cause);
      process.core = process.lastCore = core;
      process.sliceEnd = at + TIME_SLICE;
    } else if (at >= process.sliceEnd) process.sliceEnd = at + TIME_SLICE;
    if (process !== before) this.onExchange();
  }

  #updatePreemption(): void {
    const { process } = this;
    let at = process.ready[0]?.readyAt ?? Number.POSITIVE_INFINITY;
    const first = process.firstDeadline;
    if (first !== undefined && first.when < at) at = first.when;
    const byThreads = Number.isFinite(at)
      ? Math.max(at, process.current.sliceStart) + SWITCH_INTERVAL
      : Number.POSITIVE_INFINITY;
    process.preemptAt = this.#processes.length > 1 ? Math.min(byThreads, process.sliceEnd) : byThreads;
  }
}
