// int: its operations and methods. The arithmetic itself stands in `int-arithmetic.ts`, text in `int-text.ts`.

import { intValue, PyFloat, strValue } from './boxed.js';
import { bufferOf, PyBytes } from './buffers.js';
import { call, callSpecial } from './call.js';
import { isTrue } from './compare.js';
import { tuple } from './containers.js';
import { overflowError, typeError, valueError } from './exceptions.js';
import { powerOfDoubles } from './float-arithmetic.js';
import { formatInt } from './format-number.js';
import { asIndex, asSize } from './index.js';
import {
  absoluteInt,
  addInts,
  andInts,
  bitLength,
  divideInts,
  floorDivideInts,
  type Int,
  intToDouble,
  invertInt,
  modularPower,
  moduloInts,
  multiplyInts,
  negateInt,
  normalize,
  orInts,
  powerInts,
  shiftLeft,
  shiftRight,
  subtractInts,
  tooLargeForFloat,
  xorInts,
} from './int-arithmetic.js';
import { newInt } from './int-new.js';
import { intToText } from './int-text.js';
import { iterate } from './iteration.js';
import { extendType } from './native.js';
import { hashInt } from './number-hash.js';
import type { Value } from './object.js';
import { formatMethod } from './repr.js';
import { floatType, givenTypeName, intType, NotImplemented, typeName, typeOf } from './types.js';

type Compute = (a: Int, b: Int) => Value;
type BinarySlot = (self: Value, other: Value) => Value;

/** The value of an instance of int. */
const own = (self: Value): Int => intValue(self) ?? 0;

function binary(compute: Compute): BinarySlot {
  return (self, other) => {
    const a = intValue(self);
    const b = intValue(other);
    return a === undefined || b === undefined ? NotImplemented : compute(a, b);
  };
}

function reflected(compute: Compute): BinarySlot {
  return binary((a, b) => compute(b, a));
}

const trueDivide: Compute = (a, b) => new PyFloat(divideInts(a, b));
const divmod: Compute = (a, b) => tuple(floorDivideInts(a, b), moduloInts(a, b));

/** `long_pow`: a negative exponent gives a float, unless there is a modulus. */
const power: Compute = (a, b) =>
  b < 0 ? new PyFloat(powerOfDoubles(toDouble(a), toDouble(b))) : powerInts(a, b);

function powerWithModulus(self: Value, exponent: Value, modulus: Value): Value {
  const a = intValue(self);
  const b = intValue(exponent);
  if (a === undefined || b === undefined) return NotImplemented;
  if (modulus === null) return power(a, b);
  const n = intValue(modulus);
  return n === undefined ? NotImplemented : modularPower(a, b, n);
}

function toDouble(value: Int): number {
  const double = intToDouble(value);
  if (double === undefined) throw tooLargeForFloat();
  return double;
}

/** Nearest multiple of `10 ** -digits`, half to even: `int___round___impl`. */
function roundInt(self: Value, given: Value | undefined): Value {
  const value = own(self);
  if (given === undefined || given === null) return value;
  const digits = asIndex(given);
  if (digits >= 0) return value;
  const unit = powerInts(10, negateInt(digits));
  const half = floorDivideInts(unit, 2);
  const floor = floorDivideInts(value, unit);
  const rest = subtractInts(value, multiplyInts(floor, unit));
  const up = rest > half || (rest === half && andInts(floor, 1) === 1);
  return multiplyInts(up ? addInts(floor, 1) : floor, unit);
}

function bitCount(value: Int): number {
  let count = 0;
  for (const digit of absoluteInt(value).toString(2)) if (digit === '1') count++;
  return count;
}

function isLittleEndian(byteorder: Value): boolean {
  const order = strValue(byteorder);
  if (order === undefined) {
    throw typeError(`argument 'byteorder' must be str, not ${givenTypeName(byteorder)}`);
  }
  if (order !== 'little' && order !== 'big') {
    throw valueError("byteorder must be either 'little' or 'big'");
  }
  return order === 'little';
}

