// The `collections` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { register } from '../abc/abc-meta.js';
import { abstractClasses } from './abc/index.js';
import { mutableSequence } from './abc/sequences.js';
import { chainMapClass } from './chain-map.js';
import { counterClass } from './counter.js';
import { defaultDictType } from './defaultdict.js';
import { dequeType } from './deque.js';
import { namedTupleFunction, tupleGetterType } from './namedtuple.js';
import { orderedDictType } from './ordered-dict.js';
import { userDictClass, userListClass, userStringClass } from './user-classes.js';

export const collectionsAccelerator = defineModule('_collections', (_m: KernelMachine) => ({
  OrderedDict: orderedDictType(),
  _tuplegetter: tupleGetterType(),
  defaultdict: defaultDictType(),
  deque: dequeType(),
}));

export const collections = defineModule('collections', (m: KernelMachine) => {
  abstractClasses(m);
  register(mutableSequence(m), dequeType());
  return {
    ChainMap: chainMapClass(m),
    Counter: counterClass(m),
    OrderedDict: orderedDictType(),
    UserDict: userDictClass(m),
    UserList: userListClass(m),
    UserString: userStringClass(m),
    _tuplegetter: tupleGetterType(),
    abc: m.importModule('collections.abc', m.builtins, ['abc'], 0),
    defaultdict: defaultDictType(),
    deque: dequeType(),
    namedtuple: namedTupleFunction(m),
  };
});
