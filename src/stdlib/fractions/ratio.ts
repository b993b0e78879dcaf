// Exact rational numbers, apart from Python's objects.

import { decompose } from '../../objects/float-digits.js';

/** In lowest terms, with a positive denominator. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), absolute(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** In lowest terms. The denominator must not be zero. */
export function ratio(numerator: bigint, denominator = 1n): Ratio {
  if (denominator === 1n) return { numerator, denominator };
  const divisor = greatestCommonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The exact value of a finite double. */
export function ratioOfDouble(value: number): Ratio {
  if (Number.isInteger(value)) return { numerator: BigInt(value), denominator: 1n };
  const { mantissa, exponent } = decompose(Math.abs(value));
  const signed = value < 0 ? -mantissa : mantissa;
  return exponent >= 0 ? ratio(signed << BigInt(exponent)) : ratio(signed, 1n << BigInt(-exponent));
}

export function addRatios(a: Ratio, b: Ratio): Ratio {
  if (a.denominator === b.denominator) return ratio(a.numerator + b.numerator, a.denominator);
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function negateRatio({ numerator, denominator }: Ratio): Ratio {
  return { numerator: -numerator, denominator };
}

export function subtractRatios(a: Ratio, b: Ratio): Ratio {
  return addRatios(a, negateRatio(b));
}

export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The divisor must not be zero. */
export function divideRatios(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Negative, zero or positive, as a - b. */
export function compareRatios(a: Ratio, b: Ratio): bigint {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The nearest int, ties to even. */
export function roundHalfEven({ numerator, denominator }: Ratio): bigint {
  const below = floorDivide(numerator, denominator);
  const twice = 2n * (numerator - below * denominator);
  if (twice === denominator) return below % 2n === 0n ? below : below + 1n;
  return twice > denominator ? below + 1n : below;
}

/** The closest ratio whose denominator is at most `limit`, by continued fractions. */
export function limitDenominator(value: Ratio, limit: bigint): Ratio {
  if (value.denominator <= limit) return value;
  let [before, last]: [Ratio, Ratio] = [
    { numerator: 0n, denominator: 1n },
    { numerator: 1n, denominator: 0n },
  ];
  let [rest, divisor] = [value.numerator, value.denominator];
  for (;;) {
    const quotient = floorDivide(rest, divisor);
    const denominator = before.denominator + quotient * last.denominator;
    if (denominator > limit) break;
    [before, last] = [last, { numerator: before.numerator + quotient * last.numerator, denominator }];
    [rest, divisor] = [divisor, rest - quotient * divisor];
  }
  // The candidates are the last convergent and the best that lies between it and the next.
  const steps = (limit - before.denominator) / last.denominator;
  const between: Ratio = {
    numerator: before.numerator + steps * last.numerator,
    denominator: before.denominator + steps * last.denominator,
  };
  const distance = (candidate: Ratio): Ratio => {
    const difference = subtractRatios(candidate, value);
    return { ...difference, numerator: absolute(difference.numerator) };
  };
  return compareRatios(distance(last), distance(between)) <= 0n ? last : between;
}
