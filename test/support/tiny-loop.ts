// A tiny event loop for tests of the trace: bodies are host generators that say which lines they run, and this
// emits what the interpreter would, in the order of CPython's `_run_once`, `Task.__step` and `asyncio.run`.

import type { HandleTarget, TraceLevel, WaitTarget } from '../../src/trace/events.js';
import { Recorder } from '../../src/trace/recorder.js';
import { fromSeconds, type Nanoseconds } from '../../src/trace/time.js';
import type { LineLabels, StopReason, Trace } from '../../src/trace/trace.js';

export type Body = Generator<Request, string, void>;

/** What a body suspends for. */
export type Request =
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'gather'; readonly tasks: readonly number[] }
  | { readonly kind: 'task'; readonly task: number }
  | { readonly kind: 'executor'; readonly text: string; readonly seconds: number; readonly lines: Lines }
  | { readonly kind: 'forever'; readonly text: string };

/** The line a worker sleeps at, and the one it returns from. */
type Lines = readonly [number, number];

interface Task {
  readonly id: number;
  readonly body: Body;
  readonly label: string;
  started: boolean;
  isDone: boolean;
  cancelled: boolean;
  future: number | null;
  readonly waiters: (() => void)[];
}

interface Handle {
  readonly id: number;
  readonly target: HandleTarget;
  readonly entered: number;
  readonly since: Nanoseconds;
  readonly run: () => void;
  isCancelled: boolean;
}

interface Timer {
  readonly id: number;
  readonly when: Nanoseconds;
  readonly added: number;
  readonly run: () => void;
  isCancelled: boolean;
}

interface Worker {
  readonly thread: number;
  readonly deadline: Nanoseconds;
  readonly finish: () => void;
}

export interface TinyOptions {
  readonly source: string;
  readonly labels?: LineLabels;
  readonly file?: string;
  readonly level?: TraceLevel;
  readonly maxEvents?: number;
  readonly stopReason?: StopReason;
}

const LINE_COST = 50;
const STEP_COST = 1_000;

export class TinyLoop {
  now: Nanoseconds = 0;
  readonly recorder: Recorder;
  #ready: Handle[] = [];
  readonly #timers: Timer[] = [];
  readonly #workers: Worker[] = [];
  readonly #tasks = new Map<number, Task>();
  #ids = { future: 0, handle: 0, timer: 0, work: 0, thread: 0 };

  constructor(readonly options: TinyOptions) {
    this.recorder = new Recorder({
      level: options.level ?? 'full',
      now: () => this.now,
      foldAfter: null,
      ...(options.maxEvents === undefined ? {} : { maxEvents: options.maxEvents }),
    });
    const { file = 'program.py' } = options;
    this.recorder.cause = this.recorder.emit('program.start', { file }, null);
  }

  lines(...linenos: number[]): void {
    for (const lineno of linenos) {
      this.recorder.emitLine(lineno);
      this.now += LINE_COST;
    }
  }

  /** `while time.perf_counter() < end: pass`. */
  spin(head: number, body: number, seconds: number): void {
    this.lines(head);
    const duration = fromSeconds(seconds);
    this.now += duration;
    this.recorder.emit('line', { times: Math.floor(duration / 1_000), lines: [head, body], duration });
    this.lines(head);
  }

  print(text: string): void {
    this.recorder.emit('output', { stream: 'stdout', text: `${text}\n` });
  }

  seconds(digits: number): string {
    return (this.now / 1e9).toFixed(digits);
  }

  /** `time.sleep` in the thread that runs. */
  block(seconds: number): void {
    const deadline = this.now + fromSeconds(seconds);
    const { thread } = this.recorder;
    const waitsFor = { kind: 'time.sleep', id: null, text: `time.sleep(${seconds})`, deadline } as const;
    const parked = this.recorder.emit('thread.park', { id: thread, waitsFor });
    this.now = deadline;
    this.recorder.emit('thread.wake', { id: thread, by: 'deadline' }, parked);
  }

