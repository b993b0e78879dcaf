// Keys from passwords: PBKDF2 and scrypt.

import { scrypt as deriveScrypt } from '@noble/hashes/scrypt.js';
import { asBuffer } from '../../objects/buffers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import type { Algorithm, Hasher } from './algorithms.js';

const INNER = 0x36;
const OUTER = 0x5c;

/** The two hashes of an HMAC, with the key in them. */
export function keyedHashes(algorithm: Algorithm, key: Uint8Array): readonly [Hasher, Hasher] {
  const block = new Uint8Array(algorithm.blockSize);
  if (key.length > algorithm.blockSize) {
    const hasher = algorithm.begin();
    hasher.update(key);
    block.set(hasher.digest());
  } else block.set(key);
  const [inner, outer] = [algorithm.begin(), algorithm.begin()];
  inner.update(block.map((byte) => byte ^ INNER));
  outer.update(block.map((byte) => byte ^ OUTER));
  return [inner, outer];
}

function keyedDigest([inner, outer]: readonly [Hasher, Hasher], data: Uint8Array): Uint8Array {
  const [first, second] = [inner.copy(), outer.copy()];
  first.update(data);
  second.update(first.digest());
  return second.digest();
}

export function pbkdf2(
  algorithm: Algorithm,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: Value,
  length: Value,
): Uint8Array {
  const rounds = asSize(iterations, 'OverflowError');
  if (rounds < 1) throw valueError('iteration value must be greater than 0.');
  const size = length === null ? algorithm.digestSize : asSize(length, 'OverflowError');
  if (size < 1) throw valueError('key length must be greater than 0.');
  const hashes = keyedHashes(algorithm, password);
  const result = new Uint8Array(size);
  for (let at = 0, number = 1; at < size; at += algorithm.digestSize, number++) {
    const counter = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
    let digest = keyedDigest(hashes, Uint8Array.from([...salt, ...counter]));
    const block = digest.slice();
    for (let round = 1; round < rounds; round++) {
      digest = keyedDigest(hashes, digest);
      for (const [index, byte] of digest.entries()) block[index] = (block[index] ?? 0) ^ byte;
    }
    result.set(block.subarray(0, size - at), at);
  }
  return result;
}

function positive(value: Value, name: string): number {
  if (value === null) throw typeError(`${name} is required and must be an unsigned int`);
  return asSize(value, 'OverflowError');
}

export function scrypt(
  password: Uint8Array,
  salt: Value,
  n: Value,
  r: Value,
  p: Value,
  length: Value,
): Uint8Array {
  if (salt === null) throw typeError('salt is required');
  const [N, blocks, lanes] = [positive(n, 'n'), positive(r, 'r'), positive(p, 'p')];
  if (N < 2 || (N & (N - 1)) !== 0) throw valueError('n must be a power of 2.');
  const dkLen = asSize(length, 'OverflowError');
  return deriveScrypt(password, asBuffer(salt), { N, r: blocks, p: lanes, dkLen });
}
