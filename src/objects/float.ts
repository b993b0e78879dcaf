// float: its operations and methods. Arithmetic, text and formatting stand in the `float-` files.

import { intValue, PyFloat, strValue } from './boxed.js';
import { bufferOf, latin1 } from './buffers.js';
import { call } from './call.js';
import { PyComplex, powerComplex } from './complex-number.js';
import { tuple } from './containers.js';
import { overflowError, typeError, valueError, zeroDivisionError } from './exceptions.js';
import {
  divmodDoubles,
  floorDivideDoubles,
  hasComplexPower,
  moduloDoubles,
  powerOfDoubles,
  roundHalfEven,
  roundToDigits,
} from './float-arithmetic.js';
import { decompose } from './float-digits.js';
import { hexText, parseFloatText, parseHex } from './float-parse.js';
import { floatRepr } from './float-repr.js';
import { formatFloat } from './format-number.js';
import { identityHash } from './identity.js';
import { asIndex, indexOf } from './index.js';
import { intOfNumber, intToDouble, normalize, tooLargeForFloat } from './int-arithmetic.js';
import { intOfDouble, intOfFloat } from './int-new.js';
import { extendType } from './native.js';
import { hashDouble } from './number-hash.js';
import type { Keywords, PyType, Value } from './object.js';
import { formatMethod } from './repr.js';
import { Signature } from './signature.js';
import { bytesRepr, strRepr } from './str-repr.js';
import { floatType, givenTypeName, NotImplemented, typeName, typeOf } from './types.js';
import { warnStrictSubclass } from './warnings.js';

/** The double of a float or an int operand; undefined for any other value. */
function operand(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  const int = intValue(value);
  if (int === undefined) return undefined;
  const double = intToDouble(int);
  if (double === undefined) throw tooLargeForFloat();
  return double;
}

type Compute = (a: number, b: number) => Value;

function binary(compute: Compute) {
  return (self: PyFloat, other: Value): Value => {
    const b = operand(other);
    return b === undefined ? NotImplemented : compute(self.value, b);
  };
}

function reflected(compute: Compute) {
  return (self: PyFloat, other: Value): Value => {
    const b = operand(other);
    return b === undefined ? NotImplemented : compute(b, self.value);
  };
}

const add: Compute = (a, b) => new PyFloat(a + b);
const subtract: Compute = (a, b) => new PyFloat(a - b);
const multiply: Compute = (a, b) => new PyFloat(a * b);
const divide: Compute = (a, b) => {
  if (b === 0) throw zeroDivisionError('float division by zero');
  return new PyFloat(a / b);
};
const floorDivide: Compute = (a, b) => new PyFloat(floorDivideDoubles(a, b));
const modulo: Compute = (a, b) => new PyFloat(moduloDoubles(a, b));
const divmod: Compute = (a, b) => {
  const [quotient, remainder] = divmodDoubles(a, b);
  return tuple(new PyFloat(quotient), new PyFloat(remainder));
};
const power: Compute = (a, b) => {
  if (!hasComplexPower(a, b)) return new PyFloat(powerOfDoubles(a, b));
  const { real, imag } = powerComplex({ real: a, imag: 0 }, { real: b, imag: 0 });
  return new PyComplex(real, imag);
};

/** The host compares doubles with bigints exactly, so ints need no rounding here. */
function comparison(holds: (a: number, b: number | bigint) => boolean) {
  return (self: PyFloat, other: Value): Value => {
    if (other instanceof PyFloat) return holds(self.value, other.value);
    const b = intValue(other);
    return b === undefined ? NotImplemented : holds(self.value, b);
  };
}

const parameters = new Signature('float(x=0, /)');

function newFloat(cls: PyType, args: readonly Value[], given: Keywords | null): Value {
  const keywords = cls !== floatType && cls.slots.init !== floatType.slots.init ? null : given;
  const [value] = parameters.bind('float', args, keywords);
  const double = value === undefined ? 0 : toDouble(value);
  if (cls !== floatType) return new PyFloat(double, cls, cls.hasInstanceDict ? new Map() : null);
  return value instanceof PyFloat && value.cls === floatType ? value : new PyFloat(double);
}

/** `float(value)`: `PyNumber_Float`. */
export function toDouble(value: Value): number {
  if (typeof value === 'number') return value;
  const text = strValue(value);
  if (text !== undefined) return fromText(text, () => strRepr(text));
  const number = doubleOf(value);
  if (number !== undefined) return number;
  const bytes = bufferOf(value);
  if (bytes !== undefined) {
    const decoded = bytes.every((byte) => byte < 0x80) ? latin1(bytes) : '?';
    return fromText(decoded, () => `b${bytesRepr(bytes)}`);
  }
  throw typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
}

