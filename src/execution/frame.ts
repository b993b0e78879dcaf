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
  /** It will never run. */
  drop(): void;
}

export class Frame extends PyObject implements TracebackFrame {
  /**
   * What is being evaluated. Every node that can raise or call stores itself here first, so that tracebacks and "where is
   * this task?" know the very expression.
   */
  position: CodePosition;
  /** The exception whose traceback already has this frame, so that re-raising it here adds no second entry. */
  recorded: PyException | null = null;
  /** The generator or coroutine that the frame belongs to. */
  suspended: SuspendedCode | null = null;
  /** The namespace of a class body while it runs, or of `exec` with separate locals. */
  names: PyObject | null = null;

  constructor(
    readonly code: Code,
    readonly globals: Namespace,
    /** The caller; for a suspended generator, whoever resumed it last. */
    public back: Frame | null,
    /** Parameters, local variables and temporaries by slot; undefined while unbound. */
    readonly locals: (Value | undefined)[],
    /** Own cells, then those of the closure. */
    readonly cells: Cell[],
  ) {
    super(frameType);
    this.position = code.start;
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
  }
}
