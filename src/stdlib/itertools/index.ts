// The `itertools` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { native } from '../../objects/native.js';
import { combinations, combinationsWithReplacement, permutations, product } from './combinatoric.js';
import { batched, groupby, grouper, pairwise, zipLongest } from './grouping.js';
import { count, cycle, repeat } from './infinite.js';
import {
  accumulate,
  chain,
  compress,
  dropwhile,
  filterfalse,
  islice,
  starmap,
  takewhile,
} from './selecting.js';
import { tee, teeDataType, teeType } from './tee.js';

export const itertools = defineModule('itertools', (_m: KernelMachine) => ({
  _grouper: grouper(),
  _tee: teeType(),
  _tee_dataobject: teeDataType(),
  accumulate: accumulate(),
  batched: batched(),
  chain: chain(),
  combinations: combinations(),
  combinations_with_replacement: combinationsWithReplacement(),
  compress: compress(),
  count: count(),
  cycle: cycle(),
  dropwhile: dropwhile(),
  filterfalse: filterfalse(),
  groupby: groupby(),
  islice: islice(),
  pairwise: pairwise(),
  permutations: permutations(),
  product: product(),
  repeat: repeat(),
  starmap: starmap(),
  takewhile: takewhile(),
  tee: native('tee(iterable, n=2, /)', tee),
  zip_longest: zipLongest(),
}));
