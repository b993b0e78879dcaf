// `assertAlmostEqual` and its contrary.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { isTrue, richCompare } from '../../../objects/compare.js';
import { typeError } from '../../../objects/exceptions.js';
import type { Value } from '../../../objects/object.js';
import { abs, sub } from '../../../objects/operators.js';
import { repr } from '../../../objects/repr.js';
import { callBuiltin, safeRepr } from '../support.js';
import { type Assertions, failed } from './failing.js';

const DEFAULT_PLACES = 7;

const isEqual = (a: Value, b: Value): boolean => isTrue(richCompare(a, b, 'eq'));

function checkTolerance(places: Value, delta: Value): void {
  if (delta !== null && places !== null) throw typeError('specify delta or places not both');
}

export function approximate(m: KernelMachine): Assertions {
  const roundsToZero = (difference: Value, places: Value): boolean =>
    isEqual(callBuiltin(m, 'round', difference, places), 0);
  return {
    'assertAlmostEqual(self, first, second, places=None, msg=None, delta=None)': (
      self,
      first,
      second,
      places,
      msg,
      delta,
    ) => {
      if (isEqual(first, second)) return null;
      checkTolerance(places, delta);
      const difference = abs(sub(first, second));
      const shown = `${safeRepr(first)} != ${safeRepr(second)} within`;
      if (delta !== null) {
        if (isTrue(richCompare(difference, delta, 'le'))) return null;
        throw failed(self, msg, `${shown} ${safeRepr(delta)} delta (${safeRepr(difference)} difference)`);
      }
      const digits = places ?? DEFAULT_PLACES;
      if (roundsToZero(difference, digits)) return null;
      throw failed(self, msg, `${shown} ${repr(digits)} places (${safeRepr(difference)} difference)`);
    },
    'assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None)': (
      self,
      first,
      second,
      places,
      msg,
      delta,
    ) => {
      checkTolerance(places, delta);
      const difference = abs(sub(first, second));
      const differs = !isEqual(first, second);
      const shown = `${safeRepr(first)} == ${safeRepr(second)} within`;
      if (delta !== null) {
        if (differs && isTrue(richCompare(difference, delta, 'gt'))) return null;
        throw failed(self, msg, `${shown} ${safeRepr(delta)} delta (${safeRepr(difference)} difference)`);
      }
      const digits = places ?? DEFAULT_PLACES;
      if (differs && !roundsToZero(difference, digits)) return null;
      throw failed(self, msg, `${shown} ${repr(digits)} places`);
    },
  };
}
