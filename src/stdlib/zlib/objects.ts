// The objects that `zlib.compressobj` and `zlib.decompressobj` make.

import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSizeArgument } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { once } from '../library.js';
import { DEFAULT_BUFFER_SIZE, Z_FINISH } from './constants.js';
import type { Deflater } from './deflater.js';
import { statusError } from './error.js';
import type { Inflater } from './inflater.js';

export class PyCompress extends PyObject {
  constructor(readonly deflater: Deflater) {
    super(compressType());
  }

  push(data: Uint8Array, flush: number, doing: string): Value {
    const result = this.deflater.push(data, flush);
    if (typeof result === 'number') throw statusError(result, doing);
    return new PyBytes(result);
  }
}

export class PyDecompress extends PyObject {
  constructor(readonly inflater: Inflater) {
    super(decompressType());
  }
}

function notMade(name: string): () => Value {
  return () => {
    throw typeError(`cannot create '${name}' instances`);
  };
}

function copyOfCompressor(self: PyCompress): Value {
  const { deflater } = self;
  if (deflater.isFinished) throw valueError('Inconsistent stream state');
  const copy = deflater.copy();
  if (typeof copy === 'number') throw statusError(copy, 'while copying compression object');
  return new PyCompress(copy);
}

function copyOfDecompressor(self: PyDecompress): Value {
  const copy = self.inflater.copy();
  if (typeof copy === 'number') throw statusError(copy, 'while copying decompression object');
  return new PyDecompress(copy);
}

const compressType: () => PyType = once(
  (): PyType =>
    defineType('zlib.Compress', {
      module: 'zlib',
      slots: { new_: notMade('zlib.Compress') },
      methods: {
        'compress(data, /)': (self: PyCompress, data) =>
          self.push(asBuffer(data).slice(), 0, 'while compressing data'),
        [`flush(mode=${Z_FINISH}, /)`]: (self: PyCompress, mode) => {
          const flush = asSizeArgument(mode);
          return flush === 0
            ? new PyBytes(new Uint8Array(0))
            : self.push(new Uint8Array(0), flush, 'while flushing');
        },
        'copy()': copyOfCompressor,
        '__copy__()': copyOfCompressor,
        '__deepcopy__(memo, /)': copyOfCompressor,
      },
    }),
);

const decompressType: () => PyType = once(
  (): PyType =>
    defineType('zlib.Decompress', {
      module: 'zlib',
      slots: { new_: notMade('zlib.Decompress') },
      methods: {
        'decompress(data, /, max_length=0)': (self: PyDecompress, data, max) => {
          const limit = asSizeArgument(max);
          if (limit < 0) throw valueError('max_length must be non-negative');
          const bytes = asBuffer(data).slice();
          return new PyBytes(self.inflater.push(bytes, limit === 0 ? undefined : limit));
        },
        [`flush(length=${DEFAULT_BUFFER_SIZE}, /)`]: (self: PyDecompress, length) => {
          if (asSizeArgument(length) <= 0) throw valueError('length must be greater than zero');
          return new PyBytes(self.inflater.flush());
        },
        'copy()': copyOfDecompressor,
        '__copy__()': copyOfDecompressor,
        '__deepcopy__(memo, /)': copyOfDecompressor,
      },
      properties: {
        unused_data: (self: PyDecompress) => new PyBytes(self.inflater.unused),
        unconsumed_tail: (self: PyDecompress) => new PyBytes(self.inflater.tail),
        eof: (self: PyDecompress) => self.inflater.isEnded,
      },
    }),
);
