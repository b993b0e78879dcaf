// The machine with its kernel: what modules that tell the time, wait or start threads need.

import type { FileSystem } from '../base/files/file-system.js';
import type { Scenario } from '../base/scenario.js';
import { InternalError } from '../base/unsupported.js';
import { PyCoroutine } from '../execution/coroutine.js';
import type { Frame } from '../execution/frame.js';
import { dropGenerator } from '../execution/generator.js';
import { Machine } from '../execution/machine.js';
import type { ModuleDefinition } from '../execution/module.js';
import type { Namespace } from '../execution/namespace.js';
import { Invoke, type Pausable, type Pause, Wait } from '../execution/pause.js';
import type { Resumable } from '../execution/resumable.js';
import { call } from '../objects/call.js';
import type { PyDict } from '../objects/containers.js';
import { PyException } from '../objects/exceptions.js';
import type { PyObject, Value } from '../objects/object.js';
import type { Nanoseconds } from '../trace/time.js';
import type { Clock } from './clock.js';
import { ForgottenCoroutines } from './forgotten.js';
import { Lifetimes } from './lifetimes.js';
import { Reachability } from './reachability.js';
import type { Scheduler } from './scheduler.js';
import { LimitReached } from './stops.js';
import { SyncCounter } from './sync-trace.js';
import { GiveWay, Meeting, ThreadWait } from './waits.js';

export abstract class KernelMachine extends Machine {
  abstract readonly clock: Clock;
  abstract readonly scheduler: Scheduler;
  abstract readonly options: KernelOptions;
  /** Writes to the program's standard output. */
  abstract writeOutput(text: string): void;
  /** Writes to the program's standard error. */
  abstract writeError(text: string): void;
  /** `sys.modules` */
  abstract readonly loadedModules: PyDict;
  /** Runs Python code of the library in a namespace. It leaves no events in the trace. */
  abstract runLibraryCode(source: string, filename: string, globals: Namespace): void;
  /** The files the program sees. */
  abstract readonly files: FileSystem;
  /** Runs the text of an imported file, the program's own, in the namespace of its module. */
  abstract runSourceFile(content: Uint8Array, filename: string, namespace: Namespace): void;
  /** The library's module of that name, if there is one. */
  abstract isLibraryPackage(name: string): boolean;
  /** The character that `\\N{name}` means, if there is one in the grammar's table. */
  abstract characterNamed(name: string): string | undefined;
  abstract nameOfCharacter(char: string): string | undefined;
  abstract libraryModule(name: string): ModuleDefinition<KernelMachine> | undefined;
  /** Bodies to run when the program has ended: executors join their workers. */
  readonly exitHooks: (() => Generator<Pause, void, Value>)[] = [];

  /** Objects of the library that a new process has a copy of. */
  readonly forkRoots: Value[] = [];

  /** Run in a new process before anything else. */
  readonly afterFork: (() => void)[] = [];

  /** Run before the exit hooks: waits for the threads that are no daemons. */
  threadShutdown: (() => Generator<Pause, void, Value>) | null = null;

  atExit(hook: () => Generator<Pause, void, Value>): void {
    this.exitHooks.push(hook);
  }

  /** Locks and their kin, as the trace counts them. */
  readonly syncObjects = new SyncCounter();

  readonly forgotten = new ForgottenCoroutines(this);
  readonly lifetimes = new Lifetimes(this);
  /** Mark what the library keeps for the program: the tasks and handles of event loops. */
  readonly roots: ((reachable: Reachability) => void)[] = [];
  readonly #told = new Set<string>();

  /** Says on standard error, once, what is not as the program may believe. */
  notice(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.writeError(`loopscope: ${text}\n`);
  }

  /** Run when the program and its threads have ended: what was lost is told. */
  readonly endHooks: (() => void)[] = [];

  /** Run by `gc.collect()`. */
  readonly collectHooks: (() => void)[] = [];

  /** `RuntimeWarning: coroutine 'f' was never awaited` */
  abstract warnNeverAwaited(coroutine: PyCoroutine): void;

  /** `gc.collect()`: what was lost is told. */
  collect(): number {
    const died = this.lifetimes.collect();
    for (const hook of this.collectHooks) hook();
    if (this.forgotten.size === 0) return died;
    const reachable = new Reachability();
    reachable.markProgram(this);
    if (!reachable.opaque) this.forgotten.sweep(reachable);
    return died;
  }

  override generatorDropped(generator: Resumable): void {
    const reachable = new Reachability();
    reachable.markProgram(this);
    if (!reachable.opaque && !reachable.has(generator)) dropGenerator(generator);
  }

  override coroutineBegun(coroutine: PyObject): void {
    if (coroutine instanceof PyCoroutine) this.forgotten.delete(coroutine);
  }

  override statementEnded(frame: Frame): void {
    if (this.unstarted.size > 0) this.forgotten.statementEnded(frame);
    if (this.mortals.size > 0) this.lifetimes.statementEnded(frame);
  }

  override frameEnded(frame: Frame, result: Value): void {
    this.lifetimes.frameEnded(frame, result);
  }

  override operandsDropped(error: PyException, frame: Frame): void {
    this.forgotten.raised(error, frame);
  }

