// Scanning number literals: finds where one ends, or says as CPython does what is wrong with it.

import { isDigit, isNamePart } from './characters.js';
import type { Cursor } from './cursor.js';

/** Keywords that may follow a number without a space. */
const followers = /(?:(?:and|else|for|not|or)(?![\w\u0080-\uffff])|i[fns])/y;

const radixes: Readonly<Record<string, { readonly name: string; readonly digits: RegExp }>> = {
  x: { name: 'hexadecimal', digits: /[0-9a-fA-F]/ },
  o: { name: 'octal', digits: /[0-7]/ },
  b: { name: 'binary', digits: /[01]/ },
};

/** Moves the cursor from the first character of a number (a digit, or a dot before one) past its last. */
export function scanNumber(cursor: Cursor): void {
  const { text } = cursor;
  const start = cursor.pos;
  if (text[start] === '0') {
    const radix = radixes[(text[start + 1] ?? '').toLowerCase()];
    if (radix !== undefined) {
      scanRadix(cursor, radix.name, radix.digits);
      return;
    }
    scanZeros(cursor, start);
  } else if (text[start] !== '.') {
    decimalDigits(cursor);
  }
  scanFraction(cursor);
}

function scanRadix(cursor: Cursor, name: string, digits: RegExp): void {
  const { text } = cursor;
  cursor.pos += 2;
  for (;;) {
    if (text[cursor.pos] === '_') cursor.pos++;
    if (!digits.test(text[cursor.pos] ?? '')) {
      if (isDigit(text.charCodeAt(cursor.pos))) {
        cursor.pos++;
        throw cursor.problem(`invalid digit '${text[cursor.pos - 1]}' in ${name} literal`);
      }
      throw cursor.problem(`invalid ${name} literal`);
    }
    while (digits.test(text[cursor.pos] ?? '')) cursor.pos++;
    if (text[cursor.pos] !== '_') break;
  }
  if (isDigit(text.charCodeAt(cursor.pos))) {
    cursor.pos++;
    throw cursor.problem(`invalid digit '${text[cursor.pos - 1]}' in ${name} literal`);
  }
  checkEnd(cursor, name);
}

/** A number that begins with 0: only zeros, unless it turns out to be a float or an imaginary number. */
function scanZeros(cursor: Cursor, start: number): void {
  const { text } = cursor;
  cursor.pos++;
  for (;;) {
    if (text[cursor.pos] === '_') {
      cursor.pos++;
      if (!isDigit(text.charCodeAt(cursor.pos))) throw cursor.problem('invalid decimal literal');
    }
    if (text[cursor.pos] !== '0') break;
    cursor.pos++;
  }
  const zerosEnd = cursor.pos;
  if (!isDigit(text.charCodeAt(cursor.pos))) return;
  decimalDigits(cursor);
  const next = text[cursor.pos] ?? '';
  if (next === '.' || next === 'e' || next === 'E' || next === 'j' || next === 'J') return;
  const { problems, lineno, lineStart } = cursor;
  const range = {
    lineno,
    offset: problems.offset(lineno, start - lineStart),
    end_lineno: lineno,
    end_offset: problems.offset(lineno, zerosEnd - lineStart),
  };
  throw problems.exactly(
    range,
    'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
  );
}

function decimalDigits(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    while (isDigit(text.charCodeAt(cursor.pos))) cursor.pos++;
    if (text[cursor.pos] !== '_') return;
    cursor.pos++;
    if (!isDigit(text.charCodeAt(cursor.pos))) throw cursor.problem('invalid decimal literal');
  }
}

function scanFraction(cursor: Cursor): void {
  const { text } = cursor;
  if (text[cursor.pos] === '.') {
    cursor.pos++;
    if (isDigit(text.charCodeAt(cursor.pos))) decimalDigits(cursor);
  }
  const exponent = text[cursor.pos];
  if (exponent === 'e' || exponent === 'E') {
    const sign = text[cursor.pos + 1];
    const signed = sign === '+' || sign === '-';
    const first = cursor.pos + (signed ? 2 : 1);
    if (isDigit(text.charCodeAt(first))) {
      cursor.pos = first;
      decimalDigits(cursor);
    } else if (signed) {
      cursor.pos = first;
      throw cursor.problem('invalid decimal literal');
    } else {
      // `1else` is a number and a keyword; anything else is refused below.
      checkEnd(cursor, 'decimal');
      return;
    }
  }
  const imaginary = text[cursor.pos];
  if (imaginary === 'j' || imaginary === 'J') {
    cursor.pos++;
    checkEnd(cursor, 'imaginary');
  } else {
    checkEnd(cursor, 'decimal');
  }
}

/** A number may not run into a name, except into some keywords. */
function checkEnd(cursor: Cursor, name: string): void {
  const { text, pos } = cursor;
  // Beyond ASCII it is for the next token to be refused.
  const code = text.charCodeAt(pos);
  if (!isNamePart(code) || code >= 128) return;
  followers.lastIndex = pos;
  if (followers.test(text)) return;
  throw cursor.problem(`invalid ${name} literal`);
}
