// Arithmetic on the host's two forms of a Python int: a number while it is a safe integer, a bigint outside.
//
// Every function takes and returns the canonical form. Nothing here knows Python types; the slots of int stand in
// `int.ts`, and `operators.ts` calls these for operands it has seen to be ints.

import { exception, overflowError, type PyException, valueError, zeroDivisionError } from './exceptions.js';

export type Int = number | bigint;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const MAX_SAFE_BIG = BigInt(MAX_SAFE);
/** The host's bigints hold no more bits than this; CPython would run out of memory later. */
const MAX_BITS = 2 ** 30;

/** The canonical form of a bigint. */
export function normalize(value: bigint): Int {
  return value <= MAX_SAFE_BIG && value >= -MAX_SAFE_BIG ? Number(value) : value;
}

/** The int of an integral host number, which may be beyond the safe range. */
export function intOfNumber(value: number): Int {
  return value <= MAX_SAFE && value >= -MAX_SAFE ? value + 0 : BigInt(value);
}

export function addInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX_SAFE && sum >= -MAX_SAFE) return sum;
  }
  return normalize(BigInt(a) + BigInt(b));
}

export function subtractInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX_SAFE && difference >= -MAX_SAFE) return difference;
  }
  return normalize(BigInt(a) - BigInt(b));
}

export function multiplyInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= MAX_SAFE && product >= -MAX_SAFE) return product + 0;
  }
  return withinMemory(() => BigInt(a) * BigInt(b));
}

export function negateInt(a: Int): Int {
  return typeof a === 'number' ? 0 - a : normalize(-a);
}

export function absoluteInt(a: Int): Int {
  return a < 0 ? negateInt(a) : a;
}

export function floorDivideInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw zeroDivisionError('integer division or modulo by zero');
    const remainder = a % b;
    const quotient = (a - remainder) / b;
    return (remainder !== 0 && remainder < 0 !== b < 0 ? quotient - 1 : quotient) + 0;
  }
  const divisor = BigInt(b);
  if (divisor === 0n) throw zeroDivisionError('integer division or modulo by zero');
  const dividend = BigInt(a);
  const quotient = dividend / divisor;
  const inexact = quotient * divisor !== dividend;
  return normalize(inexact && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient);
}

export function moduloInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw zeroDivisionError('integer modulo by zero');
    const remainder = a % b;
    return (remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder) + 0;
  }
  const divisor = BigInt(b);
  if (divisor === 0n) throw zeroDivisionError('integer modulo by zero');
  return normalize(floorModulo(BigInt(a), divisor));
}

function floorModulo(a: bigint, b: bigint): bigint {
  const remainder = a % b;
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder;
}

/** `a / b` correctly rounded to a double: `long_true_divide`. */
export function divideInts(a: Int, b: Int): number {
  if (typeof b === 'number' ? b === 0 : b === 0n) throw zeroDivisionError('division by zero');
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const quotient = nearestDouble(BigInt(a), BigInt(b));
  if (Number.isFinite(quotient)) return quotient;
  throw overflowError('integer division result too large for a float');
}

/** The double nearest to a fraction; infinite where it is too large for one. */
export function nearestDouble(numerator: bigint, denominator: bigint): number {
  let dividend = numerator;
  let divisor = denominator;
  const negative = dividend < 0n !== divisor < 0n;
  if (dividend < 0n) dividend = -dividend;
  if (divisor < 0n) divisor = -divisor;
  // Scaled so that the quotient has 64 or 65 bits, or fewer where the result is subnormal; a sticky last bit stands
  // for everything below, so that the host's own rounding of the bigint is the only one.
  const shift = Math.max(bitLength(dividend) - bitLength(divisor) - 64, -1076);
  const scaled = shift < 0 ? dividend << BigInt(-shift) : dividend;
  const unit = shift > 0 ? divisor << BigInt(shift) : divisor;
  const exact = scaled / unit;
  const quotient = exact * unit === scaled ? exact : exact | 1n;
  const magnitude = scaleByPowerOfTwo(roundForScale(quotient, shift), shift);
  return negative ? -magnitude : magnitude;
}

/** Rounds `value` to as many bits as a double has at the scale `value * 2**shift`, half to even. */
function roundForScale(value: bigint, shift: number): number {
  const excess = -1074 - shift;
  const kept = bitLength(value) - excess;
  if (excess <= 0 || kept >= 53) return Number(value);
  const step = 1n << BigInt(excess);
  const low = value & (step - 1n);
  const half = step >> 1n;
  let rounded = value - low;
  if (low > half || (low === half && (rounded & step) !== 0n)) rounded += step;
  return Number(rounded);
}

/** `value * 2**exponent` where the result needs no rounding or overflows. */
function scaleByPowerOfTwo(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  while (left > 1000) {
    result *= 2 ** 1000;
    left -= 1000;
  }
  while (left < -1000) {
    result *= 2 ** -1000;
    left += 1000;
  }
  return result * 2 ** left;
}

/** The double nearest to an int, or undefined where it is too large: `PyLong_AsDouble`. */
export function intToDouble(value: Int): number | undefined {
  if (typeof value === 'number') return value;
  const double = Number(value);
  return Number.isFinite(double) ? double : undefined;
}

