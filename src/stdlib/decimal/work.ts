// What an operation works under: precision, rounding and the bounds of exponents; and the conditions it reports.

import {
  type Dec,
  digitCount,
  type Finite,
  finite,
  infinite,
  isNan,
  NAN,
  type NotANumber,
  powerOfTen,
  type Sign,
} from './number.js';

export const ROUNDINGS = [
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** Conditions as bits of a status. */
export const Condition = {
  clamped: 0x1,
  conversionSyntax: 0x2,
  divisionByZero: 0x4,
  divisionImpossible: 0x8,
  divisionUndefined: 0x10,
  inexact: 0x40,
  invalidContext: 0x80,
  invalidOperation: 0x100,
  floatOperation: 0x400,
  overflow: 0x800,
  rounded: 0x1000,
  subnormal: 0x2000,
  underflow: 0x4000,
} as const;

export interface WorkSettings {
  readonly prec: number;
  readonly rounding: Rounding;
  readonly emin: number;
  readonly emax: number;
  readonly clamp: boolean;
}

/** The settings of one operation and the status it leaves. */
export class Work implements WorkSettings {
  readonly prec: number;
  readonly rounding: Rounding;
  readonly emin: number;
  readonly emax: number;
  readonly clamp: boolean;
  status = 0;

  constructor(settings: WorkSettings) {
    this.prec = settings.prec;
    this.rounding = settings.rounding;
    this.emin = settings.emin;
    this.emax = settings.emax;
    this.clamp = settings.clamp;
  }

  /** The exponent of the smallest subnormal number. */
  get etiny(): number {
    return this.emin - this.prec + 1;
  }

  /** The largest exponent of a coefficient with all digits. */
  get etop(): number {
    return this.emax - this.prec + 1;
  }

  raise(bits: number): void {
    this.status |= bits;
  }

  invalid(condition: number = Condition.invalidOperation): NotANumber {
    this.raise(condition);
    return NAN;
  }
}

/** A quotient and what is known of its remainder. */
function isRoundedUp(quotient: bigint, twice: bigint, unit: bigint, rounding: Rounding, sign: Sign): boolean {
  if (twice === 0n) return false;
  switch (rounding) {
    case 'ROUND_UP':
      return true;
    case 'ROUND_DOWN':
      return false;
    case 'ROUND_CEILING':
      return sign === 0;
    case 'ROUND_FLOOR':
      return sign === 1;
    case 'ROUND_HALF_UP':
      return twice >= unit;
    case 'ROUND_HALF_DOWN':
      return twice > unit;
    case 'ROUND_HALF_EVEN':
      return twice > unit || (twice === unit && quotient % 2n === 1n);
    case 'ROUND_05UP':
      return quotient % 5n === 0n;
  }
}

export interface Rescaled {
  readonly coefficient: bigint;
  readonly inexact: boolean;
}

/** The coefficient without its last `drop` digits, or with as many zeros more. */
export function rescaled(coefficient: bigint, drop: number, rounding: Rounding, sign: Sign): Rescaled {
  if (coefficient === 0n) return { coefficient, inexact: false };
  if (drop <= 0) return { coefficient: coefficient * powerOfTen(-drop), inexact: false };
  // Below a tenth of a unit it does not matter how much is lost.
  if (drop > digitCount(coefficient) + 1) {
    return { coefficient: isRoundedUp(0n, 1n, 10n, rounding, sign) ? 1n : 0n, inexact: true };
  }
  const unit = powerOfTen(drop);
  const quotient = coefficient / unit;
  const rest = coefficient % unit;
  const up = isRoundedUp(quotient, 2n * rest, unit, rounding, sign);
  return { coefficient: up ? quotient + 1n : quotient, inexact: rest !== 0n };
}

function overflowed(work: Work, sign: Sign): Dec {
  work.raise(Condition.overflow | Condition.inexact | Condition.rounded);
  const { rounding } = work;
  const toLargest =
    rounding === 'ROUND_DOWN' ||
    rounding === 'ROUND_05UP' ||
    (rounding === 'ROUND_CEILING' && sign === 1) ||
    (rounding === 'ROUND_FLOOR' && sign === 0);
  return toLargest ? finite(sign, powerOfTen(work.prec) - 1n, work.etop) : infinite(sign);
}

function finishZero(work: Work, { sign, exponent }: Finite): Finite {
  const most = work.clamp ? work.etop : work.emax;
  const bounded = Math.min(Math.max(exponent, work.etiny), most);
  if (bounded !== exponent) work.raise(Condition.clamped);
  return finite(sign, 0n, bounded);
}

/** A result brought into the precision and the bounds. */
export function finish(work: Work, value: Dec): Dec {
  if (isNan(value)) return finishNan(work, value);
  if (value.kind === 'infinity') return value;
  const { sign, coefficient, exponent } = value;
  if (coefficient === 0n) return finishZero(work, value);
  const { prec, emax, etiny, etop } = work;
  const digits = digitCount(coefficient);
  let least = digits + exponent - prec;
  if (digits + exponent - 1 > emax) return overflowed(work, sign);
  const isSubnormal = least < etiny;
  if (isSubnormal) least = etiny;
  if (exponent < least) {
    const rounded = rescaled(coefficient, least - exponent, work.rounding, sign);
    let result = rounded.coefficient;
    let place = least;
    if (digitCount(result) > prec) {
      result /= 10n;
      place++;
    }
    if (place > etop) return overflowed(work, sign);
    if (isSubnormal) {
      work.raise(Condition.subnormal | (rounded.inexact ? Condition.underflow : 0));
      if (result === 0n) work.raise(Condition.clamped);
    }
    work.raise(Condition.rounded | (rounded.inexact ? Condition.inexact : 0));
    return finite(sign, result, place);
  }
  if (isSubnormal) work.raise(Condition.subnormal);
  if (work.clamp && exponent > etop) {
    work.raise(Condition.clamped);
    return finite(sign, coefficient * powerOfTen(exponent - etop), etop);
  }
  return value;
}

function finishNan(work: Work, value: NotANumber): NotANumber {
  const most = work.prec - (work.clamp ? 1 : 0);
  if (value.payload === 0n || digitCount(value.payload) <= most) return value;
  return { ...value, payload: value.payload % powerOfTen(most) };
}

/** What an operation on NaN gives: the first signaling one, quieted, or else the first quiet one. */
export function nanResult(work: Work, ...operands: readonly Dec[]): NotANumber | undefined {
  const signal = operands.find((operand) => operand.kind === 'snan');
  if (signal !== undefined && isNan(signal)) {
    work.raise(Condition.invalidOperation);
    return finishNan(work, { ...signal, kind: 'nan' });
  }
  const quiet = operands.find((operand) => operand.kind === 'nan');
  return quiet !== undefined && isNan(quiet) ? finishNan(work, quiet) : undefined;
}
