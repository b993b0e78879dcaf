// The kernels of density estimation: density, share below a point, and its inverse.

import { exp, log, pow } from '../../objects/elementary.js';
import { once } from '../library.js';
import { acos, asin, atan, cos, cosh, sin, tan } from '../math/elementary.js';
import { erf } from '../math/error-function.js';
import { inverseNormal } from './inverse-normal.js';

type Curve = (t: number) => number;

export interface Kernel {
  readonly density: Curve;
  readonly cumulative: Curve;
  readonly inverse: Curve;
  /** Beyond this distance a data point has no weight; null where all have some. */
  readonly support: number | null;
}

/** Newton's method from a first guess. */
function newton(guess: Curve, curve: Curve, slope: Curve): Curve {
  return (y) => {
    let x = guess(y);
    for (let rest = curve(x) - y; Math.abs(rest) > 1e-12; rest = curve(x) - y) x -= rest / slope(x);
    return x;
  };
}

/** A guess for a symmetric curve from its lower half. */
const mirrored =
  (guess: Curve): Curve =>
  (p) =>
    p <= 0.5 ? guess(p) : -guess(1 - p);

function kernels(): ReadonlyMap<string, Kernel> {
  const rootOfTau = Math.sqrt(2 * Math.PI);
  const rootOf2 = Math.sqrt(2);
  const normal: Kernel = {
    density: (t) => exp(-0.5 * t * t) / rootOfTau,
    cumulative: (t) => 0.5 * (1 + erf(t / rootOf2)),
    inverse: (p) => inverseNormal(p, 0, 1),
    support: null,
  };
  const logistic: Kernel = {
    density: (t) => 0.5 / (1 + cosh(t)),
    cumulative: (t) => 1 - 1 / (exp(t) + 1),
    inverse: (p) => log(p / (1 - p)),
    support: null,
  };
  const sigmoid: Kernel = {
    density: (t) => 1 / Math.PI / cosh(t),
    cumulative: (t) => (2 / Math.PI) * atan(exp(t)),
    inverse: (p) => log(tan((p * Math.PI) / 2)),
    support: null,
  };
  const rectangular: Kernel = {
    density: () => 0.5,
    cumulative: (t) => 0.5 * t + 0.5,
    inverse: (p) => 2 * p - 1,
    support: 1,
  };
  const triangular: Kernel = {
    density: (t) => 1 - Math.abs(t),
    cumulative: (t) => t * t * (t < 0 ? 0.5 : -0.5) + t + 0.5,
    inverse: (p) => (p < 0.5 ? Math.sqrt(2 * p) - 1 : 1 - Math.sqrt(2 - 2 * p)),
    support: 1,
  };
  const parabolic: Kernel = {
    density: (t) => 0.75 * (1 - t * t),
    cumulative: (t) => -0.25 * pow(t, 3) + 0.75 * t + 0.5,
    inverse: (p) => 2 * cos((acos(2 * p - 1) + Math.PI) / 3),
    support: 1,
  };
  const quarticCumulative: Curve = (t) => (3 / 16) * pow(t, 5) - (5 / 8) * pow(t, 3) + (15 / 16) * t + 0.5;
  const quarticDensity: Curve = (t) => (15 / 16) * pow(1 - t * t, 2);
  const quartic: Kernel = {
    density: quarticDensity,
    cumulative: quarticCumulative,
    inverse: newton(
      mirrored((p) => {
        const x = pow(2 * p, 0.4258865685331) - 1;
        return p >= 0.004 ? x + 0.026818732 * sin(7.101753784 * p + 2.73230839482953) : x;
      }),
      quarticCumulative,
      quarticDensity,
    ),
    support: 1,
  };
  const triweightCumulative: Curve = (t) =>
    (35 / 32) * ((-1 / 7) * pow(t, 7) + (3 / 5) * pow(t, 5) - pow(t, 3) + t) + 0.5;
  const triweightDensity: Curve = (t) => (35 / 32) * pow(1 - t * t, 3);
  const triweight: Kernel = {
    density: triweightDensity,
    cumulative: triweightCumulative,
    inverse: newton(
      mirrored((p) => pow(2 * p, 0.3400218741872791) - 1),
      triweightCumulative,
      triweightDensity,
    ),
    support: 1,
  };
  const cosine: Kernel = {
    density: (t) => (Math.PI / 4) * cos((Math.PI / 2) * t),
    cumulative: (t) => 0.5 * sin((Math.PI / 2) * t) + 0.5,
    inverse: (p) => (2 * asin(2 * p - 1)) / Math.PI,
    support: 1,
  };
  return new Map([
    ['normal', normal],
    ['logistic', logistic],
    ['sigmoid', sigmoid],
    ['rectangular', rectangular],
    ['parabolic', parabolic],
    ['quartic', quartic],
    ['triweight', triweight],
    ['triangular', triangular],
    ['cosine', cosine],
    ['gauss', normal],
    ['uniform', rectangular],
    ['epanechnikov', parabolic],
    ['biweight', quartic],
  ]);
}

export const kernelsByName = once(kernels);
