// Frames: one running call of Python code.

import type { PyException } from '../objects/exceptions.js';
import { PyObject, type Value } from '../objects/object.js';
import type { TracebackFrame } from '../objects/traceback.js';
import { frameType } from '../objects/types.js';
import type { Code } from './code.js';
import type { Namespace } from './namespace.js';

/** A place in the source; every syntax tree node is one. Columns in UTF-16 code units from 0. */
export interface CodePosition {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

/** Where a frame stands before its first statement: in the line of `co_firstlineno`, without columns. */
export function firstLine(lineno: number): CodePosition {
  return { lineno, col_offset: 0, end_lineno: lineno, end_col_offset: 0 };
}

/** A variable shared between scopes. */
export class Cell extends PyObject {
  constructor(
    cls: PyObject['cls'],
    public value: Value | undefined,
  ) {
    super(cls);
  }
}

/** A generator or coroutine, as its frame knows it. */
export interface SuspendedCode {
  /** It has begun and waits to be resumed. */
  readonly isSuspended: boolean;
  readonly ended: boolean;
  /** It will never run. */
  drop(): void;
}

/** What few frames have, so that a call makes an object of few fields. */
interface RareState {
  recorded: PyException | null;
  suspended: SuspendedCode | null;
  names: PyObject | null;
  object: PyFrame | null;
}

export class Frame implements TracebackFrame {
  /**
   * What is being evaluated. Every node that can raise or call stores itself here first, so that tracebacks and "where is
   * this task?" know the very expression.
   */
  position: CodePosition;
  private rare: RareState | null = null;

  constructor(
    readonly code: Code,
    /** The caller; for a suspended generator, whoever resumed it last. */
    public back: Frame | null,
    /** Parameters, local variables and temporaries by slot; undefined while unbound. */
    readonly locals: (Value | undefined)[],
    /** Own cells, then those of the closure. */
    readonly cells: Cell[],
  ) {
    this.position = code.start;
  }

  /** The exception whose traceback already has this frame, so that re-raising it here adds no second entry. */
  get recorded(): PyException | null {
    return this.rare === null ? null : this.rare.recorded;
  }

  set recorded(error: PyException | null) {
    if (this.rare !== null || error !== null) this.rareState().recorded = error;
  }

  /** The generator or coroutine that the frame belongs to. */
  get suspended(): SuspendedCode | null {
    return this.rare === null ? null : this.rare.suspended;
  }

  set suspended(code: SuspendedCode) {
    this.rareState().suspended = code;
  }

  /** The namespace of a class body while it runs, or of `exec` with separate locals. */
  get names(): PyObject | null {
    return this.rare === null ? null : this.rare.names;
  }

  set names(names: PyObject | null) {
    if (this.rare !== null || names !== null) this.rareState().names = names;
  }

  private rareState(): RareState {
    this.rare ??= { recorded: null, suspended: null, names: null, object: null };
    return this.rare;
  }

  /** The frame as programs see it. */
  get object(): PyFrame {
    const rare = this.rareState();
    rare.object ??= new PyFrame(this);
    return rare.object;
  }

  get globals(): Namespace {
    return this.code.globals;
  }

  get filename(): string {
    return this.code.filename;
  }

  get name(): string {
    return this.code.name;
  }

  sourceLine(lineno: number): string | undefined {
    return this.code.sourceLine(lineno);
  }

  /** Names that could have been meant: locals, globals, builtins. */
  *visibleNames(): Iterable<string> {
    for (const [slot, name] of this.code.localNames.entries())
      if (this.locals[slot] !== undefined) yield name;
    yield* this.code.cellNames;
    yield* this.code.freeNames;
    yield* this.globals.names();
    yield* this.code.compiler.machine.builtins.names();
  }

  localValue(name: string): Value | undefined {
    const { cellNames, freeNames, localNames, cellParameters } = this.code;
    const slot = localNames.indexOf(name);
    const inCell = cellParameters.some(([given]) => given === slot);
    if (slot >= 0 && !inCell && this.locals[slot] !== undefined) return this.locals[slot];
    return this.cells[[...cellNames, ...freeNames].indexOf(name)]?.value;
  }
}

/** What `sys._getframe()` and `tb_frame` give. Most frames end without one, as CPython's `_PyInterpreterFrame` does. */
export class PyFrame extends PyObject {
  constructor(readonly frame: Frame) {
    super(frameType);
  }
}
