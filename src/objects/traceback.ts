// Traceback objects: the frames an exception has passed, outermost first.
//
// Frames belong to the execution layer; this file says what a traceback needs of them. Printing stands in
// `format-exception.ts`, what programs see (`tb_next`, ...) in `traceback-type.ts`.

import { PyObject, type Value } from './object.js';
import { tracebackType } from './types.js';

export interface TracebackFrame {
  /** The frame as programs see it, where there is one. */
  readonly object?: PyObject;
  readonly filename: string;
  /** `co_name` */
  readonly name: string;
  /** A line of the source, counted from 1, with or without its line break; undefined where there is no source. */
  sourceLine(lineno: number): string | undefined;
  /** What to mark at a position that has no `anchors` of its own, asked only when a traceback is printed. */
  anchorsAt?(position: TracebackPosition): TracebackAnchors | undefined;
  /** Names of local, global and built-in variables, in this order, for "Did you mean". */
  visibleNames?(): Iterable<string>;
  /** The value of a local variable, for "Did you mean: 'self.x'". */
  localValue?(name: string): Value | undefined;
}

/** A line without columns: where a frame of a running stack is. It gets no markers. */
export interface LinePosition {
  readonly lineno: number;
}

/** Columns in UTF-16 code units from 0, the end exclusive. */
export interface TracebackPosition {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
  readonly anchors?: TracebackAnchors;
}

/**
 * The part of the position that is underlined with `^` while the rest gets `~`. CPython parses the text again to find
 * it (`_extract_caret_anchors_from_line_segment`); here the compiler, which has the tree, gives it, with the help of
 * `traceback-anchors.ts`, when the whole expression that is pointed at is
 *
 * - a BinOp: the operator. CPython takes its first character, and the next one too if it stands on the same line, is
 *   neither a blank nor `\\` nor `#`, and comes before the right operand's own position. So both characters of `//`, but
 *   also the parenthesis in `a +(b + c)`, because a position leaves parentheses out;
 * - a Subscript: from the `[` after the value to the end of the expression;
 * - a Call: from the `(` after the callee to the end of the expression.
 *
 * `left_end` is where the marked part begins and `right_start` is past its end, in the columns and line numbers of the
 * position. Everything else has no anchors: statements, `await f()`, comparisons, unary operators, attributes.
 *
 * The position is that of the bytecode instruction. It is the node's, except for an attribute, and the call of an
 * attribute, whose name stands on a later line than the node begins: these begin at the name
 * (`update_start_location_to_match_attr` in Python/compile.c).
 */
export interface TracebackAnchors {
  readonly left_end_lineno: number;
  readonly left_end_offset: number;
  readonly right_start_lineno: number;
  readonly right_start_offset: number;
}

export class PyTraceback extends PyObject {
  constructor(
    public next: PyTraceback | null,
    readonly frame: TracebackFrame,
    readonly position: TracebackPosition,
    /** `tb_lasti`: there is no bytecode here, so it is what a program says. */
    readonly instruction = 0,
  ) {
    super(tracebackType);
  }
}
