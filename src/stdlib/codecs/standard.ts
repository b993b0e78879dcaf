// The encodings that are there without the program registering any, by name.

import { PyBytes } from '../../objects/buffers.js';
import { normalizedEncoding } from '../../objects/codecs.js';
import { exception } from '../../objects/exceptions.js';
import { type Codec, textCodec } from '../../objects/text-codecs.js';
import { charmapCodec } from './charmaps.js';
import {
  decodeRawUnicodeEscape,
  decodeUnicodeEscape,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
} from './escapes.js';
import { decodePart, type PartialText } from './partial.js';
import { decodeIdna, decodePunycode, encodeIdna, encodePunycode } from './punycode.js';

export interface StandardCodec {
  /** What `CodecInfo.name` says. */
  readonly name: string;
  /** The module of the package `encodings` that has it in CPython. */
  readonly module: string;
  readonly codec: Codec;
  decodePart(bytes: Uint8Array, errors: string, isFinal: boolean): PartialText;
  /** Encodes and decodes by functions written in C. */
  readonly isBuiltIn: boolean;
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** The letters that stand for bytes in punycode; anything else is refused. */
function asciiText(encoding: string, bytes: Uint8Array): string {
  const bad = bytes.findIndex((byte) => byte >= 0x80);
  if (bad >= 0) throw invalidBytes(encoding, bytes, bad, bad + 1, 'ordinal not in range(128)');
  return String.fromCharCode(...bytes);
}

function invalidBytes(encoding: string, bytes: Uint8Array, start: number, end: number, reason: string) {
  return exception('UnicodeDecodeError', encoding, new PyBytes(bytes.slice()), start, end, reason);
}

/** Host names are right or wrong as a whole: nothing can stand in for a part of one. */
function checkStrict(encoding: string, errors: string): void {
  if (encoding === 'idna' && errors !== 'strict') {
    throw exception('UnicodeError', `Unsupported error handling: ${errors}`);
  }
}

function nameCodec(
  name: string,
  encode: (text: string) => string,
  decode: (text: string) => string | undefined,
): Codec {
  return {
    name,
    encode: (text, errors) => {
      checkStrict(name, errors);
      return ascii(encode(text));
    },
    decode: (bytes, errors) => {
      checkStrict(name, errors);
      const text = decode(asciiText(name, bytes));
      if (text === undefined) throw invalidBytes(name, bytes, 0, bytes.length, `invalid ${name}`);
      return text;
    },
  };
}

function wholeCodec(
  module: string,
  name: string,
  encode: (text: string) => Uint8Array,
  decode: StandardCodec['decodePart'],
): StandardCodec {
  const codec: Codec = { name, encode, decode: (bytes, errors) => decode(bytes, errors, true).text };
  return { name, module, codec, decodePart: decode, isBuiltIn: true };
}

/** One of the encodings that need neither tables nor a text of their own. */
function plainCodec(codec: Codec): StandardCodec {
  const isLatin = codec.name === 'latin-1';
  return {
    name: isLatin ? 'iso8859-1' : codec.name,
    module: codec.name.replaceAll('-', '_'),
    codec,
    decodePart: (bytes, errors, isFinal) => decodePart(codec.name, bytes, errors, isFinal),
    isBuiltIn: true,
  };
}

function simpleCodec(module: string, codec: Codec): StandardCodec {
  const decode: StandardCodec['decodePart'] = (bytes, errors) => ({
    text: codec.decode(bytes, errors),
    consumed: bytes.length,
  });
  return { name: codec.name, module, codec, decodePart: decode, isBuiltIn: false };
}

export function standardCodec(encoding: string): StandardCodec | undefined {
  const name = normalizedEncoding(encoding);
  const plain = textCodec(name);
  if (plain !== undefined) return plainCodec(plain);
  switch (name) {
    case 'unicode_escape':
    case 'unicodeescape':
      return wholeCodec('unicode_escape', 'unicode-escape', encodeUnicodeEscape, decodeUnicodeEscape);
    case 'raw_unicode_escape':
    case 'rawunicodeescape':
      return wholeCodec(
        'raw_unicode_escape',
        'raw-unicode-escape',
        encodeRawUnicodeEscape,
        decodeRawUnicodeEscape,
      );
    case 'punycode':
      return simpleCodec('punycode', nameCodec('punycode', encodePunycode, decodePunycode));
    case 'idna':
      return simpleCodec('idna', nameCodec('idna', encodeIdna, decodeIdna));
    default: {
      const charmap = charmapCodec(name);
      return charmap === undefined ? undefined : simpleCodec(charmap.module, charmap.codec);
    }
  }
}
