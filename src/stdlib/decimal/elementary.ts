// exp, ln, log10 and powers, correctly rounded: computed on fixed-point bigints, with more digits until the rounding is
// certain.

import { divide, integerSquareRoot, settingsOf, type Unary } from './arithmetic.js';
import { order } from './comparing.js';
import {
  adjusted,
  type Dec,
  digitCount,
  type Finite,
  finite,
  fromInt,
  infinite,
  isInteger,
  isZero,
  ONE,
  powerOfTen,
  type Sign,
  signedCoefficient,
  truncated,
  withSign,
  ZERO,
} from './number.js';
import { Condition, finish, nanResult, rescaled, Work } from './work.js';

/** Digits computed beyond those asked for; the last few of them are not exact. */
const GUARD = 12;
const SQUARINGS = 8;

/** A number with `places` decimals, as a whole number of units of the last one. */
function toFixed({ sign, coefficient, exponent }: Finite, places: number): bigint {
  const { coefficient: scaled } = rescaled(coefficient, -(exponent + places), 'ROUND_DOWN', 0);
  return sign === 1 ? -scaled : scaled;
}

/** ln of a fixed-point number between 0.1 and 10. */
function lnOfMantissa(value: bigint, places: number): bigint {
  const inner = places + GUARD;
  const scale = powerOfTen(inner);
  // Square roots bring it close to 1, where the series converges quickly.
  let root = value * powerOfTen(GUARD);
  for (let index = 0; index < SQUARINGS; index++) root = integerSquareRoot(root * scale);
  const ratio = ((root - scale) * scale) / (root + scale);
  const square = (ratio * ratio) / scale;
  let [sum, term] = [ratio, ratio];
  for (let odd = 3n; term !== 0n; odd += 2n) {
    term = (term * square) / scale;
    sum += term / odd;
  }
  return (sum * 2n ** BigInt(SQUARINGS + 1)) / powerOfTen(GUARD);
}

const TEN = finite(0, 10n, 0);

function lnOfTen(places: number): bigint {
  return lnOfMantissa(toFixed(TEN, places), places);
}

/** ln of a positive number. */
function lnFixed(value: Finite, places: number): bigint {
  const power = adjusted(value);
  const mantissa = finite(0, value.coefficient, value.exponent - power);
  // 9.99 is 10 * 0.999: nearer to 1, the logarithms of both parts do not cancel.
  const isHigh = mantissa.coefficient > 3n * powerOfTen(-mantissa.exponent);
  const near = isHigh ? { ...mantissa, exponent: mantissa.exponent - 1 } : mantissa;
  const tens = power + (isHigh ? 1 : 0);
  const part = lnOfMantissa(toFixed(near, places), places);
  return tens === 0 ? part : part + BigInt(tens) * lnOfTen(places);
}

/** e to the power of a fixed-point number, as a fixed-point number and a power of ten. */
function expFixed(value: bigint, places: number): { readonly digits: bigint; readonly tens: number } {
  const inner = places + GUARD;
  const scale = powerOfTen(inner);
  const ten = lnOfTen(places);
  const tens = value / ten;
  let rest = (value - tens * lnOfTen(places)) * powerOfTen(GUARD);
  rest /= 2n ** BigInt(SQUARINGS);
  let [sum, term] = [scale, scale];
  for (let index = 1n; term !== 0n; index++) {
    term = (term * rest) / (scale * index);
    sum += term;
  }
  for (let index = 0; index < SQUARINGS; index++) sum = (sum * sum) / scale;
  return { digits: sum / powerOfTen(GUARD), tens: Number(tens) };
}

interface Approximation {
  readonly value: bigint;
  readonly exponent: number;
}

/** Units of the last computed digit that may be wrong. */
const UNCERTAIN = 100_000n;
const MOST_ROUNDS = 4;

