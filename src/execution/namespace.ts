// Global variables: a dict of cells, so that compiled code captures a variable's cell once and never looks it up again.

import { strValue } from '../objects/boxed.js';
import { type DictTable, PyDict } from '../objects/containers.js';
import { HashTable } from '../objects/hash-table.js';
import type { Value } from '../objects/object.js';

/** One global variable; undefined while it is unbound. */
export interface GlobalCell {
  value: Value | undefined;
}

/** The table behind a module's `__dict__`. Keys that are not strings, which only a program forces in, go to a side table. */
export class Namespace implements DictTable {
  readonly #cells = new Map<string, GlobalCell>();
  #others: HashTable | null = null;
  #dict: PyDict | null;

  /** `dict` is the dict whose contents this is, where there is one already. */
  constructor(dict: PyDict | null = null) {
    this.#dict = dict;
  }

  /** What `globals()` and `module.__dict__` give, always the same object. */
  get dictObject(): PyDict {
    this.#dict ??= new PyDict(this);
    return this.#dict;
  }

  /** The cell of a variable, made unbound where there is none yet. */
  cell(name: string): GlobalCell {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      cell = new Variable();
      this.#cells.set(name, cell);
    }
    return cell;
  }

  /** Called for a variable that is unbound and about to be bound: it becomes the newest. */
  moveToEnd(name: string): void {
    const cell = this.cell(name);
    this.#cells.delete(name);
    this.#cells.set(name, cell);
  }

  *names(): Iterable<string> {
    for (const [name, cell] of this.#cells) if (cell.value !== undefined) yield name;
  }

  get size(): number {
    let bound = 0;
    for (const cell of this.#cells.values()) if (cell.value !== undefined) bound++;
    return bound + (this.#others?.size ?? 0);
  }

  get(key: Value): Value | undefined {
    const name = strValue(key);
    return name === undefined ? this.#others?.get(key) : this.#cells.get(name)?.value;
  }

  has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Value, value: Value): void {
    const name = strValue(key);
    if (name !== undefined) {
      const cell = this.cell(name);
      if (cell.value === undefined) this.moveToEnd(name);
      cell.value = value;
      return;
    }
    this.#others ??= new HashTable();
    this.#others.set(key, value);
  }

  delete(key: Value): boolean {
    const name = strValue(key);
    if (name === undefined) return this.#others?.delete(key) ?? false;
    const cell = this.#cells.get(name);
    if (cell?.value === undefined) return false;
    cell.value = undefined;
    return true;
  }

  clear(): void {
    for (const cell of this.#cells.values()) cell.value = undefined;
    this.#others = null;
  }

  *keys(): IterableIterator<Value> {
    yield* this.names();
    if (this.#others !== null) yield* this.#others.keys();
  }

  *entries(): IterableIterator<[Value, Value]> {
    for (const [name, { value }] of this.#cells) if (value !== undefined) yield [name, value];
    if (this.#others !== null) yield* this.#others.entries();
  }
}

class Variable implements GlobalCell {
  value: Value | undefined = undefined;
}

/** The dict's table becomes one of cells, so that compiled code can hold on to its variables. */
export function namespaceOf(dict: PyDict): Namespace {
  const { table } = dict;
  if (table instanceof Namespace) return table;
  const namespace = new Namespace(dict);
  for (const [key, value] of table.entries()) namespace.set(key, value);
  dict.table = namespace;
  return namespace;
}
