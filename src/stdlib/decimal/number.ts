// Decimal numbers as the General Decimal Arithmetic specification has them, apart from Python's objects: their parts,
// and how they are read from text and shown.

import { exception } from '../../objects/exceptions.js';
import { toAsciiDigits } from '../../objects/int-text.js';

export type Sign = 0 | 1;

/** `(-1) ** sign * coefficient * 10 ** exponent` */
export interface Finite {
  readonly kind: 'finite';
  readonly sign: Sign;
  readonly coefficient: bigint;
  readonly exponent: number;
}

export interface Infinite {
  readonly kind: 'infinity';
  readonly sign: Sign;
}

export interface NotANumber {
  readonly kind: 'nan' | 'snan';
  readonly sign: Sign;
  /** A diagnostic number that comes along; 0 where there is none. */
  readonly payload: bigint;
}

export type Dec = Finite | Infinite | NotANumber;

export function finite(sign: Sign, coefficient: bigint, exponent: number): Finite {
  return { kind: 'finite', sign, coefficient, exponent };
}

export const infinite = (sign: Sign): Infinite => ({ kind: 'infinity', sign });
export const NAN: NotANumber = { kind: 'nan', sign: 0, payload: 0n };
export const ONE = finite(0, 1n, 0);
export const ZERO = finite(0, 0n, 0);

export function fromInt(value: bigint): Finite {
  return value < 0n ? finite(1, -value, 0) : finite(0, value, 0);
}

export const isNan = (value: Dec): value is NotANumber => value.kind === 'nan' || value.kind === 'snan';
export const isZero = (value: Dec): boolean => value.kind === 'finite' && value.coefficient === 0n;

export function digitCount(coefficient: bigint): number {
  return coefficient.toString().length;
}

/** The exponent of the first digit. */
export function adjusted({ coefficient, exponent }: Finite): number {
  return exponent + digitCount(coefficient) - 1;
}

/** Numbers of more digits do not fit into memory. */
const MOST_DIGITS = 10_000_000;

export function powerOfTen(exponent: number): bigint {
  if (exponent > MOST_DIGITS) throw exception('MemoryError');
  return 10n ** BigInt(exponent);
}

/** The sign applied to the coefficient. */
export function signedCoefficient({ sign, coefficient }: Finite): bigint {
  return sign === 1 ? -coefficient : coefficient;
}

export function withSign<Kind extends Dec>(value: Kind, sign: Sign): Kind {
  return { ...value, sign };
}

export const opposite = (sign: Sign): Sign => (sign === 1 ? 0 : 1);

/** An integral value; false for infinities and NaN. */
export function isInteger(value: Dec): value is Finite {
  if (value.kind !== 'finite') return false;
  if (value.exponent >= 0 || value.coefficient === 0n) return true;
  if (-value.exponent > digitCount(value.coefficient)) return false;
  return value.coefficient % powerOfTen(-value.exponent) === 0n;
}

/** The integral part as an int, signed. */
export function truncated({ sign, coefficient, exponent }: Finite): bigint {
  const size =
    exponent >= 0
      ? coefficient * powerOfTen(exponent)
      : -exponent > digitCount(coefficient)
        ? 0n
        : coefficient / powerOfTen(-exponent);
  return sign === 1 ? -size : size;
}

const LITERAL =
  /^(?<sign>[-+])?(?:(?<whole>\d*)(?:\.(?<part>\d*))?(?:e(?<exponent>[-+]?\d+))?|(?<infinity>inf(?:inity)?)|(?<signal>s)?nan(?<payload>\d*))$/i;

/** The exponent must be one that a number can have. */
const MOST_EXPONENT_DIGITS = 19;

/** Reads a number; undefined where the text is none. */
export function parseDecimal(text: string): Dec | undefined {
  const plain = toAsciiDigits(text.trim()).replaceAll('_', '');
  const groups = LITERAL.exec(plain)?.groups;
  if (groups === undefined) return undefined;
  const { whole = '', part = '', exponent = '0', infinity, payload } = groups;
  const sign: Sign = groups.sign === '-' ? 1 : 0;
  if (infinity !== undefined) return infinite(sign);
  if (payload !== undefined) {
    return { kind: groups.signal === undefined ? 'nan' : 'snan', sign, payload: BigInt(payload || '0') };
  }
  if (whole + part === '') return undefined;
  const size = exponent.replace(/^[-+]?0*/, '').length;
  if (size > MOST_EXPONENT_DIGITS) return undefined;
  return finite(sign, BigInt(whole + part), Number(exponent) - part.length);
}

/** `to-scientific-string`, or with exponents that are multiples of three. */
export function showDecimal(value: Dec, capitals: boolean, engineering = false): string {
  const sign = value.sign === 1 ? '-' : '';
  if (value.kind === 'infinity') return `${sign}Infinity`;
  if (value.kind !== 'finite') {
    const payload = value.payload === 0n ? '' : String(value.payload);
    return `${sign}${value.kind === 'snan' ? 'sNaN' : 'NaN'}${payload}`;
  }
  const digits = String(value.coefficient);
  const point = value.exponent + digits.length;
  if (value.exponent <= 0 && point > -6) return sign + placePoint(digits, point);
  let places = 1;
  if (engineering) {
    const modulo = (a: number): number => ((a % 3) + 3) % 3;
    places = value.coefficient === 0n ? modulo(point + 1) - 1 : modulo(point - 1) + 1;
  }
  const shown = point - places;
  const e = capitals ? 'E' : 'e';
  const exponent = shown === 0 ? '' : `${e}${shown > 0 ? '+' : ''}${shown}`;
  return sign + placePoint(digits, places) + exponent;
}

/** Digits with a point after the first `point` of them. */
export function placePoint(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
