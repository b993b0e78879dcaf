// Indentation: measures a line's leading blanks twice, with tabs to every 8th column and with tabs as
// one column, as CPython does. A line whose place depends on the size of a tab is an error.

import type { Problems, PySyntaxProblem } from './syntax-error.js';

const TAB_SIZE = 8;
const MAX_DEPTH = 100;

export type IndentationFault = 'inconsistent' | 'unmatched' | 'too deep';

/** What a line start means: so many levels more (1) or fewer, or an error. */
export type Step = number | IndentationFault;

export class Indentation {
  readonly #columns = [0];
  readonly #narrowColumns = [0];
  #column = 0;
  #narrow = 0;
  /** The column where a backslash first cut the indentation: it then decides the level. */
  #cut = 0;

  get depth(): number {
    return this.#columns.length - 1;
  }

  /** Begins measuring a line. */
  reset(): void {
    this.#column = 0;
    this.#narrow = 0;
    this.#cut = 0;
  }

  space(): void {
    this.#column++;
    this.#narrow++;
  }

  tab(): void {
    this.#column = (Math.floor(this.#column / TAB_SIZE) + 1) * TAB_SIZE;
    this.#narrow++;
  }

  formFeed(): void {
    this.#column = 0;
    this.#narrow = 0;
  }

  backslash(): void {
    if (this.#cut === 0) this.#cut = this.#column;
  }

  /** Compares the measured line with the open blocks. */
  step(): Step {
    const column = this.#cut || this.#column;
    const narrow = this.#cut || this.#narrow;
    const columns = this.#columns;
    const narrows = this.#narrowColumns;
    if (column > (columns.at(-1) ?? 0)) {
      if (columns.length >= MAX_DEPTH) return 'too deep';
      if (narrow <= (narrows.at(-1) ?? 0)) return 'inconsistent';
      columns.push(column);
      narrows.push(narrow);
      return 1;
    }
    let closed = 0;
    while (columns.length > 1 && column < (columns.at(-1) ?? 0)) {
      columns.pop();
      narrows.pop();
      closed++;
    }
    if (column !== columns.at(-1)) return 'unmatched';
    if (narrow !== narrows.at(-1)) return 'inconsistent';
    return -closed;
  }
}

export function indentationProblem(
  fault: IndentationFault,
  lineno: number,
  problems: Problems,
): PySyntaxProblem {
  const start = { lineno, offset: 1, end_lineno: lineno, end_offset: 0 };
  switch (fault) {
    case 'inconsistent':
      return problems.exactly(start, 'inconsistent use of tabs and spaces in indentation', 'TabError');
    case 'too deep':
      return problems.exactly(start, 'too many levels of indentation', 'IndentationError');
    case 'unmatched': {
      const offset = problems.offset(lineno, problems.line(lineno).length);
      const range = { lineno, offset, end_lineno: lineno, end_offset: -1 };
      const message = 'unindent does not match any outer indentation level';
      return problems.exactly(range, message, 'IndentationError');
    }
  }
}