/** Enough digits of an irrational number for its rounding to `prec` digits. */
function settle(prec: number, compute: (places: number) => Approximation): Approximation {
  let places = prec + GUARD;
  for (let round = 1; ; round++) {
    const found = compute(places);
    const size = found.value < 0n ? -found.value : found.value;
    const drop = digitCount(size) - prec;
    if (drop >= GUARD / 2) {
      const unit = powerOfTen(drop);
      const tail = size % unit;
      const half = unit / 2n;
      const distance = tail > half ? tail - half : half - tail;
      const isSure = tail > UNCERTAIN && unit - tail > UNCERTAIN && distance > UNCERTAIN;
      if (isSure || round >= MOST_ROUNDS) return found;
    }
    places += Math.max(GUARD, GUARD - drop);
  }
}

/** An inexact result, rounded half to even whatever the context says. */
function finishHalfEven(work: Work, { value, exponent }: Approximation): Dec {
  const inner = new Work({ ...settingsOf(work), rounding: 'ROUND_HALF_EVEN' });
  const sign: Sign = value < 0n ? 1 : 0;
  const result = finish(inner, finite(sign, value < 0n ? -value : value, exponent));
  work.raise(inner.status | Condition.inexact | Condition.rounded);
  return result;
}

export const exp: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  if (a.kind === 'infinity') return a.sign === 1 ? ZERO : a;
  if (a.kind !== 'finite') return work.invalid();
  if (a.coefficient === 0n) return ONE;
  const place = adjusted(a);
  // Far out of bounds, or so near to 1 that only the direction counts.
  const bound = a.sign === 0 ? work.emax + 1 : -work.etiny + 1;
  if (place > String(bound * 3).length) {
    return finishHalfEven(work, { value: 1n, exponent: a.sign === 0 ? work.emax + 1 : work.etiny - 1 });
  }
  if (place < -work.prec - 1) {
    const one = powerOfTen(work.prec + 2);
    return finishHalfEven(work, { value: a.sign === 0 ? one + 1n : one - 1n, exponent: -work.prec - 2 });
  }
  return finishHalfEven(
    work,
    settle(work.prec, (places) => {
      const inner = places + Math.max(0, place) + 1;
      const { digits, tens } = expFixed(toFixed(a, inner), inner);
      return { value: digits, exponent: tens - inner };
    }),
  );
};

export const ln: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  if (isZero(a)) return infinite(1);
  if (a.sign === 1) return work.invalid();
  if (a.kind !== 'finite') return a;
  if (order(a, ONE) === 0) return ZERO;
  return finishHalfEven(
    work,
    settle(work.prec, (places) => ({ value: lnFixed(a, places), exponent: -places })),
  );
};

/** The exponent of a power of ten; undefined for other numbers. */
function wholeLog10(a: Finite): number | undefined {
  return /^10*$/.test(String(a.coefficient)) ? adjusted(a) : undefined;
}

export const log10: Unary = (work, a) => {
  const nan = nanResult(work, a);
  if (nan !== undefined) return nan;
  if (isZero(a)) return infinite(1);
  if (a.sign === 1) return work.invalid();
  if (a.kind !== 'finite') return a;
  const whole = wholeLog10(a);
  if (whole !== undefined) return finish(work, fromInt(BigInt(whole)));
  return finishHalfEven(
    work,
    settle(work.prec, (places) => ({
      value: (lnFixed(a, places) * powerOfTen(places)) / lnOfTen(places),
      exponent: -places,
    })),
  );
};

/** The most digits that an exact power may have. */
const MOST_EXACT_DIGITS = 20_000;

/** 1 to any power, with the zeros that the exponent asks for. */
function powerOfOne(work: Work, base: Finite, exponent: Dec, sign: Sign): Dec {
  if (isInteger(exponent) && exponent.sign === 0) {
    const times = truncated(exponent);
    const place = base.exponent * Number(times > BigInt(work.prec) ? BigInt(work.prec) : times);
    if (place >= 1 - work.prec) return finite(sign, place > 0 ? 1n : powerOfTen(-place), Math.min(place, 0));
    work.raise(Condition.rounded);
  } else if (!isInteger(exponent)) work.raise(Condition.inexact | Condition.rounded);
  else if (base.exponent === 0) return finite(sign, 1n, 0);
  else work.raise(Condition.rounded);
  return finite(sign, powerOfTen(work.prec - 1), 1 - work.prec);
}

