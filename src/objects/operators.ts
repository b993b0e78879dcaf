// The operators of the language, as the compiler calls them.
//
// Each is one function that does numbers (and strings, for `+`) inline and leaves everything else to the dispatch over
// types in `operator-dispatch.ts`. Comparisons fall back to `compare.ts`.

import { PyFloat } from './boxed.js';
import { type ComparisonName, richCompare } from './compare.js';
import { zeroDivisionError } from './exceptions.js';
import {
  addInts,
  andInts,
  divideInts,
  floorDivideInts,
  invertInt,
  moduloInts,
  multiplyInts,
  orInts,
  powerInts,
  shiftLeft,
  shiftRight,
  subtractInts,
  xorInts,
} from './int-arithmetic.js';
import type { Value } from './object.js';
import {
  binaryOperation,
  divmod,
  inplaceOperation,
  type Operator,
  power,
  powerModulo,
  unaryOperation,
} from './operator-dispatch.js';
import { compareStrings } from './str-text.js';
import { floatType } from './types.js';

export { divmod, powerModulo };

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

const ADD: Operator = operator('add', '+');
const SUB: Operator = operator('sub', '-');
const MUL: Operator = operator('mul', '*');
const MATMUL: Operator = operator('matmul', '@');
const TRUEDIV: Operator = operator('truediv', '/');
const FLOORDIV: Operator = operator('floordiv', '//');
const MOD: Operator = operator('mod', '%');
const LSHIFT: Operator = operator('lshift', '<<');
const RSHIFT: Operator = operator('rshift', '>>');
const AND: Operator = operator('and', '&');
const OR: Operator = operator('or', '|');
const XOR: Operator = operator('xor', '^');

type Named =
  | 'add'
  | 'sub'
  | 'mul'
  | 'matmul'
  | 'truediv'
  | 'floordiv'
  | 'mod'
  | 'lshift'
  | 'rshift'
  | 'and'
  | 'or'
  | 'xor';

function operator(slot: Named, symbol: string): Operator {
  return { slot, reflected: `r${slot}`, reflectedName: `__r${slot}__`, inplace: `i${slot}`, symbol };
}

/** The host number of an exact float or of a safe int; undefined for any other value. */
function plainFloat(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof PyFloat && value.cls === floatType ? value.value : undefined;
}

export function add(a: Value, b: Value): Value {
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      const sum = a + b;
      return sum <= MAX_SAFE && sum >= -MAX_SAFE ? sum : addInts(a, b);
    }
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a + b.value);
  } else if (a instanceof PyFloat && a.cls === floatType) {
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a.value + b.value);
    if (typeof b === 'number') return new PyFloat(a.value + b);
  } else if (typeof a === 'string' && typeof b === 'string') return a + b;
  return binaryOperation(a, b, ADD);
}

export function sub(a: Value, b: Value): Value {
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      const difference = a - b;
      return difference <= MAX_SAFE && difference >= -MAX_SAFE ? difference : subtractInts(a, b);
    }
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a - b.value);
  } else if (a instanceof PyFloat && a.cls === floatType) {
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a.value - b.value);
    if (typeof b === 'number') return new PyFloat(a.value - b);
  }
  return binaryOperation(a, b, SUB);
}

export function mul(a: Value, b: Value): Value {
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      const product = a * b;
      return product <= MAX_SAFE && product >= -MAX_SAFE ? product + 0 : multiplyInts(a, b);
    }
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a * b.value);
  } else if (a instanceof PyFloat && a.cls === floatType) {
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a.value * b.value);
    if (typeof b === 'number') return new PyFloat(a.value * b);
  }
  return binaryOperation(a, b, MUL);
}

export function truediv(a: Value, b: Value): Value {
  const x = plainFloat(a);
  if (x !== undefined) {
    const y = plainFloat(b);
    if (y !== undefined) {
      if (y !== 0) return new PyFloat(x / y);
      if (typeof a === 'number' && typeof b === 'number') return new PyFloat(divideInts(a, b));
      throw zeroDivisionError('float division by zero');
    }
  }
  return binaryOperation(a, b, TRUEDIV);
}

/** Below this the host's quotient of two ints has the true floor: it is too far from the next integer to reach it. */
const FLOOR_IS_EXACT = 2 ** 51;

export function floordiv(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b !== 0 && a < FLOOR_IS_EXACT && a > -FLOOR_IS_EXACT) return Math.floor(a / b) + 0;
    return floorDivideInts(a, b);
  }
  return binaryOperation(a, b, FLOORDIV);
}

export function mod(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a >= 0 && b > 0) return a % b;
    return moduloInts(a, b);
  }
  return binaryOperation(a, b, MOD);
}

export function pow(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0) return powerInts(a, b);
  return power(a, b, false);
}

export function matmul(a: Value, b: Value): Value {
  return binaryOperation(a, b, MATMUL);
}

export function lshift(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return shiftLeft(a, b);
  return binaryOperation(a, b, LSHIFT);
}

export function rshift(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return shiftRight(a, b);
  return binaryOperation(a, b, RSHIFT);
}

export function bitAnd(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return andInts(a, b);
  return binaryOperation(a, b, AND);
}

export function bitOr(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return orInts(a, b);
  return binaryOperation(a, b, OR);
}

export function bitXor(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return xorInts(a, b);
  return binaryOperation(a, b, XOR);
}

export function iadd(a: Value, b: Value): Value {
  if (typeof a === 'number') {
    if (typeof b === 'number') {
      const sum = a + b;
      return sum <= MAX_SAFE && sum >= -MAX_SAFE ? sum : addInts(a, b);
    }
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a + b.value);
  } else if (a instanceof PyFloat && a.cls === floatType) {
    if (b instanceof PyFloat && b.cls === floatType) return new PyFloat(a.value + b.value);
    if (typeof b === 'number') return new PyFloat(a.value + b);
  } else if (typeof a === 'string' && typeof b === 'string') return a + b;
  return inplaceOperation(a, b, ADD);
}

