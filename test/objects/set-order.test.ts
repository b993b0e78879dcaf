// Sets iterate as in CPython. All orders were recorded from CPython 3.13.0 with PYTHONHASHSEED=0.

import { describe, expect, it } from 'vitest';
import '../../src/objects/tuple.js';
import { tuple } from '../../src/objects/containers.js';
import { hash } from '../../src/objects/hash.js';
import type { Value } from '../../src/objects/object.js';
import { bitAnd, bitOr, bitXor, sub } from '../../src/objects/operators.js';
import { constantSet, PyFrozenSet, PySet, setFromConstant } from '../../src/objects/set.js';
import { method } from './python-calls.js';

const order = (set: Value): Value[] => (set instanceof PySet ? set.table.toArray() : []);

/** A fixed sequence of additions, removals and pops of numbers below `top`. */
function shuffled(seed: number, top: number, steps: number): Value[] {
  const set = new PySet();
  let x = seed;
  for (let step = 0; step < steps; step++) {
    x = (x * 3877 + 29573) % 139968;
    const item = x % top;
    if (step % 3 === 2) method(set, 'discard', [item]);
    else if (step % 50 === 7 && set.table.size > 0) method(set, 'pop');
    else method(set, 'add', [item]);
  }
  return order(set);
}

const multiples = (of: number) =>
  PySet.of(Array.from({ length: Math.ceil(60 / of) }, (_, index) => index * of));

describe('order of iteration', () => {
  it('follows the history of a set of ints', () => {
    expect(shuffled(11, 40, 200)).toEqual([
      4, 7, 27, 9, 6, 13, 15, 16, 18, 19, 2, 14, 23, 24, 26, 21, 28, 20, 30, 32, 33, 36, 31, 35, 37, 11,
    ]);
    expect(shuffled(5, 200000, 40)).toEqual([
      131590, 39559, 51082, 103960, 15643, 20643, 44580, 62757, 89514, 71340, 67890, 102709, 19767, 129724,
      48958, 79042, 134856, 85455, 85981, 100192, 5353, 23406, 64497, 39283, 43131,
    ]);
  });

  it('follows the hashes of texts and tuples', () => {
    expect(order(PySet.of('hello world'))).toEqual([' ', 'd', 'r', 'h', 'o', 'e', 'w', 'l']);
    const fruits = constantSet(['apple', 'banana', 'cherry', 'date', 'elderberry', 'fig']);
    expect(order(setFromConstant(fruits))).toEqual([
      'banana',
      'fig',
      'cherry',
      'apple',
      'date',
      'elderberry',
    ]);
  });

  it('follows how a set was made by operators', () => {
    const a = multiples(7);
    const b = multiples(5);
    expect(order(bitOr(a, b))).toEqual([
      0, 5, 7, 10, 14, 15, 20, 21, 25, 28, 30, 35, 40, 42, 45, 49, 50, 55, 56,
    ]);
    expect(order(bitAnd(a, b))).toEqual([0, 35]);
    expect(order(sub(a, b))).toEqual([7, 42, 14, 49, 21, 56, 28]);
    expect(order(bitXor(a, b))).toEqual([5, 7, 10, 14, 15, 20, 21, 25, 28, 30, 40, 42, 45, 49, 50, 55, 56]);
    const display = setFromConstant(constantSet([100, 50, 3, 77, 21]));
    expect(order(display)).toEqual([50, 3, 100, 21, 77]);
  });
});

describe('hashes', () => {
  it.each<[Value, bigint | number]>([
    [tuple(1, 2), -3550055125485641917n],
    [tuple(), 5740354900026072187n],
    [tuple(-1, tuple(2, 3), null), 9026332455742950307n],
    [PyFrozenSet.of([1, 2, 3]), -272375401224217160n],
    [PyFrozenSet.of([]), 133146708735736],
  ])("of compound values are CPython's", (value, expected) => {
    expect(hash(value)).toBe(expected);
  });
});
