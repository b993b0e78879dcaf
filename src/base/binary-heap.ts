// A binary heap that takes the very steps of Python's `heapq`, so that items which compare equal leave it in the
// same order as they do there.

export class BinaryHeap<Item> {
  readonly items: Item[] = [];

  /** `less` is a strict order, as `__lt__`. */
  constructor(readonly less: (a: Item, b: Item) => boolean) {}

  get size(): number {
    return this.items.length;
  }

  get first(): Item | undefined {
    return this.items[0];
  }

  /** `heappush` */
  push(item: Item): void {
    this.items.push(item);
    this.#siftDown(0, this.items.length - 1, item);
  }

  /** `heappop` */
  pop(): Item | undefined {
    const { items } = this;
    const last = items.pop();
    const [top] = items;
    if (last === undefined || top === undefined) return last;
    items[0] = last;
    this.#siftUp(0, last);
    return top;
  }

  /** Keeps what passes and restores the heap: `heapify` over the filtered list. */
  filter(keep: (item: Item) => boolean): void {
    const kept = this.items.filter(keep);
    this.items.length = 0;
    this.items.push(...kept);
    for (let index = (kept.length >> 1) - 1; index >= 0; index--) {
      const item = kept[index];
      if (item !== undefined) this.#siftUp(index, this.items[index] ?? item);
    }
  }

  /** `_siftdown`: moves an item towards the root until its parent is not greater. */
  #siftDown(start: number, from: number, item: Item): void {
    const { items, less } = this;
    let position = from;
    while (position > start) {
      const parentPosition = (position - 1) >> 1;
      const parent = items[parentPosition];
      if (parent === undefined || !less(item, parent)) break;
      items[position] = parent;
      position = parentPosition;
    }
    items[position] = item;
  }

  /** `_siftup`: moves the smaller child up all the way to a leaf, then the item down from there. */
  #siftUp(start: number, item: Item): void {
    const { items, less } = this;
    const end = items.length;
    let position = start;
    let child = 2 * position + 1;
    while (child < end) {
      const right = child + 1;
      const leftItem = items[child];
      const rightItem = items[right];
      if (right < end && leftItem !== undefined && rightItem !== undefined && !less(leftItem, rightItem))
        child = right;
      const moved = items[child];
      if (moved === undefined) break;
      items[position] = moved;
      position = child;
      child = 2 * position + 1;
    }
    items[position] = item;
    this.#siftDown(start, position, item);
  }
}
