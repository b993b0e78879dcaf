// complex: its operations and methods. The arithmetic stands in `complex-number.ts`.

import { intValue, PyFloat, strValue } from './boxed.js';
import { callSpecial } from './call.js';
import { divideComplex, multiplyComplex, type Parts, PyComplex, powerComplex } from './complex-number.js';
import { tuple } from './containers.js';
import { doubleToText } from './double-text.js';
import { overflowError, typeError, valueError } from './exceptions.js';
import { parseFloatText } from './float-parse.js';
import { formatComplex } from './format-number.js';
import { indexOf } from './index.js';
import { intToDouble, normalize, tooLargeForFloat } from './int-arithmetic.js';
import { toAsciiDigits } from './int-text.js';
import { extendType } from './native.js';
import { hashDouble } from './number-hash.js';
import type { Keywords, PyType, Value } from './object.js';
import { formatMethod } from './repr.js';
import { Signature } from './signature.js';
import { strRepr } from './str-repr.js';
import { stripAroundNumber } from './str-text.js';
import { complexType, NotImplemented, typeName, typeOf } from './types.js';
import { warnStrictSubclass } from './warnings.js';

/** The parts of a complex, float or int operand; undefined for any other value. */
function operand(value: Value): Parts | undefined {
  if (value instanceof PyComplex) return value;
  const real = realOperand(value);
  return real === undefined ? undefined : { real, imag: 0 };
}

function realOperand(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  const int = intValue(value);
  if (int === undefined) return undefined;
  const double = intToDouble(int);
  if (double === undefined) throw tooLargeForFloat();
  return double;
}

type Compute = (a: Parts, b: Parts) => Parts;

const boxed = ({ real, imag }: Parts): PyComplex => new PyComplex(real, imag);

function binary(compute: Compute) {
  return (self: PyComplex, other: Value): Value => {
    const b = operand(other);
    return b === undefined ? NotImplemented : boxed(compute(self, b));
  };
}

function reflected(compute: Compute) {
  return (self: PyComplex, other: Value): Value => {
    const b = operand(other);
    return b === undefined ? NotImplemented : boxed(compute(b, self));
  };
}

const add: Compute = (a, b) => ({ real: a.real + b.real, imag: a.imag + b.imag });
const subtract: Compute = (a, b) => ({ real: a.real - b.real, imag: a.imag - b.imag });

function isEqual(self: PyComplex, other: Value): boolean | undefined {
  if (other instanceof PyComplex) return self.real === other.real && self.imag === other.imag;
  const int = intValue(other);
  // biome-ignore lint/suspicious/noDoubleEquals: exact equality of a number and a bigint
  if (int !== undefined) return self.imag === 0 && self.real == int;
  return other instanceof PyFloat ? self.imag === 0 && self.real === other.value : undefined;
}

function complexRepr({ real, imag }: PyComplex): string {
  const imaginary = doubleToText(imag, 'r', 0);
  if (Object.is(real, 0)) return `${imaginary}j`;
  const sign = imaginary.startsWith('-') ? '' : '+';
  return `(${doubleToText(real, 'r', 0)}${sign}${imaginary}j)`;
}

const IMAGINARY_FACTOR = 1000003n;

/** `complex_hash`; NaN parts count as zero, where CPython takes the object's address. */
function complexHash({ real, imag }: PyComplex): number | bigint {
  const realHash = BigInt(Number.isNaN(real) ? 0 : hashDouble(real));
  const imagHash = BigInt(Number.isNaN(imag) ? 0 : hashDouble(imag));
  const combined = BigInt.asIntN(64, realHash + IMAGINARY_FACTOR * imagHash);
  return combined === -1n ? -2 : normalize(combined);
}

const parameters = new Signature('complex(real=0, imag=0)');

function newComplex(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [first, second] =
    args.length === 1 && keywords === null ? args : parameters.bind('complex', args, keywords);
  const imagGiven = args.length > 1 || keywords?.has('imag') === true;
  const realGiven = args.length > 0 || keywords?.has('real') === true;
  return partsToComplex(cls, realGiven ? (first ?? null) : 0, imagGiven ? (second ?? null) : undefined);
}

function partsToComplex(cls: PyType, first: Value, second: Value | undefined): Value {
  const text = strValue(first);
  if (text !== undefined) {
    if (second !== undefined) throw typeError("complex() can't take second arg if first is a string");
    return make(cls, parseComplex(text));
  }
  if (second !== undefined && strValue(second) !== undefined) {
    throw typeError("complex() second arg can't be a string");
  }
  if (second === undefined && first instanceof PyComplex && first.cls === cls && cls === complexType) {
    return first;
  }
  const a = partsOf(first);
  if (a === undefined) {
    throw typeError(`complex() first argument must be a string or a number, not '${typeName(first)}'`);
  }
  if (second === undefined) return make(cls, a);
  const b = second instanceof PyComplex ? second : realParts(second);
  if (b === undefined) {
    throw typeError(`complex() second argument must be a number, not '${typeName(second)}'`);
  }
  return make(cls, {
    real: second instanceof PyComplex ? a.real - b.imag : a.real,
    imag: first instanceof PyComplex ? b.real + a.imag : b.real,
  });
}

