// What generators, coroutines and async generators share: code that stops in the middle and is resumed from outside.

import {
  exception,
  isExceptionOf,
  type PyException,
  runtimeError,
  typeError,
  valueError,
} from '../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import type { Place } from '../trace/places.js';
import { Activation } from './activation.js';
import type { Code } from './code.js';
import type { Frame } from './frame.js';
import type { Handling, Machine } from './machine.js';
import type { Entry, EntryOwner, Pausable, Wait } from './pause.js';
import { leaveFrame } from './unwind.js';

/** The word of CPython's messages: `generator already executing`. */
export type ResumableKind = 'generator' | 'coroutine' | 'async generator';

/**
 * A native that `await` treats without the iterator protocol: asyncio's futures. It emits itself while it is pending;
 * the task finds it there and arranges the wake-up.
 */
export abstract class NativeAwaitable extends PyObject {
  /** True when `awaitResult` can be called at once. */
  abstract readonly isReady: boolean;
  /** Called just before it is emitted: `_asyncio_future_blocking = True`. */
  abstract aboutToEmit(): void;
  /** The result; raises the exception. Raises RuntimeError where the future is still pending after a resume. */
  abstract awaitResult(): Value;
}

/** Starts the code of a generator or coroutine: one for all of a function, which finds what it needs there. */
export type BodyMaker = (own: Resumable) => Pausable;

export abstract class Resumable extends PyObject implements EntryOwner {
  /** Made when it is first needed: the bodies of a coroutine that is awaited stand on another one's. */
  private ownActivation: Activation | null = null;
  /** What the code returned, once it has ended. */
  result: Value = null;
  started = false;
  ended = false;
  /** The values that a native body works on, for whoever asks what can still be reached. */
  held: readonly Value[] | null = null;
  /** The bodies stand on the activation of whoever awaits this. */
  delegated = false;
  host: Activation | null = null;
  /** A generator keeps the exception that it handles while it is suspended. */
  handledError: PyException | null = null;
  handledOutside: Handling | null = null;

  constructor(
    cls: PyType,
    readonly machine: Machine,
    readonly kind: ResumableKind,
    /** Null for a coroutine written as a native. */
    readonly frame: Frame | null,
    public name: string,
    public qualname: string,
    readonly makeBody: BodyMaker,
  ) {
    super(cls);
    if (frame !== null) frame.suspended = this;
  }

  get activation(): Activation {
    this.ownActivation ??= new Activation(this.machine);
    return this.ownActivation;
  }

  get isSuspended(): boolean {
    return this.started && !this.ended && !this.isRunning;
  }

  /** Its frame is cleared before it has begun. */
  drop(): void {
    this.started = true;
    this.ended = true;
  }

  get code(): Code | null {
    return this.frame?.code ?? null;
  }

  returned(): void {
    this.ended = true;
    this.delegated = false;
    this.host = null;
    if (this.code?.hasCleanup) this.machine.openGenerators.delete(this);
  }

  reclaim(entries: readonly Entry[]): void {
    this.delegated = false;
    this.host = null;
    this.activation.restore(entries);
  }

  /** Whether somebody else closes it when it is dropped: the event loop of an async generator. */
  finalizeElsewhere(): boolean {
    return false;
  }

  /** Whether its code runs now, on whichever activation. */
  get isRunning(): boolean {
    return this.#runsItself || (this.host?.running ?? false);
  }

  /** What it awaits or delegates to, or null: `_PyGen_yf`. */
  get awaited(): Value {
    if (!this.started || this.ended || this.isRunning) return null;
    const { stack, value } = this.host ?? this.activation;
    const own = stack.findIndex(({ owner }) => owner === this);
    const next = stack[own + 1];
    if (next === undefined) return value instanceof NativeAwaitable ? value : null;
    if (next.owner instanceof Resumable) return next.owner;
    return next.subject ?? null;
  }

  /** PEP 479: `gen_send_ex2`. */
  raised(error: PyException): PyException {
    this.returned();
    const stop = isExceptionOf(error, 'StopIteration')
      ? 'StopIteration'
      : this.kind === 'async generator' && isExceptionOf(error, 'StopAsyncIteration')
        ? 'StopAsyncIteration'
        : null;
    if (stop === null) return error;
    const replacement = runtimeError(`${this.kind} raised ${stop}`);
    replacement.cause = error;
    replacement.context = error;
    replacement.suppressContext = true;
    replacement.contextIsSet = true;
    return replacement;
  }

