// `io.BytesIO` (Modules/_io/bytesio.c).

import { PyFloat } from '../../objects/boxed.js';
import { asBuffer, bufferOf, PyBytes, viewOf } from '../../objects/buffers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { typeName } from '../../objects/types.js';
import { once } from '../library.js';
import { bufferedIoBaseType } from './bases.js';

class PyBytesIO extends PyObject {
  data = new Uint8Array(0);
  size = 0;
  position = 0;
  isOpen = true;

  constructor(cls: PyType) {
    super(cls, new Map());
  }

  checkOpen(): void {
    if (!this.isOpen) throw valueError('I/O operation on closed file.');
  }

  write(bytes: Uint8Array): number {
    const end = this.position + bytes.length;
    if (end > this.data.length) {
      const grown = new Uint8Array(Math.max(end, this.data.length * 2, 64));
      grown.set(this.data.subarray(0, this.size));
      this.data = grown;
    }
    this.data.set(bytes, this.position);
    this.position = end;
    this.size = Math.max(this.size, end);
    return bytes.length;
  }

  take(limit: number): PyBytes {
    const end = limit < 0 ? this.size : Math.min(this.size, this.position + limit);
    const taken = this.data.slice(Math.min(this.position, end), end);
    this.position = Math.max(this.position, end);
    return new PyBytes(taken);
  }

  readLine(limit: number): PyBytes {
    const at = this.data.subarray(0, this.size).indexOf(10, this.position);
    const length = (at < 0 ? this.size : at + 1) - this.position;
    return this.take(limit < 0 ? Math.max(length, 0) : Math.min(limit, length));
  }
}

const signature = new Signature("BytesIO(initial_bytes=b'')");

function limitOf(value: Value | undefined): number {
  if (value === undefined || value === null) return -1;
  const index = indexOf(value);
  if (index === undefined) throw typeError(`argument should be integer or None, not '${typeName(value)}'`);
  return asSize(value);
}

export const bytesIoType = once(
  (): PyType =>
    defineType('_io.BytesIO', {
      module: '_io',
      bases: [bufferedIoBaseType()],
      instanceDict: true,
      slots: {
        new_: (cls) => new PyBytesIO(cls),
        init: (self: PyBytesIO, args, keywords) => {
          const [initial] = signature.bind('BytesIO', args, keywords);
          self.size = 0;
          self.position = 0;
          if (initial !== undefined && initial !== null) self.write(asBuffer(initial));
          self.position = 0;
        },
        next: (self: PyBytesIO) => {
          self.checkOpen();
          const line = self.readLine(-1);
          return line.data.length === 0 ? undefined : line;
        },
      },
      methods: {
        'write(b, /)': (self: PyBytesIO, given) => {
          self.checkOpen();
          const bytes = bufferOf(given ?? null);
          if (bytes === undefined) {
            throw typeError(`a bytes-like object is required, not '${typeName(given ?? null)}'`);
          }
          return self.write(bytes);
        },
        'read(size=-1, /)': (self: PyBytesIO, size) => {
          self.checkOpen();
          return self.take(limitOf(size));
        },
        'read1(size=-1, /)': (self: PyBytesIO, size) => {
          self.checkOpen();
          return self.take(limitOf(size));
        },
        'readline(size=-1, /)': (self: PyBytesIO, size) => {
          self.checkOpen();
          return self.readLine(limitOf(size));
        },
        'getvalue()': (self: PyBytesIO) => {
          self.checkOpen();
          return new PyBytes(self.data.slice(0, self.size));
        },
        'getbuffer()': (self: PyBytesIO) => {
          self.checkOpen();
          // The view shares the bytes: what is written to it is in the stream.
          return viewOf(new PyBytes(self.data.subarray(0, self.size)), false) ?? null;
        },
        'tell()': (self: PyBytesIO) => {
          self.checkOpen();
          return self.position;
        },
        'seek(pos, whence=0, /)': (self: PyBytesIO, target, whence) => {
          self.checkOpen();
          if (target instanceof PyFloat)
            throw typeError("'float' object cannot be interpreted as an integer");
          const to = asSize(target ?? null);
          if (whence === 0 && to < 0) throw valueError(`negative seek value ${to}`);
          if (whence !== 0 && whence !== 1 && whence !== 2) {
            throw valueError(`invalid whence (${String(whence)}, should be 0, 1 or 2)`);
          }
          const base = whence === 0 ? 0 : whence === 1 ? self.position : self.size;
          self.position = Math.max(0, base + to);
          return self.position;
        },
        'truncate(size=None, /)': (self: PyBytesIO, size) => {
          self.checkOpen();
          const to = size === null || size === undefined ? self.position : asSize(size);
          if (to < 0) throw valueError(`negative size value ${to}`);
          self.size = Math.min(self.size, to);
          self.data.fill(0, self.size);
          return to;
        },
        'close()': (self: PyBytesIO) => {
          self.isOpen = false;
          return null;
        },
        'readable()': (self: PyBytesIO) => isOpen(self),
        'writable()': (self: PyBytesIO) => isOpen(self),
        'seekable()': (self: PyBytesIO) => isOpen(self),
      },
      properties: { closed: (self: PyBytesIO) => !self.isOpen },
    }),
);

function isOpen(self: PyBytesIO): boolean {
  self.checkOpen();
  return true;
}
