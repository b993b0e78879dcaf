// The data of sets and frozensets. Their operations and methods stand in `set.ts`.

import { frozensetHash } from './frozenset-hash.js';
import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { copyOf } from './set-algebra.js';
import { SetTable } from './set-table.js';
import { frozensetType, setType } from './types.js';

/** A set or a frozenset. */
export class PySet extends PyObject {
  constructor(
    readonly table: SetTable = new SetTable(),
    cls: PyType = setType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }

  static of(items: Iterable<Value>): PySet {
    const table = new SetTable();
    for (const item of items) table.add(item);
    return new PySet(table);
  }
}

export class PyFrozenSet extends PySet {
  #hash: number | bigint | undefined;

  constructor(table: SetTable = new SetTable(), cls: PyType = frozensetType, dict: Attributes | null = null) {
    super(table, cls, dict);
  }

  static override of(items: Iterable<Value>): PyFrozenSet {
    const table = new SetTable();
    for (const item of items) table.add(item);
    return new PyFrozenSet(table);
  }

  get hash(): number | bigint {
    this.#hash ??= frozensetHash(this.table);
    return this.#hash;
  }
}

/**
 * The frozenset that CPython's compiler makes of three or more constants; `{1, 2, 3}` is a set updated from it, which
 * gives another order than adding one by one. The compiler builds it again from its own order, and once more when it
 * finds that one of the texts is interned already as another object (`intern_constants`): a name that the program or
 * the interpreter's start-up uses, too.
 */
export function constantSet(
  items: Iterable<Value>,
  isInterned: (text: string) => boolean = () => false,
): PyFrozenSet {
  const set = PyFrozenSet.of(PyFrozenSet.of(items).table.toArray());
  const constants = set.table.toArray();
  return constants.some((item) => typeof item === 'string' && item.length > 1 && isInterned(item))
    ? PyFrozenSet.of(constants)
    : set;
}

/** A set with the items of a constant one: what a display of constants gives. */
export function setFromConstant(constant: PyFrozenSet): PySet {
  return new PySet(copyOf(constant.table));
}
