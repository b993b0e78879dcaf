// The items of an OrderedDict: a hash table, and a chain of its keys whose order can be changed in no time
// (Objects/odictobject.c).
//
// The methods of plain dicts work on the hash table alone. What they remove stays in the chain, and going through the
// items then raises KeyError, as it does in CPython.

import type { DictTable } from '../../objects/containers.js';
import { keyError } from '../../objects/exceptions.js';
import { HashTable } from '../../objects/hash-table.js';
import type { Value } from '../../objects/object.js';

export interface Link {
  readonly key: Value;
  before: Link | null;
  after: Link | null;
}

export class LinkedTable implements DictTable {
  readonly #hash = new HashTable();
  /** By the form in which the hash table keeps the key. */
  readonly #links = new Map<Value, Link>();
  first: Link | null = null;
  last: Link | null = null;
  /** Grows with every change of the chain, which ends iterations. */
  state = 0;

  get size(): number {
    return this.#hash.size;
  }

  get(key: Value): Value | undefined {
    return this.#hash.get(key);
  }

  has(key: Value): boolean {
    return this.#hash.has(key);
  }

  set(key: Value, value: Value): void {
    const { size } = this.#hash;
    this.#hash.set(key, value);
    if (this.#hash.size === size) return;
    const canonical = this.#hash.find(key) ?? key;
    if (this.#links.has(canonical)) return;
    const link: Link = { key, before: null, after: null };
    this.#links.set(canonical, link);
    this.#append(link);
  }

  delete(key: Value): boolean {
    return this.#hash.delete(key);
  }

  /** Removes the key from the chain, too, and gives its value. */
  take(key: Value): Value | undefined {
    const canonical = this.#hash.find(key);
    const link = canonical === undefined ? undefined : this.#links.get(canonical);
    const value = this.#hash.take(key);
    if (canonical !== undefined && link !== undefined) {
      this.#links.delete(canonical);
      this.#unlink(link);
    }
    return value;
  }

  /** False where the key is not there. */
  move(key: Value, toEnd: boolean): boolean {
    const canonical = this.#hash.find(key);
    const link = canonical === undefined ? undefined : this.#links.get(canonical);
    if (link === undefined) return false;
    if (link === (toEnd ? this.last : this.first)) return true;
    this.#unlink(link);
    if (toEnd) this.#append(link);
    else this.#prepend(link);
    return true;
  }

  clear(): void {
    this.#hash.clear();
    this.#links.clear();
    this.first = null;
    this.last = null;
    this.state++;
  }

  *keys(): IterableIterator<Value> {
    for (let link = this.first; link !== null; link = link.after) yield link.key;
  }

  *entries(): IterableIterator<[Value, Value]> {
    for (let link = this.first; link !== null; link = link.after) yield [link.key, this.valueOf(link.key)];
  }

  /** The value of a key of the chain. */
  valueOf(key: Value): Value {
    const value = this.#hash.get(key);
    if (value === undefined) throw keyError(key);
    return value;
  }

  #append(link: Link): void {
    link.before = this.last;
    link.after = null;
    if (this.last === null) this.first = link;
    else this.last.after = link;
    this.last = link;
    this.state++;
  }

  #prepend(link: Link): void {
    link.before = null;
    link.after = this.first;
    if (this.first === null) this.last = link;
    else this.first.before = link;
    this.first = link;
    this.state++;
  }

  #unlink(link: Link): void {
    if (link.before === null) this.first = link.after;
    else link.before.after = link.after;
    if (link.after === null) this.last = link.before;
    else link.after.before = link.before;
    this.state++;
  }
}
