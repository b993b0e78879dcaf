// The encodings `unicode_escape` and `raw_unicode_escape`, and the escapes of bytes literals: text and bytes written
// as in a literal.

import { type DecodeProblem, replaceUndecodable } from '../../objects/codec-errors.js';
import { valueError } from '../../objects/exceptions.js';
import { warn } from '../../objects/warnings.js';
import type { PartialText } from './partial.js';

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['b', '\b'],
  ['f', '\f'],
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['v', '\v'],
  ['a', '\x07'],
  ['\n', ''],
]);

const WIDTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const LAST_CODE_POINT = 0x10ffff;

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');

function wideEscape(code: number): string {
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

export function encodeUnicodeEscape(text: string): Uint8Array {
  let result = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '\\') result += '\\\\';
    else if (char === '\t') result += '\\t';
    else if (char === '\n') result += '\\n';
    else if (char === '\r') result += '\\r';
    else if (code >= 0x20 && code < 0x7f) result += char;
    else result += code < 0x100 ? `\\x${hex(code, 2)}` : wideEscape(code);
  }
  return ascii(result);
}

export function encodeRawUnicodeEscape(text: string): Uint8Array {
  let result = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    result += code < 0x100 ? char : wideEscape(code);
  }
  return ascii(result);
}

/** A hexadecimal escape whose digits begin at `at`: its code point, or where its digits end too early. */
function hexEscape(bytes: Uint8Array, at: number, width: number): { code: number } | { end: number } {
  let end = at;
  let code = 0;
  for (; end < at + width && end < bytes.length; end++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[end] ?? 0), 16);
    if (Number.isNaN(digit)) break;
    code = code * 16 + digit;
  }
  return end === at + width ? { code } : { end };
}

function octalEscape(bytes: Uint8Array, at: number): { code: number; end: number } {
  let end = at;
  let code = 0;
  for (; end < at + 3 && end < bytes.length; end++) {
    const digit = (bytes[end] ?? 0) - 48;
    if (digit < 0 || digit > 7) break;
    code = code * 8 + digit;
  }
  return { code, end };
}

/** Both decoders: `isRaw` leaves all but `\u` and `\U` as they are. */
function decodeEscapes(
  bytes: Uint8Array,
  errors: string,
  isFinal: boolean,
  encoding: string,
  isRaw: boolean,
): PartialText {
  let text = '';
  let at = 0;
  let isWarned = false;
  const recover = (end: number, reason: string): void => {
    const problem: DecodeProblem = { encoding, bytes, start: at, end, reason };
    const { text: instead, next } = replaceUndecodable(problem, errors);
    text += instead;
    at = next;
  };
  while (at < bytes.length) {
    const char = String.fromCharCode(bytes[at] ?? 0);
    if (char !== '\\') {
      text += char;
      at++;
      continue;
    }
    const next = bytes[at + 1];
    if (next === undefined) {
      if (!isFinal) break;
      if (isRaw) {
        text += '\\';
        at++;
      } else recover(at + 1, '\\ at end of string');
      continue;
    }
    const letter = String.fromCharCode(next);
    const width = isRaw && letter === 'x' ? undefined : WIDTHS[letter];
    if (width !== undefined) {
      const found = hexEscape(bytes, at + 2, width);
      if ('end' in found) {
        if (!isFinal && found.end === bytes.length) break;
        recover(found.end, `truncated \\${letter}${'X'.repeat(width)} escape`);
      } else if (found.code > LAST_CODE_POINT) {
        recover(at + 2 + width, isRaw ? '\\Uxxxxxxxx out of range' : 'illegal Unicode character');
      } else {
        text += String.fromCodePoint(found.code);
        at += 2 + width;
      }
      continue;
    }
    if (isRaw) {
      text += `\\${letter}`;
      at += 2;
      continue;
    }
    const simple = SIMPLE.get(letter);
    if (simple !== undefined) {
      text += simple;
      at += 2;
    } else if (letter >= '0' && letter <= '7') {
      const { code, end } = octalEscape(bytes, at + 1);
      if (code > 0xff && !isWarned) {
        isWarned = true;
        warn('DeprecationWarning', `invalid octal escape sequence '\\${code.toString(8)}'`);
      }
      if (!isFinal && end === bytes.length && end < at + 4) break;
      text += String.fromCharCode(code);
      at = end;
    } else if (letter === 'N') {
      const end = bytes.indexOf(0x7d, at);
      if (end < 0 && !isFinal) break;
      recover(
        end < 0 ? bytes.length : end + 1,
        end < 0 ? 'malformed \\N character escape' : 'unknown Unicode character name',
      );
    } else {
      if (!isWarned) warn('DeprecationWarning', `invalid escape sequence '\\${letter}'`);
      isWarned = true;
      text += `\\${letter}`;
      at += 2;
    }
  }
  return { text, consumed: at };
}

export function decodeUnicodeEscape(bytes: Uint8Array, errors: string, isFinal: boolean): PartialText {
  return decodeEscapes(bytes, errors, isFinal, 'unicodeescape', false);
}

export function decodeRawUnicodeEscape(bytes: Uint8Array, errors: string, isFinal: boolean): PartialText {
  return decodeEscapes(bytes, errors, isFinal, 'rawunicodeescape', true);
}

/** `codecs.escape_encode`: bytes as between the quotes of a bytes literal. */
export function escapeBytes(bytes: Uint8Array): Uint8Array {
  let result = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === '\\' || char === "'") result += `\\${char}`;
    else if (char === '\t') result += '\\t';
    else if (char === '\n') result += '\\n';
    else if (char === '\r') result += '\\r';
    else result += byte >= 0x20 && byte < 0x7f ? char : `\\x${hex(byte, 2)}`;
  }
  return ascii(result);
}

/** `codecs.escape_decode` */
export function unescapeBytes(bytes: Uint8Array, errors: string): Uint8Array {
  const result: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x5c) {
      result.push(byte);
      at++;
      continue;
    }
    const next = bytes[at + 1];
    if (next === undefined) throw valueError('Trailing \\ in string');
    const letter = String.fromCharCode(next);
    const simple = SIMPLE.get(letter);
    if (simple !== undefined) {
      result.push(...ascii(simple));
      at += 2;
    } else if (letter >= '0' && letter <= '7') {
      const { code, end } = octalEscape(bytes, at + 1);
      if (code > 0xff) warn('DeprecationWarning', `invalid octal escape sequence '\\${code.toString(8)}'`);
      result.push(code & 0xff);
      at = end;
    } else if (letter === 'x') {
      const found = hexEscape(bytes, at + 2, 2);
      if ('code' in found) {
        result.push(found.code);
        at += 4;
      } else {
        if (errors === 'strict') throw valueError(`invalid \\x escape at position ${at}`);
        if (errors === 'replace') result.push(0x3f);
        else if (errors !== 'ignore') {
          throw valueError(`decoding error; unknown error handling code: ${errors}`);
        }
        at = found.end;
      }
    } else {
      warn('DeprecationWarning', `invalid escape sequence '\\${letter}'`);
      result.push(0x5c, next);
      at += 2;
    }
  }
  return Uint8Array.from(result);
}
