// Codecs from bytes to bytes and from text to text: `codecs.encode(data, 'hex')`. They are no text encodings.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, PyBytes } from '../../objects/buffers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { lengthOf } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { decodeBase64, encodeBase64 } from '../binascii/base64.js';
import { asciiBytes } from '../binascii/errors.js';
import { unhexlify } from '../binascii/index.js';
import { decodeQuoted, encodeQuoted } from '../binascii/quoted-printable.js';

export interface Transform {
  readonly name: string;
  readonly module: string;
  encode(value: Value): Value;
  decode(value: Value): Value;
}

function bytesOf(value: Value, what = 'a bytes-like object is required'): Uint8Array {
  const bytes = bufferOf(value);
  if (bytes === undefined)
    throw typeError(`${what}, not ${what.startsWith('a ') ? `'${typeName(value)}'` : typeName(value)}`);
  return bytes;
}

const latin = (text: string): PyBytes => new PyBytes(Uint8Array.from(text, (char) => char.charCodeAt(0)));
const BASE64_LINE = 57;

function base64Lines(bytes: Uint8Array): string {
  let lines = '';
  for (let at = 0; at < bytes.length; at += BASE64_LINE) {
    lines += `${encodeBase64(bytes.subarray(at, at + BASE64_LINE))}\n`;
  }
  return lines;
}

function rotate(value: Value): Value {
  const text = strValue(value);
  if (text === undefined)
    throw typeError(
      `descriptor 'translate' for 'str' objects doesn't apply to a '${typeName(value)}' object`,
    );
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    const first = code & 0x60;
    return String.fromCharCode(first + 1 + ((code - first - 1 + 13) % 26));
  });
}

const HEX: Transform = {
  name: 'hex',
  module: 'hex_codec',
  encode: (value) => latin(Array.from(bytesOf(value), (byte) => byte.toString(16).padStart(2, '0')).join('')),
  decode: (value) => new PyBytes(unhexlify(asciiBytes(value))),
};

const BASE64: Transform = {
  name: 'base64',
  module: 'base64_codec',
  encode: (value) => latin(base64Lines(bytesOf(value, 'expected bytes-like object'))),
  decode: (value) => new PyBytes(decodeBase64(bytesOf(value), false)),
};

const QUOTED: Transform = {
  name: 'quopri',
  module: 'quopri_codec',
  encode: (value) =>
    new PyBytes(encodeQuoted(bytesOf(value), { quoteTabs: true, isText: true, header: false })),
  decode: (value) => new PyBytes(decodeQuoted(asciiBytes(value), false)),
};

const ROT13: Transform = { name: 'rot-13', module: 'rot_13', encode: rotate, decode: rotate };

const TRANSFORMS: Readonly<Record<string, Transform>> = {
  hex: HEX,
  hex_codec: HEX,
  base64: BASE64,
  base_64: BASE64,
  base64_codec: BASE64,
  quopri: QUOTED,
  quopri_codec: QUOTED,
  quoted_printable: QUOTED,
  quotedprintable: QUOTED,
  rot13: ROT13,
  rot_13: ROT13,
};

export function transformNamed(name: string): Transform | undefined {
  return Object.hasOwn(TRANSFORMS, name) ? TRANSFORMS[name] : undefined;
}

/** What `codecs.encode` reports as used up: characters, or bytes. */
export function sizeOf(value: Value): number {
  const text = strValue(value);
  return text === undefined ? (bufferOf(value)?.length ?? 0) : lengthOf(text);
}
