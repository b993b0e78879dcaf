// The hash of a frozenset, from the hashes of its items in any order (`frozenset_hash_impl`).

import { hash } from './hash.js';
import { fromWords } from './hash64.js';
import type { SetTable } from './set-table.js';

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Spreads the bits of one item's hash, so that nearby hashes do not cancel out: `_shuffle_bits`. */
function shuffled(code: bigint): bigint {
  return wrap((code ^ 89869747n ^ wrap(code << 16n)) * 3644798167n);
}

export function frozensetHash(table: SetTable): number | bigint {
  let code = 0n;
  for (const item of table.toArray()) code ^= shuffled(wrap(BigInt(hash(item))));
  code ^= BigInt(table.size + 1) * 1927868237n;
  code = wrap(code);
  code ^= (code >> 11n) ^ (code >> 25n);
  code = wrap(code * 69069n + 907133923n);
  if (code === wrap(-1n)) code = 590923713n;
  return fromWords(Number(code & 0xffffffffn), Number(code >> 32n));
}
