// `collections.deque`: a ring of items that grows at both ends (Modules/_collectionsmodule.c).

import { call } from '../../objects/call.js';
import { type ComparisonName, equals } from '../../objects/compare.js';
import { emptyTuple, PyList, tuple } from '../../objects/containers.js';
import {
  exception,
  indexError,
  overflowError,
  runtimeError,
  typeError,
  valueError,
} from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { asSize, hasIndex, indexOf } from '../../objects/index.js';
import { getIter, iteratorType, nextSlot } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { pickledState } from '../../objects/reduce.js';
import { repr, reprGuarded } from '../../objects/repr.js';
import { clampedIndex, compareItems } from '../../objects/sequence.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { once } from '../library.js';

export class PyDeque extends PyObject {
  /** Fields that a process started by this one can have of its own; nobody else touches them. */
  private ring: (Value | undefined)[] = new Array<Value | undefined>(8).fill(undefined);
  private head = 0;
  length = 0;
  maxlen: number | null = null;
  /** Grows with every change of the length, which ends iterations. */
  state = 0;

  at(index: number): Value | undefined {
    return this.ring[(this.head + index) & (this.ring.length - 1)];
  }

  set(index: number, value: Value): void {
    this.ring[(this.head + index) & (this.ring.length - 1)] = value;
  }

  #grow(): void {
    const items = this.toArray();
    const ring = new Array<Value | undefined>(this.ring.length * 2).fill(undefined);
    for (let index = 0; index < items.length; index++) ring[index] = items[index];
    this.ring = ring;
    this.head = 0;
  }

  append(value: Value): void {
    if (this.length === this.ring.length) this.#grow();
    this.set(this.length++, value);
    this.state++;
    if (this.maxlen !== null && this.length > this.maxlen) this.popLeft();
  }

  appendLeft(value: Value): void {
    if (this.length === this.ring.length) this.#grow();
    this.head = (this.head - 1) & (this.ring.length - 1);
    this.length++;
    this.set(0, value);
    this.state++;
    if (this.maxlen !== null && this.length > this.maxlen) this.pop();
  }

  pop(): Value | undefined {
    if (this.length === 0) return undefined;
    const position = (this.head + this.length - 1) & (this.ring.length - 1);
    const value = this.ring[position];
    this.ring[position] = undefined;
    this.length--;
    this.state++;
    return value;
  }

  popLeft(): Value | undefined {
    if (this.length === 0) return undefined;
    const value = this.ring[this.head];
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.length--;
    this.state++;
    return value;
  }

  toArray(): Value[] {
    const items: Value[] = [];
    for (let index = 0; index < this.length; index++) items.push(this.at(index) ?? null);
    return items;
  }

  clear(): void {
    this.ring = new Array<Value | undefined>(8).fill(undefined);
    this.head = 0;
    this.length = 0;
    this.state++;
  }

  replace(items: readonly Value[]): void {
    this.clear();
    for (const item of items) this.append(item);
  }

  /** Moves the last `count` items to the front, or the first ones to the back. */
  rotate(count: number): void {
    const { length } = this;
    if (length <= 1) return;
    const half = length >> 1;
    let steps = count % length;
    if (steps > half) steps -= length;
    else if (steps < -half) steps += length;
    const { maxlen } = this;
    this.maxlen = null;
    for (; steps > 0; steps--) this.appendLeft(this.pop() ?? null);
    for (; steps < 0; steps++) this.append(this.popLeft() ?? null);
    this.maxlen = maxlen;
  }

  remove(index: number): void {
    this.rotate(-index);
    this.popLeft();
    this.rotate(index);
  }
}

class PyDequeIterator extends PyObject {
  readonly #state: number;
  #index = 0;

  constructor(
    readonly deque: PyDeque,
    readonly isReversed: boolean,
  ) {
    super(isReversed ? reverseIteratorType() : dequeIteratorType());
    this.#state = deque.state;
  }

  get index(): number {
    return this.#index;
  }

