// CPython's merge sort (Objects/listsort.txt): which items are compared, and in which order, is the same, so that a
// program that counts or prints comparisons sees the same, and a failed sort leaves the same order behind.
//
// Natural runs are found, short ones grown by binary insertion, and merged in the order of powersort. How two runs are
// merged stands in `run-merging.ts`.

import type { Value } from './object.js';
import { type Less, RunMerger } from './run-merging.js';

/** A run on the stack of those to be merged; `power` is its node's depth in the merge tree. */
interface Run {
  readonly start: number;
  length: number;
  power: number;
}

const MAX_MINRUN = 64;

/** Sorts `keys` in place, and `values` along with them. */
export function timsort(keys: Value[], values: Value[] | null, less: Less): void {
  if (keys.length > 1) new Sort(keys, values, less).run();
}

class Sort {
  readonly #runs: Run[] = [];
  readonly #merger: RunMerger;

  constructor(
    readonly keys: Value[],
    readonly values: Value[] | null,
    readonly less: Less,
  ) {
    this.#merger = new RunMerger(keys, values, less);
  }

  /** `list_sort_impl` */
  run(): void {
    const total = this.keys.length;
    const minrun = minimalRun(total);
    for (let start = 0; start < total; ) {
      let length = this.#countRun(start, total - start);
      if (length < minrun) {
        const forced = Math.min(total - start, minrun);
        this.#insertionSort(start, forced, length);
        length = forced;
      }
      this.#push(start, length);
      start += length;
    }
    this.#mergeAll();
  }

  #key(index: number): Value {
    return this.keys[index] ?? null;
  }

  #isLess(a: number, b: number): boolean {
    return this.less(this.#key(a), this.#key(b));
  }

  #reverse(start: number, length: number): void {
    reverse(this.keys, start, length);
    if (this.values !== null) reverse(this.values, start, length);
  }

  /** The length of the run at `start`, made ascending: `count_run`. */
  #countRun(start: number, left: number): number {
    let n = 1;
    while (n < left && !this.#isLess(start + n, start + n - 1)) n++;
    if (n === left) return n;
    // The item at n is smaller. Unless all before it are equal, this was an ascending run.
    if (n > 1) {
      if (this.#isLess(start, start + n - 1)) return n;
      this.#reverse(start, n);
    }
    n++;
    // Descending: stretches of equal items are reversed on the way, so that they keep their order in the end.
    let equal = 0;
    for (; n < left; n++) {
      if (this.#isLess(start + n, start + n - 1)) {
        this.#reverseEqual(start + n, equal);
        equal = 0;
      } else if (this.#isLess(start + n - 1, start + n)) break;
      else equal++;
    }
    this.#reverseEqual(start + n, equal);
    this.#reverse(start, n);
    while (n < left && !this.#isLess(start + n, start + n - 1)) n++;
    return n;
  }

  #reverseEqual(end: number, equal: number): void {
    if (equal > 0) this.#reverse(end - equal - 1, equal + 1);
  }

  /** Sorts `length` items at `start`, of which the first `sorted` are in order: `binarysort`. */
  #insertionSort(start: number, length: number, sorted: number): void {
    const { keys, values, less } = this;
    const end = start + length;
    for (let index = start + sorted; index < end; index++) {
      const pivot = this.#key(index);
      let low = start;
      let high = index;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (less(pivot, this.#key(middle))) high = middle;
        else low = middle + 1;
      }
      keys.copyWithin(low + 1, low, index);
      keys[low] = pivot;
      if (values !== null) {
        const value = values[index] ?? null;
        values.copyWithin(low + 1, low, index);
        values[low] = value;
      }
    }
  }

  /** `found_new_run` */
  #push(start: number, length: number): void {
    const runs = this.#runs;
    const last = runs.at(-1);
    if (last !== undefined) {
      const power = powerOf(last.start, last.length, length, this.keys.length);
      while (runs.length > 1 && (runs.at(-2)?.power ?? 0) > power) this.#mergeAt(runs.length - 2);
      const top = runs.at(-1);
      if (top !== undefined) top.power = power;
    }
    runs.push({ start, length, power: 0 });
  }

  /** `merge_force_collapse` */
  #mergeAll(): void {
    const runs = this.#runs;
    while (runs.length > 1) {
      const index = runs.length - 2;
      const before = runs[index - 1];
      const after = runs[index + 1];
      this.#mergeAt(
        before !== undefined && after !== undefined && before.length < after.length ? index - 1 : index,
      );
    }
  }

  #mergeAt(index: number): void {
    const a = this.#runs[index];
    const b = this.#runs[index + 1];
    if (a === undefined || b === undefined) return;
    this.#runs.splice(index + 1, 1);
    const { length } = a;
    a.length += b.length;
    this.#merger.merge(a.start, length, b.start, b.length);
  }
}

function reverse(items: Value[], start: number, length: number): void {
  for (let low = start, high = start + length - 1; low < high; low++, high--) {
    const held = items[low] ?? null;
    items[low] = items[high] ?? null;
    items[high] = held;
  }
}

/** So that the number of runs is a power of two, or just below: `merge_compute_minrun`. */
function minimalRun(length: number): number {
  let odd = 0;
  let n = length;
  while (n >= MAX_MINRUN) {
    odd |= n & 1;
    n >>= 1;
  }
  return n + odd;
}

/** The depth at which two neighbouring runs meet in a balanced merge tree: `powerloop`. */
function powerOf(start: number, length1: number, length2: number, total: number): number {
  let a = 2 * start + length1;
  let b = a + length1 + length2;
  for (let power = 1; ; power++) {
    if (a >= total) {
      a -= total;
      b -= total;
    } else if (b >= total) return power;
    a *= 2;
    b *= 2;
  }
}
