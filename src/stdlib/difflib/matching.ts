// Finds what two sequences have in common: the longest run of equal elements, then what lies before and behind it, and
// so on (the algorithm of `difflib.SequenceMatcher`).

import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { HashTable } from '../../objects/hash-table.js';
import type { Value } from '../../objects/object.js';
import { SetTable } from '../../objects/set-table.js';

/** `a[a:a+size]` equals `b[b:b+size]`. */
export interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

export type Tag = 'replace' | 'delete' | 'insert' | 'equal';

/** How to turn `a[i1:i2]` into `b[j1:j2]`. */
export interface OpCode {
  readonly tag: Tag;
  readonly i1: number;
  readonly i2: number;
  readonly j1: number;
  readonly j2: number;
}

/** Sequences of this length have elements that are too frequent to be worth looking at. */
const LONG = 200;

/** Where each element of the second sequence stands; junk and elements that are too frequent are left out. */
export class ElementIndex {
  readonly positions = new HashTable();
  readonly #places: number[][] = [];
  readonly junk = new SetTable();
  readonly popular = new SetTable();

  constructor(
    readonly elements: readonly Value[],
    isJunk: Value,
    findsPopular: boolean,
  ) {
    for (const [position, element] of elements.entries()) {
      const known = this.positions.get(element);
      if (typeof known === 'number') this.#places[known]?.push(position);
      else {
        this.positions.set(element, this.#places.length);
        this.#places.push([position]);
      }
    }
    if (isTrue(isJunk)) {
      for (const element of [...this.positions.keys()]) {
        if (isTrue(call(isJunk, [element]))) this.#remove(element, this.junk);
      }
    }
    if (findsPopular && elements.length >= LONG) {
      const most = Math.floor(elements.length / 100) + 1;
      for (const [element, place] of [...this.positions.entries()]) {
        const count = typeof place === 'number' ? (this.#places[place]?.length ?? 0) : 0;
        if (count > most) this.#remove(element, this.popular);
      }
    }
  }

  #remove(element: Value, to: SetTable): void {
    to.add(element);
    this.positions.delete(element);
  }

  /** The positions of an element, ascending. */
  positionsOf(element: Value): readonly number[] {
    const place = this.positions.get(element);
    return typeof place === 'number' ? (this.#places[place] ?? []) : [];
  }
}

export function longestMatch(
  a: readonly Value[],
  index: ElementIndex,
  [aLow, aHigh, bLow, bHigh]: readonly [number, number, number, number],
): Block {
  const b = index.elements;
  let best: Block = { a: aLow, b: bLow, size: 0 };
  /** For each position in b: how long the match is that ends there and with the element of a before. */
  let lengths = new Map<number, number>();
  for (let i = aLow; i < aHigh; i++) {
    const next = new Map<number, number>();
    for (const j of index.positionsOf(a[i] ?? null)) {
      if (j < bLow) continue;
      if (j >= bHigh) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  const isSame = (i: number, j: number): boolean => equals(a[i] ?? null, b[j] ?? null);
  // First by elements that are no junk, then by junk.
  for (const takesJunk of [false, true]) {
    const fits = (i: number, j: number): boolean =>
      i >= aLow &&
      j >= bLow &&
      i < aHigh &&
      j < bHigh &&
      index.junk.has(b[j] ?? null) === takesJunk &&
      isSame(i, j);
    while (fits(best.a - 1, best.b - 1)) best = { a: best.a - 1, b: best.b - 1, size: best.size + 1 };
    while (fits(best.a + best.size, best.b + best.size)) best = { ...best, size: best.size + 1 };
  }
  return best;
}

/** All matches in order, those that touch put together; the last one is empty and stands at the end. */
export function joinBlocks(found: readonly Block[], aLength: number, bLength: number): Block[] {
  const sorted = found.toSorted((one, other) => one.a - other.a || one.b - other.b);
  const blocks: Block[] = [];
  for (const block of sorted) {
    const last = blocks.at(-1);
    if (last !== undefined && last.a + last.size === block.a && last.b + last.size === block.b) {
      blocks[blocks.length - 1] = { ...last, size: last.size + block.size };
    } else blocks.push(block);
  }
  return [...blocks, { a: aLength, b: bLength, size: 0 }];
}

export function opCodesOf(blocks: readonly Block[]): OpCode[] {
  const codes: OpCode[] = [];
  let [i, j] = [0, 0];
  for (const { a, b, size } of blocks) {
    const tag: Tag | undefined = i < a ? (j < b ? 'replace' : 'delete') : j < b ? 'insert' : undefined;
    if (tag !== undefined) codes.push({ tag, i1: i, i2: a, j1: j, j2: b });
    [i, j] = [a + size, b + size];
    if (size > 0) codes.push({ tag: 'equal', i1: a, i2: i, j1: b, j2: j });
  }
  return codes;
}

/** The changes in groups, each with `context` equal elements around. */
export function groupOpCodes(given: readonly OpCode[], context: number): OpCode[][] {
  const codes = given.length === 0 ? [{ tag: 'equal' as const, i1: 0, i2: 1, j1: 0, j2: 1 }] : given.slice();
  const start = (code: OpCode): OpCode => ({
    ...code,
    i1: Math.max(code.i1, code.i2 - context),
    j1: Math.max(code.j1, code.j2 - context),
  });
  const end = (code: OpCode): OpCode => ({
    ...code,
    i2: Math.min(code.i2, code.i1 + context),
    j2: Math.min(code.j2, code.j1 + context),
  });
  const [first] = codes;
  if (first?.tag === 'equal') codes[0] = start(first);
  const last = codes.at(-1);
  if (last?.tag === 'equal') codes[codes.length - 1] = end(last);
  const groups: OpCode[][] = [];
  let group: OpCode[] = [];
  for (const code of codes) {
    if (code.tag === 'equal' && code.i2 - code.i1 > 2 * context) {
      groups.push([...group, end(code)]);
      group = [start(code)];
    } else group.push(code);
  }
  const isOnlyEqual = group.length === 1 && group[0]?.tag === 'equal';
  if (group.length > 0 && !isOnlyEqual) groups.push(group);
  return groups;
}

/** Two sequences, and what they have in common. */
export class Comparison {
  #a: readonly Value[] = [];
  #index: ElementIndex;
  #blocks: Block[] | undefined;
  #counts: HashTable | undefined;

  constructor(
    readonly isJunk: Value,
    a: readonly Value[] = [],
    b: readonly Value[] = [],
    readonly findsPopular = true,
  ) {
    this.#a = a;
    this.#index = new ElementIndex(b, isJunk, findsPopular);
  }

  get a(): readonly Value[] {
    return this.#a;
  }

  set a(elements: readonly Value[]) {
    this.#a = elements;
    this.#blocks = undefined;
  }

  get b(): readonly Value[] {
    return this.#index.elements;
  }

  set b(elements: readonly Value[]) {
    this.#index = new ElementIndex(elements, this.isJunk, this.findsPopular);
    this.#blocks = undefined;
    this.#counts = undefined;
  }

  get index(): ElementIndex {
    return this.#index;
  }

  get blocks(): readonly Block[] {
    this.#blocks ??= joinBlocks(this.#findAll(), this.#a.length, this.b.length);
    return this.#blocks;
  }

  get opCodes(): OpCode[] {
    return opCodesOf(this.blocks);
  }

  #findAll(): Block[] {
    const left: [number, number, number, number][] = [[0, this.#a.length, 0, this.b.length]];
    const found: Block[] = [];
    for (let range = left.pop(); range !== undefined; range = left.pop()) {
      const block = longestMatch(this.#a, this.#index, range);
      if (block.size === 0) continue;
      found.push(block);
      const [aLow, aHigh, bLow, bHigh] = range;
      const [aEnd, bEnd] = [block.a + block.size, block.b + block.size];
      if (aLow < block.a && bLow < block.b) left.push([aLow, block.a, bLow, block.b]);
      if (aEnd < aHigh && bEnd < bHigh) left.push([aEnd, aHigh, bEnd, bHigh]);
    }
    return found;
  }

  /** How similar the two are, from 0 to 1. */
  ratio(): number {
    return this.#share(this.blocks.reduce((sum, { size }) => sum + size, 0));
  }

  /** No less than `ratio()`: the elements they share, in whatever order. */
  quickRatio(): number {
    this.#counts ??= countsOf(this.b);
    const left = new HashTable();
    let matches = 0;
    for (const element of this.#a) {
      const known = left.get(element) ?? this.#counts.get(element);
      const count = typeof known === 'number' ? known : 0;
      left.set(element, count - 1);
      if (count > 0) matches++;
    }
    return this.#share(matches);
  }

  /** No less than `quickRatio()`: by the lengths alone. */
  realQuickRatio(): number {
    return this.#share(Math.min(this.#a.length, this.b.length));
  }

  #share(matches: number): number {
    const length = this.#a.length + this.b.length;
    return length === 0 ? 1 : (2 * matches) / length;
  }
}

function countsOf(elements: readonly Value[]): HashTable {
  const counts = new HashTable();
  for (const element of elements) {
    const known = counts.get(element);
    counts.set(element, typeof known === 'number' ? known + 1 : 1);
  }
  return counts;
}
