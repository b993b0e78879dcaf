// The operations that bytes and bytearray share.

import { asBuffer, bufferOf, bytesOf, latin1, PyBytes } from './buffers.js';
import { searched } from './bytes-new.js';
import { exception, indexError, overflowError, typeError } from './exceptions.js';
import { indexOf, MAX_SIZE } from './index.js';
import type { SlotDefinitions, Value } from './object.js';
import { formatPercentBytes } from './percent-format.js';
import { PySlice, resolveSlice } from './slice.js';
import { indexIn } from './text-search.js';
import { bytesType, NotImplemented, typeName, typeOf } from './types.js';

/** Negative, zero or positive, byte by byte. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function comparison(holds: (sign: number) => boolean) {
  return (self: Value, other: Value): Value => {
    const data = bufferOf(other);
    return data === undefined ? NotImplemented : holds(compareBytes(asBuffer(self), data));
  };
}

/** The position a subscript names, counted from the start; may lie outside. */
export function bytePosition(key: Value, length: number, what: string): number {
  const index = indexOf(key);
  if (index === undefined) {
    throw typeError(`${what} indices must be integers or slices, not ${typeName(key)}`);
  }
  if (index > MAX_SIZE || index < -MAX_SIZE) {
    throw indexError(`cannot fit '${typeName(key)}' into an index-sized integer`);
  }
  const position = Number(index);
  return position < 0 ? position + length : position;
}

/** The bytes that a slice selects, copied. */
export function slicedBytes(data: Uint8Array, slice: PySlice): Uint8Array {
  const { start, step, count } = resolveSlice(slice, data.length);
  if (step === 1) return data.slice(start, start + count);
  return Uint8Array.from({ length: count }, (_, index) => data[start + index * step] ?? 0);
}

const MAX_BYTES = 2 ** 32;

/** The bytes `count` times, or undefined where that is no int. */
export function repeatedBytes(data: Uint8Array, count: Value): Uint8Array | undefined {
  const times = indexOf(count);
  if (times === undefined) return undefined;
  if (times <= 0) return new Uint8Array(0);
  if (times > MAX_SIZE) throw overflowError(`cannot fit '${typeName(count)}' into an index-sized integer`);
  const length = data.length * Number(times);
  if (length >= MAX_BYTES) throw exception('MemoryError');
  const result = new Uint8Array(length);
  for (let at = 0; at < length; at += data.length) result.set(data, at);
  return result;
}

export function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const result = new Uint8Array(a.length + b.length);
  result.set(a);
  result.set(b, a.length);
  return result;
}

/** `make` makes the type's own objects; messages name subscripts `byte` or `bytearray`. */
export function bufferSlots(
  make: (data: Uint8Array) => Value,
  what: string,
  outOfRange: string,
): SlotDefinitions {
  const repeat = (self: Value, count: Value): Value => {
    // What can not change need not be copied.
    if (self instanceof PyBytes && self.cls === bytesType && indexOf(count) === 1) return self;
    const data = repeatedBytes(asBuffer(self), count);
    return data === undefined ? NotImplemented : make(data);
  };
  return {
    len: (self) => asBuffer(self).length,
    contains: (self, item) => {
      const [only, ...more] = searched(item, true);
      const data = asBuffer(self);
      if (only !== undefined && more.length === 0) return data.includes(only);
      return indexIn(latin1(data), latin1(searched(item, true))) >= 0;
    },
    getitem: (self, key) => {
      const data = asBuffer(self);
      if (key instanceof PySlice) return make(slicedBytes(data, key));
      const byte = data[bytePosition(key, data.length, what)];
      if (byte === undefined) throw indexError(outOfRange);
      return byte;
    },
    eq: comparison((sign) => sign === 0),
    ne: comparison((sign) => sign !== 0),
    lt: comparison((sign) => sign < 0),
    le: comparison((sign) => sign <= 0),
    gt: comparison((sign) => sign > 0),
    ge: comparison((sign) => sign >= 0),
    add: (self, other) => {
      const data = bufferOf(other);
      return data === undefined ? NotImplemented : make(joinedBytes(asBuffer(self), data));
    },
    mul: repeat,
    rmul: repeat,
    rmod: (self, format) =>
      typeOf(self) === typeOf(format)
        ? make(bytesOf(formatPercentBytes(latin1(asBuffer(format)), self)))
        : NotImplemented,
    mod: (self, values) => make(bytesOf(formatPercentBytes(latin1(asBuffer(self)), values))),
  };
}
