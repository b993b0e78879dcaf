// Bytes as hexadecimal digits and back: `bytes.hex`, `bytes.fromhex`.

import { strValue } from './boxed.js';
import { asBuffer, bufferOf, latin1 } from './buffers.js';
import { typeError, valueError } from './exceptions.js';
import { asSize } from './index.js';
import type { Value } from './object.js';
import { lengthOf } from './str-text.js';
import { givenTypeName } from './types.js';

/** Groups of `perGroup` bytes are counted from the end, or from the start where it is negative. */
export function hexOf(self: Value, separator: Value | undefined, perGroup: Value): Value {
  const digits = Array.from(asBuffer(self), (byte) => byte.toString(16).padStart(2, '0'));
  if (separator === undefined) return digits.join('');
  const between = separatorOf(separator);
  const size = asSize(perGroup, 'OverflowError');
  if (size === 0) return digits.join('');
  const groups: string[] = [];
  const length = Math.abs(size);
  const first = size > 0 ? digits.length % length || length : length;
  for (let at = 0; at < digits.length; at += at === 0 ? first : length) {
    groups.push(digits.slice(at, at === 0 ? first : at + length).join(''));
  }
  return groups.join(between);
}

function separatorOf(value: Value): string {
  const data = bufferOf(value);
  const text = strValue(value) ?? (data === undefined ? undefined : latin1(data));
  if (text === undefined) throw typeError('sep must be str or bytes.');
  if (lengthOf(text) !== 1) throw valueError('sep must be length 1.');
  if (text.charCodeAt(0) > 0x7f) throw valueError('sep must be ASCII.');
  return text;
}

/** Spaces may stand between bytes. */
export function bytesFromHex(value: Value): Uint8Array {
  const text = strValue(value);
  if (text === undefined) throw typeError(`fromhex() argument must be str, not ${givenTypeName(value)}`);
  const bytes: number[] = [];
  let at = 0;
  for (;;) {
    while (/[ \t\n\r\v\f]/.test(text.charAt(at))) at++;
    if (at >= text.length) return Uint8Array.from(bytes);
    for (const position of [at, at + 1]) {
      if (/[0-9a-fA-F]/.test(text.charAt(position))) continue;
      throw valueError(`non-hexadecimal number found in fromhex() arg at position ${position}`);
    }
    bytes.push(Number.parseInt(text.slice(at, at + 2), 16));
    at += 2;
  }
}
