// Sorting: `list.sort` and `sorted`. Stable, and asks nothing but `<`, as CPython does.
//
// Keys of one primitive type are sorted by the host, where nobody can see how; all others as CPython does it
// (`timsort.ts`).

import { PyFloat } from './boxed.js';
import { call } from './call.js';
import { isTrue, richCompare } from './compare.js';
import { consume } from './consumption.js';
import { type PyList, PyTuple } from './containers.js';
import { valueError } from './exceptions.js';
import type { Value } from './object.js';
import { compareItems } from './sequence.js';
import { compareStrings } from './str-text.js';
import { timsort } from './timsort.js';
import { floatType, tupleType } from './types.js';

/** `list.sort`: the list is empty for others while it is being sorted, and must still be at the end. */
export function sortList(list: PyList, key: Value, reverse: boolean): void {
  const { items } = list;
  const taken = items.splice(0);
  let changed = false;
  consume(taken.length * Math.ceil(Math.log2(taken.length + 1)));
  try {
    sortItems(taken, key, reverse);
  } finally {
    changed = items.length > 0;
    items.length = 0;
    for (const item of taken) items.push(item);
  }
  if (changed) throw valueError('list modified during sort');
}

/** The items of an array of one's own, in order. */
export function sortedItems(items: Value[], key: Value, reverse: boolean): Value[] {
  sortItems(items, key, reverse);
  return items;
}

/** Sorts in place. Reversing before and after keeps equal items in their order. */
function sortItems(items: Value[], key: Value, reverse: boolean): void {
  let keys: Value[] | null = null;
  if (key !== null) {
    keys = [];
    for (const item of items) keys.push(call(key, [item]));
  }
  if (reverse) {
    items.reverse();
    keys?.reverse();
  }
  try {
    if (keys === null) sortPlain(items);
    else sortByKeys(items, keys);
  } finally {
    if (reverse) items.reverse();
  }
}

function sortPlain(items: Value[]): void {
  const compare = hostOrder(items);
  if (compare === undefined) timsort(items, null, less);
  else items.sort(compare);
}

function sortByKeys(items: Value[], keys: Value[]): void {
  const compare = hostOrder(keys);
  if (compare === undefined) {
    timsort(keys, items, less);
    return;
  }
  const order = Array.from(keys, (_, index) => index);
  order.sort((a, b) => compare(keys[a] ?? null, keys[b] ?? null));
  const sorted = order.map((index) => items[index] ?? null);
  for (let index = 0; index < sorted.length; index++) items[index] = sorted[index] ?? null;
}

type Comparer<Item> = (a: Item, b: Item) => number;

const byNumber: Comparer<Value> = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0);
/** For text without surrogates, where the order of UTF-16 units is that of code points. */
const byUnits: Comparer<Value> = (a, b) =>
  typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : 0;
const byCodePoints: Comparer<Value> = (a, b) =>
  typeof a === 'string' && typeof b === 'string' ? compareStrings(a, b) : 0;
const byFloat: Comparer<Value> = (a, b) =>
  a instanceof PyFloat && b instanceof PyFloat ? (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) : 0;

const SURROGATES = /[\ud800-\udfff]/;

/** The order of keys that are all of one simple kind; undefined where Python's own `<` must be asked. */
function hostOrder(keys: readonly Value[]): Comparer<Value> | undefined {
  const [first] = keys;
  if (typeof first === 'number') return keys.every((key) => typeof key === 'number') ? byNumber : undefined;
  if (typeof first === 'string') {
    if (!keys.every((key) => typeof key === 'string')) return undefined;
    return keys.some((key) => SURROGATES.test(key)) ? byCodePoints : byUnits;
  }
  if (first instanceof PyFloat) return keys.every(isPlainFloat) ? byFloat : undefined;
  return undefined;
}

function isPlainFloat(key: Value): boolean {
  return key instanceof PyFloat && key.cls === floatType && !Number.isNaN(key.value);
}

function less(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (a instanceof PyTuple && b instanceof PyTuple && a.cls === tupleType && b.cls === tupleType) {
    return isTrue(compareItems(a.items, b.items, 'lt'));
  }
  return isTrue(richCompare(a, b, 'lt'));
}
