// The data of bytes, bytearray and memoryview, and the bytes of any value that has some.
//
// Much of what bytes can do is what text can do, so bytes are often looked at as text of one character per byte
// (`latin1`).

import { exception, typeError } from './exceptions.js';
import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { bytearrayType, bytesType, memoryviewType, typeName } from './types.js';

export class PyBytes extends PyObject {
  constructor(
    readonly data: Uint8Array,
    cls: PyType = bytesType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}

export class PyByteArray extends PyObject {
  /** May be longer than the contents, so that appending is cheap. */
  #storage: Uint8Array;
  #length: number;

  constructor(data: Uint8Array, cls: PyType = bytearrayType, dict: Attributes | null = null) {
    super(cls, dict);
    this.#storage = data;
    this.#length = data.length;
  }

  get length(): number {
    return this.#length;
  }

  /** The contents, to be read or changed in place. */
  get data(): Uint8Array {
    return this.#storage.subarray(0, this.#length);
  }

  /** Puts `bytes` in the place of `count` bytes from `start`. */
  splice(start: number, count: number, bytes: Uint8Array): void {
    const length = this.#length - count + bytes.length;
    if (length > this.#storage.length) {
      const grown = new Uint8Array(length + (length >> 3) + 8);
      grown.set(this.data);
      this.#storage = grown;
    }
    this.#storage.copyWithin(start + bytes.length, start + count, this.#length);
    this.#storage.set(bytes, start);
    this.#length = length;
  }
}

/** An object of the library that has bytes: an `array.array`. */
export abstract class PyBufferOwner extends PyObject {
  /** The contents, to be read or changed in place. */
  abstract get data(): Uint8Array;
}

/** A view of unsigned bytes, the only format there is. */
export class PyMemoryView extends PyObject {
  released = false;

  constructor(
    /** What `memoryview.obj` gives. */
    readonly object: PyBytes | PyByteArray,
    readonly start: number,
    readonly length: number,
    /** In bytes; negative for a reversed view. */
    readonly stride: number,
    readonly readonly: boolean,
  ) {
    super(memoryviewType);
  }

  /** The bytes in view: those of the object itself where they are contiguous, else a copy. */
  get data(): Uint8Array {
    const { object, start, length, stride } = this;
    if (this.released) {
      throw exception('ValueError', 'operation forbidden on released memoryview object');
    }
    const { data } = object;
    if (stride === 1) return data.subarray(start, start + length);
    return Uint8Array.from({ length }, (_, index) => data[start + index * stride] ?? 0);
  }
}

/** The bytes of a bytes-like object, not copied where that can be helped; undefined for any other value. */
export function bufferOf(value: Value): Uint8Array | undefined {
  if (
    value instanceof PyBytes ||
    value instanceof PyByteArray ||
    value instanceof PyMemoryView ||
    value instanceof PyBufferOwner
  ) {
    return value.data;
  }
  return undefined;
}

/** The same where nothing else will do. */
export function asBuffer(value: Value): Uint8Array {
  const data = bufferOf(value);
  if (data === undefined) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
  return data;
}

/** The bytes of an object to be written to. */
export function writableBuffer(value: Value): Uint8Array {
  const isWritable =
    value instanceof PyByteArray ||
    value instanceof PyBufferOwner ||
    (value instanceof PyMemoryView && !value.readonly && value.stride === 1);
  if (isWritable) return value.data;
  throw typeError(`argument must be read-write bytes-like object, not ${typeName(value)}`);
}

/** The host allows only so many arguments. */
const CHUNK = 8192;

/** One character per byte. */
export function latin1(data: Uint8Array): string {
  if (data.length <= CHUNK) return String.fromCharCode(...data);
  let text = '';
  for (let start = 0; start < data.length; start += CHUNK) {
    text += String.fromCharCode(...data.subarray(start, start + CHUNK));
  }
  return text;
}

/** The bytes of text of one character per byte. */
export function bytesOf(text: string): Uint8Array {
  const data = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) data[i] = text.charCodeAt(i);
  return data;
}
