// The lexer: source text -> tokens and comments, in one pass, by hand. It has modes that follow from
// one another (line starts, brackets, nested f-strings), which is why it is not a table of patterns.

import type { TokenType } from 'chevrotain';
import { Brackets } from './brackets.js';
import {
  badNameEnd,
  classes,
  invalidCharacter,
  isDigit,
  isNamePart,
  NAME_PART,
  NAME_START,
} from './characters.js';
import { enclosesWithItems, isMatchHeader, isTypeStatement } from './contextual.js';
import { Cursor, NEWLINE } from './cursor.js';
import { Indentation, indentationProblem } from './indentation.js';
import { scanNumber } from './numbers.js';
import { type FString, isStringPrefix, place, quotesAt, scanLiteralPart, scanString } from './strings.js';
import { type Problems, PySyntaxProblem } from './syntax-error.js';
import * as t from './tokens.js';
import { operatorAt, Token } from './tokens.js';

const MAX_FSTRINGS = 150;

/** Replacement fields in the format specs of others: `MAX_EXPR_NESTING`. */
const MAX_FIELDS = 3;

const COLON = 58;

const caseKeyword = /^case(?![\w\u0080-\uffff])/;

export interface Comment {
  readonly lineno: number;
  /** In UTF-16 code units, from 0. */
  readonly col_offset: number;
  /** From the `#` to the end of the line. */
  readonly text: string;
}

export interface Lexed {
  readonly tokens: Token[];
  readonly comments: readonly Comment[];
  /** The first lexical error. The tokens then end with one of type `Broken` where it is. */
  readonly problem?: LexicalProblem;
}

/**
 * CPython reads tokens as its parser asks for them, but reads on after a syntax error to see whether the
 * tokenizer has something to say. Some errors it reports then, the others only when the parser gets there.
 */
export interface LexicalProblem {
  readonly error: PySyntaxProblem;
  readonly onlyIfReached: boolean;
}

/** `text` ends with a line break unless it is empty, and has no carriage returns. */
export function tokenize(text: string, problems: Problems, options: TokenizeOptions = {}): Lexed {
  return new Lexer(text, problems, options).run();
}

export interface TokenizeOptions {
  /** The last line break was added; the text itself has none. */
  readonly addedBreak?: boolean;
}

class Lexer {
  readonly #cursor: Cursor;
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #comments: Comment[] = [];
  readonly #indentation = new Indentation();
  readonly #brackets = new Brackets();
  readonly #fstrings: FString[] = [];
  /** `with` tokens followed by a parenthesis. */
  readonly #withParens: number[] = [];
  /** Depths of indentation at which `case` is a keyword. */
  readonly #matchBodies: number[] = [];
  /** Index of the first token of the logical line. */
  #lineFirst = 0;
  #onlyIfReached = false;

  constructor(
    text: string,
    problems: Problems,
    readonly options: TokenizeOptions,
  ) {
    this.#cursor = new Cursor(text, problems);
    this.#text = text;
  }

  run(): Lexed {
    const tokens = this.#tokens;
    const comments = this.#comments;
    const error = this.#readAll();
    for (const open of this.#withParens) {
      if (enclosesWithItems(tokens, open)) tokens[open]?.become(t.WithParen);
    }
    if (error === undefined) return { tokens, comments };
    // Reading on, CPython passes over errors inside f-strings too.
    const onlyIfReached = this.#onlyIfReached || this.#fstrings.length > 0;
    return { tokens, comments, problem: { error, onlyIfReached } };
  }

  #readAll(): PySyntaxProblem | undefined {
    const cursor = this.#cursor;
    try {
      this.#startLine();
      while (cursor.pos < this.#text.length) this.#next();
      this.#finish();
    } catch (error) {
      if (!(error instanceof PySyntaxProblem)) throw error;
      this.#emit(t.Broken, '', cursor.pos);
      return error;
    }
    return undefined;
  }

