// The gamma function, as CPython computes it (`m_tgamma`, `m_lgamma` in Modules/mathmodule.c): Lanczos' approximation.

import { exp, log, pow } from '../../objects/elementary.js';
import { cos, sin } from './elementary.js';

const G = 6.02468004077673;
const LANCZOS_NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028,
  1439720407.3117216, 248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348,
  8071.672002365816, 210.82427775157936, 2.5066282746310002,
];
const LANCZOS_DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  if (x < 5) {
    for (let index = LANCZOS_NUMERATOR.length - 1; index >= 0; index--) {
      numerator = numerator * x + (LANCZOS_NUMERATOR[index] ?? 0);
      denominator = denominator * x + (LANCZOS_DENOMINATOR[index] ?? 0);
    }
  } else {
    for (let index = 0; index < LANCZOS_NUMERATOR.length; index++) {
      numerator = numerator / x + (LANCZOS_NUMERATOR[index] ?? 0);
      denominator = denominator / x + (LANCZOS_DENOMINATOR[index] ?? 0);
    }
  }
  return numerator / denominator;
}

/** sin(pi * x) */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  switch (Math.round(2 * y)) {
    case 0:
      return Math.sign(x) * sin(Math.PI * y);
    case 1:
      return Math.sign(x) * cos(Math.PI * (y - 0.5));
    case 2:
      return Math.sign(x) * sin(Math.PI * (1 - y));
    case 3:
      return Math.sign(x) * -cos(Math.PI * (y - 1.5));
    default:
      return Math.sign(x) * sin(Math.PI * (y - 2));
  }
}

/** NaN for a pole, infinite for an overflow. */
export function gamma(x: number): number {
  if (!Number.isFinite(x)) return x === Number.POSITIVE_INFINITY ? x : Number.NaN;
  if (x === 0) return Number.NaN;
  if (Number.isInteger(x)) {
    if (x < 0) return Number.NaN;
    if (x <= 23) {
      let product = 1;
      for (let factor = 2; factor < x; factor++) product *= factor;
      return product;
    }
  }
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sinPi(x) : Number.POSITIVE_INFINITY;
  const y = size + (G - 0.5);
  const error = size > G - 0.5 ? y - size - (G - 0.5) : y - (G - 0.5) - size;
  const z = (error * G) / y;
  if (x < 0) {
    let result = ((-Math.PI / sinPi(size) / size) * exp(y)) / lanczosSum(size);
    result -= z * result;
    if (size < 140) return result / pow(y, size - 0.5);
    const root = pow(y, size / 2 - 0.25);
    return result / root / root;
  }
  let result = lanczosSum(size) / exp(y);
  result += z * result;
  if (size < 140) return result * pow(y, size - 0.5);
  const root = pow(y, size / 2 - 0.25);
  return result * root * root;
}

const LOG_PI = 1.1447298858494002;

/** Infinite at a pole. */
export function logGamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY;
  if (Number.isInteger(x) && x <= 2) return x <= 0 ? Number.POSITIVE_INFINITY : 0;
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  let result = log(lanczosSum(size)) - G;
  result += (size - 0.5) * (log(size + G - 0.5) - 1);
  return x < 0 ? LOG_PI - log(Math.abs(sinPi(size))) - log(size) - result : result;
}