function integerPower(work: Work, base: Finite, exponent: bigint, sign: Sign): Dec {
  const size = exponent < 0n ? -exponent : exponent;
  const result = finite(sign, base.coefficient ** size, base.exponent * Number(size));
  return exponent < 0n ? divide(work, withSign(ONE, 0), result) : finish(work, result);
}

function realPower(work: Work, base: Finite, exponent: Finite, sign: Sign): Dec {
  const logPlace = Math.max(0, digitCount(BigInt(Math.abs(adjusted(base)) + 1)) + 1);
  const place = Math.max(0, adjusted(exponent)) + logPlace;
  const rough = adjusted(exponent) + Math.floor(Math.log10(Math.abs(adjusted(base)) * Math.LN10 + 2.3));
  if (rough > String(Math.max(work.emax, -work.etiny) * 3).length + 1) {
    const grows = order(base, ONE) > 0 === (exponent.sign === 0);
    const found = grows ? work.emax + 1 : work.etiny - 1;
    return finish(work, finite(sign, 1n, found));
  }
  const wide = work.prec + 20;
  const { value, exponent: last } = settle(wide, (places) => {
    const inner = places + place + 2;
    const log = lnFixed(base, inner) * signedCoefficient(exponent);
    const scaled =
      exponent.exponent >= 0 ? log * powerOfTen(exponent.exponent) : log / powerOfTen(-exponent.exponent);
    const { digits, tens } = expFixed(scaled, inner);
    return { value: digits, exponent: tens - inner };
  });
  const rounded = rescaled(value, digitCount(value) - wide, 'ROUND_HALF_EVEN', 0);
  work.raise(Condition.inexact | Condition.rounded);
  return finish(work, finite(sign, rounded.coefficient, last + digitCount(value) - wide));
}

export function power(work: Work, a: Dec, b: Dec): Dec {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  if (isZero(b)) return isZero(a) ? work.invalid() : ONE;
  const whole = isInteger(b);
  const isOdd = whole && truncated(b) % 2n !== 0n;
  const sign: Sign = a.sign === 1 && isOdd ? 1 : 0;
  if (isZero(a)) return b.sign === 1 ? infinite(sign) : finite(sign, 0n, 0);
  if (a.sign === 1 && !whole) {
    return work.invalid();
  }
  if (a.kind === 'infinity') return b.sign === 0 ? infinite(sign) : finite(sign, 0n, 0);
  if (a.kind !== 'finite' || (b.kind !== 'finite' && b.kind !== 'infinity')) return work.invalid();
  const base = withSign(a, 0);
  const size = order(base, ONE);
  if (size === 0) return powerOfOne(work, base, b, sign);
  if (b.kind === 'infinity') return size > 0 === (b.sign === 0) ? infinite(sign) : finite(sign, 0n, 0);
  const times = whole ? truncated(b) : 0n;
  const digits = digitCount(base.coefficient) * Number(times < 0n ? -times : times);
  if (whole && digits <= MOST_EXACT_DIGITS) return integerPower(work, base, times, sign);
  return realPower(work, base, b, sign);
}

/** `pow(a, b, modulus)` of ints. */
export function powerModulo(work: Work, a: Dec, b: Dec, modulus: Dec): Dec {
  const nan = nanResult(work, a, b, modulus);
  if (nan !== undefined) return nan;
  if (!isInteger(a) || !isInteger(b) || !isInteger(modulus)) return work.invalid();
  if (b.sign === 1 && b.coefficient !== 0n) return work.invalid();
  const divisor = truncated(withSign(modulus, 0));
  if (divisor === 0n || digitCount(divisor) > work.prec) return work.invalid();
  if (a.coefficient === 0n && b.coefficient === 0n) return work.invalid();
  const times = truncated(b);
  const sign: Sign = a.sign === 1 && times % 2n === 1n ? 1 : 0;
  let result = 1n % divisor;
  let square = truncated(withSign(a, 0)) % divisor;
  for (let rest = times; rest > 0n; rest >>= 1n) {
    if (rest % 2n === 1n) result = (result * square) % divisor;
    square = (square * square) % divisor;
  }
  return finite(sign, result, 0);
}