  #emit(type: TokenType, image: string, start: number): Token {
    const { pos, lineno, lineStart } = this.#cursor;
    return this.#push(new Token(type, image, start, pos, lineno, start - lineStart, lineno, pos - lineStart));
  }

  #push(token: Token): Token {
    token.index = this.#tokens.length;
    this.#tokens.push(token);
    return token;
  }

  /** Reads the next token, blank or comment outside literal text. */
  #next(): void {
    const cursor = this.#cursor;
    const code = this.#text.charCodeAt(cursor.pos);
    if (code === 32 || code === 9 || code === 12) {
      cursor.pos++;
    } else if (code >= 128 || ((classes[code] ?? 0) & NAME_START) !== 0) {
      this.#name();
    } else if (code === NEWLINE) {
      this.#newline();
    } else if (isDigit(code) || (code === 46 && isDigit(this.#text.charCodeAt(cursor.pos + 1)))) {
      const start = cursor.pos;
      scanNumber(cursor);
      this.#emit(t.NumberLiteral, this.#text.slice(start, cursor.pos), start);
    } else if (code === 34 || code === 39) {
      this.#string(cursor.pos);
    } else if (code === 35) {
      this.#comment();
    } else if (code === 92) {
      this.#continueLine();
    } else {
      this.#operator();
    }
  }

  #name(): void {
    const cursor = this.#cursor;
    const text = this.#text;
    const start = cursor.pos;
    let pos = start;
    let ascii = true;
    for (;;) {
      const code = text.charCodeAt(pos);
      if (code < 128) {
        if (((classes[code] ?? 0) & NAME_PART) === 0) break;
      } else if (isNamePart(code)) {
        ascii = false;
      } else {
        break;
      }
      pos++;
    }
    const quote = text.charCodeAt(pos);
    if ((quote === 34 || quote === 39) && pos - start < 3 && isStringPrefix(text.slice(start, pos))) {
      this.#string(start);
      return;
    }
    cursor.pos = pos;
    let image = text.slice(start, pos);
    if (!ascii) {
      const bad = badNameEnd(image);
      if (bad >= 0) {
        cursor.pos = start + bad;
        throw cursor.problem(invalidCharacter([...image.slice(0, bad)].at(-1) ?? ''));
      }
      image = image.normalize('NFKC');
    }
    const keyword = image.length <= t.LONGEST_KEYWORD ? t.keywords.get(image) : undefined;
    this.#emit(keyword ?? t.Name, image, start);
    if (keyword === undefined && isTypeStatement(this.#tokens)) this.#tokens.at(-2)?.become(t.TypeKeyword);
  }

  #comment(): void {
    const { lineno, lineStart, pos } = this.#cursor;
    const end = this.#text.indexOf('\n', pos);
    const text = this.#text.slice(pos, end);
    this.#comments.push({ lineno, col_offset: pos - lineStart, text });
    this.#cursor.pos = end;
  }

  #newline(): void {
    const cursor = this.#cursor;
    if (this.#brackets.depth > 0) {
      cursor.breakLine();
      return;
    }
    const tokens = this.#tokens;
    if (isMatchHeader(tokens, this.#lineFirst)) {
      tokens[this.#lineFirst]?.become(t.MatchKeyword);
      this.#matchBodies.push(this.#indentation.depth + 1);
    }
    const start = cursor.pos;
    const { lineno, lineStart } = cursor;
    const end = start - lineStart + 1;
    // A comment before it belongs to the token.
    const comment = this.#comments.at(-1);
    const column = comment?.lineno === lineno ? comment.col_offset : end - 1;
    this.#push(new Token(t.Newline, '', start, start, lineno, column, lineno, end));
    cursor.breakLine();
    this.#startLine();
  }

  /** A backslash before a line break joins the lines. */
  #continueLine(): void {
    const cursor = this.#cursor;
    cursor.pos++;
    const isEnd = this.options.addedBreak === true && cursor.pos === this.#text.length - 1;
    if (isEnd || this.#text.charCodeAt(cursor.pos) !== NEWLINE) {
      if (!isEnd) cursor.pos++;
      const { lineno, pos, lineStart } = cursor;
      const offset = cursor.problems.offset(lineno, pos - lineStart) - 1;
      const range = { lineno, offset, end_lineno: lineno, end_offset: 0 };
      this.#onlyIfReached = true;
      throw cursor.problems.exactly(range, 'unexpected character after line continuation character');
    }
    const { lineno, lineStart, pos } = cursor;
    cursor.breakLine();
    // An open bracket is what is told of a text that ends here.
    if (cursor.pos < this.#text.length || this.#brackets.depth > 0) return;
    const offset = cursor.problems.offset(lineno, pos - lineStart);
    const range = { lineno, offset, end_lineno: lineno, end_offset: -1 };
    this.#onlyIfReached = true;
    throw cursor.problems.exactly(range, 'unexpected EOF while parsing');
  }

  /** Skips blank lines, then turns the indentation of the next line into INDENT and DEDENT tokens. */
  #startLine(): void {
    const cursor = this.#cursor;
    const text = this.#text;
    const indentation = this.#indentation;
    indentation.reset();
    for (;;) {
      const code = text.charCodeAt(cursor.pos);
      if (code === 32) indentation.space();
      else if (code === 9) indentation.tab();
      else if (code === 12) indentation.formFeed();
      else if (code === 92) {
        indentation.backslash();
        this.#continueLine();
        continue;
      } else if (code === 35) {
        this.#comment();
        continue;
      } else if (code === NEWLINE) {
        cursor.breakLine();
        indentation.reset();
        continue;
      } else break;
      cursor.pos++;
    }
    if (cursor.pos < text.length) this.#indent();
  }

  #indent(): void {
    const { lineno, pos, problems } = this.#cursor;
    const step = this.#indentation.step();
    if (typeof step === 'string') {
      this.#onlyIfReached = true;
      throw indentationProblem(step, lineno, problems);
    }
    if (step > 0) this.#emit(t.Indent, '', pos);
    for (let i = step; i < 0; i++) this.#emit(t.Dedent, '', pos);
    const bodies = this.#matchBodies;
    const { depth } = this.#indentation;
    while ((bodies.at(-1) ?? 0) > depth) bodies.pop();
    this.#lineFirst = this.#tokens.length;
    if (bodies.at(-1) === depth && caseKeyword.test(this.#text.slice(pos, pos + 6))) {
      this.#cursor.pos += 4;
      this.#emit(t.CaseKeyword, 'case', pos);
    }
  }

  #string(start: number): void {
    const cursor = this.#cursor;
    const text = this.#text;
    const from = { ...place(cursor), pos: start };
    while (text.charCodeAt(cursor.pos) !== 34 && text.charCodeAt(cursor.pos) !== 39) cursor.pos++;
    const prefix = text.slice(start, cursor.pos).toLowerCase();
    if (prefix.includes('f')) {
      const quotes = quotesAt(text, cursor.pos);
      cursor.pos += quotes.length;
      this.#emit(t.FStringStart, text.slice(start, cursor.pos), start);
      if (this.#fstrings.length + 1 >= MAX_FSTRINGS) throw cursor.problem('too many nested f-strings');
      const string = { quotes, raw: prefix.includes('r'), start: from, fields: 0 };
      this.#fstrings.push(string);
      this.#literalPart(string);
      return;
    }
    scanString(cursor, from, this.#fstrings.at(-1));
    const { pos, lineno, lineStart } = cursor;
    const image = text.slice(start, pos);
    const column = start - from.lineStart;
    this.#push(new Token(t.StringLiteral, image, start, pos, from.lineno, column, lineno, pos - lineStart));
  }

  /** Reads literal text of an f-string, and what ends it if that is not left to the ordinary mode. */
  #literalPart(string: FString, afterColon = false): void {
    const cursor = this.#cursor;
    const text = this.#text;
    const from = place(cursor);
    const stop = scanLiteralPart(cursor, string, afterColon);
    const { pos, lineno, lineStart } = cursor;
    if (pos > from.pos) {
      const image = text.slice(from.pos, pos);
      const column = from.pos - from.lineStart;
      this.#push(
        new Token(t.FStringMiddle, image, from.pos, pos, from.lineno, column, lineno, pos - lineStart),
      );
    }
    if (stop === 'quotes') {
      cursor.pos += string.quotes.length;
      this.#emit(t.FStringEnd, string.quotes, pos);
      this.#fstrings.pop();
    } else if (stop === '{') {
      if (string.fields >= MAX_FIELDS) throw cursor.problem('f-string: expressions nested too deeply');
      cursor.pos++;
      this.#brackets.open(this.#emit(t.LBrace, '{', pos), string, cursor);
      string.fields++;
    } else if (stop === '}' && string.fields === 0) {
      cursor.pos++;
      throw cursor.problem("f-string: single '}' is not allowed");
    }
  }

  #operator(): void {
    const cursor = this.#cursor;
    const text = this.#text;
    const start = cursor.pos;
    const field = this.#brackets.last?.field;
    // At the top of a replacement field a colon begins the format spec, even in `:=`.
    if (field !== undefined && text.charCodeAt(start) === COLON) {
      cursor.pos++;
      this.#emit(t.FormatColon, ':', start);
      this.#literalPart(field, true);
      return;
    }
    const operator = operatorAt(text, start);
    if (operator === undefined) {
      this.#unknown(text.charAt(start));
      return;
    }
    const { type, image } = operator;
    cursor.pos = start + image.length;
    if (type === t.LParen || type === t.LBracket || type === t.LBrace) {
      const token = this.#emit(type, image, start);
      if (type === t.LParen && this.#tokens.at(-2)?.tokenType === t.With) this.#withParens.push(token.index);
      this.#brackets.open(token, undefined, cursor);
    } else if (type === t.RParen || type === t.RBracket || type === t.RBrace) {
      this.#brackets.close(image, this.#fstrings.at(-1), cursor);
      this.#emit(type, image, start);
      if (field !== undefined && type === t.RBrace) {
        field.fields--;
        this.#literalPart(field);
      }
    } else {
      this.#emit(type, image, start);
    }
  }

  #unknown(char: string): void {
    const { pos } = this.#cursor;
    this.#cursor.pos++;
    if (char < ' ' || char === '\u007f') throw this.#cursor.problem(invalidCharacter(char));
    this.#emit(t.Unknown, char, pos);
  }

  /** Ends the last block, or says that a bracket was left open. */
  #finish(): void {
    const { lineno, pos } = this.#cursor;
    const open = this.#brackets.last;
    if (open !== undefined) {
      this.#push(new Token(t.Unclosed, open.token.image, pos, pos, lineno, 0, lineno, 0));
      return;
    }
    for (let i = this.#indentation.depth; i > 0; i--) {
      this.#push(new Token(t.Dedent, '', pos, pos, lineno, 0, lineno, 0));
    }
    this.#push(new Token(t.EndMarker, '', pos, pos, lineno, 0, lineno, 0));
  }
}
