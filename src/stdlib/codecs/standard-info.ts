// The `CodecInfo` of the standard encodings, with the classes that encode and decode them piece by piece.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import { native } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { lengthOf } from '../../objects/str-text.js';
import { getItem } from '../../objects/subscript.js';
import { givenTypeName } from '../../objects/types.js';
import { PieceDecoder } from '../io/text-decoder.js';
import { libraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { codecInfoType } from './codec-info.js';
import { incrementalTypes } from './incremental.js';
import type { StandardCodec } from './standard.js';
import { streamTypes } from './streams.js';
import { sizeOf, type Transform } from './transforms.js';

const infos = perMachine((_m: KernelMachine) => new Map<string, PyTuple>());

const errorsOf = (errors: Value): string => (errors === null ? 'strict' : (strValue(errors) ?? 'strict'));

/** `encode` of a codec as a function: gives the bytes and how many characters they stand for. */
export function encodeResult(standard: StandardCodec, input: Value, errors: Value): Value {
  const text = strValue(input);
  if (text === undefined) {
    const name = `${standard.module}_encode`;
    throw typeError(`${name}() argument 1 must be str, not ${givenTypeName(input)}`);
  }
  return tuple(new PyBytes(standard.codec.encode(text, errorsOf(errors))), lengthOf(text));
}

/** `decode` of a codec as a function: gives the text and how many bytes it was made of. */
export function decodeResult(standard: StandardCodec, input: Value, errors: Value, final: Value): Value {
  const { text, consumed } = standard.decodePart(asBuffer(input), errorsOf(errors), isTrue(final));
  return tuple(text, consumed);
}

function named(m: KernelMachine, fields: Readonly<Record<string, Value>>): PyTuple {
  const info = call(codecInfoType(m), [], keywordsOf(PyDict.of(Object.entries(fields))));
  if (info instanceof PyTuple) return info;
  throw typeError('CodecInfo is no tuple');
}

export function standardInfo(m: KernelMachine, standard: StandardCodec): PyTuple {
  const made = infos(m).get(standard.module);
  if (made !== undefined) return made;
  const { module, name, isBuiltIn } = standard;
  const functionModule = `encodings.${module}`;
  // A host name can not be written piece by piece.
  const isWhole = module === 'idna';
  const encode = isBuiltIn
    ? native(`${module}_encode(str, errors=None, /)`, (input, errors) =>
        encodeResult(standard, input, errors),
      )
    : libraryFunction(
        "encode(input, errors='strict')",
        (input, errors) => encodeResult(standard, input, errors),
        functionModule,
      );
  const decode = libraryFunction(
    "decode(input, errors='strict')",
    (input, errors) => decodeResult(standard, input, errors, true),
    functionModule,
  );
  const info = named(m, {
    encode,
    decode,
    name,
    incrementalencoder: isWhole ? null : incrementalEncoder(m, standard),
    incrementaldecoder: isWhole ? null : incrementalDecoder(m, standard),
    streamreader: streamClass(m, standard, 'StreamReader'),
    streamwriter: streamClass(m, standard, 'StreamWriter'),
  });
  infos(m).set(module, info);
  return info;
}

/** A byte order mark comes once, before the first text. */
function incrementalEncoder(m: KernelMachine, standard: StandardCodec): PyType {
  const { module, codec } = standard;
  const mark = codec.encode('', 'strict').length;
  const first = (self: Value): boolean => getAttribute(self, '_isFirst') === true;
  const reset = (self: Value, isFirst: boolean): Value => {
    setAttribute(self, '_isFirst', isFirst);
    return null;
  };
  const type: PyType = libraryClass('IncrementalEncoder', {
    module: `encodings.${module}`,
    bases: [incrementalTypes(m).encoder],
    methods: {
      'encode(self, input, final=False)': (self, input) => {
        const result = getItem(encodeResult(standard, input, getAttribute(self, 'errors')), 0);
        if (mark === 0 || first(self)) {
          reset(self, false);
          return result;
        }
        return new PyBytes(asBuffer(result).slice(mark));
      },
      'reset(self)': (self) => reset(self, true),
      'getstate(self)': (self) => (mark === 0 ? 0 : first(self) ? 2 : 0),
      'setstate(self, state)': (self, state) => reset(self, state !== 0),
    },
    attributes: { _isFirst: true },
  });
  return type;
}

/** Decoders that begin with a byte order mark remember which they met. */
function incrementalDecoder(m: KernelMachine, standard: StandardCodec): PyType {
  const { module, codec } = standard;
  const isMarked = codec.encode('', 'strict').length > 0;
  const { bufferedDecoder } = incrementalTypes(m);
  if (!isMarked) {
    return libraryClass('IncrementalDecoder', {
      module: `encodings.${module}`,
      bases: [bufferedDecoder],
      methods: {
        '_buffer_decode(self, input, errors, final)': (_self, input, errors, final) =>
          decodeResult(standard, input, errors, final),
      },
    });
  }
  const decoders = new WeakMap<object, PieceDecoder>();
  const decoderOf = (self: Value): PieceDecoder => {
    const key = typeof self === 'object' && self !== null ? self : codec;
    let decoder = decoders.get(key);
    if (decoder === undefined) {
      decoder = new PieceDecoder(codec.name, errorsOf(getAttribute(self, 'errors')));
      decoders.set(key, decoder);
    }
    return decoder;
  };
  const family = codec.name.replaceAll('-', '_');
  return libraryClass('IncrementalDecoder', {
    module: `encodings.${module}`,
    bases: [bufferedDecoder],
    methods: {
      'decode(self, input, final=False)': (self, input, final) =>
        decoderOf(self).decode(asBuffer(input), isTrue(final)),
      'reset(self)': (self) => {
        decoderOf(self).state = { pending: new Uint8Array(0), encoding: family };
        return null;
      },
      'getstate(self)': (self) => {
        const { pending, encoding } = decoderOf(self).state;
        const order = encoding.endsWith('be') ? 1 : 0;
        return tuple(new PyBytes(pending.slice()), encoding === family ? 2 : order);
      },
      'setstate(self, state)': (self, state) => {
        const order = intValue(getItem(state, 1));
        const settled = codec.name === 'utf-8-sig' ? 'utf-8' : `${codec.name}-${order === 1 ? 'be' : 'le'}`;
        const pending = asBuffer(getItem(state, 0));
        decoderOf(self).state = { pending, encoding: order === 2 ? family : settled };
        return null;
      },
    },
  });
}

/** A file's byte order mark is written once, and read once. */
function streamClass(
  m: KernelMachine,
  standard: StandardCodec,
  name: 'StreamReader' | 'StreamWriter',
): PyType {
  const { module, codec } = standard;
  const mark = codec.encode('', 'strict').length;
  const { reader, writer } = streamTypes(m);
  const started = (self: Value): boolean => getAttribute(self, '_isStarted') === true;
  const settled = (self: Value): Value => getAttribute(self, '_order');
  return libraryClass(name, {
    module: `encodings.${module}`,
    bases: [name === 'StreamReader' ? reader : writer],
    attributes: { _isStarted: false, _order: null },
    methods: {
      "encode(self, input, errors='strict')": (self, input, errors) => {
        const result = encodeResult(standard, input, errors);
        const isFirst = !started(self);
        setAttribute(self, '_isStarted', true);
        if (isFirst || mark === 0) return result;
        return tuple(new PyBytes(asBuffer(getItem(result, 0)).slice(mark)), getItem(result, 1));
      },
      "decode(self, input, errors='strict')": (self, input, errors) => {
        if (mark === 0) return decodeResult(standard, input, errors, false);
        const bytes = asBuffer(input);
        const decoder = new PieceDecoder(codec.name, errorsOf(errors));
        const before = settled(self);
        if (typeof before === 'string') decoder.state = { pending: new Uint8Array(0), encoding: before };
        const text = decoder.decode(bytes, false);
        const { pending, encoding } = decoder.state;
        if (text !== '' || pending.length < bytes.length) setAttribute(self, '_order', encoding);
        return tuple(text, bytes.length - pending.length);
      },
      'reset(self)': (self) => {
        setAttribute(self, '_isStarted', false);
        setAttribute(self, '_order', null);
        if (name === 'StreamReader') {
          setAttribute(self, 'bytebuffer', new PyBytes(new Uint8Array(0)));
          setAttribute(self, 'charbuffer', '');
        }
        return null;
      },
    },
  });
}

/** A codec that is no text encoding. */
export function transformInfo(m: KernelMachine, transform: Transform): PyTuple {
  const made = infos(m).get(transform.module);
  if (made !== undefined) return made;
  const { name, module } = transform;
  const functionModule = `encodings.${module}`;
  const prefix = module.replace('_codec', '').replace('_13', '13');
  const { encoder, decoder } = incrementalTypes(m);
  const info = named(m, {
    name,
    encode: libraryFunction(
      `${prefix}_encode(input, errors='strict')`,
      (input) => tuple(transform.encode(input), sizeOf(input)),
      functionModule,
    ),
    decode: libraryFunction(
      `${prefix}_decode(input, errors='strict')`,
      (input) => tuple(transform.decode(input), sizeOf(input)),
      functionModule,
    ),
    incrementalencoder: libraryClass('IncrementalEncoder', {
      module: functionModule,
      bases: [encoder],
      methods: { 'encode(self, input, final=False)': (_self, input) => transform.encode(input) },
    }),
    incrementaldecoder: libraryClass('IncrementalDecoder', {
      module: functionModule,
      bases: [decoder],
      methods: { 'decode(self, input, final=False)': (_self, input) => transform.decode(input) },
    }),
    streamreader: streamTypes(m).reader,
    streamwriter: streamTypes(m).writer,
    _is_text_encoding: false,
  });
  infos(m).set(module, info);
  return info;
}
