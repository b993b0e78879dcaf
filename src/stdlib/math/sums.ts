// Sums and products of many numbers: `fsum`, `hypot`, `dist`, `prod`, `sumprod`.

import { PyFloat } from '../../objects/boxed.js';
import { overflowError, valueError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { getIter, iterate, next } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { add as addValues, mul } from '../../objects/operators.js';
import { floatType } from '../../objects/types.js';
import { add, type Double2, double2, exactProduct, exactSum, squareRoot } from './double-double.js';

/** Shewchuk's exact partial sums, rounded once at the end: `math_fsum`. */
export function fsum(iterable: Value): number {
  const partials: number[] = [];
  let special = 0;
  let infinite = 0;
  let hasSpecial = false;
  for (const value of iterate(iterable)) {
    const given = asDouble(value);
    let x = given;
    let kept = 0;
    for (const partial of partials) {
      const { high, low } = Math.abs(x) < Math.abs(partial) ? exactSum(partial, x) : exactSum(x, partial);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    if (x === 0) continue;
    if (Number.isFinite(x)) {
      partials.push(x);
      continue;
    }
    if (Number.isFinite(given)) throw overflowError('intermediate overflow in fsum');
    if (!Number.isNaN(given)) infinite += given;
    special += given;
    hasSpecial = true;
    partials.length = 0;
  }
  if (hasSpecial) {
    if (Number.isNaN(infinite)) throw valueError('-inf + inf in fsum');
    return special;
  }
  return roundedSum(partials);
}

/** The sum of partials that do not overlap, rounded half to even. */
function roundedSum(partials: readonly number[]): number {
  let index = partials.length - 1;
  if (index < 0) return 0;
  let high = partials[index] ?? 0;
  let low = 0;
  while (index > 0) {
    const x = high;
    const y = partials[--index] ?? 0;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const below = partials[index - 1];
  if (index > 0 && below !== undefined && ((low < 0 && below < 0) || (low > 0 && below > 0))) {
    const doubled = low * 2;
    const candidate = high + doubled;
    if (candidate - high === doubled) return candidate;
  }
  return high;
}

/** The length of a vector: `vector_norm`. */
export function norm(coordinates: readonly number[]): number {
  let largest = 0;
  let hasNaN = false;
  for (const coordinate of coordinates) {
    const size = Math.abs(coordinate);
    if (Number.isNaN(size)) hasNaN = true;
    else if (size > largest) largest = size;
  }
  if (largest === Number.POSITIVE_INFINITY) return largest;
  if (hasNaN) return Number.NaN;
  if (largest === 0) return 0;
  if (coordinates.length === 1) return largest;
  const exponent = Math.floor(Math.log2(largest));
  const half = Math.trunc(-exponent / 2);
  const [first, second] = [2 ** half, 2 ** (-exponent - half)];
  let sum: Double2 = double2(0);
  for (const coordinate of coordinates) {
    const scaled = coordinate * first * second;
    sum = add(sum, exactProduct(scaled, scaled));
  }
  return squareRoot(sum).high / first / second;
}

export function dist(p: readonly Value[], q: readonly Value[]): number {
  if (p.length !== q.length) throw valueError('both points must have the same number of dimensions');
  return norm(p.map((value, index) => asDouble(value) - asDouble(q[index] ?? null)));
}

export function prod(iterable: Value, start: Value): Value {
  let product = start;
  for (const value of iterate(iterable)) product = mul(product, value);
  return product;
}

/** `math_sumprod_impl`: ints exactly, floats with more precision than they have, all else by operators. */
export function sumprod(p: Value, q: Value): Value {
  const [left, right] = [getIter(p), getIter(q)];
  let total: Value = 0;
  let floats = null as Double2 | null;
  for (;;) {
    const a = next(left);
    const b = next(right);
    if ((a === undefined) !== (b === undefined)) throw valueError('Inputs are not the same length');
    if (a === undefined || b === undefined) break;
    const x = realOf(a);
    const y = realOf(b);
    if (x !== undefined && y !== undefined && (a instanceof PyFloat || b instanceof PyFloat)) {
      const product = exactProduct(x, y);
      const sum: Double2 = add(floats ?? double2(0), Number.isFinite(product.low) ? product : double2(x * y));
      floats = Number.isFinite(sum.low) ? sum : double2((floats?.high ?? 0) + x * y);
    } else {
      if (floats !== null) {
        total = addValues(total, new PyFloat(floats.high));
        floats = null;
      }
      total = addValues(total, mul(a, b));
    }
  }
  return floats === null ? total : addValues(total, new PyFloat(floats.high));
}

function realOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof PyFloat && value.cls === floatType ? value.value : undefined;
}
