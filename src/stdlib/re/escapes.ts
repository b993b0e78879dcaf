// Backslash escapes of patterns, outside and inside of character sets.

import { escapeNonAscii, strRepr } from '../../objects/str-repr.js';
import type { Category, Node, Place, SetItem } from './nodes.js';
import type { ParserState } from './parser-state.js';
import {
  ASCII_LETTER,
  charCount,
  DIGIT,
  HEX_DIGIT,
  OCTAL_DIGIT,
  type PatternProblem,
  type PatternSource,
} from './pattern-source.js';

/** Characters that have an escape of their own, in patterns and in replacements. */
export function controlCharacter(sequence: string): string | undefined {
  switch (sequence) {
    case '\\a':
      return '\x07';
    case '\\b':
      return '\b';
    case '\\f':
      return '\f';
    case '\\n':
      return '\n';
    case '\\r':
      return '\r';
    case '\\t':
      return '\t';
    case '\\v':
      return '\v';
    case '\\\\':
      return '\\';
    default:
      return undefined;
  }
}

function category(letter: string): SetItem | undefined {
  const kinds: Record<string, Category> = { d: 'digit', s: 'space', w: 'word' };
  const lower = letter.toLowerCase();
  const kind = Object.hasOwn(kinds, lower) ? kinds[lower] : undefined;
  return kind === undefined ? undefined : { kind: 'category', category: kind, negated: letter !== lower };
}

function place(letter: string): Place | undefined {
  switch (letter) {
    case 'A':
      return 'string start';
    case 'Z':
      return 'string end';
    case 'b':
      return 'word boundary';
    case 'B':
      return 'no word boundary';
    default:
      return undefined;
  }
}

function bad(source: PatternSource, sequence: string): PatternProblem {
  return source.problem(`bad escape ${sequence}`, charCount(sequence));
}

/** The code of `\x41`, `\u1234`, `\U00012345`, `\N{DIGIT ONE}`; undefined for other escapes. */
function numericEscape(source: PatternSource, state: ParserState, sequence: string): number | undefined {
  const letter = sequence[1] ?? '';
  if (letter === 'x') return hexadecimal(source, sequence, 2);
  if (!source.isText) return undefined;
  if (letter === 'u') return hexadecimal(source, sequence, 4);
  if (letter === 'U') {
    const code = hexadecimal(source, sequence, 8);
    if (code <= 0x10ffff) return code;
    throw bad(source, `${sequence}${code.toString(16).padStart(8, '0')}`);
  }
  return letter === 'N' ? namedCharacter(source, state) : undefined;
}

function hexadecimal(source: PatternSource, sequence: string, digits: number): number {
  const given = source.takeWhile(HEX_DIGIT, digits);
  if (given.length === digits) return Number.parseInt(given, 16);
  throw source.problem(`incomplete escape ${sequence}${given}`, sequence.length + given.length);
}

function namedCharacter(source: PatternSource, state: ParserState): number {
  if (!source.accept('{')) throw source.problem('missing {');
  const name = source.takeName('}', 'character name');
  const code = state.lookUpName(name);
  if (code !== undefined) return code;
  throw source.problem(`undefined character name ${strRepr(name)}`, charCount(name) + '\\N{}'.length);
}

function octal(source: PatternSource, sequence: string): number {
  const code = Number.parseInt(sequence.slice(1), 8);
  if (code <= 0o377) return code;
  throw source.problem(`octal escape value ${sequence} outside of range 0-0o377`, sequence.length);
}

/** An escape of a letter that means nothing is refused, any other character stands for itself. */
function escapedCharacter(source: PatternSource, sequence: string): number {
  const char = sequence.slice(1);
  if (ASCII_LETTER.test(char)) throw bad(source, sequence);
  return char.codePointAt(0) ?? 0;
}

/** An escape between brackets. */
export function parseSetEscape(source: PatternSource, state: ParserState, sequence: string): SetItem {
  const control = controlCharacter(sequence);
  if (control !== undefined) return { kind: 'literal', code: control.charCodeAt(0) };
  const letter = sequence[1] ?? '';
  const found = category(letter);
  if (found !== undefined) return found;
  let code = numericEscape(source, state, sequence);
  if (code === undefined && OCTAL_DIGIT.test(letter)) {
    code = octal(source, sequence + source.takeWhile(OCTAL_DIGIT, 2));
  }
  if (code === undefined && DIGIT.test(letter)) throw bad(source, sequence);
  return { kind: 'literal', code: code ?? escapedCharacter(source, sequence) };
}

/** An escape anywhere else: a character, a kind of characters, a place, or a reference to a group. */
export function parseEscape(source: PatternSource, state: ParserState, sequence: string): Node {
  const letter = sequence[1] ?? '';
  const where = place(letter);
  if (where !== undefined) return { kind: 'place', place: where };
  const found = category(letter);
  if (found !== undefined) return { kind: 'set', negated: false, items: [found] };
  const control = controlCharacter(sequence);
  if (control !== undefined) return { kind: 'literal', code: control.charCodeAt(0) };
  const code = numericEscape(source, state, sequence);
  if (code !== undefined) return { kind: 'literal', code };
  if (letter === '0') {
    return { kind: 'literal', code: Number.parseInt(letter + source.takeWhile(OCTAL_DIGIT, 2), 8) };
  }
  if (DIGIT.test(letter)) return octalOrReference(source, state, sequence);
  return { kind: 'literal', code: escapedCharacter(source, sequence) };
}

/** Three octal digits are a character, all other numbers are groups. */
function octalOrReference(source: PatternSource, state: ParserState, sequence: string): Node {
  let digits = sequence.slice(1) + source.takeWhile(DIGIT, 1);
  if (/^[0-7]{2}$/.test(digits)) {
    digits += source.takeWhile(OCTAL_DIGIT, 1);
    if (digits.length === 3) return { kind: 'literal', code: octal(source, `\\${digits}`) };
  }
  const group = Number.parseInt(digits, 10);
  if (group >= state.groupCount) throw source.problem(`invalid group reference ${group}`, digits.length);
  state.checkReference(source, group, digits.length + 1);
  return { kind: 'reference', group };
}

/** How a message shows a name that is not known. */
export function shownName(source: PatternSource, name: string): string {
  return source.isText ? strRepr(name) : escapeNonAscii(strRepr(name));
}
