// The operations as methods of a context: `context.divide(a, b)`.

import { PyFloat } from '../../objects/boxed.js';
import { tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';
import * as adjusting from './adjusting.js';
import * as arithmetic from './arithmetic.js';
import { fromDouble, operandOf, roundedValue } from './conversions.js';
import { power, powerModulo } from './elementary.js';
import { showDecimal } from './number.js';
import {
  BINARY,
  BOUND_PREDICATES,
  PREDICATES,
  QUIET_BINARY,
  QUIET_UNARY,
  RADIX,
  UNARY,
} from './operations.js';
import type { DecimalTypes } from './types.js';
import { PyDecimal, type PyDecimalContext } from './values.js';
import { finish, type Work } from './work.js';

const CONTEXT_UNARY: typeof UNARY = {
  ...UNARY,
  abs: arithmetic.absolute,
  minus: arithmetic.minus,
  plus: arithmetic.plus,
  to_integral: (work, a) => adjusting.toIntegral(work, a, work.rounding, false),
  to_integral_value: (work, a) => adjusting.toIntegral(work, a, work.rounding, false),
  to_integral_exact: (work, a) => adjusting.toIntegral(work, a, work.rounding, true),
};

const CONTEXT_BINARY: typeof BINARY = {
  ...BINARY,
  add: arithmetic.add,
  subtract: arithmetic.subtract,
  multiply: arithmetic.multiply,
  divide: arithmetic.divide,
  divide_int: arithmetic.divideInt,
  remainder: arithmetic.remainder,
  quantize: (work, a, b) => adjusting.quantize(work, a, b),
};

function operations(types: DecimalTypes): Record<string, NativeBody> {
  const methods: Record<string, NativeBody> = {};
  for (const [name, operation] of Object.entries(CONTEXT_UNARY)) {
    methods[`${name}(x, /)`] = (self: PyDecimalContext, x) => {
      const a = types.operand(x);
      return types.make(types.run(self, (work) => operation(work, a)));
    };
  }
  for (const [name, operation] of Object.entries(CONTEXT_BINARY)) {
    methods[`${name}(x, y, /)`] = (self: PyDecimalContext, x, y) => {
      const [a, b] = [types.operand(x), types.operand(y)];
      return types.make(types.run(self, (work) => operation(work, a, b)));
    };
  }
  for (const [name, operation] of Object.entries(QUIET_BINARY)) {
    methods[`${name}(x, y, /)`] = (_self: PyDecimalContext, x, y) =>
      types.make(operation(types.operand(x), types.operand(y)));
  }
  for (const [name, operation] of Object.entries(QUIET_UNARY)) {
    methods[`${name}(x, /)`] = (_self: PyDecimalContext, x) => types.make(operation(types.operand(x)));
  }
  for (const [name, test] of Object.entries(PREDICATES)) {
    methods[`${name}(x, /)`] = (_self: PyDecimalContext, x) => test(types.operand(x));
  }
  for (const [name, test] of Object.entries(BOUND_PREDICATES)) {
    methods[`${name}(x, /)`] = (self: PyDecimalContext, x) => test(self.work(), types.operand(x));
  }
  return methods;
}

export function contextMethods(types: DecimalTypes): Record<string, NativeBody> {
  const text =
    (engineering: boolean): NativeBody =>
    (self: PyDecimalContext, x) =>
      showDecimal(types.operand(x), self.capitals === 1, engineering);
  const copied: NativeBody = (_self: PyDecimalContext, x) =>
    x instanceof PyDecimal && typeOf(x) === types.decimal() ? x : types.make(types.operand(x));
  return {
    ...operations(types),
    'canonical(x, /)': (_self: PyDecimalContext, x) => {
      if (x instanceof PyDecimal) return x;
      throw typeError('argument must be a Decimal');
    },
    'copy_decimal(x, /)': copied,
    'divmod(x, y, /)': (self: PyDecimalContext, x, y) => {
      const [a, b] = [types.operand(x), types.operand(y)];
      const parts = types.run(self, (work) => arithmetic.divideWithRemainder(work, a, b));
      return tuple(...parts.map((part) => types.make(part)));
    },
    'fma(x, y, z, /)': (self: PyDecimalContext, ...given) => {
      const [a = RADIX, b = RADIX, c = RADIX] = given.map((value) => types.operand(value));
      return types.make(types.run(self, (work) => arithmetic.fma(work, a, b, c)));
    },
    'power(a, b, modulo=None)': (self: PyDecimalContext, a, b, modulo) => {
      const [base, exponent] = [types.operand(a), types.operand(b)];
      const modulus = modulo === null ? null : types.operand(modulo);
      const raise = (work: Work) =>
        modulus === null ? power(work, base, exponent) : powerModulo(work, base, exponent, modulus);
      return types.make(types.run(self, raise));
    },
    'same_quantum(x, y, /)': (_self: PyDecimalContext, x, y) =>
      adjusting.sameQuantum(types.operand(x), types.operand(y)),
    'number_class(x, /)': (self: PyDecimalContext, x) => adjusting.numberClass(self.work(), types.operand(x)),
    'radix()': () => types.make(RADIX),
    'to_sci_string(x, /)': text(false),
    'to_eng_string(x, /)': text(true),
    "create_decimal(num='0', /)": (self: PyDecimalContext, value: Value) =>
      types.make(roundedValue(types, self, value)),
    'create_decimal_from_float(f, /)': (self: PyDecimalContext, value) => {
      const exact = value instanceof PyFloat ? fromDouble(value.value) : operandOf(value);
      if (exact === undefined || value instanceof PyDecimal) {
        throw typeError('argument must be int or float');
      }
      return types.make(types.run(self, (work) => finish(work, exact)));
    },
  };
}
