// The functions of `math` on ints, exact for any size.

import { overflowError, valueError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { bitLength, type Int, normalize } from '../../objects/int-arithmetic.js';
import type { Value } from '../../objects/object.js';

const magnitude = (value: Value): bigint => {
  const int = BigInt(asIndex(value));
  return int < 0n ? -int : int;
};

function gcdOfTwo(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) {
    if (x <= MOST_EXACT && y <= MOST_EXACT) return BigInt(gcdOfNumbers(Number(x), Number(y)));
    [x, y] = [y, x % y];
  }
  return x;
}

const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

function gcdOfNumbers(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

export function gcd(values: readonly Value[]): Int {
  let result = 0n;
  for (const value of values) result = gcdOfTwo(result, magnitude(value));
  return normalize(result);
}

export function lcm(values: readonly Value[]): Int {
  let result = 1n;
  for (const value of values) {
    const size = magnitude(value);
    result = result === 0n || size === 0n ? 0n : (result / gcdOfTwo(result, size)) * size;
  }
  return normalize(result);
}

/** The product of the ints from `first` to `last`, by halves so that the factors stay small. */
function rangeProduct(first: bigint, last: bigint): bigint {
  if (first > last) return 1n;
  if (last - first < 8n) {
    let product = first;
    for (let factor = first + 1n; factor <= last; factor++) product *= factor;
    return product;
  }
  const middle = (first + last) / 2n;
  return rangeProduct(first, middle) * rangeProduct(middle + 1n, last);
}

/** Results beyond this would fill the memory. */
const MOST_FACTORS = 2_000_000n;

export function factorial(value: Value): Int {
  const n = BigInt(asIndex(value));
  if (n < 0n) throw valueError('factorial() not defined for negative values');
  if (n > 0x7fffffffffffffffn) {
    throw overflowError('factorial() argument should not exceed 9223372036854775807');
  }
  if (n > MOST_FACTORS) throw overflowError('the factorial is too large to be computed here');
  return normalize(rangeProduct(1n, n));
}

export function perm(n: Value, k: Value): Int {
  if (k === null) return factorial(n);
  const [total, taken] = natural(n, k);
  if (taken > total) return 0;
  checkCount(taken);
  return normalize(rangeProduct(total - taken + 1n, total));
}

export function comb(n: Value, k: Value): Int {
  const [total, given] = natural(n, k);
  if (given > total) return 0;
  const taken = given > total - given ? total - given : given;
  checkCount(taken);
  return normalize(rangeProduct(total - taken + 1n, total) / rangeProduct(1n, taken));
}

function natural(n: Value, k: Value): readonly [bigint, bigint] {
  const total = BigInt(asIndex(n));
  const taken = BigInt(asIndex(k));
  if (total < 0n) throw valueError('n must be a non-negative integer');
  if (taken < 0n) throw valueError('k must be a non-negative integer');
  return [total, taken];
}

function checkCount(taken: bigint): void {
  if (taken > MOST_FACTORS) throw overflowError('min(n - k, k) must not exceed 9223372036854775807');
}

export function isqrt(value: Value): Int {
  const given = asIndex(value);
  if (given < 0) throw valueError('isqrt() argument must be nonnegative');
  if (typeof given === 'number') {
    const root = Math.floor(Math.sqrt(given));
    return root * root > given ? root - 1 : root;
  }
  let root = 1n << BigInt(Math.ceil(bitLength(given) / 2));
  for (;;) {
    const next = (root + given / root) >> 1n;
    if (next >= root) return normalize(root);
    root = next;
  }
}
