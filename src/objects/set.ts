// set and frozenset: their operations and methods. The table stands in `set-table.ts`, the operations between sets in
// `set-algebra.ts`.

import { PyList, PyTuple } from './containers.js';
import { keyError, runtimeError } from './exceptions.js';
import { genericAlias } from './generic-alias.js';
import { iteratorType } from './iteration.js';
import { extendType, type NativeBody } from './native.js';
import { type Keywords, PyObject, type PyType, type Value } from './object.js';
import { pickledState } from './reduce.js';
import { repr, reprGuarded } from './repr.js';
import {
  copyOf,
  difference,
  differenceUpdate,
  fromOperand,
  intersection,
  isDisjoint,
  isSubset,
  type Operand,
  symmetricDifference,
  symmetricDifferenceUpdate,
  update,
} from './set-algebra.js';
import { DUMMY, SetTable } from './set-table.js';
import { constantSet, PyFrozenSet, PySet, setFromConstant } from './set-type.js';
import { Signature } from './signature.js';
import { frozensetType, NotImplemented, setType } from './types.js';

export { constantSet, PyFrozenSet, PySet, setFromConstant };

export class PySetIterator extends PyObject {
  readonly #table: SetTable;
  readonly #size: number;
  /** The items of a set that is not in slots. */
  readonly #identities: readonly Value[] | null;
  #index = 0;
  #given = 0;

  constructor(table: SetTable) {
    super(setIteratorType);
    this.#table = table;
    this.#size = table.size;
    this.#identities = table.identities === null ? null : [...table.identities];
  }

  get remaining(): number {
    return this.#index >= 0 && this.#size === this.#table.size ? this.#size - this.#given : 0;
  }

  references(): Iterable<unknown> {
    return this.#identities ?? this.#table.toArray();
  }

