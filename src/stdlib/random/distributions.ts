// The distributions of `random`, on top of a source of doubles in [0, 1): Lib/random.py's algorithms, so that the same
// seed gives the same numbers.

import { exp, log, pow } from '../../objects/elementary.js';
import { valueError } from '../../objects/exceptions.js';
import { acos, cos, sin } from '../math/elementary.js';
import { logGamma } from '../math/special.js';

export type Source = () => number;

const TWO_PI = 2 * Math.PI;
export const NORMAL_MAGIC = (4 * exp(-0.5)) / Math.sqrt(2);
export const LOG_4 = log(4);
export const GAMMA_MAGIC = 1 + log(4.5);

/** Ratio of uniforms (Kinderman and Monahan). */
export function normal(random: Source): number {
  for (;;) {
    const u1 = random();
    const u2 = 1 - random();
    const z = (NORMAL_MAGIC * (u1 - 0.5)) / u2;
    if ((z * z) / 4 <= -log(u2)) return z;
  }
}

/** Two independent values at once; the second is for the next call. */
export function gaussPair(random: Source): readonly [number, number] {
  const x = random() * TWO_PI;
  const radius = Math.sqrt(-2 * log(1 - random()));
  return [cos(x) * radius, sin(x) * radius];
}

export function gamma(random: Source, alpha: number, beta: number): number {
  if (alpha <= 0 || beta <= 0) throw valueError('gammavariate: alpha and beta must be > 0.0');
  if (alpha > 1) return gammaAboveOne(random, alpha) * beta;
  if (alpha === 1) return -log(1 - random()) * beta;
  for (;;) {
    const u = random();
    const b = (Math.E + alpha) / Math.E;
    const p = b * u;
    const x = p <= 1 ? pow(p, 1 / alpha) : -log((b - p) / alpha);
    const u1 = random();
    if (p > 1 ? u1 <= pow(x, alpha - 1) : u1 <= exp(-x)) return x * beta;
  }
}

function gammaAboveOne(random: Source, alpha: number): number {
  const a = Math.sqrt(2 * alpha - 1);
  const b = alpha - LOG_4;
  const c = alpha + a;
  for (;;) {
    const u1 = random();
    if (!(u1 > 1e-7 && u1 < 0.9999999)) continue;
    const u2 = 1 - random();
    const v = log(u1 / (1 - u1)) / a;
    const x = alpha * exp(v);
    const z = u1 * u1 * u2;
    const r = b + c * v - x;
    if (r + GAMMA_MAGIC - 4.5 * z >= 0 || r >= log(z)) return x;
  }
}

export function vonMises(random: Source, mu: number, kappa: number): number {
  if (kappa <= 1e-6) return TWO_PI * random();
  const s = 0.5 / kappa;
  const r = s + Math.sqrt(1 + s * s);
  let z: number;
  for (;;) {
    z = cos(Math.PI * random());
    const d = z / (r + z);
    const u = random();
    if (u < 1 - d * d || u <= (1 - d) * exp(d)) break;
  }
  const q = 1 / r;
  const f = (q + z) / (1 + q * z);
  const angle = random() > 0.5 ? mu + acos(f) : mu - acos(f);
  const rest = angle % TWO_PI;
  return rest < 0 ? rest + TWO_PI : rest;
}

/** Hörmann's BTRS for many expected successes, geometric gaps for few. */
export function binomial(random: Source, n: number, p: number): number {
  if (n < 0) throw valueError('n must be non-negative');
  if (p <= 0 || p >= 1) {
    if (p === 0) return 0;
    if (p === 1) return n;
    throw valueError('p must be in the range 0.0 <= p <= 1.0');
  }
  if (n === 1) return random() < p ? 1 : 0;
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  if (n * p < 10) return fewSuccesses(random, n, p);
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const limit = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const odds = log(p / (1 - p));
  const mode = Math.floor((n + 1) * p);
  const h = logGamma(mode + 1) + logGamma(n - mode + 1);
  for (;;) {
    const u = random() - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    const v = random();
    if (us >= 0.07 && v <= limit) return k;
    const scaled = v * (alpha / (a / (us * us) + b));
    if (log(scaled) <= h - logGamma(k + 1) - logGamma(n - k + 1) + (k - mode) * odds) return k;
  }
}

function fewSuccesses(random: Source, n: number, p: number): number {
  let [x, y] = [0, 0];
  const c = Math.log2(1 - p);
  if (c === 0) return x;
  for (;;) {
    y += Math.floor(Math.log2(random()) / c) + 1;
    if (y > n) return x;
    x++;
  }
}
