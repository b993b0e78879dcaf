// Operators on any values: the dispatch over the types of both operands, and the errors where neither can.
//
// These are CPython's `binary_op1`, `binary_iop1` and `ternary_op` (Objects/abstract.c). The operators themselves,
// with their fast paths for numbers and strings, stand in `operators.ts`.

import { PyFloat } from './boxed.js';
import { typeError, valueError } from './exceptions.js';
import { PyNative } from './native.js';
import type { PyType, Slots, Value } from './object.js';
import { concatenationError } from './slots.js';
import {
  bytearrayType,
  bytesType,
  complexType,
  isInstance,
  listType,
  NotImplemented,
  strType,
  tupleType,
  typeName,
  typeOf,
} from './types.js';

type BinarySlot = {
  [Name in keyof Slots]: Slots[Name] extends Slots['add'] ? Name : never;
}[keyof Slots];

export interface Operator {
  readonly slot: Exclude<BinarySlot, 'pow'>;
  readonly reflected: BinarySlot;
  /** `__radd__` */
  readonly reflectedName: string;
  readonly inplace: BinarySlot;
  readonly symbol: string;
}

/** The result of either operand's method, or NotImplemented: `binary_op1`. */
export function dispatch(a: Value, b: Value, operator: Operator): Value {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  const own = typeA.slots[operator.slot];
  if (typeA === typeB) return own === undefined ? NotImplemented : own(a, b);
  const reflected = typeB.slots[operator.reflected];
  if (reflected === undefined) return own === undefined ? NotImplemented : own(a, b);
  if (overridesReflected(typeA, typeB, operator.reflectedName)) {
    const first = reflected(b, a);
    if (first !== NotImplemented || own === undefined) return first;
    return own(a, b);
  }
  if (own !== undefined) {
    const result = own(a, b);
    if (result !== NotImplemented) return result;
  }
  return reflected(b, a);
}

/** A subclass that has its own reflected method is asked first. */
function overridesReflected(typeA: PyType, typeB: PyType, reflectedName: string): boolean {
  return typeB.isSubtypeOf(typeA) && typeB.lookup(reflectedName) !== typeA.lookup(reflectedName);
}

export function binaryOperation(a: Value, b: Value, operator: Operator): Value {
  const result = dispatch(a, b, operator);
  if (result !== NotImplemented) return result;
  throw unsupported(a, b, operator, operator.symbol);
}

/** `a += b`: `binary_iop1`. */
export function inplaceOperation(a: Value, b: Value, operator: Operator): Value {
  const inplace = typeOf(a).slots[operator.inplace];
  if (inplace !== undefined) {
    const result = inplace(a, b);
    if (result !== NotImplemented) return result;
  }
  const result = dispatch(a, b, operator);
  if (result !== NotImplemented) return result;
  throw unsupported(a, b, operator, `${operator.symbol}=`);
}

/** `divmod(a, b)` */
export function divmod(a: Value, b: Value): Value {
  return binaryOperation(a, b, DIVMOD);
}

const DIVMOD: Operator = {
  slot: 'divmod',
  reflected: 'rdivmod',
  reflectedName: '__rdivmod__',
  inplace: 'divmod',
  symbol: 'divmod()',
};

/** `a ** b`, or `a **= b` where `inplace` says so; the three-argument form is `powerModulo`. */
export function power(a: Value, b: Value, inplace: boolean): Value {
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  if (inplace && typeA.slots.ipow !== undefined) {
    const result = typeA.slots.ipow(a, b);
    if (result !== NotImplemented) return result;
  }
  const reflected = typeA === typeB ? undefined : typeB.slots.rpow;
  let result: Value = NotImplemented;
  let reflectedTried = reflected === undefined;
  if (reflected !== undefined && overridesReflected(typeA, typeB, '__rpow__')) {
    result = reflected(b, a);
    reflectedTried = true;
  }
  if (result === NotImplemented && typeA.slots.pow !== undefined) result = typeA.slots.pow(a, b, null);
  if (result === NotImplemented && !reflectedTried && reflected !== undefined) result = reflected(b, a);
  if (result !== NotImplemented) return result;
  const symbol = inplace ? '**=' : '** or pow()';
  throw typeError(`unsupported operand type(s) for ${symbol}: '${typeName(a)}' and '${typeName(b)}'`);
}

/** `pow(base, exponent, modulus)`. Reflected methods are not asked here (until CPython 3.14). */
export function powerModulo(base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return power(base, exponent, false);
  const result = typeOf(base).slots.pow?.(base, exponent, modulus) ?? NotImplemented;
  if (result !== NotImplemented) return result;
  // CPython asks the slots of all three operands; those of float and complex refuse a modulus.
  for (const operand of [exponent, modulus]) {
    if (operand instanceof PyFloat)
      throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
    if (isInstance(operand, complexType)) throw valueError('complex modulo');
  }
  const names = [base, exponent, modulus].map((operand) => `'${typeName(operand)}'`).join(', ');
  throw typeError(`unsupported operand type(s) for ** or pow(): ${names}`);
}

function unsupported(a: Value, b: Value, operator: Operator, symbol: string) {
  const { slots } = typeOf(a);
  if (operator.slot === 'add') {
    if (slots.add !== undefined) {
      const types = [strType, listType, tupleType, bytesType, bytearrayType];
      if (types.some((type) => slots.add === type.slots.add)) return concatenationError(a, b);
    }
  } else if (operator.slot === 'mul') {
    if (isSequence(typeOf(a)))
      return typeError(`can't multiply sequence by non-int of type '${typeName(b)}'`);
    if (isSequence(typeOf(b)))
      return typeError(`can't multiply sequence by non-int of type '${typeName(a)}'`);
  }
  const names = `'${typeName(a)}' and '${typeName(b)}'`;
  const hint =
    symbol === '>>' && a instanceof PyNative && a.name === 'print'
      ? '. Did you mean "print(<message>, file=<output_stream>)"?'
      : '';
  return typeError(`unsupported operand type(s) for ${symbol}: ${names}${hint}`);
}

/** Whether a type repeats as the built-in sequences do. */
function isSequence(type: PyType): boolean {
  const { mul } = type.slots;
  if (mul === undefined) return false;
  return type.mro.some(
    (base) =>
      !base.heap &&
      base.slots.mul === mul &&
      (base.patternKind === 'sequence' || base === strType || base === bytesType || base === bytearrayType),
  );
}

/** `-a`, `+a`, `~a`, `abs(a)` where the type has the operation. */
export function unaryOperation(a: Value, slot: 'neg' | 'pos' | 'invert' | 'abs', symbol: string): Value {
  const operation = typeOf(a).slots[slot];
  if (operation === undefined) {
    const shown = slot === 'abs' ? 'abs()' : `unary ${symbol}`;
    throw typeError(`bad operand type for ${shown}: '${typeName(a)}'`);
  }
  return operation(a);
}
