// Bytes as digits of base 32 and of base 85.

import { valueError } from '../../objects/exceptions.js';
import { binasciiError } from '../binascii/errors.js';

export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const BASE32_HEX = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
export const ASCII85 = String.fromCharCode(...Array.from({ length: 85 }, (_, index) => index + 33));
export const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
export const Z85 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';

export function encode32(data: Uint8Array, alphabet: string): string {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const byte of data) {
    bits = (bits << 8) | byte;
    count += 8;
    for (; count >= 5; count -= 5) text += alphabet.charAt((bits >> (count - 5)) & 31);
    bits &= 31;
  }
  if (count > 0) text += alphabet.charAt((bits << (5 - count)) & 31);
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}

/** The digits that may be missing from the last eight. */
const PADDINGS = [0, 1, 3, 4, 6];

export function decode32(text: string, alphabet: string): Uint8Array {
  if (text.length % 8 !== 0) throw binasciiError('Incorrect padding');
  const digits = text.replace(/=+$/, '');
  const result: number[] = [];
  let bits = 0;
  let count = 0;
  for (const char of digits) {
    const digit = alphabet.indexOf(char);
    if (digit < 0) throw binasciiError('Non-base32 digit found');
    bits = (bits << 5) | digit;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    result.push((bits >> count) & 0xff);
    bits &= (1 << count) - 1;
  }
  if (!PADDINGS.includes(text.length - digits.length)) throw binasciiError('Incorrect padding');
  return Uint8Array.from(result);
}

export interface Encode85Options {
  readonly alphabet: string;
  /** Keeps the zeros that fill up the last four bytes. */
  readonly pad: boolean;
  /** What stands for four zero bytes and for four blanks. */
  readonly zeros?: string;
  readonly blanks?: string;
}

const ALL_BLANKS = 0x20202020;
const WORD_LIMIT = 2 ** 32;

function digits85(word: number, alphabet: string): string {
  let digits = '';
  for (let left = word, index = 0; index < 5; index++, left = Math.floor(left / 85)) {
    digits = alphabet.charAt(left % 85) + digits;
  }
  return digits;
}

export function encode85(data: Uint8Array, options: Encode85Options): string {
  const { alphabet, pad, zeros, blanks } = options;
  let text = '';
  for (let at = 0; at < data.length; at += 4) {
    const missing = Math.max(0, at + 4 - data.length);
    let word = 0;
    for (let index = 0; index < 4; index++) word = word * 256 + (data[at + index] ?? 0);
    const isCut = missing > 0 && !pad;
    if (word === 0 && zeros !== undefined && !isCut) text += zeros;
    else if (word === ALL_BLANKS && blanks !== undefined) text += blanks;
    else text += digits85(word, alphabet).slice(0, isCut ? 5 - missing : 5);
  }
  return text;
}

/** The four bytes of five digits; undefined where they are too large. */
export function word85(digits: readonly number[]): readonly number[] | undefined {
  const word = digits.reduce((value, digit) => value * 85 + digit, 0);
  if (word >= WORD_LIMIT) return undefined;
  return [24, 16, 8, 0].map((shift) => Math.floor(word / 2 ** shift) % 256);
}

export function decode85(data: Uint8Array, alphabet: string): Uint8Array {
  const padding = (5 - (data.length % 5)) % 5;
  const result: number[] = [];
  for (let at = 0; at < data.length; at += 5) {
    const digits = Array.from({ length: 5 }, (_, index) => {
      const code = data[at + index];
      const digit = code === undefined ? 84 : alphabet.indexOf(String.fromCharCode(code));
      if (digit < 0) throw valueError(`bad base85 character at position ${at + index}`);
      return digit;
    });
    const bytes = word85(digits);
    if (bytes === undefined) throw valueError(`base85 overflow in hunk starting at byte ${at}`);
    result.push(...bytes);
  }
  return Uint8Array.from(padding === 0 ? result : result.slice(0, -padding));
}