function toBytes(self: Value, length: Value, byteorder: Value, signed: Value): Value {
  const little = isLittleEndian(byteorder);
  const size = asSize(length, 'OverflowError');
  if (size < 0) throw valueError('length argument must be non-negative');
  const value = own(self);
  const isSigned = isTrue(signed);
  if (value < 0 && !isSigned) throw overflowError("can't convert negative int to unsigned");
  const bits = value < 0 ? bitLength(invertInt(value)) : bitLength(value);
  if (bits + (isSigned && (bits > 0 || value < 0) ? 1 : 0) > size * 8) {
    throw overflowError('int too big to convert');
  }
  const data = new Uint8Array(size);
  let rest = BigInt.asUintN(size * 8, BigInt(value));
  for (let index = 0; index < size && rest > 0n; index++) {
    data[little ? index : size - 1 - index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return new PyBytes(data);
}

function fromBytes(cls: Value, bytes: Value, byteorder: Value, signed: Value): Value {
  const little = isLittleEndian(byteorder);
  const data = bytesFrom(bytes);
  const ordered = little ? data.slice().reverse() : data;
  let digits = '';
  for (const byte of ordered) digits += byte.toString(16).padStart(2, '0');
  let value = BigInt(`0x${digits || '0'}`);
  if (isTrue(signed)) value = BigInt.asIntN(data.length * 8, value);
  const int = normalize(value);
  return cls === intType ? int : call(cls, [int]);
}

/** `PyObject_Bytes` for `int.from_bytes`. */
function bytesFrom(value: Value): Uint8Array {
  const own = bufferOf(value);
  if (own !== undefined) return own;
  const converted = callSpecial(value, '__bytes__');
  if (converted !== undefined) {
    const data = bufferOf(converted);
    if (data === undefined) throw typeError(`__bytes__ returned non-bytes (type ${typeName(converted)})`);
    return data;
  }
  const { slots } = typeOf(value);
  if (strValue(value) !== undefined || (slots.iter === undefined && slots.getitem === undefined)) {
    throw typeError(`cannot convert '${typeName(value)}' object to bytes`);
  }
  const items: number[] = [];
  for (const item of iterate(value)) {
    const byte = asIndex(item);
    if (byte < 0 || byte > 255) throw valueError('bytes must be in range(0, 256)');
    items.push(Number(byte));
  }
  return Uint8Array.from(items);
}

extendType(intType, {
  doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.  If x is a number, return x.__int__().  For floating-point\nnumbers, this truncates towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
  slots: {
    new_: newInt,
    repr: (self) => intToText(own(self)),
    hash: (self) => hashInt(own(self)),
    bool: (self) => own(self) !== 0,
    eq: binary((a, b) => a === b),
    ne: binary((a, b) => a !== b),
    lt: binary((a, b) => a < b),
    le: binary((a, b) => a <= b),
    gt: binary((a, b) => a > b),
    ge: binary((a, b) => a >= b),
    add: binary(addInts),
    radd: reflected(addInts),
    sub: binary(subtractInts),
    rsub: reflected(subtractInts),
    mul: binary(multiplyInts),
    rmul: reflected(multiplyInts),
    truediv: binary(trueDivide),
    rtruediv: reflected(trueDivide),
    floordiv: binary(floorDivideInts),
    rfloordiv: reflected(floorDivideInts),
    mod: binary(moduloInts),
    rmod: reflected(moduloInts),
    divmod: binary(divmod),
    rdivmod: reflected(divmod),
    pow: powerWithModulus,
    rpow: reflected(power),
    lshift: binary(shiftLeft),
    rlshift: reflected(shiftLeft),
    rshift: binary(shiftRight),
    rrshift: reflected(shiftRight),
    and: binary(andInts),
    rand: reflected(andInts),
    or: binary(orInts),
    ror: reflected(orInts),
    xor: binary(xorInts),
    rxor: reflected(xorInts),
    neg: (self) => negateInt(own(self)),
    pos: own,
    abs: (self) => absoluteInt(own(self)),
    invert: (self) => invertInt(own(self)),
    index: own,
    int: own,
    float: (self) => new PyFloat(toDouble(own(self)), floatType),
  },
  methods: {
    'conjugate()': own,
    'bit_length()': (self: Value) => bitLength(own(self)),
    'bit_count()': (self: Value) => bitCount(own(self)),
    "to_bytes(length=1, byteorder='big', *, signed=False)": toBytes,
    'as_integer_ratio()': (self: Value) => tuple(own(self), 1),
    'is_integer()': () => true,
    '__trunc__()': own,
    '__floor__()': own,
    '__ceil__()': own,
    '__round__(ndigits=<unrepresentable>, /)': roundInt,
    '__getnewargs__()': (self: Value) => tuple(own(self)),
    '__format__(format_spec, /)': formatMethod(formatInt),
    '__sizeof__()': (self: Value) => 24 + 4 * Math.max(1, Math.ceil(bitLength(own(self)) / 30)),
  },
  classMethods: {
    "from_bytes(bytes, byteorder='big', *, signed=False)": fromBytes,
  },
  properties: {
    real: own,
    imag: () => 0,
    numerator: own,
    denominator: () => 1,
  },
});