  /** The items that are still to come. */
  rest(): Value[] {
    if (this.#index < 0) return [];
    if (this.#table.size !== this.#size) throw runtimeError('Set changed size during iteration');
    const items: readonly Value[] = this.#identities ?? this.#table.toArray();
    return items.slice(this.#given);
  }

  step(): Value | undefined {
    const table = this.#table;
    if (this.#index < 0) return undefined;
    if (table.size !== this.#size) {
      this.#index = -1;
      throw runtimeError('Set changed size during iteration');
    }
    if (this.#identities !== null) return this.#stepIdentities(this.#identities);
    const { keys } = table;
    for (let index = this.#index; index < keys.length; index++) {
      const key = keys[index];
      if (key === undefined || key === DUMMY) continue;
      this.#index = index + 1;
      this.#given++;
      return key;
    }
    this.#index = -1;
    return undefined;
  }

  #stepIdentities(items: readonly Value[]): Value | undefined {
    const item = items[this.#index++];
    this.#given++;
    if (item === undefined) this.#index = -1;
    return item;
  }
}

export const setIteratorType: PyType = iteratorType('set_iterator', {
  methods: { '__length_hint__()': (self: PySetIterator) => self.remaining },
});

/** A method's or operator's right operand: a set's own table, or any value to iterate over. */
function operand(value: Value): Operand {
  return value instanceof PySet ? value.table : value;
}

const operands = (values: PyTuple): Operand[] => values.items.map(operand);

/** Adds the items of any iterable, as `{*iterable}` does (`SET_UPDATE`). */
export function updateSet(set: PySet, iterable: Value): void {
  update(set.table, operand(iterable));
}

/** A plain set or frozenset, as `self` is: results of operators are never instances of a subclass. */
function like(self: PySet, table: SetTable): PySet {
  return self instanceof PyFrozenSet ? new PyFrozenSet(table) : new PySet(table);
}

/** A set can be looked for in a set of frozensets though it has no hash: `set_contains_key`. */
function lookupKey(key: Value): Value {
  return key instanceof PySet && !(key instanceof PyFrozenSet) && key.cls.slots.hash === null
    ? new PyFrozenSet(copyOf(key.table))
    : key;
}

function operator(combine: (table: SetTable, other: SetTable) => SetTable): NativeBody {
  return (self: Value, other: Value) =>
    self instanceof PySet && other instanceof PySet
      ? like(self, combine(self.table, other.table))
      : NotImplemented;
}

function comparison(compare: (table: SetTable, other: SetTable) => boolean): NativeBody {
  return (self: Value, other: Value) =>
    self instanceof PySet && other instanceof PySet ? compare(self.table, other.table) : NotImplemented;
}

function union(table: SetTable, others: readonly Operand[]): SetTable {
  const result = copyOf(table);
  for (const other of others) if (other !== table) update(result, other);
  return result;
}

function intersectionOf(table: SetTable, others: readonly Operand[]): SetTable {
  const [first, ...rest] = others;
  if (first === undefined) return copyOf(table);
  return rest.reduce<SetTable>(intersection, intersection(table, first));
}

function differenceOf(table: SetTable, others: readonly Operand[]): SetTable {
  const [first, ...rest] = others;
  if (first === undefined) return copyOf(table);
  const result = difference(table, first);
  for (const other of rest) differenceUpdate(result, other);
  return result;
}

/** An equal set: of the same size and within the other. Unequal hashes of frozensets settle it early. */
function sameItems(self: PySet, other: PySet): boolean {
  if (self.table.size !== other.table.size) return false;
  if (self instanceof PyFrozenSet && other instanceof PyFrozenSet && self.hash !== other.hash) return false;
  return isSubset(self.table, other.table);
}

function reprOfSet(self: PySet): string {
  const { name } = self.cls;
  if (self.table.size === 0) return `${name}()`;
  return reprGuarded(self, `${name}(...)`, () => {
    const items = `{${self.table.toArray().map(repr).join(', ')}}`;
    return self.cls === setType ? items : `${name}(${items})`;
  });
}

const SHARED_SLOTS = {
  repr: reprOfSet,
  len: (self: PySet) => self.table.size,
  iter: (self: PySet) => new PySetIterator(self.table),
  contains: (self: PySet, item: Value) => self.table.has(lookupKey(item)),
  eq: (self: PySet, other: Value) => (other instanceof PySet ? sameItems(self, other) : NotImplemented),
  ne: (self: PySet, other: Value) => (other instanceof PySet ? !sameItems(self, other) : NotImplemented),
  le: comparison(isSubset),
  lt: comparison((table, other) => table.size < other.size && isSubset(table, other)),
  ge: comparison((table, other) => isSubset(other, table)),
  gt: comparison((table, other) => table.size > other.size && isSubset(other, table)),
  or: operator((table, other) => union(table, [other])),
  and: operator(intersection),
  sub: operator(difference),
  xor: operator(symmetricDifference),
};

const SHARED_METHODS = {
  'union(*others)': (self: PySet, others: PyTuple) => like(self, union(self.table, operands(others))),
  'intersection(*others)': (self: PySet, others: PyTuple) =>
    like(self, intersectionOf(self.table, operands(others))),
  'difference(*others)': (self: PySet, others: PyTuple) =>
    like(self, differenceOf(self.table, operands(others))),
  'symmetric_difference(other, /)': (self: PySet, other: Value) =>
    like(self, symmetricDifference(self.table, operand(other))),
  'isdisjoint(other, /)': (self: PySet, other: Value) => isDisjoint(self.table, operand(other)),
  'issubset(other, /)': (self: PySet, other: Value) =>
    other instanceof PySet
      ? isSubset(self.table, other.table)
      : intersection(self.table, other).size === self.table.size,
  'issuperset(other, /)': (self: PySet, other: Value) =>
    isSubset(other instanceof PySet ? other.table : fromOperand(other), self.table),
  '__sizeof__()': (self: PySet) => 200 + (self.table.mask > 7 ? 16 * (self.table.mask + 1) : 0),
  '__reduce__()': (self: PySet) =>
    new PyTuple([self.cls, new PyTuple([new PyList(self.table.toArray())]), pickledState(self)]),
};

const CLASS_GETITEM = {
  '__class_getitem__(object, /)': (cls: Value, object: Value) => genericAlias(cls, object),
};

const setConstructor = new Signature('set(iterable=(), /)');
const frozensetConstructor = new Signature('frozenset(iterable=(), /)');

/** `s |= other` and its kin: in place, with sets only. */
function inPlace(change: (table: SetTable, other: SetTable) => void): NativeBody {
  return (self: Value, other: Value) => {
    if (!(self instanceof PySet) || !(other instanceof PySet)) return NotImplemented;
    change(self.table, other.table);
    return self;
  };
}

extendType(setType, {
  doc: 'Build an unordered collection of unique elements.',
  slots: {
    ...SHARED_SLOTS,
    new_: (cls) => new PySet(new SetTable(), cls, cls.hasInstanceDict ? new Map() : null),
    init: (self: PySet, args, keywords) => {
      const iterable =
        keywords === null && args.length === 1 ? args[0] : setConstructor.bind('set', args, keywords)[0];
      self.table.clear();
      if (iterable !== undefined) update(self.table, operand(iterable));
    },
    hash: null,
    ior: inPlace(update),
    iand: inPlace((table, other) => table.become(intersection(table, other))),
    isub: inPlace(differenceUpdate),
    ixor: inPlace(symmetricDifferenceUpdate),
  },
  methods: {
    ...SHARED_METHODS,
    'copy()': (self: PySet) => new PySet(copyOf(self.table)),
    'add(object, /)': (self: PySet, object) => {
      self.table.add(object);
      return null;
    },
    'discard(object, /)': (self: PySet, object) => {
      self.table.delete(lookupKey(object));
      return null;
    },
    'remove(object, /)': (self: PySet, object) => {
      if (!self.table.delete(lookupKey(object))) throw keyError(object);
      return null;
    },
    'pop()': (self: PySet) => {
      const item = self.table.pop();
      if (item === undefined) throw keyError('pop from an empty set');
      return item;
    },
    'clear()': (self: PySet) => {
      self.table.clear();
      return null;
    },
    'update(*others)': (self: PySet, others: PyTuple) => {
      for (const other of operands(others)) update(self.table, other);
      return null;
    },
    'intersection_update(*others)': (self: PySet, others: PyTuple) => {
      self.table.become(intersectionOf(self.table, operands(others)));
      return null;
    },
    'difference_update(*others)': (self: PySet, others: PyTuple) => {
      for (const other of operands(others)) differenceUpdate(self.table, other);
      return null;
    },
    'symmetric_difference_update(other, /)': (self: PySet, other) => {
      symmetricDifferenceUpdate(self.table, operand(other));
      return null;
    },
  },
  classMethods: CLASS_GETITEM,
});

/** `frozenset.__new__`; a plain frozenset made from a plain frozenset is that frozenset. */
function newFrozenSet(cls: PyType, args: readonly Value[], given: Keywords | null): PyFrozenSet {
  // A subclass with an `__init__` of its own may take keywords: they are not for us.
  const keywords = cls !== frozensetType && cls.slots.init !== frozensetType.slots.init ? null : given;
  const [iterable] = frozensetConstructor.bind('frozenset', args, keywords);
  if (cls === frozensetType && iterable instanceof PyFrozenSet && iterable.cls === cls) return iterable;
  const table = iterable === undefined ? new SetTable() : fromOperand(operand(iterable));
  return new PyFrozenSet(table, cls, cls.hasInstanceDict ? new Map() : null);
}

extendType(frozensetType, {
  doc: 'Build an immutable unordered collection of unique elements.',
  slots: {
    ...SHARED_SLOTS,
    new_: newFrozenSet,
    hash: (self: PyFrozenSet) => self.hash,
  },
  methods: {
    ...SHARED_METHODS,
    'copy()': (self: PyFrozenSet) =>
      self.cls === frozensetType ? self : new PyFrozenSet(copyOf(self.table)),
  },
  classMethods: CLASS_GETITEM,
});
