// The hash functions by name.

import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** A hash that is being computed. */
export interface Hasher {
  update(data: Uint8Array): void;
  /** Of what came so far; more may follow. */
  digest(length?: number): Uint8Array;
  copy(): Hasher;
}

export interface Algorithm {
  readonly name: string;
  readonly blockSize: number;
  /** 0 where the length is asked for with the digest. */
  readonly digestSize: number;
  readonly begin: () => Hasher;
}

/** What the library's hash objects have that is used here. */
interface LibraryHash {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): LibraryHash;
}

export function hasherOf(hash: LibraryHash): Hasher {
  return {
    update: (data) => {
      hash.update(data);
    },
    digest: () => hash.clone().digest(),
    copy: () => hasherOf(hash.clone()),
  };
}

interface ExtendableHash {
  update(data: Uint8Array): unknown;
  xof(length: number): Uint8Array;
  clone(): ExtendableHash;
}

function extendableOf(hash: ExtendableHash): Hasher {
  return {
    update: (data) => {
      hash.update(data);
    },
    digest: (length = 0) => (length === 0 ? new Uint8Array(0) : hash.clone().xof(length)),
    copy: () => extendableOf(hash.clone()),
  };
}

/** The digests of two hashes of the same data, one after the other. */
function joined(first: Hasher, second: Hasher): Hasher {
  return {
    update: (data) => {
      first.update(data);
      second.update(data);
    },
    digest: () => concatBytes(first.digest(), second.digest()),
    copy: () => joined(first.copy(), second.copy()),
  };
}

interface LibraryFunction {
  readonly blockLen: number;
  readonly outputLen: number;
  create(): LibraryHash;
}

function plain(name: string, fn: LibraryFunction): Algorithm {
  return {
    name,
    blockSize: fn.blockLen,
    digestSize: fn.outputLen,
    begin: () => hasherOf(fn.create()),
  };
}

const MD5_SHA1: Algorithm = {
  name: 'md5-sha1',
  blockSize: 64,
  digestSize: 36,
  begin: () => joined(hasherOf(md5.create()), hasherOf(sha1.create())),
};

/** The functions that every Python has, but for BLAKE2. */
export const GUARANTEED = [
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha3_224',
  'sha3_256',
  'sha3_384',
  'sha3_512',
  'shake_128',
  'shake_256',
] as const;

/** Null for what has no such name. */
export function algorithmNamed(given: string): Algorithm | null {
  const name = given.toLowerCase().replace(/^(sha3|shake|sha512)-/, '$1_');
  switch (name) {
    case 'md5':
      return plain(name, md5);
    case 'sha1':
      return plain(name, sha1);
    case 'sha224':
      return plain(name, sha224);
    case 'sha256':
      return plain(name, sha256);
    case 'sha384':
      return plain(name, sha384);
    case 'sha512':
      return plain(name, sha512);
    case 'sha512_224':
      return plain(name, sha512_224);
    case 'sha512_256':
      return plain(name, sha512_256);
    case 'sha3_224':
      return plain(name, sha3_224);
    case 'sha3_256':
      return plain(name, sha3_256);
    case 'sha3_384':
      return plain(name, sha3_384);
    case 'sha3_512':
      return plain(name, sha3_512);
    case 'ripemd160':
      return plain(name, ripemd160);
    case 'md5-sha1':
      return MD5_SHA1;
    case 'shake_128':
      return { name, blockSize: 168, digestSize: 0, begin: () => extendableOf(shake128.create()) };
    case 'shake_256':
      return { name, blockSize: 136, digestSize: 0, begin: () => extendableOf(shake256.create()) };
    default:
      return null;
  }
}
