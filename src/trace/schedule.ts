// What is where at any moment of a trace: replays events into tasks and their states, the ready queue, timers,
// futures, threads and pool work. Views ask it "who waits, since when, for what?" instead of keeping books of
// their own. It holds ids and times; what things are called is task-names.ts.

import type { EventId, EventOf, HandleTarget, TraceEvent, WaitTarget } from './events.js';
import { type Place, placeOf } from './places.js';
import type { Nanoseconds } from './time.js';

/** `running` includes being blocked inside a step: nobody else gets the loop either way. */
export type TaskStatus = 'created' | 'ready' | 'running' | 'waiting' | 'done';

export interface TaskState {
  readonly id: number;
  readonly created: EventOf<'task.create'>;
  status: TaskStatus;
  /** Since when it has this status. */
  since: Nanoseconds;
  /** What it waits for, or waited for last. */
  waitsFor: WaitTarget | null;
  /** Of its latest suspension. */
  place: Place;
  steps: number;
  /** Nanoseconds in each status so far, the present one left out. */
  readonly spent: Record<TaskStatus, Nanoseconds>;
  finish: EventOf<'task.finish'> | null;
  /** Cancellation was asked for and not yet delivered. */
  cancelAsked: boolean;
  /** One of the tasks by which `asyncio.run` tears the loop down; nothing of the program's. */
  readonly isTeardown: boolean;
}

export interface ReadyHandle {
  readonly handle: number;
  readonly target: HandleTarget;
  readonly entered: EventOf<'ready.enter'>;
}

export interface ThreadState {
  readonly id: number;
  readonly name: string;
  status: 'running' | 'parked' | 'ended';
  /** Its end is that of a process which the program has started. */
  readonly isMainOfProcess: boolean;
  /** Where and for what it parked, or parked last. */
  parked: EventOf<'thread.park'> | null;
}

export interface WorkState {
  readonly submitted: EventOf<'executor.submit'>;
  started: EventOf<'executor.start'> | null;
  finished: EventOf<'executor.finish'> | null;
}

/** One stay on the loop, from a task's step to its suspension or finish. */
export interface Hold {
  readonly task: number;
  readonly from: EventId;
  readonly start: Nanoseconds;
  readonly duration: Nanoseconds;
}

export class Schedule {
  now: Nanoseconds = 0;
  readonly tasks = new Map<number, TaskState>();
  readonly futures = new Map<number, EventOf<'future.create'>>();
  /** Handles in the ready queue, front first, by id. */
  readonly ready = new Map<number, ReadyHandle>();
  readonly timers = new Map<number, EventOf<'timer.add'>>();
  readonly threads = new Map<number, ThreadState>();
  /** Work handed to executors. */
  readonly work = new Map<number, WorkState>();
  /** Which loop runs in a thread, by thread. */
  readonly loops = new Map<number, number>();
  /** Tasks in the middle of a step, by thread; the last one runs (an eager task runs inside another's step). */
  readonly running = new Map<number, EventOf<'task.step'>[]>();
  idle: Nanoseconds = 0;
  #isShuttingDown = false;
  /** Main threads of processes. */
  readonly #mains = new Set<number>();
  /** The step that ended last, and the longest of all. */
  latest: Hold | null = null;
  longest: Hold | null = null;

  constructor() {
    this.threads.set(0, {
      id: 0,
      name: 'MainThread',
      status: 'running',
      isMainOfProcess: false,
      parked: null,
    });
  }

  /** Whether a loop is running in the thread. */
  inLoop(thread: number): boolean {
    return this.loops.has(thread);
  }

  /** Whether the handle is asyncio's own business: a callback of its own, or a step of the teardown. */
  isInternal(target: HandleTarget): boolean {
    if (target.kind === 'internal') return true;
    return target.task !== null && this.tasks.get(target.task)?.isTeardown === true;
  }

  /** Timers that are due by `now` and still on the heap: the loop has not got to them. */
  overdue(): EventOf<'timer.add'>[] {
    return [...this.timers.values()].filter((timer) => timer.when <= this.now);
  }

