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
import { callAttribute, nativeFunctions, perMachine } from './library.js';

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

/** What `_bisect` gives to `bisect`. */
const bisectFunctions = perMachine((_m: KernelMachine) => {
  const find = (name: string, side: Side): PyNative =>
    native(`${name}(a, x, lo=0, hi=None, *, key=None)`, (a, x, lo, hi, key) =>
      position(side, a, x, lo, hi, key),
    );
  const put = (name: string, side: Side): PyNative =>
    native(`${name}(a, x, lo=0, hi=None, *, key=None)`, (a, x, lo, hi, key) =>
      insert(side, a, x, lo, hi, key),
    );
  return nativeFunctions('_bisect', [
    find('bisect_left', 'left'),
    find('bisect_right', 'right'),
    put('insort_left', 'left'),
    put('insort_right', 'right'),
  ]);
});

export const bisectAccelerator = defineModule('_bisect', bisectFunctions);

export const bisect = defineModule('bisect', (m: KernelMachine) => {
  const functions = bisectFunctions(m);
  const { bisect_right: bisectRight = null, insort_right: insortRight = null } = functions;
  return { ...functions, bisect: bisectRight, insort: insortRight };
});
