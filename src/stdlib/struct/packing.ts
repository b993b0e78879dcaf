// Packing values into bytes and back, field by field.

import { intValue, PyFloat } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { isExceptionOf, overflowError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex, hasIndex } from '../../objects/index.js';
import type { Int } from '../../objects/int-arithmetic.js';
import type { Value } from '../../objects/object.js';
import {
  type IntegerFormat,
  rangeOf,
  readFloat,
  readInteger,
  writeFloat,
  writeInteger,
} from '../../objects/packed-numbers.js';
import { structError } from './error.js';
import type { Field, Layout } from './format.js';

const SIGNED = 'bhilqn';

const integerFormat = ({ code, size }: Field): IntegerFormat => ({ size, signed: SIGNED.includes(code) });

function asInteger(value: Value): Int {
  const plain = intValue(value);
  if (plain !== undefined) return plain;
  if (!hasIndex(value)) throw structError('required argument is not an integer');
  return asIndex(value);
}

function packInteger(data: Uint8Array, at: number, field: Field, value: Value, layout: Layout): void {
  const number = asInteger(value);
  const [least, most] = rangeOf(integerFormat(field));
  if (field.code === 'P') {
    const [lowest] = rangeOf({ size: field.size, signed: true });
    if (number < lowest || number > most) throw structError('int too large to convert');
  } else if (number < least || number > most) {
    throw structError(`'${field.code}' format requires ${least} <= number <= ${most}`);
  }
  writeInteger(data, at, field.size, number, layout.littleEndian);
}

function packFloat(data: Uint8Array, at: number, field: Field, value: Value, layout: Layout): void {
  let number: number;
  try {
    number = asDouble(value);
  } catch (error) {
    if (isExceptionOf(error, 'TypeError')) throw structError('required argument is not a float');
    throw error;
  }
  const fits = writeFloat(data, at, field.size, number, layout.littleEndian);
  // The machine's own conversion of a double gives an infinity instead.
  if (!fits && !(layout.native && field.code === 'f'))
    throw overflowError(`float too large to pack with ${field.code} format`);
}

function packBytes(data: Uint8Array, at: number, { code, size }: Field, value: Value): void {
  if (!(value instanceof PyBytes || value instanceof PyByteArray))
    throw structError(`argument for '${code}' must be a bytes object`);
  if (size === 0) return;
  if (code === 's') {
    data.set(value.data.subarray(0, size), at);
    return;
  }
  // The length stands in the first byte.
  const kept = value.data.subarray(0, size - 1);
  data[at] = Math.min(kept.length, 255);
  data.set(kept, at + 1);
}

/** `target` is all zero where the record goes. */
export function pack(layout: Layout, values: readonly Value[], target: Uint8Array, start: number): void {
  for (const [index, field] of layout.fields.entries()) {
    const value = values[index] ?? null;
    const at = start + field.offset;
    switch (field.code) {
      case 'c':
        if (!(value instanceof PyBytes) || value.data.length !== 1)
          throw structError('char format requires a bytes object of length 1');
        target[at] = value.data[0] ?? 0;
        break;
      case '?':
        target[at] = isTrue(value) ? 1 : 0;
        break;
      case 's':
      case 'p':
        packBytes(target, at, field, value);
        break;
      case 'e':
      case 'f':
      case 'd':
        packFloat(target, at, field, value, layout);
        break;
      default:
        packInteger(target, at, field, value, layout);
    }
  }
}

export function unpack(layout: Layout, data: Uint8Array, start: number): Value[] {
  return layout.fields.map((field) => {
    const at = start + field.offset;
    switch (field.code) {
      case 'c':
        return new PyBytes(data.slice(at, at + 1));
      case '?':
        return data[at] !== 0;
      case 's':
        return new PyBytes(data.slice(at, at + field.size));
      case 'p': {
        const size = Math.min(data[at] ?? 0, Math.max(0, field.size - 1));
        return new PyBytes(data.slice(at + 1, at + 1 + size));
      }
      case 'e':
      case 'f':
      case 'd':
        return new PyFloat(readFloat(data, at, field.size, layout.littleEndian));
      default:
        return readInteger(data, at, integerFormat(field), layout.littleEndian);
    }
  });
}
