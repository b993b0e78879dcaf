// `exp`, `log` and `pow` of doubles, rounded to the nearest double in all but a few cases in a million.
//
// The C library that CPython is built on rounds these nearly always right; the host's own functions are off in the
// last digit for one argument in ten, and programs print that digit. So they are computed here with twice the
// precision: a number is the unevaluated sum of two doubles, `high` and `low`.

/** The result of the operation done last. */
let high = 0;
let low = 0;

const SPLITTER = 134217729;

/** high + low = a * b exactly (Dekker, Veltkamp). */
function multiplyExactly(a: number, b: number): void {
  const product = a * b;
  let t = SPLITTER * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = SPLITTER * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  low = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  high = product;
}

/** high + low = a + b exactly, where a is the larger. */
function addOrdered(a: number, b: number): void {
  const sum = a + b;
  low = b - (sum - a);
  high = sum;
}

function add(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  const sum = aHigh + bHigh;
  const part = sum - aHigh;
  const error = aHigh - (sum - part) + (bHigh - part);
  addOrdered(sum, error + aLow + bLow);
}

function multiply(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  multiplyExactly(aHigh, bHigh);
  addOrdered(high, low + (aHigh * bLow + aLow * bHigh));
}

const LN2_HIGH = Math.LN2;
const LN2_LOW = 2.3190468138462996e-17;
/** The argument is halved so often that a few terms of the series do. */
const HALVINGS = 9;

/** high + low = e**(aHigh + aLow) * 2**-k; returns k. */
function exponential(aHigh: number, aLow: number): number {
  const k = Math.round(aHigh / LN2_HIGH);
  multiply(LN2_HIGH, LN2_LOW, -k, 0);
  add(aHigh, aLow, high, low);
  const rHigh = high * 2 ** -HALVINGS;
  const rLow = low * 2 ** -HALVINGS;
  // e**r - 1, so that nothing small is lost beside the 1: r + r**2 / 2 + the rest of the series.
  const rest =
    rHigh * rHigh * rHigh * (1 / 6 + rHigh * (1 / 24 + rHigh * (1 / 120 + rHigh * (1 / 720 + rHigh / 5040))));
  multiply(rHigh, rLow, rHigh, rLow);
  add(rHigh, rLow, high / 2, low / 2);
  add(high, low, rest, 0);
  for (let i = 0; i < HALVINGS; i++) {
    // (1 + p)**2 - 1
    const pHigh = high;
    const pLow = low;
    multiply(pHigh, pLow, pHigh, pLow);
    add(2 * pHigh, 2 * pLow, high, low);
  }
  add(1, 0, high, low);
  return k;
}

const SQRT_HALF = Math.SQRT1_2;

/** high + low = the natural logarithm of a normal positive double. */
function logarithm(value: number): void {
  const exponent = exponentOf(value);
  const mantissa = scale(value, -exponent);
  const guess = Math.log(mantissa);
  // One step of Newton's method: m * e**-guess is 1 + t with a tiny t.
  const k = exponential(-guess, 0);
  multiply(high * 2 ** k, low * 2 ** k, mantissa, 0);
  add(high, low, -1, 0);
  const t = high;
  add(guess, 0, t - (t * t) / 2, low);
  const mHigh = high;
  const mLow = low;
  multiply(LN2_HIGH, LN2_LOW, exponent, 0);
  add(high, low, mHigh, mLow);
}

const view = new DataView(new ArrayBuffer(8));

/** Such that `value * 2**-exponent` is between the square roots of 1/2 and 2. */
function exponentOf(value: number): number {
  view.setFloat64(0, value);
  const exponent = (view.getUint16(0) >> 4) - 1023;
  return scale(value, -exponent) > 2 * SQRT_HALF ? exponent + 1 : exponent;
}

/** `value * 2**exponent` in steps that do not overflow. */
function scale(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

/** Results closer to zero than this are left to the host: they might be rounded twice here. */
const SMALLEST = 1e-290;

/** `math.exp` */
export function exp(value: number): number {
  const rough = Math.exp(value);
  if (!Number.isFinite(rough) || rough < SMALLEST || value === 0) return rough;
  const k = exponential(value, 0);
  return scale(high, k);
}

/** `math.log` of one argument */
export function log(value: number): number {
  if (!(value >= SMALLEST && value < Number.POSITIVE_INFINITY) || value === 1) return Math.log(value);
  logarithm(value);
  return high;
}

/** Exponents up to this are multiplied out. */
const MOST_MULTIPLIED = 1024;

/** `value ** exponent` for any doubles, by the rules of C. */
export function pow(value: number, exponent: number): number {
  if (value === 1 || exponent === 0) return 1;
  if (value === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY) return 1;
  const rough = value ** exponent;
  const size = Math.abs(rough);
  if (!(size >= SMALLEST && size < Number.POSITIVE_INFINITY) || Math.abs(value) < SMALLEST) return rough;
  if (exponent === 2) return value * value;
  if (exponent === 1) return value;
  if (exponent === 0.5) return Math.sqrt(value);
  if (exponent === -1) return 1 / value;
  const magnitude = Math.abs(value);
  const result =
    Number.isInteger(exponent) && Math.abs(exponent) <= MOST_MULTIPLIED
      ? integralPower(magnitude, exponent)
      : realPower(magnitude, exponent);
  return rough < 0 ? -result : result;
}

function realPower(value: number, exponent: number): number {
  logarithm(value);
  const lHigh = high;
  const lLow = low;
  multiply(lHigh, lLow, exponent, 0);
  const k = exponential(high, low);
  return scale(high, k);
}

function integralPower(value: number, exponent: number): number {
  const shift = exponentOf(value);
  let squareHigh = scale(value, -shift);
  let squareLow = 0;
  let resultHigh = 1;
  let resultLow = 0;
  for (let left = Math.abs(exponent); ; ) {
    if ((left & 1) === 1) {
      multiply(resultHigh, resultLow, squareHigh, squareLow);
      resultHigh = high;
      resultLow = low;
    }
    left >>= 1;
    if (left === 0) break;
    multiply(squareHigh, squareLow, squareHigh, squareLow);
    squareHigh = high;
    squareLow = low;
  }
  if (exponent > 0) return scale(resultHigh, shift * exponent);
  const quotient = 1 / resultHigh;
  // 1 - quotient * result is what the quotient misses.
  multiply(resultHigh, resultLow, -quotient, 0);
  add(1, 0, high, low);
  return scale(quotient + high / resultHigh, shift * exponent);
}
