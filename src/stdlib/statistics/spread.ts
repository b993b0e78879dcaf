// How data spreads, and how two sets of data go together: variances, covariance, correlation, regression.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { isExceptionOf, valueError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { add, mul, sub, truediv } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { length } from '../../objects/subscript.js';
import { makeNamedTuple } from '../collections/namedtuple.js';
import { once } from '../library.js';
import { fsum, sumprod } from '../math/sums.js';
import { statisticsError } from './errors.js';
import { convertTotal, dividedBy, isDecimal, isSpecial, squareDeviations, totalValue } from './exact.js';
import { floatRoot, rootOf } from './roots.js';

interface Spread {
  readonly name: string;
  /** A sample says less than its number of items: one is taken off. */
  readonly lost: 0 | 1;
}

const VARIANCE: Spread = { name: 'variance', lost: 1 };
const POPULATION_VARIANCE: Spread = { name: 'pvariance', lost: 0 };
const DEVIATION: Spread = { name: 'stdev', lost: 1 };
const POPULATION_DEVIATION: Spread = { name: 'pstdev', lost: 0 };

function meanSquare(m: KernelMachine, { name, lost }: Spread, data: Value, mean: Value) {
  const { type, squares, count } = squareDeviations(m, data, mean);
  if (count < 1 + lost) {
    const least = lost === 1 ? 'at least two data points' : 'at least one data point';
    throw statisticsError(m, `${name} requires ${least}`);
  }
  return { type, square: dividedBy(squares, count - lost) };
}

function variance(m: KernelMachine, spread: Spread, data: Value, mean: Value): Value {
  const { type, square } = meanSquare(m, spread, data, mean);
  return convertTotal(m, square, type);
}

function deviation(m: KernelMachine, spread: Spread, data: Value, mean: Value): Value {
  const { type, square } = meanSquare(m, spread, data, mean);
  // A float has no numerator: this is the error that CPython gives for NaN and infinities.
  if (isSpecial(square)) return getAttribute(square.special, 'numerator');
  return rootOf(m, square, isDecimal(m, type));
}

/** Mean and standard deviation of a sample, as floats. */
export function meanAndDeviation(m: KernelMachine, data: Value): readonly [number, number] {
  const { squares, mean, count } = squareDeviations(m, data, null);
  if (count < 2) throw statisticsError(m, 'stdev requires at least two data points');
  const center = asDouble(totalValue(m, mean));
  const square = dividedBy(squares, count - 1);
  if (isSpecial(square)) return [center, center / asDouble(totalValue(m, squares))];
  return [center, floatRoot(square.numerator, square.denominator)];
}

function checkPairs(m: KernelMachine, name: string, x: Value, y: Value): number {
  const count = length(x);
  if (length(y) !== count) {
    throw statisticsError(m, `${name} requires that both inputs have same number of data points`);
  }
  if (count < 2) throw statisticsError(m, `${name} requires at least two data points`);
  return count;
}

interface Centered {
  readonly mean: Value;
  readonly items: PyList;
}

function centered(data: Value, count: number): Centered {
  const mean = new PyFloat(fsum(data) / count);
  return { mean, items: new PyList(toArray(data).map((item) => sub(item, mean))) };
}

function covariance(m: KernelMachine, x: Value, y: Value): Value {
  const count = checkPairs(m, 'covariance', x, y);
  const [a, b] = [centered(x, count), centered(y, count)];
  return truediv(sumprod(a.items, b.items), count - 1);
}

/** Ranks from `start` on; equal items share the mean of theirs. */
export function ranks(data: readonly Value[], reverse: boolean, start: number): PyList {
  const order = sortedItems(
    data.map((value, position) => tuple(value, position)),
    null,
    reverse,
  ).map((pair) => toArray(pair));
  const result: Value[] = data.map(() => 0);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && equals(order[first]?.[0] ?? null, order[end]?.[0] ?? null)) end++;
    const rank = new PyFloat(start - 1 + first + (end - first + 1) / 2);
    for (const [, position] of order.slice(first, end)) result[Number(position)] = rank;
    first = end;
  }
  return new PyList(result);
}

/** The root of a product, as exact as a double can be, without overflow on the way. */
export function rootOfProduct(x: number, y: number): number {
  const root = Math.sqrt(x * y);
  if (!Number.isFinite(root)) {
    const isOverflow = root === Number.POSITIVE_INFINITY && Math.abs(x) !== root && Math.abs(y) !== root;
    return isOverflow ? rootOfProduct(2 ** -512 * x, 2 ** -512 * y) / 2 ** -512 : root;
  }
  if (root === 0) return x !== 0 && y !== 0 ? rootOfProduct(2 ** 537 * x, 2 ** 537 * y) / 2 ** 537 : root;
  const numbers = (...values: number[]): PyList => new PyList(values.map((value) => new PyFloat(value)));
  const rest = asDouble(sumprod(numbers(x, root), numbers(y, -root)));
  return root + rest / (2 * root);
}

function correlation(m: KernelMachine, x: Value, y: Value, method: Value): Value {
  const count = checkPairs(m, 'correlation', x, y);
  if (method !== 'linear' && method !== 'ranked') throw valueError(`Unknown method: ${repr(method)}`);
  const prepare = (data: Value): PyList =>
    method === 'ranked' ? ranks(toArray(data), false, (count - 1) / -2) : centered(data, count).items;
  const [a, b] = [prepare(x), prepare(y)];
  const scale = rootOfProduct(asDouble(sumprod(a, a)), asDouble(sumprod(b, b)));
  if (scale === 0) throw statisticsError(m, 'at least one of the inputs is constant');
  return truediv(sumprod(a, b), new PyFloat(scale));
}

export const linearRegressionType = once(
  (): PyType => makeNamedTuple('LinearRegression', ['slope', 'intercept'], { module: 'statistics' }),
);

function linearRegression(m: KernelMachine, x: Value, y: Value, proportional: boolean): Value {
  const count = checkPairs(m, 'linear regression', x, y);
  const zero = new PyFloat(0);
  const a: Centered = proportional ? { mean: zero, items: new PyList(toArray(x)) } : centered(x, count);
  const b: Centered = proportional ? { mean: zero, items: new PyList(toArray(y)) } : centered(y, count);
  let slope: Value;
  try {
    slope = truediv(add(sumprod(a.items, b.items), zero), sumprod(a.items, a.items));
  } catch (error) {
    if (isExceptionOf(error, 'ZeroDivisionError')) throw statisticsError(m, 'x is constant');
    throw error;
  }
  const intercept = proportional ? zero : sub(b.mean, mul(slope, a.mean));
  return call(linearRegressionType(), [slope, intercept]);
}

export function spreads(m: KernelMachine): Record<string, NativeBody> {
  return {
    'variance(data, xbar=None)': (data, mean) => variance(m, VARIANCE, data, mean),
    'pvariance(data, mu=None)': (data, mean) => variance(m, POPULATION_VARIANCE, data, mean),
    'stdev(data, xbar=None)': (data, mean) => deviation(m, DEVIATION, data, mean),
    'pstdev(data, mu=None)': (data, mean) => deviation(m, POPULATION_DEVIATION, data, mean),
    'covariance(x, y, /)': (x, y) => covariance(m, x, y),
    "correlation(x, y, /, *, method='linear')": (x, y, method) => correlation(m, x, y, method),
    'linear_regression(x, y, /, *, proportional=False)': (x, y, proportional) =>
      linearRegression(m, x, y, isTrue(proportional)),
  };
}
