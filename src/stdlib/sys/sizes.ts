// `sys.getsizeof`: what the value takes in CPython on a 64-bit machine, as far as that follows from the value.

import { PyFloat } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { call, lookupSpecial } from '../../objects/call.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { dictSize } from '../../objects/dict-size.js';
import { typeError } from '../../objects/exceptions.js';
import { bitLength } from '../../objects/int-arithmetic.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { PySet } from '../../objects/set-type.js';
import { lengthOf } from '../../objects/str-text.js';
import {
  builtinFunctionType,
  dictType,
  functionType,
  rangeType,
  typeName,
  typeOf,
} from '../../objects/types.js';

export function sizeOf(value: Value, fallback: Value | undefined): Value {
  const own = knownSize(value);
  if (own !== undefined) return own;
  const method = lookupSpecial(value, '__sizeof__');
  if (method === undefined) {
    if (fallback !== undefined) return fallback;
    throw typeError(`Type ${typeName(value)} doesn't define __sizeof__`);
  }
  const size = call(method);
  if (typeof size !== 'number') return size;
  return size + (isTracked(value) ? 16 : 0);
}

/** The garbage collector keeps 16 bytes before the object. */
function isTracked(value: Value): boolean {
  return typeOf(value).heap || value instanceof PyType || value instanceof PyDict;
}

function knownSize(value: Value): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return (
      24 +
      4 *
        Math.max(
          1,
          Math.ceil(bitLength(Number(value) === 0 ? 0 : typeof value === 'boolean' ? 1 : value) / 30),
        )
    );
  }
  if (typeof value === 'string') return textSize(value);
  if (value === null) return 16;
  if (value.cls.heap) return instanceSize(value);
  if (value instanceof PyFloat) return 24;
  if (value instanceof PyTuple) return 40 + 8 * value.items.length;
  if (value instanceof PyList) return listSize(value.items.length);
  if (value instanceof PyDict && value.cls === dictType) return dictSize(value.table) + 16;
  if (value instanceof PySet) return setSize(value.table.size);
  if (value instanceof PyBytes) return 33 + value.data.length;
  if (value instanceof PyByteArray) return value.length === 0 ? 56 : 57 + value.length;
  switch (value.cls) {
    case functionType:
      return 160;
    case builtinFunctionType:
      return 72;
    case rangeType:
      return 48;
    default:
      return undefined;
  }
}

function instanceSize(value: PyObject): number | undefined {
  if (typeOf(value).lookup('__sizeof__') instanceof PyObject && value.constructor !== PyObject)
    return undefined;
  return 32 + (value.cls.hasInstanceDict ? 16 : 0) + 8 * value.cls.memberCount;
}

function textSize(text: string): number {
  let widest = 0;
  for (const char of text) widest = Math.max(widest, char.codePointAt(0) ?? 0);
  const length = lengthOf(text);
  if (widest < 0x80) return 41 + length;
  if (widest < 0x100) return 57 + length + (length === 1 ? 3 : 1) - (length === 1 ? 0 : 1);
  return widest < 0x10000 ? 58 + 2 * length : 60 + 4 * length;
}

/** A list that grew by one item at a time. */
function listSize(length: number): number {
  let room = 0;
  while (room < length) room = (room + 1 + ((room + 1) >> 3) + 6) & ~3;
  return 56 + 8 * room;
}

function setSize(size: number): number {
  if (size < 5) return 216;
  let slots = 32;
  while (size * 5 >= slots * 3) slots *= 4;
  return 216 + 16 * slots;
}
