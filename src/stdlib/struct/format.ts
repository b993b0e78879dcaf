// Format strings of `struct`: what they describe, laid out.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, latin1 } from '../../objects/buffers.js';
import { encodeText } from '../../objects/codecs.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { givenTypeName } from '../../objects/types.js';
import { structError } from './error.js';

/** One item of a packed record, or bytes of padding. */
export interface Field {
  readonly code: string;
  /** Where it begins. */
  readonly offset: number;
  /** In bytes; of `s` and `p` the length of the whole. */
  readonly size: number;
}

export interface Layout {
  readonly format: string;
  readonly fields: readonly Field[];
  readonly size: number;
  readonly littleEndian: boolean;
  /** Sizes, alignment and range checks of the machine's own. */
  readonly native: boolean;
}

const STANDARD_SIZES: ReadonlyMap<string, number> = new Map([
  ...[...'xcbBsp?'].map((code): [string, number] => [code, 1]),
  ...[...'hHe'].map((code): [string, number] => [code, 2]),
  ...[...'iIlLf'].map((code): [string, number] => [code, 4]),
  ...[...'qQd'].map((code): [string, number] => [code, 8]),
]);

const NATIVE_SIZES: ReadonlyMap<string, number> = new Map([
  ...STANDARD_SIZES,
  ...[...'lLnNP'].map((code): [string, number] => [code, 8]),
]);

const SIZE_LIMIT = 2n ** 63n - 1n;

/** The text of a format, which may be given as bytes. */
export function formatText(value: Value): string {
  const text = strValue(value);
  if (text !== undefined) {
    encodeText(text, 'ascii', 'strict');
    return text;
  }
  const bytes = bufferOf(value);
  if (bytes !== undefined) return latin1(bytes);
  throw typeError(`Struct() argument 1 must be a str or bytes object, not ${givenTypeName(value)}`);
}

interface Item {
  readonly code: string;
  readonly count: bigint;
}

function itemsOf(text: string): Item[] {
  const items: Item[] = [];
  for (const [, digits = '', code = ''] of text.matchAll(/[ \t\n\r\f\v]*([0-9]*)([^0-9]?)/g)) {
    if (digits === '' && (code === '' || /\s/.test(code))) continue;
    if (code === '') throw structError('repeat count given without format specifier');
    items.push({ code, count: digits === '' ? 1n : BigInt(digits) });
  }
  return items;
}

/** Lays out what a format describes. Raises `struct.error` for what is no format. */
export function layoutOf(format: string): Layout {
  if (format.includes('\0')) throw structError('embedded null character');
  const order = /^[@=<>!]/.exec(format)?.[0] ?? '';
  const native = order === '' || order === '@';
  const sizes = native ? NATIVE_SIZES : STANDARD_SIZES;
  const items = itemsOf(format.slice(order.length));
  let end = 0n;
  const measured = items.map(({ code, count }) => {
    const size = sizes.get(code);
    if (size === undefined) throw structError('bad char in struct format');
    const unit = BigInt(size);
    if (native && end % unit !== 0n) end += unit - (end % unit);
    const offset = end;
    end += count * unit;
    if (end > SIZE_LIMIT) throw structError('total struct size too long');
    return { code, count, size, offset };
  });
  const fields: Field[] = [];
  for (const { code, count, size, offset } of measured) {
    if (code === 'x') continue;
    if (code === 's' || code === 'p') fields.push({ code, offset: Number(offset), size: Number(count) });
    else {
      for (let index = 0; index < count; index++)
        fields.push({ code, offset: Number(offset) + index * size, size });
    }
  }
  return { format, fields, size: Number(end), littleEndian: order !== '>' && order !== '!', native };
}
