// Iteration: `iter()`, `next()`, loops over any iterable, unpacking, and iterators written in TypeScript.
//
// Each container's own file makes its iterators; here stand the ones everybody needs. The iterators of `builtins`
// that programs can construct (`zip`, `map`, ...) stand in `stdlib/builtins`.

import { consume } from './consumption.js';
import { PyList, PyTuple } from './containers.js';
import { isExceptionOf, typeError, valueError } from './exceptions.js';
import { lengthHint } from './length-hint.js';
import { defineType, type TypeDefinition } from './native.js';
import { PyObject, type PyType, type SlotSignatures, type Value } from './object.js';
import { listType, tupleType, typeOf } from './types.js';

/** `iter(value)`: `PyObject_GetIter`. */
export function getIter(value: Value): Value {
  const { iter, getitem } = typeOf(value).slots;
  if (iter !== undefined) {
    const iterator = iter(value);
    if (typeOf(iterator).slots.next !== undefined) return iterator;
    throw typeError(`iter() returned non-iterator of type '${typeOf(iterator).name}'`);
  }
  if (getitem === undefined) throw typeError(`'${typeOf(value).name}' object is not iterable`);
  return new PySequenceIterator(value);
}

/** The next item of an iterator, or undefined at its end: `PyIter_Next`. */
export function next(iterator: Value): Value | undefined {
  return nextSlot(iterator)(iterator);
}

/** The operation that steps an iterator, for loops that look it up once. */
export function nextSlot(iterator: Value): SlotSignatures['next'] {
  const slot = typeOf(iterator).slots.next;
  if (slot === undefined) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  return slot;
}

/** The items of any iterable, for a `for ... of` loop. A list is read live, as Python's own loop would. */
export function iterate(value: Value): Iterable<Value> {
  return plainItems(value) ?? new HostIterator(getIter(value));
}

/** The items of any iterable in an array of their own: `PySequence_List`. */
export function toArray(value: Value): Value[] {
  const items = plainItems(value);
  if (items !== undefined) return typeof items === 'string' ? Array.from(items) : items.slice();
  const result: Value[] = [];
  const iterator = getIter(value);
  askLength(value);
  const step = nextSlot(iterator);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) result.push(item);
  consume(result.length);
  return result;
}

/** Asks how many items there will be. Only a class of the program can tell that it was asked. */
export function askLength(value: Value): void {
  if (typeOf(value).heap) lengthHint(value);
}

/** Like `toArray`, but the items of a tuple or list are lent, not copied: `PySequence_Fast`. */
export function borrowArray(value: Value): readonly Value[] {
  const items = plainItems(value);
  if (typeof items === 'string') return Array.from(items);
  return items ?? toArray(getIter(value));
}

/** The host's own sequence of a list, tuple or str whose class has not changed how it iterates, to be consumed. */
function plainItems(value: Value): readonly Value[] | string | undefined {
  const items = hostSequence(value);
  if (items !== undefined) consume(items.length);
  return items;
}

/** The host's own sequence of such a value. */
export function hostSequence(value: Value): readonly Value[] | string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof PyList) {
    return value.cls === listType || value.cls.slots.iter === listType.slots.iter ? value.items : undefined;
  }
  if (value instanceof PyTuple) {
    return value.cls === tupleType || value.cls.slots.iter === tupleType.slots.iter ? value.items : undefined;
  }
  return undefined;
}

/** Steps an iterator for the host's loops. It hands out one result object over and over. */
class HostIterator implements Iterable<Value> {
  readonly #iterator: Value;
  readonly #step: SlotSignatures['next'];
  readonly #result: { done: boolean; value: Value } = { done: false, value: null };

  constructor(iterator: Value) {
    this.#iterator = iterator;
    this.#step = nextSlot(iterator);
  }

  [Symbol.iterator](): Iterator<Value> {
    return this;
  }

  next(): IteratorResult<Value, Value> {
    const item = this.#step(this.#iterator);
    if (item === undefined) return { done: true, value: null };
    consume(1);
    this.#result.value = item;
    return this.#result;
  }
}

/** Iterates over what has `__getitem__` alone, until it raises IndexError. */
export class PySequenceIterator extends PyObject {
  index = 0;

