// The type `array.array`: a sequence of numbers or characters, packed (Modules/arraymodule.c).

import { strValue } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import type { ComparisonName } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exception, indexError, typeError, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { addressOf } from '../../objects/identity.js';
import { asSize, indexOf } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { clampedIndex, compareItems, countItem, findItem } from '../../objects/sequence.js';
import { PySlice, resolveSlice } from '../../objects/slice.js';
import { lengthOf } from '../../objects/str-text.js';
import { givenTypeName, NotImplemented, typeName } from '../../objects/types.js';
import { warn } from '../../objects/warnings.js';
import { callAttribute, once } from '../library.js';
import { PyArrayIterator } from './iterator.js';
import { reduced } from './pickling.js';
import { PyArray } from './py-array.js';
import { BAD_ARGUMENT, deleteSubscript, position, setSubscript } from './subscripts.js';
import { characterBytes, typeCode } from './type-codes.js';

const BAD_CODE = 'bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)';

function newArray(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  if (keywords !== null && keywords.size > 0 && cls === arrayType()) {
    throw typeError('array.array() takes no keyword arguments');
  }
  const [code, initial] = args;
  if (code === undefined) throw typeError('array() takes at least 1 argument (0 given)');
  if (args.length > 2) throw typeError(`array() takes at most 2 arguments (${args.length} given)`);
  const text = strValue(code);
  if (text === undefined || lengthOf(text) !== 1) {
    throw typeError(`array() argument 1 must be a unicode character, not ${givenTypeName(code)}`);
  }
  if (text === 'u') {
    warn('DeprecationWarning', "The 'u' type code is deprecated and will be removed in Python 3.16");
  }
  const known = typeCode(text);
  const isText = known?.kind === 'text';
  if (initial !== undefined && !isText) {
    if (strValue(initial) !== undefined) {
      throw typeError(`cannot use a str to initialize an array with typecode '${text}'`);
    }
    if (initial instanceof PyArray && initial.typeCode.kind === 'text') {
      throw typeError(`cannot use a unicode array to initialize an array with typecode '${text}'`);
    }
  }
  if (known === undefined) throw valueError(BAD_CODE);
  const array = new PyArray(known, cls, cls.hasInstanceDict ? new Map() : null);
  if (initial !== undefined) fill(array, initial);
  return array;
}

function fill(array: PyArray, initial: Value): void {
  const text = strValue(initial);
  if (text !== undefined) array.appendBytes(characterBytes(text));
  else if (initial instanceof PyBytes || initial instanceof PyByteArray) array.extendWithBytes(initial);
  else if (initial instanceof PyArray) for (const item of initial.items()) array.append(item);
  else array.extend(initial);
}

/** A new array of the same kind; those that slicing and adding give are plain ones. */
export function like(self: PyArray, bytes: Uint8Array): PyArray {
  const array = new PyArray(self.typeCode, arrayType());
  array.appendBytes(bytes);
  return array;
}

function getSubscript(self: PyArray, key: Value): Value {
  if (!(key instanceof PySlice)) return self.at(position(self, key, ''));
  const { start, step, count } = resolveSlice(key, self.length);
  return like(self, self.slice(start, step, count));
}

function comparison(name: ComparisonName): (self: PyArray, other: Value) => Value {
  return (self, other) =>
    other instanceof PyArray ? compareItems(self.items(), other.items(), name) : NotImplemented;
}

function repeatedBytes(self: PyArray, count: Value): Uint8Array | undefined {
  const given = indexOf(count);
  if (given === undefined) return undefined;
  const times = Math.max(0, Number(given));
  const { data } = self;
  if (data.length * times > 2 ** 32) throw exception('MemoryError');
  const bytes = new Uint8Array(data.length * times);
  for (let at = 0; at < bytes.length; at += data.length) bytes.set(data, at);
  return bytes;
}

function times(self: PyArray, count: Value): Value {
  const bytes = repeatedBytes(self, count);
  return bytes === undefined ? NotImplemented : like(self, bytes);
}

function textOf(self: PyArray, method: string): string {
  if (self.typeCode.kind !== 'text') {
    throw valueError(`${method}() may only be called on unicode type arrays ('u' or 'w')`);
  }
  return self
    .items()
    .map((item) => strValue(item) ?? '')
    .join('');
}

function representation(self: PyArray): string {
  const { code, kind } = self.typeCode;
  const name = typeName(self).split('.').at(-1);
  if (self.length === 0) return `${name}('${code}')`;
  return `${name}('${code}', ${repr(kind === 'text' ? textOf(self, 'tounicode') : new PyList(self.items()))})`;
}

function fromFile(self: PyArray, file: Value, count: Value): Value {
  const wanted = asSize(count) * self.itemSize;
  if (wanted < 0) throw valueError('negative count');
  const bytes = callAttribute(file, 'read', wanted);
  if (!(bytes instanceof PyBytes)) throw typeError("read() didn't return bytes");
  self.extendWithBytes(bytes);
  if (bytes.data.length !== wanted) throw exception('EOFError', "read() didn't return enough bytes");
  return null;
}

function swapBytes(self: PyArray): Value {
  const { data, itemSize } = self;
  for (let at = 0; at < data.length; at += itemSize) data.subarray(at, at + itemSize).reverse();
  return null;
}

