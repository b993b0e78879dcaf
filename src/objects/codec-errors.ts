// What the error handlers of codecs make of text that can not be encoded and of bytes that can not be decoded.

import { PyBytes } from './buffers.js';
import { exception, type PyException } from './exceptions.js';
import { escapeCodePoint } from './str-repr.js';

/** Characters `start` to `end` of `chars` can not be encoded. */
export interface EncodeProblem {
  readonly encoding: string;
  readonly text: string;
  readonly chars: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** Bytes `start` to `end` can not be decoded. */
export interface DecodeProblem {
  readonly encoding: string;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

function unknownHandler(errors: string): PyException {
  return exception('LookupError', `unknown error handler name '${errors}'`);
}

function encodeError({ encoding, text, start, end, reason }: EncodeProblem): PyException {
  return exception('UnicodeEncodeError', encoding, text, start, end, reason);
}

function decodeError({ encoding, bytes, start, end, reason }: DecodeProblem): PyException {
  return exception('UnicodeDecodeError', encoding, new PyBytes(bytes.slice()), start, end, reason);
}

/** What stands in for the characters: text to be encoded, or the very bytes. */
export function replaceUnencodable(problem: EncodeProblem, errors: string): string | readonly number[] {
  const codes = problem.chars.slice(problem.start, problem.end).map((char) => char.codePointAt(0) ?? 0);
  switch (errors) {
    case 'strict':
      throw encodeError(problem);
    case 'ignore':
      return '';
    case 'replace':
      return '?'.repeat(codes.length);
    case 'xmlcharrefreplace':
      return codes.map((code) => `&#${code};`).join('');
    case 'backslashreplace':
      return codes.map(escaped).join('');
    case 'surrogateescape':
      if (codes.some((code) => code < 0xdc80 || code > 0xdcff)) throw encodeError(problem);
      return codes.map((code) => code - 0xdc00);
    case 'surrogatepass':
      return passSurrogates(codes, problem);
    default:
      throw unknownHandler(errors);
  }
}

/** Line feeds and their kin have no short form here. */
function escaped(code: number): string {
  return code < 0x20 ? `\\x${code.toString(16).padStart(2, '0')}` : escapeCodePoint(code);
}

function passSurrogates(codes: readonly number[], problem: EncodeProblem): readonly number[] {
  const { encoding } = problem;
  if (!encoding.startsWith('utf') || codes.some((code) => code < 0xd800 || code > 0xdfff)) {
    throw encodeError(problem);
  }
  return codes.flatMap((code) => {
    if (encoding === 'utf-8') return [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
    const bytes = [code & 0xff, code >> 8];
    if (encoding.startsWith('utf-32')) bytes.push(0, 0);
    return encoding.endsWith('be') ? bytes.reverse() : bytes;
  });
}

/** The text that stands in for the bytes, and where decoding goes on. */
export function replaceUndecodable(
  problem: DecodeProblem,
  errors: string,
): { readonly text: string; readonly next: number } {
  const { bytes, start, end } = problem;
  switch (errors) {
    case 'strict':
      throw decodeError(problem);
    case 'ignore':
      return { text: '', next: end };
    case 'replace':
      return { text: '\ufffd', next: end };
    case 'backslashreplace':
      return { text: Array.from(bytes.subarray(start, end), escaped).join(''), next: end };
    case 'surrogateescape': {
      let text = '';
      let next = start;
      for (; next < end && (bytes[next] ?? 0) >= 0x80; next++) {
        text += String.fromCharCode(0xdc00 + (bytes[next] ?? 0));
      }
      if (next === start) throw decodeError(problem);
      return { text, next };
    }
    case 'surrogatepass': {
      const [a = 0, b = 0, c = 0] = bytes.subarray(start, start + 3);
      if (problem.encoding !== 'utf-8' || a !== 0xed || b < 0xa0 || b > 0xbf || c < 0x80 || c > 0xbf) {
        throw decodeError(problem);
      }
      return { text: String.fromCharCode(0xd000 | ((b & 0x3f) << 6) | (c & 0x3f)), next: start + 3 };
    }
    default:
      throw unknownHandler(errors);
  }
}
