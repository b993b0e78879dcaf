// Numbers as bytes of a fixed width, for memoryview, `struct` and `array`.

import { type Int, normalize } from './int-arithmetic.js';

function viewOf(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

export interface IntegerFormat {
  readonly size: number;
  readonly signed: boolean;
}

/** The smallest and the largest number of a format. */
export function rangeOf({ size, signed }: IntegerFormat): readonly [bigint, bigint] {
  const bits = BigInt(size * 8);
  return signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

export function readInteger(
  data: Uint8Array,
  at: number,
  { size, signed }: IntegerFormat,
  littleEndian: boolean,
): Int {
  const view = viewOf(data);
  switch (size) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, littleEndian) : view.getUint16(at, littleEndian);
    case 4:
      return signed ? view.getInt32(at, littleEndian) : view.getUint32(at, littleEndian);
    default:
      return normalize(signed ? view.getBigInt64(at, littleEndian) : view.getBigUint64(at, littleEndian));
  }
}

/** The number has to be in range. */
export function writeInteger(
  data: Uint8Array,
  at: number,
  size: number,
  value: Int,
  littleEndian: boolean,
): void {
  const view = viewOf(data);
  if (size === 8) view.setBigInt64(at, BigInt(value), littleEndian);
  else if (size === 4) view.setInt32(at, Number(value), littleEndian);
  else if (size === 2) view.setInt16(at, Number(value), littleEndian);
  else view.setInt8(at, Number(value));
}

export function readFloat(data: Uint8Array, at: number, size: number, littleEndian: boolean): number {
  const view = viewOf(data);
  if (size === 8) return view.getFloat64(at, littleEndian);
  if (size === 4) return view.getFloat32(at, littleEndian);
  return halfToDouble(view.getUint16(at, littleEndian));
}

/** False where the number is finite but too large for the width. */
export function writeFloat(
  data: Uint8Array,
  at: number,
  size: number,
  value: number,
  littleEndian: boolean,
): boolean {
  const view = viewOf(data);
  if (size === 8) view.setFloat64(at, value, littleEndian);
  else if (size === 4) {
    view.setFloat32(at, value, littleEndian);
    return Number.isFinite(Math.fround(value)) || !Number.isFinite(value);
  } else {
    const half = doubleToHalf(value);
    if (half === undefined) return false;
    view.setUint16(at, half, littleEndian);
  }
  return true;
}

const HALF_FRACTION = 1024;
const HALF_BIAS = 15;

function halfToDouble(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return (sign * fraction) / HALF_FRACTION / 2 ** (HALF_BIAS - 1);
  return sign * (1 + fraction / HALF_FRACTION) * 2 ** (exponent - HALF_BIAS);
}

/** Rounds half to even; undefined where the number is too large. */
function doubleToHalf(value: number): number | undefined {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  let exponent = size === 0 ? 1 - HALF_BIAS : Math.floor(Math.log2(size));
  if (2 ** exponent > size) exponent--;
  if (2 ** (exponent + 1) <= size) exponent++;
  exponent = Math.max(exponent, 1 - HALF_BIAS);
  const scaled = (size / 2 ** exponent) * HALF_FRACTION;
  let fraction = Math.floor(scaled);
  const rest = scaled - fraction;
  if (rest > 0.5 || (rest === 0.5 && fraction % 2 === 1)) fraction++;
  // Rounding up may carry into the exponent: the encoding takes care of that by itself.
  const bits =
    fraction < HALF_FRACTION ? fraction : ((exponent + HALF_BIAS) << 10) + (fraction - HALF_FRACTION);
  return bits >= 0x7c00 ? undefined : sign | bits;
}
