// Arithmetic on doubles where Python differs from the host: floors, remainders, powers, rounding.

import { pow } from './elementary.js';
import { exception, overflowError, zeroDivisionError } from './exceptions.js';
import { fixedDigits, scaledDigits } from './float-digits.js';

/** The remainder has the sign of the divisor: `float_rem`. */
export function moduloDoubles(a: number, b: number): number {
  if (b === 0) throw zeroDivisionError('float modulo by zero');
  return floorRemainder(a, b);
}

function floorRemainder(a: number, b: number): number {
  const remainder = a % b;
  if (remainder === 0) return b < 0 || Object.is(b, -0) ? -0 : 0;
  return remainder < 0 !== b < 0 ? remainder + b : remainder;
}

export function floorDivideDoubles(a: number, b: number): number {
  if (b === 0) throw zeroDivisionError('float floor division by zero');
  return floorQuotient(a, b);
}

/** `_float_div_mod` */
function floorQuotient(a: number, b: number): number {
  const remainder = a % b;
  let quotient = (a - remainder) / b;
  if (remainder !== 0 && remainder < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

export function divmodDoubles(a: number, b: number): readonly [number, number] {
  if (b === 0) throw zeroDivisionError('float divmod()');
  return [floorQuotient(a, b), floorRemainder(a, b)];
}

/** Whether `a ** b` is not real: a negative base, finite and with a fractional exponent. */
export function hasComplexPower(a: number, b: number): boolean {
  return a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b);
}

/** `a ** b` where it is real: `float_pow`. */
export function powerOfDoubles(a: number, b: number): number {
  if (a === 0 && b < 0 && Number.isFinite(b))
    throw zeroDivisionError('0.0 cannot be raised to a negative power');
  const result = pow(a, b);
  if (Number.isFinite(result) || !Number.isFinite(a) || !Number.isFinite(b)) return result;
  throw exception('OverflowError', 34, 'Numerical result out of range');
}

/** Half to even: `round(x)`. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** Beyond these numbers of digits nothing is rounded, or nothing is left: `float___round___impl`. */
const MOST_DIGITS = 323;
const FEWEST_DIGITS = -308;

/** `round(x, digits)` of a finite double. */
export function roundToDigits(value: number, digits: number): number {
  if (digits > MOST_DIGITS) return value;
  if (digits < FEWEST_DIGITS) return 0 * value;
  const magnitude = Math.abs(value);
  const rounded =
    digits >= 0
      ? Number(fixedDigits(magnitude, digits))
      : Number(`${scaledDigits(magnitude, digits)}e${-digits}`);
  if (!Number.isFinite(rounded)) throw overflowError('rounded value too large to represent');
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}
