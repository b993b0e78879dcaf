// Trigonometric, hyperbolic, exponential and logarithmic functions of doubles, rounded to the nearest double in all
// but a few cases in a million. `exp`, `log` and `pow` themselves stand in `objects/elementary.ts`.

import { exp, log } from '../../objects/elementary.js';
import { intOfNumber } from '../../objects/int-arithmetic.js';
import {
  add,
  type Double2,
  divide,
  double2,
  LN2,
  multiply,
  negate,
  scaled,
  squareRoot,
  subtract,
} from './double-double.js';

const ONE = double2(1);
/** Arguments closer to zero than this are their own sine, tangent, ... */
const TINY = 1e-9;

/** The sum of a power series in `square` whose terms are divided by the products of `divisor(n)`. */
function series(first: Double2, square: Double2, divisor: (n: number) => number): Double2 {
  let term = first;
  let sum = first;
  for (let n = 1; n < 40; n++) {
    term = divide(multiply(term, square), double2(divisor(n)));
    sum = add(sum, term);
    if (Math.abs(term.high) < Math.abs(sum.high) * 1e-33) break;
  }
  return sum;
}

interface Quadrant {
  readonly rest: Double2;
  readonly quadrant: number;
}

/** 2/pi to a thousand and some bits is more than the largest double needs; made when first needed. */
let halfPiDigits: bigint | undefined;
const PI_BITS = 1300n;

/** pi/2 * 2**PI_BITS by Machin's formula. */
function halfPi(): bigint {
  if (halfPiDigits !== undefined) return halfPiDigits;
  const guard = 32n;
  const one = 1n << (PI_BITS + guard);
  const arctan = (inverse: bigint): bigint => {
    let term = one / inverse;
    let sum = term;
    for (let n = 3n, sign = -1n; term !== 0n; n += 2n, sign = -sign) {
      term /= inverse * inverse;
      sum += (sign * term) / n;
    }
    return sum;
  };
  halfPiDigits = (2n * (4n * arctan(5n) - arctan(239n))) >> guard;
  return halfPiDigits;
}

/** `value` less the nearest multiple of pi/2. */
function reduce(value: number): Quadrant {
  if (Math.abs(value) <= Math.PI / 4) return { rest: double2(value), quadrant: 0 };
  // Exactly, in binary fixed point.
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  const unit = halfPi();
  const fixed = (BigInt(intOfNumber(mantissa)) << PI_BITS) >> BigInt(exponent);
  let quotient = fixed / unit;
  let rest = fixed - quotient * unit;
  if (rest * 2n > unit) {
    rest -= unit;
    quotient += 1n;
  } else if (rest * 2n < -unit) {
    rest += unit;
    quotient -= 1n;
  }
  return { rest: fromFixed(rest), quadrant: Number(((quotient % 4n) + 4n) % 4n) };
}

function fromFixed(value: bigint): Double2 {
  const magnitude = value < 0n ? -value : value;
  const bits = BigInt(Math.max(0, magnitude.toString(16).length * 4 - 160));
  const scale = Number(bits - PI_BITS);
  const top = magnitude >> bits;
  const high = Number(top);
  const low = Number(top - BigInt(high));
  const result = scaled({ high, low }, scale);
  return value < 0n ? negate(result) : result;
}

function sineSeries(x: Double2): Double2 {
  return series(x, negate(multiply(x, x)), (n) => 2 * n * (2 * n + 1));
}

function cosineSeries(x: Double2): Double2 {
  return series(ONE, negate(multiply(x, x)), (n) => (2 * n - 1) * 2 * n);
}

/** Sine and cosine with the full precision. */
function sinCos(value: number): { readonly sine: Double2; readonly cosine: Double2 } {
  const { rest, quadrant } = reduce(value);
  const sine = sineSeries(rest);
  const cosine = cosineSeries(rest);
  switch (quadrant) {
    case 0:
      return { sine, cosine };
    case 1:
      return { sine: cosine, cosine: negate(sine) };
    case 2:
      return { sine: negate(sine), cosine: negate(cosine) };
    default:
      return { sine: negate(cosine), cosine: sine };
  }
}

export function sin(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) < TINY) return Math.sin(value);
  return sinCos(value).sine.high;
}

export function cos(value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  return sinCos(value).cosine.high;
}

export function tan(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) < TINY) return Math.tan(value);
  const { sine, cosine } = sinCos(value);
  return divide(sine, cosine).high;
}

/** The angle of the point (x, y): a guess of the host, corrected by the addition theorem. */
function angle(y: Double2, x: Double2): Double2 {
  const guess = Math.atan2(y.high, x.high);
  const { sine, cosine } = sinCos(guess);
  const across = subtract(multiply(y, cosine), multiply(x, sine));
  const along = add(multiply(x, cosine), multiply(y, sine));
  return add(double2(guess), divide(across, along));
}

export function atan2(y: number, x: number): number {
  const rough = Math.atan2(y, x);
  const isPlain = Number.isFinite(x) && Number.isFinite(y) && x !== 0 && y !== 0;
  const ratio = Math.abs(y / x);
  if (!isPlain || !(ratio > TINY && ratio < 1 / TINY)) return rough;
  const shift = -Math.round(Math.log2(Math.max(Math.abs(x), Math.abs(y))));
  return angle(scaled(double2(y), shift), scaled(double2(x), shift)).high;
}

export function atan(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) < TINY || Math.abs(value) > 1e15) return Math.atan(value);
  return angle(double2(value), ONE).high;
}

/** sqrt(1 - x**2) */
function complement(value: number): Double2 {
  return squareRoot(multiply(subtract(ONE, double2(value)), add(ONE, double2(value))));
}

