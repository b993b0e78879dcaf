// `collections.Counter`: a dict of counts (Lib/collections/__init__.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { equals, isTrue, richCompare } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { exception, isExceptionOf, typeError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { checkInstance } from '../../objects/instance-check.js';
import { getIter, iterate, nativeIterator, next } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import { native } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { add, gt, lt, sub } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { deleteItem, getItem, setItem } from '../../objects/subscript.js';
import { dictType, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { mapping } from './abc/mappings.js';

const entriesOf = (counter: Value): [Value, Value][] =>
  counter instanceof PyDict ? [...counter.table.entries()] : [...pairsOf(counter)];

function* pairsOf(other: Value): Iterable<[Value, Value]> {
  for (const pair of iterate(callAttribute(other, 'items'))) {
    const [key = null, value = null] = [...iterate(pair)];
    yield [key, value];
  }
}

const positive = (count: Value): boolean => isTrue(gt(count, 0));

/** Pairs by count, the most common first; equal counts stay in their order. */
function mostCommon(self: PyDict, count: Value): PyList {
  const pairs = entriesOf(self).map((entry) => new PyTuple(entry));
  const sorted = sortedItems(
    pairs,
    native('count(pair, /)', (pair) => (pair instanceof PyTuple ? (pair.items[1] ?? null) : null)),
    true,
  );
  return new PyList(count === null ? sorted : sorted.slice(0, Math.max(0, asSize(count))));
}

function change(self: Value, key: Value, by: (old: Value) => Value): void {
  const old = self instanceof PyDict ? (self.table.get(key) ?? 0) : 0;
  setItem(self, key, by(old));
}

function countElements(self: Value, iterable: Value): void {
  const isPlain = self instanceof PyDict && typeOf(self).slots.setitem === dictType.slots.setitem;
  const iterator = getIter(iterable);
  for (let item = next(iterator); item !== undefined; item = next(iterator)) {
    if (!isPlain) {
      change(self, item, (old) => add(old, 1));
      continue;
    }
    const old = self.table.get(item);
    self.table.set(item, old === undefined ? 1 : typeof old === 'number' ? old + 1 : add(old, 1));
  }
}

/** Adds the counts of a mapping; an empty counter takes them over as they are. */
function addCounts(self: Value, mapping: Value): void {
  if (self instanceof PyDict && self.table.size === 0) updateDict(self, mapping);
  else for (const [key, count] of [...pairsOf(mapping)]) change(self, key, (old) => add(count, old));
}

function keepPositive(self: Value): Value {
  for (const [key, count] of entriesOf(self)) if (!positive(count)) deleteItem(self, key);
  return self;
}

export const counterClass = perMachine((m: KernelMachine): PyType => {
  const isMapping = (value: Value): boolean => checkInstance(value, mapping(m));
  const isCounter = (value: Value): value is PyDict => value instanceof PyDict && checkInstance(value, type);
  const empty = (): PyDict => new PyDict(undefined, type, new Map());

  const update = (
    self: Value,
    given: readonly Value[],
    keywords: ReadonlyMap<string, Value> | null,
  ): void => {
    const [iterable = null] = given;
    if (iterable !== null) {
      if (isMapping(iterable)) addCounts(self, iterable);
      else countElements(self, iterable);
    }
    if (keywords === null || keywords.size === 0) return;
    const counts = PyDict.of(keywords);
    if (typeOf(self).lookup('update') === type.attrs.get('update')) addCounts(self, counts);
    else callAttribute(self, 'update', counts);
  };
  const subtract = (
    self: Value,
    given: readonly Value[],
    keywords: ReadonlyMap<string, Value> | null,
  ): void => {
    const [iterable = null] = given;
    if (iterable !== null) {
      if (isMapping(iterable))
        for (const [key, count] of [...pairsOf(iterable)]) change(self, key, (old) => sub(old, count));
      else for (const key of iterate(iterable)) change(self, key, (old) => sub(old, 1));
    }
    for (const [key, count] of keywords ?? []) change(self, key, (old) => sub(old, count));
  };
  const checkCount = (name: string, args: readonly Value[]): Value => {
    const [self] = args;
    if (self === undefined) {
      throw typeError(`Counter.${name}() missing 1 required positional argument: 'self'`);
    }
    if (args.length > 2) {
      throw typeError(
        `Counter.${name}() takes from 1 to 2 positional arguments but ${args.length} were given`,
      );
    }
    return self;
  };
  /** A new counter of the positive results; `missing` says what elements of the other alone give. */
  const combined = (
    self: PyDict,
    other: Value,
    combine: (count: Value, other: Value) => Value,
    missing: ((count: Value) => Value) | null,
  ): Value => {
    if (!isCounter(other)) return NotImplemented;
    const result = empty();
    for (const [key, count] of entriesOf(self)) {
      const sum = combine(count, getItem(other, key));
      if (positive(sum)) result.table.set(key, sum);
    }
    if (missing === null) return result;
    for (const [key, count] of entriesOf(other)) {
      if (self.table.has(key)) continue;
      const sum = missing(count);
      if (positive(sum)) result.table.set(key, sum);
    }
    return result;
  };
  const smaller = (a: Value, b: Value): Value => (isTrue(lt(a, b)) ? a : b);
  const larger = (a: Value, b: Value): Value => (isTrue(lt(a, b)) ? b : a);
  const compared = (self: Value, other: Value, name: 'eq' | 'le' | 'ge'): Value => {
    if (!isCounter(other) || !isCounter(self)) return NotImplemented;
    for (const counter of [self, other]) {
      for (const key of counter.table.keys()) {
        const [a, b] = [getItem(self, key), getItem(other, key)];
        if (!isTrue(name === 'eq' ? equals(a, b) : richCompare(a, b, name))) return false;
      }
    }
    return true;
  };
  const strictly = (self: Value, other: Value, name: 'le' | 'ge'): Value => {
    const result = compared(self, other, name);
    return result === NotImplemented ? result : result === true && compared(self, other, 'eq') !== true;
  };

  const type: PyType = libraryClass('Counter', {
    module: 'collections',
    bases: [dictType],
    instanceDict: true,
    variadic: {
      '__init__(self, iterable=None, /, **kwds)': (args, keywords) => {
        const self = checkCount('__init__', args);
        const [, iterable = null] = args;
        const method = typeOf(self).lookup('update');
        if (method !== type.attrs.get('update')) call(getAttribute(self, 'update'), [iterable], keywords);
        else update(self, args.slice(1), keywords);
        return null;
      },
      'update(self, iterable=None, /, **kwds)': (args, keywords) => {
        update(checkCount('update', args), args.slice(1), keywords);
        return null;
      },
      'subtract(self, iterable=None, /, **kwds)': (args, keywords) => {
        subtract(checkCount('subtract', args), args.slice(1), keywords);
        return null;
      },
    },
    classMethods: {
      'fromkeys(cls, iterable, v=None)': () => {
        throw exception(
          'NotImplementedError',
          'Counter.fromkeys() is undefined.  Use Counter(iterable) instead.',
        );
      },
    },
    methods: {
      '__missing__(self, key)': () => 0,
      'total(self)': (self) => {
        let total: Value = 0;
        for (const [, count] of entriesOf(self)) total = add(total, count);
        return total;
      },
      'most_common(self, n=None)': (self, n) => (self instanceof PyDict ? mostCommon(self, n) : null),
      'elements(self)': (self) => {
        const entries = entriesOf(self);
        let [index, left] = [-1, 0];
        return nativeIterator('itertools.chain', () => {
          while (left <= 0) {
            index++;
            const entry = entries[index];
            if (entry === undefined) return undefined;
            left = asSize(entry[1]);
          }
          left--;
          return entries[index]?.[0];
        });
      },
      'copy(self)': (self) => call(typeOf(self), [self]),
      '__copy__(self)': (self) => call(typeOf(self), [self]),
      '__reduce__(self)': (self) => tuple(typeOf(self), tuple(PyDict.of(entriesOf(self)))),
      '__delitem__(self, elem)': (self, key) => {
        if (self instanceof PyDict) self.table.delete(key);
        return null;
      },
      '__repr__(self)': (self) => {
        const name = typeName(self);
        if (!(self instanceof PyDict) || self.table.size === 0) return `${name}()`;
        const plain = new PyDict();
        try {
          for (const pair of mostCommon(self, null).items) {
            if (pair instanceof PyTuple) plain.table.set(pair.items[0] ?? null, pair.items[1] ?? null);
          }
        } catch (error) {
          if (!isExceptionOf(error, 'TypeError')) throw error;
          plain.table.clear();
          updateDict(plain, self);
        }
        return `${name}(${repr(plain)})`;
      },
      '__eq__(self, other)': (self, other) => compared(self, other, 'eq'),
      '__ne__(self, other)': (self, other) => {
        const result = compared(self, other, 'eq');
        return result === NotImplemented ? result : result !== true;
      },
      '__le__(self, other)': (self, other) => compared(self, other, 'le'),
      '__lt__(self, other)': (self, other) => strictly(self, other, 'le'),
      '__ge__(self, other)': (self, other) => compared(self, other, 'ge'),
      '__gt__(self, other)': (self, other) => strictly(self, other, 'ge'),
      '__add__(self, other)': (self: PyDict, other) => combined(self, other, add, (count) => count),
      '__sub__(self, other)': (self: PyDict, other) => combined(self, other, sub, (count) => sub(0, count)),
      '__or__(self, other)': (self: PyDict, other) => combined(self, other, larger, (count) => count),
      '__and__(self, other)': (self: PyDict, other) => combined(self, other, smaller, null),
      '__pos__(self)': (self: PyDict) => combined(self, empty(), (count) => count, null),
      '__neg__(self)': (self: PyDict) => combined(self, empty(), (count) => sub(0, count), null),
      '__iadd__(self, other)': (self, other) => {
        for (const [key, count] of entriesOf(other)) change(self, key, (old) => add(old, count));
        return keepPositive(self);
      },
      '__isub__(self, other)': (self, other) => {
        for (const [key, count] of entriesOf(other)) change(self, key, (old) => sub(old, count));
        return keepPositive(self);
      },
      '__ior__(self, other)': (self, other) => {
        for (const [key, count] of entriesOf(other)) {
          if (isTrue(gt(count, getItem(self, key)))) setItem(self, key, count);
        }
        return keepPositive(self);
      },
      '__iand__(self, other)': (self, other) => {
        for (const [key, count] of entriesOf(self)) {
          const least = getItem(other, key);
          if (isTrue(lt(least, count))) setItem(self, key, least);
        }
        return keepPositive(self);
      },
    },
  });
  return type;
});
