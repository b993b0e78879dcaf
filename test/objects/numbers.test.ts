// The arithmetic beneath int and float: against the host's bigints, and against CPython 3.13.0 on glibc 2.36.

import { describe, expect, it } from 'vitest';
import { exp, log, pow } from '../../src/objects/elementary.js';
import { fixedDigits, significantDigits } from '../../src/objects/float-digits.js';
import { floatRepr } from '../../src/objects/float-repr.js';
import {
  addInts,
  andInts,
  bitLength,
  floorDivideInts,
  type Int,
  moduloInts,
  multiplyInts,
  nearestDouble,
  normalize,
  orInts,
  powerInts,
  shiftLeft,
  shiftRight,
  subtractInts,
  xorInts,
} from '../../src/objects/int-arithmetic.js';

const EDGES: readonly bigint[] = [0n, 1n, 2n, 3n, 7n, 53n].flatMap((n) => [
  n,
  -n,
  2n ** 31n - n,
  n - 2n ** 31n,
  2n ** 32n + n,
  2n ** 53n - n,
  n - 2n ** 53n,
  2n ** 64n + n,
  -(2n ** 100n) - n,
]);

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

describe('ints are exact and in canonical form', () => {
  it.each<[string, (a: Int, b: Int) => Int, (a: bigint, b: bigint) => bigint]>([
    ['+', addInts, (a, b) => a + b],
    ['-', subtractInts, (a, b) => a - b],
    ['*', multiplyInts, (a, b) => a * b],
    ['&', andInts, (a, b) => a & b],
    ['|', orInts, (a, b) => a | b],
    ['^', xorInts, (a, b) => a ^ b],
    ['//', floorDivideInts, floorDivide],
    ['%', moduloInts, (a, b) => a - floorDivide(a, b) * b],
  ])('%s', (symbol, ours, exact) => {
    for (const a of EDGES) {
      for (const b of EDGES) {
        if (b === 0n && (symbol === '//' || symbol === '%')) continue;
        const expected = normalize(exact(a, b));
        expect(Object.is(ours(normalize(a), normalize(b)), expected), `${a} ${symbol} ${b}`).toBe(true);
      }
    }
  });

  it('shifts, powers, lengths', () => {
    for (const a of EDGES) {
      for (const by of [0, 1, 31, 52, 53, 64]) {
        expect(shiftLeft(normalize(a), by)).toBe(normalize(a << BigInt(by)));
        expect(shiftRight(normalize(a), by)).toBe(normalize(a >> BigInt(by)));
      }
      for (const power of [0, 1, 2, 5, 13])
        expect(powerInts(normalize(a), power)).toBe(normalize(a ** BigInt(power)));
      const magnitude = a < 0n ? -a : a;
      expect(bitLength(normalize(a))).toBe(magnitude === 0n ? 0 : magnitude.toString(2).length);
    }
  });
});

it('quotients are rounded once, subnormal ones too', () => {
  expect(nearestDouble(5n, 2n ** 1075n)).toBe(1e-323);
  expect(nearestDouble(3n, 2n ** 1075n)).toBe(1e-323);
  expect(nearestDouble(1n, 2n ** 1075n)).toBe(0);
  expect(nearestDouble(2n ** 1024n - 2n ** 970n, 1n)).toBe(Number.POSITIVE_INFINITY);
  expect(nearestDouble(2n ** 1024n - 2n ** 970n - 1n, 1n)).toBe(Number.MAX_VALUE);
});

describe('digits of floats', () => {
  it.each<[number, number, string]>([
    [2.675, 2, '2.67'],
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [2.5, 0, '2'],
    [1e22, 1, '10000000000000000000000.0'],
    [5e-324, 3, '0.000'],
  ])('fixed: %d to %d places', (value, places, expected) => {
    expect(fixedDigits(value, places)).toBe(expected);
  });

  it.each<[number, number, string, number]>([
    [9.995, 3, '999', 0],
    [0.25, 1, '2', -1],
    [99.5, 2, '10', 2],
    [25, 1, '2', 1],
  ])('significant: %d to %d digits', (value, count, digits, exponent) => {
    expect(significantDigits(value, count)).toEqual({ digits, exponent });
  });

  it.each<[number, string]>([
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-0, '-0.0'],
    [1.5e300, '1.5e+300'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('repr of %d', (value, expected) => {
    expect(floatRepr(value)).toBe(expected);
  });
});

describe('elementary functions give the digits of CPython', () => {
  it.each<[number, number, number]>([
    [1.05, 10.0, 1.628894626777442],
    [1.1, 7.0, 1.9487171000000012],
    [10.0, -3.0, 0.001],
    [0.1, 3.0, 0.0010000000000000002],
    [1.0001, 365.0, 1.0371724113025478],
    [3.7, -2.3, 0.04933283056463749],
    [2.0, 0.3333333333333333, 1.2599210498948732],
    [10000000000.0, 1.5, 1000000000000000.0],
    [0.999, 5000.0, 0.006721111959865588],
  ])('%d ** %d', (base, exponent, expected) => {
    expect(pow(base, exponent)).toBe(expected);
  });

  it.each<[number, number]>([
    [-1.0, 0.36787944117144233],
    [0.1, 1.1051709180756477],
    [10.5, 36315.502674246636],
    [-20.25, 1.6052280551856116e-9],
    [700.0, 1.0142320547350045e304],
    [1e-8, 1.00000001],
  ])('exp(%d)', (value, expected) => {
    expect(exp(value)).toBe(expected);
  });

  it.each<[number, number]>([
    [1.0000001, 9.999999505838704e-8],
    [12345.678, 9.421061321291832],
    [1e-200, -460.51701859880916],
    [1e300, 690.7755278982137],
  ])('log(%d)', (value, expected) => {
    expect(log(value)).toBe(expected);
  });
});
