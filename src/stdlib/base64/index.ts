// The `base64` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { asBuffer, bufferOf, bytesOf, latin1, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { exception, PyException, typeError, valueError } from '../../objects/exceptions.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { isAscii } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { decodeBase64, encodeBase64 } from '../binascii/base64.js';
import { binasciiError } from '../binascii/errors.js';
import { unhexlify } from '../binascii/index.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { BASE32, BASE32_HEX, BASE85, decode32, decode85, encode32, encode85, Z85 } from './alphabets.js';
import { decodeAscii85, encodeAscii85 } from './ascii85.js';

const MAX_LINE = 76;
const MAX_LINE_BYTES = (MAX_LINE / 4) * 3;

/** What is to be decoded: bytes or ASCII text. */
function textToDecode(value: Value): string {
  const text = strValue(value);
  if (text !== undefined) {
    if (!isAscii(text)) throw valueError('string argument should contain only ASCII characters');
    return text;
  }
  const data = bufferOf(value);
  if (data !== undefined) return latin1(data);
  throw typeError(`argument should be a bytes-like object or ASCII string, not '${typeName(value)}'`);
}

function bytesToEncode(value: Value): Uint8Array {
  const data = bufferOf(value);
  if (data !== undefined) return data;
  throw typeError(`memoryview: a bytes-like object is required, not '${typeName(value)}'`);
}

const made = (text: string): Value => new PyBytes(bytesOf(text));

/** The two characters that stand for `+` and `/`. */
function alternative(value: Value): string {
  const chars = latin1(asBuffer(value));
  if (chars.length !== 2) throw exception('AssertionError', repr(value));
  return chars;
}

function swap(text: string, from: string, to: string): string {
  return [...text].map((char) => to[from.indexOf(char)] ?? char).join('');
}

function b64encode(data: Value, altchars: Value): Value {
  const text = encodeBase64(asBuffer(data));
  return made(altchars === null ? text : swap(text, '+/', alternative(altchars)));
}

function b64decode(data: Value, altchars: Value, validate: Value): Value {
  let text = textToDecode(data);
  if (altchars !== null) {
    const chars = textToDecode(altchars);
    if (chars.length !== 2) throw exception('AssertionError', repr(new PyBytes(bytesOf(chars))));
    text = swap(text, chars, '+/');
  }
  return new PyBytes(decodeBase64(bytesOf(text), isTrue(validate)));
}

function b32decode(data: Value, casefold: Value, map01: Value): Value {
  let text = textToDecode(data);
  if (text.length % 8 !== 0) throw binasciiError('Incorrect padding');
  if (map01 !== null) {
    const letter = textToDecode(map01);
    if (letter.length !== 1) throw exception('AssertionError', repr(new PyBytes(bytesOf(letter))));
    text = swap(text, '01', `O${letter}`);
  }
  return new PyBytes(decode32(isTrue(casefold) ? text.toUpperCase() : text, BASE32));
}

function encodeLines(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += MAX_LINE_BYTES) {
    text += `${encodeBase64(data.subarray(at, at + MAX_LINE_BYTES))}\n`;
  }
  return text;
}

function checkBytes(value: Value): Uint8Array {
  const data = bufferOf(value);
  if (data === undefined) throw typeError(`expected bytes-like object, not ${typeName(value)}`);
  return data;
}

/** Reads a file in portions that make whole lines. */
function encodeFile(input: Value, output: Value): Value {
  for (;;) {
    let data = asBuffer(callAttribute(input, 'read', MAX_LINE_BYTES));
    if (data.length === 0) return null;
    while (data.length < MAX_LINE_BYTES) {
      const more = asBuffer(callAttribute(input, 'read', MAX_LINE_BYTES - data.length));
      if (more.length === 0) break;
      data = Uint8Array.from([...data, ...more]);
    }
    callAttribute(output, 'write', made(`${encodeBase64(data)}\n`));
  }
}

