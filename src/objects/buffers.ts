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
  /** What its items are, as `struct` writes it. */
  abstract get format(): string;
  abstract get itemSize(): number;
}

/** How a view lies in the bytes of its object. */
export interface ViewLayout {
  readonly format: string;
  readonly itemSize: number;
  /** Where the first item is. */
  readonly start: number;
  /** How many items there are in each dimension. */
  readonly shape: readonly number[];
  /** From one item of a dimension to the next, in bytes; negative for a reversed view. */
  readonly strides: readonly number[];
}

/** A view of items in the bytes of another object. */
export class PyMemoryView extends PyObject {
  released = false;

  constructor(
    /** What `memoryview.obj` gives. */
    readonly object: PyBytes | PyByteArray | PyBufferOwner,
    readonly layout: ViewLayout,
    readonly readonly: boolean,
  ) {
    super(memoryviewType);
  }

  get length(): number {
    return this.layout.shape[0] ?? 1;
  }

  /** The number of items in all dimensions. */
  get itemCount(): number {
    return this.layout.shape.reduce((count, size) => count * size, 1);
  }

  get isContiguous(): boolean {
    const { shape, strides, itemSize } = this.layout;
    let expected = itemSize;
    for (let dimension = shape.length - 1; dimension >= 0; dimension--) {
      const size = shape[dimension] ?? 0;
      if (size > 1 && strides[dimension] !== expected) return false;
      expected *= size;
    }
    return true;
  }

  /** The bytes in view: those of the object itself where they are contiguous, else a copy. */
  get data(): Uint8Array {
    if (this.released) {
      throw exception('ValueError', 'operation forbidden on released memoryview object');
    }
    const { data } = this.object;
    const { start, itemSize } = this.layout;
    const size = this.itemCount * itemSize;
    if (this.isContiguous) return data.subarray(start, start + size);
    const copy = new Uint8Array(size);
    let to = 0;
    for (const at of this.positions()) {
      copy.set(data.subarray(at, at + itemSize), to);
      to += itemSize;
    }
    return copy;
  }

  /** Where the items are, in order. */
  *positions(dimension = 0, start = this.layout.start): Iterable<number> {
    const { shape, strides } = this.layout;
    const size = shape[dimension];
    if (size === undefined) {
      yield start;
      return;
    }
    for (let index = 0; index < size; index++) {
      yield* this.positions(dimension + 1, start + index * (strides[dimension] ?? 0));
    }
  }
}

/** A view of all the items of an object with bytes; undefined for any other value. */
export function viewOf(value: Value, readonly = value instanceof PyBytes): PyMemoryView | undefined {
  if (value instanceof PyMemoryView) return value;
  if (!(value instanceof PyBytes || value instanceof PyByteArray || value instanceof PyBufferOwner)) {
    return undefined;
  }
  const { format, itemSize } = value instanceof PyBufferOwner ? value : { format: 'B', itemSize: 1 };
  const shape = [value.data.length / itemSize];
  return new PyMemoryView(value, { format, itemSize, start: 0, shape, strides: [itemSize] }, readonly);
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
    (value instanceof PyMemoryView && !value.readonly && value.isContiguous);
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
