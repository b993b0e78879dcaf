// The kinds of numbers that C has, by the type codes of `array`, for memory that processes share.

import { intValue, PyFloat, strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { typeError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';

/** How a kind of C number is named, and what becomes of a value that is stored as one. */
export interface Kind {
  readonly name: string;
  readonly zero: Value;
  store(value: Value): Value;
}

const asNumber = (value: bigint): Value => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

function integer(name: string, bits: number, signed: boolean): Kind {
  const wrap = signed ? BigInt.asIntN : BigInt.asUintN;
  return {
    name,
    zero: 0,
    store: (value) => asNumber(wrap(bits, BigInt(asIndex(value)))),
  };
}

function floating(name: string, round: (value: number) => number): Kind {
  const store = (value: Value): Value => {
    if (intValue(value) === undefined && !(value instanceof PyFloat))
      throw typeError(`must be real number, not ${typeName(value)}`);
    return new PyFloat(round(asDouble(value)));
  };
  return { name, zero: new PyFloat(0), store };
}

export const character: Kind = {
  name: 'c_char',
  zero: new PyBytes(new Uint8Array(1)),
  store: (value) => {
    if (value instanceof PyBytes && value.data.length === 1) return value;
    throw typeError('one character bytes, bytearray, or an integer in range(256) expected');
  },
};

const kinds: Readonly<Record<string, () => Kind>> = {
  c: () => character,
  b: () => integer('c_byte', 8, true),
  B: () => integer('c_ubyte', 8, false),
  h: () => integer('c_short', 16, true),
  H: () => integer('c_ushort', 16, false),
  i: () => integer('c_int', 32, true),
  I: () => integer('c_uint', 32, false),
  l: () => integer('c_long', 64, true),
  L: () => integer('c_ulong', 64, false),
  q: () => integer('c_long', 64, true),
  Q: () => integer('c_ulong', 64, false),
  f: () => floating('c_float', Math.fround),
  d: () => floating('c_double', (value) => value),
};

export function kindOf(code: Value): Kind {
  const name = strValue(code);
  const make = name !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (make === undefined) throw typeError('this type has no size');
  return make();
}
