// Comparisons: by value, in the total order of representations, the larger and the smaller of two, neighbours.

import { add, type Binary, settingsOf, type Unary } from './arithmetic.js';
import {
  adjusted,
  type Dec,
  type Finite,
  finite,
  infinite,
  isNan,
  ONE,
  powerOfTen,
  type Sign,
  withSign,
  ZERO,
} from './number.js';
import { Condition, finish, nanResult, Work } from './work.js';

export type Order = -1 | 0 | 1;

const MINUS_ONE = finite(1, 1n, 0);
export const decOfOrder = (order: Order): Finite => (order === 0 ? ZERO : order > 0 ? ONE : MINUS_ONE);
const orderOf = (a: bigint | number, b: bigint | number): Order => (a < b ? -1 : a > b ? 1 : 0);

function magnitudeOrder(a: Finite, b: Finite): Order {
  if (a.coefficient === 0n || b.coefficient === 0n) return orderOf(a.coefficient, b.coefficient);
  const byPlace = orderOf(adjusted(a), adjusted(b));
  if (byPlace !== 0) return byPlace;
  const place = Math.min(a.exponent, b.exponent);
  return orderOf(
    a.coefficient * powerOfTen(a.exponent - place),
    b.coefficient * powerOfTen(b.exponent - place),
  );
}

const flipped = (order: Order): Order => (order === 0 ? 0 : order > 0 ? -1 : 1);

/** By value. Neither operand is NaN. */
export function order(a: Dec, b: Dec): Order {
  const side = (value: Dec): number => (value.kind === 'infinity' ? (value.sign === 1 ? -1 : 1) : 0);
  if (a.kind !== 'finite' || b.kind !== 'finite') return orderOf(side(a), side(b));
  if (a.coefficient === 0n && b.coefficient === 0n) return 0;
  const sign = (value: Finite): number => (value.coefficient === 0n ? 0 : value.sign === 1 ? -1 : 1);
  if (sign(a) !== sign(b)) return orderOf(sign(a), sign(b));
  const size = magnitudeOrder(a, b);
  return a.sign === 1 ? flipped(size) : size;
}

export const compare: Binary = (work, a, b) => nanResult(work, a, b) ?? decOfOrder(order(a, b));

/** The same, but every NaN is an error. */
export const compareSignal: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan === undefined) return decOfOrder(order(a, b));
  work.raise(Condition.invalidOperation);
  return nan;
};

/** Numbers below infinity below signaling NaN below NaN; the same number by its exponent. */
export function totalOrder(a: Dec, b: Dec): Order {
  if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const size = unsignedTotalOrder(a, b);
  return a.sign === 1 ? flipped(size) : size;
}

function unsignedTotalOrder(a: Dec, b: Dec): Order {
  const rank = (value: Dec): number => (value.kind === 'nan' ? 2 : value.kind === 'snan' ? 1 : 0);
  if (rank(a) !== rank(b)) return orderOf(rank(a), rank(b));
  if (isNan(a) && isNan(b)) return orderOf(a.payload, b.payload);
  const byValue = order(withSign(a, 0), withSign(b, 0));
  if (byValue !== 0 || a.kind !== 'finite' || b.kind !== 'finite') return byValue;
  return orderOf(a.exponent, b.exponent);
}

/** A quiet NaN gives way to a number. */
function choice(byMagnitude: boolean, wanted: Order): Binary {
  return (work, a, b) => {
    if (a.kind === 'nan' && !isNan(b)) return finish(work, b);
    if (b.kind === 'nan' && !isNan(a)) return finish(work, a);
    const nan = nanResult(work, a, b);
    if (nan !== undefined) return nan;
    let found = byMagnitude ? order(withSign(a, 0), withSign(b, 0)) : order(a, b);
    if (found === 0) found = totalOrder(a, b);
    return finish(work, found === wanted ? a : b);
  };
}

export const maximum = choice(false, 1);
export const minimum = choice(false, -1);
export const maximumMagnitude = choice(true, 1);
export const minimumMagnitude = choice(true, -1);

/** The next number in a direction: rounding towards it moves on by less than the smallest step. */
function neighbour(sign: Sign): Unary {
  return (work, a) => {
    const nan = nanResult(work, a);
    if (nan !== undefined) return nan;
    if (a.kind === 'infinity') {
      return a.sign === sign ? a : finite(a.sign, powerOfTen(work.prec) - 1n, work.etop);
    }
    const rounding = sign === 1 ? 'ROUND_FLOOR' : 'ROUND_CEILING';
    const quiet = new Work({ ...settingsOf(work), rounding });
    const rounded = finish(quiet, a);
    if (a.kind === 'finite' && rounded.kind === 'finite' && order(rounded, a) !== 0) return rounded;
    return add(quiet, rounded, finite(sign, 1n, work.etiny - 1));
  };
}

export const nextPlus = neighbour(0);
export const nextMinus = neighbour(1);

export const nextToward: Binary = (work, a, b) => {
  const nan = nanResult(work, a, b);
  if (nan !== undefined) return nan;
  const direction = order(a, b);
  if (direction === 0) return withSign(a, b.sign);
  const result = direction < 0 ? nextPlus(work, a) : nextMinus(work, a);
  if (result.kind === 'infinity') {
    work.raise(Condition.overflow | Condition.inexact | Condition.rounded);
    return infinite(result.sign);
  }
  if (result.kind === 'finite' && adjusted(result) < work.emin) {
    work.raise(Condition.underflow | Condition.subnormal | Condition.inexact | Condition.rounded);
    if (result.coefficient === 0n) work.raise(Condition.clamped);
  }
  return result;
};
