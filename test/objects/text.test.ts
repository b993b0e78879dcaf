// Strings as Python counts, orders, hashes and shows them; slices; expectations are CPython 3.13.0's.

import { describe, expect, it } from 'vitest';
import { PyList } from '../../src/objects/containers.js';
import { asSize, searchBounds } from '../../src/objects/index.js';
import type { Value } from '../../src/objects/object.js';
import { reprEnter, reprGuarded, reprLeave } from '../../src/objects/repr.js';
import { PySlice, resolveSlice } from '../../src/objects/slice.js';
import { hashString } from '../../src/objects/str-hash.js';
import { strRepr } from '../../src/objects/str-repr.js';
import { charAt, codePointIndex, compareStrings, lengthOf, pickChars } from '../../src/objects/str-text.js';
import { outcome } from './python-calls.js';

describe('strings are sequences of code points', () => {
  const text = 'a😀b';

  it('length and positions', () => {
    expect(lengthOf(text)).toBe(3);
    expect(charAt(text, 1)).toBe('😀');
    expect(charAt(text, 3)).toBeUndefined();
    expect(codePointIndex(text, 3)).toBe(2);
    expect(pickChars(text, 2, -1, 3)).toBe('b😀a');
  });

  it('order is by code point, where the host orders by code unit', () => {
    expect('\uffff' < '\u{10000}').toBe(false);
    expect(compareStrings('\uffff', '\u{10000}')).toBeLessThan(0);
    expect(compareStrings('\ud800', '\u{10000}')).toBeLessThan(0);
    expect(compareStrings('x\u{10000}', 'x\u{10001}')).toBeLessThan(0);
    expect(compareStrings('ab', 'a')).toBeGreaterThan(0);
  });

  it.each<[string, number | bigint]>([
    ['', 0],
    ['a', 4644417185603328019n],
    ['abc', -4594863902769663758n],
    ['abcdefgh', 4574395652268504554n],
    ['é', 6047309291227476195n],
    ['한글', 3011526259676503552n],
    ['😀', -3536540696076613844n],
  ])('hash of %s under PYTHONHASHSEED=0', (value, expected) => {
    expect(hashString(value)).toBe(expected);
  });

  it.each([
    ["it's", '"it\'s"'],
    ['\'"', "'\\'\"'"],
    ['\n\x7f\xa0\xad\u2028\ue000\u{e0001}\\', "'\\n\\x7f\\xa0\\xad\\u2028\\ue000\\U000e0001\\\\'"],
    ['é한😀', "'é한😀'"],
  ])('repr of %j', (value, expected) => {
    expect(strRepr(value)).toBe(expected);
  });
});

describe('slices', () => {
  it.each<[Value, Value, Value, number, object]>([
    [null, null, null, 5, { start: 0, stop: 5, step: 1, count: 5 }],
    [null, null, -1, 5, { start: 4, stop: -1, step: -1, count: 5 }],
    [10, null, -2, 5, { start: 4, stop: -1, step: -2, count: 3 }],
    [-3, -1, null, 5, { start: 2, stop: 4, step: 1, count: 2 }],
    [3, 1, null, 5, { start: 3, stop: 1, step: 1, count: 0 }],
    [-(2n ** 70n), 2n ** 70n, 3, 5, { start: 0, stop: 5, step: 3, count: 2 }],
  ])('[%s:%s:%s] of %d items', (start, stop, step, length, expected) => {
    expect(resolveSlice(new PySlice(start, stop, step), length)).toEqual(expected);
  });

  it('a start beyond the end finds not even nothing', () => {
    expect(searchBounds(4, undefined, 3)).toEqual([4, 3]);
    expect(searchBounds(-2, null, 3)).toEqual([1, 3]);
  });

  it('sizes have a limit', () => {
    expect(outcome(() => asSize(2n ** 63n))).toBe("IndexError: cannot fit 'int' into an index-sized integer");
    expect(asSize(2n ** 62n)).toBe(2 ** 62);
  });
});

it('a container that is being shown is shown as a placeholder', () => {
  const list = new PyList([]);
  const shown = reprGuarded(list, '[...]', () => `[${reprGuarded(list, '[...]', () => 'never')}]`);
  expect(shown).toBe('[[...]]');
  expect(reprEnter(list)).toBe(true);
  reprLeave(list);
});
