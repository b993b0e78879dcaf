// The items of a buffer, as memoryview and `array` know them: one native format character of `struct`.

import { PyFloat } from './boxed.js';
import { PyBytes } from './buffers.js';
import type { Value } from './object.js';
import { type IntegerFormat, readFloat, readInteger } from './packed-numbers.js';

export interface ElementFormat {
  readonly code: string;
  readonly size: number;
  /** Null for what is no integer. */
  readonly integer: IntegerFormat | null;
}

const SIZES: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  c: 1,
  '?': 1,
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  f: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  n: 8,
  N: 8,
  P: 8,
  d: 8,
};

const SIGNED = 'bhilqn';
const NO_INTEGERS = 'c?efd';

/** The format that a text like `i` or `@i` names. */
export function elementFormat(text: string): ElementFormat | undefined {
  const code = text.startsWith('@') ? text.slice(1) : text;
  const size = code.length === 1 && Object.hasOwn(SIZES, code) ? SIZES[code] : undefined;
  if (size === undefined) return undefined;
  const integer = NO_INTEGERS.includes(code) ? null : { size, signed: SIGNED.includes(code) };
  return { code, size, integer };
}

/** Machines of today are little-endian. */
export const LITTLE_ENDIAN = true;

export function readElement(data: Uint8Array, at: number, { code, size, integer }: ElementFormat): Value {
  if (integer !== null) return readInteger(data, at, integer, LITTLE_ENDIAN);
  if (code === 'c') return new PyBytes(data.slice(at, at + 1));
  if (code === '?') return data[at] !== 0;
  return new PyFloat(readFloat(data, at, size, LITTLE_ENDIAN));
}
