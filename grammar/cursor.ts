// A place in the source text that knows its line, and the errors of the tokenizer.

import { codePoints, type Problems, type PySyntaxProblem } from './syntax-error.js';

export const NEWLINE = 10;

export class Cursor {
  pos = 0;
  lineno = 1;
  /** Offset of the first character of the current line. */
  lineStart = 0;

  constructor(
    readonly text: string,
    readonly problems: Problems,
  ) {}

  /** Steps over a line break. */
  breakLine(): void {
    this.pos++;
    this.lineno++;
    this.lineStart = this.pos;
  }

  /** An error whose marker stands under the last character read, as CPython's tokenizer reports. */
  problem(message: string): PySyntaxProblem {
    return this.problemAt(message, this.lineno, this.lineStart, this.pos);
  }

  /** The same for a place read earlier; `end` is exclusive. */
  problemAt(message: string, lineno: number, lineStart: number, end: number): PySyntaxProblem {
    const offset = codePoints(this.problems.line(lineno), end - lineStart);
    const range = { lineno, offset, end_lineno: lineno, end_offset: offset };
    const problem = this.problems.exactly(range, message);
    problem.isLexical = true;
    return problem;
  }
}
