// Strings in JSON: reading them with their escapes, and writing them.

import { codePointIndex } from '../../objects/str-text.js';

/** What is wrong, and at which code unit. */
export class JsonProblem {
  constructor(
    readonly message: string,
    readonly unit: number,
  ) {}
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The string whose opening quote stands before `start`, and where the text goes on. Units, not characters. */
export function readString(text: string, start: number, isStrict: boolean): readonly [string, number] {
  let result = '';
  let at = start;
  for (;;) {
    const chunk = at;
    let unit = text.charCodeAt(at);
    while (unit !== QUOTE && unit !== BACKSLASH && at < text.length) {
      if (unit <= 0x1f && isStrict) throw new JsonProblem('Invalid control character at', at);
      unit = text.charCodeAt(++at);
    }
    if (at >= text.length) throw new JsonProblem('Unterminated string starting at', start - 1);
    result += text.slice(chunk, at);
    if (unit === QUOTE) return [result, at + 1];
    const sign = text[at + 1];
    if (sign === undefined) throw new JsonProblem('Unterminated string starting at', start - 1);
    if (sign === 'u') {
      const code = readUnicode(text, at + 2);
      result += String.fromCharCode(code);
      at += 6;
      continue;
    }
    const char = escaped(sign);
    if (char === undefined) throw new JsonProblem('Invalid \\escape', at);
    result += char;
    at += 2;
  }
}

function readUnicode(text: string, start: number): number {
  const digits = text.slice(start, start + 4);
  if (/^[0-9a-fA-F]{4}$/.test(digits) && start + 4 < text.length) return Number.parseInt(digits, 16);
  throw new JsonProblem('Invalid \\uXXXX escape', start - 1);
}

function escaped(sign: string): string | undefined {
  switch (sign) {
    case '"':
    case '\\':
    case '/':
      return sign;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return undefined;
  }
}

/** Where a problem is, counted in characters. */
export function positionOf(text: string, problem: JsonProblem): number {
  return codePointIndex(text, problem.unit);
}

const PLAIN = /^[ !#-[\]-~]*$/;
/** What has to be escaped, and what may have to be: all that is no printable ASCII. */
const SPECIAL = /["\\]|[^ -\uffff]/g;
const UNUSUAL = /["\\]|[^ -~]/g;

/** A string between quotes; with `isAscii` everything beyond ASCII is escaped, unit by unit. */
export function writeString(text: string, isAscii: boolean): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return `"${text.replaceAll(isAscii ? UNUSUAL : SPECIAL, escapeUnit)}"`;
}

function escapeUnit(char: string): string {
  switch (char) {
    case '"':
      return '\\"';
    case '\\':
      return '\\\\';
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    case '\f':
      return '\\f';
    case '\b':
      return '\\b';
    default:
      return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }
}
