// Exact sums: all numbers are summed up as fractions, and only the result becomes a number of the data's type.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { tuple } from '../../objects/containers.js';
import { isExceptionOf, typeError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { iterate, unpack } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { add, mul, sub, truediv } from '../../objects/operators.js';
import { boolType, floatType, intType, typeName, typeOf } from '../../objects/types.js';
import { decimalTypes } from '../decimal/types.js';
import { PyFraction } from '../fractions/fraction.js';
import { fractionClass } from '../fractions/index.js';
import {
  addRatios,
  divideRatios,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioOfDouble,
  subtractRatios,
} from '../fractions/ratio.js';

/** A sum: exact, or the infinity or NaN that it comes to. */
export type Total = Ratio | { readonly special: Value };

export const isSpecial = (total: Total): total is { readonly special: Value } => 'special' in total;

/** The value of a number as a fraction; itself where it is no finite one. */
export function exactRatio(x: Value): Total {
  if (x instanceof PyFloat) {
    return Number.isFinite(x.value) ? ratioOfDouble(x.value) : { special: x };
  }
  if (typeof x === 'number' || typeof x === 'bigint' || typeof x === 'boolean') {
    return { numerator: BigInt(x), denominator: 1n };
  }
  if (x instanceof PyFraction) return x;
  const method = getAttributeOr(x, 'as_integer_ratio');
  if (method !== undefined) {
    try {
      const [numerator = 0, denominator = 1] = unpack(call(method), 2);
      return { numerator: BigInt(asIndex(numerator)), denominator: BigInt(asIndex(denominator)) };
    } catch (error) {
      if (isExceptionOf(error, 'OverflowError') || isExceptionOf(error, 'ValueError')) return { special: x };
      throw error;
    }
  }
  const [numerator, denominator] = [getAttributeOr(x, 'numerator'), getAttributeOr(x, 'denominator')];
  if (numerator === undefined || denominator === undefined) {
    throw typeError(`can't convert type '${typeName(x)}' to numerator/denominator`);
  }
  return { numerator: BigInt(asIndex(numerator)), denominator: BigInt(asIndex(denominator)) };
}

/** The type of a result of data of two types. */
export function coerce(m: KernelMachine, a: PyType, b: PyType): PyType {
  const fraction = fractionClass(m);
  if (a === b || b === intType || b === boolType) return a;
  if (a === intType || b.isSubtypeOf(a)) return b;
  if (a.isSubtypeOf(b)) return a;
  if (a.isSubtypeOf(intType)) return b;
  if (b.isSubtypeOf(intType)) return a;
  if (a.isSubtypeOf(fraction) && b.isSubtypeOf(floatType)) return b;
  if (a.isSubtypeOf(floatType) && b.isSubtypeOf(fraction)) return a;
  throw typeError(`don't know how to coerce ${shortName(a)} and ${shortName(b)}`);
}

const shortName = (type: PyType): string => type.name.slice(type.name.lastIndexOf('.') + 1);

const isDecimalType = (m: KernelMachine, type: PyType): boolean =>
  type.isSubtypeOf(decimalTypes(m).decimal());

/** A number of the wanted type. An int that would lose its fraction becomes a float. */
export function convert(m: KernelMachine, value: Value, wanted: PyType): Value {
  if (typeOf(value) === wanted) return value;
  const isWhole = (): boolean => asIndex(getAttribute(value, 'denominator')) === 1;
  const type = wanted.isSubtypeOf(intType) && !isWhole() ? floatType : wanted;
  try {
    return call(type, [value]);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError') || !isDecimalType(m, type)) throw error;
    const part = (name: string): Value => call(type, [getAttribute(value, name)]);
    return truediv(part('numerator'), part('denominator'));
  }
}

/** A sum as an object: a Fraction, or the special number. */
export function totalValue(m: KernelMachine, total: Total): Value {
  return isSpecial(total) ? total.special : new PyFraction(total, fractionClass(m));
}

export function convertTotal(m: KernelMachine, total: Total, wanted: PyType): Value {
  return convert(m, totalValue(m, total), wanted);
}

export interface Sum {
  readonly type: PyType;
  readonly total: Total;
  readonly count: number;
}

/** Adds up fractions that mostly have few different denominators. */
class Accumulator {
  readonly #partials = new Map<bigint, bigint>();
  special: Value | undefined;

  add(value: Total): void {
    if (isSpecial(value)) this.special = add(this.special ?? 0, value.special);
    else
      this.#partials.set(value.denominator, (this.#partials.get(value.denominator) ?? 0n) + value.numerator);
  }

  get total(): Total {
    if (this.special !== undefined) return { special: this.special };
    let sum: Ratio = { numerator: 0n, denominator: 1n };
    for (const [denominator, numerator] of this.#partials)
      sum = addRatios(sum, ratio(numerator, denominator));
    return sum;
  }
}

/** The exact sum of the data, its type and its number of items. */
export function exactSum(m: KernelMachine, data: Iterable<Value>): Sum {
  const types = new Set<PyType>();
  const sum = new Accumulator();
  let count = 0;
  for (const value of data) {
    types.add(typeOf(value));
    sum.add(exactRatio(value));
    count++;
  }
  const { total } = sum;
  return { type: commonType(m, types), total, count };
}

function commonType(m: KernelMachine, types: Iterable<PyType>): PyType {
  let type = intType;
  for (const next of types) type = coerce(m, type, next);
  return type;
}

export interface Squares {
  readonly type: PyType;
  /** The sum of squares of what the data deviates from its mean. */
  readonly squares: Total;
  readonly mean: Total;
  readonly count: number;
}

/** Sum of squares around a mean that is given, or exact. */
export function squareDeviations(m: KernelMachine, data: Value, given: Value): Squares {
  if (given !== null) {
    const deviations = function* (): Generator<Value> {
      for (const x of iterate(data)) {
        const deviation = sub(x, given);
        yield mul(deviation, deviation);
      }
    };
    const { type, total, count } = exactSum(m, deviations());
    return { type, squares: total, mean: { special: given }, count };
  }
  const types = new Set<PyType>();
  const [sum, squares] = [new Accumulator(), new Accumulator()];
  let count = 0;
  for (const value of iterate(data)) {
    types.add(typeOf(value));
    const exact = exactRatio(value);
    sum.add(exact);
    if (!isSpecial(exact)) {
      const { numerator, denominator } = exact;
      squares.add({ numerator: numerator * numerator, denominator: denominator * denominator });
    }
    count++;
  }
  const type = commonType(m, types);
  const [total, square] = [sum.total, squares.total];
  if (isSpecial(total) || isSpecial(square)) return { type, squares: total, mean: total, count };
  if (count === 0) return { type, squares: total, mean: total, count };
  const items = ratio(BigInt(count));
  const rest = subtractRatios(multiplyRatios(items, square), multiplyRatios(total, total));
  return { type, squares: divideRatios(rest, items), mean: divideRatios(total, items), count };
}

/** A total divided by a number of items. */
export function dividedBy(total: Total, count: number): Total {
  return isSpecial(total)
    ? { special: truediv(total.special, count) }
    : divideRatios(total, ratio(BigInt(count)));
}

export function isDecimal(m: KernelMachine, type: PyType): boolean {
  return isDecimalType(m, type);
}

/** What the functions of the module that are meant for itself give. */
export const sumTuple = (m: KernelMachine, { type, total, count }: Sum): Value =>
  tuple(type, isSpecial(total) ? total.special : totalValue(m, total), count);

export function ratioTuple(x: Value): Value {
  const exact = exactRatio(x);
  return isSpecial(exact) ? tuple(x, null) : tuple(normalize(exact.numerator), normalize(exact.denominator));
}
