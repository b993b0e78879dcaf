// Arithmetic on 64-bit hashes as two 32-bit words: what CPython computes in `Py_uhash_t`.
//
// A hash as Python shows it is an int; tables and tuple hashes work on its words, which spares most bigints.

/** The low word, signed. */
export function lowWord(hash: number | bigint): number {
  return typeof hash === 'number' ? hash | 0 : Number(BigInt.asIntN(32, hash));
}

/** The high word, signed. */
export function highWord(hash: number | bigint): number {
  return typeof hash === 'number'
    ? Math.floor(hash / 4294967296) | 0
    : Number(BigInt.asIntN(32, hash >> 32n));
}

/** The signed 64-bit int of two words. */
export function fromWords(low: number, high: number): number | bigint {
  const value = (high | 0) * 4294967296 + (low >>> 0);
  return Number.isSafeInteger(value) ? value : (BigInt(high | 0) << 32n) | BigInt(low >>> 0);
}

/** The high word of the 64-bit product of two unsigned 32-bit words; the low one is `Math.imul`. */
export function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const inner = a1 * b0 + ((a0 * b0) >>> 16);
  const outer = a0 * b1 + (inner & 0xffff);
  return (a1 * b1 + (inner >>> 16) + (outer >>> 16)) | 0;
}
