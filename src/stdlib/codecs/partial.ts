// Decoding what has come so far: which of the bytes already make whole characters.

import { decodeBytes, normalizedEncoding } from '../../objects/codecs.js';

/** A text, and how many bytes it was made of. */
export interface PartialText {
  readonly text: string;
  readonly consumed: number;
}

/** Decodes the whole characters; the others wait, unless nothing more will come. */
export function decodePart(
  encoding: string,
  bytes: Uint8Array,
  errors: string,
  isFinal: boolean,
): PartialText {
  const consumed = isFinal ? bytes.length : wholeLength(bytes, encoding);
  return { text: decodeBytes(bytes.subarray(0, consumed), encoding, errors), consumed };
}

/** How many of the bytes make whole characters. Encodings with one byte per character leave nothing over. */
export function wholeLength(bytes: Uint8Array, encoding: string): number {
  const { length } = bytes;
  switch (familyOf(encoding)) {
    case 'single':
      return length;
    case 'utf-8-sig':
      return length < 3 && bytes[0] === 0xef ? 0 : length - openUtf8(bytes);
    case 'utf-8':
      return length - openUtf8(bytes);
    case 'utf-32':
      return length - (length % 4);
    case 'utf-16': {
      const even = length - (length % 2);
      const [first = 0, second = 0] = bytes.subarray(even - 2, even);
      const isBig = /be$/.test(encoding) || (bytes[0] === 0xfe && bytes[1] === 0xff);
      // A high surrogate waits for the low one.
      const isHigh = even >= 2 && ((isBig ? first : second) & 0xfc) === 0xd8;
      return isHigh ? even - 2 : even;
    }
  }
}

type Family = 'utf-8' | 'utf-8-sig' | 'utf-16' | 'utf-32' | 'single';

function familyOf(encoding: string): Family {
  const name = normalizedEncoding(encoding);
  if (name === 'utf_8_sig') return 'utf-8-sig';
  if (/^(utf_?8|u8|utf|cp65001)$/.test(name)) return 'utf-8';
  if (/^u(tf)?_?16/.test(name)) return 'utf-16';
  return /^u(tf)?_?32/.test(name) ? 'utf-32' : 'single';
}

/** The length of a sequence that has begun and may yet go on. */
function openUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    if (byte >= 0xf5 || needed <= back) return 0;
    return mayGoOn(byte, bytes[bytes.length - back + 1]) ? back : 0;
  }
  return 0;
}

/** Overlong forms, surrogates and code points beyond the last show in the second byte. */
function mayGoOn(first: number, second: number | undefined): boolean {
  if (second === undefined) return true;
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}
