// The hash of numbers: equal numbers of any type hash alike, as residues modulo the prime 2**61 - 1
// (`_Py_HashDouble`, `long_hash`).

import { type Int, normalize } from './int-arithmetic.js';

const MODULUS = (1n << 61n) - 1n;
const BITS = 61;
const INFINITY_HASH = 314159;

export function hashInt(value: Int): Int {
  // Safe integers are below the modulus. -1 means an error inside CPython, so nothing hashes to it.
  if (typeof value === 'number') return value === -1 ? -2 : value;
  const residue = value % MODULUS;
  return residue === -1n ? -2 : normalize(residue);
}

/** For any double but NaN, which hashes by identity. */
export function hashDouble(value: number): Int {
  if (Number.isInteger(value)) {
    return Number.isSafeInteger(value) ? hashInt(value + 0) : hashInt(BigInt(value));
  }
  if (!Number.isFinite(value)) return value > 0 ? INFINITY_HASH : -INFINITY_HASH;
  let scaled = Math.abs(value);
  let halvings = 0;
  // Multiplying by a power of two is exact, also out of the subnormal range.
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings++;
  }
  // Halving is a rotation of the residue: 2**61 is 1.
  const shift = (BITS - (halvings % BITS)) % BITS;
  const residue = (BigInt(scaled) << BigInt(shift)) % MODULUS;
  return normalize(value < 0 ? -residue : residue);
}
