// Ints where the language asks for one: indexes, sizes, counts (`__index__`).

import { intValue } from './boxed.js';
import { type ExceptionName, exception, typeError } from './exceptions.js';
import type { Value } from './object.js';
import { intType, typeName, typeOf } from './types.js';
import { warnStrictSubclass } from './warnings.js';

/** The int a value stands for: `PyNumber_Index`. */
export function asIndex(value: Value): number | bigint {
  if (typeof value === 'number') return value;
  const index = indexOf(value);
  if (index === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return index;
}

/** The same, or undefined for a value that is no int and has no `__index__`. */
export function indexOf(value: Value): number | bigint | undefined {
  const own = intValue(value);
  if (own !== undefined) return own;
  const slot = typeOf(value).slots.index;
  if (slot === undefined) return undefined;
  const result = slot(value);
  const index = intValue(result);
  if (index === undefined) throw typeError(`__index__ returned non-int (type ${typeName(result)})`);
  if (typeOf(result) !== intType) warnStrictSubclass('__index__', 'int', result);
  return index;
}

export function hasIndex(value: Value): boolean {
  return intValue(value) !== undefined || typeOf(value).slots.index !== undefined;
}

/** `sys.maxsize` */
export const MAX_SIZE = 0x7fffffffffffffffn;

/**
 * An index or a size. Beyond 2**63 it raises; between, it is rounded, which no sequence is long enough to notice:
 * `PyNumber_AsSsize_t`.
 */
export function asSize(value: Value, error: ExceptionName = 'IndexError'): number {
  if (typeof value === 'number') return value;
  const index = asIndex(value);
  if (typeof index === 'number') return index;
  if (index > MAX_SIZE || index < -MAX_SIZE - 1n) {
    throw exception(error, `cannot fit '${typeName(value)}' into an index-sized integer`);
  }
  return Number(index);
}

/** An argument that is a size. No size is larger than 2**63: `PyLong_AsSsize_t`. */
export function asSizeArgument(value: Value): number {
  const index = asIndex(value);
  if (index <= MAX_SIZE && index >= -MAX_SIZE - 1n) return Number(index);
  throw exception('OverflowError', 'Python int too large to convert to C ssize_t');
}

/** The same, clamped where it does not fit. */
export function asClampedSize(value: Value): number {
  return Number(asIndex(value));
}

/** A bound of a slice, clamped instead of refused: `_PyEval_SliceIndex`. */
export function asSliceIndex(value: Value, whenNone: number): number {
  if (value === null) return whenNone;
  if (typeof value === 'number') return value;
  const index = indexOf(value);
  if (index === undefined) {
    throw typeError('slice indices must be integers or None or have an __index__ method');
  }
  return Number(index);
}

/**
 * The part of a sequence that the optional `start` and `end` of `find` and its kin name. The start may lie beyond
 * the end, where not even something empty is found: `ADJUST_INDICES`.
 */
export function searchBounds(
  start: Value | undefined,
  end: Value | undefined,
  length: number,
): readonly [number, number] {
  const first = start === undefined ? 0 : asSliceIndex(start, 0);
  const last = end === undefined ? length : asSliceIndex(end, length);
  return [
    first < 0 ? Math.max(first + length, 0) : first,
    last < 0 ? Math.max(last + length, 0) : Math.min(last, length),
  ];
}
