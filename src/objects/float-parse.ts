// Floats from text: decimal as `float()` reads it, and hexadecimal both ways.

import { overflowError, valueError } from './exceptions.js';
import { decompose } from './float-digits.js';
import { nonFinite } from './float-repr.js';
import { nearestDouble } from './int-arithmetic.js';
import { toAsciiDigits } from './int-text.js';
import { stripAroundNumber } from './str-text.js';

const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const NAMED = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** The double that `text` writes, or undefined: `PyFloat_FromString`. */
export function parseFloatText(text: string): number | undefined {
  const plain = toAsciiDigits(stripAroundNumber(text));
  if (DECIMAL.test(plain)) return Number(plain.replaceAll('_', ''));
  return named(plain);
}

function named(text: string): number | undefined {
  const match = NAMED.exec(text);
  if (match === null) return undefined;
  if (match[2] === undefined) return Number.NaN;
  return match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** `float.hex()` */
export function hexText(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0x0.0p+0`;
  const { mantissa, exponent } = decompose(value);
  const normal = mantissa >> 52n;
  const fraction = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  const power = exponent + 52;
  return `${sign}0x${normal}.${fraction}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}

const HEXADECIMAL = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i;
/** Exponents beyond this overflow or vanish whatever the digits are, as long as those fit into memory. */
const MOST_EXPONENT = 1_000_000_000;

/** `float.fromhex()` */
export function parseHex(text: string): number {
  const trimmed = text.replaceAll(/^[ \t\n\r\f\v]+|[ \t\n\r\f\v]+$/g, '');
  const name = named(trimmed);
  if (name !== undefined) return name;
  const match = HEXADECIMAL.exec(trimmed);
  const [, sign, whole = '', fraction = '', power = '0'] = match ?? [];
  if (match === null || whole + fraction === '') {
    throw valueError('invalid hexadecimal floating-point string');
  }
  const magnitude = scaledMantissa(BigInt(`0x${whole}${fraction}`), Number(power) - 4 * fraction.length);
  if (magnitude === Number.POSITIVE_INFINITY) {
    throw overflowError('hexadecimal value too large to represent as a float');
  }
  return sign === '-' ? -magnitude : magnitude;
}

function scaledMantissa(mantissa: bigint, power: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  if (power > MOST_EXPONENT || bits + power > 1025) return Number.POSITIVE_INFINITY;
  if (bits + power < -1080) return 0;
  return power >= 0
    ? nearestDouble(mantissa << BigInt(power), 1n)
    : nearestDouble(mantissa, 1n << BigInt(-power));
}
