// The arithmetic operations: sums, products, quotients, remainders, square roots.

import {
  adjusted,
  type Dec,
  digitCount,
  type Finite,
  finite,
  infinite,
  isZero,
  opposite,
  powerOfTen,
  type Sign,
  signedCoefficient,
  withSign,
} from './number.js';
import { Condition, finish, nanResult, rescaled, Work } from './work.js';

export type Binary = (work: Work, a: Dec, b: Dec) => Dec;
export type Unary = (work: Work, a: Dec) => Dec;

/** An operand so small that only its being there counts is replaced by one just as good. */
function shrink(small: Finite, large: Finite, prec: number): Finite {
  const least = large.exponent + Math.min(-1, digitCount(large.coefficient) - prec - 2);
  return adjusted(small) < least ? finite(small.sign, 1n, least) : small;
}

function exactSum(a: Finite, b: Finite, work: Work): Finite {
  const exponent = Math.min(a.exponent, b.exponent);
  const floor: Sign = work.rounding === 'ROUND_FLOOR' ? 1 : 0;
  if (a.coefficient === 0n && b.coefficient === 0n) {
    return finite(a.sign === b.sign ? a.sign : floor, 0n, exponent);
  }
  if (a.coefficient === 0n || b.coefficient === 0n) {
    const other = a.coefficient === 0n ? b : a;
    // Zeros are added only as far as the precision goes.
    const place = Math.max(exponent, other.exponent - work.prec - 1);
    if (place >= other.exponent) return other;
    return finite(other.sign, other.coefficient * powerOfTen(other.exponent - place), place);
  }
  const x = a.exponent < b.exponent ? shrink(a, b, work.prec) : a;
  const y = b.exponent < a.exponent ? shrink(b, a, work.prec) : b;
  const place = Math.min(x.exponent, y.exponent);
  const total =
    signedCoefficient(x) * powerOfTen(x.exponent - place) +
    signedCoefficient(y) * powerOfTen(y.exponent - place);
  if (total === 0n) return finite(floor, 0n, exponent);
  return total < 0n ? finite(1, -total, place) : finite(0, total, place);
}

export const add: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === 'infinity') {
    return b.kind === 'infinity' && a.sign !== b.sign ? work.invalid() : a;
  }
  if (b.kind === 'infinity') return b;
  return a.kind === 'finite' && b.kind === 'finite' ? finish(work, exactSum(a, b, work)) : work.invalid();
};

export const subtract: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  return nan ?? add(work, a, withSign(b, opposite(b.sign)));
};

function product(work: Work, a: Dec, b: Dec): Dec {
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind === 'finite' && b.kind === 'finite') {
    return finite(sign, a.coefficient * b.coefficient, a.exponent + b.exponent);
  }
  return isZero(a) || isZero(b) ? work.invalid() : infinite(sign);
}

export const multiply: Binary = (work, a, b) => nanResult(work, a, b) ?? finish(work, product(work, a, b));

/** `a * b + c`, rounded once. */
export function fma(work: Work, a: Dec, b: Dec, c: Dec): Dec {
  const nan = nanResult(work, a, b, ...(c.kind === 'snan' ? [c] : []));
  if (nan !== undefined) return nan;
  const exact = product(work, a, b);
  return exact.kind === 'nan' ? exact : add(work, exact, c);
}

export const divide: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind === 'infinity') return b.kind === 'infinity' ? work.invalid() : infinite(sign);
  if (b.kind === 'infinity') {
    work.raise(Condition.clamped);
    return finite(sign, 0n, work.etiny);
  }
  if (a.kind !== 'finite' || b.kind !== 'finite') return work.invalid();
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return work.invalid(Condition.divisionUndefined);
    work.raise(Condition.divisionByZero);
    return infinite(sign);
  }
  return finish(work, quotient(a, b, sign, work.prec));
};

/** With a digit more than the precision, which is no 0 or 5 where more would follow. */
function quotient(a: Finite, b: Finite, sign: Sign, prec: number): Finite {
  const ideal = a.exponent - b.exponent;
  if (a.coefficient === 0n) return finite(sign, 0n, ideal);
  const shift = Math.max(0, digitCount(b.coefficient) - digitCount(a.coefficient) + prec + 1);
  const scaled = a.coefficient * powerOfTen(shift);
  let result = scaled / b.coefficient;
  let exponent = ideal - shift;
  if (scaled % b.coefficient !== 0n) {
    if (result % 5n === 0n) result++;
  } else {
    while (exponent < ideal && result % 10n === 0n) {
      result /= 10n;
      exponent++;
    }
  }
  return finite(sign, result, exponent);
}

interface Division {
  readonly quotient: Finite;
  readonly remainder: Finite;
}

/** Integral quotient and remainder; undefined where the quotient has too many digits. */
function divideWhole(work: Work, a: Finite, b: Dec): Division | undefined {
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  const ideal = b.kind === 'finite' ? Math.min(a.exponent, b.exponent) : a.exponent;
  const distance = b.kind === 'finite' && b.coefficient !== 0n ? adjusted(a) - adjusted(b) : -2;
  if (a.coefficient === 0n || b.kind !== 'finite' || distance <= -2) {
    const { coefficient } = rescaled(a.coefficient, ideal - a.exponent, work.rounding, a.sign);
    return { quotient: finite(sign, 0n, 0), remainder: finite(a.sign, coefficient, ideal) };
  }
  if (distance > work.prec) return undefined;
  const x = a.coefficient * powerOfTen(a.exponent - ideal);
  const y = b.coefficient * powerOfTen(b.exponent - ideal);
  const whole = x / y;
  if (digitCount(whole) > work.prec) return undefined;
  return { quotient: finite(sign, whole, 0), remainder: finite(a.sign, x % y, ideal) };
}

