// Timeouts in seconds, as programs give them, on the virtual clock.

import type { KernelMachine } from '../kernel/kernel-machine.js';
import { PyFloat } from '../objects/boxed.js';
import { callSpecial } from '../objects/call.js';
import { typeError } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { typeName } from '../objects/types.js';
import { type Nanoseconds, SECOND } from '../trace/time.js';

/** Seconds as a float, from an int or a float. */
export function timeoutSeconds(timeout: Value): number {
  if (timeout instanceof PyFloat) return timeout.value;
  if (typeof timeout === 'number') return timeout;
  if (typeof timeout === 'bigint' || typeof timeout === 'boolean') return Number(timeout);
  const index = callSpecial(timeout, '__index__') ?? callSpecial(timeout, '__float__');
  if (index !== undefined) return timeoutSeconds(index);
  throw typeError(`'${typeName(timeout)}' object cannot be interpreted as an integer`);
}

/** When a wait of `timeout` that begins now ends by the clock; null for never. */
export function deadlineAfter(m: KernelMachine, timeout: Value): Nanoseconds | null {
  if (timeout === null) return null;
  return m.clock.now + Math.max(0, Math.ceil(timeoutSeconds(timeout) * SECOND));
}
