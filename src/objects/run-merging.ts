// Merging two neighbouring sorted runs of an array: `merge_lo`, `merge_hi` and galloping in Objects/listobject.c.
//
// The shorter run is moved aside. When one side keeps winning, the place where the other's next item belongs is
// searched for in growing steps instead of item by item.

import type { Value } from './object.js';

export type Less = (a: Value, b: Value) => boolean;

/** How often one side must win in a row before a merge gallops, at first. */
const MIN_GALLOP = 7;

export class RunMerger {
  readonly #keys: Value[];
  readonly #values: Value[] | null;
  readonly #less: Less;
  #minGallop = MIN_GALLOP;

  constructor(keys: Value[], values: Value[] | null, less: Less) {
    this.#keys = keys;
    this.#values = values;
    this.#less = less;
  }

  /** `merge_at`. What stands in its place at either end already is left alone. */
  merge(startA: number, lengthA: number, startB: number, lengthB: number): void {
    const keys = this.#keys;
    const less = this.#less;
    const skipped = gallopRight(keys[startB] ?? null, keys, startA, lengthA, 0, less);
    const a = startA + skipped;
    const na = lengthA - skipped;
    if (na === 0) return;
    const nb = gallopLeft(keys[a + na - 1] ?? null, keys, startB, lengthB, lengthB - 1, less);
    if (nb === 0) return;
    if (na <= nb) this.#mergeLow(a, na, startB, nb);
    else this.#mergeHigh(a, na, startB, nb);
  }

  #move(to: number, from: number, count: number): void {
    this.#keys.copyWithin(to, from, from + count);
    this.#values?.copyWithin(to, from, from + count);
  }

  /** Merges from the left; the left run is moved aside. Also after an error, its rest is put back. */
  #mergeLow(startA: number, lengthA: number, startB: number, lengthB: number): void {
    const keys = this.#keys;
    const less = this.#less;
    const aside = new Aside(keys, this.#values, startA, lengthA);
    let a = 0;
    let na = lengthA;
    let b = startB;
    let nb = lengthB;
    let to = startA;
    const takeA = (count: number): void => {
      aside.putBack(a, count, to);
      a += count;
      to += count;
      na -= count;
    };
    const takeB = (count: number): void => {
      this.#move(to, b, count);
      b += count;
      to += count;
      nb -= count;
    };
    try {
      takeB(1);
      while (nb > 0 && na > 1) {
        let wonA = 0;
        let wonB = 0;
        while (wonA < this.#minGallop && wonB < this.#minGallop) {
          if (less(keys[b] ?? null, aside.key(a))) {
            takeB(1);
            wonB++;
            wonA = 0;
            if (nb === 0) return;
          } else {
            takeA(1);
            wonA++;
            wonB = 0;
            if (na === 1) break;
          }
        }
        if (na === 1) break;
        this.#minGallop++;
        do {
          this.#easeGallop();
          wonA = gallopRight(keys[b] ?? null, aside.keys, a, na, 0, less);
          takeA(wonA);
          if (na <= 1) break;
          takeB(1);
          if (nb === 0) return;
          wonB = gallopLeft(aside.key(a), keys, b, nb, 0, less);
          takeB(wonB);
          if (nb === 0) return;
          takeA(1);
          if (na === 1) break;
        } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
        if (na <= 1) break;
        this.#minGallop++;
      }
      // The last of the left run belongs at the end.
      if (na === 1) takeB(nb);
    } finally {
      aside.putBack(a, na, to);
    }
  }

  /** Merges from the right; the right run is moved aside. */
  #mergeHigh(startA: number, lengthA: number, startB: number, lengthB: number): void {
    const keys = this.#keys;
    const less = this.#less;
    const aside = new Aside(keys, this.#values, startB, lengthB);
    let na = lengthA;
    let nb = lengthB;
    /** Behind the last free place. */
    let end = startB + lengthB;
    const takeA = (count: number): void => {
      end -= count;
      na -= count;
      this.#move(end, startA + na, count);
    };
    const takeB = (count: number): void => {
      end -= count;
      nb -= count;
      aside.putBack(nb, count, end);
    };
    try {
      takeA(1);
      while (na > 0 && nb > 1) {
        let wonA = 0;
        let wonB = 0;
        while (wonA < this.#minGallop && wonB < this.#minGallop) {
          if (less(aside.key(nb - 1), keys[startA + na - 1] ?? null)) {
            takeA(1);
            wonA++;
            wonB = 0;
            if (na === 0) return;
          } else {
            takeB(1);
            wonB++;
            wonA = 0;
            if (nb === 1) break;
          }
        }
        if (nb === 1) break;
        this.#minGallop++;
        do {
          this.#easeGallop();
          wonA = na - gallopRight(aside.key(nb - 1), keys, startA, na, na - 1, less);
          takeA(wonA);
          if (na === 0) return;
          takeB(1);
          if (nb === 1) break;
          wonB = nb - gallopLeft(keys[startA + na - 1] ?? null, aside.keys, 0, nb, nb - 1, less);
          takeB(wonB);
          if (nb <= 1) break;
          takeA(1);
          if (na === 0) return;
        } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
        if (nb <= 1) break;
        this.#minGallop++;
      }
      // The first of the right run belongs at the front.
      if (nb === 1) takeA(na);
    } finally {
      aside.putBack(0, nb, end - nb);
    }
  }

  /** While galloping pays, it is begun ever more readily. */
  #easeGallop(): void {
    if (this.#minGallop > 1) this.#minGallop--;
  }
}

