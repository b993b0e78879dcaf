// The type codes of `array` and how an item of each is checked, stored and read (Modules/arraymodule.c).

import { PyFloat, strValue } from '../../objects/boxed.js';
import { LITTLE_ENDIAN } from '../../objects/element-format.js';
import { overflowError, typeError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { rangeOf, readFloat, readInteger, writeFloat, writeInteger } from '../../objects/packed-numbers.js';
import { lengthOf } from '../../objects/str-text.js';

export interface TypeCode {
  readonly code: string;
  readonly size: number;
  readonly kind: 'integer' | 'float' | 'text';
  /** What the buffer says its items are. */
  readonly format: string;
  read(data: Uint8Array, at: number): Value;
  /** Converts first, so that nothing is stored where that raises. */
  bytes(value: Value): Uint8Array;
}

export const TYPE_CODES = 'bBuwhHiIlLqQfd';

const SIZES: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
};

/** The C types an item passes through, with what each says of a number out of its range. */
const STEPS: Readonly<Record<string, readonly (readonly [type: string, size: number, signed: boolean])[]>> = {
  b: [
    ['signed short integer', 2, true],
    ['signed char', 1, true],
  ],
  B: [['unsigned byte integer', 1, false]],
  h: [['signed short integer', 2, true]],
  H: [
    ['signed integer', 4, true],
    ['unsigned short', 2, false],
  ],
  i: [['signed integer', 4, true]],
};

function fits(value: number | bigint, size: number, signed: boolean): boolean {
  const [least, most] = rangeOf({ size, signed });
  return value >= least && value <= most;
}

function checkRange(code: string, value: number | bigint): void {
  if (code === 'q' || code === 'Q') {
    if (code === 'Q' && value < 0) throw overflowError("can't convert negative int to unsigned");
    if (!fits(value, 8, code === 'q')) throw overflowError('int too big to convert');
    return;
  }
  if (code === 'I' || code === 'L') {
    if (value < 0) throw overflowError("can't convert negative value to unsigned int");
    if (!fits(value, 8, false)) throw overflowError('Python int too large to convert to C unsigned long');
    if (code === 'I' && !fits(value, 4, false)) throw overflowError('unsigned int is greater than maximum');
    return;
  }
  if (!fits(value, 8, true)) throw overflowError('Python int too large to convert to C long');
  for (const [type, size, signed] of STEPS[code] ?? []) {
    const [least, most] = rangeOf({ size, signed });
    if (value < least) throw overflowError(`${type} is less than minimum`);
    if (value > most) throw overflowError(`${type} is greater than maximum`);
  }
}

function integerCode(code: string, size: number): TypeCode {
  const format = { size, signed: code === code.toLowerCase() };
  return {
    code,
    size,
    kind: 'integer',
    format: code,
    read: (data, at) => readInteger(data, at, format, LITTLE_ENDIAN),
    bytes: (value) => {
      const number = asIndex(value);
      checkRange(code, number);
      const data = new Uint8Array(size);
      writeInteger(data, 0, size, number, LITTLE_ENDIAN);
      return data;
    },
  };
}

function floatCode(code: string, size: number): TypeCode {
  return {
    code,
    size,
    kind: 'float',
    format: code,
    read: (data, at) => new PyFloat(readFloat(data, at, size, LITTLE_ENDIAN)),
    bytes: (value) => {
      const data = new Uint8Array(size);
      writeFloat(data, 0, size, asDouble(value), LITTLE_ENDIAN);
      return data;
    },
  };
}

/** One character, as four bytes. */
function textCode(code: string): TypeCode {
  return {
    code,
    size: 4,
    kind: 'text',
    format: 'w',
    read: (data, at) => String.fromCodePoint(Number(readInteger(data, at, { size: 4, signed: false }, true))),
    bytes: (value) => {
      const text = strValue(value);
      if (text === undefined || lengthOf(text) !== 1) throw typeError('array item must be unicode character');
      return characterBytes(text);
    },
  };
}

export function characterBytes(text: string): Uint8Array {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const data = new Uint8Array(points.length * 4);
  for (const [index, point] of points.entries()) writeInteger(data, index * 4, 4, point, LITTLE_ENDIAN);
  return data;
}

export function typeCode(code: string): TypeCode | undefined {
  const size = Object.hasOwn(SIZES, code) ? SIZES[code] : undefined;
  if (size !== undefined) return integerCode(code, size);
  if (code === 'f') return floatCode(code, 4);
  if (code === 'd') return floatCode(code, 8);
  return code === 'u' || code === 'w' ? textCode(code) : undefined;
}
