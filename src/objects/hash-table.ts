// The items of a dict: a host Map from canonical keys to values, in insertion order.
//
// Python's `1 == 1.0 == True` makes one key of three, so keys are put into a canonical form first: the host
// primitive of the same value where there is one, the object itself where equality is identity, and else the first
// object of its equality class, found through buckets by hash. Where the canonical key is not the key that was
// given (True, 1.0, a str subclass), the given one is kept aside for iteration.

import { equals } from './compare.js';
import { hashLow, hashWords } from './hash-words.js';
import { canonicalPrimitive, hasIdentityHash } from './keys.js';
import type { Attributes, Value } from './object.js';
import { PyTuple } from './py-tuple.js';
import { typeOf } from './types.js';

/** The low word of the hash of the key looked for last, where it was needed. */
let lastLow = 0;

const isBucketKey = (key: Value): boolean => typeof key === 'object' && key !== null && !hasIdentityHash(key);

export class HashTable {
  readonly map: Attributes;
  /** Keys as given, where they differ from their canonical form. */
  #given: Map<Value, Value> | null = null;
  /** Canonical keys that are objects with an equality of their own, by the low word of their hash. */
  #buckets: Map<number, Value[]> | null = null;
  /** Some key in the buckets is not a tuple, and so might be equal to a primitive. */
  #foreign = false;
  /** How many canonical keys are objects. */
  #objects = 0;
  /** The keys in order, while only `removeLast` has changed the table since they were listed. */
  #listed: Value[] | null = null;

  readonly #shared: boolean;

  /** A table may share its map with the attributes of an object (`obj.__dict__`). */
  constructor(map?: Attributes) {
    this.map = map ?? new Map();
    this.#shared = map !== undefined;
  }

  get size(): number {
    return this.map.size;
  }

