// memoryview of bytes and bytearrays, in their own format of unsigned bytes.

import { bufferOf, PyByteArray, PyBytes, PyMemoryView } from './buffers.js';
import { compareBytes } from './bytes-slots.js';
import { PyList, tuple } from './containers.js';
import { exception, indexError, typeError, valueError } from './exceptions.js';
import { hexOf } from './hex.js';
import { addressOf } from './identity.js';
import { indexOf } from './index.js';
import { nativeIterator } from './iteration.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { Signature } from './signature.js';
import { PySlice, resolveSlice } from './slice.js';
import { hashBytes } from './str-hash.js';
import { memoryviewType, NotImplemented, typeName } from './types.js';

const parameters = new Signature('memoryview(object)');

function newView(_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const object = parameters.bind('memoryview', args, keywords)[0] ?? null;
  if (object instanceof PyMemoryView) {
    return new PyMemoryView(object.object, object.start, object.length, object.stride, object.readonly);
  }
  if (object instanceof PyBytes) return new PyMemoryView(object, 0, object.data.length, 1, true);
  if (object instanceof PyByteArray) return new PyMemoryView(object, 0, object.length, 1, false);
  throw typeError(`memoryview: a bytes-like object is required, not '${typeName(object)}'`);
}

/** The position in the viewed object that a subscript names. */
function positionOf(self: PyMemoryView, key: Value): number {
  const index = indexOf(key);
  if (index === undefined) throw typeError('memoryview: invalid slice key');
  const position = Number(index) < 0 ? Number(index) + self.length : Number(index);
  if (position < 0 || position >= self.length) throw indexError('index out of bounds on dimension 1');
  return self.start + position * self.stride;
}

function sliced(self: PyMemoryView, slice: PySlice): PyMemoryView {
  const { start, step, count } = resolveSlice(slice, self.length);
  const { object, stride, readonly } = self;
  return new PyMemoryView(object, self.start + start * stride, count, stride * step, readonly);
}

function getSubscript(self: PyMemoryView, key: Value): Value {
  checkHeld(self);
  if (key instanceof PySlice) return sliced(self, key);
  return self.object.data[positionOf(self, key)] ?? 0;
}

function assign(self: PyMemoryView, key: Value, value: Value): void {
  checkHeld(self);
  if (self.readonly) throw typeError('cannot modify read-only memory');
  const { data } = self.object;
  if (key instanceof PySlice) {
    const bytes = bufferOf(value);
    if (bytes === undefined) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
    const { start, stride, length } = sliced(self, key);
    if (length !== bytes.length) {
      throw valueError('memoryview assignment: lvalue and rvalue have different structures');
    }
    for (const [index, byte] of bytes.slice().entries()) data[start + index * stride] = byte;
    return;
  }
  const position = positionOf(self, key);
  const byte = indexOf(value);
  if (byte === undefined) throw typeError("memoryview: invalid type for format 'B'");
  if (byte < 0 || byte > 255) throw valueError("memoryview: invalid value for format 'B'");
  data[position] = Number(byte);
}

function checkHeld(self: PyMemoryView): void {
  if (self.released) throw valueError('operation forbidden on released memoryview object');
}

function hashView(self: PyMemoryView): number | bigint {
  if (!self.readonly) throw valueError('cannot hash writable memoryview object');
  return hashBytes(self.data);
}

function isEqual(self: PyMemoryView, other: Value): boolean | undefined {
  const data = bufferOf(other);
  return data === undefined ? undefined : compareBytes(self.data, data) === 0;
}

function cast(self: PyMemoryView, format: Value): Value {
  if (format === 'B') return newView(memoryviewType, [self], null);
  throw exception('NotImplementedError', 'memoryview: only format B is supported');
}

extendType(memoryviewType, {
  doc: 'Create a new memoryview object which references the given object.',
  slots: {
    new_: newView,
    repr: (self: PyMemoryView) => `<${self.released ? 'released memory' : 'memory'} at ${addressOf(self)}>`,
    hash: hashView,
    len: (self: PyMemoryView) => self.data.length,
    iter: (self: PyMemoryView) => {
      let at = 0;
      return nativeIterator('memory_iterator', () => self.data[at++]);
    },
    getitem: getSubscript,
    setitem: assign,
    eq: (self: PyMemoryView, other) => isEqual(self, other) ?? NotImplemented,
    ne: (self: PyMemoryView, other) => {
      const equal = isEqual(self, other);
      return equal === undefined ? NotImplemented : !equal;
    },
  },
  methods: {
    "tobytes(order='C')": (self: PyMemoryView) => new PyBytes(self.data.slice()),
    'tolist()': (self: PyMemoryView) => new PyList([...self.data]),
    'hex(sep=<unrepresentable>, bytes_per_sep=1)': hexOf,
    'toreadonly()': (self: PyMemoryView) =>
      new PyMemoryView(self.object, self.start, self.length, self.stride, true),
    'cast(format, /)': cast,
    'release()': (self: PyMemoryView) => {
      self.released = true;
      return null;
    },
    '__enter__()': (self: PyMemoryView) => {
      checkHeld(self);
      return self;
    },
    '__exit__(*exc_info)': (self: PyMemoryView) => {
      self.released = true;
      return null;
    },
  },
  properties: {
    obj: (self: PyMemoryView) => self.object,
    nbytes: (self: PyMemoryView) => self.data.length,
    readonly: (self: PyMemoryView) => self.readonly,
    format: () => 'B',
    itemsize: () => 1,
    ndim: () => 1,
    shape: (self: PyMemoryView) => tuple(self.length),
    strides: (self: PyMemoryView) => tuple(self.stride),
    suboffsets: () => tuple(),
    contiguous: (self: PyMemoryView) => self.stride === 1 || self.length <= 1,
    c_contiguous: (self: PyMemoryView) => self.stride === 1 || self.length <= 1,
    f_contiguous: (self: PyMemoryView) => self.stride === 1 || self.length <= 1,
  },
});
