// `int(x)` and `int(text, base)` (`long_new_impl`, `PyNumber_Long`), and ints from bytes.

import { intValue, type PyFloat, PyInt, strValue } from './boxed.js';
import { bufferOf, latin1, PyMemoryView } from './buffers.js';
import { callSpecial } from './call.js';
import { unexpectedKeyword } from './closest-name.js';
import { overflowError, typeError, valueError } from './exceptions.js';
import { asClampedSize, indexOf } from './index.js';
import { type Int, intOfNumber } from './int-arithmetic.js';
import { parseIntText } from './int-text.js';
import type { Keywords, PyType, Value } from './object.js';
import { bytesRepr, strRepr } from './str-repr.js';
import { intType, typeName, typeOf } from './types.js';
import { warn, warnStrictSubclass } from './warnings.js';

export function newInt(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  return intOf(cls, intFromArguments(args, keywords));
}

/** An int of a class: a host primitive for `int` itself. */
export function intOf(cls: PyType, value: Int): Value {
  return cls === intType ? value : new PyInt(value, cls, cls.hasInstanceDict ? new Map() : null);
}

function intFromArguments(args: readonly Value[], keywords: Keywords | null): Int {
  if (args.length > 2) throw typeError(`int expected at most 2 arguments, got ${args.length}`);
  let base = args[1];
  for (const [name, value] of keywords ?? []) {
    if (name !== 'base') throw typeError(unexpectedKeyword('int()', name, ['base']));
    if (base !== undefined) throw typeError("argument for int() given by name ('base') and position (2)");
    base = value;
  }
  const [value] = args;
  if (value === undefined) {
    if (base !== undefined) throw typeError('int() missing string argument');
    return 0;
  }
  return base === undefined ? toInt(value) : intInBase(value, asClampedSize(base));
}

function intInBase(value: Value, base: number): Int {
  if (base !== 0 && (base < 2 || base > 36)) throw valueError('int() base must be >= 2 and <= 36, or 0');
  const text = strValue(value);
  if (text !== undefined) return intFromText(text, base);
  const bytes = value instanceof PyMemoryView ? undefined : bufferOf(value);
  if (bytes === undefined) throw typeError("int() can't convert non-string with explicit base");
  return intFromBytes(bytes, base);
}

/** `int(value)` */
export function toInt(value: Value): Int {
  if (typeof value === 'number') return value;
  const { slots } = typeOf(value);
  if (slots.int !== undefined) {
    const result = slots.int(value);
    const int = intValue(result);
    if (int === undefined) throw typeError(`__int__ returned non-int (type ${typeName(result)})`);
    if (typeOf(result) !== intType) warnStrictSubclass('__int__', 'int', result);
    return int;
  }
  const index = indexOf(value);
  if (index !== undefined) return index;
  const text = strValue(value);
  if (text !== undefined) return intFromText(text, 10);
  const truncated = callSpecial(value, '__trunc__');
  if (truncated !== undefined) {
    warn('DeprecationWarning', 'The delegation of int() to __trunc__ is deprecated.');
    const int = indexOf(truncated);
    if (int !== undefined) return int;
    throw typeError(`__trunc__ returned non-Integral (type ${typeName(truncated)})`);
  }
  const bytes = bufferOf(value);
  if (bytes !== undefined) return intFromBytes(bytes, 10);
  throw typeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}

function intFromText(text: string, base: number): Int {
  const value = parseIntText(text, base);
  if (value === undefined) throw invalidLiteral(strRepr(text), base);
  return value;
}

function intFromBytes(bytes: Uint8Array, base: number): Int {
  const value = bytes.every((byte) => byte < 0x80) ? parseIntText(latin1(bytes), base) : undefined;
  if (value === undefined) throw invalidLiteral(`b${bytesRepr(bytes)}`, base);
  return value;
}

function invalidLiteral(shown: string, base: number) {
  const text = shown.length > 200 ? [...shown].slice(0, 200).join('') : shown;
  return valueError(`invalid literal for int() with base ${base}: ${text}`);
}

/** The int of a double that has no fraction: `PyLong_FromDouble`. */
export function intOfDouble(value: number): Int {
  if (Number.isFinite(value)) return intOfNumber(Math.trunc(value));
  if (Number.isNaN(value)) throw valueError('cannot convert float NaN to integer');
  throw overflowError('cannot convert float infinity to integer');
}

/** `int(x)` of a float. */
export function intOfFloat(self: PyFloat): Int {
  return intOfDouble(self.value);
}
