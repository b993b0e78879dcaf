// Fractions as objects: how they are made of other numbers and of text.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { overflowError, typeError, valueError, zeroDivisionError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { checkInstance } from '../../objects/instance-check.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { toAsciiDigits } from '../../objects/int-text.js';
import { unpack } from '../../objects/iteration.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { strRepr } from '../../objects/str-repr.js';
import { rational } from '../numbers.js';
import { absolute, type Ratio, ratio, ratioOfDouble } from './ratio.js';

export class PyFraction extends PyObject implements Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;

  constructor({ numerator, denominator }: Ratio, cls: PyType) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
    this.numerator = numerator;
    this.denominator = denominator;
  }
}

const LITERAL =
  /^\s*(?<sign>[-+]?)(?=\d|\.\d)(?<whole>\d*|\d+(?:_\d+)*)(?:(?:\s*\/\s*(?<below>\d+(?:_\d+)*))?|(?:\.(?<part>\d*|\d+(?:_\d+)*))?(?:E(?<exponent>[-+]?\d+(?:_\d+)*))?)\s*$/i;

const big = (digits: string | undefined): bigint => BigInt((digits ?? '').replaceAll('_', '') || '0');

export const zeroDenominator = (numerator: bigint) => zeroDivisionError(`Fraction(${numerator}, 0)`);

export function checkedRatio(numerator: bigint, denominator: bigint): Ratio {
  if (denominator === 0n) throw zeroDenominator(numerator);
  return ratio(numerator, denominator);
}

function ratioOfText(text: string): Ratio {
  const groups = LITERAL.exec(toAsciiDigits(text))?.groups;
  if (groups === undefined) throw valueError(`Invalid literal for Fraction: ${strRepr(text)}`);
  const { sign, whole, below, part, exponent } = groups;
  let numerator = big(whole);
  let denominator = below === undefined ? 1n : big(below);
  const decimals = (part ?? '').replaceAll('_', '');
  numerator = numerator * 10n ** BigInt(decimals.length) + big(decimals);
  denominator *= 10n ** BigInt(decimals.length);
  if (exponent !== undefined) {
    const power = big(exponent.replace(/^[-+]/, ''));
    if (exponent.startsWith('-')) denominator *= 10n ** power;
    else numerator *= 10n ** power;
  }
  return checkedRatio(sign === '-' ? -numerator : numerator, denominator);
}

export function ratioOfFloat(value: number): Ratio {
  if (Number.isNaN(value)) throw valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(value)) throw overflowError('cannot convert Infinity to integer ratio');
  return ratioOfDouble(value);
}

/** The value of an int, a fraction or another `numbers.Rational`; undefined for anything else. */
export function ratioOfRational(m: KernelMachine, value: Value): Ratio | undefined {
  if (value instanceof PyFraction) return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return { numerator: BigInt(value), denominator: 1n };
  }
  if (!(value instanceof PyObject) || value instanceof PyFloat) return undefined;
  if (!checkInstance(value, rational(m))) return undefined;
  return {
    numerator: BigInt(asIndex(getAttribute(value, 'numerator'))),
    denominator: BigInt(asIndex(getAttribute(value, 'denominator'))),
  };
}

/** The pair that `as_integer_ratio` gives. */
export function integerRatio(value: Value): Ratio {
  const [numerator = 0, denominator = 1] = unpack(call(getAttribute(value, 'as_integer_ratio')), 2);
  return { numerator: BigInt(asIndex(numerator)), denominator: BigInt(asIndex(denominator)) };
}

export function ratioOfArguments(
  m: KernelMachine,
  isDecimal: (value: Value) => boolean,
  numerator: Value,
  denominator: Value,
): Ratio {
  const above = ratioOfRational(m, numerator);
  if (denominator !== null) {
    const below = ratioOfRational(m, denominator);
    if (above === undefined || below === undefined) {
      throw typeError('both arguments should be Rational instances');
    }
    return checkedRatio(above.numerator * below.denominator, below.numerator * above.denominator);
  }
  if (above !== undefined) return above;
  if (numerator instanceof PyFloat) return ratioOfFloat(numerator.value);
  if (isDecimal(numerator)) return integerRatio(numerator);
  const text = strValue(numerator);
  if (text === undefined) throw typeError('argument should be a string or a Rational instance');
  return ratioOfText(text);
}

const HASH_MODULUS = (1n << 61n) - 1n;
const HASH_OF_INFINITY = 314159n;

function powerModulo(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % HASH_MODULUS;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % HASH_MODULUS;
    square = (square * square) % HASH_MODULUS;
  }
  return result;
}

/** The residue modulo 2**61 - 1, as all numbers hash: equal numbers of any type hash alike. */
export function hashOfRatio({ numerator, denominator }: Ratio): Value {
  const inverse = powerModulo(denominator, HASH_MODULUS - 2n);
  const size = inverse === 0n ? HASH_OF_INFINITY : (absolute(numerator) * inverse) % HASH_MODULUS;
  const signed = numerator < 0n ? -size : size;
  return normalize(signed === -1n ? -2n : signed);
}
