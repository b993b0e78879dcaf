// `asyncio.iscoroutinefunction` (`coroutines.py`).

import { PyFunction } from '../../execution/function.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';
import { isNativeCoroutineFunction } from './native-coroutine.js';

export function isCoroutineFunction(fn: Value): boolean {
  if (fn instanceof PyBoundMethod) return isCoroutineFunction(fn.func);
  if (fn instanceof PyFunction) return fn.code.kind === 'coroutine';
  if (fn instanceof PyNative || isNativeCoroutineFunction(fn)) return isNativeCoroutineFunction(fn);
  // `functools.partial` of one is one.
  const inner = typeOf(fn).name.endsWith('partial') ? getAttributeOr(fn, 'func') : undefined;
  return inner !== undefined && isCoroutineFunction(inner);
}
