// The contents of an `array.array`: items of one kind, packed into bytes.

import { asBuffer, PyBufferOwner, PyByteArray } from '../../objects/buffers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { getIter, nextSlot } from '../../objects/iteration.js';
import type { Attributes, PyType, Value } from '../../objects/object.js';
import type { TypeCode } from './type-codes.js';

export class PyArray extends PyBufferOwner {
  readonly #bytes = new PyByteArray(new Uint8Array(0));

  constructor(
    readonly typeCode: TypeCode,
    cls: PyType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }

  get data(): Uint8Array {
    return this.#bytes.data;
  }

  get format(): string {
    return this.typeCode.format;
  }

  get itemSize(): number {
    return this.typeCode.size;
  }

  get length(): number {
    return this.#bytes.length / this.typeCode.size;
  }

  at(index: number): Value {
    const { typeCode } = this;
    return typeCode.read(this.#bytes.data, index * typeCode.size);
  }

  set(index: number, value: Value): void {
    const bytes = this.typeCode.bytes(value);
    this.#bytes.data.set(bytes, index * this.typeCode.size);
  }

  /** Puts packed items in the place of `count` items from `start`. */
  splice(start: number, count: number, bytes: Uint8Array): void {
    const { size } = this.typeCode;
    this.#bytes.splice(start * size, count * size, bytes);
  }

  insert(index: number, value: Value): void {
    this.splice(index, 0, this.typeCode.bytes(value));
  }

  append(value: Value): void {
    this.insert(this.length, value);
  }

  /** Packed items at the end. */
  appendBytes(bytes: Uint8Array): void {
    this.splice(this.length, 0, bytes);
  }

  /** The items from `start`, packed. */
  slice(start: number, step: number, count: number): Uint8Array {
    const { size } = this.typeCode;
    const { data } = this;
    if (step === 1) return data.slice(start * size, (start + count) * size);
    const bytes = new Uint8Array(count * size);
    for (let index = 0; index < count; index++) {
      const from = (start + index * step) * size;
      bytes.set(data.subarray(from, from + size), index * size);
    }
    return bytes;
  }

  items(): Value[] {
    return Array.from({ length: this.length }, (_, index) => this.at(index));
  }

  /** `array.extend`: items are appended one by one, as an iterable gives them. */
  extend(iterable: Value): void {
    if (iterable instanceof PyArray) {
      if (iterable.typeCode.code !== this.typeCode.code) {
        throw typeError('can only extend with array of same kind');
      }
      this.appendBytes(iterable.data.slice());
      return;
    }
    const iterator = getIter(iterable);
    const step = nextSlot(iterator);
    for (let item = step(iterator); item !== undefined; item = step(iterator)) this.append(item);
  }

  /** `array.frombytes` */
  extendWithBytes(value: Value): void {
    const bytes = asBuffer(value);
    if (bytes.length % this.typeCode.size !== 0) {
      throw valueError('bytes length not a multiple of item size');
    }
    this.appendBytes(bytes.slice());
  }
}
