// The `functools` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { isExceptionOf, typeError } from '../../objects/exceptions.js';
import { getIter, nextSlot } from '../../objects/iteration.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { libraryFunctions, nativeFunctions, perMachine } from '../library.js';
import { cachedPropertyClass } from './cached-property.js';
import { cacheFunction, cacheInfoType, lruCacheFunction, lruCacheType } from './lru-cache.js';
import { cmpToKey, totalOrdering } from './ordering.js';
import { partialMethodClass, partialType } from './partial.js';
import { singleDispatch, singleDispatchMethodClass } from './single-dispatch.js';
import { updateWrapperFunction, WRAPPER_ASSIGNMENTS, WRAPPER_UPDATES, wrapsFunction } from './wrapping.js';

function reduce(callable: Value, iterable: Value, initial: Value | undefined): Value {
  const iterator = reducible(iterable);
  const step = nextSlot(iterator);
  let result = initial === undefined ? step(iterator) : initial;
  if (result === undefined) throw typeError('reduce() of empty iterable with no initial value');
  for (let item = step(iterator); item !== undefined; item = step(iterator))
    result = call(callable, [result, item]);
  return result;
}

function reducible(iterable: Value): Value {
  try {
    return getIter(iterable);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    throw typeError('reduce() arg 2 must support iteration');
  }
}

/** What `_functools` gives to `functools`. */
const accelerated = perMachine((m: KernelMachine) => ({
  _lru_cache_wrapper: lruCacheType(),
  partial: partialType(m),
  ...nativeFunctions('_functools', [
    native('cmp_to_key(mycmp)', cmpToKey),
    native('reduce(function, iterable, initial=<unrepresentable>, /)', reduce),
  ]),
}));

export const functoolsAccelerator = defineModule('_functools', accelerated);

export const functools = defineModule('functools', (m: KernelMachine) => ({
  ...accelerated(m),
  WRAPPER_ASSIGNMENTS: WRAPPER_ASSIGNMENTS(),
  WRAPPER_UPDATES: WRAPPER_UPDATES(),
  _CacheInfo: cacheInfoType(m),
  cache: cacheFunction(m),
  cached_property: cachedPropertyClass(m),
  lru_cache: lruCacheFunction(m),
  partialmethod: partialMethodClass(m),
  singledispatchmethod: singleDispatchMethodClass(m),
  update_wrapper: updateWrapperFunction(m),
  wraps: wrapsFunction(m),
  ...libraryFunctions('functools', {
    'singledispatch(func)': (func) => singleDispatch(m, func),
    'total_ordering(cls)': totalOrdering,
  }),
}));
