// Ints where C takes an `int`: 32 bits, and the errors of what does not fit.

import { overflowError } from '../objects/exceptions.js';
import { asIndex } from '../objects/index.js';
import type { Value } from '../objects/object.js';

export const MAX_C_INT = 2_147_483_647;
export const MIN_C_INT = -2_147_483_648;
const LONG_BOUND = 2n ** 63n;

export function asCInt(value: Value): number {
  const index = asIndex(value);
  if (typeof index === 'bigint' && (index >= LONG_BOUND || index < -LONG_BOUND)) {
    throw overflowError('Python int too large to convert to C long');
  }
  if (index > MAX_C_INT) throw overflowError('signed integer is greater than maximum');
  if (index < MIN_C_INT) throw overflowError('signed integer is less than minimum');
  return Number(index);
}