  createTask(label: string, args: readonly string[], body: Body, name?: string): number {
    const id = ++this.#ids.future;
    const made = { id, name: name ?? `Task-${id}`, function: label, args, coroutine: null };
    const created = this.recorder.emit('task.create', made);
    const task: Task = {
      id,
      body,
      label,
      started: false,
      isDone: false,
      cancelled: false,
      future: null,
      waiters: [],
    };
    this.#tasks.set(id, task);
    this.#enter({ kind: 'step', task: id, text: label }, () => this.#step(task), created);
    return id;
  }

  cancel(id: number): void {
    const task = this.#tasks.get(id);
    if (task === undefined || task.isDone) return;
    task.cancelled = true;
    const asked = this.recorder.emit('task.cancel', { id, message: null, requests: 1 });
    const future = task.future;
    if (future === null) return;
    const cancelled = this.recorder.emit('future.cancel', { id: future }, asked);
    this.#wake(task, cancelled);
  }

  /** `asyncio.run(main())` and the end of the program. */
  run(main: Body, label = 'main'): Trace {
    const { recorder } = this;
    const from = recorder.emit('loop.start', { loop: 1, entry: 'asyncio.run' });
    recorder.cause = from;
    const callLine = recorder.line;
    const task = this.#tasks.get(this.createTask(label, [], main));
    let stopped = false;
    task?.waiters.push(() => this.#enter(internal('_run_until_complete_cb'), () => (stopped = true)));
    recorder.line = 0;
    while (!stopped && this.#runOnce()) {}
    this.#leave(callLine, from);
    return recorder.finish({
      toolVersion: '0.1.0',
      file: this.options.file ?? 'program.py',
      source: this.options.source,
      labels: this.options.labels ?? null,
      options: { clock: 'model', seed: 0, cpuScale: 1, cores: 8 },
      costModel: { line: LINE_COST, step: STEP_COST },
      stopReason: stopped ? (this.options.stopReason ?? 'finished') : 'deadlock',
    });
  }

  #leave(line: number, cause: number): void {
    const { recorder } = this;
    recorder.task = null;
    recorder.iteration = 0;
    recorder.line = line;
    recorder.cause = cause;
    recorder.emit('loop.stop', { loop: 1, phase: 'stop', count: 0 });
    for (const phase of ['cancel tasks', 'shutdown asyncgens', 'shutdown executor'] as const) {
      recorder.emit('loop.stop', { loop: 1, phase, count: 0 });
    }
    recorder.emit('loop.close', { loop: 1 });
    recorder.emit('program.end', { exitCode: 0, exception: null });
  }

  /** False when nothing can ever become ready. */
  #runOnce(): boolean {
    const { recorder } = this;
    recorder.task = null;
    recorder.line = 0;
    recorder.iteration++;
    if (this.#ready.length === 0 && !this.#idle()) return false;
    const due = this.#timers.filter(({ when, isCancelled }) => !isCancelled && when <= this.now);
    for (const timer of due.sort((a, b) => a.when - b.when)) {
      this.#timers.splice(this.#timers.indexOf(timer), 1);
      const late = this.now - timer.when;
      const fired = recorder.emit('timer.fire', { timer: timer.id, when: timer.when, late }, timer.added);
      this.#enter(internal('_set_result_unless_cancelled'), timer.run, fired);
    }
    const batch = this.#ready.length;
    const ready = this.#ready.map(({ target }) => target);
    recorder.cause = recorder.emit('loop.iteration', { loop: 1, ready, timers: this.#timers.length });
    for (let i = 0; i < batch; i++) {
      const handle = this.#ready.shift();
      if (handle === undefined) break;
      this.#runHandle(handle);
    }
    return true;
  }

  #runHandle(handle: Handle): void {
    const { recorder } = this;
    const before = recorder.cause;
    const waited = this.now - handle.since;
    recorder.cause = recorder.emit(
      'ready.leave',
      { handle: handle.id, target: handle.target, waited },
      handle.entered,
    );
    handle.run();
    recorder.task = null;
    recorder.line = 0;
    recorder.cause = before;
  }

  #idle(): boolean {
    const { recorder } = this;
    const timers = this.#timers.filter(({ isCancelled }) => !isCancelled).map(({ when }) => when);
    const deadlines = [...timers, ...this.#workers.map(({ deadline }) => deadline)];
    if (deadlines.length === 0) return false;
    const end = Math.max(this.now, Math.min(...deadlines));
    const until = timers.length === 0 ? null : Math.min(...timers);
    const idle = recorder.emit('loop.idle', { loop: 1, until });
    const start = this.now;
    this.now = end;
    let by: 'timer' | 'thread' = 'timer';
    for (const worker of this.#workers.filter(({ deadline }) => deadline <= end)) {
      this.#workers.splice(this.#workers.indexOf(worker), 1);
      worker.finish();
      by = 'thread';
    }
    recorder.cause = recorder.emit('loop.wake', { loop: 1, by, idle: this.now - start }, idle);
    return true;
  }

  #step(task: Task): void {
    const { recorder } = this;
    this.now += STEP_COST;
    recorder.task = task.id;
    const first = !task.started;
    task.started = true;
    task.future = null;
    const throws = task.cancelled ? 'CancelledError' : null;
    recorder.cause = recorder.emit('task.step', { id: task.id, first, throws });
    const turn = task.cancelled ? null : task.body.next();
    if (turn === null) this.#finish(task, 'cancelled', '');
    else if (turn.done === true) this.#finish(task, 'returned', turn.value);
    else this.#suspend(task, turn.value);
  }

  #finish(task: Task, outcome: 'returned' | 'cancelled', value: string): void {
    task.isDone = true;
    const finished = this.recorder.emit('task.finish', { id: task.id, outcome, value });
    const before = this.recorder.cause;
    this.recorder.cause = finished;
    for (const waiter of task.waiters) waiter();
    this.recorder.cause = before;
  }

