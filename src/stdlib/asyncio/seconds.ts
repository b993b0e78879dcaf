// Seconds on a loop's clock, as numbers and as the trace counts them.

import { PyFloat } from '../../objects/boxed.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { type Nanoseconds, SECOND } from '../../trace/time.js';

/** Seconds as a float, from an int or a float. */
export function secondsOf(value: Value): number {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  throw typeError(`unsupported operand type(s) for +: 'float' and '${typeName(value)}'`);
}

export function toNanoseconds(seconds: number): Nanoseconds {
  return Math.round(seconds * SECOND);
}