export function tooLargeForFloat(): PyException {
  return overflowError('int too large to convert to float');
}

/** `int.bit_length` */
export function bitLength(value: Int): number {
  if (typeof value === 'number') {
    const magnitude = Math.abs(value);
    if (magnitude < 0x100000000) return 32 - Math.clz32(magnitude);
    return 64 - Math.clz32(Math.floor(magnitude / 0x100000000));
  }
  const text = (value < 0n ? -value : value).toString(16);
  return text.length * 4 - Math.clz32(Number.parseInt(text.charAt(0), 16)) + 28;
}

export function shiftLeft(a: Int, b: Int): Int {
  if (b < 0) throw valueError('negative shift count');
  if (a === 0) return 0;
  if (typeof b === 'bigint') throw overflowError('too many digits in integer');
  if (typeof a === 'number' && b < 53) {
    const result = a * 2 ** b;
    if (result <= MAX_SAFE && result >= -MAX_SAFE) return result;
  }
  return withinMemory(() => {
    if (b > MAX_BITS) throw new RangeError();
    return BigInt(a) << BigInt(b);
  });
}

export function shiftRight(a: Int, b: Int): Int {
  if (b < 0) throw valueError('negative shift count');
  if (typeof a === 'number') {
    if (b >= 53) return a < 0 ? -1 : 0;
    return Math.floor(a / 2 ** Number(b));
  }
  if (b > MAX_BITS) return a < 0n ? -1 : 0;
  return normalize(a >> BigInt(b));
}

const LIMB = 0x100000000;

export function andInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a & b;
    if (a >= 0 && b >= 0) {
      return (Math.floor(a / LIMB) & Math.floor(b / LIMB)) * LIMB + ((a & b) >>> 0);
    }
  }
  return normalize(BigInt(a) & BigInt(b));
}

export function orInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a | b;
    if (a >= 0 && b >= 0) {
      return (Math.floor(a / LIMB) | Math.floor(b / LIMB)) * LIMB + ((a | b) >>> 0);
    }
  }
  return normalize(BigInt(a) | BigInt(b));
}

export function xorInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a ^ b;
    if (a >= 0 && b >= 0) {
      return (Math.floor(a / LIMB) ^ Math.floor(b / LIMB)) * LIMB + ((a ^ b) >>> 0);
    }
  }
  return normalize(BigInt(a) ^ BigInt(b));
}

export function invertInt(a: Int): Int {
  return typeof a === 'number' ? intOfNumber(-1 - a) : normalize(-1n - a);
}

/** `base ** exponent` for an exponent that is not negative. */
export function powerInts(base: Int, exponent: Int): Int {
  if (typeof base === 'number' && typeof exponent === 'number') {
    const small = powerOfNumbers(base, exponent);
    if (small !== undefined) return small;
  }
  if (base === 1 || exponent === 0) return 1;
  if (base === 0) return 0;
  if (base === -1) return andInts(exponent, 1) === 0 ? 1 : -1;
  return withinMemory(() => {
    if (exponent > MAX_BITS) throw new RangeError();
    return BigInt(base) ** BigInt(exponent);
  });
}

/** By squaring, while every intermediate result is safe. */
function powerOfNumbers(base: number, exponent: number): number | undefined {
  if (exponent > 53) return undefined;
  let result = 1;
  let square = base;
  let left = exponent;
  for (;;) {
    if ((left & 1) === 1) {
      result *= square;
      if (result > MAX_SAFE || result < -MAX_SAFE) return undefined;
    }
    left >>= 1;
    if (left === 0) return result + 0;
    square *= square;
    if (square > MAX_SAFE) return undefined;
  }
}

/** `pow(base, exponent, modulus)`: `long_pow`. */
export function modularPower(base: Int, exponent: Int, modulus: Int): Int {
  let n = BigInt(modulus);
  if (n === 0n) throw valueError('pow() 3rd argument cannot be 0');
  const negativeModulus = n < 0n;
  if (negativeModulus) n = -n;
  if (n === 1n) return 0;
  let square = floorModulo(BigInt(base), n);
  let left = BigInt(exponent);
  if (left < 0n) {
    square = modularInverse(square, n);
    left = -left;
  }
  let result = 1n;
  while (left > 0n) {
    if ((left & 1n) === 1n) result = (result * square) % n;
    left >>= 1n;
    square = (square * square) % n;
  }
  return normalize(negativeModulus && result !== 0n ? result - n : result);
}

function modularInverse(a: bigint, n: bigint): bigint {
  let [r0, r1] = [a, n];
  let [x0, x1] = [1n, 0n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [x0, x1] = [x1, x0 - quotient * x1];
  }
  if (r0 !== 1n) throw valueError('base is not invertible for the given modulus');
  return floorModulo(x0, n);
}

/** The host refuses bigints of more than 2**30 bits with a RangeError; for a program that is MemoryError. */
function withinMemory(compute: () => bigint): Int {
  try {
    return normalize(compute());
  } catch (error) {
    if (error instanceof RangeError) throw exception('MemoryError');
    throw error;
  }
}
