// `erf` and `erfc` by the rational approximations of Sun's library, which the GNU C library took over: off in the last
// digit now and then, in the same places (`sysdeps/ieee754/dbl-64/s_erf.c`).

import { exp } from '../../objects/elementary.js';

/** Coefficients of a quotient of polynomials, the lowest power first. */
interface Quotient {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** (erf(x) - x) / x near 0, by the square of x. */
const NEAR_ZERO: Quotient = {
  above: [
    0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
    -0.000023763016656650163,
  ],
  below: [
    1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
    -0.000003960228278775368,
  ],
};
/** erf(x) - erf(1), by x - 1. */
const NEAR_ONE: Quotient = {
  above: [
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175,
    -0.11089469428239668, 0.035478304325618236, -0.002166375594868791,
  ],
  below: [
    1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
    0.011984499846799107,
  ],
};
/** log(erfc(x) * x) + x**2 + 0.5625, by x**-2. */
const MIDDLE: Quotient = {
  above: [
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
    -184.60509290671104, -81.2874355063066, -9.814329344169145,
  ],
  below: [
    1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
    108.63500554177944, 6.570249770319282, -0.0604244152148581,
  ],
};
const TAIL: Quotient = {
  above: [
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
    -1025.0951316110772, -483.5191916086514,
  ],
  below: [
    1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
    474.52854120695537, -22.44095244658582,
  ],
};

const ERF_OF_ONE = 0.8450629115104675;
/** 2 / sqrt(pi) - 1 */
const SLOPE = 0.1283791670955126;

/** A polynomial summed up two terms at a time; another order would round otherwise. */
function paired(coefficients: readonly number[], x: number): number {
  const square = x * x;
  const fourth = square * square;
  const powers = [1, square, fourth, fourth * square, fourth * fourth];
  let sum = 0;
  for (const [index, power] of powers.entries()) {
    const [even, odd] = [coefficients[2 * index], coefficients[2 * index + 1]];
    if (even === undefined) break;
    const term = odd === undefined ? even : even + x * odd;
    sum = index === 0 ? term : sum + power * term;
  }
  return sum;
}

const quotient = ({ above, below }: Quotient, x: number): number => paired(above, x) / paired(below, x);

const bits = new DataView(new ArrayBuffer(8));

function withoutLowWord(x: number): number {
  bits.setFloat64(0, x);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** erfc(x) for x from 1.25 on. */
function complementOf(x: number): number {
  const exponent = quotient(x < 1 / 0.35 ? MIDDLE : TAIL, 1 / (x * x));
  const rough = withoutLowWord(x);
  return (exp(-rough * rough - 0.5625) * exp((rough - x) * (rough + x) + exponent)) / x;
}

export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size < 0.84375) {
    if (size < 2 ** -28) return size < 2 ** -1018 ? 0.0625 * (16 * x + 16 * SLOPE * x) : x + SLOPE * x;
    return x + x * quotient(NEAR_ZERO, x * x);
  }
  const sign = x < 0 ? -1 : 1;
  if (size < 1.25) return sign * (ERF_OF_ONE + quotient(NEAR_ONE, size - 1));
  return size >= 6 ? sign : sign * (1 - complementOf(size));
}

export function erfc(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size < 0.84375) {
    if (size < 2 ** -56) return 1 - x;
    const part = quotient(NEAR_ZERO, x * x);
    return x < 0.25 ? 1 - (x + x * part) : 0.5 - (x * part + (x - 0.5));
  }
  if (size < 1.25) {
    const part = quotient(NEAR_ONE, size - 1);
    return x >= 0 ? 1 - ERF_OF_ONE - part : 1 + (ERF_OF_ONE + part);
  }
  if (size >= 28) return x > 0 ? 0 : 2;
  if (x > 0) return complementOf(size);
  return x < -6 ? 2 : 2 - complementOf(size);
}
