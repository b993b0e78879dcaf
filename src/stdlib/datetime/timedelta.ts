// `datetime.timedelta` (Modules/_datetimemodule.c).

import { intValue, PyFloat } from '../../objects/boxed.js';
import { type PyTuple, tuple } from '../../objects/containers.js';
import {
  overflowError,
  type PyException,
  typeError,
  valueError,
  zeroDivisionError,
} from '../../objects/exceptions.js';
import { decompose } from '../../objects/float-digits.js';
import { hash } from '../../objects/hash.js';
import { nearestDouble, normalize } from '../../objects/int-arithmetic.js';
import { defineType } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented, typeName } from '../../objects/types.js';
import { MAX_C_INT, MIN_C_INT } from '../c-int.js';
import type { DatetimeTypes } from './types.js';
import { PyDelta } from './values.js';

const MICROSECOND = 1n;
const MILLISECOND = 1_000n;
const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;
const MAX_DAYS = 999_999_999n;

const divisionByZero = (): PyException => zeroDivisionError('integer division or modulo by zero');

export function floorDivideBig(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The quotient rounded to the nearest int, ties to even. */
function divideNearest(a: bigint, b: bigint): bigint {
  const quotient = floorDivideBig(a, b);
  const twice = 2n * (a - quotient * b);
  const isAbove = b > 0n ? twice > b : twice < b;
  return isAbove || (twice === b && quotient % 2n !== 0n) ? quotient + 1n : quotient;
}

/** A `timedelta`, if there is one as long. */
export function checkedDelta(types: DatetimeTypes, total: bigint, cls?: PyType): PyDelta {
  const days = floorDivideBig(total, DAY);
  if (days > MAX_C_INT || days < MIN_C_INT) {
    throw overflowError('Python int too large to convert to C int');
  }
  if (days > MAX_DAYS || days < -MAX_DAYS) {
    throw overflowError(`days=${days}; must have magnitude <= ${MAX_DAYS}`);
  }
  return new PyDelta(total, cls ?? types.timedelta());
}

/** The parameters in the order in which the parts are summed up, with their lengths. */
const UNITS: readonly (readonly [name: string, position: number, length: bigint])[] = [
  ['microseconds', 2, MICROSECOND],
  ['milliseconds', 3, MILLISECOND],
  ['seconds', 1, SECOND],
  ['minutes', 4, MINUTE],
  ['hours', 5, HOUR],
  ['days', 0, DAY],
  ['weeks', 6, 7n * DAY],
];

const parameters = new Signature(
  '__new__(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)',
);

/** Half away from zero, as C's `round`. */
const roundHalfAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

function construct(
  types: DatetimeTypes,
  cls: PyType,
  args: readonly Value[],
  keywords: Keywords | null,
): Value {
  const given = parameters.bind('__new__', args, keywords);
  let total = 0n;
  // What is less than a microsecond is added up apart and rounded at the end.
  let rest = 0;
  for (const [name, position, length] of UNITS) {
    const value = given[position];
    if (value === undefined) continue;
    const int = intValue(value);
    if (int !== undefined) {
      total += BigInt(int) * length;
      continue;
    }
    if (!(value instanceof PyFloat)) {
      throw typeError(`unsupported type for timedelta ${name} component: ${typeName(value)}`);
    }
    const whole = Math.trunc(value.value);
    if (Number.isNaN(whole)) throw valueError('cannot convert float NaN to integer');
    if (!Number.isFinite(whole)) throw overflowError('cannot convert float infinity to integer');
    total += BigInt(whole) * length;
    const part = (value.value - whole) * Number(length);
    const wholePart = Math.trunc(part);
    total += BigInt(wholePart);
    rest += part - wholePart;
  }
  if (rest !== 0) {
    let rounded = roundHalfAway(rest);
    if (Math.abs(rounded - rest) === 0.5) {
      const odd = Number(total & 1n);
      rounded = 2 * roundHalfAway((rest + odd) * 0.5) - odd;
    }
    total += BigInt(rounded);
  }
  return checkedDelta(types, total, cls);
}

/** A float as an exact fraction. */
function ratioOf(value: number): readonly [bigint, bigint] {
  if (Number.isNaN(value)) throw valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(value)) throw overflowError('cannot convert Infinity to integer ratio');
  const { mantissa, exponent } = decompose(Math.abs(value));
  const signed = value < 0 ? -mantissa : mantissa;
  return exponent >= 0 ? [signed << BigInt(exponent), 1n] : [signed, 1n << BigInt(-exponent)];
}

function multiply(types: DatetimeTypes, self: PyDelta, other: Value): Value {
  const int = intValue(other);
  if (int !== undefined) return checkedDelta(types, self.total * BigInt(int));
  if (!(other instanceof PyFloat)) return NotImplemented;
  const [numerator, denominator] = ratioOf(other.value);
  return checkedDelta(types, divideNearest(self.total * numerator, denominator));
}

