// Decoding UTF-8 with CPython's reports of what is wrong where (`unicode_decode_utf8`).

import { replaceUndecodable } from './codec-errors.js';

export function decodeUtf8(bytes: Uint8Array, errors: string): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const code = read(bytes, at);
    if (code >= 0) {
      text += String.fromCodePoint(code);
      at += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      continue;
    }
    const end = code === UNEXPECTED_END ? bytes.length : at + Math.max(1, -code - 1);
    const reason =
      code === UNEXPECTED_END
        ? 'unexpected end of data'
        : code === INVALID_START
          ? 'invalid start byte'
          : 'invalid continuation byte';
    const instead = replaceUndecodable({ encoding: 'utf-8', bytes, start: at, end, reason }, errors);
    text += instead.text;
    at = instead.next;
  }
  return text;
}

const UNEXPECTED_END = -100;
const INVALID_START = -1;

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** The code point at `at`; or what is wrong: -n for the n-th byte of the sequence. */
function read(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return first;
  if (first < 0xc2 || first > 0xf4) return INVALID_START;
  const second = bytes[at + 1];
  if (second === undefined) return UNEXPECTED_END;
  if (!isContinuation(second)) return -2;
  if (first < 0xe0) return ((first & 0x1f) << 6) | (second & 0x3f);
  // Overlong forms, surrogates and code points beyond the last show in the second byte.
  if (first === 0xe0 && second < 0xa0) return -2;
  if (first === 0xed && second >= 0xa0) return -2;
  if (first === 0xf0 && second < 0x90) return -2;
  if (first === 0xf4 && second >= 0x90) return -2;
  const third = bytes[at + 2];
  if (third === undefined) return UNEXPECTED_END;
  if (!isContinuation(third)) return -3;
  if (first < 0xf0) return ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  const fourth = bytes[at + 3];
  if (fourth === undefined) return UNEXPECTED_END;
  if (!isContinuation(fourth)) return -4;
  return ((first & 0x07) << 18) | ((second & 0x3f) << 12) | ((third & 0x3f) << 6) | (fourth & 0x3f);
}
