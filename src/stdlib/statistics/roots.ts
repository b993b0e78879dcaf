// Correctly rounded square roots of fractions.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { bitLength, nearestDouble } from '../../objects/int-arithmetic.js';
import type { Value } from '../../objects/object.js';
import { divide, integerSquareRoot, squareRoot } from '../decimal/arithmetic.js';
import { nextMinus, nextPlus } from '../decimal/comparing.js';
import { ratioOfDecimal } from '../decimal/conversions.js';
import { type Dec, finite, fromInt } from '../decimal/number.js';
import { decimalTypes } from '../decimal/types.js';
import { addRatios, compareRatios, multiplyRatios, type Ratio, ratio } from '../fractions/ratio.js';

/** The integral root of a quotient; an odd number says that something was cut off. */
export function rootToOdd(numerator: bigint, denominator: bigint): bigint {
  const root = integerSquareRoot(numerator / denominator);
  return root * root * denominator === numerator ? root : root | 1n;
}

/** Twice the bits of a double and some more, so that rounding twice does no harm. */
const ROOT_BITS = 109;

export function floatRoot(numerator: bigint, denominator: bigint): number {
  const shift = Math.floor((bitLength(numerator) - bitLength(denominator) - ROOT_BITS) / 2);
  if (shift >= 0) {
    const root = rootToOdd(numerator, denominator << BigInt(2 * shift));
    return nearestDouble(root << BigInt(shift), 1n);
  }
  return nearestDouble(rootToOdd(numerator << BigInt(-2 * shift), denominator), 1n << BigInt(-shift));
}

/** With the precision of the context; the neighbours may be nearer than the root of the rounded quotient. */
export function decimalRoot(m: KernelMachine, numerator: bigint, denominator: bigint): Value {
  const types = decimalTypes(m);
  if (numerator === 0n) return types.make(finite(0, 0n, -1));
  const exact: Ratio = ratio(
    numerator < 0n ? -numerator : numerator,
    denominator < 0n ? -denominator : denominator,
  );
  return types.make(
    types.run(types.current(), (work) => {
      const root = squareRoot(work, divide(work, fromInt(exact.numerator), fromInt(exact.denominator)));
      /** Where the exact value lies from the middle between the root and a neighbour. */
      const side = (neighbour: Dec): bigint => {
        const twice = addRatios(ratioOfDecimal(root), ratioOfDecimal(neighbour));
        return compareRatios(multiplyRatios(exact, ratio(4n)), multiplyRatios(twice, twice));
      };
      const plus = nextPlus(work, root);
      if (side(plus) > 0n) return plus;
      const minus = nextMinus(work, root);
      return side(minus) < 0n ? minus : root;
    }),
  );
}

/** The root of a variance: a float, or a Decimal for data of decimals. */
export function rootOf(m: KernelMachine, { numerator, denominator }: Ratio, asDecimal: boolean): Value {
  return asDecimal ? decimalRoot(m, numerator, denominator) : new PyFloat(floatRoot(numerator, denominator));
}
