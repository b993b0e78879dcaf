// Pieces of data on their way through streams.

import { asBuffer, PyBytes } from '../../objects/buffers.js';
import type { Value } from '../../objects/object.js';

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `b''.join(parts)` */
export function joinBytes(parts: readonly Value[]): PyBytes {
  return new PyBytes(concatenated(parts.map(asBuffer)));
}

/** Where `wanted` begins in `data` from `start` on; -1 where it does not. */
export function findBytes(data: Uint8Array, wanted: Uint8Array, start: number): number {
  const [first] = wanted;
  if (first === undefined) return start <= data.length ? start : -1;
  for (let at = data.indexOf(first, start); at >= 0; at = data.indexOf(first, at + 1)) {
    if (at + wanted.length > data.length) return -1;
    if (wanted.every((byte, index) => data[at + index] === byte)) return at;
  }
  return -1;
}
