// `bytes(source)` and `bytearray(source)`: the bytes of whatever the source is.

import { strValue } from './boxed.js';
import { bufferOf } from './buffers.js';
import { callSpecial } from './call.js';
import { encodeText } from './codecs.js';
import { exception, isExceptionOf, typeError, valueError } from './exceptions.js';
import { asIndex, asSize, indexOf } from './index.js';
import { askLength, iterate } from './iteration.js';
import type { Keywords, Value } from './object.js';
import { Signature } from './signature.js';
import { givenTypeName, typeName, typeOf } from './types.js';

type Kind = 'bytes' | 'bytearray';

const PARAMETERS = '(source=<unrepresentable>, encoding=<unrepresentable>, errors=<unrepresentable>)';
const parameters = {
  bytes: new Signature(`bytes${PARAMETERS}`),
  bytearray: new Signature(`bytearray${PARAMETERS}`),
};

/** A new array of the bytes that the constructor's arguments describe: `bytes_new_impl`. */
export function bytesFromArguments(
  kind: Kind,
  args: readonly Value[],
  keywords: Keywords | null,
): Uint8Array {
  const [source, encoding, errors] = parameters[kind].bind(kind, args, keywords);
  const [codec, handler] = [textArgument(kind, encoding, 'encoding'), textArgument(kind, errors, 'errors')];
  if (source === undefined) {
    if (codec === undefined && handler === undefined) return new Uint8Array(0);
    throw typeError(`${codec === undefined ? 'errors' : 'encoding'} without a string argument`);
  }
  const text = strValue(source);
  if (codec !== undefined || handler !== undefined) {
    if (text === undefined) {
      throw typeError(`${codec === undefined ? 'errors' : 'encoding'} without a string argument`);
    }
    return encodeText(text, codec ?? 'utf-8', handler ?? 'strict');
  }
  const hasOwn = kind === 'bytes' && typeOf(source).heap && typeOf(source).lookup('__bytes__') !== undefined;
  if (text !== undefined && !hasOwn) throw typeError('string argument without an encoding');
  return bytesFromValue(kind, source);
}

function textArgument(kind: Kind, value: Value | undefined, name: string): string | undefined {
  if (value === undefined) return undefined;
  const text = strValue(value);
  if (text === undefined) {
    throw typeError(`${kind}() argument '${name}' must be str, not ${givenTypeName(value)}`);
  }
  return text;
}

const MAX_BYTES = 2 ** 32;

function bytesFromValue(kind: Kind, source: Value): Uint8Array {
  const converted =
    kind === 'bytes' && (bufferOf(source) === undefined || typeOf(source).heap)
      ? callSpecial(source, '__bytes__')
      : undefined;
  if (converted !== undefined) {
    const data = bufferOf(converted);
    if (data === undefined) throw typeError(`__bytes__ returned non-bytes (type ${typeName(converted)})`);
    return data.slice();
  }
  const count = countOf(source);
  if (count !== undefined) {
    if (count < 0) throw valueError('negative count');
    if (count >= MAX_BYTES) throw exception('MemoryError');
    return new Uint8Array(count);
  }
  const data = bufferOf(source);
  if (data !== undefined) return data.slice();
  return bytesFromIterable(kind, source);
}

/** A number of zero bytes, or undefined where the source is no int or its `__index__` raises TypeError. */
function countOf(source: Value): number | undefined {
  if (typeOf(source).slots.index === undefined) return undefined;
  try {
    return asSize(source, 'OverflowError');
  } catch (error) {
    if (isExceptionOf(error, 'TypeError')) return undefined;
    throw error;
  }
}

/** The bytes of an iterable of ints. */
function bytesFromIterable(kind: Kind, source: Value, asksLength = kind === 'bytes'): Uint8Array {
  const { slots } = typeOf(source);
  if (slots.iter === undefined && slots.getitem === undefined) {
    throw typeError(`cannot convert '${typeName(source)}' object to ${kind}`);
  }
  const items: number[] = [];
  const outOfRange = `${kind === 'bytes' ? 'bytes' : 'byte'} must be in range(0, 256)`;
  const each = iterate(source);
  if (asksLength) askLength(source);
  for (const item of each) {
    const byte = asIndex(item);
    if (byte < 0 || byte > 255) throw valueError(outOfRange);
    items.push(Number(byte));
  }
  return Uint8Array.from(items);
}

/** What `bytearray.extend` and assignment to its slices take; undefined where it is neither. */
export function bytesFromIterableOrBuffer(value: Value, asksLength = false): Uint8Array | undefined {
  const data = bufferOf(value);
  if (data !== undefined) return data.slice();
  const { slots } = typeOf(value);
  if (strValue(value) !== undefined || (slots.iter === undefined && slots.getitem === undefined)) {
    return undefined;
  }
  return bytesFromIterable('bytearray', value, asksLength);
}

/** One byte of a bytearray. */
export function asByte(value: Value): number {
  const byte = asIndex(value);
  if (byte < 0 || byte > 255) throw valueError('byte must be in range(0, 256)');
  return Number(byte);
}

/** What `find` and `in` look for: bytes, or the int of one byte. */
export function searched(value: Value, inContains = false): Uint8Array {
  const data = bufferOf(value);
  if (data !== undefined) return data;
  let byte: number | bigint | undefined;
  try {
    byte = indexOf(value);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
  }
  if (byte === undefined) {
    throw typeError(
      inContains
        ? `a bytes-like object is required, not '${typeName(value)}'`
        : `argument should be integer or bytes-like object, not '${typeName(value)}'`,
    );
  }
  if (byte < 0 || byte > 255) throw valueError('byte must be in range(0, 256)');
  return Uint8Array.of(Number(byte));
}