  get remaining(): number {
    return Math.max(0, this.deque.length - this.#index);
  }

  step(): Value | undefined {
    const { deque } = this;
    if (deque.state !== this.#state) {
      this.#index = Number.POSITIVE_INFINITY;
      throw runtimeError('deque mutated during iteration');
    }
    if (this.#index >= deque.length) return undefined;
    const index = this.#index++;
    return deque.at(this.isReversed ? deque.length - 1 - index : index);
  }
}

const ITERATOR_METHODS = {
  '__length_hint__()': (self: PyDequeIterator) => self.remaining,
  '__reduce__()': (self: PyDequeIterator) => tuple(self.cls, tuple(self.deque, self.index)),
};
/** `type(iter(deque()))(deque, index)`, which is how a copy of an iterator is made. */
function newIterator(name: string, isReversed: boolean) {
  return (_cls: PyType, args: readonly Value[]): Value => {
    const [deque, index = 0] = args;
    if (deque === undefined || args.length > 2) {
      throw typeError(`${name}() takes at least 1 argument (${args.length} given)`);
    }
    if (!(deque instanceof PyDeque)) {
      throw typeError(`argument 1 must be collections.deque, not ${typeName(deque)}`);
    }
    const iterator = new PyDequeIterator(deque, isReversed);
    for (let left = asSize(index); left > 0; left--) iterator.step();
    return iterator;
  };
}

const dequeIteratorType = once(() =>
  iteratorType('_collections._deque_iterator', {
    slots: { new_: newIterator('_deque_iterator', false) },
    methods: ITERATOR_METHODS,
  }),
);
const reverseIteratorType = once(() =>
  iteratorType('_collections._deque_reverse_iterator', {
    slots: { new_: newIterator('_deque_reverse_iterator', true) },
    methods: ITERATOR_METHODS,
  }),
);

function extend(self: PyDeque, iterable: Value, left = false): void {
  const iterator = getIter(iterable === self ? new PyList(self.toArray()) : iterable);
  const step = nextSlot(iterator);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) {
    if (left) self.appendLeft(item);
    else self.append(item);
  }
}

function copyOf(self: PyDeque): Value {
  if (self.cls !== dequeType()) {
    const args = [self, ...(self.maxlen === null ? [] : [self.maxlen])];
    return call(self.cls, args);
  }
  const copy = new PyDeque(dequeType());
  copy.maxlen = self.maxlen;
  for (let index = 0; index < self.length; index++) copy.append(self.at(index) ?? null);
  return copy;
}

function find(self: PyDeque, value: Value, start: number, stop: number): number {
  const { state } = self;
  for (let index = start; index < stop; index++) {
    const item = self.at(index);
    const isEqual = item !== undefined && (item === value || equals(item, value));
    if (self.state !== state) throw runtimeError('deque mutated during iteration');
    if (isEqual) return index;
  }
  return -1;
}

function position(self: PyDeque, key: Value): number {
  if (!hasIndex(key)) throw typeError(`sequence index must be integer, not '${typeName(key)}'`);
  const index = asSize(key);
  const found = index < 0 ? index + self.length : index;
  if (found < 0 || found >= self.length) throw indexError('deque index out of range');
  return found;
}

function comparison(name: ComparisonName): (self: PyDeque, other: Value) => Value {
  return (self, other) =>
    other instanceof PyDeque ? compareItems(self.toArray(), other.toArray(), name) : NotImplemented;
}

function repeatedItems(self: PyDeque, count: Value): Value[] | undefined {
  const times = indexOf(count);
  if (times === undefined) return undefined;
  const items = self.toArray();
  const most = self.maxlen ?? Number.POSITIVE_INFINITY;
  const result: Value[] = [];
  if (items.length === 0) return result;
  if (most === Number.POSITIVE_INFINITY && items.length * Number(times) > 2 ** 32)
    throw exception('MemoryError');
  for (let done = 0; done < times && !(result.length >= 2 * most); done++) result.push(...items);
  if (most !== Number.POSITIVE_INFINITY && Number(times) * items.length > result.length) {
    const total = Number(times) * items.length;
    const last: Value[] = [];
    for (let index = Math.max(0, total - most); index < total; index++)
      last.push(items[index % items.length] ?? null);
    return last;
  }
  return result;
}

function times(self: PyDeque, count: Value): Value {
  const items = repeatedItems(self, count);
  if (items === undefined) return NotImplemented;
  const result = new PyDeque(dequeType());
  result.maxlen = self.maxlen;
  for (const item of items) result.append(item);
  return result;
}

const signature = new Signature('deque(iterable=(), maxlen=None)');

function initialize(
  self: PyDeque,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
): void {
  const [iterable, maxlen = null] = signature.bind('deque', args, keywords);
  let limit: number | null = null;
  if (maxlen !== null) {
    const given = indexOf(maxlen);
    if (given === undefined) throw typeError('an integer is required');
    if (given < 0) throw valueError('maxlen must be non-negative');
    if (typeof given === 'bigint') throw overflowError('Python int too large to convert to C ssize_t');
    limit = given;
  }
  self.clear();
  self.maxlen = limit;
  if (iterable !== undefined) extend(self, iterable);
}

export const dequeType: () => PyType = once((): PyType => {
  const type = defineType('collections.deque', {
    module: 'collections',
    doc: 'A list-like sequence optimized for data accesses near its endpoints.',
    slots: {
      new_: (cls) => new PyDeque(cls, cls.hasInstanceDict ? new Map() : null),
      init: initialize,
      hash: null,
      repr: (self: PyDeque) =>
        reprGuarded(self, '[...]', () => {
          const limit = self.maxlen === null ? '' : `, maxlen=${self.maxlen}`;
          return `${typeName(self).split('.').at(-1)}(${repr(new PyList(self.toArray()))}${limit})`;
        }),
      len: (self: PyDeque) => self.length,
      bool: (self: PyDeque) => self.length > 0,
      iter: (self: PyDeque) => new PyDequeIterator(self, false),
      contains: (self: PyDeque, item) => find(self, item, 0, self.length) >= 0,
      getitem: (self: PyDeque, key) => self.at(position(self, key)) ?? null,
      setitem: (self: PyDeque, key, value) => self.set(position(self, key), value),
      delitem: (self: PyDeque, key) => self.remove(position(self, key)),
      eq: comparison('eq'),
      ne: comparison('ne'),
      lt: comparison('lt'),
      le: comparison('le'),
      gt: comparison('gt'),
      ge: comparison('ge'),
      add: (self: PyDeque, other) => {
        if (!(other instanceof PyDeque)) {
          throw typeError(`can only concatenate deque (not "${typeName(other)}") to deque`);
        }
        const result = copyOf(self);
        if (result instanceof PyDeque) extend(result, other);
        return result;
      },
      mul: times,
      rmul: times,
      iadd: (self: PyDeque, other) => {
        extend(self, other);
        return self;
      },
      imul: (self: PyDeque, count) => {
        const items = repeatedItems(self, count);
        if (items === undefined) return NotImplemented;
        self.replace(items);
        return self;
      },
    },
    methods: {
      'append(item, /)': (self: PyDeque, item) => {
        self.append(item);
        return null;
      },
      'appendleft(item, /)': (self: PyDeque, item) => {
        self.appendLeft(item);
        return null;
      },
      'clear()': (self: PyDeque) => {
        self.clear();
        return null;
      },
      'copy()': copyOf,
      '__copy__()': copyOf,
      'count(value, /)': (self: PyDeque, value) => {
        const { state } = self;
        let count = 0;
        for (let index = 0; index < self.length; index++) {
          const item = self.at(index);
          if (item !== undefined && (item === value || equals(item, value))) count++;
          if (self.state !== state) throw runtimeError('deque mutated during iteration');
        }
        return count;
      },
      'extend(iterable, /)': (self: PyDeque, iterable) => {
        extend(self, iterable);
        return null;
      },
      'extendleft(iterable, /)': (self: PyDeque, iterable) => {
        extend(self, iterable, true);
        return null;
      },
      'index(value, start=0, stop=9223372036854775807, /)': (self: PyDeque, value, start, stop) => {
        const from = clampedIndex(start, self.length);
        const to = clampedIndex(stop, self.length);
        const index = find(self, value, from, to);
        if (index < 0) throw valueError(`${repr(value)} is not in deque`);
        return index;
      },
      'insert(index, value, /)': (self: PyDeque, given, value) => {
        if (self.maxlen !== null && self.length >= self.maxlen) {
          throw indexError('deque already at its maximum size');
        }
        const index = asSize(given);
        const { length } = self;
        if (index >= length) self.append(value);
        else if (index <= -length || index === 0) self.appendLeft(value);
        else {
          self.rotate(-index);
          if (index < 0) self.append(value);
          else self.appendLeft(value);
          self.rotate(index);
        }
        return null;
      },
      'pop()': (self: PyDeque) => {
        const item = self.pop();
        if (item === undefined) throw indexError('pop from an empty deque');
        return item;
      },
      'popleft()': (self: PyDeque) => {
        const item = self.popLeft();
        if (item === undefined) throw indexError('pop from an empty deque');
        return item;
      },
      'remove(value, /)': (self: PyDeque, value) => {
        const { length } = self;
        for (let index = 0; index < length; index++) {
          const item = self.at(index);
          const isEqual = item !== undefined && (item === value || equals(item, value));
          if (self.length !== length) throw indexError('deque mutated during remove().');
          if (!isEqual) continue;
          self.remove(index);
          return null;
        }
        throw valueError(`${repr(value)} is not in deque`);
      },
      'reverse()': (self: PyDeque) => {
        const items = self.toArray().reverse();
        for (const [index, item] of items.entries()) self.set(index, item);
        return null;
      },
      'rotate(n=1, /)': (self: PyDeque, n) => {
        self.rotate(asSize(n));
        return null;
      },
      '__reversed__()': (self: PyDeque) => new PyDequeIterator(self, true),
      '__reduce__()': (self: PyDeque) => {
        const args = self.maxlen === null ? emptyTuple : tuple(emptyTuple, self.maxlen);
        return tuple(typeOf(self), args, pickledState(self), getIter(self));
      },
      '__sizeof__()': (self: PyDeque) => 760 - 16 + 528 * Math.floor(self.length / 65),
    },
    properties: { maxlen: (self: PyDeque) => self.maxlen },
    classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
  });
  type.patternKind = 'sequence';
  return type;
});