function make(cls: PyType, { real, imag }: Parts): PyComplex {
  return new PyComplex(real, imag, cls, cls.hasInstanceDict ? new Map() : null);
}

/** Through `__complex__`, `__float__` or `__index__`. */
function partsOf(value: Value): Parts | undefined {
  if (value instanceof PyComplex) return value;
  const converted = typeof value === 'object' ? callSpecial(value, '__complex__') : undefined;
  if (converted !== undefined) {
    if (converted instanceof PyComplex) {
      if (converted.cls !== complexType) warnStrictSubclass('__complex__', 'complex', converted);
      return converted;
    }
    throw typeError(`__complex__ returned non-complex (type ${typeName(converted)})`);
  }
  return realParts(value);
}

function realParts(value: Value): Parts | undefined {
  const slot = typeOf(value).slots.float;
  const real = slot === undefined ? indexOf(value) : realOperand(slot(value));
  if (real === undefined) return undefined;
  const double = intToDouble(real);
  if (double === undefined) throw tooLargeForFloat();
  return { real: double, imag: 0 };
}

const NUMBER = String.raw`(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?|inf(?:inity)?|nan`;

/** `complex_from_string_inner`: a real part, an imaginary part, or both; maybe in parentheses. */
function parseComplex(text: string): Parts {
  const stripped = stripAroundNumber(toAsciiDigits(text));
  const inner =
    stripped.startsWith('(') && stripped.endsWith(')') ? stripAroundNumber(stripped.slice(1, -1)) : stripped;
  const match = new RegExp(`^([+-]?(?:${NUMBER}))?(?:([+-]?(?:${NUMBER})?)j)?$`, 'i').exec(inner);
  if (match === null || inner === '') throw valueError('complex() arg is a malformed string');
  const [, first, second] = match;
  // A number before a lone `j` belongs to it: `3j`.
  const onlyImaginary = second === '' && first !== undefined;
  const signed = second !== undefined && second !== '' && first !== undefined;
  if (signed && !/^[+-]/.test(second)) throw valueError('complex() arg is a malformed string');
  const real = onlyImaginary || first === undefined ? 0 : numberOf(first, text);
  const imaginary = onlyImaginary ? first : second;
  return { real, imag: imaginary === undefined ? 0 : imaginaryOf(imaginary, text) };
}

function imaginaryOf(part: string, text: string): number {
  if (part === '' || part === '+') return 1;
  return part === '-' ? -1 : numberOf(part, text);
}

function numberOf(part: string, text: string): number {
  const value = parseFloatText(part);
  if (value === undefined) throw valueError(`could not convert string to complex: ${strRepr(text)}`);
  return value;
}

function absolute({ real, imag }: PyComplex): PyFloat {
  const size = Math.hypot(real, imag);
  if (size === Number.POSITIVE_INFINITY && Number.isFinite(real) && Number.isFinite(imag)) {
    throw overflowError('absolute value too large');
  }
  return new PyFloat(size);
}

extendType(complexType, {
  doc: "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
  slots: {
    new_: newComplex,
    repr: complexRepr,
    hash: complexHash,
    bool: (self: PyComplex) => self.real !== 0 || self.imag !== 0,
    eq: (self: PyComplex, other) => isEqual(self, other) ?? NotImplemented,
    ne: (self: PyComplex, other) => {
      const equal = isEqual(self, other);
      return equal === undefined ? NotImplemented : !equal;
    },
    add: binary(add),
    radd: reflected(add),
    sub: binary(subtract),
    rsub: reflected(subtract),
    mul: binary(multiplyComplex),
    rmul: reflected(multiplyComplex),
    truediv: binary(divideComplex),
    rtruediv: reflected(divideComplex),
    pow: (self: PyComplex, exponent, modulus) => {
      const b = operand(exponent);
      if (b === undefined) return NotImplemented;
      if (modulus !== null) throw valueError('complex modulo');
      return boxed(powerComplex(self, b));
    },
    rpow: reflected(powerComplex),
    neg: (self: PyComplex) => new PyComplex(-self.real, -self.imag),
    pos: (self: PyComplex) => (self.cls === complexType ? self : boxed(self)),
    abs: absolute,
  },
  methods: {
    'conjugate()': (self: PyComplex) => new PyComplex(self.real, -self.imag),
    '__complex__()': (self: PyComplex) => (self.cls === complexType ? self : boxed(self)),
    '__format__(format_spec, /)': formatMethod(formatComplex),
    '__getnewargs__()': (self: PyComplex) => tuple(new PyFloat(self.real), new PyFloat(self.imag)),
  },
  members: {
    real: (self: PyComplex) => new PyFloat(self.real),
    imag: (self: PyComplex) => new PyFloat(self.imag),
  },
});
