// The abstract classes of `io`, and what all streams have in common (Modules/_io/iobase.c, bufferedio.c).

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { asBuffer, PyByteArray, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { exception, exceptionType, PyException, typeError, valueError } from '../../objects/exceptions.js';
import { indexOf } from '../../objects/index.js';
import { iterate } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { length } from '../../objects/subscript.js';
import { givenTypeName, typeName } from '../../objects/types.js';
import { callAttribute, once } from '../library.js';

export const closedError = (): PyException => valueError('I/O operation on closed file.');

/** `io.UnsupportedOperation` */
export const unsupportedOperationType = once(
  (): PyType =>
    defineType('UnsupportedOperation', {
      module: 'io',
      bases: [exceptionType('OSError'), exceptionType('ValueError')],
      instanceDict: true,
    }),
);

export function unsupported(name: string): PyException {
  return new PyException(unsupportedOperationType(), [name], new Map());
}

const refuses = (name: string) => (): never => {
  throw unsupported(name);
};

function checkOpen(self: Value): void {
  if (isTrue(getAttribute(self, 'closed'))) throw closedError();
}

/** Streams of classes that a program makes, once they are closed. */
const closed = new WeakSet<PyObject>();

const isClosed = (self: Value): boolean => self instanceof PyObject && closed.has(self);

/** An optional size: None and what is left out stand for all there is. */
export function sizeOrAll(value: Value | undefined): number {
  if (value === undefined || value === null) return -1;
  const index = indexOf(value);
  if (index === undefined) throw typeError(`argument should be integer or None, not '${typeName(value)}'`);
  return Number(index);
}

export const ioBaseType = once(
  (): PyType =>
    defineType('_io._IOBase', {
      module: '_io',
      instanceDict: true,
      slots: {
        new_: (cls) => new PyObject(cls, new Map()),
        iter: (self) => {
          checkOpen(self);
          return self;
        },
        next: (self) => {
          const line = call(getAttribute(self, 'readline'));
          return length(line) === 0 ? undefined : line;
        },
      },
      methods: {
        'close()': (self = null) => {
          if (isClosed(self)) return null;
          try {
            callAttribute(self, 'flush');
          } finally {
            if (self instanceof PyObject) closed.add(self);
          }
          return null;
        },
        'flush()': (self = null) => {
          if (isClosed(self)) throw closedError();
          return null;
        },
        'seek(offset, whence=0, /)': refuses('seek'),
        'tell()': (self = null) => callAttribute(self, 'seek', 0, 1),
        'truncate(size=None, /)': refuses('truncate'),
        'fileno()': refuses('fileno'),
        'isatty()': (self = null) => {
          checkOpen(self);
          return false;
        },
        'readable()': () => false,
        'writable()': () => false,
        'seekable()': () => false,
        '_checkClosed()': (self = null) => {
          checkOpen(self);
          return null;
        },
        '_checkReadable()': (self = null) => check(self, 'readable', 'File or stream is not readable.'),
        '_checkWritable()': (self = null) => check(self, 'writable', 'File or stream is not writable.'),
        '_checkSeekable()': (self = null) => check(self, 'seekable', 'File or stream is not seekable.'),
        'readline(size=-1, /)': (self = null, size = null) => readLine(self, sizeOrAll(size)),
        'readlines(hint=-1, /)': (self = null, hint = null) => {
          const most = sizeOrAll(hint);
          const lines: Value[] = [];
          let total = 0;
          for (const line of iterate(self)) {
            lines.push(line);
            total += length(line);
            if (most > 0 && total >= most) break;
          }
          return new PyList(lines);
        },
        'writelines(lines, /)': (self = null, lines = null) => {
          checkOpen(self);
          const write = getAttribute(self, 'write');
          for (const line of iterate(lines)) call(write, [line]);
          return null;
        },
        '__enter__()': (self = null) => {
          checkOpen(self);
          return self;
        },
        '__exit__(*args)': (self = null) => callAttribute(self, 'close'),
        '__del__()': (self = null) => callAttribute(self, 'close'),
      },
      properties: { closed: isClosed },
    }),
);

function check(self: Value, method: string, message: string): Value {
  if (!isTrue(callAttribute(self, method))) throw unsupported(message);
  return true;
}

/** Byte by byte, or as far as `peek` can see. */
function readLine(self: Value, limit: number): PyBytes {
  const line: number[] = [];
  const peek = getAttributeOr(self, 'peek');
  while (limit < 0 || line.length < limit) {
    let wanted = 1;
    if (peek !== undefined) {
      const ahead = asBuffer(call(peek, [1]));
      const end = ahead.indexOf(10);
      if (ahead.length > 0) wanted = end < 0 ? ahead.length : end + 1;
      if (limit >= 0) wanted = Math.min(wanted, limit - line.length);
    }
    const piece = callAttribute(self, 'read', wanted);
    if (!(piece instanceof PyBytes)) {
      throw typeError(`read() should have returned a bytes object, not '${typeName(piece)}'`);
    }
    if (piece.data.length === 0) break;
    line.push(...piece.data);
    if (line.at(-1) === 10) break;
  }
  return new PyBytes(Uint8Array.from(line));
}

/** `RawIOBase.readall` */
function readAll(self: Value): Value {
  const parts: number[] = [];
  for (;;) {
    const piece = callAttribute(self, 'read', 8192);
    if (piece === null) return parts.length === 0 ? null : new PyBytes(Uint8Array.from(parts));
    if (!(piece instanceof PyBytes)) throw typeError('read() should return bytes');
    if (piece.data.length === 0) return new PyBytes(Uint8Array.from(parts));
    for (const byte of piece.data) parts.push(byte);
  }
}

export const rawIoBaseType = once(
  (): PyType =>
    defineType('_io._RawIOBase', {
      module: '_io',
      bases: [ioBaseType()],
      methods: {
        'read(size=-1, /)': (self = null, size = null) => {
          const limit = sizeOrAll(size);
          if (limit < 0) return callAttribute(self, 'readall');
          const buffer = new PyByteArray(new Uint8Array(limit));
          const count = callAttribute(self, 'readinto', buffer);
          return count === null ? null : new PyBytes(buffer.data.slice(0, Number(indexOf(count) ?? 0)));
        },
        'readall()': (self = null) => readAll(self),
        'readinto(buffer, /)': notImplemented,
        'write(b, /)': notImplemented,
      },
    }),
);

const notImplemented = (): never => {
  throw exception('NotImplementedError');
};

/** Fills a buffer by way of `read` or `read1`. */
function readInto(self: Value, buffer: Value, method: 'read' | 'read1'): Value {
  const target = writableBuffer(buffer, 'readinto');
  const piece = callAttribute(self, method, target.length);
  if (!(piece instanceof PyBytes)) throw typeError('read() should return bytes');
  if (piece.data.length > target.length) {
    throw valueError(
      `read() returned too much data: ${target.length} bytes requested, ${piece.data.length} returned`,
    );
  }
  target.set(piece.data);
  return piece.data.length;
}

/** The bytes of an object that can be written to. */
export function writableBuffer(value: Value, method: string): Uint8Array {
  const isReadOnly = value instanceof PyBytes || (value !== null && typeof value !== 'object');
  if (isReadOnly || value === null) {
    throw typeError(`${method}() argument must be read-write bytes-like object, not ${givenTypeName(value)}`);
  }
  return asBuffer(value);
}

export const bufferedIoBaseType = once(
  (): PyType =>
    defineType('_io._BufferedIOBase', {
      module: '_io',
      bases: [ioBaseType()],
      methods: {
        'read(size=-1, /)': refuses('read'),
        'read1(size=-1, /)': refuses('read1'),
        'write(b, /)': refuses('write'),
        'detach()': refuses('detach'),
        'readinto(buffer, /)': (self = null, buffer = null) => readInto(self, buffer, 'read'),
        'readinto1(buffer, /)': (self = null, buffer = null) => readInto(self, buffer, 'read1'),
      },
    }),
);

export const textIoBaseType = once(
  (): PyType =>
    defineType('_io._TextIOBase', {
      module: '_io',
      bases: [ioBaseType()],
      methods: {
        'read(size=-1, /)': refuses('read'),
        'readline(size=-1, /)': refuses('readline'),
        'write(s, /)': refuses('write'),
        'detach()': refuses('detach'),
      },
      properties: { errors: () => null, newlines: () => null, encoding: () => null },
    }),
);
