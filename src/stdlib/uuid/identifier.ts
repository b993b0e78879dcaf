// UUIDs: 128 bits in fields, with a version and a variant in them.

import { intValue, strValue } from '../../objects/boxed.js';
import { bufferOf } from '../../objects/buffers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';

export const VARIANTS = {
  RESERVED_NCS: 'reserved for NCS compatibility',
  RFC_4122: 'specified in RFC 4122',
  RESERVED_MICROSOFT: 'reserved for Microsoft compatibility',
  RESERVED_FUTURE: 'reserved for future definition',
} as const;

/** The six fields, the highest first, with their bits. */
export const FIELDS = [
  { name: 'time_low', bits: 32 },
  { name: 'time_mid', bits: 16 },
  { name: 'time_hi_version', bits: 16 },
  { name: 'clock_seq_hi_variant', bits: 8 },
  { name: 'clock_seq_low', bits: 8 },
  { name: 'node', bits: 48 },
] as const;

const BITS = 128n;

export const mask = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

export function hexOf(value: bigint): string {
  return value.toString(16).padStart(32, '0');
}

export function dashed(value: bigint): string {
  const hex = hexOf(value);
  return [0, 8, 12, 16, 20].map((start, index, starts) => hex.slice(start, starts[index + 1])).join('-');
}

export function bytesOfNumber(value: bigint): Uint8Array {
  const hex = hexOf(value);
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}

export function numberOfBytes(data: Uint8Array): bigint {
  return data.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** The first three fields with their bytes the other way round. */
export function swapped(data: Uint8Array): Uint8Array {
  return Uint8Array.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], (index) => data[index] ?? 0);
}

/** The fields by their place. */
export function fieldsOf(value: bigint): bigint[] {
  let shift = BITS;
  return FIELDS.map(({ bits }) => {
    shift -= BigInt(bits);
    return (value >> shift) & mask(bits);
  });
}

export function numberOfFields(fields: readonly Value[]): bigint {
  if (fields.length !== FIELDS.length) throw valueError('fields is not a 6-tuple');
  return FIELDS.reduce((value, { bits }, index) => {
    const field = BigInt(asIndex(fields[index] ?? 0));
    if (field < 0n || field > mask(bits)) {
      const article = bits === 8 ? 'an' : 'a';
      throw valueError(`field ${index + 1} out of range (need ${article} ${bits}-bit value)`);
    }
    return (value << BigInt(bits)) | field;
  }, 0n);
}

function numberOfHex(text: string): bigint {
  const digits = text
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replaceAll(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '');
  if (digits.length !== 32) throw valueError('badly formed hexadecimal UUID string');
  if (!/^[0-9a-fA-F]{32}$/.test(digits))
    throw valueError(`invalid literal for int() with base 16: '${digits}'`);
  return BigInt(`0x${digits}`);
}

function sixteen(value: Value, name: string): Uint8Array {
  const data = bufferOf(value);
  if (data === undefined || data.length !== 16) throw valueError(`${name} is not a 16-char string`);
  return data;
}

/** Puts a version, and the variant that has versions, into a number. */
export function withVersion(value: bigint, version: number): bigint {
  const plain = value & ~(0xc000n << 48n) & ~(0xf000n << 64n);
  return plain | (0x8000n << 48n) | (BigInt(version) << 76n);
}

/** The number that the arguments of `UUID` describe. */
export function numberOfArguments(
  hex: Value,
  bytes: Value,
  bytesLe: Value,
  fields: Value,
  given: Value,
  version: Value,
): bigint {
  if ([hex, bytes, bytesLe, fields, given].filter((value) => value !== null).length !== 1) {
    throw typeError('one of the hex, bytes, bytes_le, fields, or int arguments must be given');
  }
  let value: bigint;
  if (hex !== null) {
    const text = strValue(hex);
    if (text === undefined) throw typeError('hex must be a string');
    value = numberOfHex(text);
  } else if (bytesLe !== null) value = numberOfBytes(swapped(sixteen(bytesLe, 'bytes_le')));
  else if (bytes !== null) value = numberOfBytes(sixteen(bytes, 'bytes'));
  else if (fields !== null) value = numberOfFields(toArray(fields));
  else value = BigInt(asIndex(given));
  if (value < 0n || value >= 1n << BITS) throw valueError('int is out of range (need a 128-bit value)');
  if (version === null) return value;
  const number = Number(intValue(version) ?? 0);
  if (number < 1 || number > 5) throw valueError('illegal version number');
  return withVersion(value, number);
}

export function variantOf(value: bigint): string {
  if ((value & (0x8000n << 48n)) === 0n) return VARIANTS.RESERVED_NCS;
  if ((value & (0x4000n << 48n)) === 0n) return VARIANTS.RFC_4122;
  return (value & (0x2000n << 48n)) === 0n ? VARIANTS.RESERVED_MICROSOFT : VARIANTS.RESERVED_FUTURE;
}

export function versionOf(value: bigint): number | null {
  return variantOf(value) === VARIANTS.RFC_4122 ? Number((value >> 76n) & 0xfn) : null;
}
