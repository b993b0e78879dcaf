// `json.JSONDecoder` and `json.loads`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { decodeBytes } from '../../objects/codecs.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, tuple } from '../../objects/containers.js';
import {
  isExceptionOf,
  keyError,
  stopIteration,
  stopIterationValue,
  typeError,
  valueError,
} from '../../objects/exceptions.js';
import { asIndex, asSizeArgument } from '../../objects/index.js';
import { unpack } from '../../objects/iteration.js';
import { defineType, native } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { codePointIndex, lengthOf, unitIndex } from '../../objects/str-text.js';
import { floatType, intType, typeName } from '../../objects/types.js';
import { callAttribute, once, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { decodeError } from './decode-error.js';
import { JsonProblem, positionOf, readString } from './json-string.js';
import { JsonReader, NoValue, type ReaderOptions, skipSpace } from './reader.js';

/** Runs a reading whose problems become exceptions of the program's. */
function reading<T>(m: KernelMachine, text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonProblem) throw decodeError(m, error.message, text, positionOf(text, error));
    if (error instanceof NoValue) throw stopIteration(codePointIndex(text, error.unit));
    throw error;
  }
}

/** What `make_scanner` gives: called with a text and a position it reads the value there. */
class PyJsonScanner extends PyObject {
  constructor(
    readonly machine: KernelMachine,
    readonly options: ReaderOptions,
  ) {
    super(scannerType());
  }

  read(text: string, index: number): readonly [Value, number] {
    return reading(this.machine, text, () => {
      const reader = new JsonReader(text, unitIndex(text, index), this.options);
      const value = reader.read();
      return [value, codePointIndex(text, reader.end)];
    });
  }
}

function textOf(value: Value): string {
  const text = strValue(value);
  if (text === undefined) throw typeError(`first argument must be a string, not ${typeName(value)}`);
  return text;
}

const scannerType: () => PyType = once(
  (): PyType =>
    defineType('_json.Scanner', {
      module: '_json',
      slots: {
        call: (self: PyJsonScanner, args) => {
          const [string = null, index = 0] = args;
          const position = Number(asIndex(index));
          if (position < 0) throw valueError('idx cannot be negative');
          return tuple(...self.read(textOf(string), position));
        },
      },
      properties: {
        strict: (self: PyJsonScanner) => self.options.isStrict,
        object_hook: (self: PyJsonScanner) => self.options.objectHook,
        object_pairs_hook: (self: PyJsonScanner) => self.options.objectPairsHook,
        parse_float: (self: PyJsonScanner) => self.options.parseFloat,
        parse_int: (self: PyJsonScanner) => self.options.parseInt,
        parse_constant: (self: PyJsonScanner) => self.options.parseConstant,
      },
    }),
);

/** `json.scanner.make_scanner(context)` */
export function makeScanner(m: KernelMachine, context: Value): PyObject {
  const part = (name: string): Value => getAttribute(context, name);
  return new PyJsonScanner(m, {
    isStrict: isTrue(part('strict')),
    objectHook: part('object_hook'),
    objectPairsHook: part('object_pairs_hook'),
    parseFloat: part('parse_float'),
    parseInt: part('parse_int'),
    parseConstant: part('parse_constant'),
  });
}

/** `json.decoder.scanstring(string, end, strict=True)` */
export function scanString(m: KernelMachine, string: Value, end: Value, strict: Value): Value {
  const index = asSizeArgument(end);
  const text = textOf(string);
  if (index < 0 || index > lengthOf(text)) throw valueError('end is out of bounds');
  const start = unitIndex(text, index);
  const [value, next] = reading(m, text, () => readString(text, start, isTrue(strict)));
  return tuple(value, codePointIndex(text, next));
}

function constantOf(name: Value): Value {
  if (name === 'NaN') return new PyFloat(Number.NaN);
  if (name === 'Infinity') return new PyFloat(Number.POSITIVE_INFINITY);
  if (name === '-Infinity') return new PyFloat(Number.NEGATIVE_INFINITY);
  throw keyError(name);
}

