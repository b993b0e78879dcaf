// The encodings that need no tables: UTF-8, UTF-16, UTF-32, ASCII and Latin-1; and what all text encodings share.

import { type DecodeProblem, replaceUndecodable, replaceUnencodable } from './codec-errors.js';
import { exception } from './exceptions.js';
import { decodeUtf8 } from './utf8.js';

type Endian = 'le' | 'be';

/** Text to bytes and back. */
export interface Codec {
  /** As errors name it. */
  readonly name: string;
  encode(text: string, errors: string): Uint8Array;
  decode(bytes: Uint8Array, errors: string): string;
}

/** A codec by its name in lower case with underscores. */
export function textCodec(name: string): Codec | undefined {
  switch (name) {
    case 'utf_8':
    case 'utf8':
    case 'u8':
    case 'utf':
    case 'utf8_ucs2':
    case 'utf8_ucs4':
    case 'cp65001':
      return UTF_8;
    case 'ascii':
    case 'us_ascii':
    case 'us':
    case '646':
    case 'ansi_x3.4_1968':
    case 'ansi_x3_4_1968':
    case 'ansi_x3.4_1986':
    case 'cp367':
    case 'csascii':
    case 'ibm367':
    case 'iso646_us':
    case 'iso_646.irv_1991':
    case 'iso_ir_6':
      return ASCII;
    case 'latin_1':
    case 'latin1':
    case 'latin':
    case 'l1':
    case 'iso_8859_1':
    case 'iso8859_1':
    case 'iso8859':
    case '8859':
    case 'cp819':
    case 'csisolatin1':
    case 'ibm819':
    case 'iso_8859_1_1987':
    case 'iso_ir_100':
      return LATIN_1;
    case 'utf_8_sig':
      return UTF_8_SIG;
    case 'utf_16':
    case 'utf16':
    case 'u16':
      return utf16('utf-16', 'le', true);
    case 'utf_16_le':
    case 'utf_16le':
    case 'unicodelittleunmarked':
      return utf16('utf-16-le', 'le', false);
    case 'utf_16_be':
    case 'utf_16be':
    case 'unicodebigunmarked':
      return utf16('utf-16-be', 'be', false);
    case 'utf_32':
    case 'utf32':
    case 'u32':
      return utf32('utf-32', 'le', true);
    case 'utf_32_le':
    case 'utf_32le':
      return utf32('utf-32-le', 'le', false);
    case 'utf_32_be':
    case 'utf_32be':
      return utf32('utf-32-be', 'be', false);
    default:
      return undefined;
  }
}

/** Encodes character by character; `write` returns false for what it can not, and `reason` says why. */
export function encodeWith(
  encoding: string,
  text: string,
  errors: string,
  reason: string,
  write: (code: number, to: number[]) => boolean,
): Uint8Array {
  const chars = [...text];
  const bytes: number[] = [];
  for (let start = 0; start < chars.length; start++) {
    if (write(chars[start]?.codePointAt(0) ?? 0, bytes)) continue;
    let end = start + 1;
    while (end < chars.length && !write(chars[end]?.codePointAt(0) ?? 0, [])) end++;
    const { instead, next } = replaceUnencodable({ encoding, text, chars, start, end, reason }, errors);
    if (typeof instead !== 'string') bytes.push(...instead);
    else {
      for (const char of instead) {
        if (write(char.codePointAt(0) ?? 0, bytes)) continue;
        throw exception('UnicodeEncodeError', encoding, text, start, end, reason);
      }
    }
    start = next - 1;
  }
  return Uint8Array.from(bytes);
}

export function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

const SURROGATES = 'surrogates not allowed';

const UTF_8: Codec = {
  name: 'utf-8',
  encode: (text, errors) => encodeWith('utf-8', text, errors, SURROGATES, writeUtf8),
  decode: decodeUtf8,
};

function writeUtf8(code: number, to: number[]): boolean {
  if (code < 0x80) to.push(code);
  else if (code < 0x800) to.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
  else if (code < 0x10000) {
    if (isSurrogate(code)) return false;
    to.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  } else {
    to.push(
      0xf0 | (code >> 18),
      0x80 | ((code >> 12) & 0x3f),
      0x80 | ((code >> 6) & 0x3f),
      0x80 | (code & 0x3f),
    );
  }
  return true;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const UTF_8_SIG: Codec = {
  name: 'utf-8-sig',
  encode: (text, errors) => Uint8Array.from([...BYTE_ORDER_MARK, ...UTF_8.encode(text, errors)]),
  decode(bytes, errors) {
    const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
    return decodeUtf8(marked ? bytes.subarray(3) : bytes, errors);
  },
};

function singleByte(name: string, limit: number): Codec {
  const reason = `ordinal not in range(${limit})`;
  const write = (code: number, to: number[]): boolean => {
    if (code >= limit) return false;
    to.push(code);
    return true;
  };
  return {
    name,
    encode: (text, errors) => encodeWith(name, text, errors, reason, write),
    decode: (bytes, errors) =>
      decodeWith(bytes, errors, 1, (at) => {
        const code = bytes[at] ?? 0;
        return code < limit ? code : { encoding: name, bytes, start: at, end: at + 1, reason };
      }),
  };
}

const ASCII = singleByte('ascii', 128);
const LATIN_1 = singleByte('latin-1', 256);

/** Decodes units of `width` bytes; characters beyond the first plane may take two. */
export function decodeWith(
  bytes: Uint8Array,
  errors: string,
  width: number,
  read: (at: number) => number | DecodeProblem,
): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const code = read(at);
    if (typeof code === 'number') {
      text += String.fromCodePoint(code);
      at += width === 2 && code > 0xffff ? 4 : width;
    } else {
      const { text: instead, next } = replaceUndecodable(code, errors);
      text += instead;
      at = next;
    }
  }
  return text;
}

