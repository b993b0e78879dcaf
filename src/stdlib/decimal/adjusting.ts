// Operations on the representation: quantizing, rounding to ints, normalizing, shifting, and the logical operations on
// numbers whose digits are all 0 or 1.

import type { Binary, Unary } from './arithmetic.js';
import {
  adjusted,
  type Dec,
  digitCount,
  type Finite,
  finite,
  fromInt,
  infinite,
  isNan,
  isZero,
  powerOfTen,
  signedCoefficient,
} from './number.js';
import { Condition, finish, nanResult, type Rounding, rescaled, type Work } from './work.js';

/** `a` with the exponent of `b`. */
export function quantize(work: Work, a: Dec, b: Dec, rounding: Rounding = work.rounding): Dec {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  if (a.kind !== 'finite' || b.kind !== 'finite') {
    return a.kind === 'infinity' && b.kind === 'infinity' ? a : work.invalid();
  }
  const { exponent } = b;
  if (exponent < work.etiny || exponent > work.emax) return work.invalid();
  if (a.coefficient === 0n) return finish(work, finite(a.sign, 0n, exponent));
  if (adjusted(a) > work.emax || adjusted(a) - exponent + 1 > work.prec) return work.invalid();
  const { coefficient, inexact } = rescaled(a.coefficient, exponent - a.exponent, rounding, a.sign);
  const result = finite(a.sign, coefficient, exponent);
  if (coefficient !== 0n && (adjusted(result) > work.emax || digitCount(coefficient) > work.prec)) {
    return work.invalid();
  }
  if (coefficient !== 0n && adjusted(result) < work.emin) work.raise(Condition.subnormal);
  if (exponent > a.exponent) work.raise(Condition.rounded | (inexact ? Condition.inexact : 0));
  return finish(work, result);
}

export function toIntegral(work: Work, a: Dec, rounding: Rounding, tells: boolean): Dec {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  if (a.kind !== 'finite' || a.exponent >= 0) return a;
  const { coefficient, inexact } = rescaled(a.coefficient, -a.exponent, rounding, a.sign);
  if (tells && a.coefficient !== 0n) work.raise(Condition.rounded | (inexact ? Condition.inexact : 0));
  return finite(a.sign, coefficient, 0);
}

/** Without trailing zeros. */
export const normalize: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  const rounded = finish(work, a);
  if (rounded.kind !== 'finite') return rounded;
  if (rounded.coefficient === 0n) return finite(rounded.sign, 0n, 0);
  const most = work.clamp ? work.etop : work.emax;
  let { coefficient, exponent } = rounded;
  while (coefficient % 10n === 0n && exponent < most) {
    coefficient /= 10n;
    exponent++;
  }
  return finite(rounded.sign, coefficient, exponent);
};

/** The exponent of the first digit, as a number. */
export const logb: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  if (a.kind !== 'finite') return infinite(0);
  if (a.coefficient === 0n) {
    work.raise(Condition.divisionByZero);
    return infinite(1);
  }
  return finish(work, fromInt(BigInt(adjusted(a))));
};

/** The second operand of `scaleb`, `shift` and `rotate`: an int within bounds. */
function count(b: Dec, limit: number): number | undefined {
  if (b.kind !== 'finite' || b.exponent !== 0) return undefined;
  const value = signedCoefficient(b);
  return value > BigInt(limit) || value < BigInt(-limit) ? undefined : Number(value);
}

export const scaleb: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  const by = count(b, Math.min(Number.MAX_SAFE_INTEGER, 2 * (work.emax + work.prec)));
  if (by === undefined) return work.invalid();
  return a.kind === 'finite' ? finish(work, finite(a.sign, a.coefficient, a.exponent + by)) : a;
};

/** Moves the digits left (up) or right; what leaves the precision is lost, or comes in again at the other end. */
function moved(circular: boolean): Binary {
  return (work, a, b) => {
    const nan = nanResult(work, a, b);
    if (nan !== undefined) return nan;
    const by = count(b, work.prec);
    if (by === undefined) return work.invalid();
    if (a.kind !== 'finite') return a;
    const { prec } = work;
    const digits = String(a.coefficient).padStart(prec, '0').slice(-prec);
    let shifted: string;
    if (circular) {
      const at = (by + prec) % prec;
      shifted = digits.slice(at) + digits.slice(0, at);
    } else shifted = by >= 0 ? digits.slice(by) + '0'.repeat(by) : digits.slice(0, prec + by);
    return finite(a.sign, BigInt(shifted === '' ? '0' : shifted), a.exponent);
  };
}

export const shift = moved(false);
export const rotate = moved(true);

const isLogical = (a: Dec): a is Finite =>
  a.kind === 'finite' && a.sign === 0 && a.exponent === 0 && /^[01]+$/.test(String(a.coefficient));

function logical(combine: (a: boolean, b: boolean) => boolean): Binary {
  return (work, a, b) => {
    if (!isLogical(a) || !isLogical(b)) return work.invalid();
    const digitsOf = ({ coefficient }: Finite): string =>
      String(coefficient).padStart(work.prec, '0').slice(-work.prec);
    const [x, y] = [digitsOf(a), digitsOf(b)];
    const digits = [...x].map((digit, index) => (combine(digit === '1', y[index] === '1') ? '1' : '0'));
    return finite(0, BigInt(digits.join('')), 0);
  };
}

export const logicalAnd = logical((a, b) => a && b);
export const logicalOr = logical((a, b) => a || b);
export const logicalXor = logical((a, b) => a !== b);
export const logicalInvert: Unary = (work, a) =>
  logicalXor(work, a, finite(0, (powerOfTen(work.prec) - 1n) / 9n, 0));

export function sameQuantum(a: Dec, b: Dec): boolean {
  if (a.kind === 'finite' && b.kind === 'finite') return a.exponent === b.exponent;
  return (isNan(a) && isNan(b)) || (a.kind === 'infinity' && b.kind === 'infinity');
}

export function isSubnormal(work: Work, a: Dec): boolean {
  return a.kind === 'finite' && a.coefficient !== 0n && adjusted(a) < work.emin;
}

export function numberClass(work: Work, a: Dec): string {
  if (a.kind === 'nan') return 'NaN';
  if (a.kind === 'snan') return 'sNaN';
  const sign = a.sign === 1 ? '-' : '+';
  if (a.kind === 'infinity') return `${sign}Infinity`;
  if (isZero(a)) return `${sign}Zero`;
  return sign + (isSubnormal(work, a) ? 'Subnormal' : 'Normal');
}
