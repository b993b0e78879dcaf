// Complex numbers: the object, and arithmetic on the parts (Objects/complexobject.c).

import { exp, log, pow } from './elementary.js';
import { overflowError, zeroDivisionError } from './exceptions.js';
import { type Attributes, PyObject, type PyType } from './object.js';
import { complexType } from './types.js';

export interface Parts {
  readonly real: number;
  readonly imag: number;
}

export class PyComplex extends PyObject implements Parts {
  constructor(
    readonly real: number,
    readonly imag: number,
    cls: PyType = complexType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}

export function multiplyComplex(a: Parts, b: Parts): Parts {
  return { real: a.real * b.real - a.imag * b.imag, imag: a.real * b.imag + a.imag * b.real };
}

/** Scaled by the larger part of the divisor, so that nothing overflows on the way: `_Py_c_quot`. */
export function divideComplex(a: Parts, b: Parts): Parts {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  if (absReal >= absImag) {
    if (absReal === 0) throw zeroDivisionError('complex division by zero');
    const ratio = b.imag / b.real;
    const denominator = b.real + b.imag * ratio;
    return {
      real: (a.real + a.imag * ratio) / denominator,
      imag: (a.imag - a.real * ratio) / denominator,
    };
  }
  if (absImag >= absReal) {
    const ratio = b.real / b.imag;
    const denominator = b.real * ratio + b.imag;
    return {
      real: (a.real * ratio + a.imag) / denominator,
      imag: (a.imag * ratio - a.real) / denominator,
    };
  }
  return { real: Number.NaN, imag: Number.NaN };
}

/** Small integral exponents are multiplied out: `complex_pow`. */
const MOST_MULTIPLIED = 100;

export function powerComplex(a: Parts, b: Parts): Parts {
  const result = powerOf(a, b);
  if (
    Math.abs(result.real) === Number.POSITIVE_INFINITY ||
    Math.abs(result.imag) === Number.POSITIVE_INFINITY
  ) {
    throw overflowError('complex exponentiation');
  }
  return result;
}

const ONE: Parts = { real: 1, imag: 0 };

function powerOf(a: Parts, b: Parts): Parts {
  if (b.imag === 0 && Number.isInteger(b.real) && Math.abs(b.real) <= MOST_MULTIPLIED) {
    if (b.real > 0) return powerByMultiplying(a, b.real);
    if (a.real === 0 && a.imag === 0 && b.real < 0) throw zeroToNegative();
    return divideComplex(ONE, powerByMultiplying(a, -b.real));
  }
  if (a.real === 0 && a.imag === 0) {
    if (b.imag !== 0 || b.real < 0) throw zeroToNegative();
    return { real: 0, imag: 0 };
  }
  const size = Math.hypot(a.real, a.imag);
  const angle = Math.atan2(a.imag, a.real);
  let length = pow(size, b.real);
  let phase = angle * b.real;
  if (b.imag !== 0) {
    length *= exp(-angle * b.imag);
    phase += b.imag * log(size);
  }
  return { real: length * Math.cos(phase), imag: length * Math.sin(phase) };
}

function zeroToNegative() {
  return zeroDivisionError('0.0 to a negative or complex power');
}

function powerByMultiplying(base: Parts, exponent: number): Parts {
  let result = ONE;
  let square = base;
  for (let mask = 1; exponent >= mask; mask *= 2) {
    if ((exponent & mask) !== 0) result = multiplyComplex(result, square);
    square = multiplyComplex(square, square);
  }
  return result;
}