export const divideInt: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind === 'infinity') return b.kind === 'infinity' ? work.invalid() : infinite(sign);
  if (isZero(b)) {
    if (isZero(a)) return work.invalid(Condition.divisionUndefined);
    work.raise(Condition.divisionByZero);
    return infinite(sign);
  }
  if (a.kind !== 'finite') return work.invalid();
  const division = divideWhole(work, a, b);
  return division === undefined
    ? work.invalid(Condition.divisionImpossible)
    : finish(work, division.quotient);
};

export const remainder: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  if (a.kind !== 'finite') return work.invalid();
  if (isZero(b)) return work.invalid(isZero(a) ? Condition.divisionUndefined : Condition.invalidOperation);
  const division = divideWhole(work, a, b);
  if (division === undefined) return work.invalid(Condition.divisionImpossible);
  return finish(work, division.remainder);
};

export function divideWithRemainder(work: Work, a: Dec, b: Dec): readonly [Dec, Dec] {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return [nan, nan];
  const sign: Sign = a.sign === b.sign ? 0 : 1;
  if (a.kind === 'infinity') {
    return [b.kind === 'infinity' ? work.invalid() : infinite(sign), work.invalid()];
  }
  if (isZero(b)) {
    if (isZero(a))
      return [work.invalid(Condition.divisionUndefined), work.invalid(Condition.divisionUndefined)];
    work.raise(Condition.divisionByZero);
    return [infinite(sign), work.invalid()];
  }
  const division = a.kind === 'finite' ? divideWhole(work, a, b) : undefined;
  if (division === undefined) {
    return [work.invalid(Condition.divisionImpossible), work.invalid(Condition.divisionImpossible)];
  }
  const whole = b.kind === 'finite' ? finish(work, division.quotient) : division.quotient;
  return [whole, finish(work, division.remainder)];
}

/** The remainder of the nearest integral quotient, the even one of two. */
export const remainderNear: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  if (a.kind !== 'finite') return work.invalid();
  if (isZero(b)) return work.invalid(isZero(a) ? Condition.divisionUndefined : Condition.invalidOperation);
  if (b.kind !== 'finite') return finish(work, a);
  const ideal = Math.min(a.exponent, b.exponent);
  if (a.coefficient === 0n) return finish(work, finite(a.sign, 0n, ideal));
  const distance = adjusted(a) - adjusted(b);
  if (distance >= work.prec + 1) return work.invalid(Condition.divisionImpossible);
  if (distance <= -2) {
    const { coefficient } = rescaled(a.coefficient, ideal - a.exponent, work.rounding, a.sign);
    return finish(work, finite(a.sign, coefficient, ideal));
  }
  const x = a.coefficient * powerOfTen(a.exponent - ideal);
  const y = b.coefficient * powerOfTen(b.exponent - ideal);
  let whole = x / y;
  let rest = x % y;
  if (2n * rest > y || (2n * rest === y && whole % 2n === 1n)) {
    rest -= y;
    whole++;
  }
  if (digitCount(whole) > work.prec) return work.invalid(Condition.divisionImpossible);
  const sign = rest < 0n ? opposite(a.sign) : a.sign;
  return finish(work, finite(sign, rest < 0n ? -rest : rest, ideal));
};

/** `+x`: rounding; a zero loses its sign. */
export const plus: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  const isPlain = isZero(a) && work.rounding !== 'ROUND_FLOOR';
  return finish(work, isPlain ? withSign(a, 0) : a);
};

export const minus: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  const isPlain = isZero(a) && work.rounding !== 'ROUND_FLOOR';
  return finish(work, withSign(a, isPlain ? 0 : opposite(a.sign)));
};

export const absolute: Unary = (work, a) => nanResult(work, a) ?? finish(work, withSign(a, 0));

export function integerSquareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

export const squareRoot: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  if (a.kind === 'infinity') return a.sign === 1 ? work.invalid() : a;
  if (a.kind !== 'finite') return work.invalid();
  const ideal = Math.floor(a.exponent / 2);
  if (a.coefficient === 0n) return finish(work, finite(a.sign, 0n, ideal));
  if (a.sign === 1) return work.invalid();
  const isOdd = a.exponent % 2 !== 0;
  const even = isOdd ? a.coefficient * 10n : a.coefficient;
  const length = isOdd ? (digitCount(a.coefficient) >> 1) + 1 : (digitCount(a.coefficient) + 1) >> 1;
  // Enough digits for one more than the precision.
  const shift = work.prec + 1 - length;
  const scaled = shift >= 0 ? even * 100n ** BigInt(shift) : even / 100n ** BigInt(-shift);
  const lost = shift < 0 && even % 100n ** BigInt(-shift) !== 0n;
  let root = integerSquareRoot(scaled);
  let exponent = ideal - shift;
  if (!lost && root * root === scaled) {
    if (shift >= 0) root /= powerOfTen(shift);
    else root *= powerOfTen(-shift);
    exponent = ideal;
  } else if (root % 5n === 0n) root++;
  const halfEven = new Work({ ...settingsOf(work), rounding: 'ROUND_HALF_EVEN' });
  const result = finish(halfEven, finite(0, root, exponent));
  work.raise(halfEven.status);
  return result;
};

export function settingsOf({ prec, rounding, emin, emax, clamp }: Work) {
  return { prec, rounding, emin, emax, clamp };
}
