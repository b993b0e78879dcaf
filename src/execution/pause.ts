// What a pausable body may yield to the activation that drives it.
//
// Nothing else crosses that border: a native that blocks, a coroutine that awaits and a generator that yields all
// say so with one of these, and nobody but the activation and the kernel knows how it comes about.

import type { PyException } from '../objects/exceptions.js';
import type { Keywords, Value } from '../objects/object.js';
import type { Place } from '../trace/places.js';
import type { Activation } from './activation.js';
import type { Frame } from './frame.js';
import type { Handling } from './machine.js';

/** A body that can stop in the middle: it gets the value it waited for, or the exception, when it is resumed. */
export type Pausable = Generator<Pause, Value | undefined, Value>;

/** Leaves the activation with a value: `yield`, or a pending future on its way to the task. */
export class Emit {
  constructor(readonly value: Value) {}
}

/** One paused body on an activation's stack. */
export interface Entry {
  readonly body: Pausable;
  /** The Python frame the body runs in; null for a native. */
  readonly frame: Frame | null;
  /** What a native body iterates over, for those who ask what is awaited. */
  readonly subject?: Value;
  /** The generator or coroutine whose outermost body this is; it is told how the body ended. */
  readonly owner: EntryOwner | null;
  /** The program's line that goes on when this body ends; set where the run is traced and there is one. */
  callerPlace?: Place | undefined;
}

export interface EntryOwner extends Handling {
  /** The word of CPython's messages. */
  readonly kind: string;
  /** The activation that its bodies stand on while somebody awaits it. */
  host: Activation | null;
  /** Takes its bodies back from the activation that ran them, suspended. */
  reclaim(entries: readonly Entry[]): void;
  returned(): void;
  /** May turn the exception into another: a StopIteration must not leave a generator (PEP 479). */
  raised(error: PyException): PyException;
}

/** Runs the suspended bodies of a generator or coroutine on top of this activation: `await`, `yield from`. */
export class Delegate {
  constructor(readonly entries: readonly Entry[]) {}
}

/** Calls something that may itself pause; yielded only where the body runs in a parked thread. */
export class Invoke {
  constructor(
    readonly callee: Value,
    readonly args: readonly Value[],
    readonly keywords: Keywords | null,
  ) {}
}

/**
 * Parks the running thread until it is woken or the deadline comes; the yield gives true for woken, false for the
 * deadline. The kernel extends it with what it needs to know of the waiting.
 */
export abstract class Wait {
  /** Virtual time in nanoseconds, or null for "until woken". */
  abstract readonly deadline: number | null;
}

export type Pause = Emit | Delegate | Invoke | Wait;
