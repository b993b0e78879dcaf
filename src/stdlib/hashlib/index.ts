// The `hashlib` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { exception, exceptionType, PyException, typeError, valueError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType, native, PyNative } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { PySet } from '../../objects/set-type.js';
import { Signature } from '../../objects/signature.js';
import { callAttribute, libraryFunction, libraryFunctions, once } from '../library.js';
import { type Algorithm, algorithmNamed, GUARANTEED } from './algorithms.js';
import { blake2bType, blake2sType } from './blake2.js';
import { hashable, PyHash } from './hash-objects.js';
import { pbkdf2, scrypt } from './key-derivation.js';

const FURTHER = ['md5-sha1', 'ripemd160', 'sha512_224', 'sha512_256'];
const BLAKE2 = ['blake2b', 'blake2s'];

const unsupportedType = once(
  (): PyType =>
    defineType('UnsupportedDigestmodError', {
      module: '_hashlib',
      bases: [exceptionType('ValueError')],
    }),
);

function begun(algorithm: Algorithm, data: Value | undefined): PyHash {
  const hash = new PyHash(algorithm);
  if (data !== undefined) hash.hasher.update(hashable(data));
  return hash;
}

function hashFunction(name: string, algorithm: Algorithm): Value {
  const signature = new Signature(`openssl_${name}(string=<empty>, *, usedforsecurity=True)`);
  const fn = new PyNative(signature, (data) => begun(algorithm, data));
  fn.module = '_hashlib';
  return fn;
}

/** `hashlib.new`; keywords are for BLAKE2. */
export function newHash(name: Value, data: Value | undefined, keywords: Keywords | null): Value {
  const text = strValue(name);
  if (text === undefined) throw typeError('name must be a string');
  const lower = text.toLowerCase();
  const blake = lower === 'blake2b' ? blake2bType() : lower === 'blake2s' ? blake2sType() : undefined;
  if (blake !== undefined) return call(blake, data === undefined ? [] : [data], keywords);
  const algorithm = algorithmNamed(text);
  if (algorithm === null) throw valueError(`unsupported hash type ${text}`);
  return begun(algorithm, data);
}

/** The algorithm of a key derivation. */
function derivationAlgorithm(name: Value): Algorithm {
  const text = strValue(name);
  if (text === undefined) throw typeError('hash_name must be str');
  const algorithm = algorithmNamed(text);
  if (algorithm === null)
    throw new PyException(unsupportedType(), ['[digital envelope routines] unsupported']);
  return algorithm;
}

const PORTION = 2 ** 18;

function fileDigest(file: Value, digest: Value): Value {
  const hash = strValue(digest) === undefined ? call(digest) : newHash(digest, undefined, null);
  for (;;) {
    const data = callAttribute(file, 'read', PORTION);
    if (strValue(data) !== undefined)
      throw valueError(`'${String(file)}' is not a file-like object in binary reading mode.`);
    if (asBuffer(data).length === 0) return hash;
    callAttribute(hash, 'update', data);
  }
}

export const hashlib = defineModule('hashlib', (_m: KernelMachine) => {
  const functions: Record<string, Value> = {};
  for (const name of GUARANTEED) {
    const algorithm = algorithmNamed(name);
    if (algorithm === null) throw exception('SystemError', name);
    functions[name] = hashFunction(name, algorithm);
  }
  return {
    ...functions,
    blake2b: blake2bType(),
    blake2s: blake2sType(),
    new: libraryFunction(
      '__hash_new(name, data=<empty>, **kwargs)',
      (name, data, kwargs) => newHash(name, data, keywordsOf(kwargs)),
      'hashlib',
    ),
    ...libraryFunctions('hashlib', {
      'file_digest(fileobj, digest, /, *, _bufsize=262144)': fileDigest,
    }),
    pbkdf2_hmac: native(
      'pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)',
      (name, password, salt, iterations, length) =>
        new PyBytes(
          pbkdf2(derivationAlgorithm(name), asBuffer(password), asBuffer(salt), iterations, length),
        ),
    ),
    scrypt: native(
      'scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)',
      (password, salt, n, r, p, _maxmem, length) =>
        new PyBytes(scrypt(asBuffer(password), salt, n, r, p, length)),
    ),
    algorithms_guaranteed: PySet.of([...GUARANTEED, ...BLAKE2]),
    algorithms_available: PySet.of([...GUARANTEED, ...BLAKE2, ...FURTHER]),
  };
});
