// The data of tuples, lists and dicts. Their operations and methods stand in the file of each type.

import { HashTable } from './hash-table.js';
import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { PyTuple } from './py-tuple.js';
import { dictType, listType } from './types.js';

export { PyTuple };

export class PyList extends PyObject {
  constructor(
    public items: Value[],
    cls: PyType = listType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}

/** What a dict keeps its items in: a hash table, or the cells of a module's global variables. */
export interface DictTable {
  readonly size: number;
  get(key: Value): Value | undefined;
  has(key: Value): boolean;
  set(key: Value, value: Value): void;
  /** False when the key was not there. */
  delete(key: Value): boolean;
  clear(): void;
  /** In insertion order; live, as the iterators of a host Map. */
  keys(): IterableIterator<Value>;
  entries(): IterableIterator<[Value, Value]>;
}

export class PyDict extends PyObject {
  constructor(
    public table: DictTable = new HashTable(),
    cls: PyType = dictType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }

  static of(entries: Iterable<readonly [Value, Value]>): PyDict {
    const table = new HashTable();
    for (const [key, value] of entries) table.set(key, value);
    return new PyDict(table);
  }
}

export const emptyTuple = new PyTuple([]);

export function tuple(...items: Value[]): PyTuple {
  return items.length === 0 ? emptyTuple : new PyTuple(items);
}
