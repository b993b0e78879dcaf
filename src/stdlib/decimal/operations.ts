// The operations by name: each is a method of numbers and one of contexts.

import * as adjusting from './adjusting.js';
import * as arithmetic from './arithmetic.js';
import * as comparing from './comparing.js';
import * as elementary from './elementary.js';
import { adjusted, type Dec, finite, isNan, isZero, opposite, withSign } from './number.js';
import type { Work } from './work.js';

type Unary = arithmetic.Unary;
type Binary = arithmetic.Binary;

export const UNARY: Readonly<Record<string, Unary>> = {
  exp: elementary.exp,
  ln: elementary.ln,
  log10: elementary.log10,
  logb: adjusting.logb,
  logical_invert: adjusting.logicalInvert,
  next_minus: comparing.nextMinus,
  next_plus: comparing.nextPlus,
  normalize: adjusting.normalize,
  sqrt: arithmetic.squareRoot,
};

export const BINARY: Readonly<Record<string, Binary>> = {
  compare: comparing.compare,
  compare_signal: comparing.compareSignal,
  logical_and: adjusting.logicalAnd,
  logical_or: adjusting.logicalOr,
  logical_xor: adjusting.logicalXor,
  max: comparing.maximum,
  max_mag: comparing.maximumMagnitude,
  min: comparing.minimum,
  min_mag: comparing.minimumMagnitude,
  next_toward: comparing.nextToward,
  remainder_near: arithmetic.remainderNear,
  rotate: adjusting.rotate,
  scaleb: adjusting.scaleb,
  shift: adjusting.shift,
};

/** Operations that report nothing. */
export const QUIET_BINARY: Readonly<Record<string, (a: Dec, b: Dec) => Dec>> = {
  compare_total: (a, b) => comparing.decOfOrder(comparing.totalOrder(a, b)),
  compare_total_mag: (a, b) => comparing.decOfOrder(comparing.totalOrder(withSign(a, 0), withSign(b, 0))),
  copy_sign: (a, b) => withSign(a, b.sign),
};

export const QUIET_UNARY: Readonly<Record<string, (a: Dec) => Dec>> = {
  canonical: (a) => a,
  copy_abs: (a) => withSign(a, 0),
  copy_negate: (a) => withSign(a, opposite(a.sign)),
};

/** Tests of a number alone. */
export const PREDICATES: Readonly<Record<string, (a: Dec) => boolean>> = {
  is_canonical: () => true,
  is_finite: (a) => a.kind === 'finite',
  is_infinite: (a) => a.kind === 'infinity',
  is_nan: isNan,
  is_qnan: (a) => a.kind === 'nan',
  is_snan: (a) => a.kind === 'snan',
  is_signed: (a) => a.sign === 1,
  is_zero: isZero,
};

/** Tests that depend on the bounds of exponents. */
export const BOUND_PREDICATES: Readonly<Record<string, (work: Work, a: Dec) => boolean>> = {
  is_normal: (work, a) => a.kind === 'finite' && a.coefficient !== 0n && adjusted(a) >= work.emin,
  is_subnormal: adjusting.isSubnormal,
};

export const RADIX: Dec = finite(0, 10n, 0);
