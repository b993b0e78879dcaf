// The steps of `heapq` on the items of a list, with Python's `<`: ties fall as they fall in CPython.

import { isTrue } from '../objects/compare.js';
import { indexError } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { lt } from '../objects/operators.js';

function isLess(a: Value, b: Value): boolean {
  return isTrue(lt(a, b));
}

/** `heappush` */
export function heapPush(heap: Value[], item: Value): void {
  heap.push(item);
  siftDown(heap, 0, heap.length - 1);
}

/** `heappop` */
export function heapPop(heap: Value[]): Value {
  const last = heap.pop();
  if (last === undefined) throw indexError('index out of range');
  const [first] = heap;
  if (first === undefined) return last;
  heap[0] = last;
  siftUp(heap, 0);
  return first;
}

/** `heapify` */
export function heapify(heap: Value[]): void {
  for (let index = (heap.length >> 1) - 1; index >= 0; index--) siftUp(heap, index);
}

function siftDown(heap: Value[], start: number, from: number): void {
  let index = from;
  const item = heap[index] ?? null;
  while (index > start) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex] ?? null;
    if (!isLess(item, parent)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = item;
}

function siftUp(heap: Value[], start: number): void {
  const end = heap.length;
  let index = start;
  const item = heap[index] ?? null;
  for (let child = 2 * index + 1; child < end; child = 2 * index + 1) {
    const right = child + 1;
    if (right < end && !isLess(heap[child] ?? null, heap[right] ?? null)) child = right;
    heap[index] = heap[child] ?? null;
    index = child;
  }
  heap[index] = item;
  siftDown(heap, start, index);
}
