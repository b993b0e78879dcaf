// The `weakref` module.
//
// When objects die is found out by the kernel (src/kernel/lifetimes.ts).

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exceptionType } from '../../objects/exceptions.js';
import { referencesTo } from '../../objects/weak-references.js';
import { libraryFunctions } from '../library.js';
import { weakKeyDictionary, weakSet, weakValueDictionary } from './containers.js';
import { finalizeType } from './finalize.js';
import { callableProxyType, makeProxy, proxyType } from './proxies.js';
import { keyedRefClass, refType, watched, weakMethodClass } from './references.js';

export const weakref = defineModule('weakref', (m: KernelMachine) => ({
  ref: refType(m),
  ReferenceType: refType(m),
  ProxyType: proxyType(),
  CallableProxyType: callableProxyType(),
  ProxyTypes: tuple(proxyType(), callableProxyType()),
  ReferenceError: exceptionType('ReferenceError'),
  WeakKeyDictionary: weakKeyDictionary(m),
  WeakValueDictionary: weakValueDictionary(m),
  WeakSet: weakSet(m),
  KeyedRef: keyedRefClass(m),
  WeakMethod: weakMethodClass(m),
  finalize: finalizeType(m),
  ...libraryFunctions('weakref', {
    'proxy(object, callback=None, /)': (object, callback) => makeProxy(watched(m, object), callback),
    'getweakrefcount(object, /)': (object) => referencesTo(object).length,
    'getweakrefs(object, /)': (object) => new PyList([...referencesTo(object)]),
  }),
}));
