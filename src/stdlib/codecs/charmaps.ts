// Encodings with one byte per character, by tables: the standard ones, and those a program gives to
// `codecs.charmap_encode` and `codecs.charmap_decode`.

import { intValue, strValue } from '../../objects/boxed.js';
import { bufferOf } from '../../objects/buffers.js';
import { replaceUndecodable, replaceUnencodable } from '../../objects/codec-errors.js';
import { exception, isExceptionOf, typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { getItem } from '../../objects/subscript.js';
import type { Codec } from '../../objects/text-codecs.js';
import { once } from '../library.js';
import { CHARMAP_TABLES } from './charmap-tables.js';

const NOTHING = '\ufffe';
const UNDEFINED = 'character maps to <undefined>';

/** What a character is encoded as; undefined if it can not be. */
type EncodeChar = (char: string) => readonly number[] | undefined;
type DecodeByte = (byte: number) => string | undefined;

export function encodeByMap(text: string, errors: string, map: EncodeChar): Uint8Array {
  const chars = [...text];
  const bytes: number[] = [];
  for (let start = 0; start < chars.length; ) {
    const known = map(chars[start] ?? '');
    if (known !== undefined) {
      bytes.push(...known);
      start++;
      continue;
    }
    let end = start + 1;
    while (end < chars.length && map(chars[end] ?? '') === undefined) end++;
    const problem = { encoding: 'charmap', text, chars, start, end, reason: UNDEFINED };
    const { instead, next } = replaceUnencodable(problem, errors);
    if (typeof instead !== 'string') bytes.push(...instead);
    else {
      for (const char of instead) {
        const code = map(char);
        if (code === undefined) {
          throw exception('UnicodeEncodeError', 'charmap', text, start, end, UNDEFINED);
        }
        bytes.push(...code);
      }
    }
    start = next;
  }
  return Uint8Array.from(bytes);
}

export function decodeByMap(bytes: Uint8Array, errors: string, map: DecodeByte): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const char = map(bytes[at] ?? 0);
    if (char !== undefined) {
      text += char;
      at++;
      continue;
    }
    const problem = { encoding: 'charmap', bytes, start: at, end: at + 1, reason: UNDEFINED };
    const { text: instead, next } = replaceUndecodable(problem, errors);
    text += instead;
    at = next;
  }
  return text;
}

const charmapNames = once(() => {
  const names = new Map<string, number>();
  for (const [index, { module, aliases }] of CHARMAP_TABLES.entries()) {
    for (const name of [module, module.replace('iso8859', 'iso_8859'), ...aliases.split(' ')]) {
      names.set(name, index);
    }
  }
  return names;
});

export interface NamedCodec {
  readonly module: string;
  readonly codec: Codec;
}

/** A standard single-byte encoding by its normalized name. */
export function charmapCodec(name: string): NamedCodec | undefined {
  const table = CHARMAP_TABLES[charmapNames().get(name) ?? -1];
  if (table === undefined) return undefined;
  const { module, upper } = table;
  const codes = new Map<string, readonly number[]>();
  for (let byte = 0x80; byte < 0x100; byte++) {
    const char = upper[byte - 0x80] ?? NOTHING;
    if (char !== NOTHING) codes.set(char, [byte]);
  }
  const encodeChar: EncodeChar = (char) => (char < '\x80' ? [char.charCodeAt(0)] : codes.get(char));
  const decodeByte: DecodeByte = (byte) => {
    const char = byte < 0x80 ? String.fromCharCode(byte) : (upper[byte - 0x80] ?? NOTHING);
    return char === NOTHING ? undefined : char;
  };
  const codec: Codec = {
    name: module.replace('_', '-'),
    encode: (text, errors) => encodeByMap(text, errors, encodeChar),
    decode: (bytes, errors) => decodeByMap(bytes, errors, decodeByte),
  };
  return { module, codec };
}

function itemOr(mapping: Value, key: number): Value {
  try {
    return getItem(mapping, key);
  } catch (error) {
    if (isExceptionOf(error, 'LookupError')) return null;
    throw error;
  }
}

/** The mapping of `codecs.charmap_encode`: from code points to bytes. */
export function encodingMap(mapping: Value): EncodeChar {
  return (char) => {
    const found = itemOr(mapping, char.codePointAt(0) ?? 0);
    if (found === null) return undefined;
    const byte = intValue(found);
    if (byte !== undefined) {
      if (byte >= 0 && byte < 256) return [Number(byte)];
      throw typeError('character mapping must be in range(256)');
    }
    const bytes = bufferOf(found);
    if (bytes === undefined) throw typeError('character mapping must return integer, bytes or None, not str');
    return [...bytes];
  };
}

/** The mapping of `codecs.charmap_decode`: a text with a character per byte, or from bytes to text. */
export function decodingMap(mapping: Value): DecodeByte {
  const table = strValue(mapping);
  if (table !== undefined) {
    const chars = [...table];
    return (byte) => (chars[byte] === NOTHING ? undefined : chars[byte]);
  }
  return (byte) => {
    const found = itemOr(mapping, byte);
    if (found === null) return undefined;
    const code = intValue(found);
    if (code !== undefined) {
      if (code < 0 || code > 0x10ffff) throw typeError('character mapping must be in range(0x110000)');
      return code === 0xfffe ? undefined : String.fromCodePoint(Number(code));
    }
    const text = strValue(found);
    if (text === undefined) throw typeError('character mapping must return integer, None or str');
    return text === NOTHING ? undefined : text;
  };
}