  override valueReturned(value: Value): void {
    this.forgotten.returned(value);
  }

  override coroutineDropped(coroutine: PyObject): void {
    if (coroutine instanceof PyCoroutine) this.forgotten.mayBeDropped(coroutine);
  }

  /** Natives that read a clock, with what turns nanoseconds into their unit. */
  readonly clockNatives = new Map<Value, ClockNative>();

  runBlocking(body: Pausable): Value {
    let step = body.next(null);
    while (!step.done) {
      const pause = step.value;
      let sent: Value;
      try {
        if (pause instanceof Invoke) sent = call(pause.callee, pause.args, pause.keywords);
        else if (pause instanceof Wait) sent = this.block(pause);
        else throw new InternalError('a blocking native may wait and call, nothing else');
      } catch (error) {
        // A limit or a deadlock ends the run: no clean-up of the program sees it.
        if (!(error instanceof PyException)) throw error;
        step = body.throw(error);
        continue;
      }
      step = body.next(sent);
    }
    return step.value ?? null;
  }

  block(wait: Wait): boolean {
    if (wait instanceof GiveWay) {
      this.scheduler.giveWayHere();
      return true;
    }
    if (wait instanceof Meeting) {
      this.scheduler.meetHere();
      return true;
    }
    if (!(wait instanceof ThreadWait)) throw new InternalError('an unknown kind of wait');
    return this.scheduler.blockHere(wait);
  }

  /**
   * Before what processes share is touched where nothing can be yielded: those that are behind come up first, as far as
   * that is possible from here.
   */
  meetOthers(): void {
    if (!this.parkable) this.scheduler.meetHere();
  }

  /** A reading of the clock on the host stack; the switch interval is looked at, as the reference clock's rules say. */
  readClock(): Nanoseconds {
    const now = this.clock.read();
    if (now > this.scheduler.maxTime) this.scheduler.checkTime();
    if (this.parkable || !this.scheduler.mustGiveWay) return now;
    this.scheduler.giveWayHere();
    return this.clock.now;
  }

  /** The same in a body, which parks the thread while others have their turn. */
  *readClockPausably(): Generator<Pause, Nanoseconds, Value> {
    const now = this.clock.read();
    if (now > this.scheduler.maxTime) this.scheduler.checkTime();
    if (!this.scheduler.mustGiveWay) return now;
    yield new GiveWay();
    return this.clock.now;
  }

  override othersTurn(): Wait | null {
    return this.scheduler.mustGiveWay ? new GiveWay() : null;
  }

  onAlarm(): void {
    const { meter, options } = this;
    if (options.maxSteps !== null && meter.spent >= options.maxSteps * this.costs.statement) {
      throw new LimitReached('steps', `stopped after ${options.maxSteps} steps (--max-steps)`);
    }
    const { maxEvents } = options;
    if (maxEvents !== null && (this.recorder?.length ?? 0) >= maxEvents)
      throw new LimitReached('memory', `stopped after ${maxEvents} events of its trace`);
    if (this.scheduler.mustGiveWay && !this.parkable) this.scheduler.giveWayHere();
    this.scheduler.checkTime();
    this.setAlarm();
  }

  /** The next amount of work at which to look again: a limit, or a good while of it. */
  setAlarm(): void {
    const { meter, options, clock, scheduler } = this;
    const steps =
      options.maxSteps === null ? Number.POSITIVE_INFINITY : options.maxSteps * this.costs.statement;
    meter.alarm = Math.min(steps, clock.spentAt(scheduler.maxTime), meter.spent + ALARM_INTERVAL);
  }

  spinAhead(callee: Value, until: number, price: number, lines: readonly number[]): void {
    const native = this.clockNatives.get(callee);
    if (native === undefined || !this.options.skipSpins) return;
    const { clock, meter, scheduler, recorder } = this;
    const end = Math.min(native.toNanoseconds(until), scheduler.nextPreemption, scheduler.maxTime) - MARGIN;
    const { maxSteps } = this.options;
    const bySteps =
      maxSteps === null ? Number.POSITIVE_INFINITY : (maxSteps * this.costs.statement - meter.spent) / price;
    const rounds = Math.floor(Math.min(clock.roundsBefore(end, price), bySteps));
    if (!(rounds > 1)) return;
    const before = clock.now;
    clock.skipRounds(rounds, price);
    recorder?.emit('line', { times: rounds, lines, duration: clock.now - before });
  }
}

/** Work between two looks at the alarm: a millisecond of the model's time. */
const ALARM_INTERVAL = 1_000_000;

/** Distance that rounding of float seconds can not bridge. */
const MARGIN: Nanoseconds = 2_000;

export interface ClockNative {
  /** The reading, in the native's own unit, as nanoseconds of the virtual clock. */
  toNanoseconds(reading: number): Nanoseconds;
}

export interface KernelOptions {
  readonly maxSteps: number | null;
  readonly maxEvents: number | null;
  readonly skipSpins: boolean;
  readonly cores: number;
  readonly seed: number;
  readonly scenario: Scenario;
  /** The name of the file as tracebacks show it. */
  readonly filename: string;
  /** `sys.argv[1:]` */
  readonly args: readonly string[];
  /** The next line of standard input with its line end, or null at the end. */
  readonly readLine: () => string | null;
}