export function asin(value: number): number {
  if (!(Math.abs(value) < 1) || Math.abs(value) < TINY) return Math.asin(value);
  return angle(double2(value), complement(value)).high;
}

export function acos(value: number): number {
  if (!(Math.abs(value) < 1)) return Math.acos(value);
  return angle(complement(value), double2(value)).high;
}

/** e**x; the result must be in the range of normal doubles. */
export function exponential(x: Double2): Double2 {
  const k = Math.round(x.high / LN2.high);
  const rest = scaled(subtract(x, multiply(LN2, double2(k))), -6);
  let power = subtract(
    series(ONE, rest, (n) => n),
    ONE,
  );
  for (let i = 0; i < 6; i++) power = add(scaled(power, 1), multiply(power, power));
  return scaled(add(power, ONE), k);
}

export function exp2(value: number): number {
  const rough = 2 ** value;
  if (Number.isInteger(value) || !Number.isFinite(rough) || rough < 1e-290) return rough;
  const whole = Math.round(value);
  return exponential(multiply(LN2, double2(value - whole))).high * 2 ** whole;
}

const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;
const LOG10_E = Math.LOG10E;

/** As the GNU C library has it: `sysdeps/ieee754/dbl-64/e_log10.c`. */
export function log10(value: number): number {
  if (!(value > 1e-300) || !Number.isFinite(value)) return Math.log10(value);
  const { mantissa, exponent } = frexp(value);
  const power = exponent - 1;
  const shift = power < 0 ? 1 : 0;
  const whole = power + shift;
  const rest = log(mantissa * (shift === 1 ? 1 : 2));
  return whole * LOG10_2_LOW + LOG10_E * rest + whole * LOG10_2_HIGH;
}

/** The formulas of Sun's library, which the GNU C library took over; the host has it for `sinh`, `tanh` and kin. */
export function cosh(value: number): number {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return Math.cosh(value);
  if (size < 0.5 * Math.LN2) {
    const part = Math.expm1(size);
    const whole = 1 + part;
    return size < 2 ** -55 ? whole : 1 + (part * part) / (whole + whole);
  }
  if (size < 22) {
    const power = exp(size);
    return 0.5 * power + 0.5 / power;
  }
  return halfExponential(size);
}

/** Beyond, e**x overflows. */
const LOG_OF_LARGEST = 709.782712893384;

/** e**size / 2, which may be finite where e**size is not. */
function halfExponential(size: number): number {
  if (size > 711) return Number.POSITIVE_INFINITY;
  if (size <= LOG_OF_LARGEST) return 0.5 * exp(size);
  const root = exp(0.5 * size);
  return 0.5 * root * root;
}

export function sinh(value: number): number {
  const size = Math.abs(value);
  if (!(size >= 22) || !Number.isFinite(value)) return Math.sinh(value);
  return Math.sign(value) * halfExponential(size);
}

export function tanh(value: number): number {
  const size = Math.abs(value);
  if (!(size < 2 ** -28) || size < 2 ** -55) return Math.tanh(value);
  const part = Math.expm1(-2 * size);
  return (Math.sign(value) * -part) / (part + 2);
}

export function asinh(value: number): number {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size < 2 ** -28) return value;
  let result: number;
  if (size > 2 ** 28) result = log(size) + Math.LN2;
  else if (size > 2) result = log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
  else {
    const square = size * size;
    result = Math.log1p(size + square / (1 + Math.sqrt(1 + square)));
  }
  return value < 0 ? -result : result;
}

export function acosh(value: number): number {
  if (!(value > 1) || !Number.isFinite(value)) return Math.acosh(value);
  if (value > 2 ** 28) return log(value) + Math.LN2;
  if (value > 2) return log(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
  const excess = value - 1;
  return Math.log1p(excess + Math.sqrt(2 * excess + excess * excess));
}

const CUBE_ROOT_FACTORS = [0.6299605249474365, 0.7937005259840997, 1, 1.2599210498948732, 1.5874010519681996];

/** As the GNU C library has it, which is off in the last digit now and then: `sysdeps/ieee754/dbl-64/s_cbrt.c`. */
export function cbrt(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const { mantissa, exponent } = frexp(Math.abs(value));
  const polynomial =
    0.35489576504391984 +
    (1.508191937815849 -
      (2.114994941673713 -
        (2.4469312256353444 -
          (1.8346927748361308 - (0.7849323449766392 - 0.14526389938548637 * mantissa) * mantissa) *
            mantissa) *
          mantissa) *
        mantissa) *
      mantissa;
  const cube = polynomial * polynomial * polynomial;
  const root =
    ((polynomial * (cube + 2 * mantissa)) / (2 * cube + mantissa)) *
    (CUBE_ROOT_FACTORS[2 + (exponent % 3)] ?? 1);
  const result = root * 2 ** Math.trunc(exponent / 3);
  return value > 0 ? result : -result;
}

/** A mantissa between 0.5 and 1 and the exponent of 2. */
export function frexp(value: number): { readonly mantissa: number; readonly exponent: number } {
  if (value === 0 || !Number.isFinite(value)) return { mantissa: value, exponent: 0 };
  let exponent = 0;
  let mantissa = value;
  if (Math.abs(mantissa) < 2 ** -1000) {
    mantissa *= 2 ** 100;
    exponent = -100;
  }
  const guess = Math.floor(Math.log2(Math.abs(mantissa))) + 1;
  const half = Math.trunc(guess / 2);
  mantissa = mantissa / 2 ** half / 2 ** (guess - half);
  exponent += guess;
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2;
    exponent++;
  }
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2;
    exponent--;
  }
  return { mantissa, exponent };
}
