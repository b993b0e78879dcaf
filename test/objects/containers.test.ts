// Lists, tuples, dicts and ranges: what their methods give, and the texts of their errors, as CPython 3.13.0 has them.

import { describe, expect, it } from 'vitest';
import '../../src/objects/dict.js';
import '../../src/objects/list.js';
import '../../src/objects/tuple.js';
import { PyFloat } from '../../src/objects/boxed.js';
import { PyDict, PyList, tuple } from '../../src/objects/containers.js';
import { getIter, next, unpack, unpackStarred } from '../../src/objects/iteration.js';
import type { Value } from '../../src/objects/object.js';
import { PyRange } from '../../src/objects/range.js';
import { repr } from '../../src/objects/repr.js';
import { PySet } from '../../src/objects/set.js';
import { PySlice } from '../../src/objects/slice.js';
import { contains, deleteItem, getItem, length, setItem } from '../../src/objects/subscript.js';
import { intType, listType } from '../../src/objects/types.js';
import { method, outcome } from './python-calls.js';

const list = (...items: Value[]) => new PyList(items);
const text = (run: () => Value | undefined) => expect(outcome(run));

describe('subscripts', () => {
  it.each<[Value, Value, string]>([
    [list(1, 2, 3), -1, '3'],
    [list(1), 5, 'IndexError: list index out of range'],
    [tuple(1), -2, 'IndexError: tuple index out of range'],
    [list(1), 'a', 'TypeError: list indices must be integers or slices, not str'],
    [list(1), 2n ** 70n, "IndexError: cannot fit 'int' into an index-sized integer"],
    [5, 0, "TypeError: 'int' object is not subscriptable"],
    [intType, 4, "TypeError: type 'int' is not subscriptable"],
    [listType, intType, 'list[int]'],
    [new PyDict(), 3, 'KeyError: 3'],
    [new PyDict(), list(), "TypeError: unhashable type: 'list'"],
    [new PyRange(0, 10, 1), new PySlice(null, null, -3), 'range(9, -1, -3)'],
    [tuple(1, 2, 3, 4), new PySlice(-3, null, 2), '(2, 4)'],
  ])('get %#', (container, key, expected) => {
    text(() => getItem(container, key)).toBe(expected);
  });

  it.each<[Value, Value, string]>([
    [tuple(1), 0, "TypeError: 'tuple' object does not support item assignment"],
    [list(1), 3, 'IndexError: list assignment index out of range'],
    [
      list(1, 2, 3, 4),
      new PySlice(null, null, 2),
      'ValueError: attempt to assign sequence of size 1 to extended slice of size 2',
    ],
  ])('set %#', (container, key, expected) => {
    text(() => {
      setItem(container, key, list(9));
      return null;
    }).toBe(expected);
  });

  it('deletes items and slices', () => {
    const items = list(0, 1, 2, 3, 4, 5, 6);
    deleteItem(items, new PySlice(null, null, -2));
    expect(repr(items)).toBe('[1, 3, 5]');
    text(() => {
      deleteItem(tuple(1), 0);
      return null;
    }).toBe("TypeError: 'tuple' object doesn't support item deletion");
    text(() => {
      deleteItem(5, 0);
      return null;
    }).toBe("TypeError: 'int' object does not support item deletion");
  });

  it('asks for membership and length', () => {
    expect(contains(list(1, 'a'), 'a')).toBe(true);
    expect(contains(new PyRange(0, 10, 3), new PyFloat(6))).toBe(true);
    text(() => contains(5, 1)).toBe("TypeError: argument of type 'int' is not iterable");
    text(() => length(5)).toBe("TypeError: object of type 'int' has no len()");
  });
});

describe('unpacking', () => {
  it.each<[Value, string]>([
    [tuple(1, 2, 3), '(1, 2, 3)'],
    [list(1, 2), 'ValueError: not enough values to unpack (expected 3, got 2)'],
    ['abcd', 'ValueError: too many values to unpack (expected 3)'],
    [5, 'TypeError: cannot unpack non-iterable int object'],
  ])('three of %#', (value, expected) => {
    text(() => tuple(...unpack(value, 3))).toBe(expected);
  });

  it('gathers the rest', () => {
    text(() => tuple(...unpackStarred('abcd', 1, 1))).toBe("('a', ['b', 'c'], 'd')");
    text(() => tuple(...unpackStarred(list(1), 2, 1))).toBe(
      'ValueError: not enough values to unpack (expected at least 3, got 1)',
    );
  });
});

