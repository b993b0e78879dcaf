// What a syntax error is: CPython's words, the range it would underline, and the offending line.
//
// Nothing is printed here. Offsets are the numbers of CPython's SyntaxError attributes, oddities
// included: they count code points from 1, and an end of 0 or -1 means that only a start is known.

import type { Position } from './ast.js';

export type ProblemType = 'SyntaxError' | 'IndentationError' | 'TabError';

export interface ProblemRange {
  readonly lineno: number;
  readonly offset: number;
  readonly end_lineno: number;
  readonly end_offset: number;
}

export class PySyntaxProblem extends Error implements ProblemRange {
  override readonly name = 'PySyntaxProblem';
  readonly lineno: number;
  readonly offset: number;
  readonly end_lineno: number;
  readonly end_offset: number;
  /** The tokenizer found it: CPython then shows the line without its break. */
  isLexical = false;

  constructor(
    readonly type: ProblemType,
    message: string,
    range: ProblemRange,
    /** The line the error is on, without its line break. */
    readonly text: string,
  ) {
    super(message);
    this.lineno = range.lineno;
    this.offset = range.offset;
    this.end_lineno = range.end_lineno;
    this.end_offset = range.end_offset;
  }
}

/** Makes problems for one source text, converting columns to CPython's offsets. */
export class Problems {
  constructor(readonly lines: readonly string[]) {}

  line(lineno: number): string {
    return this.lines[lineno - 1] ?? '';
  }

  /** The 1-based code point column of a UTF-16 column. */
  offset(lineno: number, column: number): number {
    return codePoints(this.line(lineno), column) + 1;
  }

  /** The error that underlines everything from the start of one node or token to the end of another. */
  between(
    start: Position,
    end: Position,
    message: string,
    type: ProblemType = 'SyntaxError',
  ): PySyntaxProblem {
    const range = {
      lineno: start.lineno,
      offset: this.offset(start.lineno, start.col_offset),
      end_lineno: end.end_lineno,
      end_offset: this.offset(end.end_lineno, end.end_col_offset),
    };
    return this.exactly(range, message, type);
  }

  at(place: Position, message: string, type: ProblemType = 'SyntaxError'): PySyntaxProblem {
    return this.between(place, place, message, type);
  }

  /** The same with offsets that CPython does not take from tokens. */
  exactly(range: ProblemRange, message: string, type: ProblemType = 'SyntaxError'): PySyntaxProblem {
    const text = this.line(range.lineno);
    // CPython looks for both columns in the first line, so the end can be at most two beyond that.
    const most = range.end_lineno === range.lineno ? range.end_offset : codePoints(text, text.length) + 2;
    const end_offset = Math.min(range.end_offset, most);
    return new PySyntaxProblem(type, message, { ...range, end_offset }, text);
  }
}

/** How many code points the first `units` UTF-16 code units of a text are; beyond its end each counts one. */
export function codePoints(text: string, units: number): number {
  let count = units;
  const end = Math.min(units, text.length);
  for (let i = 0; i < end - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next < 0xe000) {
        count--;
        i++;
      }
    }
  }
  return count;
}