  get(key: Value): Value | undefined {
    if ((typeof key === 'string' || typeof key === 'number') && !this.#foreign) return this.map.get(key);
    const canonical = this.find(key);
    return canonical === undefined ? undefined : this.map.get(canonical);
  }

  has(key: Value): boolean {
    if ((typeof key === 'string' || typeof key === 'number') && !this.#foreign) return this.map.has(key);
    return this.find(key) !== undefined;
  }

  set(key: Value, value: Value): void {
    this.#listed = null;
    if ((typeof key === 'string' || typeof key === 'number') && !this.#foreign) {
      this.map.set(key, value);
      return;
    }
    const found = this.find(key);
    if (found === undefined) this.#add(key, lastLow, value);
    else this.map.set(found, value);
  }

  /** The value under the key, which is put in with `value` where it is missing; the key is hashed once. */
  setDefault(key: Value, value: Value): Value {
    const found = this.find(key);
    const known = found === undefined ? undefined : this.map.get(found);
    if (known !== undefined) return known;
    this.#listed = null;
    this.#add(key, lastLow, value);
    return value;
  }

  /** Removes an item and gives its value. */
  take(key: Value): Value | undefined {
    const found = this.find(key);
    const value = found === undefined ? undefined : this.map.get(found);
    if (found === undefined || value === undefined) return undefined;
    this.#listed = null;
    this.#remove(found, lastLow);
    return value;
  }

  delete(key: Value): boolean {
    return this.take(key) !== undefined;
  }

  /** Puts in a key that is not there; `low` is the low word of its hash where it stands in the buckets. */
  #add(key: Value, low: number, value: Value): void {
    const primitive = canonicalPrimitive(key);
    if (primitive !== undefined) {
      if (primitive !== key) {
        this.#given ??= new Map();
        this.#given.set(primitive, key);
      }
      this.map.set(primitive, value);
      return;
    }
    if (!hasIdentityHash(key)) this.#addToBucket(key, low);
    this.#objects++;
    this.map.set(key, value);
  }

  /** Removes and gives the newest item: `dict.popitem`. */
  removeLast(): readonly [key: Value, value: Value] | undefined {
    const listed = this.#listed ?? [...this.map.keys()];
    const last = listed.pop();
    const value = last === undefined ? undefined : this.map.get(last);
    if (last === undefined || value === undefined) return undefined;
    const key = this.#given?.get(last) ?? last;
    if (this.#buckets !== null && isBucketKey(last)) hashWords(last);
    this.#remove(last, hashLow);
    // The listing pays for a run of removals. It is not kept for a map that others may change directly.
    this.#listed = this.#shared ? null : listed;
    return [key, value];
  }

  clear(): void {
    this.map.clear();
    this.#given = null;
    this.#buckets = null;
    this.#foreign = false;
    this.#objects = 0;
    this.#listed = null;
  }

  /** A table of its own with the same items. */
  copy(): HashTable {
    const copy = new HashTable();
    for (const [key, value] of this.map) copy.map.set(key, value);
    if (this.#given !== null) copy.#given = new Map(this.#given);
    if (this.#buckets !== null) {
      copy.#buckets = new Map();
      for (const [code, keys] of this.#buckets) copy.#buckets.set(code, keys.slice());
    }
    copy.#foreign = this.#foreign;
    copy.#objects = this.#objects;
    return copy;
  }

  keys(): IterableIterator<Value> {
    return this.#given === null || this.#given.size === 0 ? this.map.keys() : this.#givenKeys(this.#given);
  }

  values(): IterableIterator<Value> {
    return this.map.values();
  }

  entries(): IterableIterator<[Value, Value]> {
    return this.#given === null || this.#given.size === 0
      ? this.map.entries()
      : this.#givenEntries(this.#given);
  }

  *#givenKeys(given: Map<Value, Value>): IterableIterator<Value> {
    for (const key of this.map.keys()) yield given.get(key) ?? key;
  }

  *#givenEntries(given: Map<Value, Value>): IterableIterator<[Value, Value]> {
    for (const [key, value] of this.map) yield [given.get(key) ?? key, value];
  }

  /**
   * The canonical key under which an equal key stands, or undefined. Raises TypeError for unhashable keys. Leaves the
   * low word of the key's hash in `lastLow` where it had to compute it.
   */
  find(key: Value): Value | undefined {
    const primitive = canonicalPrimitive(key);
    if (primitive !== undefined) {
      if (this.map.has(primitive)) return primitive;
      return this.#foreign ? this.#findHashed(key) : undefined;
    }
    if (hasIdentityHash(key)) return this.map.has(key) ? key : undefined;
    return this.#findHashed(key);
  }

  #findHashed(key: Value): Value | undefined {
    hashWords(key);
    const low = hashLow;
    const found = this.#findInBucket(key, low) ?? this.#findPrimitive(key, low);
    // Comparing keys may have looked into other tables.
    lastLow = low;
    return found;
  }

  #findInBucket(key: Value, low: number): Value | undefined {
    const bucket = this.#buckets?.get(low);
    if (bucket === undefined) return undefined;
    for (const other of bucket) if (other === key || equals(other, key)) return other;
    return undefined;
  }

  /** A number of another type, or an instance of a program's class, may be equal to a primitive key of the same hash. */
  #findPrimitive(key: Value, low: number): Value | undefined {
    if (this.map.size === this.#objects || typeof key !== 'object' || key instanceof PyTuple)
      return undefined;
    const { heap, slots } = typeOf(key);
    if (!heap && slots.abs === undefined) return undefined;
    for (const other of this.map.keys()) {
      if (canonicalPrimitive(other) === undefined) continue;
      hashWords(other);
      if (hashLow === low && equals(this.#given?.get(other) ?? other, key)) return other;
    }
    return undefined;
  }

  #addToBucket(key: Value, low: number): void {
    this.#buckets ??= new Map();
    const bucket = this.#buckets.get(low);
    if (bucket === undefined) this.#buckets.set(low, [key]);
    else bucket.push(key);
    if (!(key instanceof PyTuple)) this.#foreign = true;
  }

  /** Removes the item under a canonical key; `low` as for `#add`. */
  #remove(found: Value, low: number): void {
    this.map.delete(found);
    this.#given?.delete(found);
    if (typeof found !== 'object' || found === null) return;
    this.#objects--;
    if (this.#buckets !== null && !hasIdentityHash(found)) this.#removeFromBucket(found, low, this.#buckets);
  }

  #removeFromBucket(found: Value, low: number, buckets: Map<number, Value[]>): void {
    const bucket = buckets.get(low);
    const index = bucket?.indexOf(found) ?? -1;
    if (bucket === undefined || index < 0) return;
    if (bucket.length > 1) bucket.splice(index, 1);
    else buckets.delete(low);
    if (buckets.size === 0) {
      this.#buckets = null;
      this.#foreign = false;
    }
  }
}