function decodeFile(input: Value, output: Value): Value {
  for (;;) {
    const line = asBuffer(callAttribute(input, 'readline'));
    if (line.length === 0) return null;
    callAttribute(output, 'write', new PyBytes(decodeBase64(line, false)));
  }
}

const functions = (): Record<string, NativeBody> => ({
  'b64encode(s, altchars=None)': b64encode,
  'b64decode(s, altchars=None, validate=False)': b64decode,
  'standard_b64encode(s)': (data) => b64encode(data, null),
  'standard_b64decode(s)': (data) => b64decode(data, null, false),
  'urlsafe_b64encode(s)': (data) => made(swap(encodeBase64(asBuffer(data)), '+/', '-_')),
  'urlsafe_b64decode(s)': (data) =>
    new PyBytes(decodeBase64(bytesOf(swap(textToDecode(data), '-_', '+/')), false)),
  'b32encode(s)': (data) => made(encode32(bytesToEncode(data), BASE32)),
  'b32decode(s, casefold=False, map01=None)': b32decode,
  'b32hexencode(s)': (data) => made(encode32(bytesToEncode(data), BASE32_HEX)),
  'b32hexdecode(s, casefold=False)': (data, casefold) => {
    const text = textToDecode(data);
    return new PyBytes(decode32(isTrue(casefold) ? text.toUpperCase() : text, BASE32_HEX));
  },
  'b16encode(s)': (data) =>
    made(Array.from(asBuffer(data), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')),
  'b16decode(s, casefold=False)': (data, casefold) => {
    const given = textToDecode(data);
    const text = isTrue(casefold) ? given.toUpperCase() : given;
    if (/[^0-9A-F]/.test(text)) throw binasciiError('Non-base16 digit found');
    return new PyBytes(unhexlify(bytesOf(text)));
  },
  'a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False)': (
    data,
    foldSpaces,
    wrapColumn,
    pad,
    adobe,
  ) =>
    made(
      encodeAscii85(bytesToEncode(data), {
        foldSpaces: isTrue(foldSpaces),
        wrapColumn: Number(intValue(wrapColumn) ?? 0),
        pad: isTrue(pad),
        adobe: isTrue(adobe),
      }),
    ),
  'a85decode(b, *, foldspaces=False, adobe=False, ignorechars=<whitespace>)': (
    data,
    foldSpaces,
    adobe,
    ignored,
  ) => {
    const skipped = ignored === undefined ? ' \t\n\r\v' : latin1(asBuffer(ignored));
    return new PyBytes(decodeAscii85(textToDecode(data), isTrue(foldSpaces), isTrue(adobe), skipped));
  },
  'b85encode(b, pad=False)': (data, pad) =>
    made(encode85(bytesToEncode(data), { alphabet: BASE85, pad: isTrue(pad) })),
  'b85decode(b)': (data) => new PyBytes(decode85(bytesOf(textToDecode(data)), BASE85)),
  'z85encode(s)': (data) => made(encode85(bytesToEncode(data), { alphabet: Z85, pad: false })),
  'z85decode(s)': (data) => {
    try {
      return new PyBytes(decode85(bytesOf(textToDecode(data)), Z85));
    } catch (error) {
      throw renamed(error);
    }
  },
  'encode(input, output)': encodeFile,
  'decode(input, output)': decodeFile,
  'encodebytes(s)': (data) => made(encodeLines(checkBytes(data))),
  'decodebytes(s)': (data) => new PyBytes(decodeBase64(checkBytes(data), false)),
});

/** What is wrong with base-85 digits is said of Z85, too. */
function renamed(error: unknown): unknown {
  const message = error instanceof PyException ? error.args[0] : undefined;
  return typeof message === 'string' ? valueError(message.replace('base85', 'z85')) : error;
}

export const base64 = defineModule('base64', (_m: KernelMachine) => ({
  ...libraryFunctions('base64', functions()),
  MAXLINESIZE: MAX_LINE,
  MAXBINSIZE: MAX_LINE_BYTES,
}));
