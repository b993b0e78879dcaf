// The `codecs` module and the package `encodings`: encodings by name, error handlers, and files in an encoding.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { normalizedEncoding } from '../../objects/codecs.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, tuple } from '../../objects/containers.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { getIter, nativeIterator, nextSlot, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { native } from '../../objects/native.js';
import type { Keywords, Value } from '../../objects/object.js';
import { lengthOf } from '../../objects/str-text.js';
import { givenTypeName } from '../../objects/types.js';
import { callAttribute, libraryFunctions, nativeFunctions, perMachine } from '../library.js';
import { decodeByMap, decodingMap, encodeByMap, encodingMap } from './charmaps.js';
import { codecInfoType } from './codec-info.js';
import { standardHandlers } from './error-handlers.js';
import { escapeBytes, unescapeBytes } from './escapes.js';
import { incrementalTypes } from './incremental.js';
import {
  lookUp,
  registeredHandler,
  registerHandler,
  registerSearch,
  standardEntry,
  transcode,
  unregisterSearch,
} from './registry.js';
import { standardCodec } from './standard.js';
import { decodeResult, encodeResult } from './standard-info.js';
import { streamTypes } from './streams.js';

/** The encodings that have functions of their own in the module. */
const WITH_FUNCTIONS = [
  'ascii',
  'latin_1',
  'utf_8',
  'utf_16',
  'utf_16_le',
  'utf_16_be',
  'utf_32',
  'utf_32_le',
  'utf_32_be',
  'unicode_escape',
  'raw_unicode_escape',
];

function text(value: Value, what: string): string {
  const found = strValue(value);
  if (found === undefined) throw typeError(`${what}() argument must be str, not ${givenTypeName(value)}`);
  return found;
}

const errorsText = (errors: Value): string => strValue(errors) ?? 'strict';

const accelerated = perMachine((m: KernelMachine) => {
  const functions = [
    native('register(search_function, /)', (search) => {
      registerSearch(m, search);
      return null;
    }),
    native('unregister(search_function, /)', (search) => {
      unregisterSearch(m, search);
      return null;
    }),
    native('lookup(encoding, /)', (encoding) => lookUp(m, text(encoding, 'lookup'))),
    native("encode(obj, encoding='utf-8', errors='strict')", (value, encoding, errors) =>
      transcode(m, 'encode', value, text(encoding, 'encode'), errors),
    ),
    native("decode(obj, encoding='utf-8', errors='strict')", (value, encoding, errors) =>
      transcode(m, 'decode', value, text(encoding, 'decode'), errors),
    ),
    native('register_error(errors, handler, /)', (name, handler) => {
      registerHandler(m, text(name, 'register_error'), handler);
      return null;
    }),
    native('lookup_error(name, /)', (given) => {
      const name = text(given, 'lookup_error');
      const handler = registeredHandler(m, name) ?? standardHandlers().get(name);
      if (handler === undefined) throw exception('LookupError', `unknown error handler name '${name}'`);
      return handler;
    }),
    native('charmap_encode(str, errors=None, mapping=None, /)', (given, errors, mapping) => {
      const value = text(given, 'charmap_encode');
      const bytes =
        mapping === null
          ? (standardCodec('latin-1')?.codec.encode(value, errorsText(errors)) ?? new Uint8Array(0))
          : encodeByMap(value, errorsText(errors), encodingMap(mapping));
      return tuple(new PyBytes(bytes), lengthOf(value));
    }),
    native('charmap_decode(data, errors=None, mapping=None, /)', (data, errors, mapping) => {
      const bytes = asBuffer(data);
      const decoded =
        mapping === null
          ? String.fromCharCode(...bytes)
          : decodeByMap(bytes, errorsText(errors), decodingMap(mapping));
      return tuple(decoded, bytes.length);
    }),
    native('charmap_build(map, /)', (map) =>
      PyDict.of(
        Array.from(text(map, 'charmap_build'), (char, byte): [Value, Value] => [
          char.codePointAt(0) ?? 0,
          byte,
        ]),
      ),
    ),
    native('escape_encode(data, errors=None, /)', (data) => {
      if (!(data instanceof PyBytes)) {
        throw typeError(`escape_encode() argument 1 must be bytes, not ${givenTypeName(data)}`);
      }
      return tuple(new PyBytes(escapeBytes(data.data)), data.data.length);
    }),
    native('escape_decode(data, errors=None, /)', (data, errors) => {
      const bytes = dataOf(data);
      return tuple(new PyBytes(unescapeBytes(bytes, errorsText(errors))), bytes.length);
    }),
    native('readbuffer_encode(data, errors=None, /)', (data) => {
      const bytes = dataOf(data);
      return tuple(new PyBytes(bytes.slice()), bytes.length);
    }),
  ];
  for (const name of WITH_FUNCTIONS) {
    const standard = standardCodec(name);
    if (standard === undefined) continue;
    functions.push(
      native(`${name}_encode(str, errors=None, /)`, (value, errors) => encodeResult(standard, value, errors)),
      native(
        `${name}_decode(data, errors=None, final=${name.includes('escape') ? 'True' : 'False'}, /)`,
        (data, errors, final) =>
          decodeResult(
            standard,
            name.includes('escape') ? new PyBytes(dataOf(data)) : data,
            errors,
            name === 'ascii' || name === 'latin_1' ? true : final,
          ),
      ),
    );
  }
  return nativeFunctions('_codecs', functions);
});

