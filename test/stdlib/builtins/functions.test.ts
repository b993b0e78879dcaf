// The functions of `builtins`: results and error texts as CPython 3.13.0 has them.

import { describe, expect, it } from 'vitest';
import { PyFloat } from '../../../src/objects/boxed.js';
import { call } from '../../../src/objects/call.js';
import { PyList, tuple } from '../../../src/objects/containers.js';
import { toArray } from '../../../src/objects/iteration.js';
import { native } from '../../../src/objects/native.js';
import type { Value } from '../../../src/objects/object.js';
import { repr } from '../../../src/objects/repr.js';
import { builtinFunctions } from '../../../src/stdlib/builtins/index.js';
import { outcome } from '../../objects/python-calls.js';

let printed = '';
const builtins = builtinFunctions({
  write(text) {
    printed += text;
  },
});

function builtin(name: string, args: readonly Value[], keywords: Record<string, Value> = {}): Value {
  const named = new Map(Object.entries(keywords));
  return call(builtins.get(name) ?? null, args, named.size === 0 ? null : named);
}

const list = (...items: Value[]) => new PyList(items);
const float = (value: number) => new PyFloat(value);
const type = (name: string) => builtins.get(name) ?? null;

describe('builtins', () => {
  it.each<[string, Value[], string]>([
    ['len', [], 'TypeError: len() takes exactly one argument (0 given)'],
    ['len', ['日本'], '2'],
    ['abs', ['a'], "TypeError: bad operand type for abs(): 'str'"],
    ['hex', [-255], "'-0xff'"],
    ['chr', [0x110000], 'ValueError: chr() arg not in range(0x110000)'],
    ['ord', ['😀'], '128512'],
    ['ord', ['ab'], 'TypeError: ord() expected a character, but string of length 2 found'],
    ['divmod', [-7, 2], '(-4, 1)'],
    ['format', [5, 5], 'TypeError: format() argument 2 must be str, not int'],
    ['getattr', [5, 'nope'], "AttributeError: 'int' object has no attribute 'nope'"],
    ['getattr', [5, 'nope', 3], '3'],
    ['isinstance', [true, type('int')], 'True'],
    ['isinstance', [1, tuple(tuple(type('str'), tuple(type('int'))))], 'True'],
    ['isinstance', [1, 5], 'TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union'],
    ['issubclass', [5, type('int')], 'TypeError: issubclass() arg 1 must be a class'],
    ['iter', [5, 3], 'TypeError: iter(v, w): v must be callable'],
    ['next', [list()], "TypeError: 'list' object is not an iterator"],
    ['max', [list()], 'ValueError: max() iterable argument is empty'],
    ['max', [3, 9, 4], '9'],
    ['min', [list('b', 1)], "TypeError: '<' not supported between instances of 'int' and 'str'"],
    ['pow', [2, -1, 5], '3'],
    ['round', ['a'], "TypeError: type str doesn't define __round__ method"],
    ['sorted', [], 'TypeError: sorted expected 1 argument, got 0'],
    ['reversed', [5], "TypeError: 'int' object is not reversible"],
    ['enumerate', [], "TypeError: enumerate() missing required argument 'iterable'"],
    ['map', [null], 'TypeError: map() must have at least two arguments.'],
    ['vars', [5], 'TypeError: vars() argument must have __dict__ attribute'],
    ['range', [1, 2, 0], 'ValueError: range() arg 3 must not be zero'],
  ])('%s %#', (name, args, expected) => {
    expect(outcome(() => builtin(name, args))).toBe(expected);
  });

  it('sum floats as CPython 3.12 began to', () => {
    const tenths = list(...Array.from({ length: 10 }, () => float(0.1)));
    expect(repr(builtin('sum', [tenths]))).toBe('1.0');
    expect(repr(builtin('sum', [list(float(0.1), 1, float(0.2))]))).toBe('1.3');
    expect(repr(builtin('sum', [list(2n ** 62n, 2n ** 62n, true)]))).toBe('9223372036854775809');
    expect(outcome(() => builtin('sum', [list('a')]))).toBe(
      "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
    );
    expect(outcome(() => builtin('sum', ['ab', '']))).toBe(
      "TypeError: sum() can't sum strings [use ''.join(seq) instead]",
    );
  });

  it.each<[Value[], string]>([
    [[list(1, 2), list(3)], 'ValueError: zip() argument 2 is shorter than argument 1'],
    [[list(1), list(3), list(5, 6)], 'ValueError: zip() argument 3 is longer than arguments 1-2'],
    [[list(1), 'a'], "[(1, 'a')]"],
  ])('zip strictly %#', (args, expected) => {
    expect(outcome(() => list(...toArray(builtin('zip', args, { strict: true }))))).toBe(expected);
  });

  it('print what the keywords say', () => {
    printed = '';
    builtin('print', [1, 'two', list('3')], { sep: '-', end: '!\n' });
    builtin('print', []);
    builtin('print', [float(1)], { sep: null });
    expect(printed).toBe("1-two-['3']!\n\n1.0\n");
    expect(outcome(() => builtin('print', [1], { sep: 5 }))).toBe(
      'TypeError: sep must be None or a string, not int',
    );
  });

  it('call an iterator function until the sentinel', () => {
    let count = 0;
    const counter = native('counter()', () => ++count);
    expect(toArray(builtin('iter', [counter, 4]))).toEqual([1, 2, 3]);
  });
});
