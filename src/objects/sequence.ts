// What tuples, lists and ranges have in common: positions in a sequence, comparison item by item, search.

import { type ComparisonName, equals, richCompare } from './compare.js';
import { exception, overflowError, typeError } from './exceptions.js';
import { asSize, hasIndex, indexOf } from './index.js';
import type { Value } from './object.js';
import { enterRecursion, leaveRecursion, nested } from './recursion.js';
import { typeOf } from './types.js';

/** The position `key` names in a sequence of `length` items, counted from the start; may lie outside. */
export function subscriptIndex(key: Value, length: number, what: string): number {
  if (typeof key !== 'number' && !hasIndex(key)) {
    throw typeError(`${what} indices must be integers or slices, not ${typeOf(key).name}`);
  }
  const index = asSize(key);
  return index < 0 ? index + length : index;
}

/** `start` or `stop` of `seq.index(x, start, stop)`, within 0 and `length`: `_PyEval_SliceIndexNotNone`. */
export function clampedIndex(value: Value, length: number): number {
  const index = indexOf(value);
  if (index === undefined) throw typeError('slice indices must be integers or have an __index__ method');
  if (typeof index === 'bigint') return index < 0n ? 0 : length;
  return index < 0 ? Math.max(index + length, 0) : Math.min(index, length);
}

/** Memory a program can not have; an array of the host ends at 2**32 - 1 items. */
const MAX_ITEMS = 2 ** 32 - 1;

/** `items * count`, or undefined where `count` is not an int. */
export function repeated(items: readonly Value[], count: Value): Value[] | undefined {
  const times = indexOf(count);
  if (times === undefined) return undefined;
  if (typeof times === 'bigint') {
    if (times < 0n) return [];
    throw overflowError("cannot fit 'int' into an index-sized integer");
  }
  if (times <= 0 || items.length === 0) return [];
  const total = items.length * times;
  if (total > MAX_ITEMS) throw exception('MemoryError');
  const [only] = items;
  if (items.length === 1 && only !== undefined) return new Array<Value>(total).fill(only);
  const result = new Array<Value>(total);
  for (let start = 0; start < total; start += items.length) {
    for (let index = 0; index < items.length; index++) result[start + index] = items[index] ?? null;
  }
  return result;
}

/** The position of the first equal item in `[start, stop)`, or -1. The items may change while they are compared. */
export function findItem(items: readonly Value[], value: Value, start: number, stop: number): number {
  if (typeof value === 'string') {
    const exact = items.indexOf(value, start);
    if (exact >= 0 && exact < stop && allPrimitive(items, start, exact)) return exact;
  }
  for (let index = start; index < stop && index < items.length; index++) {
    const item = items[index];
    if (item !== undefined && (item === value || equals(item, value))) return index;
  }
  return -1;
}

function allPrimitive(items: readonly Value[], start: number, stop: number): boolean {
  for (let index = start; index < stop; index++) if (typeof items[index] === 'object') return false;
  return true;
}

export function countItem(items: readonly Value[], value: Value): number {
  let count = 0;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item !== undefined && (item === value || equals(item, value))) count++;
  }
  return count;
}

export function itemsEqual(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  enterRecursion(IN_COMPARISON);
  try {
    for (let index = 0; index < a.length && index < b.length; index++) {
      const x = a[index];
      const y = b[index];
      if (x === y || x === undefined || y === undefined || equals(x, y)) continue;
      // The comparison itself may have cut the sequences off here.
      if (index < a.length && index < b.length) return false;
      break;
    }
  } finally {
    leaveRecursion();
  }
  return a.length === b.length;
}

const IN_COMPARISON = ' in comparison';

/** The order of two sequences is that of the first items that differ, else of their lengths: `list_richcompare`. */
export function compareItems(a: readonly Value[], b: readonly Value[], name: ComparisonName): Value {
  if (name === 'eq') return itemsEqual(a, b);
  if (name === 'ne') return !itemsEqual(a, b);
  for (let index = 0; index < a.length && index < b.length; index++) {
    const x = a[index];
    const y = b[index];
    if (x === y || x === undefined || y === undefined) continue;
    if (name === 'lt' && typeof x === 'number' && typeof y === 'number') return x < y;
    if (nested(IN_COMPARISON, () => equals(x, y))) continue;
    if (index >= a.length || index >= b.length) break;
    return nested(IN_COMPARISON, () => richCompare(x, y, name));
  }
  switch (name) {
    case 'lt':
      return a.length < b.length;
    case 'le':
      return a.length <= b.length;
    case 'gt':
      return a.length > b.length;
    default:
      return a.length >= b.length;
  }
}
