// Operators of fractions with each other and with the other numbers: exact where both operands are, else floats or
// complex numbers.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { type ComparisonName, richCompare } from '../../objects/compare.js';
import { PyComplex } from '../../objects/complex-number.js';
import { tuple } from '../../objects/containers.js';
import { zeroDivisionError } from '../../objects/exceptions.js';
import { checkInstance } from '../../objects/instance-check.js';
import { normalize } from '../../objects/int-arithmetic.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import * as operators from '../../objects/operators.js';
import { complexType, floatType, NotImplemented } from '../../objects/types.js';
import { complex, real } from '../numbers.js';
import { PyFraction, ratioOfFloat, ratioOfRational, zeroDenominator } from './fraction.js';
import {
  addRatios,
  compareRatios,
  divideRatios,
  floorDivide,
  multiplyRatios,
  type Ratio,
  ratio,
  subtractRatios,
} from './ratio.js';

const asFloat = (value: Value): Value => call(floatType, [value]);
const asComplex = (value: Value): Value => call(complexType, [value]);
const isZero = (value: Ratio): boolean => value.numerator === 0n;

function dividedBy(a: Ratio, b: Ratio): Ratio {
  if (isZero(b)) throw zeroDenominator(a.numerator * b.denominator);
  return divideRatios(a, b);
}

function floorOfQuotient(a: Ratio, b: Ratio): bigint {
  if (isZero(b)) throw zeroDivisionError('integer division or modulo by zero');
  return floorDivide(a.numerator * b.denominator, a.denominator * b.numerator);
}

function remainder(a: Ratio, b: Ratio): Ratio {
  if (isZero(b)) throw zeroDivisionError('integer modulo by zero');
  return subtractRatios(a, multiplyRatios(b, ratio(floorOfQuotient(a, b))));
}

/** The operators of two exact operands, and what takes over when the other one is a float or complex. */
export function operatorMethods(m: KernelMachine, fractionType: PyType): Record<string, NativeBody> {
  const fraction = (value: Ratio): PyFraction => new PyFraction(value, fractionType);
  const methods: Record<string, NativeBody> = {};
  const define = (
    name: string,
    exact: (a: Ratio, b: Ratio) => Value,
    fallback: (a: Value, b: Value) => Value,
    takesComplex = true,
  ): void => {
    methods[`__${name}__(a, b)`] = (a: PyFraction, b) => {
      const other = exactOperand(b);
      if (other !== undefined) return exact(a, other);
      if (b instanceof PyFloat) return fallback(asFloat(a), b);
      return takesComplex && b instanceof PyComplex ? fallback(asComplex(a), b) : NotImplemented;
    };
    methods[`__r${name}__(b, a)`] = (b: PyFraction, a) => {
      const other = ratioOfRational(m, a);
      if (other !== undefined) return exact(other, b);
      if (checkInstance(a, real(m))) return fallback(asFloat(a), asFloat(b));
      if (takesComplex && checkInstance(a, complex(m))) return fallback(asComplex(a), asComplex(b));
      return NotImplemented;
    };
  };
  define('add', (a, b) => fraction(addRatios(a, b)), operators.add);
  define('sub', (a, b) => fraction(subtractRatios(a, b)), operators.sub);
  define('mul', (a, b) => fraction(multiplyRatios(a, b)), operators.mul);
  define('truediv', (a, b) => fraction(dividedBy(a, b)), operators.truediv);
  define('floordiv', (a, b) => normalize(floorOfQuotient(a, b)), operators.floordiv, false);
  define('mod', (a, b) => fraction(remainder(a, b)), operators.mod, false);
  define(
    'divmod',
    (a, b) => tuple(normalize(floorOfQuotient(a, b)), fraction(remainder(a, b))),
    operators.divmod,
    false,
  );
  return methods;
}

/** An int or a fraction. */
function exactOperand(value: Value): Ratio | undefined {
  if (value instanceof PyFraction) return value;
  const int = intValue(value);
  return int === undefined ? undefined : { numerator: BigInt(int), denominator: 1n };
}

function integerPower(base: Ratio, exponent: bigint): Ratio {
  if (exponent >= 0n) {
    return { numerator: base.numerator ** exponent, denominator: base.denominator ** exponent };
  }
  if (isZero(base)) throw zeroDenominator(base.denominator ** -exponent);
  return ratio(base.denominator ** -exponent, base.numerator ** -exponent);
}

export function power(m: KernelMachine, fractionType: PyType, base: PyFraction, exponent: Value): Value {
  const exact = ratioOfRational(m, exponent);
  if (exact === undefined) {
    if (!(exponent instanceof PyFloat || exponent instanceof PyComplex)) return NotImplemented;
    return operators.pow(asFloat(base), exponent);
  }
  if (exact.denominator !== 1n) return operators.pow(asFloat(base), asFloat(exponent));
  return new PyFraction(integerPower(base, exact.numerator), fractionType);
}

export function reflectedPower(
  m: KernelMachine,
  fractionType: PyType,
  exponent: PyFraction,
  base: Value,
): Value {
  const whole = exponent.denominator === 1n;
  if (whole && exponent.numerator >= 0n) return operators.pow(base, normalize(exponent.numerator));
  const exact = ratioOfRational(m, base);
  if (exact !== undefined) return power(m, fractionType, new PyFraction(exact, fractionType), exponent);
  return operators.pow(base, whole ? normalize(exponent.numerator) : asFloat(exponent));
}

export function ordering(
  m: KernelMachine,
  name: ComparisonName,
  test: (order: bigint) => boolean,
): NativeBody {
  return (self: PyFraction, other) => {
    const exact = ratioOfRational(m, other);
    if (exact !== undefined) return test(compareRatios(self, exact));
    if (!(other instanceof PyFloat)) return NotImplemented;
    if (!Number.isFinite(other.value)) return richCompare(new PyFloat(0), other, name);
    return test(compareRatios(self, ratioOfFloat(other.value)));
  };
}

export function equals(m: KernelMachine, self: PyFraction, other: Value): Value {
  const exact = ratioOfRational(m, other);
  if (exact !== undefined) return compareRatios(self, exact) === 0n;
  const value = other instanceof PyFloat ? other.value : realPart(other);
  if (value === undefined) return NotImplemented;
  return Number.isFinite(value) && compareRatios(self, ratioOfFloat(value)) === 0n;
}

const realPart = (value: Value): number | undefined =>
  value instanceof PyComplex && value.imag === 0 ? value.real : undefined;