function rawDecode(m: KernelMachine, self: Value, string: Value, index: Value): Value {
  try {
    return callAttribute(self, 'scan_once', string, index);
  } catch (error) {
    if (!isExceptionOf(error, 'StopIteration')) throw error;
    const position = stopIterationValue(error);
    throw decodeError(m, 'Expecting value', string, typeof position === 'number' ? position : 0);
  }
}

function decode(m: KernelMachine, self: Value, string: Value): Value {
  const text = strValue(string);
  if (text === undefined) throw typeError(`expected string or bytes-like object, got '${typeName(string)}'`);
  const start = codePointIndex(text, skipSpace(text, 0));
  const keywords: Keywords = new Map([['idx', start]]);
  const [value = null, end = null] = unpack(call(getAttribute(self, 'raw_decode'), [string], keywords), 2);
  const last = skipSpace(text, unitIndex(text, Number(asIndex(end))));
  if (last < text.length) throw decodeError(m, 'Extra data', string, codePointIndex(text, last));
  return value;
}

export const decoderClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('JSONDecoder', {
      module: 'json.decoder',
      instanceDict: true,
      doc: 'Simple JSON <https://json.org> decoder.',
      methods: {
        '__init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, object_pairs_hook=None)':
          (self, objectHook, toFloat, toInt, toConstant, strict, objectPairsHook) => {
            const parts: Record<string, Value> = {
              object_hook: objectHook,
              parse_float: isTrue(toFloat) ? toFloat : floatType,
              parse_int: isTrue(toInt) ? toInt : intType,
              parse_constant: isTrue(toConstant) ? toConstant : native('__getitem__(key, /)', constantOf),
              strict,
              object_pairs_hook: objectPairsHook,
              memo: new PyDict(),
            };
            for (const [name, value] of Object.entries(parts)) setOwnAttribute(self, name, value);
            setOwnAttribute(self, 'scan_once', makeScanner(m, self));
            return null;
          },
        'decode(self, s)': (self, string) => decode(m, self, string),
        'raw_decode(self, s, idx=0)': (self, string, index) => rawDecode(m, self, string, index),
      },
    }),
);

const defaultDecoder = perMachine((m: KernelMachine) => call(decoderClass(m)));

/** `json.loads`; `hooks` are the arguments that were given by name. */
export function loads(m: KernelMachine, string: Value, cls: Value, hooks: Keywords): Value {
  const text = documentText(m, string);
  if (cls === null && hooks.size === 0) return decode(m, defaultDecoder(m), text);
  return callAttribute(call(cls ?? decoderClass(m), [], hooks), 'decode', text);
}

function documentText(m: KernelMachine, string: Value): Value {
  const text = strValue(string);
  if (text !== undefined) {
    if (!text.startsWith('\ufeff')) return string;
    throw decodeError(m, 'Unexpected UTF-8 BOM (decode using utf-8-sig)', string, 0);
  }
  if (string instanceof PyBytes || string instanceof PyByteArray) {
    return decodeBytes(string.data, detectEncoding(string.data), 'surrogatepass');
  }
  throw typeError(`the JSON object must be str, bytes or bytearray, not ${typeName(string)}`);
}

/** By the mark at the beginning, or by where there are zeros among the first bytes. */
export function detectEncoding(bytes: Uint8Array): string {
  const startsWith = (...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte);
  if (startsWith(0, 0, 0xfe, 0xff) || startsWith(0xff, 0xfe, 0, 0)) return 'utf-32';
  if (startsWith(0xfe, 0xff) || startsWith(0xff, 0xfe)) return 'utf-16';
  if (startsWith(0xef, 0xbb, 0xbf)) return 'utf-8-sig';
  const [first, second, third, fourth] = bytes;
  if (bytes.length >= 4) {
    if (first === 0) return second === 0 ? 'utf-32-be' : 'utf-16-be';
    if (second === 0) return third === 0 && fourth === 0 ? 'utf-32-le' : 'utf-16-le';
  } else if (bytes.length === 2) {
    if (first === 0) return 'utf-16-be';
    if (second === 0) return 'utf-16-le';
  }
  return 'utf-8';
}
