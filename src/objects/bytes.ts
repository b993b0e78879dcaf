// bytes: what it does otherwise than bytearray. What they share stands in `bytes-slots.ts` and `bytes-methods.ts`.

import { bytesIteratorType, PyBufferIterator } from './buffer-iterator.js';
import { PyBytes } from './buffers.js';
import { bufferMethods, makeTable } from './bytes-methods.js';
import { bytesFromArguments } from './bytes-new.js';
import { bufferSlots } from './bytes-slots.js';
import { call } from './call.js';
import { tuple } from './containers.js';
import { bytesFromHex } from './hex.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { hashBytes } from './str-hash.js';
import { bytesRepr } from './str-repr.js';
import { bytesType } from './types.js';

const make = (data: Uint8Array): PyBytes => new PyBytes(data);

function newBytes(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [only] = args;
  if (cls !== bytesType) {
    const data = bytesFromArguments('bytes', args, keywords);
    return new PyBytes(data, cls, cls.hasInstanceDict ? new Map() : null);
  }
  if (args.length === 1 && keywords === null && only instanceof PyBytes && only.cls === bytesType)
    return only;
  return new PyBytes(bytesFromArguments('bytes', args, keywords));
}

extendType(bytesType, {
  doc: 'bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer',
  slots: {
    ...bufferSlots(make, 'byte', 'index out of range'),
    new_: newBytes,
    repr: (self: PyBytes) => `b${bytesRepr(self.data)}`,
    hash: (self: PyBytes) => hashBytes(self.data),
    iter: (self: PyBytes) => new PyBufferIterator(bytesIteratorType, self),
  },
  methods: {
    ...bufferMethods(make),
    '__bytes__()': (self: PyBytes) => (self.cls === bytesType ? self : make(self.data)),
    '__getnewargs__()': (self: PyBytes) => tuple(make(self.data)),
  },
  classMethods: {
    'fromhex(string, /)': (cls: Value, text: Value) => {
      const bytes = make(bytesFromHex(text));
      return cls === bytesType ? bytes : call(cls, [bytes]);
    },
  },
  staticMethods: {
    'maketrans(frm, to, /)': (from: Value, to: Value) => make(makeTable(from, to)),
  },
});
