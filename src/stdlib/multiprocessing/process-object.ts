// `multiprocessing.Process`: starting, joining and ending processes.

import { Invoke, type Pausable, type Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimProcess } from '../../kernel/sim-process.js';
import { Meeting, ThreadWait } from '../../kernel/waits.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, isExceptionOf, PyException, typeError, valueError } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName, typeOf } from '../../objects/types.js';
import { deadlineAfter } from '../deadlines.js';
import { processId } from '../os/process.js';
import { writeStandardError } from '../sys/index.js';
import { mainProcessType, processState } from './process-state.js';

const TERMINATED = -15;
const KILLED = -9;

const assertion = (text: string): PyException => exception('AssertionError', text);

export class PyProcess extends PyObject {
  initialized = false;
  name = '';
  daemon = false;
  target: Value = null;
  args: Value = null;
  keywords: Value = null;
  identity: readonly number[] = [];
  /** Null until it is started. */
  sim: SimProcess | null = null;
  /** Who made it. */
  creator: SimProcess | null = null;
  isClosed = false;
  /** The executor whose worker it is, in the trace. */
  executor: number | null = null;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls, new Map());
  }

  begin(target: Value, name: Value, args: Value, keywords: Value, daemon: Value): void {
    const { machine } = this;
    const state = processState(machine);
    const parent = currentProcess(machine);
    this.identity = [...parent.identity, ++state.started];
    this.target = target;
    this.args = args;
    this.keywords = keywords;
    this.creator = machine.scheduler.process;
    const given = strValue(name);
    this.name = given ?? (name === null ? `${typeOf(this).qualname}-${this.identity.join(':')}` : str(name));
    this.daemon = daemon === null ? parent.daemon : isTrue(daemon);
    this.initialized = true;
  }

  get identityTuple(): PyTuple {
    return new PyTuple(this.identity);
  }

  check(): void {
    // What `__init__` would have set is not there.
    if (!this.initialized)
      throw exception('AttributeError', `'${typeName(this)}' object has no attribute '_closed'`);
    if (this.isClosed) throw valueError('process object is closed');
  }

  #checkChild(what: string): void {
    this.check();
    if (this.creator !== this.machine.scheduler.process) throw assertion(`can only ${what} a child process`);
  }

  get hasEnded(): boolean {
    return this.sim?.ended === true;
  }

  /** `start`; `work` is the body of a process that runs no code of the program's own. */
  *start(work: (() => Pausable) | null = null): Generator<Pause, null, Value> {
    this.check();
    const { machine } = this;
    const { scheduler } = machine;
    if (this.sim !== null) throw assertion('cannot start a process twice');
    if (this.creator !== scheduler.process)
      throw assertion('can only start a process object created by current process');
    if (currentProcess(machine).daemon)
      throw assertion('daemonic processes are not allowed to have children');
    yield new Meeting();
    const state = processState(machine);
    for (const child of state.children) if (child.hasEnded) state.children.delete(child);
    this.sim = scheduler.fork(this.name, this.#bootstrap(work), [this, ...machine.forkRoots], this.executor);
    state.children.add(this);
    return null;
  }

  /** `_bootstrap`: what runs in the new process. */
  *#bootstrap(work: (() => Pausable) | null): Pausable {
    const { machine } = this;
    const { scheduler } = machine;
    const { process } = scheduler;
    this.sim = process;
    processState(machine).current = this;
    for (const hook of machine.afterFork) hook();
    let exitCode = 1;
    try {
      if (work === null) yield new Invoke(getAttribute(this, 'run'), [], null);
      else yield* work();
      exitCode = 0;
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      exitCode = this.#failed(error);
    }
    if (machine.threadShutdown !== null) yield* machine.threadShutdown();
    yield* endChildren(machine);
    yield new Meeting();
    scheduler.endProcess(process, exitCode);
    return null;
  }

  #failed(error: PyException): number {
    const { machine } = this;
    if (!isExceptionOf(error, 'SystemExit')) {
      writeStandardError(machine, `Process ${this.name}:\n${formatException(error)}`);
      return 1;
    }
    const code = getAttributeOr(error, 'code') ?? null;
    const number = intValue(code);
    if (code === null) return 0;
    if (number !== undefined) return Number(BigInt.asUintN(8, BigInt(number)));
    writeStandardError(machine, `${str(code)}\n`);
    return 1;
  }

  *join(timeout: Value): Generator<Pause, null, Value> {
    this.#checkChild('join');
    const { sim, machine } = this;
    if (sim === null) throw assertion('can only join a started process');
    yield new Meeting();
    const me = machine.scheduler.current;
    const deadline = deadlineAfter(machine, timeout);
    while (!sim.ended) {
      sim.joiners.push(me);
      const text = `waiting for process ${this.name} to end`;
      if ((yield new ThreadWait('join', text, deadline)) !== true) break;
    }
    if (sim.ended) processState(machine).children.delete(this);
    return null;
  }

  *isAlive(): Generator<Pause, boolean, Value> {
    this.check();
    const { sim, machine } = this;
    if (sim === machine.scheduler.process) return true;
    this.#checkChild('test');
    yield new Meeting();
    return sim !== null && !sim.ended;
  }

  *terminate(isKill: boolean): Generator<Pause, null, Value> {
    this.#checkChild(isKill ? 'kill' : 'terminate');
    const { sim, machine } = this;
    if (sim === null)
      throw exception(
        'AttributeError',
        `'NoneType' object has no attribute '${isKill ? 'kill' : 'terminate'}'`,
      );
    yield new Meeting();
    machine.scheduler.endProcess(sim, isKill ? KILLED : TERMINATED);
    return null;
  }

  close(): void {
    if (this.isClosed) return;
    if (this.sim !== null && !this.sim.ended)
      throw valueError(
        'Cannot close a process while it is still running. You should first call join() or terminate().',
      );
    this.isClosed = true;
  }

  get pid(): number | null {
    return this.sim === null ? null : processId(this.sim);
  }

  describe(): string {
    if (!this.initialized) return `<${typeName(this)}(uninitialized)>`;
    const { sim, machine } = this;
    const parts = [typeName(this), `name='${this.name}'`];
    if (sim !== null && sim !== machine.scheduler.process) parts.push(`pid=${processId(sim)}`);
    const creator = this.creator ?? machine.scheduler.process;
    parts.push(`parent=${processId(creator)}`, this.#status);
    if (this.daemon) parts.push('daemon');
    return `<${parts.join(' ')}>`;
  }

  get #status(): string {
    const { sim } = this;
    if (this.isClosed) return 'closed';
    if (sim === null) return 'initial';
    if (sim.exitCode === null) return 'started';
    if (sim.exitCode === TERMINATED) return 'stopped exitcode=-SIGTERM';
    if (sim.exitCode === KILLED) return 'stopped exitcode=-SIGKILL';
    return `stopped exitcode=${sim.exitCode}`;
  }

  /** Sets what only a process that has not started may have changed. */
  setDaemon(daemon: Value): void {
    if (this.sim !== null) throw assertion('process has already started');
    this.daemon = isTrue(daemon);
  }

  rename(name: Value): void {
    const given = strValue(name);
    if (given === undefined) throw typeError('name must be a string');
    this.name = given;
    const { process } = this.machine.scheduler;
    if (this.sim === process) process.name = given;
  }
}

/** `current_process()` */
export function currentProcess(m: KernelMachine): PyProcess {
  const state = processState(m);
  if (state.current === null) {
    const main = new PyProcess(mainProcessType(m), m);
    main.initialized = true;
    main.name = 'MainProcess';
    main.sim = m.scheduler.process;
    state.current = main;
  }
  return state.current;
}

/** `parent_process()`: seen from the child, which cannot join it. */
export function parentProcess(m: KernelMachine): PyProcess | null {
  const state = processState(m);
  const { parent } = m.scheduler.process;
  if (state.parent === null && parent !== null) {
    const known = new PyProcess(mainProcessType(m), m);
    known.initialized = true;
    known.name = parent.name;
    known.sim = parent;
    state.parent = known;
  }
  return state.parent;
}

/** `_exit_function`: daemons are ended, the others waited for. */
export function* endChildren(m: KernelMachine): Generator<Pause, void, Value> {
  const children = [...processState(m).children];
  for (const child of children) if (child.daemon && !child.hasEnded) yield* child.terminate(false);
  for (const child of children) yield* child.join(null);
}
