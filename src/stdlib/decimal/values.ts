// The objects of `decimal`: numbers, contexts, and the views of a context's flags and traps.

import type { Int } from '../../objects/int-arithmetic.js';
import { PyObject, type PyType } from '../../objects/object.js';
import type { Dec } from './number.js';
import { Condition, type Rounding, Work } from './work.js';

export class PyDecimal extends PyObject {
  constructor(
    readonly value: Dec,
    cls: PyType,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

const INVALID =
  Condition.conversionSyntax |
  Condition.divisionImpossible |
  Condition.divisionUndefined |
  Condition.invalidContext |
  Condition.invalidOperation;

/** The signals, in the order in which a program sees them, with the conditions that each stands for. */
export const SIGNALS = {
  InvalidOperation: INVALID,
  FloatOperation: Condition.floatOperation,
  DivisionByZero: Condition.divisionByZero,
  Overflow: Condition.overflow,
  Underflow: Condition.underflow,
  Subnormal: Condition.subnormal,
  Inexact: Condition.inexact,
  Rounded: Condition.rounded,
  Clamped: Condition.clamped,
} as const;

export type SignalName = keyof typeof SIGNALS;
export const SIGNAL_NAMES: readonly SignalName[] = [
  'InvalidOperation',
  'FloatOperation',
  'DivisionByZero',
  'Overflow',
  'Underflow',
  'Subnormal',
  'Inexact',
  'Rounded',
  'Clamped',
];

export const signalNames = (bits: number, names: readonly SignalName[] = SIGNAL_NAMES): SignalName[] =>
  names.filter((name) => (bits & SIGNALS[name]) !== 0);

/** In the order of their lowest bits, as a context shows them. */
export function shownSignals(bits: number): SignalName[] {
  const lowest = (name: SignalName): number => {
    const own = bits & SIGNALS[name];
    return own & -own;
  };
  return signalNames(bits).sort((a, b) => lowest(a) - lowest(b));
}

export class PyDecimalContext extends PyObject {
  prec: Int = 28;
  rounding: Rounding = 'ROUND_HALF_EVEN';
  emin: Int = -999_999;
  emax: Int = 999_999;
  capitals = 1;
  clamp = 0;
  /** Bits of conditions. */
  flags = 0;
  traps: number = SIGNALS.InvalidOperation | SIGNALS.DivisionByZero | SIGNALS.Overflow;

  copy(): PyDecimalContext {
    const copy = new PyDecimalContext(this.cls);
    Object.assign(copy, {
      prec: this.prec,
      rounding: this.rounding,
      emin: this.emin,
      emax: this.emax,
      capitals: this.capitals,
      clamp: this.clamp,
      flags: this.flags,
      traps: this.traps,
    });
    return copy;
  }

  work(): Work {
    return new Work({
      prec: Number(this.prec),
      rounding: this.rounding,
      emin: Number(this.emin),
      emax: Number(this.emax),
      clamp: this.clamp === 1,
    });
  }
}

export class PySignalDict extends PyObject {
  constructor(
    readonly context: PyDecimalContext,
    readonly which: 'flags' | 'traps',
    cls: PyType,
  ) {
    super(cls);
  }

  get bits(): number {
    return this.context[this.which];
  }

  set bits(bits: number) {
    this.context[this.which] = bits;
  }
}

export class PyContextManager extends PyObject {
  outer: PyDecimalContext | null = null;

  constructor(
    readonly local: PyDecimalContext,
    cls: PyType,
  ) {
    super(cls);
  }
}
