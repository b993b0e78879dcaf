// bytearray: what it does beyond bytes, which is to change.

import { getAttribute } from './attributes.js';
import { bytearrayIteratorType, PyBufferIterator } from './buffer-iterator.js';
import { bufferOf, latin1, PyByteArray, PyBytes } from './buffers.js';
import { bufferMethods, makeTable } from './bytes-methods.js';
import { asByte, bytesFromArguments, bytesFromIterableOrBuffer } from './bytes-new.js';
import { bufferSlots, bytePosition, repeatedBytes } from './bytes-slots.js';
import { call } from './call.js';
import { emptyTuple, tuple } from './containers.js';
import { indexError, type PyException, typeError, valueError } from './exceptions.js';
import { bytesFromHex } from './hex.js';
import { asSize } from './index.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { PySlice, resolveSlice } from './slice.js';
import { bytesRepr } from './str-repr.js';
import { bytearrayType, NotImplemented, typeName } from './types.js';

/** `__reduce_ex__`: old protocols have no bytes, but text of the same characters. */
function reduced(self: PyByteArray, protocol: number): Value {
  const bytes = self.data.slice();
  const args = protocol < 3 ? tuple(latin1(bytes), 'latin-1') : tuple(new PyBytes(bytes));
  const state = call(getAttribute(self, '__getstate__'));
  return tuple(self.cls, bytes.length === 0 ? emptyTuple : args, state);
}

const make = (data: Uint8Array): PyByteArray => new PyByteArray(data);
const NOTHING = new Uint8Array(0);

function newByteArray(cls: PyType): Value {
  return new PyByteArray(new Uint8Array(0), cls, cls.hasInstanceDict ? new Map() : null);
}

function initialize(self: PyByteArray, args: readonly Value[], keywords: Keywords | null): void {
  self.splice(0, self.length, bytesFromArguments('bytearray', args, keywords));
}

function outOfRange(): PyException {
  return indexError('bytearray index out of range');
}

function positionOf(self: PyByteArray, key: Value): number {
  const position = bytePosition(key, self.length, 'bytearray');
  if (position < 0 || position >= self.length) throw outOfRange();
  return position;
}

function assign(self: PyByteArray, key: Value, value: Value): void {
  if (key instanceof PySlice) assignSlice(self, key, value);
  else {
    const position = positionOf(self, key);
    self.data[position] = asByte(value);
  }
}

function assignSlice(self: PyByteArray, slice: PySlice, value: Value): void {
  const bytes = bytesFromIterableOrBuffer(value);
  if (bytes === undefined) {
    throw typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
  }
  const { start, stop, step, count } = resolveSlice(slice, self.length);
  if (step === 1) {
    self.splice(start, Math.max(0, stop - start), bytes);
    return;
  }
  if (bytes.length !== count) {
    throw valueError(`attempt to assign bytes of size ${bytes.length} to extended slice of size ${count}`);
  }
  const { data } = self;
  for (const [index, byte] of bytes.entries()) data[start + index * step] = byte;
}

function remove(self: PyByteArray, key: Value): void {
  if (!(key instanceof PySlice)) {
    self.splice(positionOf(self, key), 1, NOTHING);
    return;
  }
  const { start, step, count } = resolveSlice(key, self.length);
  if (step === 1) {
    self.splice(start, count, NOTHING);
    return;
  }
  const gone = new Set(Array.from({ length: count }, (_, index) => start + index * step));
  self.splice(
    0,
    self.length,
    self.data.filter((_, index) => !gone.has(index)),
  );
}

function extend(self: PyByteArray, value: Value): void {
  const bytes = bytesFromIterableOrBuffer(value, true);
  if (bytes !== undefined) {
    self.splice(self.length, 0, bytes);
    return;
  }
  if (typeName(value) === 'str') throw typeError("expected iterable of integers; got: 'str'");
  throw typeError(`can't extend bytearray with ${typeName(value)}`);
}

function pop(self: PyByteArray, given: Value): Value {
  if (self.length === 0) throw indexError('pop from empty bytearray');
  const index = asSize(given);
  const position = index < 0 ? index + self.length : index;
  const byte = self.data[position];
  if (byte === undefined) throw indexError('pop index out of range');
  self.splice(position, 1, NOTHING);
  return byte;
}

/** Unlike that of bytes, it escapes the single quote between double ones too. */
function byteArrayRepr(self: PyByteArray): string {
  const shown = bytesRepr(self.data);
  const body = shown.startsWith('"') ? shown.replaceAll("'", "\\'") : shown;
  return `${self.cls.name}(b${body})`;
}

extendType(bytearrayType, {
  doc: 'bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer',
  slots: {
    ...bufferSlots(make, 'bytearray', 'bytearray index out of range'),
    new_: newByteArray,
    init: initialize,
    repr: byteArrayRepr,
    str: byteArrayRepr,
    hash: null,
    iter: (self: PyByteArray) => new PyBufferIterator(bytearrayIteratorType, self),
    setitem: assign,
    delitem: remove,
    iadd: (self: PyByteArray, other) => {
      const bytes = bufferOf(other);
      if (bytes === undefined) throw typeError(`can't concat ${typeName(other)} to bytearray`);
      self.splice(self.length, 0, bytes.slice());
      return self;
    },
    imul: (self: PyByteArray, count) => {
      const bytes = repeatedBytes(self.data, count);
      if (bytes === undefined) return NotImplemented;
      self.splice(0, self.length, bytes);
      return self;
    },
  },
  methods: {
    ...bufferMethods(make),
    '__reduce__()': (self: PyByteArray) => reduced(self, 2),
    '__reduce_ex__(proto=0, /)': (self: PyByteArray, protocol) => reduced(self, asSize(protocol)),
    '__alloc__()': (self: PyByteArray) => (self.length === 0 ? 0 : self.length + 1),
    'append(item, /)': (self: PyByteArray, item: Value) => {
      self.splice(self.length, 0, Uint8Array.of(asByte(item)));
      return null;
    },
    'extend(iterable_of_ints, /)': (self: PyByteArray, value: Value) => {
      extend(self, value);
      return null;
    },
    'insert(index, item, /)': (self: PyByteArray, given: Value, item: Value) => {
      const index = asSize(given);
      const position = index < 0 ? Math.max(0, index + self.length) : Math.min(index, self.length);
      self.splice(position, 0, Uint8Array.of(asByte(item)));
      return null;
    },
    'pop(index=-1, /)': pop,
    'remove(value, /)': (self: PyByteArray, value: Value) => {
      const position = self.data.indexOf(asByte(value));
      if (position < 0) throw valueError('value not found in bytearray');
      self.splice(position, 1, NOTHING);
      return null;
    },
    'reverse()': (self: PyByteArray) => {
      self.data.reverse();
      return null;
    },
    'clear()': (self: PyByteArray) => {
      self.splice(0, self.length, NOTHING);
      return null;
    },
    'copy()': (self: PyByteArray) => make(self.data.slice()),
  },
  classMethods: {
    'fromhex(string, /)': (cls: Value, text: Value) => {
      const data = bytesFromHex(text);
      return cls === bytearrayType ? make(data) : call(cls, [new PyBytes(data)]);
    },
  },
  staticMethods: {
    'maketrans(frm, to, /)': (from: Value, to: Value) => new PyBytes(makeTable(from, to)),
  },
});