  apply(event: TraceEvent): void {
    this.now = event.t;
    switch (event.type) {
      case 'task.create':
        this.tasks.set(event.id, newTask(event, this.#isShuttingDown && event.task === null));
        break;
      case 'task.step':
        this.#step(event);
        break;
      case 'task.suspend':
        this.#suspend(event);
        break;
      case 'task.finish':
        this.#finish(event);
        break;
      case 'task.cancel': {
        const task = this.tasks.get(event.id);
        if (task !== undefined) task.cancelAsked = true;
        break;
      }
      case 'future.create':
        this.futures.set(event.id, event);
        break;
      case 'ready.enter':
        this.ready.set(event.handle, { handle: event.handle, target: event.target, entered: event });
        this.#becomeReady(event.target.task);
        break;
      case 'ready.leave':
        this.ready.delete(event.handle);
        break;
      case 'timer.add':
        this.timers.set(event.timer, event);
        break;
      case 'timer.fire':
      case 'timer.cancel':
        this.timers.delete(event.timer);
        break;
      case 'loop.start':
        this.loops.set(event.thread, event.loop);
        this.#isShuttingDown = false;
        break;
      case 'loop.stop':
        this.#isShuttingDown ||= event.phase === 'shutdown asyncgens' || event.phase === 'shutdown executor';
        break;
      case 'loop.wake':
        this.idle += event.idle;
        break;
      case 'loop.close':
        this.loops.delete(event.thread);
        this.#isShuttingDown = false;
        break;
      default:
        this.#applyToThreads(event);
    }
  }

  #applyToThreads(event: TraceEvent): void {
    switch (event.type) {
      case 'process.start':
        this.#mains.add(event.main);
        break;
      case 'thread.start':
        this.threads.set(event.id, {
          id: event.id,
          name: event.name,
          status: 'running',
          isMainOfProcess: this.#mains.has(event.id),
          parked: null,
        });
        break;
      case 'thread.park':
        this.#setThread(event.id, 'parked', event);
        break;
      case 'thread.wake':
        this.#setThread(event.id, 'running', null);
        break;
      case 'thread.end':
        this.#setThread(event.id, 'ended', null);
        break;
      case 'executor.submit':
        this.work.set(event.work, { submitted: event, started: null, finished: null });
        break;
      case 'executor.start': {
        const work = this.work.get(event.work);
        if (work !== undefined) work.started = event;
        break;
      }
      case 'executor.finish': {
        const work = this.work.get(event.work);
        if (work !== undefined) work.finished = event;
        break;
      }
    }
  }

  #step(event: EventOf<'task.step'>): void {
    const running = this.running.get(event.thread);
    if (running === undefined) this.running.set(event.thread, [event]);
    else running.push(event);
    const task = this.tasks.get(event.id);
    if (task === undefined) return;
    this.#become(task, 'running');
    task.steps++;
    if (event.throws !== null) task.cancelAsked = false;
  }

  #suspend(event: EventOf<'task.suspend'>): void {
    this.#endStep(event);
    const task = this.tasks.get(event.id);
    if (task === undefined) return;
    task.waitsFor = event.waitsFor;
    task.place = placeOf(event);
    // A bare yield, or a future that is done already, queues the task before it suspends.
    this.#become(task, this.#isQueued(event.id) ? 'ready' : 'waiting');
  }

  #finish(event: EventOf<'task.finish'>): void {
    this.#endStep(event);
    const task = this.tasks.get(event.id);
    if (task === undefined) return;
    task.finish = event;
    this.#become(task, 'done');
  }

  #endStep(event: EventOf<'task.suspend'> | EventOf<'task.finish'>): void {
    const running = this.running.get(event.thread);
    if (running?.at(-1)?.id !== event.id) return;
    const step = running.pop();
    if (step === undefined) return;
    const duration = event.t - step.t;
    this.latest = { task: event.id, from: step.seq, start: step.t, duration };
    if (this.longest === null || duration > this.longest.duration) this.longest = this.latest;
  }

  #becomeReady(id: number | null): void {
    const task = id === null ? undefined : this.tasks.get(id);
    if (task !== undefined && task.status !== 'running' && task.status !== 'done')
      this.#become(task, 'ready');
  }

  #isQueued(id: number): boolean {
    for (const { target } of this.ready.values()) {
      if (target.task === id && target.kind !== 'callback' && target.kind !== 'internal') return true;
    }
    return false;
  }

  #become(task: TaskState, status: TaskStatus): void {
    task.spent[task.status] += this.now - task.since;
    task.status = status;
    task.since = this.now;
  }

  #setThread(id: number, status: ThreadState['status'], parked: EventOf<'thread.park'> | null): void {
    const thread = this.threads.get(id);
    if (thread === undefined) return;
    thread.status = status;
    thread.parked = parked ?? thread.parked;
  }
}

function newTask(event: EventOf<'task.create'>, isTeardown: boolean): TaskState {
  return {
    id: event.id,
    created: event,
    status: 'created',
    since: event.t,
    waitsFor: null,
    place: placeOf(event),
    steps: 0,
    spent: { created: 0, ready: 0, running: 0, waiting: 0, done: 0 },
    finish: null,
    cancelAsked: false,
    isTeardown,
  };
}
