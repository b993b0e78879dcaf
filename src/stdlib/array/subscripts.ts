// Items and slices of arrays: read, assigned and deleted.

import { indexError, typeError, valueError } from '../../objects/exceptions.js';
import { asSize, hasIndex } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { PySlice, resolveSlice } from '../../objects/slice.js';
import { typeName } from '../../objects/types.js';
import { PyArray } from './py-array.js';

export function position(self: PyArray, key: Value, what: string): number {
  if (!hasIndex(key)) throw typeError('array indices must be integers');
  const index = asSize(key);
  const found = index < 0 ? index + self.length : index;
  if (found < 0 || found >= self.length) throw indexError(`array ${what}index out of range`);
  return found;
}

export function setSubscript(self: PyArray, key: Value, value: Value): void {
  if (!(key instanceof PySlice)) {
    self.set(position(self, key, 'assignment '), value);
    return;
  }
  if (!(value instanceof PyArray)) {
    throw typeError(`can only assign array (not "${typeName(value)}") to array slice`);
  }
  if (value.typeCode.code !== self.typeCode.code) throw typeError(BAD_ARGUMENT);
  const bytes = value.data.slice();
  const { start, stop, step, count } = resolveSlice(key, self.length);
  if (step === 1) {
    self.splice(start, Math.max(stop, start) - start, bytes);
    return;
  }
  const size = bytes.length / self.itemSize;
  if (size !== count) {
    throw valueError(`attempt to assign array of size ${size} to extended slice of size ${count}`);
  }
  for (let index = 0; index < count; index++) {
    const from = index * self.itemSize;
    self.splice(start + index * step, 1, bytes.subarray(from, from + self.itemSize));
  }
}

export const BAD_ARGUMENT = 'bad argument type for built-in operation';

export function deleteSubscript(self: PyArray, key: Value): void {
  if (!(key instanceof PySlice)) {
    self.splice(position(self, key, 'assignment '), 1, new Uint8Array(0));
    return;
  }
  const { start, step, count } = resolveSlice(key, self.length);
  const places = Array.from({ length: count }, (_, index) => start + index * step).sort((a, b) => b - a);
  for (const place of places) self.splice(place, 1, new Uint8Array(0));
}