describe('list methods', () => {
  it.each<[string, Value[], string]>([
    ['pop', [5], 'IndexError: pop index out of range'],
    ['pop', [0], '3'],
    ['remove', [7], 'ValueError: list.remove(x): x not in list'],
    ['index', [7], 'ValueError: 7 is not in list'],
    ['index', [1, 2], '2'],
    ['insert', ['a', 1], "TypeError: 'str' object cannot be interpreted as an integer"],
    ['append', [], 'TypeError: list.append() takes exactly one argument (0 given)'],
    ['extend', [5], "TypeError: 'int' object is not iterable"],
    ['sort', [1], 'TypeError: sort() takes no positional arguments'],
  ])('%s %#', (name, args, expected) => {
    text(() => method(list(3, 1, 1), name, args)).toBe(expected);
  });

  it('iterates live and stays exhausted', () => {
    const items = list(1);
    const iterator = getIter(items);
    expect(next(iterator)).toBe(1);
    items.items.push(2);
    expect(next(iterator)).toBe(2);
    expect(next(iterator)).toBeUndefined();
    items.items.push(3);
    expect(next(iterator)).toBeUndefined();
  });

  it('shows a list in itself', () => {
    const items = list(1);
    items.items.push(items, tuple(items));
    expect(repr(items)).toBe('[1, [...], ([...],)]');
  });
});

describe('dicts', () => {
  it('make one key of equal numbers and keep the first', () => {
    const dict = PyDict.of([
      [1, 'int'],
      [new PyFloat(1), 'float'],
      [true, 'bool'],
    ]);
    expect(repr(dict)).toBe("{1: 'bool'}");
    expect(
      repr(
        PyDict.of([
          [true, 1],
          [1, 2],
        ]),
      ),
    ).toBe('{True: 2}');
  });

  it('pop the newest item first', () => {
    const dict = PyDict.of([
      [1, 1],
      ['a', 2],
      [tuple(1), 3],
    ]);
    text(() => method(dict, 'popitem')).toBe('((1,), 3)');
    setItem(dict, 'b', 4);
    text(() => method(dict, 'popitem')).toBe("('b', 4)");
    text(() => method(dict, 'popitem')).toBe("('a', 2)");
    text(() => method(new PyDict(), 'popitem')).toBe("KeyError: 'popitem(): dictionary is empty'");
  });

  it('refuse to be changed during iteration', () => {
    const dict = PyDict.of([
      [1, 1],
      [2, 2],
    ]);
    const grown = getIter(dict);
    next(grown);
    setItem(dict, 3, 3);
    text(() => next(grown)).toBe('RuntimeError: dictionary changed size during iteration');
    const replaced = getIter(dict);
    for (const key of [1, 2, 3]) {
      next(replaced);
      deleteItem(dict, key);
      setItem(dict, key + 10, 0);
    }
    text(() => next(replaced)).toBe('RuntimeError: dictionary keys changed during iteration');
  });

  it('take updates from pairs', () => {
    text(() => method(new PyDict(), 'update', [list('ab', tuple(1, 2))], { c: 3 })).toBe('None');
    text(() => method(new PyDict(), 'update', [list('abc')])).toBe(
      'ValueError: dictionary update sequence element #0 has length 3; 2 is required',
    );
    text(() => method(new PyDict(), 'update', [list(1)])).toBe(
      'TypeError: cannot convert dictionary update sequence element #0 to a sequence',
    );
  });

  it('have views that behave as sets', () => {
    const dict = PyDict.of([
      ['a', 1],
      ['b', 2],
    ]);
    const keys = method(dict, 'keys');
    text(() => keys).toBe("dict_keys(['a', 'b'])");
    text(() => method(keys, '__and__', [list('b', 'c')])).toBe("{'b'}");
    expect(contains(method(dict, 'items'), tuple('a', 1))).toBe(true);
    text(() => method(keys, '__le__', [PySet.of(['a', 'b', 'c'])])).toBe('True');
  });
});

describe('ranges', () => {
  it('reach beyond 64 bits', () => {
    const range = new PyRange(0, 10n ** 20n, 1);
    text(() => getItem(range, -1)).toBe('99999999999999999999');
    expect(contains(range, 10n ** 19n)).toBe(true);
    text(() => length(range)).toBe('OverflowError: Python int too large to convert to C ssize_t');
  });

  it('are equal when they give the same items', () => {
    text(() => method(new PyRange(0, 3, 2), '__eq__', [new PyRange(0, 4, 2)])).toBe('True');
    text(() => method(new PyRange(0, 10, 1), 'index', [50])).toBe('ValueError: 50 is not in range');
  });
});