/** Numbers have no in-place methods, so the plain operator's fast path serves; only the error text differs. */
function isNumber(value: Value): boolean {
  return plainFloat(value) !== undefined;
}

export const isub = (a: Value, b: Value): Value =>
  isNumber(a) && isNumber(b) ? sub(a, b) : inplaceOperation(a, b, SUB);
export const imul = (a: Value, b: Value): Value =>
  isNumber(a) && isNumber(b) ? mul(a, b) : inplaceOperation(a, b, MUL);
export const itruediv = (a: Value, b: Value): Value =>
  isNumber(a) && isNumber(b) ? truediv(a, b) : inplaceOperation(a, b, TRUEDIV);
export const ifloordiv = (a: Value, b: Value): Value =>
  isNumber(a) && isNumber(b) ? floordiv(a, b) : inplaceOperation(a, b, FLOORDIV);
export const imod = (a: Value, b: Value): Value =>
  isNumber(a) && isNumber(b) ? mod(a, b) : inplaceOperation(a, b, MOD);
export const ipow = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' ? pow(a, b) : power(a, b, true);
export const imatmul = (a: Value, b: Value): Value => inplaceOperation(a, b, MATMUL);
export const ilshift = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' ? shiftLeft(a, b) : inplaceOperation(a, b, LSHIFT);
export const irshift = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' ? shiftRight(a, b) : inplaceOperation(a, b, RSHIFT);
export const ibitAnd = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' ? andInts(a, b) : inplaceOperation(a, b, AND);
export const ibitOr = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' ? orInts(a, b) : inplaceOperation(a, b, OR);
export const ibitXor = (a: Value, b: Value): Value =>
  typeof a === 'number' && typeof b === 'number' ? xorInts(a, b) : inplaceOperation(a, b, XOR);

export function neg(a: Value): Value {
  if (typeof a === 'number') return 0 - a;
  return unaryOperation(a, 'neg', '-');
}

export function pos(a: Value): Value {
  if (typeof a === 'number') return a;
  return unaryOperation(a, 'pos', '+');
}

export function invert(a: Value): Value {
  if (typeof a === 'number') return invertInt(a);
  return unaryOperation(a, 'invert', '~');
}

/** `abs(a)` */
export function abs(a: Value): Value {
  if (typeof a === 'number') return a < 0 ? 0 - a : a;
  return unaryOperation(a, 'abs', '');
}

/** Binary operators by the names of `ast.operator`. */
export const BINARY = {
  Add: add,
  Sub: sub,
  Mult: mul,
  MatMult: matmul,
  Div: truediv,
  Mod: mod,
  Pow: pow,
  LShift: lshift,
  RShift: rshift,
  BitOr: bitOr,
  BitXor: bitXor,
  BitAnd: bitAnd,
  FloorDiv: floordiv,
} as const satisfies Record<string, (a: Value, b: Value) => Value>;

/** What augmented assignment does with the target's value, by the same names. */
export const INPLACE = {
  Add: iadd,
  Sub: isub,
  Mult: imul,
  MatMult: imatmul,
  Div: itruediv,
  Mod: imod,
  Pow: ipow,
  LShift: ilshift,
  RShift: irshift,
  BitOr: ibitOr,
  BitXor: ibitXor,
  BitAnd: ibitAnd,
  FloorDiv: ifloordiv,
} as const satisfies Record<keyof typeof BINARY, (a: Value, b: Value) => Value>;

/** Unary operators by the names of `ast.unaryop`; `not` is the compiler's. */
export const UNARY = { Invert: invert, UAdd: pos, USub: neg } as const;

/** Ordering of two values the host orders as Python does, or undefined: negative, zero, positive, NaN for unordered. */
function order(a: Value, b: Value): number | undefined {
  if (typeof a === 'string') return typeof b === 'string' ? compareStrings(a, b) : undefined;
  const x = plainFloat(a);
  if (x === undefined) return undefined;
  const y = plainFloat(b);
  if (y === undefined) return undefined;
  // Not a subtraction: infinities are equal to themselves.
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
}

function compareAny(a: Value, b: Value, name: ComparisonName): Value {
  return richCompare(a, b, name);
}

export function lt(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const sign = order(a, b);
  return sign === undefined ? compareAny(a, b, 'lt') : sign < 0;
}

export function le(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  const sign = order(a, b);
  return sign === undefined ? compareAny(a, b, 'le') : sign <= 0;
}

export function gt(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a > b;
  const sign = order(a, b);
  return sign === undefined ? compareAny(a, b, 'gt') : sign > 0;
}

export function ge(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a >= b;
  const sign = order(a, b);
  return sign === undefined ? compareAny(a, b, 'ge') : sign >= 0;
}

export function eq(a: Value, b: Value): Value {
  const kind = typeof a;
  if (kind !== 'object' && kind === typeof b) return a === b;
  if (a instanceof PyFloat) {
    const y = plainFloat(b);
    if (y !== undefined && a.cls === floatType) return a.value === y;
  }
  return compareAny(a, b, 'eq');
}

export function ne(a: Value, b: Value): Value {
  const kind = typeof a;
  if (kind !== 'object' && kind === typeof b) return a !== b;
  if (a instanceof PyFloat) {
    const y = plainFloat(b);
    if (y !== undefined && a.cls === floatType) return a.value !== y;
  }
  return compareAny(a, b, 'ne');
}