/** Through `__float__` or `__index__`; undefined where there is neither. */
function doubleOf(value: Value): number | undefined {
  if (value instanceof PyFloat && value.cls === floatType) return value.value;
  const slot = typeOf(value).slots.float;
  if (slot !== undefined) {
    const result = slot(value);
    if (result instanceof PyFloat) {
      if (result.cls !== floatType) warnStrictSubclass(`${typeName(value)}.__float__`, 'float', result);
      return result.value;
    }
    throw typeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(result)})`);
  }
  const index = indexOf(value);
  if (index === undefined) return undefined;
  const double = intToDouble(index);
  if (double === undefined) throw tooLargeForFloat();
  return double;
}

/** A real number where C code asks for a double (`time.sleep`, `math.sqrt`): `PyFloat_AsDouble`. */
export function asDouble(value: Value): number {
  if (typeof value === 'number') return value;
  const double = doubleOf(value);
  if (double === undefined) throw typeError(`must be real number, not ${typeName(value)}`);
  return double;
}

function fromText(text: string, shown: () => string): number {
  const double = parseFloatText(text);
  if (double === undefined) throw valueError(`could not convert string to float: ${shown()}`);
  return double;
}

function roundFloat(self: PyFloat, given: Value | undefined): Value {
  const { value } = self;
  if (given === undefined || given === null) {
    if (!Number.isFinite(value)) return intOfDouble(value);
    return intOfNumber(roundHalfEven(value));
  }
  const digits = Number(asIndex(given));
  return new PyFloat(Number.isFinite(value) ? roundToDigits(value, digits) : value);
}

function asIntegerRatio({ value }: PyFloat): Value {
  if (Number.isNaN(value)) throw valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(value)) throw overflowError('cannot convert Infinity to integer ratio');
  let { mantissa, exponent } = decompose(value);
  if (mantissa === 0n) return tuple(0, 1);
  while (exponent < 0 && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  if (value < 0) mantissa = -mantissa;
  if (exponent >= 0) return tuple(normalize(mantissa << BigInt(exponent)), 1);
  return tuple(normalize(mantissa), normalize(1n << BigInt(-exponent)));
}

function fromHex(cls: Value, text: Value): Value {
  const source = strValue(text);
  if (source === undefined) throw typeError(`bad argument type for built-in operation`);
  const float = new PyFloat(parseHex(source));
  return cls === floatType ? float : call(cls, [float]);
}

const exact = (self: PyFloat): PyFloat => (self.cls === floatType ? self : new PyFloat(self.value));

extendType(floatType, {
  doc: 'Convert a string or number to a floating-point number, if possible.',
  slots: {
    new_: newFloat,
    repr: (self: PyFloat) => floatRepr(self.value),
    hash: (self: PyFloat) => (Number.isNaN(self.value) ? identityHash(self) : hashDouble(self.value)),
    bool: (self: PyFloat) => self.value !== 0,
    // biome-ignore lint/suspicious/noDoubleEquals: equality of a number and a bigint
    eq: comparison((a, b) => a == b),
    // biome-ignore lint/suspicious/noDoubleEquals: equality of a number and a bigint
    ne: comparison((a, b) => a != b),
    lt: comparison((a, b) => a < b),
    le: comparison((a, b) => a <= b),
    gt: comparison((a, b) => a > b),
    ge: comparison((a, b) => a >= b),
    add: binary(add),
    radd: reflected(add),
    sub: binary(subtract),
    rsub: reflected(subtract),
    mul: binary(multiply),
    rmul: reflected(multiply),
    truediv: binary(divide),
    rtruediv: reflected(divide),
    floordiv: binary(floorDivide),
    rfloordiv: reflected(floorDivide),
    mod: binary(modulo),
    rmod: reflected(modulo),
    divmod: binary(divmod),
    rdivmod: reflected(divmod),
    pow: (self: PyFloat, exponent, modulus) => {
      if (modulus !== null) {
        throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
      }
      const b = operand(exponent);
      return b === undefined ? NotImplemented : power(self.value, b);
    },
    rpow: reflected(power),
    neg: (self: PyFloat) => new PyFloat(-self.value),
    pos: exact,
    abs: (self: PyFloat) => new PyFloat(Math.abs(self.value)),
    int: intOfFloat,
    float: exact,
  },
  methods: {
    'conjugate()': exact,
    '__trunc__()': intOfFloat,
    '__floor__()': (self: PyFloat) => intOfDouble(Math.floor(self.value)),
    '__ceil__()': (self: PyFloat) => intOfDouble(Math.ceil(self.value)),
    '__round__(ndigits=None, /)': roundFloat,
    'as_integer_ratio()': asIntegerRatio,
    'hex()': (self: PyFloat) => hexText(self.value),
    'is_integer()': (self: PyFloat) => Number.isInteger(self.value),
    '__getnewargs__()': (self: PyFloat) => tuple(new PyFloat(self.value)),
    '__format__(format_spec, /)': formatMethod(formatFloat),
  },
  classMethods: {
    'fromhex(string, /)': fromHex,
    '__getformat__(typestr, /)': (_cls, given) => {
      const text = strValue(given);
      if (text === undefined)
        throw typeError(`__getformat__() argument must be str, not ${givenTypeName(given)}`);
      if (text !== 'double' && text !== 'float') {
        throw valueError("__getformat__() argument 1 must be 'double' or 'float'");
      }
      return 'IEEE, little-endian';
    },
  },
  properties: {
    real: exact,
    imag: () => new PyFloat(0),
  },
});
