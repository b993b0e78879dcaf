// `decimal.Decimal`: the type, its operators and its methods.

import { PyFloat, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import type { ComparisonName } from '../../objects/compare.js';
import { PyComplex } from '../../objects/complex-number.js';
import { tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { parseFloatText } from '../../objects/float-parse.js';
import { identityHash } from '../../objects/identity.js';
import { asIndex, hasIndex } from '../../objects/index.js';
import { type Int, normalize as normalizeInt } from '../../objects/int-arithmetic.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import { hashDouble } from '../../objects/number-hash.js';
import { type Keywords, PyType, type SlotDefinitions, type Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { complexType, NotImplemented, typeOf } from '../../objects/types.js';
import { hashOfRatio, ratioOfRational } from '../fractions/fraction.js';
import * as adjusting from './adjusting.js';
import * as arithmetic from './arithmetic.js';
import { order } from './comparing.js';
import { checkFiniteForInt, exactValue, fromDouble, operandOf, ratioOfDecimal } from './conversions.js';
import { decimalTuple } from './decimal-tuple.js';
import { power, powerModulo } from './elementary.js';
import { formatDecimal } from './format.js';
import { adjusted, type Dec, finite, fromInt, isNan, isZero, showDecimal, truncated } from './number.js';
import {
  BINARY,
  BOUND_PREDICATES,
  PREDICATES,
  QUIET_BINARY,
  QUIET_UNARY,
  RADIX,
  UNARY,
} from './operations.js';
import { roundingOf } from './rounding-names.js';
import type { DecimalTypes } from './types.js';
import { PyDecimal } from './values.js';
import { Condition, type Rounding, rescaled } from './work.js';

const parameters = new Signature("(value='0', context=None)");

function construct(
  types: DecimalTypes,
  cls: PyType,
  args: readonly Value[],
  keywords: Keywords | null,
): Value {
  const [value = '0', given] = parameters.bind('', args, keywords);
  const context = types.contextOr(given);
  if (value instanceof PyDecimal && typeOf(value) === cls && cls === types.decimal()) return value;
  return types.make(exactValue(types, context, value), cls);
}

type Test = (order: number) => boolean;

/** What a Decimal is compared with: exact values of the other numbers. */
function compared(
  types: DecimalTypes,
  self: Dec,
  other: Value,
  isEquality: boolean,
): readonly [Dec, Dec] | undefined {
  const own = operandOf(other);
  if (own !== undefined) return [self, own];
  const isReal = other instanceof PyComplex && isEquality && other.imag === 0;
  if (other instanceof PyFloat || isReal) {
    const context = types.current();
    if (isEquality) context.flags |= Condition.floatOperation;
    else types.report(context, Condition.floatOperation);
    return [self, fromDouble(other instanceof PyFloat ? other.value : other.real)];
  }
  const rational = ratioOfRational(types.machine, other);
  if (rational === undefined) return undefined;
  const { numerator, denominator } = rational;
  const scaled = self.kind === 'finite' ? { ...self, coefficient: self.coefficient * denominator } : self;
  return [scaled, fromInt(numerator)];
}

function comparison(
  types: DecimalTypes,
  name: ComparisonName,
  test: Test,
): (self: PyDecimal, other: Value) => Value {
  const isEquality = name === 'eq' || name === 'ne';
  return (self, other) => {
    const pair = compared(types, self.value, other, isEquality);
    if (pair === undefined) return NotImplemented;
    const [a, b] = pair;
    if (!isNan(a) && !isNan(b)) return test(order(a, b));
    if (!isEquality || a.kind === 'snan' || b.kind === 'snan') {
      types.report(types.current(), Condition.invalidOperation);
    }
    return name === 'ne';
  };
}

function binarySlots(types: DecimalTypes): SlotDefinitions {
  const slots: Record<string, (self: PyDecimal, other: Value) => Value> = {};
  const define = (name: string, operation: arithmetic.Binary): void => {
    slots[name] = (self, other) => {
      const b = operandOf(other);
      if (b === undefined) return NotImplemented;
      return types.make(types.run(types.current(), (work) => operation(work, self.value, b)));
    };
    slots[`r${name}`] = (self, other) => {
      const a = operandOf(other);
      if (a === undefined) return NotImplemented;
      return types.make(types.run(types.current(), (work) => operation(work, a, self.value)));
    };
  };
  define('add', arithmetic.add);
  define('sub', arithmetic.subtract);
  define('mul', arithmetic.multiply);
  define('truediv', arithmetic.divide);
  define('floordiv', arithmetic.divideInt);
  define('mod', arithmetic.remainder);
  const divmod = (a: Dec | undefined, b: Dec | undefined): Value => {
    if (a === undefined || b === undefined) return NotImplemented;
    const parts = types.run(types.current(), (work) => arithmetic.divideWithRemainder(work, a, b));
    return tuple(...parts.map((part) => types.make(part)));
  };
  slots.divmod = (self, other) => divmod(self.value, operandOf(other));
  slots.rdivmod = (self, other) => divmod(operandOf(other), self.value);
  return slots;
}

function powerSlots(types: DecimalTypes): SlotDefinitions {
  const raise = (a: Dec | undefined, b: Dec | undefined, modulus: Dec | null | undefined): Value => {
    if (a === undefined || b === undefined || modulus === undefined) return NotImplemented;
    return types.make(
      types.run(types.current(), (work) =>
        modulus === null ? power(work, a, b) : powerModulo(work, a, b, modulus),
      ),
    );
  };
  return {
    pow: (self: PyDecimal, exponent, modulus) =>
      raise(
        self.value,
        operandOf(exponent),
        modulus === null || modulus === undefined ? null : operandOf(modulus),
      ),
    rpow: (self: PyDecimal, base) => raise(operandOf(base), self.value, null),
  };
}

function hashOf(self: PyDecimal): Int {
  const { value } = self;
  if (value.kind === 'snan') throw typeError('Cannot hash a signaling NaN value');
  if (value.kind === 'nan') return identityHash(self);
  if (value.kind === 'infinity')
    return hashDouble(value.sign === 1 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  const hash = hashOfRatio(ratioOfDecimal(value));
  return typeof hash === 'number' || typeof hash === 'bigint' ? hash : 0;
}

function toFloat(value: Dec): number {
  if (value.kind === 'snan') throw valueError('cannot convert signaling NaN to float');
  if (value.kind === 'nan') return Number.NaN;
  return parseFloatText(showDecimal(value, true)) ?? Number.NaN;
}

/** An int, rounded in this way. */
function toInt(value: Dec, rounding: Rounding): Int {
  checkFiniteForInt(value);
  if (value.exponent >= 0) return normalizeInt(truncated(value));
  const { coefficient } = rescaled(value.coefficient, -value.exponent, rounding, value.sign);
  return normalizeInt(value.sign === 1 ? -coefficient : coefficient);
}

function round(types: DecimalTypes, self: PyDecimal, digits: Value | undefined): Value {
  if (digits === undefined || digits === null) return toInt(self.value, 'ROUND_HALF_EVEN');
  if (!hasIndex(digits)) throw typeError('optional arg must be an integer');
  const exponent = -Number(asIndex(digits));
  return types.make(
    types.run(types.current(), (work) => adjusting.quantize(work, self.value, finite(0, 1n, exponent))),
  );
}

function format(types: DecimalTypes, self: PyDecimal, given: Value): Value {
  const spec = strValue(given);
  if (spec === undefined) throw typeError('format arg must be str');
  const { rounding, capitals } = types.current();
  const text = formatDecimal(self.value, spec, rounding, capitals === 1);
  if (text === undefined) throw valueError('invalid format string');
  return text;
}

/** Methods that are operations under a context. */
function operationMethods(types: DecimalTypes): Record<string, NativeBody> {
  const methods: Record<string, NativeBody> = {};
  for (const [name, operation] of Object.entries(UNARY)) {
    methods[`${name}(context=None)`] = (self: PyDecimal, context) =>
      types.make(types.run(types.contextOr(context), (work) => operation(work, self.value)));
  }
  for (const [name, operation] of Object.entries(BINARY)) {
    methods[`${name}(other, context=None)`] = (self: PyDecimal, other, context) => {
      const b = types.operand(other);
      return types.make(types.run(types.contextOr(context), (work) => operation(work, self.value, b)));
    };
  }
  for (const [name, operation] of Object.entries(QUIET_BINARY)) {
    methods[`${name}(other, context=None)`] = (self: PyDecimal, other, context) => {
      types.contextOr(context);
      return types.make(operation(self.value, types.operand(other)));
    };
  }
  for (const [name, operation] of Object.entries(QUIET_UNARY)) {
    methods[`${name}()`] = (self: PyDecimal) => types.make(operation(self.value));
  }
  for (const [name, test] of Object.entries(PREDICATES)) {
    methods[`${name}()`] = (self: PyDecimal) => test(self.value);
  }
  for (const [name, test] of Object.entries(BOUND_PREDICATES)) {
    methods[`${name}(context=None)`] = (self: PyDecimal, context) =>
      test(types.contextOr(context).work(), self.value);
  }
  const toIntegral =
    (tells: boolean): NativeBody =>
    (self: PyDecimal, rounding, given) => {
      const context = types.contextOr(given);
      const mode = rounding === null ? context.rounding : roundingOf(rounding);
      return types.make(types.run(context, (work) => adjusting.toIntegral(work, self.value, mode, tells)));
    };
  return {
    ...methods,
    'to_integral(rounding=None, context=None)': toIntegral(false),
    'to_integral_value(rounding=None, context=None)': toIntegral(false),
    'to_integral_exact(rounding=None, context=None)': toIntegral(true),
    'quantize(exp, rounding=None, context=None)': (self: PyDecimal, exp, rounding, given) => {
      const context = types.contextOr(given);
      const mode = rounding === null ? context.rounding : roundingOf(rounding);
      const model = types.operand(exp);
      return types.make(types.run(context, (work) => adjusting.quantize(work, self.value, model, mode)));
    },
    'fma(other, third, context=None)': (self: PyDecimal, other, third, context) => {
      const [b, c] = [types.operand(other), types.operand(third)];
      return types.make(
        types.run(types.contextOr(context), (work) => arithmetic.fma(work, self.value, b, c)),
      );
    },
    'same_quantum(other, context=None)': (self: PyDecimal, other) =>
      adjusting.sameQuantum(self.value, types.operand(other)),
    'number_class(context=None)': (self: PyDecimal, context) =>
      adjusting.numberClass(types.contextOr(context).work(), self.value),
    'to_eng_string(context=None)': (self: PyDecimal, context) =>
      showDecimal(self.value, types.contextOr(context).capitals === 1, true),
    'radix()': () => types.make(RADIX),
    'conjugate()': (self: PyDecimal) => self,
    'adjusted()': (self: PyDecimal) =>
      self.value.kind === 'finite' && !isZero(self.value) ? adjusted(self.value) : zeroPlace(self.value),
  };
}

const zeroPlace = (value: Dec): number => (value.kind === 'finite' ? value.exponent : 0);

/** Signs of zeros stay with quiet operations; `abs` and `-` round like any other. */
const signSlots = (types: DecimalTypes): SlotDefinitions => {
  const define =
    (operation: arithmetic.Unary) =>
    (self: PyDecimal): Value =>
      types.make(types.run(types.current(), (work) => operation(work, self.value)));
  return {
    neg: define(arithmetic.minus),
    pos: define(arithmetic.plus),
    abs: define(arithmetic.absolute),
  };
};

export function makeDecimalType(types: DecimalTypes): PyType {
  const text = (self: PyDecimal): string => showDecimal(self.value, types.current().capitals === 1);
  const type: PyType = defineType('decimal.Decimal', {
    module: 'decimal',
    doc: 'A decimal number of any precision.',
    slots: {
      new_: (cls, args, keywords) => construct(types, cls, args, keywords),
      repr: (self: PyDecimal) => `Decimal('${text(self)}')`,
      str: text,
      hash: hashOf,
      bool: (self: PyDecimal) => !isZero(self.value),
      eq: comparison(types, 'eq', (found) => found === 0),
      ne: comparison(types, 'ne', (found) => found !== 0),
      lt: comparison(types, 'lt', (found) => found < 0),
      le: comparison(types, 'le', (found) => found <= 0),
      gt: comparison(types, 'gt', (found) => found > 0),
      ge: comparison(types, 'ge', (found) => found >= 0),
      ...binarySlots(types),
      ...powerSlots(types),
      ...signSlots(types),
      int: (self: PyDecimal) => toInt(self.value, 'ROUND_DOWN'),
      float: (self: PyDecimal) => new PyFloat(toFloat(self.value)),
    },
    classMethods: {
      'from_float(f, /)': (cls, value) => {
        const exact = value instanceof PyFloat ? fromDouble(value.value) : operandOf(value);
        if (exact === undefined || value instanceof PyDecimal) {
          throw typeError('argument must be int or float');
        }
        const own = types.make(exact);
        return cls === type || !(cls instanceof PyType) ? own : call(cls, [own]);
      },
    },
    methods: {
      ...operationMethods(types),
      'as_tuple()': (self: PyDecimal) => decimalTuple(self.value),
      'as_integer_ratio()': (self: PyDecimal) => {
        const { numerator, denominator } = ratioOfDecimal(self.value);
        return tuple(normalizeInt(numerator), normalizeInt(denominator));
      },
      '__round__(ndigits=<unrepresentable>, /)': (self: PyDecimal, digits) => round(types, self, digits),
      '__trunc__()': (self: PyDecimal) => toInt(self.value, 'ROUND_DOWN'),
      '__floor__()': (self: PyDecimal) => toInt(self.value, 'ROUND_FLOOR'),
      '__ceil__()': (self: PyDecimal) => toInt(self.value, 'ROUND_CEILING'),
      '__complex__()': (self: PyDecimal) => call(complexType, [new PyFloat(toFloat(self.value))]),
      '__format__(format_spec, /)': (self: PyDecimal, spec) => format(types, self, spec),
      '__copy__()': (self: PyDecimal) => self,
      '__deepcopy__(memo, /)': (self: PyDecimal) => self,
      '__reduce__()': (self: PyDecimal) => tuple(typeOf(self), tuple(text(self))),
    },
    properties: {
      real: (self: PyDecimal) => self,
      imag: () => types.make(finite(0, 0n, 0)),
    },
  });
  return type;
}
