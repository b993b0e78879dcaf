// The items of a set: CPython's open-addressing table (Objects/setobject.c), so that a set iterates in CPython's order.
//
// Slots are probed ten in a row, then by the perturbed recurrence. A deleted item leaves a dummy; a new item takes the
// last dummy that was passed on the way to a free slot. The table grows to four times its items (twice when it is
// large) once three fifths are filled.
//
// Items that are equal to nothing but themselves are hashed by address in CPython, so their order means nothing
// there. A set of only such items keeps them in a host Set, in insertion order, until another kind of item comes.

import { equals } from './compare.js';
import { hashHigh, hashLow, hashWords } from './hash-words.js';
import { hasIdentityHash } from './keys.js';
import { PyObject, type Value } from './object.js';
import { objectType } from './types.js';

const MIN_SIZE = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;
/** From this many items on a table doubles instead of growing fourfold. */
const LARGE = 50_000;

/** Stands where an item was deleted. */
export const DUMMY: Value = new PyObject(objectType);

/** The slots of every empty set, until the first item comes. */
const NO_KEYS: (Value | undefined)[] = new Array<Value | undefined>(MIN_SIZE).fill(undefined);

function isIdentityKey(key: Value): boolean {
  return typeof key === 'object' && key !== null && hasIdentityHash(key);
}

export class SetTable {
  keys: (Value | undefined)[] = NO_KEYS;
  /**
   * The words of each item's hash. `low` is null while every item is a small int, which is its own hash; `high` is null
   * while every high word is the sign of its low word.
   */
  low: number[] | null = null;
  high: number[] | null = null;
  mask = MIN_SIZE - 1;
  /** Items and dummies. */
  fill = 0;
  used = 0;
  /** Where `pop` goes on searching. */
  finger = 0;
  /** The items while all of them are hashed by identity; the slots are then unused. */
  identities: Set<Value> | null = null;

  get size(): number {
    return this.identities === null ? this.used : this.identities.size;
  }

  has(key: Value): boolean {
    if (this.identities !== null) {
      if (this.identities.has(key)) return true;
      if (!isIdentityKey(key)) hashWords(key);
      return false;
    }
    hashWords(key);
    return this.find(key, hashLow, hashHigh) >= 0;
  }

  /** False when an equal item was there; the set keeps that one. */
  add(key: Value): boolean {
    if (this.identities !== null || this.fill === 0) {
      if (isIdentityKey(key)) return this.#addIdentity(key);
      hashWords(key);
      if (this.identities !== null) this.#leaveIdentities();
    }
    hashWords(key);
    return this.addHashed(key, hashLow, hashHigh);
  }

  delete(key: Value): boolean {
    if (this.identities !== null) {
      if (!isIdentityKey(key)) hashWords(key);
      return this.identities.delete(key);
    }
    hashWords(key);
    return this.deleteHashed(key, hashLow, hashHigh);
  }

  /** Removes and gives an item: the first one, seen from where the last `pop` stopped. */
  pop(): Value | undefined {
    if (this.identities !== null) {
      const [first] = this.identities;
      if (first !== undefined) this.identities.delete(first);
      return first;
    }
    if (this.used === 0) return undefined;
    let index = this.finger & this.mask;
    let key = this.keys[index];
    while (key === undefined || key === DUMMY) {
      index = index === this.mask ? 0 : index + 1;
      key = this.keys[index];
    }
    this.keys[index] = DUMMY;
    this.used--;
    this.finger = index + 1;
    return key;
  }

  clear(): void {
    this.keys = NO_KEYS;
    this.low = null;
    this.high = null;
    this.mask = MIN_SIZE - 1;
    this.fill = 0;
    this.used = 0;
    this.identities = null;
  }

  /** The items in order. */
  toArray(): Value[] {
    if (this.identities !== null) return [...this.identities];
    const items: Value[] = [];
    for (const key of this.keys) if (key !== undefined && key !== DUMMY) items.push(key);
    return items;
  }

  /** Takes over the items of `other`, which must not be used any more: `set_swap_bodies`. */
  become(other: SetTable): void {
    this.keys = other.keys;
    this.low = other.low;
    this.high = other.high;
    this.mask = other.mask;
    this.fill = other.fill;
    this.used = other.used;
    this.identities = other.identities;
  }

