// The `json` package: `json`, `json.decoder`, `json.encoder`, `json.scanner`.

import { defineModule, type ModuleDefinition } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { asBuffer } from '../../objects/buffers.js';
import { PyList } from '../../objects/containers.js';
import { keywordsOf } from '../../objects/keywords.js';
import { type NativeBody, native } from '../../objects/native.js';
import type { Keywords, Value } from '../../objects/object.js';
import { callAttribute, libraryFunctions, perMachine } from '../library.js';
import { decodeErrorClass } from './decode-error.js';
import { decoderClass, detectEncoding, loads, makeScanner, scanString } from './decoder.js';
import { encoderClass, encoderFor, encodeString, makeEncoder, writeTo } from './encoder.js';

const DUMP_PARAMETERS =
  'skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, ' +
  'default=None, sort_keys=False, **kw';
const LOAD_PARAMETERS =
  'cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw';

/** The encoder for the options of `dump` and `dumps`, in the order of their parameters. */
function encoderOf(m: KernelMachine, options: readonly Value[]): Value {
  const [skipkeys, ascii, circular, nan, cls = null, indent, separators, otherwise, sortKeys, more = null] =
    options;
  const given = new Map<string, Value>([
    ['skipkeys', skipkeys ?? false],
    ['ensure_ascii', ascii ?? true],
    ['check_circular', circular ?? true],
    ['allow_nan', nan ?? true],
    ['indent', indent ?? null],
    ['separators', separators ?? null],
    ['default', otherwise ?? null],
    ['sort_keys', sortKeys ?? false],
  ]);
  const plain: readonly Value[] = [false, true, true, true, null, null, null, false];
  const isPlain = [...given.values()].every((value, index) => value === plain[index]);
  for (const [name, value] of keywordsOf(more) ?? []) given.set(name, value);
  return encoderFor(m, cls, isPlain && cls === null && given.size === plain.length ? new Map() : given);
}

/** The hooks that `load` and `loads` were given. */
function hooksOf(options: readonly Value[]): Keywords {
  const names = ['object_hook', 'parse_float', 'parse_int', 'parse_constant', 'object_pairs_hook'];
  const hooks = new Map<string, Value>(keywordsOf(options[names.length] ?? null) ?? []);
  for (const [index, name] of names.entries()) {
    const hook = options[index] ?? null;
    if (hook !== null) hooks.set(name, hook);
  }
  return hooks;
}

/** What CPython writes in C, and in Python once more. */
const accelerated = perMachine((m: KernelMachine) => {
  const make = (signature: string, body: NativeBody): Value => {
    const fn = native(signature, body);
    fn.module = '_json';
    return fn;
  };
  return {
    scanstring: make('scanstring(string, end, strict=True, /)', (string, end, strict) =>
      scanString(m, string, end, strict),
    ),
    makeScanner: make('make_scanner(context)', (context) => makeScanner(m, context)),
    encodeAscii: make('encode_basestring_ascii(string, /)', (text) => encodeString(text, true)),
    encode: make('encode_basestring(string, /)', (text) => encodeString(text, false)),
    makeEncoder: make(
      'make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)',
      makeEncoder,
    ),
  };
});

const json = defineModule('json', (m: KernelMachine) => ({
  __all__: new PyList(['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']),
  __version__: '2.0.9',
  decoder: m.importModule('json.decoder', m.builtins, ['decoder'], 0),
  encoder: m.importModule('json.encoder', m.builtins, ['encoder'], 0),
  scanner: m.importModule('json.scanner', m.builtins, ['scanner'], 0),
  JSONDecoder: decoderClass(m),
  JSONDecodeError: decodeErrorClass(m),
  JSONEncoder: encoderClass(m),
  ...libraryFunctions('json', {
    [`dumps(obj, *, ${DUMP_PARAMETERS})`]: (value, ...options) =>
      callAttribute(encoderOf(m, options), 'encode', value),
    [`dump(obj, fp, *, ${DUMP_PARAMETERS})`]: (value, file, ...options) =>
      writeTo(encoderOf(m, options), value, file),
    [`loads(s, *, ${LOAD_PARAMETERS})`]: (string, cls, ...options) => loads(m, string, cls, hooksOf(options)),
    [`load(fp, *, ${LOAD_PARAMETERS})`]: (file, cls, ...options) =>
      loads(m, callAttribute(file, 'read'), cls, hooksOf(options)),
    'detect_encoding(b)': (bytes) => detectEncoding(asBuffer(bytes)),
  }),
}));

const decoder = defineModule('json.decoder', (m: KernelMachine) => {
  const { scanstring } = accelerated(m);
  return {
    __all__: new PyList(['JSONDecoder', 'JSONDecodeError']),
    JSONDecoder: decoderClass(m),
    JSONDecodeError: decodeErrorClass(m),
    scanstring,
    c_scanstring: scanstring,
    NaN: new PyFloat(Number.NaN),
    PosInf: new PyFloat(Number.POSITIVE_INFINITY),
    NegInf: new PyFloat(Number.NEGATIVE_INFINITY),
  };
});

const encoder = defineModule('json.encoder', (m: KernelMachine) => {
  const { encode, encodeAscii, makeEncoder: make } = accelerated(m);
  return {
    JSONEncoder: encoderClass(m),
    encode_basestring: encode,
    c_encode_basestring: encode,
    encode_basestring_ascii: encodeAscii,
    c_encode_basestring_ascii: encodeAscii,
    c_make_encoder: make,
    INFINITY: new PyFloat(Number.POSITIVE_INFINITY),
  };
});

const scanner = defineModule('json.scanner', (m: KernelMachine) => {
  const { makeScanner: make } = accelerated(m);
  return { __all__: new PyList(['make_scanner']), make_scanner: make, c_make_scanner: make };
});

export const jsonModules: readonly ModuleDefinition<KernelMachine>[] = [json, decoder, encoder, scanner];
