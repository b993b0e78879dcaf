// A double as text in one of C's formats (`PyOS_double_to_string`), for `format()`, `%` and complex numbers.

import { fixedDigits, significantDigits } from './float-digits.js';
import { nonFinite } from './float-repr.js';

/** `r`: as `repr`, the shortest digits that read back the same. */
export type DoubleFormat = 'e' | 'f' | 'g' | 'r';

export interface DoubleFlags {
  /** Keep the point and the trailing zeros: `#`. */
  readonly alternate?: boolean;
  /** An integral value gets `.0`. */
  readonly addPointZero?: boolean;
  /** A zero has no minus: `z`. */
  readonly noNegativeZero?: boolean;
}

const NO_FLAGS: DoubleFlags = {};

export function doubleToText(
  value: number,
  format: DoubleFormat,
  precision: number,
  flags: DoubleFlags = NO_FLAGS,
): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const magnitude = Math.abs(value);
  const text = magnitudeText(magnitude, format, precision, flags);
  const negative = value < 0 || Object.is(value, -0);
  if (!negative || (flags.noNegativeZero === true && isZeroText(text))) return text;
  return `-${text}`;
}

function isZeroText(text: string): boolean {
  return !/[1-9]/.test(text.split('e')[0] ?? '');
}

function magnitudeText(value: number, format: DoubleFormat, precision: number, flags: DoubleFlags): string {
  const alternate = flags.alternate === true;
  const addPointZero = flags.addPointZero === true;
  switch (format) {
    case 'f':
      return fixedDigits(value, precision) + (alternate && precision === 0 ? '.' : '');
    case 'e': {
      const { digits, exponent } = significantDigits(value, precision + 1);
      return withExponent(digits, exponent, alternate);
    }
    case 'g': {
      const count = precision === 0 ? 1 : precision;
      const { digits, exponent } = significantDigits(value, count);
      const kept = alternate ? digits : digits.replace(/0+$/, '') || '0';
      if (exponent < -4 || exponent >= count - (addPointZero ? 1 : 0)) {
        return withExponent(kept, exponent, alternate);
      }
      return positional(kept, exponent, alternate, addPointZero);
    }
    case 'r': {
      const shortest = value.toExponential();
      const e = shortest.indexOf('e');
      const digits = shortest.slice(0, e).replace('.', '');
      const exponent = Number(shortest.slice(e + 1));
      if (exponent < -4 || exponent >= 16) return withExponent(digits, exponent, alternate);
      return positional(digits, exponent, alternate, addPointZero);
    }
  }
}

function withExponent(digits: string, exponent: number, alternate: boolean): string {
  const fraction = digits.slice(1);
  const point = fraction !== '' || alternate ? '.' : '';
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.charAt(0)}${point}${fraction}e${exponent < 0 ? '-' : '+'}${size}`;
}

function positional(digits: string, exponent: number, alternate: boolean, addPointZero: boolean): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  if (fraction !== '') return `${whole}.${fraction}`;
  if (addPointZero) return `${whole}.0`;
  return alternate ? `${whole}.` : whole;
}