  #addIdentity(key: Value): boolean {
    this.identities ??= new Set();
    const before = this.identities.size;
    this.identities.add(key);
    return this.identities.size > before;
  }

  /** Puts items that were hashed by identity so far into the slots. */
  #leaveIdentities(): void {
    const items = this.identities ?? [];
    this.identities = null;
    for (const item of items) {
      hashWords(item);
      this.addHashed(item, hashLow, hashHigh);
    }
  }

  /** The words of the hash of the item in a slot. */
  lowAt(slot: number): number {
    if (this.low !== null) return this.low[slot] ?? 0;
    const key = this.keys[slot];
    return typeof key === 'number' ? key : 0;
  }

  highAt(slot: number): number {
    return this.high === null ? this.lowAt(slot) >> 31 : (this.high[slot] ?? 0);
  }

  /** Whether an `__eq__` changed the set under the search, which then begins anew. */
  #changed(keys: (Value | undefined)[], slot: number, entry: Value): boolean {
    return this.keys !== keys || keys[slot] !== entry;
  }

  /** The slot of an equal item, or -1: `set_lookkey`. */
  find(key: Value, low: number, high: number): number {
    const { keys, mask, low: lows } = this;
    let index = low & mask;
    let perturbLow = low;
    let perturbHigh = high;
    for (;;) {
      const last = index + LINEAR_PROBES <= mask ? index + LINEAR_PROBES : index;
      for (let slot = index; slot <= last; slot++) {
        const entry = keys[slot];
        if (entry === undefined) return -1;
        if (entry === key) return slot;
        if (entry !== DUMMY && (lows === null ? entry : lows[slot]) === low && this.highAt(slot) === high) {
          const equal = equals(entry, key);
          if (this.#changed(keys, slot, entry)) return this.find(key, low, high);
          if (equal) return slot;
        }
      }
      perturbLow = (perturbLow >>> PERTURB_SHIFT) | (perturbHigh << (32 - PERTURB_SHIFT));
      perturbHigh >>>= PERTURB_SHIFT;
      index = (index * 5 + 1 + (perturbLow >>> 0)) & mask;
    }
  }

  /** `set_add_entry` */
  addHashed(key: Value, low: number, high: number): boolean {
    this.reserve();
    const { keys, mask, low: lows } = this;
    let free = -1;
    let index = low & mask;
    let perturbLow = low;
    let perturbHigh = high;
    for (;;) {
      const last = index + LINEAR_PROBES <= mask ? index + LINEAR_PROBES : index;
      for (let slot = index; slot <= last; slot++) {
        const entry = keys[slot];
        if (entry === undefined) {
          this.used++;
          if (free >= 0) {
            this.#occupy(free, key, low, high);
            return true;
          }
          this.#occupy(slot, key, low, high);
          this.fill++;
          if (this.fill * 5 >= mask * 3) this.grow();
          return true;
        }
        if (entry === key) return false;
        if (entry === DUMMY) free = slot;
        else if ((lows === null ? entry : lows[slot]) === low && this.highAt(slot) === high) {
          const equal = equals(entry, key);
          if (this.#changed(keys, slot, entry)) return this.addHashed(key, low, high);
          if (equal) return false;
        }
      }
      perturbLow = (perturbLow >>> PERTURB_SHIFT) | (perturbHigh << (32 - PERTURB_SHIFT));
      perturbHigh >>>= PERTURB_SHIFT;
      index = (index * 5 + 1 + (perturbLow >>> 0)) & mask;
    }
  }

  /** Adds an item that is known to be new to a table without dummies: `set_insert_clean`. */
  insertClean(key: Value, low: number, high: number): void {
    const { keys, mask } = this;
    let index = low & mask;
    let perturbLow = low;
    let perturbHigh = high;
    for (;;) {
      const last = index + LINEAR_PROBES <= mask ? index + LINEAR_PROBES : index;
      for (let slot = index; slot <= last; slot++) {
        if (keys[slot] !== undefined) continue;
        this.#occupy(slot, key, low, high);
        return;
      }
      perturbLow = (perturbLow >>> PERTURB_SHIFT) | (perturbHigh << (32 - PERTURB_SHIFT));
      perturbHigh >>>= PERTURB_SHIFT;
      index = (index * 5 + 1 + (perturbLow >>> 0)) & mask;
    }
  }

  /** `set_discard_entry` */
  deleteHashed(key: Value, low: number, high: number): boolean {
    const slot = this.find(key, low, high);
    if (slot < 0) return false;
    this.keys[slot] = DUMMY;
    this.used--;
    return true;
  }

  #occupy(slot: number, key: Value, low: number, high: number): void {
    this.keys[slot] = key;
    if (this.low !== null) this.low[slot] = low;
    else if (key !== low) {
      this.low = this.keys.map((other) => (typeof other === 'number' ? other : 0));
      this.low[slot] = low;
    }
    if (this.high !== null) this.high[slot] = high;
    else if (high !== low >> 31) {
      this.high = this.keys.map((_, index) => this.lowAt(index) >> 31);
      this.high[slot] = high;
    }
  }

  #allocate(size: number): void {
    this.keys = new Array<Value | undefined>(size).fill(undefined);
    this.low = null;
    this.high = null;
    this.mask = size - 1;
  }

  /** Makes sure that slots are there, before items are put into them directly. */
  reserve(): void {
    if (this.keys === NO_KEYS) this.#allocate(MIN_SIZE);
  }

  grow(): void {
    this.resize(this.used > LARGE ? this.used * 2 : this.used * 4);
  }

  /** Makes room for more than `least` items and drops dummies: `set_table_resize`. */
  resize(least: number): void {
    let size = MIN_SIZE;
    while (size <= least) size *= 2;
    const { keys, low, high } = this;
    if (size === keys.length && size === MIN_SIZE && this.fill === this.used) return;
    this.#allocate(size);
    this.fill = this.used;
    for (let slot = 0; slot < keys.length; slot++) {
      const key = keys[slot];
      if (key === undefined || key === DUMMY) continue;
      const word = low === null ? (typeof key === 'number' ? key : 0) : (low[slot] ?? 0);
      this.insertClean(key, word, high === null ? word >> 31 : (high[slot] ?? 0));
    }
  }

  /** A table of the same layout: `set_merge` into an empty set of the same size copies slot by slot. */
  copySlots(other: SetTable): void {
    this.keys = other.keys.slice();
    this.low = other.low?.slice() ?? null;
    this.high = other.high?.slice() ?? null;
    this.mask = other.mask;
    this.fill = other.fill;
    this.used = other.used;
  }

  copy(): SetTable {
    const copy = new SetTable();
    copy.copySlots(this);
    copy.finger = this.finger;
    copy.identities = this.identities === null ? null : new Set(this.identities);
    return copy;
  }
}
