// The names of the rounding modes, as arguments.

import { strValue } from '../../objects/boxed.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { ROUNDINGS, type Rounding } from './work.js';

export function roundingOf(value: Value): Rounding {
  const text = strValue(value);
  const found = ROUNDINGS.find((name) => name === text);
  if (found !== undefined) return found;
  throw typeError(
    'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n' +
      '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]',
  );
}
