// Base64 as `binascii` reads and writes it.

import { binasciiError } from './errors.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 0x3d;

export function encodeBase64(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += 3) {
    const left = data.length - at;
    const group = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
    for (let digit = 0; digit < 4; digit++) {
      text += digit <= left ? ALPHABET.charAt((group >> (18 - 6 * digit)) & 63) : '=';
    }
  }
  return text;
}

/** The value of a digit, or -1. */
function digitOf(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52;
  if (code === 0x2b) return 62;
  return code === 0x2f ? 63 : -1;
}

/** What is no digit is skipped, or in strict mode refused. */
export function decodeBase64(data: Uint8Array, strict: boolean): Uint8Array {
  if (strict && data[0] === PAD) throw binasciiError('Leading padding not allowed');
  const result: number[] = [];
  /** Digits of the group so far, and its bits that are not written yet. */
  let position = 0;
  let rest = 0;
  let pads = 0;
  let isPadding = false;
  for (const [index, code] of data.entries()) {
    if (code === PAD) {
      isPadding = true;
      if (position >= 2 && position + ++pads >= 4) {
        if (strict && index + 1 < data.length) throw binasciiError('Excess data after padding');
        return Uint8Array.from(result);
      }
      continue;
    }
    const digit = digitOf(code);
    if (digit < 0) {
      if (strict) throw binasciiError('Only base64 data is allowed');
      continue;
    }
    if (strict && isPadding) throw binasciiError('Discontinuous padding not allowed');
    pads = 0;
    if (position > 0) result.push(((rest << (2 * position)) | (digit >> (6 - 2 * position))) & 0xff);
    rest = digit & ((1 << (6 - 2 * position)) - 1);
    position = (position + 1) % 4;
  }
  if (position === 1) {
    const digits = Math.floor(result.length / 3) * 4 + 1;
    throw binasciiError(
      `Invalid base64-encoded string: number of data characters (${digits}) cannot be 1 more than a multiple of 4`,
    );
  }
  if (position !== 0) throw binasciiError('Incorrect padding');
  return Uint8Array.from(result);
}