  constructor(public sequence: Value | undefined) {
    super(iteratorType('iterator'));
  }

  step(): Value | undefined {
    const { sequence } = this;
    if (sequence === undefined) return undefined;
    try {
      return typeOf(sequence).slots.getitem?.(sequence, this.index++);
    } catch (error) {
      if (!isExceptionOf(error, 'IndexError') && !isExceptionOf(error, 'StopIteration')) throw error;
      this.sequence = undefined;
      return undefined;
    }
  }
}

/** What iterators written in TypeScript have in common: `__next__` is their `step`, `__iter__` themselves. */
export interface SteppingIterator extends PyObject {
  step(): Value | undefined;
}

const iteratorTypes = new Map<string, PyType>();

/** The type of the iterators called `name`, made when first asked for. Its instances must have `step`. */
export function iteratorType(name: string, definition: TypeDefinition = {}): PyType {
  let type = iteratorTypes.get(name);
  if (type === undefined) {
    type = defineType(name, {
      final: true,
      ...definition,
      slots: {
        iter: (self) => self,
        next: (self: SteppingIterator) => self.step(),
        ...definition.slots,
      },
    });
    iteratorTypes.set(name, type);
  }
  return type;
}

class PyNativeIterator extends PyObject {
  constructor(
    cls: PyType,
    public source: (() => Value | undefined) | undefined,
    readonly remaining: (() => number) | undefined,
  ) {
    super(cls);
  }

  /** Once exhausted, it stays so. */
  step(): Value | undefined {
    const item = this.source?.();
    if (item === undefined) this.source = undefined;
    return item;
  }
}

export interface IteratorOptions {
  /** How many items are left, for `__length_hint__`. */
  lengthHint?: () => number;
}

/** An iterator over what `next` returns until it returns undefined. */
export function nativeIterator(
  typeName: string,
  next: () => Value | undefined,
  options: IteratorOptions = {},
): PyObject {
  const { lengthHint } = options;
  let type = iteratorTypes.get(typeName);
  if (type === undefined) {
    type = iteratorType(typeName, lengthHint === undefined ? {} : { methods: LENGTH_HINT });
  }
  return new PyNativeIterator(type, next, lengthHint);
}

const LENGTH_HINT = {
  '__length_hint__()': (self: PyNativeIterator) =>
    self.source === undefined || self.remaining === undefined ? 0 : self.remaining(),
};

/** The items of `a, b, c = value`: exactly `count`. */
export function unpack(value: Value, count: number): readonly Value[] {
  if (value instanceof PyTuple && value.cls === tupleType) {
    if (value.items.length === count) return value.items;
    throw wrongCount(count, value.items.length);
  }
  if (value instanceof PyList && value.cls === listType) {
    if (value.items.length === count) return value.items.slice();
    throw wrongCount(count, value.items.length);
  }
  const iterator = unpackIter(value);
  const step = nextSlot(iterator);
  const items: Value[] = [];
  for (let item = step(iterator); item !== undefined; item = step(iterator)) {
    if (items.length === count) throw wrongCount(count, count + 1);
    items.push(item);
  }
  if (items.length < count) throw wrongCount(count, items.length);
  return items;
}

/** The items of `a, *b, c = value`: the middle one is a list. */
export function unpackStarred(value: Value, before: number, after: number): readonly Value[] {
  const items =
    typeof value === 'string' || value instanceof PyList || value instanceof PyTuple
      ? toArray(value)
      : [...new HostIterator(unpackIter(value))];
  const rest = items.length - before - after;
  if (rest < 0) {
    throw valueError(
      `not enough values to unpack (expected at least ${before + after}, got ${items.length})`,
    );
  }
  const starred = new PyList(items.splice(before, rest));
  items.splice(before, 0, starred);
  return items;
}

/** `getIter` with the error text of unpacking. */
function unpackIter(value: Value): Value {
  const { slots, name } = typeOf(value);
  if (slots.iter === undefined && slots.getitem === undefined) {
    throw typeError(`cannot unpack non-iterable ${name} object`);
  }
  return getIter(value);
}

function wrongCount(expected: number, got: number): PyObject {
  if (got > expected) return valueError(`too many values to unpack (expected ${expected})`);
  return valueError(`not enough values to unpack (expected ${expected}, got ${got})`);
}
