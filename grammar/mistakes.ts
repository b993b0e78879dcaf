// Explaining syntax errors: the tools. The grammar finds that a text is wrong with its plain rules. Then
// it reads the same tokens again with `explaining` set, and the rules call the checks of the two classes
// that follow this one, each of which knows a common mistake and throws CPython's words for it.
//
// CPython does the same with the `invalid_` rules of its grammar, which are the model for what is
// checked where. Here a check may look ahead with `attempt`; plain parsing never does.

import { isRecognitionException, type ParserMethod } from 'chevrotain';
import type { Comprehension, Expr, Position, TupleDisplay } from './ast.js';
import { Rules } from './rules.js';
import { PySyntaxProblem } from './syntax-error.js';
import * as t from './tokens.js';
import { idsOf, type Token } from './tokens.js';

/** What reading ahead found. */
export interface Attempt<T> {
  readonly node: T;
  /** The last token of it, and the one after. */
  readonly last: Token;
  readonly next: Token;
}

const openers = idsOf(t.LParen, t.LBracket, t.LBrace, t.WithParen);
const closers = idsOf(t.RParen, t.RBracket, t.RBrace);
const withoutPlace = idsOf(t.Indent, t.Dedent, t.EndMarker);

export abstract class Mistakes extends Rules {
  /** Whether what a bracket opens goes on with the expression before it, by the bracket's index. */
  protected readonly trailers = new Map<number, boolean>();
  protected abstract readonly expression: ParserMethod<[], Expr>;
  protected abstract readonly starExpressions: ParserMethod<[], Expr>;
  protected abstract readonly operation: ParserMethod<[binding?: number], Expr>;
  protected abstract readonly targetList: ParserMethod<[], Expr>;
  protected abstract readonly comprehensionClauses: ParserMethod<[], Comprehension[]>;

  /** Reads ahead and comes back. Undefined if that fails. */
  protected attempt<T>(read: () => T): Attempt<T> | undefined {
    return this.unlessCut(this.lookAhead(read));
  }

  /** The same without explaining what is wrong on the way. */
  protected attemptPlainly<T>(read: () => T): Attempt<T> | undefined {
    let found: Attempt<T> | undefined;
    this.explaining = false;
    try {
      found = this.lookAhead(read);
    } catch (error) {
      if (!(error instanceof PySyntaxProblem)) throw error;
    }
    this.explaining = true;
    return this.unlessCut(found);
  }

  private lookAhead<T>(read: () => T): Attempt<T> | undefined {
    let found: Attempt<T> | undefined;
    const succeeds = this.BACKTRACK(() => {
      try {
        const node = read();
        found = { node, last: this.peek(0), next: this.peek(1) };
        this.lookedAt(found.next);
      } catch (error) {
        if (error instanceof Error && isRecognitionException(error)) this.lookedAt(this.peek(1));
        throw error;
      }
    });
    return succeeds.call(this) ? found : undefined;
  }

  private lookedAt(token: Token): void {
    if (token.index > this.furthest.index) this.furthest = token;
  }

  /** CPython reports an open bracket, or what the tokenizer says, as soon as it looks beyond the end of the tokens. */
  private unlessCut<T>(found: Attempt<T> | undefined): Attempt<T> | undefined {
    if (this.furthest.tokenType === t.Broken && this.broken !== undefined) throw this.broken;
    const bracket = this.furthest.tokenType === t.Unclosed ? this.unclosed() : undefined;
    if (bracket !== undefined) throw this.neverClosed(bracket);
    return found;
  }

  /** How many brackets are open after a token. */
  protected level(token: Token): number {
    let level = 0;
    for (const { index, tokenTypeIdx } of this.tokens) {
      if (openers.has(tokenTypeIdx)) level++;
      else if (closers.has(tokenTypeIdx)) level--;
      if (index === token.index) break;
    }
    return level;
  }

  /** An error at the last token CPython would have read by now. */
  protected atLast(message: string, token: Token = this.peek(1)): PySyntaxProblem {
    return this.atToken(token.index < this.furthest.index ? this.furthest : token, message);
  }

  /** An error from a place to the end of the last token read. */
  protected fromTo(start: Position, end: Token, message: string): PySyntaxProblem {
    const range = {
      lineno: start.lineno,
      offset: this.problems.offset(start.lineno, start.col_offset),
      end_lineno: end.end_lineno,
      end_offset: this.problems.offset(end.end_lineno, end.end_col_offset) - 1,
    };
    return this.problems.exactly(range, message);
  }

  /** An error at a token. Tokens that stand for indentation or the end have no columns in CPython. */
  protected atToken(
    token: Token,
    message: string,
    type: 'SyntaxError' | 'IndentationError' = 'SyntaxError',
  ): PySyntaxProblem {
    if (!withoutPlace.has(token.tokenTypeIdx)) return this.problems.at(token, message, type);
    const ended = token.startOffset >= this.text.length;
    const lineno = ended ? token.lineno - 1 : token.lineno;
    const offset = ended ? 0 : this.problems.offset(lineno, token.col_offset) - 1;
    return this.problems.exactly({ lineno, offset, end_lineno: lineno, end_offset: -1 }, message, type);
  }

  /** Whether a tuple read from a token on has no parentheses of its own. */
  protected isBare(tuple: TupleDisplay, start: Token): boolean {
    if (tuple.lineno !== start.lineno || tuple.col_offset !== start.col_offset) return false;
    if (start.tokenType !== t.LParen) return true;
    // Either the parenthesis is that of the tuple, or that of its first element.
    let depth = 0;
    for (let index = start.index; ; index++) {
      const token = this.tokens[index];
      if (token === undefined) return true;
      if (openers.has(token.tokenTypeIdx)) depth++;
      else if (closers.has(token.tokenTypeIdx) && --depth === 0) return !endsAt(token, tuple);
    }
  }

  /** The bracket that the end of the text left open, if there is one. */
  protected unclosed(): Token | undefined {
    const open: Token[] = [];
    for (const token of this.tokens) {
      if (openers.has(token.tokenTypeIdx)) open.push(token);
      else if (closers.has(token.tokenTypeIdx)) open.pop();
    }
    return open.at(-1);
  }

  /** Whether the text ends inside an f-string. */
  protected endsInFString(): boolean {
    let depth = 0;
    for (const { tokenType } of this.tokens) {
      if (tokenType === t.FStringStart) depth++;
      else if (tokenType === t.FStringEnd) depth--;
    }
    return depth > 0;
  }

  /** What the parser says in the end when no check knew better. */
  protected plainly(token: Token): PySyntaxProblem {
    switch (token.tokenType) {
      case t.Indent:
        return this.atToken(token, 'unexpected indent', 'IndentationError');
      case t.Dedent:
        return this.atToken(token, 'unexpected unindent', 'IndentationError');
      case t.EndMarker: {
        const lineno = token.lineno - 1;
        return this.problems.exactly(
          { lineno, offset: 0, end_lineno: lineno, end_offset: 0 },
          'invalid syntax',
        );
      }
      default:
        return this.problems.at(token, 'invalid syntax');
    }
  }

  protected neverClosed(bracket: Token): PySyntaxProblem {
    const { lineno } = bracket;
    const offset = this.problems.offset(lineno, bracket.col_offset);
    const range = { lineno, offset, end_lineno: lineno, end_offset: 0 };
    return this.problems.exactly(range, `'${bracket.image}' was never closed`);
  }
}

function endsAt(token: Token, node: Expr): boolean {
  return token.end_lineno === node.end_lineno && token.end_col_offset === node.end_col_offset;
}
