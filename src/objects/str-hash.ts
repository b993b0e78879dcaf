// The hash of a string: SipHash-1-3 over its characters with the key that PYTHONHASHSEED=0 gives, all zeros.
//
// CPython hashes a string as it stores it: one, two or four bytes per character, as many as its largest needs. The
// arithmetic runs on pairs of 32-bit words, which the host does without bigints.

import { fromWords } from './hash64.js';
import { hasPairs } from './str-text.js';

export function hashString(text: string): number | bigint {
  if (text.length === 0) return 0;
  return hashBytes(storedBytes(text));
}

/** Also the hash of bytes objects. */
export function hashBytes(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0;
  sipHash(bytes);
  // -1 means an error inside CPython.
  return fromWords(resultLow === -1 && resultHigh === -1 ? -2 : resultLow, resultHigh);
}

/** The characters in the width CPython gives this string. */
function storedBytes(text: string): Uint8Array {
  let largest = 0;
  for (let i = 0; i < text.length; i++) largest |= text.charCodeAt(i);
  if (largest <= 0xff) {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }
  if (!hasPairs(text)) {
    const bytes = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      bytes[2 * i] = unit;
      bytes[2 * i + 1] = unit >> 8;
    }
    return bytes;
  }
  const chars = [...text];
  const bytes = new Uint8Array(chars.length * 4);
  for (const [i, char] of chars.entries()) {
    const code = char.codePointAt(0) ?? 0;
    bytes[4 * i] = code;
    bytes[4 * i + 1] = code >> 8;
    bytes[4 * i + 2] = code >> 16;
  }
  return bytes;
}

/** The state, each word as its low and high half; the result of the last run. */
let v0l = 0;
let v0h = 0;
let v1l = 0;
let v1h = 0;
let v2l = 0;
let v2h = 0;
let v3l = 0;
let v3h = 0;
let resultLow = 0;
let resultHigh = 0;

function sipHash(bytes: Uint8Array): void {
  // The constants spell `somepseudorandomlygeneratedbytes`.
  v0l = 0x70736575;
  v0h = 0x736f6d65;
  v1l = 0x6e646f6d;
  v1h = 0x646f7261;
  v2l = 0x6e657261;
  v2h = 0x6c796765;
  v3l = 0x79746573;
  v3h = 0x74656462;
  const { length } = bytes;
  const end = length - (length % 8);
  for (let at = 0; at < end; at += 8) {
    absorb(word(bytes, at), word(bytes, at + 4));
  }
  absorb(word(bytes, end), (word(bytes, end + 4) & 0xffffff) | (length << 24));
  v2l ^= 0xff;
  round();
  round();
  round();
  resultLow = v0l ^ v1l ^ v2l ^ v3l;
  resultHigh = v0h ^ v1h ^ v2h ^ v3h;
}

/** Four bytes, zeros beyond the end. */
function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

function absorb(low: number, high: number): void {
  v3l ^= low;
  v3h ^= high;
  round();
  v0l ^= low;
  v0h ^= high;
}

function round(): void {
  let low = (v0l >>> 0) + (v1l >>> 0);
  v0h = (v0h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
  v0l = low | 0;
  low = (v2l >>> 0) + (v3l >>> 0);
  v2h = (v2h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
  v2l = low | 0;
  let turned = (v1l << 13) | (v1h >>> 19);
  v1h = (v1h << 13) | (v1l >>> 19);
  v1l = turned ^ v0l;
  v1h ^= v0h;
  turned = (v3l << 16) | (v3h >>> 16);
  v3h = (v3h << 16) | (v3l >>> 16);
  v3l = turned ^ v2l;
  v3h ^= v2h;
  // v0 turns by 32, which swaps its halves.
  turned = v0l;
  v0l = v0h;
  v0h = turned;
  low = (v2l >>> 0) + (v1l >>> 0);
  v2h = (v2h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
  v2l = low | 0;
  low = (v0l >>> 0) + (v3l >>> 0);
  v0h = (v0h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
  v0l = low | 0;
  turned = (v1l << 17) | (v1h >>> 15);
  v1h = (v1h << 17) | (v1l >>> 15);
  v1l = turned ^ v2l;
  v1h ^= v2h;
  turned = (v3l << 21) | (v3h >>> 11);
  v3h = (v3h << 21) | (v3l >>> 11);
  v3l = turned ^ v0l;
  v3h ^= v0h;
  turned = v2l;
  v2l = v2h;
  v2h = turned;
}
