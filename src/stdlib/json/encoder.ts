// `json.JSONEncoder`, `json.dump` and `json.dumps`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { iterate, nativeIterator, toArray, unpack } from '../../objects/iteration.js';
import { native } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { mul } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { writeString } from './json-string.js';
import { JsonWriter, type WriterOptions } from './writer.js';

/** `encode_basestring_ascii` and `encode_basestring` */
export function encodeString(value: Value, isAscii: boolean): string {
  const text = strValue(value);
  if (text === undefined) throw typeError(`first argument must be a string, not ${typeName(value)}`);
  return writeString(text, isAscii);
}

function separator(value: Value, position: number): string {
  const text = strValue(value);
  if (text !== undefined) return text;
  throw typeError(`make_encoder() argument ${position} must be str, not ${typeName(value)}`);
}

function indentation(indent: Value): string | undefined {
  if (indent === null) return undefined;
  return strValue(indent) ?? str(mul(' ', indent));
}

/** What the attributes of an encoder ask for. */
function optionsOf(self: Value): WriterOptions {
  const part = (name: string): Value => getAttribute(self, name);
  const findsCircles = isTrue(part('check_circular'));
  const isAscii = isTrue(part('ensure_ascii'));
  const otherwise = part('default');
  return {
    findsCircles,
    otherwise: (value) => call(otherwise, [value]),
    string: (text) => encodeString(text, isAscii),
    indent: indentation(part('indent')),
    keySeparator: separator(part('key_separator'), 5),
    itemSeparator: separator(part('item_separator'), 6),
    sortsKeys: isTrue(part('sort_keys')),
    skipsKeys: isTrue(part('skipkeys')),
    allowsNan: isTrue(part('allow_nan')),
  };
}

/** The pieces of a value, made one after the other. */
function pieces(options: WriterOptions, value: Value): Value {
  let writer: JsonWriter | undefined;
  let ready: readonly string[] = [];
  let index = 0;
  return nativeIterator('generator', () => {
    writer ??= new JsonWriter(options, value, 0);
    if (index === ready.length) {
      ready = writer.next() ?? [];
      index = 0;
    }
    return ready[index++];
  });
}

function encode(self: Value, value: Value): Value {
  if (strValue(value) !== undefined) return encodeString(value, isTrue(getAttribute(self, 'ensure_ascii')));
  const chunks = call(getAttribute(self, 'iterencode'), [value], new Map([['_one_shot', true]]));
  return callAttribute('', 'join', new PyList(toArray(chunks)));
}

export const encoderClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('JSONEncoder', {
      module: 'json.encoder',
      instanceDict: true,
      doc: 'Extensible JSON <https://json.org> encoder for Python data structures.',
      attributes: { item_separator: ', ', key_separator: ': ' },
      methods: {
        '__init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None, separators=None, default=None)':
          (self, skipkeys, ensureAscii, checkCircular, allowNan, sortKeys, indent, separators, otherwise) => {
            const parts: Record<string, Value> = {
              skipkeys,
              ensure_ascii: ensureAscii,
              check_circular: checkCircular,
              allow_nan: allowNan,
              sort_keys: sortKeys,
              indent,
            };
            if (separators !== null) {
              const [item = null, key = null] = unpack(separators, 2);
              parts.item_separator = item;
              parts.key_separator = key;
            } else if (indent !== null) parts.item_separator = ',';
            if (otherwise !== null) parts.default = otherwise;
            for (const [name, value] of Object.entries(parts)) setOwnAttribute(self, name, value);
            return null;
          },
        'default(self, o)': (_self, value) => {
          throw typeError(`Object of type ${typeName(value)} is not JSON serializable`);
        },
        'encode(self, o)': encode,
        'iterencode(self, o, _one_shot=False)': (self, value, oneShot) => {
          const options = optionsOf(self);
          return isTrue(oneShot) ? tuple(new JsonWriter(options, value, 0).all()) : pieces(options, value);
        },
      },
    }),
);

const defaultEncoder = perMachine((m: KernelMachine) => call(encoderClass(m)));

/** The encoder for the arguments of `dump` and `dumps`, all given by name. */
export function encoderFor(m: KernelMachine, cls: Value, given: Keywords): Value {
  return cls === null && given.size === 0 ? defaultEncoder(m) : call(cls ?? encoderClass(m), [], given);
}

/** `json.dump` writes each piece as it is made. */
export function writeTo(encoder: Value, value: Value, file: Value): Value {
  for (const piece of iterate(callAttribute(encoder, 'iterencode', value))) {
    callAttribute(file, 'write', piece);
  }
  return null;
}

/** `c_make_encoder(markers, default, encoder, indent, ...)`: a function of a value and its level. */
export function makeEncoder(...given: Value[]): Value {
  const [markers = null, otherwise = null, encoder = null, indent = null, ...rest] = given;
  const [key = null, item = null, sortKeys = false, skipKeys = false, allowNan = true] = rest;
  if (markers !== null && !(markers instanceof PyDict)) {
    throw typeError(`make_encoder() argument 1 must be dict or None, not ${typeName(markers)}`);
  }
  const options: WriterOptions = {
    findsCircles: markers !== null,
    otherwise: (value) => call(otherwise, [value]),
    string: (value) => {
      const text = strValue(call(encoder, [value]));
      if (text === undefined) throw typeError('encoder() must return a string');
      return text;
    },
    indent: indentation(indent),
    keySeparator: separator(key, 5),
    itemSeparator: separator(item, 6),
    sortsKeys: isTrue(sortKeys),
    skipsKeys: isTrue(skipKeys),
    allowsNan: isTrue(allowNan),
  };
  return native(
    '_iterencode(obj, _current_indent_level)',
    (value, level) =>
      new PyTuple([new JsonWriter(options, value, Number(intValue(asIndex(level)) ?? 0)).all()]),
  );
}
