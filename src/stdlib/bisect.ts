// The `bisect` module (Modules/_bisectmodule.c).

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { call } from '../objects/call.js';
import { isTrue, richCompare } from '../objects/compare.js';
import { valueError } from '../objects/exceptions.js';
import { asSize } from '../objects/index.js';
import { native, type PyNative } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { getItem, length } from '../objects/subscript.js';
import { callAttribute } from './library.js';

type Side = 'left' | 'right';

function position(side: Side, a: Value, x: Value, lo: Value, hi: Value, key: Value): number {
  let low = asSize(lo);
  if (low < 0) throw valueError('lo must be non-negative');
  let high = hi === null ? length(a) : asSize(hi);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = getItem(a, middle);
    const value = key === null ? item : call(key, [item]);
    const isBefore = isTrue(side === 'left' ? richCompare(value, x, 'lt') : richCompare(x, value, 'lt'));
    if (isBefore === (side === 'left')) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insert(side: Side, a: Value, x: Value, lo: Value, hi: Value, key: Value): Value {
  const wanted = key === null ? x : call(key, [x]);
  callAttribute(a, 'insert', position(side, a, wanted, lo, hi, key), x);
  return null;
}

export const bisect = defineModule('bisect', (_m: KernelMachine) => {
  const find = (name: string, side: Side): PyNative =>
    native(`${name}(a, x, lo=0, hi=None, *, key=None)`, (a, x, lo, hi, key) =>
      position(side, a, x, lo, hi, key),
    );
  const put = (name: string, side: Side): PyNative =>
    native(`${name}(a, x, lo=0, hi=None, *, key=None)`, (a, x, lo, hi, key) =>
      insert(side, a, x, lo, hi, key),
    );
  return {
    bisect: find('bisect_right', 'right'),
    bisect_left: find('bisect_left', 'left'),
    bisect_right: find('bisect_right', 'right'),
    insort: put('insort_right', 'right'),
    insort_left: put('insort_left', 'left'),
    insort_right: put('insort_right', 'right'),
  };
});
