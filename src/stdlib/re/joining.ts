// The pieces of a text that was taken apart, put together again.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, PyBytes } from '../../objects/buffers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';

/** As `''.join` and `b''.join` do it. */
export function joinParts(parts: readonly Value[], isText: boolean): Value {
  return isText ? joinText(parts) : joinBytes(parts);
}

function joinText(parts: readonly Value[]): string {
  const texts = parts.map((part, index) => {
    const text = strValue(part);
    if (text !== undefined) return text;
    throw typeError(`sequence item ${index}: expected str instance, ${typeName(part)} found`);
  });
  return texts.join('');
}

function joinBytes(parts: readonly Value[]): PyBytes {
  const pieces = parts.map((part, index) => {
    const bytes = bufferOf(part);
    if (bytes !== undefined) return bytes;
    throw typeError(`sequence item ${index}: expected a bytes-like object, ${typeName(part)} found`);
  });
  const joined = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return new PyBytes(joined);
}
