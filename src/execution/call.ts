// Calls as compiled code makes them: the common callees first, without binding or bound methods where none is needed.

import { getAttribute, getMethod } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { PyNative, PyNativeMethod } from '../objects/native.js';
import type { Keywords, Value } from '../objects/object.js';
import { PyFunction } from './function.js';

/** Calls with positional arguments. `args` is handed over: the caller must not use it again. */
export function callPositional(callee: Value, args: Value[]): Value {
  if (callee instanceof PyFunction) return callee.callPositional(args);
  if (callee instanceof PyNative) return callee.invoke(args, null);
  return call(callee, args);
}

export function callWithKeywords(callee: Value, args: readonly Value[], keywords: Keywords | null): Value {
  if (callee instanceof PyFunction) return callee.call(args, keywords);
  return call(callee, args, keywords);
}

/** `receiver.name(*args)`. `args` is handed over. */
export function callMethod(receiver: Value, name: string, args: Value[], keywords: Keywords | null): Value {
  const method = getMethod(receiver, name);
  if (method instanceof PyNativeMethod) return method.invoke(receiver, args, keywords);
  if (method instanceof PyFunction) {
    args.unshift(receiver);
    return keywords === null ? method.callPositional(args) : method.call(args, keywords);
  }
  if (method !== undefined) return call(method, [receiver, ...args], keywords);
  return callWithKeywords(getAttribute(receiver, name), args, keywords);
}
