// Sorting is stable, asks only for `<`, and leaves the list in CPython's state.

import { describe, expect, it } from 'vitest';
import '../../src/objects/list.js';
import '../../src/objects/tuple.js';
import { PyFloat } from '../../src/objects/boxed.js';
import { PyList, tuple } from '../../src/objects/containers.js';
import { sortedItems } from '../../src/objects/list-sort.js';
import { native } from '../../src/objects/native.js';
import type { Value } from '../../src/objects/object.js';
import { repr } from '../../src/objects/repr.js';
import { timsort } from '../../src/objects/timsort.js';
import { method, outcome } from './python-calls.js';

const modulo10 = native('key(x, /)', (x) => (typeof x === 'number' ? x % 10 : null));

/** A fixed sequence of numbers below `top`. */
function numbers(length: number, top: number): number[] {
  const result: number[] = [];
  for (let x = 7; result.length < length; ) {
    x = (x * 3877 + 29573) % 139968;
    result.push(x % top);
  }
  return result;
}

const ascending = (items: number[]) => items.sort((a, b) => a - b);

describe('timsort', () => {
  it.each<[string, number[], number, number]>([
    ['few items', numbers(10, 10), 25, 346963],
    ['many items', numbers(300, 1000), 2090, 78669],
    ['many equal items', numbers(200, 4), 1026, 644094],
    ['descending', Array.from({ length: 100 }, (_, index) => Math.floor((100 - index) / 3)), 165, 148646],
    [
      'runs',
      [
        ...ascending(numbers(90, 500)),
        ...ascending(numbers(40, 300)).reverse(),
        ...ascending(numbers(150, 900)),
      ],
      622,
      144074,
    ],
  ])('makes the comparisons of CPython: %s', (_name, items, comparisons, checksum) => {
    let count = 0;
    let sum = 0;
    const keys: Value[] = items.slice();
    timsort(keys, null, (a, b) => {
      if (typeof a !== 'number' || typeof b !== 'number') return false;
      count++;
      sum = (sum * 31 + a * 7 + b) % 1000003;
      return a < b;
    });
    expect(keys).toEqual(ascending(items));
    expect([count, sum]).toEqual([comparisons, checksum]);
  });
});

describe('sorted', () => {
  it('keeps equal items in order, reversed or not', () => {
    const items: Value[] = [31, 12, 21, 2, 11, 22, 1];
    expect(sortedItems(items.slice(), modulo10, false)).toEqual([31, 21, 11, 1, 12, 2, 22]);
    expect(sortedItems(items.slice(), modulo10, true)).toEqual([12, 2, 22, 31, 21, 11, 1]);
  });

  it('orders texts by code points', () => {
    expect(sortedItems(['\u{1f600}', '\uff5e', 'z', 'B'], null, false)).toEqual([
      'B',
      'z',
      '\uff5e',
      '\u{1f600}',
    ]);
  });

  it('compares mixed numbers and tuples', () => {
    const items = [new PyFloat(2.5), 1, true, 2n ** 70n, -3];
    expect(repr(new PyList(sortedItems(items, null, false)))).toBe(
      '[-3, 1, True, 2.5, 1180591620717411303424]',
    );
    const pairs = Array.from({ length: 100 }, (_, index) => tuple((index * 7) % 10, index));
    const sorted = sortedItems(pairs.slice(), null, false);
    expect(repr(new PyList(sorted.slice(9, 12)))).toBe('[(0, 90), (1, 3), (1, 13)]');
  });

  it('complains as CPython does', () => {
    expect(outcome(() => method(new PyList([3, 'a']), 'sort'))).toBe(
      "TypeError: '<' not supported between instances of 'str' and 'int'",
    );
    const items = new PyList([3, 1]);
    const grow = native('key(x, /)', (x) => {
      items.items.push(1);
      return x ?? null;
    });
    expect(outcome(() => method(items, 'sort', [], { key: grow }))).toBe(
      'ValueError: list modified during sort',
    );
    expect(repr(items)).toBe('[1, 3]');
  });
});
