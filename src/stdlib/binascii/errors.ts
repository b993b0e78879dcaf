// `binascii.Error`, and what functions of text and bytes take.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, bytesOf } from '../../objects/buffers.js';
import { exceptionType, PyException, typeError, valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { isAscii } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { once } from '../library.js';

export const binasciiErrorType = once(
  (): PyType => defineType('binascii.Error', { module: 'binascii', bases: [exceptionType('ValueError')] }),
);

export const incompleteType = once(
  (): PyType =>
    defineType('binascii.Incomplete', { module: 'binascii', bases: [exceptionType('Exception')] }),
);

export function binasciiError(message: string): PyException {
  return new PyException(binasciiErrorType(), [message]);
}

/** Bytes, or text of ASCII characters. */
export function asciiBytes(value: Value): Uint8Array {
  const text = strValue(value);
  if (text !== undefined) {
    if (!isAscii(text)) throw valueError('string argument should contain only ASCII characters');
    return bytesOf(text);
  }
  const data = bufferOf(value);
  if (data !== undefined) return data;
  throw typeError(`argument should be bytes, buffer or ASCII string, not '${typeName(value)}'`);
}
