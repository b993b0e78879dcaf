// str: its operations. Its methods stand in `str-methods.ts`.

import { PyStr, strValue } from './boxed.js';
import { bufferOf } from './buffers.js';
import { unexpectedKeyword } from './closest-name.js';
import { decodeBytes } from './codecs.js';
import { exception, indexError, overflowError, typeError } from './exceptions.js';
import { indexOf, MAX_SIZE } from './index.js';
import { iteratorType } from './iteration.js';
import { extendType } from './native.js';
import { type Keywords, PyObject, type PyType, type Value } from './object.js';
import { formatPercent } from './percent-format.js';
import { strObject } from './repr.js';
import { PySlice, resolveSlice } from './slice.js';
import { hashString } from './str-hash.js';
import { strRepr } from './str-repr.js';
import { charAt, compareStrings, isAscii, lengthOf, pickChars } from './str-text.js';
import { indexIn } from './text-search.js';
import { givenTypeName, NotImplemented, strType, typeName } from './types.js';

/** The text of an instance of str. */
const own = (self: Value): string => strValue(self) ?? '';

const PARAMETERS = ['object', 'encoding', 'errors'];

/** `str(object)`, or `str(bytes, encoding, errors)`: `unicode_new_impl`. */
function newStr(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const text = textFromArguments(args, keywords);
  return cls === strType
    ? text
    : new PyStr(strValue(text) ?? '', cls, cls.hasInstanceDict ? new Map() : null);
}

function textFromArguments(args: readonly Value[], keywords: Keywords | null): Value {
  const count = args.length + (keywords?.size ?? 0);
  if (count > 3 && count > args.length) throw typeError(`str() takes at most 3 arguments (${count} given)`);
  if (args.length > 3) throw typeError(`str expected at most 3 arguments, got ${args.length}`);
  const given: (Value | undefined)[] = [args[0], args[1], args[2]];
  for (const [name, value] of keywords ?? []) {
    const position = PARAMETERS.indexOf(name);
    if (position < 0) throw typeError(unexpectedKeyword('str()', name, PARAMETERS));
    if (given[position] !== undefined) {
      throw typeError(`argument for str() given by name ('${name}') and position (${position + 1})`);
    }
    given[position] = value;
  }
  const [object, encoding, errors] = given;
  if (object === undefined) return '';
  if (encoding === undefined && errors === undefined) return strObject(object);
  const [codec, handler] = [textArgument(encoding, 'encoding'), textArgument(errors, 'errors')];
  const bytes = bufferOf(object);
  if (bytes !== undefined) return decodeBytes(bytes, codec ?? 'utf-8', handler ?? 'strict');
  if (strValue(object) !== undefined) throw typeError('decoding str is not supported');
  throw typeError(`decoding to str: need a bytes-like object, ${typeName(object)} found`);
}

function textArgument(value: Value | undefined, name: string): string | undefined {
  if (value === undefined) return undefined;
  const text = strValue(value);
  if (text === undefined)
    throw typeError(`str() argument '${name}' must be str, not ${givenTypeName(value)}`);
  return text;
}

function getSubscript(self: Value, key: Value): Value {
  const text = own(self);
  if (key instanceof PySlice) {
    const { start, step, count } = resolveSlice(key, lengthOf(text));
    return pickChars(text, start, step, count);
  }
  const index = typeof key === 'number' ? key : indexOf(key);
  if (index === undefined) throw typeError(`string indices must be integers, not '${typeName(key)}'`);
  if (index > MAX_SIZE || index < -MAX_SIZE) {
    throw indexError(`cannot fit '${typeName(key)}' into an index-sized integer`);
  }
  const position = Number(index);
  const char = charAt(text, position < 0 ? position + lengthOf(text) : position);
  if (char === undefined) throw indexError('string index out of range');
  return char;
}

/** The host's strings hold no more. */
const MAX_LENGTH = 2 ** 29 - 24;

function repeat(self: Value, count: Value): Value {
  const times = indexOf(count);
  if (times === undefined) return NotImplemented;
  if (times <= 0) return '';
  if (times > MAX_SIZE) throw overflowError(`cannot fit '${typeName(count)}' into an index-sized integer`);
  const text = own(self);
  if (text.length * Number(times) > MAX_LENGTH) throw exception('MemoryError');
  return text.repeat(Number(times));
}

function concatenate(self: Value, other: Value): Value {
  const text = strValue(other);
  if (text === undefined) return NotImplemented;
  const own = strValue(self) ?? '';
  if (own.length + text.length > MAX_LENGTH) throw exception('MemoryError');
  return own + text;
}

function comparison(holds: (sign: number) => boolean) {
  return (self: Value, other: Value): Value => {
    const text = strValue(other);
    return text === undefined ? NotImplemented : holds(compareStrings(own(self), text));
  };
}

/** Steps through a text by code points. */
export class PyStrIterator extends PyObject {
  /** In the host's units. */
  at = 0;

  constructor(
    cls: PyType,
    public text: string | undefined,
  ) {
    super(cls);
  }

  step(): Value | undefined {
    const { text } = this;
    const code = text?.codePointAt(this.at);
    if (code === undefined) {
      this.text = undefined;
      return undefined;
    }
    this.at += code > 0xffff ? 2 : 1;
    return String.fromCodePoint(code);
  }
}

const rest = {
  methods: {
    '__length_hint__()': (self: PyStrIterator) =>
      self.text === undefined ? 0 : lengthOf(self.text.slice(self.at)),
  },
};
export const strIteratorTypes = [
  iteratorType('str_ascii_iterator', rest),
  iteratorType('str_iterator', rest),
] as const;

function iterateText(self: Value): Value {
  const text = own(self);
  return new PyStrIterator(strIteratorTypes[isAscii(text) ? 0 : 1], text);
}

extendType(strType, {
  doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to 'utf-8'.\nerrors defaults to 'strict'.",
  slots: {
    new_: newStr,
    repr: (self) => strRepr(own(self)),
    str: own,
    hash: (self) => hashString(own(self)),
    len: (self) => lengthOf(own(self)),
    iter: iterateText,
    contains: (self, item) => {
      const text = strValue(item);
      if (text === undefined) {
        throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
      }
      return indexIn(own(self), text) >= 0;
    },
    getitem: getSubscript,
    eq: (self, other) => {
      const text = strValue(other);
      return text === undefined ? NotImplemented : own(self) === text;
    },
    ne: (self, other) => {
      const text = strValue(other);
      return text === undefined ? NotImplemented : own(self) !== text;
    },
    lt: comparison((sign) => sign < 0),
    le: comparison((sign) => sign <= 0),
    gt: comparison((sign) => sign > 0),
    ge: comparison((sign) => sign >= 0),
    add: concatenate,
    mul: repeat,
    rmul: repeat,
    mod: (self, values) => formatPercent(own(self), values),
    rmod: (self, format) => {
      const text = strValue(format);
      return text === undefined ? NotImplemented : formatPercent(text, self);
    },
  },
});