/** Bytes, or a text in UTF-8. */
function dataOf(value: Value): Uint8Array {
  const given = strValue(value);
  return given === undefined
    ? asBuffer(value)
    : (standardCodec('utf-8')?.codec.encode(given, 'strict') ?? new Uint8Array(0));
}

const hasTest = (m: KernelMachine, encoding: Value, field: string): Value => {
  const found = getAttribute(lookUp(m, text(encoding, 'lookup')), field);
  if (found === null) throw exception('LookupError', encoding);
  return found;
};

/** The bodies of `iterencode` and `iterdecode`: what comes out of every piece, and at the end. */
function pieces(
  m: KernelMachine,
  iterator: Value,
  encoding: Value,
  errors: Value,
  more: Keywords | null,
  step: 'encode' | 'decode',
) {
  const field = step === 'encode' ? 'incrementalencoder' : 'incrementaldecoder';
  const coder = call(hasTest(m, encoding, field), [errors], more);
  const source = getIter(iterator);
  const next = nextSlot(source);
  let isOver = false;
  return nativeIterator('generator', () => {
    while (!isOver) {
      const piece = next(source);
      isOver = piece === undefined;
      const empty = step === 'encode' ? '' : new PyBytes(new Uint8Array(0));
      const result = callAttribute(coder, step, piece ?? empty, isOver);
      if (isTrue(result)) return result;
    }
    return undefined;
  });
}

function openFile(
  m: KernelMachine,
  name: Value,
  mode: Value,
  encoding: Value,
  errors: Value,
  buffering: Value,
): Value {
  const given = strValue(mode) ?? 'r';
  const binary =
    encoding !== null && !given.includes('b') ? `${given.replace('t', '').replace('U', '')}b` : given;
  const open = m.builtins.get('open') ?? null;
  const file = call(open, [name, binary, buffering]);
  if (encoding === null) return file;
  try {
    const info = lookUp(m, text(encoding, 'lookup'));
    const reader = getAttribute(info, 'streamreader');
    const writer = getAttribute(info, 'streamwriter');
    const both = call(streamTypes(m).readerWriter, [file, reader, writer, errors]);
    setAttribute(both, 'encoding', encoding);
    return both;
  } catch (error) {
    callAttribute(file, 'close');
    throw error;
  }
}

const marks = (): Record<string, Value> => {
  const bytes = (...data: number[]) => new PyBytes(Uint8Array.from(data));
  const [le, be] = [bytes(0xff, 0xfe), bytes(0xfe, 0xff)];
  const [le32, be32] = [bytes(0xff, 0xfe, 0, 0), bytes(0, 0, 0xfe, 0xff)];
  return {
    BOM_UTF8: bytes(0xef, 0xbb, 0xbf),
    BOM: le,
    BOM_LE: le,
    BOM_BE: be,
    BOM_UTF16: le,
    BOM_UTF16_LE: le,
    BOM_UTF16_BE: be,
    BOM_UTF32: le32,
    BOM_UTF32_LE: le32,
    BOM_UTF32_BE: be32,
    BOM32_LE: le,
    BOM32_BE: be,
    BOM64_LE: le32,
    BOM64_BE: be32,
  };
};

