// Iterators over the bytes of `bytes` and `bytearray`.

import type { PyByteArray, PyBytes } from './buffers.js';
import { iteratorType } from './iteration.js';
import { PyObject, type PyType, type Value } from './object.js';

export class PyBufferIterator extends PyObject {
  index = 0;

  /** `source` is undefined once the end was reached. */
  constructor(
    cls: PyType,
    public source: PyBytes | PyByteArray | undefined,
  ) {
    super(cls);
  }

  step(): Value | undefined {
    const byte = this.source?.data[this.index];
    if (byte === undefined) this.source = undefined;
    else this.index++;
    return byte;
  }
}

const rest = {
  methods: {
    '__length_hint__()': ({ source, index }: PyBufferIterator) =>
      source === undefined ? 0 : Math.max(0, source.data.length - index),
  },
};

export const bytesIteratorType = iteratorType('bytes_iterator', rest);
export const bytearrayIteratorType = iteratorType('bytearray_iterator', rest);
