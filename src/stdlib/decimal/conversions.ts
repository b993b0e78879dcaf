// Decimals from other objects and back: ints, floats, text, tuples, ratios.

import { intValue, PyFloat, strValue } from '../../objects/boxed.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { overflowError, typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { type Ratio, ratio, ratioOfDouble } from '../fractions/ratio.js';
import {
  type Dec,
  digitCount,
  finite,
  fromInt,
  infinite,
  NAN,
  parseDecimal,
  powerOfTen,
  type Sign,
  signedCoefficient,
} from './number.js';
import type { DecimalTypes } from './types.js';
import { PyDecimal, type PyDecimalContext } from './values.js';
import { Condition, finish } from './work.js';

/** A Decimal or an int; undefined for anything else. */
export function operandOf(value: Value): Dec | undefined {
  if (value instanceof PyDecimal) return value.value;
  const int = intValue(value);
  return int === undefined ? undefined : fromInt(BigInt(int));
}

/** The exact value of a double. */
export function fromDouble(value: number): Dec {
  const sign: Sign = value < 0 || Object.is(value, -0) ? 1 : 0;
  if (Number.isNaN(value)) return NAN;
  if (!Number.isFinite(value)) return infinite(sign);
  const { numerator, denominator } = ratioOfDouble(Math.abs(value));
  const places = denominator.toString(2).length - 1;
  return finite(sign, numerator * 5n ** BigInt(places), -places);
}

const EXPONENT_LETTERS: ReadonlyMap<string, 'infinity' | 'nan' | 'snan'> = new Map([
  ['F', 'infinity'],
  ['n', 'nan'],
  ['N', 'snan'],
]);

/** `(sign, digits, exponent)` */
function fromParts(parts: readonly Value[]): Dec {
  const [signValue = null, digitsValue = null, exponentValue = null] = parts;
  if (parts.length !== 3) throw valueError('argument must be a sequence of length 3');
  const signNumber = intValue(signValue);
  if (signNumber !== 0 && signNumber !== 1) {
    throw valueError('sign must be an integer with the value 0 or 1');
  }
  const sign: Sign = signNumber;
  const letter = strValue(exponentValue);
  const kind = letter === undefined ? undefined : EXPONENT_LETTERS.get(letter);
  if (letter !== undefined && kind === undefined) {
    throw valueError("string argument in the third position must be 'F', 'n' or 'N'");
  }
  const exponent = intValue(exponentValue);
  if (kind === undefined && exponent === undefined) throw valueError('exponent must be an integer');
  if (kind === 'infinity') return infinite(sign);
  if (!(digitsValue instanceof PyTuple || digitsValue instanceof PyList)) {
    throw valueError('coefficient must be a tuple of digits');
  }
  const digits = digitsValue.items.map((item) => {
    const digit = intValue(item);
    if (digit === undefined || digit < 0 || digit > 9) {
      throw valueError('coefficient must be a tuple of digits');
    }
    return String(digit);
  });
  const coefficient = BigInt(digits.join('') || '0');
  if (kind !== undefined) return { kind, sign, payload: coefficient };
  return finite(sign, coefficient, Number(exponent));
}

/** The exact value of what a constructor is given. Text that is no number is a condition. */
export function exactValue(types: DecimalTypes, context: PyDecimalContext, value: Value): Dec {
  const own = operandOf(value);
  if (own !== undefined) return own;
  const text = strValue(value);
  if (text !== undefined) {
    const parsed = parseDecimal(text);
    if (parsed !== undefined) return parsed;
    types.report(context, Condition.conversionSyntax);
    return NAN;
  }
  if (value instanceof PyTuple || value instanceof PyList) return fromParts(value.items);
  if (value instanceof PyFloat) {
    types.report(context, Condition.floatOperation);
    return fromDouble(value.value);
  }
  throw typeError(`conversion from ${typeName(value)} to Decimal is not supported`);
}

/** The same, rounded as the context says: `Context.create_decimal`. */
export function roundedValue(types: DecimalTypes, context: PyDecimalContext, value: Value): Dec {
  const exact = exactValue(types, context, value);
  return types.run(context, (work) => {
    const tooLong =
      exact.kind === 'nan' || exact.kind === 'snan' ? digitCount(exact.payload) > work.prec : false;
    return tooLong ? work.invalid(Condition.conversionSyntax) : finish(work, exact);
  });
}

/** The value as a fraction in lowest terms. */
export function ratioOfDecimal(value: Dec): Ratio {
  if (value.kind === 'infinity') throw overflowError('cannot convert Infinity to integer ratio');
  if (value.kind !== 'finite') throw valueError('cannot convert NaN to integer ratio');
  const signed = signedCoefficient(value);
  return value.exponent >= 0
    ? ratio(signed * powerOfTen(value.exponent))
    : ratio(signed, powerOfTen(-value.exponent));
}

/** A number that can be an int: neither NaN nor infinite. */
export function checkFiniteForInt(value: Dec): asserts value is Extract<Dec, { kind: 'finite' }> {
  if (value.kind === 'infinity') throw overflowError('cannot convert Infinity to integer');
  if (value.kind !== 'finite') throw valueError('cannot convert NaN to integer');
}
