// What `random.seed` makes of its argument (`Random.seed` in Lib/random.py).

import { PyFloat, strValue } from '../../objects/boxed.js';
import { bufferOf } from '../../objects/buffers.js';
import { encodeText } from '../../objects/codecs.js';
import { typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { indexOf } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { sha512 } from './sha512.js';

const UNSUPPORTED = 'The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.';

/** The int that seeds the twister; `whenNone` stands in for the system's entropy. */
export function seedOf(value: Value, version: Value, whenNone: number): bigint {
  if (value === null) return BigInt(whenNone);
  const int = indexOf(value);
  if (int !== undefined) return BigInt(int);
  if (value instanceof PyFloat) return BigInt.asUintN(64, BigInt(hash(value)));
  const text = strValue(value);
  const bytes = text === undefined ? bufferOf(value) : encodeText(text, 'utf-8', 'strict');
  if (bytes === undefined) throw typeError(UNSUPPORTED);
  if (version === 1) return oldSeed(text ?? String.fromCharCode(...bytes));
  return numberOf(bytes, sha512(bytes));
}

function numberOf(...parts: readonly Uint8Array[]): bigint {
  let digits = '0x0';
  for (const part of parts) for (const byte of part) digits += byte.toString(16).padStart(2, '0');
  return BigInt(digits);
}

function oldSeed(text: string): bigint {
  const codes = Array.from(text, (char) => BigInt(char.codePointAt(0) ?? 0));
  let x = (codes[0] ?? 0n) << 7n;
  for (const code of codes) x = ((1000003n * x) ^ code) & 0xffffffffffffffffn;
  return x ^ BigInt(codes.length);
}
