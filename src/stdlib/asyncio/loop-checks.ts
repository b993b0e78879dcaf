// What a loop checks in debug mode before it takes a callback.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { isCallable } from '../../objects/call.js';
import { runtimeError, typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import type { PyLoop } from './base_events.js';
import { isCoroutineFunction } from './coroutines.js';
import { isNativeCoroutineFunction } from './native-coroutine.js';
import { isCoroutine } from './state.js';

/** `_check_callback` */
export function checkCallback(_loop: PyLoop, callback: Value, method: Value): void {
  if (isCoroutine(callback) || isCoroutineFunction(callback) || isNativeCoroutineFunction(callback))
    throw typeError(`coroutines cannot be used with ${str(method)}()`);
  if (!isCallable(callback))
    throw typeError(`a callable object was expected by ${str(method)}(), got ${repr(callback)}`);
}

/** `_check_thread` */
export function checkThread(m: KernelMachine, loop: PyLoop): void {
  if (loop.thread === null || loop.thread === m.scheduler.current) return;
  throw runtimeError('Non-thread-safe operation invoked on an event loop other than the current one');
}