function reverse(self: PyArray): Value {
  self.splice(0, self.length, self.slice(self.length - 1, -1, self.length));
  return null;
}

function fromList(self: PyArray, list: Value): Value {
  if (!(list instanceof PyList)) throw typeError('arg must be list');
  const { length } = self;
  try {
    for (const item of list.items) self.append(item);
  } catch (error) {
    self.splice(length, self.length - length, new Uint8Array(0));
    throw error;
  }
  return null;
}

export const arrayType: () => PyType = once((): PyType => {
  const type = defineType('array.array', {
    module: 'array',
    doc: 'array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode.',
    slots: {
      new_: newArray,
      init: () => undefined,
      hash: null,
      repr: representation,
      len: (self: PyArray) => self.length,
      iter: (self: PyArray) => new PyArrayIterator(self),
      contains: (self: PyArray, item) => findItem(self.items(), item, 0, self.length) >= 0,
      getitem: getSubscript,
      setitem: setSubscript,
      delitem: deleteSubscript,
      eq: comparison('eq'),
      ne: comparison('ne'),
      lt: comparison('lt'),
      le: comparison('le'),
      gt: comparison('gt'),
      ge: comparison('ge'),
      add: (self: PyArray, other) => {
        if (!(other instanceof PyArray)) {
          throw typeError(`can only append array (not "${typeName(other)}") to array`);
        }
        if (other.typeCode.code !== self.typeCode.code) throw typeError(BAD_ARGUMENT);
        const sum = like(self, self.data);
        sum.appendBytes(other.data);
        return sum;
      },
      mul: times,
      rmul: times,
      iadd: (self: PyArray, other) => {
        if (!(other instanceof PyArray)) {
          throw typeError(`can only extend array with array (not "${typeName(other)}")`);
        }
        self.extend(other);
        return self;
      },
      imul: (self: PyArray, count) => {
        const bytes = repeatedBytes(self, count);
        if (bytes === undefined) return NotImplemented;
        self.splice(0, self.length, bytes);
        return self;
      },
    },
    methods: {
      'append(v, /)': (self: PyArray, value) => {
        self.append(value);
        return null;
      },
      'buffer_info()': (self: PyArray) => tuple(Number(addressOf(self)), self.length),
      'byteswap()': swapBytes,
      'clear()': (self: PyArray) => {
        self.splice(0, self.length, new Uint8Array(0));
        return null;
      },
      'count(v, /)': (self: PyArray, value) => countItem(self.items(), value),
      'extend(bb, /)': (self: PyArray, iterable) => {
        self.extend(iterable);
        return null;
      },
      'frombytes(buffer, /)': (self: PyArray, bytes) => {
        self.extendWithBytes(bytes);
        return null;
      },
      'fromfile(f, n, /)': fromFile,
      'fromlist(list, /)': fromList,
      'fromunicode(ustr, /)': (self: PyArray, value) => {
        const text = strValue(value);
        if (text === undefined) {
          throw typeError(`fromunicode() argument must be str, not ${givenTypeName(value)}`);
        }
        textOf(self, 'fromunicode');
        self.appendBytes(characterBytes(text));
        return null;
      },
      'index(v, start=0, stop=9223372036854775807, /)': (self: PyArray, value, start, stop) => {
        const { length } = self;
        const index = findItem(self.items(), value, clampedIndex(start, length), clampedIndex(stop, length));
        if (index < 0) throw valueError('array.index(x): x not in array');
        return index;
      },
      'insert(i, v, /)': (self: PyArray, given, value) => {
        self.insert(clampedIndex(asSize(given), self.length), value);
        return null;
      },
      'pop(i=-1, /)': (self: PyArray, given) => {
        if (self.length === 0) throw indexError('pop from empty array');
        const index = asSize(given);
        const at = index < 0 ? index + self.length : index;
        if (at < 0 || at >= self.length) throw indexError('pop index out of range');
        const item = self.at(at);
        self.splice(at, 1, new Uint8Array(0));
        return item;
      },
      'remove(v, /)': (self: PyArray, value) => {
        const index = findItem(self.items(), value, 0, self.length);
        if (index < 0) throw valueError('array.remove(x): x not in array');
        self.splice(index, 1, new Uint8Array(0));
        return null;
      },
      'reverse()': reverse,
      'tobytes()': (self: PyArray) => new PyBytes(self.data.slice()),
      'tofile(f, /)': (self: PyArray, file) => {
        callAttribute(file, 'write', new PyBytes(self.data.slice()));
        return null;
      },
      'tolist()': (self: PyArray) => new PyList(self.items()),
      'tounicode()': (self: PyArray) => textOf(self, 'tounicode'),
      '__copy__()': (self: PyArray) => like(self, self.data),
      '__deepcopy__(unused, /)': (self: PyArray) => like(self, self.data),
      '__reduce_ex__(value, /)': reduced,
      '__sizeof__()': (self: PyArray) => 64 + self.data.length,
    },
    classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
    properties: {
      itemsize: (self: PyArray) => self.itemSize,
      typecode: (self: PyArray) => self.typeCode.code,
    },
  });
  type.patternKind = 'sequence';
  return type;
});
