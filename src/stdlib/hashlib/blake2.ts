// `blake2b` and `blake2s`, which take keys, salts and a length. The parameters of tree hashing are not supported.

import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { asBuffer } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { exception, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { once } from '../library.js';
import { hasherOf } from './algorithms.js';
import { hashable, hashDefinition, PyHash } from './hash-objects.js';

interface Variant {
  readonly name: 'blake2b' | 'blake2s';
  readonly fn: typeof blake2b | typeof blake2s;
  readonly maxDigestSize: number;
  readonly maxKeySize: number;
  readonly saltSize: number;
  readonly blockSize: number;
}

/** The tree parameters with what they are for a plain hash. */
const TREE: readonly (readonly [name: string, usual: Value])[] = [
  ['fanout', 1],
  ['depth', 1],
  ['leaf_size', 0],
  ['node_offset', 0],
  ['node_depth', 0],
  ['inner_size', 0],
  ['last_node', false],
];

function refuseTree(given: readonly Value[]): void {
  for (const [index, [name, usual]] of TREE.entries()) {
    const value = given[index] ?? usual;
    const isUsual = typeof usual === 'boolean' ? isTrue(value) === usual : value === usual;
    if (!isUsual) throw exception('NotImplementedError', `tree hashing with ${name} is not supported`);
  }
}

function limited(value: Value | undefined, most: number, what: string): Uint8Array {
  const data = value === undefined ? new Uint8Array(0) : asBuffer(value);
  if (data.length > most) throw valueError(`maximum ${what} length is ${most} bytes`);
  return data;
}

function filled(data: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(size);
  result.set(data);
  return result;
}

function newHash(cls: PyType, variant: Variant, bound: readonly Value[]): PyHash {
  const [data, digestSize = null, key, salt, person, ...tree] = bound;
  const size = asSize(digestSize);
  if (size < 1 || size > variant.maxDigestSize) {
    throw valueError(`digest_size must be between 1 and ${variant.maxDigestSize} bytes`);
  }
  const saltBytes = limited(salt, variant.saltSize, 'salt');
  const personBytes = limited(person, variant.saltSize, 'person');
  const keyBytes = limited(key, variant.maxKeySize, 'key');
  refuseTree(tree.slice(0, TREE.length));
  const hash = variant.fn.create({
    dkLen: size,
    ...(keyBytes.length > 0 ? { key: keyBytes } : {}),
    ...(saltBytes.length > 0 ? { salt: filled(saltBytes, variant.saltSize) } : {}),
    ...(personBytes.length > 0 ? { personalization: filled(personBytes, variant.saltSize) } : {}),
  });
  const hasher = hasherOf(hash);
  if (data !== undefined) hasher.update(hashable(data));
  const { name, blockSize } = variant;
  return new PyHash({ name, blockSize, digestSize: size, begin: () => hasher.copy() }, hasher, cls);
}

function variantType(variant: Variant): PyType {
  const tree = TREE.map(([name, usual]) => `${name}=${usual === false ? 'False' : String(usual)}`);
  const signature = new Signature(
    `${variant.name}(data=<empty>, /, *, digest_size=${variant.maxDigestSize}, key=<empty>, salt=<empty>, person=<empty>, ${tree.join(', ')}, usedforsecurity=True)`,
  );
  return defineType(`_blake2.${variant.name}`, {
    module: '_blake2',
    ...hashDefinition(),
    attributes: {
      MAX_DIGEST_SIZE: variant.maxDigestSize,
      MAX_KEY_SIZE: variant.maxKeySize,
      SALT_SIZE: variant.saltSize,
      PERSON_SIZE: variant.saltSize,
    },
    slots: {
      new_: (cls, args, keywords) => newHash(cls, variant, signature.bind(variant.name, args, keywords)),
      init: () => undefined,
    },
  });
}

export const blake2bType = once(() =>
  variantType({
    name: 'blake2b',
    fn: blake2b,
    maxDigestSize: 64,
    maxKeySize: 64,
    saltSize: 16,
    blockSize: 128,
  }),
);

export const blake2sType = once(() =>
  variantType({
    name: 'blake2s',
    fn: blake2s,
    maxDigestSize: 32,
    maxKeySize: 32,
    saltSize: 8,
    blockSize: 64,
  }),
);