/** A run that was moved aside. */
class Aside {
  readonly keys: readonly Value[];
  readonly #values: readonly Value[] | null;
  readonly #allKeys: Value[];
  readonly #allValues: Value[] | null;

  constructor(keys: Value[], values: Value[] | null, start: number, length: number) {
    this.keys = keys.slice(start, start + length);
    this.#values = values?.slice(start, start + length) ?? null;
    this.#allKeys = keys;
    this.#allValues = values;
  }

  key(index: number): Value {
    return this.keys[index] ?? null;
  }

  putBack(from: number, count: number, to: number): void {
    for (let index = 0; index < count; index++) {
      this.#allKeys[to + index] = this.keys[from + index] ?? null;
      if (this.#allValues !== null) this.#allValues[to + index] = this.#values?.[from + index] ?? null;
    }
  }
}

/** Where `key` belongs among `length` sorted keys at `start`, before its equals; searched from `hint`: `gallop_left`. */
function gallopLeft(
  key: Value,
  keys: readonly Value[],
  start: number,
  length: number,
  hint: number,
  less: Less,
): number {
  let last = 0;
  let offset = 1;
  let low: number;
  let high: number;
  if (less(keys[start + hint] ?? null, key)) {
    const most = length - hint;
    while (offset < most && less(keys[start + hint + offset] ?? null, key)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    low = hint + last + 1;
    high = hint + Math.min(offset, most);
  } else {
    const most = hint + 1;
    while (offset < most && !less(keys[start + hint - offset] ?? null, key)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    low = hint - Math.min(offset, most) + 1;
    high = hint - last;
  }
  while (low < high) {
    const middle = low + ((high - low) >> 1);
    if (less(keys[start + middle] ?? null, key)) low = middle + 1;
    else high = middle;
  }
  return high;
}

/** The same, behind its equals: `gallop_right`. */
function gallopRight(
  key: Value,
  keys: readonly Value[],
  start: number,
  length: number,
  hint: number,
  less: Less,
): number {
  let last = 0;
  let offset = 1;
  let low: number;
  let high: number;
  if (less(key, keys[start + hint] ?? null)) {
    const most = hint + 1;
    while (offset < most && less(key, keys[start + hint - offset] ?? null)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    low = hint - Math.min(offset, most) + 1;
    high = hint - last;
  } else {
    const most = length - hint;
    while (offset < most && !less(key, keys[start + hint + offset] ?? null)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    low = hint + last + 1;
    high = hint + Math.min(offset, most);
  }
  while (low < high) {
    const middle = low + ((high - low) >> 1);
    if (less(key, keys[start + middle] ?? null)) high = middle;
    else low = middle + 1;
  }
  return high;
}
