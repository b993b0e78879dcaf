// The hash of a value as two 32-bit words, for the tables of dicts and sets.
//
// It is the hash that `hash()` shows, computed without making a bigint where possible: ints, texts and tuples of them.
// A tuple's is made of the hashes of its items (`tuplehash` in Objects/tupleobject.c, which follows xxHash).

import { hash } from './hash.js';
import { highWord, lowWord, multiplyHigh } from './hash64.js';
import type { Value } from './object.js';
import { PyTuple } from './py-tuple.js';
import { tupleType } from './types.js';

/** The words of the hash computed last. */
export let hashLow = 0;
export let hashHigh = 0;

interface Words {
  readonly low: number;
  readonly high: number;
}

/** Hashes of texts: a string of the host has no place to remember its own. */
const textHashes = new Map<string, Words>();
const MOST_TEXTS = 30_000;

/** Sets `hashLow` and `hashHigh`. Raises TypeError for unhashable values. */
export function hashWords(key: Value): void {
  if (typeof key === 'number') {
    if (key === (key | 0)) {
      hashLow = key === -1 ? -2 : key;
      hashHigh = hashLow >> 31;
      return;
    }
  } else if (typeof key === 'string') {
    const words = textHashes.get(key) ?? rememberText(key);
    hashLow = words.low;
    hashHigh = words.high;
    return;
  } else if (key instanceof PyTuple && key.cls.slots.hash === tupleType.slots.hash) {
    hashItems(key.items);
    return;
  }
  const code = hash(key);
  hashLow = lowWord(code);
  hashHigh = highWord(code);
}

function rememberText(text: string): Words {
  const code = hash(text);
  const words = { low: lowWord(code), high: highWord(code) };
  if (textHashes.size >= MOST_TEXTS) textHashes.clear();
  textHashes.set(text, words);
  return words;
}

const PRIME_1_LOW = 0x85ebca87 | 0;
const PRIME_1_HIGH = 0x9e3779b1 | 0;
const PRIME_2_LOW = 0x27d4eb4f | 0;
const PRIME_2_HIGH = 0xc2b2ae3d | 0;
const PRIME_5_LOW = 0x165667c5 | 0;
const PRIME_5_HIGH = 0x27d4eb2f | 0;
const LENGTH_MASK = 3527539;
/** Stands in for -1, which means an error in CPython. */
const INSTEAD_OF_MINUS_ONE = 1546275796;

/** Sets the words to the hash of a tuple of these items. */
export function hashItems(items: readonly Value[]): void {
  let low = PRIME_5_LOW;
  let high = PRIME_5_HIGH;
  for (let index = 0; index < items.length; index++) {
    hashWords(items[index] ?? null);
    // acc += lane * PRIME_2
    const productHigh =
      multiplyHigh(hashLow, PRIME_2_LOW) +
      Math.imul(hashLow, PRIME_2_HIGH) +
      Math.imul(hashHigh, PRIME_2_LOW);
    const sumLow = (low >>> 0) + (Math.imul(hashLow, PRIME_2_LOW) >>> 0);
    high = (high + productHigh + (sumLow > 0xffffffff ? 1 : 0)) | 0;
    low = sumLow | 0;
    // acc = rotate left by 31
    const turnedLow = (low << 31) | (high >>> 1);
    const turnedHigh = (high << 31) | (low >>> 1);
    // acc *= PRIME_1
    low = Math.imul(turnedLow, PRIME_1_LOW);
    high =
      (multiplyHigh(turnedLow, PRIME_1_LOW) +
        Math.imul(turnedLow, PRIME_1_HIGH) +
        Math.imul(turnedHigh, PRIME_1_LOW)) |
      0;
  }
  const sumLow = (low >>> 0) + ((items.length ^ PRIME_5_LOW ^ LENGTH_MASK) >>> 0);
  high = (high + PRIME_5_HIGH + (sumLow > 0xffffffff ? 1 : 0)) | 0;
  low = sumLow | 0;
  if (low === -1 && high === -1) {
    low = INSTEAD_OF_MINUS_ONE;
    high = 0;
  }
  hashLow = low;
  hashHigh = high;
}