function utf16(name: string, endian: Endian, marked: boolean): Codec {
  const writeUnit = (unit: number, to: number[]): void => {
    if (endian === 'le') to.push(unit & 0xff, unit >> 8);
    else to.push(unit >> 8, unit & 0xff);
  };
  const write = (code: number, to: number[]): boolean => {
    if (isSurrogate(code)) return false;
    for (const unit of String.fromCodePoint(code).split('')) writeUnit(unit.charCodeAt(0), to);
    return true;
  };
  return {
    name,
    encode: (text, errors) => {
      const body = encodeWith(name, text, errors, SURROGATES, write);
      return marked ? Uint8Array.from([0xff, 0xfe, ...body]) : body;
    },
    decode(given, errors) {
      const [first, second] = given;
      const littleMark = marked && first === 0xff && second === 0xfe;
      const bigMark = marked && first === 0xfe && second === 0xff;
      const bytes = littleMark || bigMark ? given.subarray(2) : given;
      const little = bigMark ? false : endian === 'le';
      return decodeWith(bytes, errors, 2, (at) =>
        readUtf16(bytes, at, little, `utf-16-${little ? 'le' : 'be'}`),
      );
    },
  };
}

function readUtf16(bytes: Uint8Array, at: number, little: boolean, encoding: string): number | DecodeProblem {
  const unitAt = (index: number): number => {
    const [a = 0, b = 0] = [bytes[index], bytes[index + 1]];
    return little ? a | (b << 8) : (a << 8) | b;
  };
  if (at + 1 >= bytes.length) {
    return { encoding, bytes, start: at, end: bytes.length, reason: 'truncated data' };
  }
  const unit = unitAt(at);
  if (!isSurrogate(unit)) return unit;
  if (unit >= 0xdc00) return { encoding, bytes, start: at, end: at + 2, reason: 'illegal encoding' };
  if (at + 3 >= bytes.length) {
    return { encoding, bytes, start: at, end: bytes.length, reason: 'unexpected end of data' };
  }
  const low = unitAt(at + 2);
  if (low < 0xdc00 || low > 0xdfff) {
    return { encoding, bytes, start: at, end: at + 2, reason: 'illegal UTF-16 surrogate' };
  }
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

function utf32(name: string, endian: Endian, marked: boolean): Codec {
  const write = (code: number, to: number[]): boolean => {
    if (isSurrogate(code)) return false;
    const unit = [code & 0xff, (code >> 8) & 0xff, code >> 16, 0];
    to.push(...(endian === 'le' ? unit : unit.reverse()));
    return true;
  };
  return {
    name,
    encode: (text, errors) => {
      const body = encodeWith(name, text, errors, SURROGATES, write);
      return marked ? Uint8Array.from([0xff, 0xfe, 0, 0, ...body]) : body;
    },
    decode(given, errors) {
      const head = given.subarray(0, 4).join();
      const bytes = marked && (head === '255,254,0,0' || head === '0,0,254,255') ? given.subarray(4) : given;
      const little = marked && head === '0,0,254,255' ? false : endian === 'le';
      return decodeWith(bytes, errors, 4, (at) =>
        readUtf32(bytes, at, little, `utf-32-${little ? 'le' : 'be'}`),
      );
    },
  };
}

function readUtf32(bytes: Uint8Array, at: number, little: boolean, encoding: string): number | DecodeProblem {
  const problem = (end: number, reason: string): DecodeProblem => ({
    encoding,
    bytes,
    start: at,
    end,
    reason,
  });
  if (at + 3 >= bytes.length) return problem(bytes.length, 'truncated data');
  let code = 0;
  for (let i = 0; i < 4; i++) code = code * 256 + (bytes[little ? at + 3 - i : at + i] ?? 0);
  if (isSurrogate(code)) return problem(at + 4, 'code point in surrogate code point range(0xd800, 0xe000)');
  return code > 0x10ffff ? problem(at + 4, 'code point not in range(0x110000)') : code;
}
