// The running interpreter, as frames, functions and natives see it.
//
// One machine is one run of one program. The fields are those that every call touches; the kernel and the interpreter
// add the rest (`kernel/kernel-machine.ts`, `interpreter/machine.ts`).

import type { PyException } from '../objects/exceptions.js';
import type { PyObject, Value } from '../objects/object.js';
import type { Recorder } from '../trace/recorder.js';
import type { CostModel } from './costs.js';
import type { Frame } from './frame.js';
import type { Namespace } from './namespace.js';
import type { Pausable, Wait } from './pause.js';

/**
 * Work done so far, in nanoseconds of the cost model. Compiled code adds to `spent` statement by statement; the clock
 * is derived from it. When `spent` reaches `alarm`, loops and calls ask the machine what to do.
 */
export class Meter {
  spent = 0;
  alarm = Number.POSITIVE_INFINITY;
}

export abstract class Machine {
  /** The innermost running frame. */
  frame: Frame | null = null;
  /** Nested calls of Python code. */
  depth = 0;
  recursionLimit = 1000;
  /** The exception being handled: `sys.exception()`. */
  handled: PyException | null = null;
  /** The running thread is parked when it blocks: its code runs in `calls` mode. False on the host stack. */
  parkable = false;
  readonly meter = new Meter();
  abstract readonly costs: CostModel;

  abstract readonly builtins: Namespace;
  /** Null where nothing is traced. */
  abstract readonly recorder: Recorder | null;

  /** Runs a blocking native to its end on the host stack, pumping the other threads while it waits. */
  abstract runBlocking(body: Pausable): Value;
  /** Blocks the running thread on the host stack; true when it was woken, false when the deadline came. */
  abstract block(wait: Wait): boolean;
  /**
   * Skips the rounds of a spin loop over `lines` that surely read less than `until` (seconds) on `clock`, at `price` ns
   * of work a round. Does nothing where `clock` is no clock.
   */
  abstract spinAhead(clock: Value, until: number, price: number, lines: readonly number[]): void;
  /** `meter.alarm` was reached: a limit, or another thread's turn. */
  abstract onAlarm(): void;
  /** An exception nobody can catch: prints "Exception ignored in: ...". */
  abstract unraisable(error: PyException, what: string): void;
  /** `import name`; `fromNames` non-null for `from name import ...`. */
  abstract importModule(
    name: string,
    globals: Namespace,
    fromNames: readonly string[] | null,
    level: number,
  ): Value;
  /** A coroutine object was made; it must be awaited before it is lost. */
  abstract coroutineCreated(coroutine: PyObject, frame: Frame): void;
  /** `typing.TypeVar` and its kin for `def f[T]`. */
  abstract typeParameter(kind: 'TypeVar' | 'ParamSpec' | 'TypeVarTuple', name: string): Value;
  /** `type name = ...`; `evaluate` is a function of no arguments. */
  abstract typeAlias(name: string, parameters: Value, evaluate: Value): Value;
  abstract warn(category: string, message: string): void;
}
