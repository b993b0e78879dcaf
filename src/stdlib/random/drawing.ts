import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { log } from '../../objects/elementary.js';
import {
  indexError,
  isExceptionOf,
  type PyException,
  typeError,
  valueError,
} from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex, asSize } from '../../objects/index.js';
import {
  addInts,
  floorDivideInts,
  type Int,
  multiplyInts,
  subtractInts,
} from '../../objects/int-arithmetic.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { add, lt, mul, sub, truediv } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { getItem, length, setItem } from '../../objects/subscript.js';
import { intType, isInstance, typeOf } from '../../objects/types.js';
import { below, float, type PyRandom, sourceOf } from './generator.js';

function emptyRange(...bounds: readonly Value[]): PyException {
  return valueError(
    bounds.length === 0
      ? 'empty range for randrange()'
      : `empty range in randrange(${bounds.map(str).join(', ')})`,
  );
}

export function randrange(self: PyRandom, first: Value, last: Value, given: Value | undefined): Int {
  const start = asIndex(first);
  if (last === null) {
    if (given !== undefined) throw typeError('Missing a non-None stop argument');
    if (start > 0) return below(self, start);
    throw emptyRange();
  }
  const stop = asIndex(last);
  const width = subtractInts(stop, start);
  const step = given === undefined ? 1 : asIndex(given);
  if (step === 1) {
    if (width > 0) return addInts(start, below(self, width));
    throw emptyRange(first, last);
  }
  if (step === 0) throw valueError('zero step for randrange()');
  const count = floorDivideInts(addInts(width, addInts(step, step > 0 ? -1 : 1)), step);
  if (count <= 0) throw emptyRange(first, last, given ?? 1);
  return addInts(start, multiplyInts(step, below(self, count)));
}

const smallBelow = (self: PyRandom, n: number): number => Number(below(self, n));

export function choice(self: PyRandom, seq: Value): Value {
  const size = length(seq);
  if (size === 0) throw indexError('Cannot choose from an empty sequence');
  return getItem(seq, smallBelow(self, size));
}

export function shuffle(self: PyRandom, x: Value): Value {
  for (let i = length(x) - 1; i > 0; i--) {
    const j = smallBelow(self, i + 1);
    const [a, b] = [getItem(x, i), getItem(x, j)];
    setItem(x, i, b);
    setItem(x, j, a);
  }
  return null;
}

/** `isinstance(population, collections.abc.Sequence)` for what programs draw from. */
function isSequence(value: Value): boolean {
  const { slots } = typeOf(value);
  return (
    !(value instanceof PyDict) &&
    !(value instanceof PySet) &&
    slots.getitem !== undefined &&
    slots.len !== undefined
  );
}

export function sample(self: PyRandom, population: Value, count: Value, counts: Value): Value {
  if (!isSequence(population)) {
    throw typeError('Population must be a sequence.  For dicts or sets, use sorted(d).');
  }
  const size = length(population);
  if (counts !== null) return sampleOfCounts(self, population, count, toArray(counts));
  const k = asSize(count);
  if (k < 0 || k > size) throw valueError('Sample larger than population or is negative');
  const positions = samplePositions(self, size, k);
  return new PyList(positions.map((position) => getItem(population, position)));
}

function samplePositions(self: PyRandom, size: number, k: number): number[] {
  const result: number[] = [];
  let setSize = 21;
  if (k > 5) setSize += 4 ** Math.ceil(log(k * 3) / log(4));
  if (size <= setSize) {
    const pool = Array.from({ length: size }, (_, index) => index);
    for (let i = 0; i < k; i++) {
      const j = smallBelow(self, size - i);
      result.push(pool[j] ?? 0);
      pool[j] = pool[size - i - 1] ?? 0;
    }
    return result;
  }
  const selected = new Set<number>();
  for (let i = 0; i < k; i++) {
    let j = smallBelow(self, size);
    while (selected.has(j)) j = smallBelow(self, size);
    selected.add(j);
    result.push(j);
  }
  return result;
}

function sampleOfCounts(self: PyRandom, population: Value, count: Value, counts: readonly Value[]): Value {
  const sums = accumulated(counts);
  if (sums.length !== length(population)) {
    throw valueError('The number of counts does not match the population');
  }
  const total = sums.pop() ?? 0;
  if (!isInstance(total, intType)) throw typeError('Counts must be integers');
  const size = Number(asIndex(total));
  if (size <= 0) throw valueError('Total of counts must be greater than zero');
  const k = asSize(count);
  if (k < 0 || k > size) throw valueError('Sample larger than population or is negative');
  return new PyList(
    samplePositions(self, size, k).map((position) =>
      getItem(population, bisect(sums, position, sums.length)),
    ),
  );
}

function accumulated(values: readonly Value[]): Value[] {
  const sums: Value[] = [];
  for (const value of values) {
    const last = sums.at(-1);
    sums.push(last === undefined ? value : add(last, value));
  }
  return sums;
}

function bisect(sums: readonly Value[], value: Value, end: number): number {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(lt(value, sums[middle] ?? null))) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function choices(
  self: PyRandom,
  population: Value,
  weights: Value,
  cumulative: Value,
  k: Value,
): Value {
  const random = sourceOf(self);
  const size = length(population);
  const count = asSize(k);
  const result: Value[] = [];
  if (cumulative === null && weights === null) {
    for (let i = 0; i < count; i++) {
      const position = Math.floor(random() * size);
      result.push(getItem(population, position));
    }
    return new PyList(result);
  }
  if (cumulative !== null && weights !== null) {
    throw typeError('Cannot specify both weights and cumulative weights');
  }
  if (cumulative === null && isInstance(weights, intType)) {
    throw typeError(`The number of choices must be a keyword argument: k=${str(weights)}`);
  }
  const sums = cumulative === null ? accumulated(toArray(weights)) : toArray(cumulative);
  if (sums.length !== size) throw valueError('The number of weights does not match the population');
  const last = sums.at(-1);
  if (last === undefined) throw indexError('list index out of range');
  const total = asDouble(last);
  if (total <= 0) throw valueError('Total of weights must be greater than zero');
  if (!Number.isFinite(total)) throw valueError('Total of weights must be finite');
  for (let i = 0; i < count; i++) {
    result.push(getItem(population, bisect(sums, float(random() * total), size - 1)));
  }
  return new PyList(result);
}

export function triangular(self: PyRandom, low: Value, high: Value, mode: Value): Value {
  const u = sourceOf(self)();
  let c: number;
  try {
    c = mode === null ? 0.5 : asDouble(truediv(sub(mode, low), sub(high, low)));
  } catch (error) {
    if (isExceptionOf(error, 'ZeroDivisionError')) return low;
    throw error;
  }
  const [from, to] = u > c ? [high, low] : [low, high];
  const root = u > c ? Math.sqrt((1 - u) * (1 - c)) : Math.sqrt(u * c);
  return add(from, mul(sub(to, from), float(root)));
}
