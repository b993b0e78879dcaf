// Averages and the middle of data: means, medians, modes, quantiles (Lib/statistics.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exp, log } from '../../objects/elementary.js';
import { isExceptionOf, typeError, valueError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex } from '../../objects/index.js';
import { checkInstance } from '../../objects/instance-check.js';
import { getIter, iterate, toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { add, gt, le, lt, mul, truediv } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { length } from '../../objects/subscript.js';
import { floatType } from '../../objects/types.js';
import { PyDecimal } from '../decimal/values.js';
import { fsum, sumprod } from '../math/sums.js';
import { integral, real } from '../numbers.js';
import { statisticsError } from './errors.js';
import { convert, convertTotal, dividedBy, exactSum, totalValue } from './exact.js';

export const sorted = (data: Value): Value[] => sortedItems(toArray(data), null, false);

function mean(m: KernelMachine, data: Value): Value {
  const { type, total, count } = exactSum(m, iterate(data));
  if (count < 1) throw statisticsError(m, 'mean requires at least one data point');
  return convertTotal(m, dividedBy(total, count), type);
}

/** The number of items, or undefined where the data only can be iterated. */
function lengthOr(data: Value): number | undefined {
  try {
    return length(data);
  } catch (error) {
    if (isExceptionOf(error, 'TypeError')) return undefined;
    throw error;
  }
}

function fmean(m: KernelMachine, data: Value, weights: Value): Value {
  if (weights === null) {
    const known = lengthOr(data);
    const items = known === undefined ? new PyList(toArray(data)) : data;
    const total = fsum(items);
    const count = known ?? length(items);
    if (count === 0) throw statisticsError(m, 'fmean requires at least one data point');
    return new PyFloat(total / count);
  }
  const list =
    weights instanceof PyList || weights instanceof PyTuple ? weights : new PyList(toArray(weights));
  let numerator: Value;
  try {
    numerator = sumprod(data, list);
  } catch (error) {
    if (!isExceptionOf(error, 'ValueError')) throw error;
    throw statisticsError(m, 'data and weights must be the same length');
  }
  const denominator = fsum(list);
  if (denominator === 0) throw statisticsError(m, 'sum of weights must be non-zero');
  return truediv(numerator, new PyFloat(denominator));
}

function geometricMean(m: KernelMachine, data: Value): Value {
  const zero = new PyFloat(0);
  const logarithms: Value[] = [];
  let count = 0;
  let hasZero = false;
  for (const x of iterate(data)) {
    count++;
    if (isTrue(gt(x, zero)) || Number.isNaN(asDouble(x))) logarithms.push(new PyFloat(log(asDouble(x))));
    else if (equals(x, zero)) hasZero = true;
    else throw statisticsError(m, 'No negative inputs allowed', x);
  }
  const total = fsum(new PyList(logarithms));
  if (count === 0) throw statisticsError(m, 'Must have a non-empty dataset');
  if (Number.isNaN(total)) return new PyFloat(Number.NaN);
  if (hasZero) return new PyFloat(total === Number.POSITIVE_INFINITY ? Number.NaN : 0);
  return new PyFloat(exp(total / count));
}

const NEGATIVE = 'harmonic mean does not support negative values';

function harmonicMean(m: KernelMachine, given: Value, givenWeights: Value): Value {
  const data = toArray(given);
  const count = data.length;
  const [first] = data;
  const check = (x: Value): Value => {
    if (isTrue(lt(x, 0))) throw statisticsError(m, NEGATIVE);
    return x;
  };
  if (first === undefined) throw statisticsError(m, 'harmonic_mean requires at least one data point');
  if (count === 1 && givenWeights === null) {
    const isNumber = checkInstance(first, integral(m)) || checkInstance(first, real(m));
    if (!isNumber && !(first instanceof PyDecimal)) throw typeError('unsupported type');
    return check(first);
  }
  let weights: readonly Value[] = data.map(() => 1);
  let sumOfWeights: Value = count;
  if (givenWeights !== null) {
    weights = toArray(givenWeights);
    if (weights.length !== count) throw statisticsError(m, 'Number of weights does not match data size');
    sumOfWeights = totalValue(m, exactSum(m, weights.map(check)).total);
  }
  const quotients = function* (): Generator<Value> {
    for (const [index, item] of data.entries()) {
      const x = check(item);
      const weight = weights[index] ?? 1;
      yield isTrue(weight) ? truediv(weight, x) : 0;
    }
  };
  let sum: ReturnType<typeof exactSum>;
  try {
    sum = exactSum(m, quotients());
  } catch (error) {
    if (isExceptionOf(error, 'ZeroDivisionError')) return 0;
    throw error;
  }
  const total = totalValue(m, sum.total);
  if (isTrue(le(total, 0))) throw statisticsError(m, 'Weighted sum must be positive');
  return convert(m, truediv(sumOfWeights, total), sum.type);
}

type Middle = (items: readonly Value[], below: Value, above: Value) => Value;

/** A median: of an odd number the middle, of an even number what is made of the middle two. */
function medianBy(m: KernelMachine, data: Value, middle: Middle): Value {
  const items = sorted(data);
  const half = Math.floor(items.length / 2);
  const above = items[half];
  if (above === undefined) throw statisticsError(m, 'no median for empty data');
  return items.length % 2 === 1 ? above : middle(items, items[half - 1] ?? null, above);
}

/** The position of the first item that is not below x, or that is above it. */
export function bisect(items: readonly Value[], x: Value, after: boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle] ?? null;
    const isBefore = after ? !isTrue(lt(x, item)) : isTrue(lt(item, x));
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

function medianGrouped(m: KernelMachine, data: Value, givenInterval: Value | undefined): Value {
  const items = sorted(data);
  const found = items[Math.floor(items.length / 2)];
  if (found === undefined) throw statisticsError(m, 'no median for empty data');
  const start = bisect(items, found, false);
  const size = bisect(items, found, true) - start;
  let interval: number;
  let x: number;
  try {
    interval = givenInterval === undefined ? 1 : asDouble(call(floatType, [givenInterval]));
    x = asDouble(call(floatType, [found]));
  } catch (error) {
    if (!isExceptionOf(error, 'ValueError')) throw error;
    throw typeError('Value cannot be converted to a float');
  }
  return new PyFloat(x - interval / 2 + (interval * (items.length / 2 - start)) / size);
}

/** How often each value occurs, in the order of the data. */
function counts(data: Value): [Value, number][] {
  const found = new PyDict();
  for (const value of iterate(getIter(data))) {
    const known = found.table.get(value);
    found.table.set(value, typeof known === 'number' ? known + 1 : 1);
  }
  return [...found.table.entries()].map(([value, count]) => [value, typeof count === 'number' ? count : 0]);
}

function modes(data: Value): Value[] {
  const found = counts(data);
  const most = Math.max(...found.map(([, count]) => count));
  return found.filter(([, count]) => count === most).map(([value]) => value);
}

function quantiles(m: KernelMachine, data: Value, given: Value, method: Value): Value {
  if (isTrue(lt(given, 1))) throw statisticsError(m, 'n must be at least 1');
  const items = sorted(data);
  const size = items.length;
  const n = Number(asIndex(given));
  const [first] = items;
  if (first === undefined) throw statisticsError(m, 'must have at least one data point');
  if (size === 1) return new PyList(Array.from({ length: n - 1 }, () => first));
  if (method !== 'inclusive' && method !== 'exclusive') throw valueError(`Unknown method: ${repr(method)}`);
  const isInclusive = method === 'inclusive';
  const spans = isInclusive ? size - 1 : size + 1;
  const cuts: Value[] = [];
  for (let index = 1; index < n; index++) {
    const whole = Math.floor((index * spans) / n);
    const after = isInclusive ? whole + 1 : Math.min(Math.max(whole, 1), size - 1);
    const rest = index * spans - (isInclusive ? whole : after) * n;
    const [low = null, high = null] = [items[after - 1], items[after]];
    cuts.push(truediv(add(mul(low, n - rest), mul(high, rest)), n));
  }
  return new PyList(cuts);
}

export function averages(m: KernelMachine): Record<string, NativeBody> {
  return {
    'mean(data)': (data) => mean(m, data),
    'fmean(data, weights=None)': (data, weights) => fmean(m, data, weights),
    'geometric_mean(data)': (data) => geometricMean(m, data),
    'harmonic_mean(data, weights=None)': (data, weights) => harmonicMean(m, data, weights),
    'median(data)': (data) => medianBy(m, data, (_items, below, above) => truediv(add(below, above), 2)),
    'median_low(data)': (data) => medianBy(m, data, (_items, below) => below),
    'median_high(data)': (data) => medianBy(m, data, (_items, _below, above) => above),
    'median_grouped(data, interval=1.0)': (data, interval) => medianGrouped(m, data, interval),
    'mode(data)': (data) => {
      const [first] = modes(data);
      if (first === undefined) throw statisticsError(m, 'no mode for empty data');
      return first;
    },
    'multimode(data)': (data) => new PyList(modes(data)),
    "quantiles(data, *, n=4, method='exclusive')": (data, n, method) => quantiles(m, data, n, method),
  };
}
