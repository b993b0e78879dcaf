// Numbers with twice a double's precision: the unevaluated sum of two doubles.
//
// The functions of `math` are computed with these and rounded once, since the C library that CPython is built on
// rounds nearly always right and programs print the last digit. `objects/elementary.ts` does the same, faster, for the
// operations of the language itself.

export interface Double2 {
  readonly high: number;
  readonly low: number;
}

const SPLITTER = 134217729;

export function double2(high: number, low = 0): Double2 {
  return { high, low };
}

/** a + b exactly. */
export function exactSum(a: number, b: number): Double2 {
  const high = a + b;
  const part = high - a;
  return { high, low: a - (high - part) + (b - part) };
}

/** a * b exactly (Dekker, Veltkamp). */
export function exactProduct(a: number, b: number): Double2 {
  const high = a * b;
  let t = SPLITTER * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = SPLITTER * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  return { high, low: aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow };
}

function ordered(high: number, low: number): Double2 {
  const sum = high + low;
  return { high: sum, low: low - (sum - high) };
}

export function add(a: Double2, b: Double2): Double2 {
  const sum = exactSum(a.high, b.high);
  const rest = exactSum(a.low, b.low);
  const first = ordered(sum.high, sum.low + rest.high);
  return ordered(first.high, first.low + rest.low);
}

export function negate(a: Double2): Double2 {
  return { high: -a.high, low: -a.low };
}

export function subtract(a: Double2, b: Double2): Double2 {
  return add(a, negate(b));
}

export function multiply(a: Double2, b: Double2): Double2 {
  const product = exactProduct(a.high, b.high);
  return ordered(product.high, product.low + (a.high * b.low + a.low * b.high));
}

export function divide(a: Double2, b: Double2): Double2 {
  const first = a.high / b.high;
  const rest = subtract(a, multiply(b, double2(first)));
  const second = rest.high / b.high;
  const left = subtract(rest, multiply(b, double2(second)));
  const sum = ordered(first, second);
  return ordered(sum.high, sum.low + left.high / b.high);
}

export function squareRoot(a: Double2): Double2 {
  if (a.high <= 0) return double2(0);
  const guess = Math.sqrt(a.high);
  const rest = subtract(a, exactProduct(guess, guess));
  return ordered(guess, rest.high / (2 * guess));
}

/** `a * 2**exponent` */
export function scaled(a: Double2, exponent: number): Double2 {
  const half = Math.trunc(exponent / 2);
  const [first, second] = [2 ** half, 2 ** (exponent - half)];
  return { high: a.high * first * second, low: a.low * first * second };
}

export const LN2: Double2 = { high: Math.LN2, low: 2.3190468138462996e-17 };
export const LN10: Double2 = { high: Math.LN10, low: -2.1707562233822494e-16 };
export const HALF_PI: Double2 = { high: Math.PI / 2, low: 6.123233995736766e-17 };
