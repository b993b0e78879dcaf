// Scanning the extent of string literals, and the literal parts of f-strings, which are modal: text up
// to a brace, then ordinary tokens up to the brace's end, with a format spec as text again between.

import { type Cursor, NEWLINE } from './cursor.js';
import type { PySyntaxProblem } from './syntax-error.js';

const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

/** An f-string the lexer is inside of. */
export interface FString {
  /** The closing quotes. */
  readonly quotes: string;
  readonly raw: boolean;
  readonly start: Place;
  /** How many of its replacement fields are open: more than one when a format spec has fields. */
  fields: number;
}

export interface Place {
  readonly pos: number;
  readonly lineno: number;
  readonly lineStart: number;
}

export function place(cursor: Cursor): Place {
  return { pos: cursor.pos, lineno: cursor.lineno, lineStart: cursor.lineStart };
}

const prefixes = new Set(['r', 'b', 'u', 'f', 'br', 'rb', 'fr', 'rf']);

export function isStringPrefix(text: string): boolean {
  return prefixes.has(text.toLowerCase());
}

/** The opening quotes at the cursor. */
export function quotesAt(text: string, pos: number): string {
  const quote = text.charAt(pos);
  return text.startsWith(quote.repeat(3), pos) ? quote.repeat(3) : quote;
}

/** Moves from the opening quotes past the closing ones. `start` is where the literal's prefix began. */
export function scanString(cursor: Cursor, start: Place, within: FString | undefined): void {
  const { text } = cursor;
  const quotes = quotesAt(text, cursor.pos);
  const quote = quotes.charCodeAt(0);
  const triple = quotes.length === 3;
  cursor.pos += quotes.length;
  let escapedQuote = false;
  for (;;) {
    const code = text.charCodeAt(cursor.pos);
    if (code === quote && (!triple || text.startsWith(quotes, cursor.pos))) {
      cursor.pos += quotes.length;
      return;
    }
    if (code === BACKSLASH) {
      cursor.pos++;
      if (text.charCodeAt(cursor.pos) === quote) escapedQuote = true;
      step(cursor);
    } else if (code === NEWLINE && triple) {
      cursor.breakLine();
    } else if (code === NEWLINE || cursor.pos >= text.length) {
      throw unterminated(cursor, start, quotes, within, escapedQuote);
    } else {
      cursor.pos++;
    }
  }
}

/** Steps over one character, whatever it is. */
function step(cursor: Cursor): void {
  if (cursor.pos >= cursor.text.length) return;
  if (cursor.text.charCodeAt(cursor.pos) === NEWLINE) cursor.breakLine();
  else cursor.pos++;
}

function unterminated(
  cursor: Cursor,
  start: Place,
  quotes: string,
  within: FString | undefined,
  escapedQuote: boolean,
): PySyntaxProblem {
  const at = (message: string) => cursor.problemAt(message, start.lineno, start.lineStart, start.pos + 1);
  // The quote was meant to end the f-string around it.
  if (within?.quotes === quotes) return at("f-string: expecting '}'");
  const line = detected(cursor);
  if (quotes.length === 3) return at(`unterminated triple-quoted string literal (detected at line ${line})`);
  const hint = escapedQuote ? '; perhaps you escaped the end quote?' : '';
  return at(`unterminated string literal (detected at line ${line})${hint}`);
}

/** The line where the end of the text, or of the line, cut a literal off. */
function detected(cursor: Cursor): number {
  const { text, pos, lineno } = cursor;
  return pos >= text.length && text.charCodeAt(text.length - 1) === NEWLINE ? lineno - 1 : lineno;
}

/** What ended a literal part: the closing quotes, a brace of a field, or a line's end in a format spec. */
export type PartEnd = 'quotes' | '{' | '}' | 'line';

/**
 * Moves over literal text, leaving what ended it unread. Right after the colon of a format spec the end
 * of a line ends the text, but not after a field in the spec.
 */
export function scanLiteralPart(cursor: Cursor, string: FString, afterColon: boolean): PartEnd {
  const { text } = cursor;
  const { quotes, raw } = string;
  const quote = quotes.charCodeAt(0);
  const inSpec = string.fields > 0;
  let named = false;
  for (;;) {
    const code = text.charCodeAt(cursor.pos);
    if (code === quote && text.startsWith(quotes, cursor.pos)) return 'quotes';
    if (cursor.pos >= text.length || (code === NEWLINE && quotes.length === 1)) {
      if (afterColon && code === NEWLINE) return 'line';
      throw unterminatedFString(cursor, string);
    }
    if (code === NEWLINE) {
      cursor.breakLine();
    } else if (code === OPEN) {
      if (inSpec || text.charCodeAt(cursor.pos + 1) !== OPEN) return '{';
      cursor.pos += 2;
    } else if (code === CLOSE && named) {
      named = false;
      cursor.pos++;
    } else if (code === CLOSE) {
      if (inSpec || text.charCodeAt(cursor.pos + 1) !== CLOSE) return '}';
      cursor.pos += 2;
    } else if (code === BACKSLASH) {
      cursor.pos++;
      const next = text.charAt(cursor.pos);
      if (next === 'N' && !raw && text.charAt(cursor.pos + 1) === '{') {
        named = true;
        cursor.pos += 2;
      } else if (next !== '{' && next !== '}') {
        step(cursor);
      }
    } else {
      cursor.pos++;
    }
  }
}

function unterminatedFString(cursor: Cursor, { quotes, start }: FString): PySyntaxProblem {
  const kind = quotes.length === 3 ? 'triple-quoted f-string' : 'f-string';
  const message = `unterminated ${kind} literal (detected at line ${detected(cursor)})`;
  return cursor.problemAt(message, start.lineno, start.lineStart, start.pos + 1);
}
