// The `heapq` module: a list kept as a binary heap, with CPython's very steps, so that equal items come out in its
// order (Modules/_heapqmodule.c).

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { call } from '../objects/call.js';
import { isTrue, richCompare } from '../objects/compare.js';
import { PyList } from '../objects/containers.js';
import { indexError, runtimeError, typeError } from '../objects/exceptions.js';
import { asSize } from '../objects/index.js';
import { getIter, nativeIterator, nextSlot, toArray } from '../objects/iteration.js';
import { sortedItems } from '../objects/list-sort.js';
import { native } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { givenTypeName } from '../objects/types.js';
import { libraryFunctions, nativeFunctions, perMachine } from './library.js';

function less(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return isTrue(richCompare(a, b, 'lt'));
}

const greater = (a: Value, b: Value): boolean => less(b, a);
type Less = typeof less;

function siftDown(heap: Value[], start: number, from: number, before: Less): void {
  const size = heap.length;
  const item = heap[from] ?? null;
  let position = from;
  while (position > start) {
    const parent = (position - 1) >> 1;
    const other = heap[parent] ?? null;
    const isBefore = before(item, other);
    if (heap.length !== size) throw runtimeError('list changed size during iteration');
    if (!isBefore) break;
    heap[position] = heap[parent] ?? null;
    heap[parent] = item;
    position = parent;
  }
}

function siftUp(heap: Value[], start: number, before: Less): void {
  const size = heap.length;
  let position = start;
  const limit = size >> 1;
  while (position < limit) {
    let child = 2 * position + 1;
    if (child + 1 < size) {
      const isBefore = before(heap[child] ?? null, heap[child + 1] ?? null);
      if (heap.length !== size) throw runtimeError('list changed size during iteration');
      if (!isBefore) child++;
    }
    const moved = heap[child] ?? null;
    heap[child] = heap[position] ?? null;
    heap[position] = moved;
    position = child;
  }
  siftDown(heap, start, position, before);
}

function heapOf(value: Value, name: string): Value[] {
  if (value instanceof PyList) return value.items;
  throw typeError(`${name}() argument 1 must be list, not ${givenTypeName(value)}`);
}

function heappush(heap: Value[], item: Value, before: Less = less): void {
  heap.push(item);
  siftDown(heap, 0, heap.length - 1, before);
}

function heappop(heap: Value[], before: Less = less): Value {
  const last = heap.pop();
  if (last === undefined) throw indexError('index out of range');
  const [first] = heap;
  if (first === undefined) return last;
  heap[0] = last;
  siftUp(heap, 0, before);
  return first;
}

function heapreplace(heap: Value[], item: Value, before: Less = less): Value {
  const [first] = heap;
  if (first === undefined) throw indexError('index out of range');
  heap[0] = item;
  siftUp(heap, 0, before);
  return first;
}

function heapify(heap: Value[], before: Less = less): void {
  for (let index = (heap.length >> 1) - 1; index >= 0; index--) siftUp(heap, index, before);
}

/** The `n` largest or smallest, as sorting gives them: stable, by `<` alone. */
function extremes(n: Value, iterable: Value, key: Value, largest: boolean): Value {
  const count = asSize(n);
  const items = toArray(iterable);
  return new PyList(count <= 0 ? [] : sortedItems(items, key, largest).slice(0, count));
}

interface MergeEntry {
  key: Value;
  readonly order: number;
  value: Value;
  readonly step: () => Value | undefined;
}

function merge(iterables: readonly Value[], key: Value, reverse: boolean): Value {
  const direction = reverse ? -1 : 1;
  const entries: MergeEntry[] = [];
  const keyOf = (value: Value): Value => (key === null ? value : call(key, [value]));
  const before = (a: MergeEntry, b: MergeEntry): boolean => {
    if (reverse ? less(b.key, a.key) : less(a.key, b.key)) return true;
    if (reverse ? less(a.key, b.key) : less(b.key, a.key)) return false;
    return a.order * direction < b.order * direction;
  };
  let isStarted = false;
  let last: MergeEntry | undefined;
  const start = (): void => {
    for (const [index, iterable] of iterables.entries()) {
      const iterator = getIter(iterable);
      const slot = nextSlot(iterator);
      const step = (): Value | undefined => slot(iterator);
      const value = step();
      if (value !== undefined) entries.push({ key: keyOf(value), order: index * direction, value, step });
    }
  };
  return nativeIterator('generator', () => {
    if (!isStarted) {
      isStarted = true;
      start();
    } else if (last !== undefined) {
      const value = last.step();
      if (value === undefined) entries.splice(entries.indexOf(last), 1);
      else {
        last.value = value;
        last.key = keyOf(value);
      }
    }
    last = entries[0];
    for (const entry of entries)
      if (last !== undefined && entry !== last && before(entry, last)) last = entry;
    return last?.value;
  });
}

/** What `_heapq` gives to `heapq`. */
const heapFunctions = perMachine((_m: KernelMachine) =>
  nativeFunctions('_heapq', [
    native('heappush(heap, item, /)', (heap, item) => {
      heappush(heapOf(heap, 'heappush'), item);
      return null;
    }),
    native('heappop(heap, /)', (heap) => heappop(heapOf(heap, 'heappop'))),
    native('heapreplace(heap, item, /)', (heap, item) => heapreplace(heapOf(heap, 'heapreplace'), item)),
    native('heappushpop(heap, item, /)', (given, item) => {
      const heap = heapOf(given, 'heappushpop');
      const [first] = heap;
      if (first === undefined || !less(first, item)) return item;
      return heapreplace(heap, item);
    }),
    native('heapify(heap, /)', (heap) => {
      heapify(heapOf(heap, 'heapify'));
      return null;
    }),
    native('_heappop_max(heap, /)', (heap) => heappop(heapOf(heap, '_heappop_max'), greater)),
    native('_heapreplace_max(heap, item, /)', (heap, item) =>
      heapreplace(heapOf(heap, '_heapreplace_max'), item, greater),
    ),
    native('_heapify_max(heap, /)', (heap) => {
      heapify(heapOf(heap, '_heapify_max'), greater);
      return null;
    }),
  ]),
);

export const heapqAccelerator = defineModule('_heapq', heapFunctions);

export const heapq = defineModule('heapq', (m: KernelMachine) => ({
  ...heapFunctions(m),
  ...libraryFunctions('heapq', {
    'nlargest(n, iterable, key=None)': (n, iterable, key) => extremes(n, iterable, key, true),
    'nsmallest(n, iterable, key=None)': (n, iterable, key) => extremes(n, iterable, key, false),
    'merge(*iterables, key=None, reverse=False)': (iterables, key, reverse) =>
      merge(toArray(iterables), key, isTrue(reverse)),
  }),
}));
