// Ints as text, with CPython's limit on the number of decimal digits (`sys.set_int_max_str_digits`).

import { valueError } from './exceptions.js';
import { bitLength, type Int, normalize } from './int-arithmetic.js';
import { isAscii, stripAroundNumber } from './str-text.js';

/** What a program that never calls `sys.set_int_max_str_digits` has. */
export const DEFAULT_MAX_STR_DIGITS = 4300;

let maxStrDigits = DEFAULT_MAX_STR_DIGITS;

/** Sets the limit of the running interpreter, 0 for none, and returns the one before. */
export function useMaxStrDigits(limit: number): number {
  const previous = maxStrDigits;
  maxStrDigits = limit;
  return previous;
}

/** `str(value)`: `long_to_decimal_string`. */
export function intToText(value: Int): string {
  if (typeof value === 'number') return String(value);
  // A digit holds more than 3.3 bits: ints below that many need no exact count.
  if (maxStrDigits > 0 && bitLength(value) > maxStrDigits * 3.3) {
    const magnitude = value < 0n ? -value : value;
    if (magnitude >= 10n ** BigInt(maxStrDigits)) {
      throw valueError(
        `Exceeds the limit (${maxStrDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
      );
    }
  }
  return value.toString();
}

/** Decimal digits of any script as ASCII digits: `_PyUnicode_TransformDecimalAndSpaceToASCII`. */
export function toAsciiDigits(text: string): string {
  if (isAscii(text)) return text;
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(decimalDigit(digit)));
}

/** The value of a character of category Nd: such digits stand in runs of ten that begin at their zero. */
export function decimalDigit(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  let start = code;
  while (code - start < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(start - 1))) start--;
  // Runs may adjoin (mathematical digits stand in five of them); their starts are known then.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  return code - start;
}

/**
 * The int that `text` writes in `base` (0: as a literal says), or undefined where it writes none: `PyLong_FromString`.
 */
export function parseIntText(text: string, base: number): Int | undefined {
  const match = /^([+-]?)(?:0([xXoObB])_?)?(.*)$/s.exec(toAsciiDigits(stripAroundNumber(text)));
  if (match === null) return undefined;
  const [, sign = '', letter = '', rest = ''] = match;
  let digits = rest;
  let radix = base;
  const prefixed = letter === '' ? undefined : PREFIX_BASE[letter.toLowerCase()];
  if (prefixed !== undefined) {
    if (base === 0 || base === prefixed) radix = prefixed;
    else digits = match[0].slice(sign.length);
  } else if (base === 0) {
    radix = 10;
    // `010` is no literal, `00` is.
    if (/^0[0_]*[1-9]/.test(digits)) return undefined;
  }
  if (!/^[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*$/.test(digits)) return undefined;
  digits = digits.replaceAll('_', '').toLowerCase();
  for (let i = 0; i < digits.length; i++) if (digitValue(digits.charCodeAt(i)) >= radix) return undefined;
  if ((radix & (radix - 1)) !== 0 && maxStrDigits > 0 && digits.length > maxStrDigits) {
    throw valueError(
      `Exceeds the limit (${maxStrDigits} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  const magnitude = magnitudeOf(digits, radix);
  if (sign !== '-') return magnitude;
  return typeof magnitude === 'number' ? 0 - magnitude : -magnitude;
}

const PREFIX_BASE: Record<string, number> = { x: 16, o: 8, b: 2 };

function digitValue(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

function magnitudeOf(digits: string, radix: number): Int {
  if (digits.length <= 10) return Number.parseInt(digits, radix);
  if (radix === 10) return normalize(BigInt(digits));
  if (radix === 16) return normalize(BigInt(`0x${digits}`));
  if (radix === 8) return normalize(BigInt(`0o${digits}`));
  if (radix === 2) return normalize(BigInt(`0b${digits}`));
  let value = 0n;
  const big = BigInt(radix);
  for (let i = 0; i < digits.length; i++) value = value * big + BigInt(digitValue(digits.charCodeAt(i)));
  return normalize(value);
}