  #suspend(task: Task, request: Request): void {
    const { recorder } = this;
    switch (request.kind) {
      case 'sleep':
        this.#sleep(task, request.seconds);
        return;
      case 'gather':
        this.#gather(task, request.tasks);
        return;
      case 'task': {
        const awaited = this.#tasks.get(request.task);
        awaited?.waiters.push(() => this.#wake(task, recorder.cause));
        const text = awaited?.label ?? 'a task';
        recorder.emit('task.suspend', {
          id: task.id,
          waitsFor: { kind: 'task', id: request.task, text, deadline: null },
        });
        return;
      }
      case 'executor':
        this.#offload(task, request);
        return;
      case 'forever':
        recorder.emit('task.suspend', {
          id: task.id,
          waitsFor: { kind: 'future', id: null, text: request.text, deadline: null },
        });
    }
  }

  #sleep(task: Task, seconds: number): void {
    const { recorder } = this;
    const text = `asyncio.sleep(${seconds})`;
    if (seconds === 0) {
      this.#enter({ kind: 'step', task: task.id, text: task.label }, () => this.#step(task));
      recorder.emit('task.suspend', {
        id: task.id,
        waitsFor: { kind: 'yield', id: null, text, deadline: null },
      });
      return;
    }
    const when = this.now + fromSeconds(seconds);
    const future = this.#future(task, 'sleep', text, []);
    const timer = ++this.#ids.timer;
    const target = internal('_set_result_unless_cancelled');
    const added = recorder.emit('timer.add', { timer, when, target, text });
    this.#timers.push({
      id: timer,
      when,
      added,
      isCancelled: false,
      run: () => this.#resolve(task, future),
    });
    recorder.emit('task.suspend', {
      id: task.id,
      waitsFor: { kind: 'sleep', id: future, text, deadline: when },
    });
  }

  #gather(task: Task, members: readonly number[]): void {
    const future = this.#future(task, 'gather', `gather(${members.length})`, members);
    let left = members.length;
    for (const id of members) {
      const member = this.#tasks.get(id);
      member?.waiters.push(() =>
        this.#enter(internal('_done_callback'), () => {
          if (--left === 0) this.#resolve(task, future);
        }),
      );
    }
    const text = `gather(${members.length})`;
    this.recorder.emit('task.suspend', {
      id: task.id,
      waitsFor: { kind: 'gather', id: future, text, deadline: null },
    });
  }

  #offload(task: Task, { text, seconds, lines }: Extract<Request, { kind: 'executor' }>): void {
    const { recorder } = this;
    const work = ++this.#ids.work;
    const submitted = recorder.emit('executor.submit', { executor: 1, work, text, queued: 1 });
    const thread = ++this.#ids.thread;
    const name = `ThreadPoolExecutor-0_${thread - 1}`;
    recorder.emit('thread.start', { id: thread, name, daemon: false, executor: 1 });
    const future = this.#future(task, 'executor', text, []);
    const registered = recorder.emit('io.register', { id: future, text });
    const deadline = this.now + fromSeconds(seconds);
    this.#inThread(thread, lines[0], submitted, () => {
      recorder.emit('executor.start', { executor: 1, work, text });
      this.lines(lines[0]);
      const waitsFor = { kind: 'time.sleep', id: null, text: `time.sleep(${seconds})`, deadline } as const;
      recorder.emit('thread.park', { id: thread, waitsFor });
    });
    const value = `'Blocking result after ${seconds}s'`;
    const finish = () =>
      this.#inThread(thread, lines[0], submitted, () => {
        recorder.emit('thread.wake', { id: thread, by: 'deadline' });
        this.lines(lines[1]);
        const finished = recorder.emit('executor.finish', { executor: 1, work, outcome: 'returned', value });
        recorder.emit('io.complete', { id: future, text }, registered);
        this.#enter(internal('_call_set_state'), () => this.#resolve(task, future), finished);
      });
    this.#workers.push({ thread, deadline, finish });
    const waitsFor = { kind: 'executor', id: future, text, deadline: null } as const;
    recorder.emit('task.suspend', { id: task.id, waitsFor });
  }

  /** Runs `action` as another thread: it has its own context. */
  #inThread(thread: number, line: number, cause: number, action: () => void): void {
    const { recorder } = this;
    const saved = { ...recorderContext(recorder) };
    Object.assign(recorder, { thread, task: null, iteration: 0, line, cause });
    recorder.emit('thread.run', { id: thread });
    action();
    Object.assign(recorder, saved);
    recorder.emit('thread.run', { id: saved.thread });
  }

  #future(task: Task, kind: WaitTarget['kind'], text: string, members: readonly number[]): number {
    const id = ++this.#ids.future;
    this.recorder.emit('future.create', { id, kind, text, members });
    task.future = id;
    return id;
  }

  #resolve(task: Task, future: number): void {
    if (task.future !== future) return;
    const resolved = this.recorder.emit('future.resolve', { id: future, outcome: 'result', value: 'None' });
    this.#wake(task, resolved);
  }

  #wake(task: Task, cause: number | null): void {
    task.future = null;
    this.#enter({ kind: 'wakeup', task: task.id, text: task.label }, () => this.#step(task), cause);
  }

  #enter(target: HandleTarget, run: () => void, cause: number | null = this.recorder.cause): void {
    const id = ++this.#ids.handle;
    const length = this.#ready.length + 1;
    const entered = this.recorder.emit('ready.enter', { handle: id, target, length }, cause);
    this.#ready.push({ id, target, entered, since: this.now, run, isCancelled: false });
  }
}

function internal(text: string): HandleTarget {
  return { kind: 'internal', task: null, text };
}

function recorderContext(
  recorder: Recorder,
): Pick<Recorder, 'thread' | 'task' | 'iteration' | 'cause' | 'line'> {
  const { thread, task, iteration, cause, line } = recorder;
  return { thread, task, iteration, cause, line };
}