  /** Resumes on the host stack. True: it emitted `activation.value`. False: it returned `result`. */
  resume(value: Value, error: PyException | null = null): boolean {
    if (!this.prepare(value, error)) return false;
    const { activation, machine } = this;
    const place = machine.recorder?.line;
    this.#goesOn();
    let outcome = activation.resume(value, error);
    while (outcome === 'waiting' && activation.wait !== null)
      outcome = activation.resume(machine.block(activation.wait));
    return this.#settle(outcome === 'emitted', place);
  }

  /** The same as a body of a parked thread: what blocks inside parks the thread. */
  *resumePausably(value: Value, error: PyException | null = null): Generator<Wait, boolean, Value> {
    if (!this.prepare(value, error)) return false;
    const { activation } = this;
    const place = this.machine.recorder?.line;
    this.#goesOn();
    let outcome = activation.resume(value, error);
    while (outcome === 'waiting' && activation.wait !== null)
      outcome = activation.resume(yield activation.wait);
    return this.#settle(outcome === 'emitted', place);
  }

  /** What happens from here on happens at the `yield` or `await`, until the next line begins; a task sees to its own. */
  #goesOn(): void {
    const { recorder } = this.machine;
    if (recorder === null || this.kind === 'coroutine') return;
    const frame = this.activation.stack.findLast((entry) => entry.frame !== null)?.frame ?? null;
    if (frame === null) return;
    if (frame.position !== frame.code.start)
      recorder.line = recorder.placeOf(frame.code.filename, frame.position.lineno);
  }

  /** `resumerPlace`: where whoever asked for the next value goes on, where the run is traced. */
  #settle(emitted: boolean, resumerPlace: Place | undefined): boolean {
    const { recorder } = this.machine;
    if (recorder !== null && resumerPlace !== undefined && this.kind === 'generator')
      recorder.line = resumerPlace;
    this.result = emitted ? null : this.activation.value;
    return emitted;
  }

  /** Checks that it can be resumed now and puts the first body in place. False: it has ended. */
  protected prepare(value: Value, error: PyException | null): boolean {
    if (this.#runsItself || this.delegated) throw this.#busy();
    if (this.ended) {
      if (error !== null) throw error;
      this.activation.value = null;
      this.result = null;
      return false;
    }
    if (this.started) return true;
    if (error !== null) {
      this.started = true;
      this.ended = true;
      if (this.frame !== null) leaveFrame(error, this.frame, this.machine);
      throw error;
    }
    if (value !== null) throw typeError(`can't send non-None value to a just-started ${this.kind}`);
    this.activation.begin(this.begin());
    return true;
  }

  get #runsItself(): boolean {
    return this.ownActivation?.running === true;
  }

  #busy(): PyException {
    return valueError(`${this.kind} already executing`);
  }

  /** Its first body. */
  protected begin(): Entry {
    this.started = true;
    if (this.code?.hasCleanup) this.machine.openGenerators.add(this);
    return { body: this.makeBody(this), frame: this.frame, owner: this, callerPlace: undefined };
  }

  /** Hands the suspended bodies to the activation of an awaiting body. */
  delegate(): readonly Entry[] {
    if (this.#runsItself || this.delegated) throw this.#busy();
    this.delegated = true;
    return this.started ? this.activation.release() : [this.begin()];
  }

  /** `close()`: throws GeneratorExit in and expects it, or an end, to come out. Gives the value of a `return`. */
  close(): Value {
    if (this.ended) return null;
    if (!this.started) {
      this.started = true;
      this.ended = true;
      return null;
    }
    try {
      if (this.resume(null, exception('GeneratorExit')))
        throw runtimeError(`${this.kind} ignored GeneratorExit`);
      return this.kind === 'generator' ? this.result : null;
    } catch (error) {
      if (isExceptionOf(error, 'GeneratorExit')) return null;
      throw error;
    }
  }
}
