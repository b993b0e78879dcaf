// The `gc` module. Memory is the host's business; what a program can see of it, the deaths of its objects, is found out by
// the kernel (src/kernel/lifetimes.ts). A collection lets those die that hold each other in circles, and tells what else
// was lost, where CPython tells it.

import { Unsupported } from '../base/unsupported.js';
import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { PyDict, PyList, tuple } from '../objects/containers.js';
import { native } from '../objects/native.js';
import { PyObject, type Value } from '../objects/object.js';

export const gc = defineModule('gc', (m: KernelMachine) => {
  let isEnabled = true;
  let thresholds: Value = tuple(2000, 10, 0);
  let debug: Value = 0;
  const unsupported = (name: string) => (): never => {
    throw new Unsupported(`gc.${name}: the objects of a program are not listed here`);
  };
  return {
    callbacks: new PyList([]),
    garbage: new PyList([]),
    DEBUG_STATS: 1,
    DEBUG_COLLECTABLE: 2,
    DEBUG_UNCOLLECTABLE: 4,
    DEBUG_SAVEALL: 32,
    DEBUG_LEAK: 38,
    collect: native('collect(generation=2)', () => m.collect()),
    enable: native('enable()', () => {
      isEnabled = true;
      return null;
    }),
    disable: native('disable()', () => {
      isEnabled = false;
      return null;
    }),
    isenabled: native('isenabled()', () => isEnabled),
    get_count: native('get_count()', () => tuple(0, 0, 0)),
    get_threshold: native('get_threshold()', () => thresholds),
    set_threshold: native('set_threshold(threshold0, threshold1=10, threshold2=0, /)', (...values) => {
      thresholds = tuple(...values);
      return null;
    }),
    get_debug: native('get_debug()', () => debug),
    set_debug: native('set_debug(flags, /)', (flags) => {
      debug = flags;
      return null;
    }),
    get_stats: native(
      'get_stats()',
      () =>
        new PyList(
          [0, 1, 2].map(() =>
            PyDict.of([
              ['collections', 0],
              ['collected', 0],
              ['uncollectable', 0],
            ]),
          ),
        ),
    ),
    is_tracked: native('is_tracked(obj, /)', (object) => object instanceof PyObject),
    is_finalized: native('is_finalized(obj, /)', () => false),
    freeze: native('freeze()', () => null),
    unfreeze: native('unfreeze()', () => null),
    get_freeze_count: native('get_freeze_count()', () => 0),
    get_objects: native('get_objects(generation=None)', unsupported('get_objects')),
    get_referrers: native('get_referrers(*objs)', unsupported('get_referrers')),
    get_referents: native('get_referents(*objs)', unsupported('get_referents')),
  };
});
