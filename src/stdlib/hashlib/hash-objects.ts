// Hash objects: what `hashlib.sha256()` gives.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, PyBytes } from '../../objects/buffers.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { asSize } from '../../objects/index.js';
import { defineType, type TypeDefinition } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { once } from '../library.js';
import type { Algorithm, Hasher } from './algorithms.js';

export class PyHash extends PyObject {
  constructor(
    readonly algorithm: Algorithm,
    readonly hasher: Hasher = algorithm.begin(),
    cls: PyType = algorithm.digestSize === 0 ? extendableHashType() : hashType(),
  ) {
    super(cls);
  }
}

/** What is hashed: bytes, never text. */
export function hashable(value: Value): Uint8Array {
  const data = bufferOf(value);
  if (data !== undefined) return data;
  throw typeError(
    strValue(value) === undefined
      ? 'object supporting the buffer API required'
      : 'Strings must be encoded before hashing',
  );
}

export function hexText(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const hashDefinition = (): TypeDefinition => ({
  methods: {
    'update(obj, /)': (self: PyHash, data) => {
      self.hasher.update(hashable(data));
      return null;
    },
    'digest()': (self: PyHash) => new PyBytes(self.hasher.digest()),
    'hexdigest()': (self: PyHash) => hexText(self.hasher.digest()),
    'copy()': (self: PyHash) => new PyHash(self.algorithm, self.hasher.copy(), self.cls),
  },
  properties: {
    name: (self: PyHash) => self.algorithm.name,
    digest_size: (self: PyHash) => self.algorithm.digestSize,
    block_size: (self: PyHash) => self.algorithm.blockSize,
  },
});

const noInstances = (name: string) => (): never => {
  throw typeError(`cannot create '${name}' instances`);
};

const hashType = once(
  (): PyType =>
    defineType('_hashlib.HASH', {
      module: '_hashlib',
      ...hashDefinition(),
      slots: {
        new_: noInstances('_hashlib.HASH'),
        repr: (self: PyHash) => `<${self.algorithm.name} _hashlib.HASH object @ ${addressOf(self)}>`,
      },
    }),
);

const MOST_BYTES = 2 ** 31;

function lengthOf(value: Value): number {
  const length = asSize(value, 'OverflowError');
  if (length < 0 || length >= MOST_BYTES) throw exception('MemoryError');
  return length;
}

const extendableHashType = once((): PyType => {
  const { methods, properties } = hashDefinition();
  const { 'digest()': _digest, 'hexdigest()': _hexdigest, ...rest } = methods ?? {};
  return defineType('_hashlib.HASHXOF', {
    module: '_hashlib',
    bases: [hashType()],
    properties: properties ?? {},
    methods: {
      ...rest,
      'digest(length)': (self: PyHash, length) => new PyBytes(self.hasher.digest(lengthOf(length))),
      'hexdigest(length)': (self: PyHash, length) => hexText(self.hasher.digest(lengthOf(length))),
    },
    slots: {
      new_: noInstances('_hashlib.HASHXOF'),
      repr: (self: PyHash) => `<${self.algorithm.name} _hashlib.HASHXOF object @ ${addressOf(self)}>`,
    },
  });
});