function trueDivide(types: DatetimeTypes, self: PyDelta, other: Value): Value {
  if (other instanceof PyDelta) {
    if (other.total === 0n) throw zeroDivisionError('division by zero');
    return new PyFloat(nearestDouble(self.total, other.total));
  }
  const int = intValue(other);
  if (int === undefined && !(other instanceof PyFloat)) return NotImplemented;
  const [numerator, denominator] = other instanceof PyFloat ? ratioOf(other.value) : [BigInt(int ?? 0), 1n];
  if (numerator === 0n) throw divisionByZero();
  return checkedDelta(types, divideNearest(self.total * denominator, numerator));
}

function floorDivision(types: DatetimeTypes, self: PyDelta, other: Value): Value {
  const divisor = other instanceof PyDelta ? other.total : intValue(other);
  if (divisor === undefined) return NotImplemented;
  if (BigInt(divisor) === 0n) throw divisionByZero();
  const quotient = floorDivideBig(self.total, BigInt(divisor));
  return other instanceof PyDelta ? normalize(quotient) : checkedDelta(types, quotient);
}

function remainder(types: DatetimeTypes, self: PyDelta, other: PyDelta): PyDelta {
  return types.delta(self.total - floorDivideBig(self.total, other.total) * other.total);
}

function reprOf(self: PyDelta): string {
  const parts = Object.entries({ days: self.days, seconds: self.seconds, microseconds: self.microseconds })
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => `${name}=${value}`);
  return `${typeName(self)}(${parts.length === 0 ? '0' : parts.join(', ')})`;
}

function strOf(self: PyDelta): string {
  const { days, seconds, microseconds } = self;
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
  const before = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  return before + clock + fraction;
}

const partsOf = (self: PyDelta): PyTuple => tuple(self.days, self.seconds, self.microseconds);

function comparison(test: (a: bigint, b: bigint) => boolean): (self: PyDelta, other: Value) => Value {
  return (self, other) => (other instanceof PyDelta ? test(self.total, other.total) : NotImplemented);
}

/** An operation on two deltas, in either order. */
type OnTwo = (a: PyDelta, b: PyDelta) => Value;
const forward =
  (operation: OnTwo) =>
  (self: PyDelta, other: Value): Value =>
    other instanceof PyDelta ? operation(self, other) : NotImplemented;
const backward =
  (operation: OnTwo) =>
  (self: PyDelta, other: Value): Value =>
    other instanceof PyDelta ? operation(other, self) : NotImplemented;

export function makeTimedeltaType(types: DatetimeTypes): PyType {
  const add: OnTwo = (a, b) => checkedDelta(types, a.total + b.total);
  const subtract: OnTwo = (a, b) => checkedDelta(types, a.total - b.total);
  const modulo: OnTwo = (a, b) => {
    if (b.total === 0n) throw zeroDivisionError('integer modulo by zero');
    return remainder(types, a, b);
  };
  const divideWithRest: OnTwo = (a, b) => {
    if (b.total === 0n) throw divisionByZero();
    return tuple(normalize(floorDivideBig(a.total, b.total)), remainder(types, a, b));
  };
  const type = defineType('datetime.timedelta', {
    module: 'datetime',
    doc: 'A difference between two moments, exact to the microsecond.',
    slots: {
      new_: (cls, args, keywords) => construct(types, cls, args, keywords),
      repr: reprOf,
      str: strOf,
      hash: (self: PyDelta) => hash(partsOf(self)),
      bool: (self: PyDelta) => self.total !== 0n,
      eq: comparison((a, b) => a === b),
      ne: comparison((a, b) => a !== b),
      lt: comparison((a, b) => a < b),
      le: comparison((a, b) => a <= b),
      gt: comparison((a, b) => a > b),
      ge: comparison((a, b) => a >= b),
      add: forward(add),
      radd: backward(add),
      sub: forward(subtract),
      rsub: backward(subtract),
      mul: (self: PyDelta, other) => multiply(types, self, other),
      rmul: (self: PyDelta, other) => multiply(types, self, other),
      truediv: (self: PyDelta, other) => trueDivide(types, self, other),
      floordiv: (self: PyDelta, other) => floorDivision(types, self, other),
      mod: forward(modulo),
      rmod: backward(modulo),
      divmod: forward(divideWithRest),
      rdivmod: backward(divideWithRest),
      neg: (self: PyDelta) => checkedDelta(types, -self.total),
      pos: (self: PyDelta) => types.delta(self.total),
      abs: (self: PyDelta) => checkedDelta(types, self.total < 0n ? -self.total : self.total),
    },
    methods: {
      'total_seconds()': (self: PyDelta) => new PyFloat(nearestDouble(self.total, SECOND)),
      '__reduce__()': (self: PyDelta) => tuple(self.cls, partsOf(self)),
    },
    properties: {
      days: (self: PyDelta) => self.days,
      seconds: (self: PyDelta) => self.seconds,
      microseconds: (self: PyDelta) => self.microseconds,
    },
  });
  const limit = MAX_DAYS * DAY;
  type.attrs.set('min', new PyDelta(-limit, type));
  type.attrs.set('max', new PyDelta(limit + DAY - 1n, type));
  type.attrs.set('resolution', new PyDelta(1n, type));
  type.modified();
  return type;
}
