// `dict.keys()`, `dict.values()`, `dict.items()`: live views of a dict. Keys and items behave as sets.

import { equals } from './compare.js';
import { type DictTable, type PyDict, PyTuple } from './containers.js';
import {
  itemIterator,
  keyIterator,
  reverseItemIterator,
  reverseKeyIterator,
  reverseValueIterator,
  valueIterator,
  valuesOf,
} from './dict-iterators.js';
import { iterate } from './iteration.js';
import { PyMappingProxy } from './mapping-proxy.js';
import { defineType, type NativeBody, type TypeDefinition } from './native.js';
import { PyObject, type PyType, type Value } from './object.js';
import { repr, reprGuarded } from './repr.js';
import {
  differenceUpdate,
  fromOperand,
  intersection,
  symmetricDifferenceUpdate,
  update,
} from './set-algebra.js';
import { SetTable } from './set-table.js';
import { PySet } from './set-type.js';
import { contains } from './subscript.js';
import { dictType, NotImplemented } from './types.js';

type ViewKind = 'keys' | 'values' | 'items';

export class DictView extends PyObject {
  constructor(
    readonly owner: PyDict,
    readonly kind: ViewKind,
  ) {
    super(VIEW_TYPES[kind]);
  }

  get table(): DictTable {
    return this.owner.table;
  }
}

function iterOf(self: DictView): Value {
  switch (self.kind) {
    case 'keys':
      return keyIterator(self.table);
    case 'values':
      return valueIterator(self.table);
    default:
      return itemIterator(self.table);
  }
}

function reversedOf(self: DictView): Value {
  switch (self.kind) {
    case 'keys':
      return reverseKeyIterator(self.table);
    case 'values':
      return reverseValueIterator(self.table);
    default:
      return reverseItemIterator(self.table);
  }
}

function viewContains(self: DictView, item: Value): boolean {
  switch (self.kind) {
    case 'keys':
      return self.table.has(item);
    case 'values':
      for (const value of valuesOf(self.table)) if (equals(value, item)) return true;
      return false;
    default: {
      if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
      const [key, expected] = item.items;
      if (key === undefined || expected === undefined) return false;
      const value = self.table.get(key);
      return value !== undefined && equals(value, expected);
    }
  }
}

function isSetView(value: Value): value is DictView {
  return value instanceof DictView && value.kind !== 'values';
}

function sizeOf(value: PySet | DictView): number {
  return value.table.size;
}

/** The items of one operand as a new set; keys of a plain dict are taken from the dict itself: `dictviews_to_set`. */
function toSet(value: Value): SetTable {
  if (value instanceof DictView && value.kind === 'keys' && value.owner.cls === dictType) {
    return fromOperand(value.owner);
  }
  return fromOperand(value instanceof PySet ? value.table : value);
}

/** Operators work with any iterable on either side, and give a set. */
function operator(combine: (left: Value, right: Value) => SetTable): {
  own: NativeBody;
  reflected: NativeBody;
} {
  return {
    own: (self: Value, other: Value) => new PySet(combine(self, other)),
    reflected: (self: Value, other: Value) => new PySet(combine(other, self)),
  };
}

const operand = (value: Value) => (value instanceof PySet ? value.table : value);

const OR = operator((left, right) => {
  const result = toSet(left);
  update(result, operand(right));
  return result;
});
const SUB = operator((left, right) => {
  const result = toSet(left);
  differenceUpdate(result, operand(right));
  return result;
});
const XOR = operator((left, right) => {
  const result = toSet(left);
  symmetricDifferenceUpdate(result, operand(right));
  return result;
});
const AND = operator(intersect);

/** `_PyDictView_Intersect`: of two views the smaller one is gone through. */
function intersect(left: Value, right: Value): SetTable {
  let [view, other] = isSetView(left) ? [left, right] : [right, left];
  if (!isSetView(view)) return new SetTable();
  if (other instanceof PySet && sizeOf(view) <= sizeOf(other)) return intersection(other.table, view);
  if (isSetView(other) && sizeOf(other) > sizeOf(view)) [view, other] = [other, view];
  const result = new SetTable();
  for (const item of iterate(other)) if (isSetView(view) && viewContains(view, item)) result.add(item);
  return result;
}

function comparison(decide: (mine: number, theirs: number) => 'within' | 'contains' | boolean): NativeBody {
  return (self: Value, other: Value) => {
    if (!(self instanceof DictView) || !(other instanceof PySet || isSetView(other))) return NotImplemented;
    const verdict = decide(sizeOf(self), sizeOf(other));
    if (verdict === 'within') return allWithin(self, other);
    return verdict === 'contains' ? allWithin(other, self) : verdict;
  };
}

function allWithin(items: Value, container: Value): boolean {
  for (const item of iterate(items)) if (!contains(container, item)) return false;
  return true;
}

const equalItems = comparison((mine, theirs) => (mine === theirs ? 'within' : false));

const SHARED: TypeDefinition = {
  slots: {
    repr: (self: DictView) =>
      reprGuarded(self, '...', () => `dict_${self.kind}([${Array.from(iterate(self), repr).join(', ')}])`),
    len: (self: DictView) => self.table.size,
    iter: iterOf,
  },
  methods: { '__reversed__()': reversedOf },
  properties: { mapping: (self: DictView) => new PyMappingProxy(self.owner) },
};

const SET_LIKE: TypeDefinition = {
  ...SHARED,
  slots: {
    ...SHARED.slots,
    hash: null,
    contains: viewContains,
    eq: equalItems,
    ne: (self, other) => {
      const same = equalItems(self, other);
      return typeof same === 'boolean' ? !same : same;
    },
    lt: comparison((mine, theirs) => (mine < theirs ? 'within' : false)),
    le: comparison((mine, theirs) => (mine <= theirs ? 'within' : false)),
    gt: comparison((mine, theirs) => (mine > theirs ? 'contains' : false)),
    ge: comparison((mine, theirs) => (mine >= theirs ? 'contains' : false)),
    or: OR.own,
    ror: OR.reflected,
    and: AND.own,
    rand: AND.reflected,
    sub: SUB.own,
    rsub: SUB.reflected,
    xor: XOR.own,
    rxor: XOR.reflected,
  },
  methods: { ...SHARED.methods, 'isdisjoint(other, /)': isDisjointFrom },
};

function isDisjointFrom(self: DictView, other: Value): boolean {
  if (other === self) return self.table.size === 0;
  if ((other instanceof PySet || isSetView(other)) && sizeOf(other) > sizeOf(self)) {
    for (const item of iterate(self)) if (contains(other, item)) return false;
    return true;
  }
  for (const item of iterate(other)) if (viewContains(self, item)) return false;
  return true;
}

const VIEW_TYPES: Record<ViewKind, PyType> = {
  keys: defineType('dict_keys', { ...SET_LIKE, final: true }),
  values: defineType('dict_values', { ...SHARED, final: true }),
  items: defineType('dict_items', { ...SET_LIKE, final: true }),
};
