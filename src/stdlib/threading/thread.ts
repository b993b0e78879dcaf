// `threading.Thread` and `Timer`, and the threads of a machine as `threading` knows them.

import type { Pausable, Pause } from '../../execution/pause.js';
import { Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimProcess } from '../../kernel/sim-process.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { ThreadWait } from '../../kernel/waits.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyException, runtimeError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { deadlineAfter } from '../deadlines.js';
import { reportThreadException } from './excepthook.js';
import { identOf } from './ident.js';
import type { ThreadEvent } from './sync.js';

export class PyThread extends PyObject {
  initialized = false;
  name = '';
  daemon = false;
  target: Value = null;
  args: Value = null;
  keywords: Value = null;
  /** Null until it is started. */
  sim: SimThread | null = null;
  /** Threads that wait for its end. */
  readonly joiners: SimThread[] = [];
  /** The executor whose worker it is, in the trace. */
  executor: number | null = null;

  constructor(
    cls: PyType,
    readonly threads: Threads,
  ) {
    super(cls, new Map());
  }

  get isAlive(): boolean {
    return this.sim !== null && !this.sim.ended;
  }

  checkInitialized(): void {
    if (!this.initialized) throw runtimeError('Thread.__init__() not called');
  }

  begin(target: Value, name: Value, args: Value, keywords: Value, daemon: Value): void {
    this.target = target;
    this.args = args;
    this.keywords = keywords;
    this.name = name !== null && name !== '' ? str(name) : this.threads.newName(target);
    this.daemon = daemon === null ? this.threads.current.daemon : daemon === true || daemon === 1;
    this.initialized = true;
  }

  /** `start`: the new thread runs first, until it blocks. */
  *start(body: Pausable | null = null): Generator<Pause, null, Value> {
    if (!this.initialized) throw runtimeError('thread.__init__() not called');
    if (this.sim !== null) throw runtimeError('threads can only be started once');
    const { threads } = this;
    const { scheduler } = threads.machine;
    const starter = scheduler.current;
    const sim = scheduler.start(this.name, this.daemon, this.#run(starter, body), this.executor);
    this.sim = sim;
    threads.register(this);
    yield new ThreadWait('other', `waiting for thread ${this.name} to start`, null, sim.id, true);
    return null;
  }

  /** `_bootstrap_inner` */
  *#run(starter: SimThread, body: Pausable | null): Pausable {
    const { threads } = this;
    const { machine } = threads;
    machine.scheduler.wake(starter);
    try {
      if (body === null) yield new Invoke(getAttribute(this, 'run'), [], null);
      else yield* body;
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      yield* reportThreadException(threads, this, error);
    }
    threads.active.delete(machine.scheduler.current);
    machine.scheduler.current.ended = true;
    for (const joiner of this.joiners) machine.scheduler.wake(joiner);
    return null;
  }

  *join(timeout: Value): Generator<Pause, null, Value> {
    this.checkInitialized();
    const { sim, threads, joiners } = this;
    if (sim === null) throw runtimeError('cannot join thread before it is started');
    const { machine } = threads;
    const me = machine.scheduler.current;
    if (sim === me) throw runtimeError('cannot join current thread');
    const deadline = deadlineAfter(machine, timeout);
    joiners.push(me);
    try {
      while (!sim.ended) {
        const text = `waiting for thread ${this.name} to end`;
        if ((yield new ThreadWait('join', text, deadline, sim.id)) !== true) break;
      }
    } finally {
      joiners.splice(joiners.indexOf(me), 1);
    }
    return null;
  }

  describe(): string {
    const status = this.sim === null ? 'initial' : this.sim.ended ? 'stopped' : 'started';
    const daemon = this.daemon ? ' daemon' : '';
    const ident = this.sim === null ? '' : ` ${identOf(this.sim)}`;
    return `<${typeName(this)}(${this.name}, ${status}${daemon}${ident})>`;
  }
}

export class PyTimer extends PyThread {
  interval: Value = 0;
  fn: Value = null;
  fnArgs: Value = null;
  fnKeywords: Value = null;
  finished: ThreadEvent | null = null;
}

/** The threads of one process as `threading` knows them. */
class ProcessThreads {
  /** By simulated thread, in order of starting; the main thread first. */
  readonly active = new Map<SimThread, PyThread>();
  /** `_register_atexit`: run before the other threads are joined, the last one first. */
  readonly atExit: (() => Generator<Pause, void, Value>)[] = [];
  isShuttingDown = false;

  constructor(readonly main: PyThread) {
    if (main.sim !== null) this.active.set(main.sim, main);
  }
}

/** The threads of one machine. */
export class Threads {
  #names = 0;
  readonly #processes = new WeakMap<SimProcess, ProcessThreads>();
  /** What the program has put in the place of `threading.excepthook`, or null. */
  hook: () => Value = () => null;

  constructor(
    readonly machine: KernelMachine,
    readonly threadType: PyType,
    readonly mainType: PyType,
  ) {
    machine.threadShutdown = () => this.shutdown();
  }

  get #own(): ProcessThreads {
    const { process } = this.machine.scheduler;
    let own = this.#processes.get(process);
    if (own === undefined) {
      const main = new PyThread(this.mainType, this);
      main.name = 'MainThread';
      main.initialized = true;
      main.sim = process.main;
      own = new ProcessThreads(main);
      this.#processes.set(process, own);
    }
    return own;
  }

  get active(): Map<SimThread, PyThread> {
    return this.#own.active;
  }

  get atExit(): (() => Generator<Pause, void, Value>)[] {
    return this.#own.atExit;
  }

  get isShuttingDown(): boolean {
    return this.#own.isShuttingDown;
  }

  get main(): PyThread {
    return this.#own.main;
  }

  get current(): PyThread {
    return this.#find(this.machine.scheduler.current);
  }

  #find(sim: SimThread): PyThread {
    const known = this.active.get(sim);
    if (known !== undefined) return known;
    const dummy = new PyThread(this.threadType, this);
    dummy.name = `Dummy-${++this.#names}`;
    dummy.daemon = true;
    dummy.initialized = true;
    dummy.sim = sim;
    this.active.set(sim, dummy);
    return dummy;
  }

  register(thread: PyThread): void {
    if (thread.sim !== null) this.active.set(thread.sim, thread);
  }

  /** `Thread-1 (work)` */
  newName(target: Value): string {
    return this.nextName(
      target === null ? null : (strValue(getAttributeOr(target, '__name__') ?? null) ?? null),
    );
  }

  nextName(targetName: string | null): string {
    const name = `Thread-${++this.#names}`;
    return targetName === null ? name : `${name} (${targetName})`;
  }

  /** `_shutdown`: what the end of the program waits for. */
  *shutdown(): Generator<Pause, void, Value> {
    this.#own.isShuttingDown = true;
    for (const hook of this.atExit.reverse()) yield* hook();
    for (;;) {
      const thread = [...this.active.values()].find(
        ({ sim, daemon }) => !daemon && sim !== this.machine.scheduler.main && sim !== null && !sim.ended,
      );
      if (thread === undefined) return;
      yield* thread.join(null);
    }
  }
}
