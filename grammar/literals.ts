// The values of literals: numbers, and strings with their prefixes and escapes.

import type { Constant, ConstantValue } from './ast.js';
import { characterNamed } from './character-names.js';

const MAX_INT_DIGITS = 4300;

/** What is wrong with a literal; the grammar adds where it stands. */
export class LiteralError extends Error {}

export function numberValue(image: string): ConstantValue {
  const text = image.includes('_') ? image.replaceAll('_', '') : image;
  const last = text.charAt(text.length - 1);
  if (/^0[xob]/i.test(text)) return { type: 'int', value: safe(BigInt(text)) };
  if (last === 'j' || last === 'J') return { type: 'complex', value: Number(text.slice(0, -1)) };
  if (!/^[0-9]+$/.test(text)) return { type: 'float', value: Number(text) };
  if (text.length < 16) return { type: 'int', value: Number(text) };
  if (text.length > MAX_INT_DIGITS) {
    throw new LiteralError(
      `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion: value has ${text.length} digits; ` +
        'use sys.set_int_max_str_digits() to increase the limit - ' +
        'Consider hexadecimal for huge integer literals to avoid decimal conversion limits.',
    );
  }
  return { type: 'int', value: safe(BigInt(text)) };
}

function safe(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** The value of a string or bytes literal as written, prefix and quotes included. */
export function stringValue(image: string): Pick<Constant, 'value' | 'prefix'> {
  const quote = Math.max(0, image.search(/["']/));
  const written = image.slice(0, quote);
  const prefix = written.toLowerCase();
  const size = image.length - quote >= 6 && image.charAt(quote) === image.charAt(quote + 1) ? 3 : 1;
  const body = image.slice(quote + size, image.length - size);
  const raw = prefix.includes('r') || !body.includes('\\');
  if (prefix.includes('b')) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
    if (!/^[\x00-\x7f]*$/.test(body))
      throw new LiteralError('bytes can only contain ASCII literal characters');
    return { value: { type: 'bytes', value: raw ? latin1(body) : decodeBytes(body) }, prefix: null };
  }
  const value = raw ? body : decodeText(body);
  return { value: { type: 'str', value }, prefix: written === 'u' ? 'u' : null };
}

/** The text of a literal part of an f-string: doubled braces become single. */
export function fstringText(image: string, raw: boolean): string {
  if (raw || !image.includes('\\')) return image.replace(/\{\{|\}\}/g, (braces) => braces.charAt(0));
  // Escapes do not reach over braces, except those of `\N{...}`.
  const pieces = image.match(/(?:\\N\{[^}]*\}?|\\[^{}]|[^\\{}])+|\\|\{\{|\}\}|[{}]/gs) ?? [];
  return pieces
    .map((piece) => (piece === '\\' ? piece : /^[{}]/.test(piece) ? piece.charAt(0) : decodeText(piece)))
    .join('');
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const textEscape =
  /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{0,2})|u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|N(\{[^}]*\}?)?|([\s\S]))/g;

/** Replaces the escapes of a str literal; unknown ones stay as they are. */
function decodeText(body: string): string {
  return body.replace(textEscape, (written, octal, x, u, U, name, char, at: number) => {
    if (char !== undefined) return simpleEscapes[char] ?? written;
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const fail = (reason: string): never => {
      throw unicodeError(body, at, written, reason);
    };
    if (x !== undefined) return x.length === 2 ? hex(x) : fail('truncated \\xXX escape');
    if (u !== undefined) return u.length === 4 ? hex(u) : fail('truncated \\uXXXX escape');
    if (U !== undefined) {
      if (U.length !== 8) return fail('truncated \\UXXXXXXXX escape');
      return Number.parseInt(U, 16) > 0x10ffff ? fail('illegal Unicode character') : hex(U);
    }
    if (name === '{}') throw unicodeError(body, at, written.slice(0, -1), MALFORMED);
    if (name === undefined || !name.endsWith('}')) return fail(MALFORMED);
    return characterNamed(name.slice(1, -1)) ?? fail('unknown Unicode character name');
  });
}

const MALFORMED = 'malformed \\N character escape';

function hex(digits: string): string {
  return String.fromCodePoint(Number.parseInt(digits, 16));
}

/** CPython counts positions in a copy of the literal where characters beyond ASCII are ten bytes long. */
function unicodeError(body: string, at: number, written: string, reason: string): LiteralError {
  let start = 0;
  for (const char of body.slice(0, at)) start += char > '\u007f' ? 10 : 1;
  const end = start + written.length - 1;
  const where = end > start ? `bytes in position ${start}-${end}` : `byte 0x5c in position ${start}`;
  return new LiteralError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`);
}

function latin1(body: string): Uint8Array {
  const bytes = new Uint8Array(body.length);
  for (let i = 0; i < body.length; i++) bytes[i] = body.charCodeAt(i);
  return bytes;
}

const byteEscape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{0,2})|([\s\S]))/g;

function decodeBytes(body: string): Uint8Array {
  const decoded = body.replace(byteEscape, (written, octal, x, char, at: number) => {
    if (char !== undefined) return simpleEscapes[char] ?? written;
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (x.length === 2) return hex(x);
    throw new LiteralError(`(value error) invalid \\x escape at position ${at}`);
  });
  return latin1(decoded);
}
