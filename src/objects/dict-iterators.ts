// Iterators over the keys, values and items of a dict, forwards and backwards.

import { type DictTable, PyTuple } from './containers.js';
import { runtimeError } from './exceptions.js';
import { HashTable } from './hash-table.js';
import { iteratorType } from './iteration.js';
import { PyObject, type PyType, type Value } from './object.js';

/** A dict must keep its size and its keys while it is iterated over: `dictiter_iternext*`. */
export abstract class PyDictIterator<Entry> extends PyObject {
  readonly #table: DictTable;
  #source: Iterator<Entry> | undefined;
  /** The size at the start, or -1 once the iterator has failed. */
  #size: number;
  #left: number;

  constructor(cls: PyType, table: DictTable, source: Iterator<Entry>) {
    super(cls);
    this.#table = table;
    this.#source = source;
    this.#size = table.size;
    this.#left = table.size;
  }

  get remaining(): number {
    return this.#source !== undefined && this.#size === this.#table.size ? this.#left : 0;
  }

  *references(): Iterable<unknown> {
    for (const entry of this.#table.entries()) yield* entry;
  }

  /** What is still to come; the iterator stays where it is. */
  rest(): Value[] {
    if (this.#source === undefined) return [];
    const items: Entry[] = [];
    const left = this.#left;
    for (let entry = this.advance(); entry !== undefined; entry = this.advance()) items.push(entry);
    this.#source = items.values();
    this.#left = left;
    return items.map((entry) => this.shown(entry));
  }

  /** An entry as the iterator gives it. */
  protected abstract shown(entry: Entry): Value;

  protected advance(): Entry | undefined {
    const source = this.#source;
    if (source === undefined) return undefined;
    if (this.#table.size !== this.#size) {
      this.#size = -1;
      throw runtimeError('dictionary changed size during iteration');
    }
    const result = source.next();
    if (result.done) {
      this.#source = undefined;
      return undefined;
    }
    if (this.#left-- === 0) throw runtimeError('dictionary keys changed during iteration');
    return result.value;
  }
}

const lengthHint = {
  methods: { '__length_hint__()': (self: PyDictIterator<unknown>) => self.remaining },
};

class PyDictValueIterator extends PyDictIterator<Value> {
  step(): Value | undefined {
    return this.advance();
  }

  protected shown(entry: Value): Value {
    return entry;
  }
}

class PyDictItemIterator extends PyDictIterator<readonly [Value, Value]> {
  step(): Value | undefined {
    const entry = this.advance();
    return entry === undefined ? undefined : new PyTuple(entry);
  }

  protected shown(entry: readonly [Value, Value]): Value {
    return new PyTuple(entry);
  }
}

function* secondsOf(entries: Iterable<readonly [Value, Value]>): IterableIterator<Value> {
  for (const [, value] of entries) yield value;
}

/** The values of any table, in order. */
export function valuesOf(table: DictTable): IterableIterator<Value> {
  return table instanceof HashTable ? table.values() : secondsOf(table.entries());
}

export const keyIteratorType = iteratorType('dict_keyiterator', lengthHint);
export const valueIteratorType = iteratorType('dict_valueiterator', lengthHint);
export const itemIteratorType = iteratorType('dict_itemiterator', lengthHint);
export const reverseKeyIteratorType = iteratorType('dict_reversekeyiterator', lengthHint);
export const reverseValueIteratorType = iteratorType('dict_reversevalueiterator', lengthHint);
export const reverseItemIteratorType = iteratorType('dict_reverseitemiterator', lengthHint);

export function keyIterator(table: DictTable): PyObject {
  return new PyDictValueIterator(keyIteratorType, table, table.keys());
}

export function valueIterator(table: DictTable): PyObject {
  return new PyDictValueIterator(valueIteratorType, table, valuesOf(table));
}

export function itemIterator(table: DictTable): PyObject {
  return new PyDictItemIterator(itemIteratorType, table, table.entries());
}

export function reverseKeyIterator(table: DictTable): PyObject {
  return new PyDictValueIterator(reverseKeyIteratorType, table, backwards(table.keys()));
}

export function reverseValueIterator(table: DictTable): PyObject {
  return new PyDictValueIterator(reverseValueIteratorType, table, backwards(valuesOf(table)));
}

export function reverseItemIterator(table: DictTable): PyObject {
  return new PyDictItemIterator(reverseItemIteratorType, table, backwards(table.entries()));
}

function backwards<Entry>(entries: Iterable<Entry>): Iterator<Entry> {
  return [...entries].reverse().values();
}
