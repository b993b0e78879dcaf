// The running interpreter, as frames, functions and natives see it.
//
// One machine is one run of one program. The fields are those that every call touches; the kernel and the interpreter
// add the rest (`kernel/kernel-machine.ts`, `interpreter/machine.ts`).

import type { ExceptionName, PyException } from '../objects/exceptions.js';
import type { PyObject, Value } from '../objects/object.js';
import type { Recorder } from '../trace/recorder.js';
import type { AsyncGeneratorHooks } from './async-generator.js';
import type { CostModel } from './costs.js';
import type { Frame } from './frame.js';
import type { Namespace } from './namespace.js';
import type { Pausable, Wait } from './pause.js';
import type { Resumable } from './resumable.js';

/**
 * Work done so far, in nanoseconds of the cost model. Compiled code adds to `spent` statement by statement; the clock
 * is derived from it. When `spent` reaches `alarm`, loops and calls ask the machine what to do.
 */
export class Meter {
  spent = 0;
  alarm = Number.POSITIVE_INFINITY;
}

/**
 * The exception that a thread, or a generator or coroutine of its own, is handling (`_PyErr_StackItem`). A resumed
 * generator that handles none sees the one of whoever resumed it.
 */
export class Handling {
  handledError: PyException | null = null;
  handledOutside: Handling | null = null;
}

/** Where a warning is shown to belong; the line's text where it is known. */
export interface WarningPlace {
  readonly filename: string;
  readonly lineno: number;
  readonly line: string | undefined;
}

export abstract class Machine {
  /** The innermost running frame. */
  frame: Frame | null = null;
  /** Nested calls of Python code. */
  depth = 0;
  recursionLimit = 1000;
  /** Where the running code keeps the exception it handles. */
  handling: Handling = new Handling();
  /** The running thread is parked when it blocks: its code runs in `calls` mode. False on the host stack. */
  parkable = false;
  /** `sys.set_coroutine_origin_tracking_depth`: how many frames a new coroutine notes. */
  originDepth = 0;
  /** What is told of async generators that begin or are dropped. */
  asyncGeneratorHooks: AsyncGeneratorHooks | null = null;
  /** Told of the line of every `assert` that runs; those that fail then say what their parts were worth. */
  asserted: ((lineno: number) => void) | null = null;
  readonly meter = new Meter();
  /** The lines of files whose code was compiled, by the name that tracebacks show. */
  readonly sources = new Map<string, readonly string[]>();
  /** Generators that were begun and not ended, and have something to do when they are closed. */
  readonly openGenerators = new Set<Resumable>();
  /** How many coroutines were made and not begun. */
  readonly unstarted = { size: 0 };
  /** Objects whose death the program can see: they have a `__del__`, or are referred to weakly. */
  readonly mortals = new Set<PyObject>();
  /** What a variable held before the statement that runs took it away, while there are `mortals`. */
  lettingGo: Value = null;
  abstract readonly costs: CostModel;

  /** The exception being handled: `sys.exception()` (`_PyErr_GetTopmostException`). */
  get handled(): PyException | null {
    let handling: Handling | null = this.handling;
    while (handling !== null) {
      if (handling.handledError !== null) return handling.handledError;
      handling = handling.handledOutside;
    }
    return null;
  }

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
  /** What a parked thread yields when another one has waited for the switch interval; null where nobody has. */
  abstract othersTurn(): Wait | null;
  /** `meter.alarm` was reached: a limit, or another thread's turn. */
  abstract onAlarm(): void;
  /** An exception of `object` that nobody can catch: `sys.unraisablehook`; `message` instead of "Exception ignored in". */
  abstract unraisable(error: PyException, object: Value, message?: string): void;
  /** `import name`; `fromNames` non-null for `from name import ...`. */
  abstract importModule(
    name: string,
    globals: Namespace,
    fromNames: readonly string[] | null,
    level: number,
  ): Value;
  /** What `sys.modules` has under a name. */
  abstract loadedModule(name: string): Value | undefined;
  /** A variable that held one of `openGenerators` holds it no more; it is closed where nothing else does. */
  abstract generatorDropped(generator: Resumable): void;
  /** The value of an expression statement is dropped: a coroutine that was not begun never will be. */
  abstract coroutineDropped(coroutine: PyObject): void;
  /** A function of the program has run to its end while there are `mortals`. */
  abstract frameEnded(frame: Frame, result: Value): void;
  /** A statement has run to its end while there are `unstarted` coroutines or `mortals`: has it dropped some? */
  abstract statementEnded(frame: Frame): void;
  /** An exception is raised in the frame while there are `unstarted` coroutines: what it was working on is let go. */
  abstract operandsDropped(error: PyException, frame: Frame): void;
  /** The running frame returns it: of a coroutine that was not begun its caller is in charge from now on. */
  abstract valueReturned(value: Value): void;
  /** A coroutine object was made; it must be awaited before it is lost. */
  abstract coroutineCreated(coroutine: PyObject, frame: Frame): void;
  /** It is being awaited or driven. */
  abstract coroutineBegun(coroutine: PyObject): void;
  /** Warns at the place the program is at, once for each place. */
  abstract warn(category: ExceptionName, message: string): void;
  abstract warnAt(category: ExceptionName, message: string, place: WarningPlace): void;
}
