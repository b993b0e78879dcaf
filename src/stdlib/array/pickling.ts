// What `pickle` and `copy` take an array apart into, and back.

import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyList, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { indexOf } from '../../objects/index.js';
import { instanceDict } from '../../objects/instance-dict.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';
import { nativeFunctions, once } from '../library.js';
import { PyArray } from './py-array.js';

export function reduced(self: PyArray, protocol: Value): Value {
  const state = self.dict === null || self.dict.size === 0 ? null : instanceDict(self);
  const { code, kind } = self.typeCode;
  if (Number(indexOf(protocol) ?? 0) < 3) {
    const items =
      kind === 'text'
        ? self
            .items()
            .map((item) => strValue(item) ?? '')
            .join('')
        : new PyList(self.items());
    return tuple(typeOf(self), tuple(code, items), state);
  }
  const machineFormat = MACHINE_FORMATS[code] ?? -1;
  const bytes = new PyBytes(self.data.slice());
  return tuple(
    reconstructors()._array_reconstructor ?? null,
    tuple(typeOf(self), code, machineFormat, bytes),
    state,
  );
}

/** How pickles name the layout of the items on a 64-bit little-endian machine. */
const MACHINE_FORMATS: Readonly<Record<string, number>> = {
  B: 0,
  b: 1,
  H: 2,
  h: 4,
  I: 6,
  i: 8,
  L: 10,
  l: 12,
  Q: 10,
  q: 12,
  f: 14,
  d: 16,
  u: 20,
  w: 20,
};

/** The function that unpickling calls. */
export const reconstructors = once(() =>
  nativeFunctions('array', [
    native(
      '_array_reconstructor(arraytype, typecode, mformat_code, items, /)',
      (type, code, format, items) => {
        const array = call(type, [code]);
        if (!(array instanceof PyArray)) throw typeError('first argument must be a type object');
        if (MACHINE_FORMATS[array.typeCode.code] !== format) {
          throw typeError('arrays of another machine are not supported');
        }
        array.extendWithBytes(items);
        return array;
      },
    ),
  ]),
);
