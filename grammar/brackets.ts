// The brackets that are open while the lexer reads: how deep they may go, and what may close them.

import type { Cursor } from './cursor.js';
import type { FString } from './strings.js';
import type { Token } from './tokens.js';

const MAX_DEPTH = 200;

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

interface Bracket {
  readonly token: Token;
  /** The f-string whose replacement field the brace opens. */
  readonly field: FString | undefined;
}

export class Brackets {
  readonly #open: Bracket[] = [];

  get depth(): number {
    return this.#open.length;
  }

  get last(): Bracket | undefined {
    return this.#open[this.#open.length - 1];
  }

  open(token: Token, field: FString | undefined, cursor: Cursor): void {
    if (this.#open.length >= MAX_DEPTH) throw cursor.problem('too many nested parentheses');
    this.#open.push({ token, field });
  }

  /** `inside` is the f-string that the cursor is in. */
  close(closer: string, inside: FString | undefined, cursor: Cursor): void {
    const bracket = this.#open.pop();
    if (bracket === undefined) throw cursor.problem(`unmatched '${closer}'`);
    const opener = bracket.token.image;
    if (opener === openers[closer]) return;
    if (bracket.field !== undefined && bracket.field === inside)
      throw cursor.problem(`f-string: unmatched '${closer}'`);
    const { lineno } = bracket.token;
    const where = lineno === cursor.lineno ? '' : ` on line ${lineno}`;
    throw cursor.problem(
      `closing parenthesis '${closer}' does not match opening parenthesis '${opener}'${where}`,
    );
  }
}