export const codecs = defineModule('codecs', (m: KernelMachine) => {
  const { encoder, bufferedEncoder, decoder, bufferedDecoder } = incrementalTypes(m);
  const { codec, writer, reader, readerWriter, recoder } = streamTypes(m);
  const handlers = [...standardHandlers()].filter(([name]) => !name.startsWith('surrogate'));
  return {
    ...accelerated(m),
    ...marks(),
    ...Object.fromEntries(handlers.map(([name, handler]) => [`${name}_errors`, handler])),
    CodecInfo: codecInfoType(m),
    Codec: codec,
    IncrementalEncoder: encoder,
    BufferedIncrementalEncoder: bufferedEncoder,
    IncrementalDecoder: decoder,
    BufferedIncrementalDecoder: bufferedDecoder,
    StreamWriter: writer,
    StreamReader: reader,
    StreamReaderWriter: readerWriter,
    StreamRecoder: recoder,
    ...libraryFunctions('codecs', {
      'getencoder(encoding)': (encoding) => getAttribute(lookUp(m, text(encoding, 'lookup')), 'encode'),
      'getdecoder(encoding)': (encoding) => getAttribute(lookUp(m, text(encoding, 'lookup')), 'decode'),
      'getincrementalencoder(encoding)': (encoding) => hasTest(m, encoding, 'incrementalencoder'),
      'getincrementaldecoder(encoding)': (encoding) => hasTest(m, encoding, 'incrementaldecoder'),
      'getreader(encoding)': (encoding) => getAttribute(lookUp(m, text(encoding, 'lookup')), 'streamreader'),
      'getwriter(encoding)': (encoding) => getAttribute(lookUp(m, text(encoding, 'lookup')), 'streamwriter'),
      "iterencode(iterator, encoding, errors='strict', **kwargs)": (iterator, encoding, errors, more) =>
        pieces(m, iterator, encoding, errors, keywordsOf(more), 'encode'),
      "iterdecode(iterator, encoding, errors='strict', **kwargs)": (iterator, encoding, errors, more) =>
        pieces(m, iterator, encoding, errors, keywordsOf(more), 'decode'),
      'make_identity_dict(rng)': (range) =>
        PyDict.of(toArray(range).map((each): [Value, Value] => [each, each])),
      'make_encoding_map(decoding_map)': (map) => {
        const inverse = new PyDict();
        for (const pair of toArray(callAttribute(map, 'items'))) {
          const [byte = null, code = null] = toArray(pair);
          inverse.table.set(code, inverse.table.has(code) ? null : byte);
        }
        return inverse;
      },
      "open(filename, mode='r', encoding=None, errors='strict', buffering=-1)": (
        name,
        mode,
        encoding,
        errors,
        buffering,
      ) => openFile(m, name, mode, encoding, errors, buffering),
      "EncodedFile(file, data_encoding, file_encoding=None, errors='strict')": (
        file,
        dataEncoding,
        fileEncoding,
        errors,
      ) => {
        const ofData = lookUp(m, text(dataEncoding, 'lookup'));
        const ofFile = lookUp(m, text(fileEncoding ?? dataEncoding, 'lookup'));
        const field = (info: Value, name: string) => getAttribute(info, name);
        const file2 = call(recoder, [
          file,
          field(ofData, 'encode'),
          field(ofData, 'decode'),
          field(ofFile, 'streamreader'),
          field(ofFile, 'streamwriter'),
          errors,
        ]);
        setAttribute(file2, 'data_encoding', dataEncoding);
        setAttribute(file2, 'file_encoding', fileEncoding ?? dataEncoding);
        return file2;
      },
    }),
  };
});

export const codecsAccelerator = defineModule('_codecs', (m: KernelMachine) => accelerated(m));

export const encodings = defineModule('encodings', (m: KernelMachine) =>
  libraryFunctions('encodings', {
    'normalize_encoding(encoding)': (encoding) => {
      const given = strValue(encoding) ?? String.fromCharCode(...asBuffer(encoding));
      return given.replaceAll(/[^A-Za-z0-9.]+/g, '_').replace(/^_/, '');
    },
    'search_function(encoding)': (encoding) =>
      standardEntry(m, normalizedEncoding(text(encoding, 'search_function'))),
  }),
);
