// A line of uuencoded data.

import { binasciiError } from './errors.js';

const MOST_BYTES = 45;
const SPACE = 0x20;
const BACKTICK = 0x60;

const isLineEnd = (code: number | undefined): boolean => code === undefined || code === 0x0a || code === 0x0d;

/** The six bits of a character; a line may end early. */
function bitsOf(code: number | undefined): number {
  if (code === undefined || isLineEnd(code)) return 0;
  // A backtick stands for a blank, which mail programs like to strip.
  if (code < SPACE || code > SPACE + 64) throw binasciiError('Illegal char');
  return (code - SPACE) & 0x3f;
}

export function decodeUu(line: Uint8Array): Uint8Array {
  const length = ((line[0] ?? 0) - SPACE) & 0x3f;
  const result = new Uint8Array(length);
  let at = 1;
  for (let written = 0; written < length; written += 3, at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((index) => bitsOf(line[at + index]));
    const group = (a << 18) | (b << 12) | (c << 6) | d;
    for (let index = 0; index < 3 && written + index < length; index++) {
      result[written + index] = (group >> (16 - 8 * index)) & 0xff;
    }
  }
  const used = 1 + Math.ceil((length * 8) / 6);
  for (const code of line.subarray(used)) {
    if (code !== SPACE && code !== BACKTICK && !isLineEnd(code)) throw binasciiError('Trailing garbage');
  }
  return result;
}

export function encodeUu(data: Uint8Array, backtick: boolean): string {
  if (data.length > MOST_BYTES) throw binasciiError('At most 45 bytes at once');
  const character = (bits: number): string =>
    String.fromCharCode(bits === 0 && backtick ? BACKTICK : bits + SPACE);
  let line = character(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const group = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
    for (let digit = 0; digit < 4; digit++) line += character((group >> (18 - 6 * digit)) & 63);
  }
  return `${line}\n`;
}
