// The timers of a loop: `_scheduled`, a heap by time, with the cancelled ones forgotten now and then.

import { BinaryHeap } from '../../base/binary-heap.js';
import { PyList } from '../../objects/containers.js';
import type { Value } from '../../objects/object.js';
import type { Recorder } from '../../trace/recorder.js';
import { TimerHandle } from './handles.js';
import { toNanoseconds } from './seconds.js';

const MIN_SCHEDULED_TIMER_HANDLES = 100;
const MIN_CANCELLED_TIMER_HANDLES_FRACTION = 0.5;

export class TimerHeap {
  readonly #heap = new BinaryHeap<Value>(
    (a, b) => a instanceof TimerHandle && b instanceof TimerHandle && a.when < b.when,
  );
  /** `_scheduled`: a list over the heap itself. */
  readonly list = new PyList(this.#heap.items);
  /** `_timer_cancelled_count` */
  cancelled = 0;

  get size(): number {
    return this.#heap.size;
  }

  get first(): TimerHandle | undefined {
    const { first } = this.#heap;
    return first instanceof TimerHandle ? first : undefined;
  }

  get items(): readonly Value[] {
    return this.#heap.items;
  }

  push(timer: TimerHandle): void {
    timer.scheduled = true;
    this.#heap.push(timer);
  }

  clear(): void {
    this.#heap.items.length = 0;
  }

  #pop(): TimerHandle | undefined {
    const timer = this.#heap.pop();
    if (!(timer instanceof TimerHandle)) return undefined;
    timer.scheduled = false;
    return timer;
  }

  /** Drops cancelled timers: all of them where they are many, else those that would be next. */
  forgetCancelled(): void {
    const { size } = this;
    if (size > MIN_SCHEDULED_TIMER_HANDLES && this.cancelled / size > MIN_CANCELLED_TIMER_HANDLES_FRACTION) {
      for (const timer of this.items)
        if (timer instanceof TimerHandle && timer.cancelled) timer.scheduled = false;
      this.#heap.filter((timer) => !(timer instanceof TimerHandle && timer.cancelled));
      this.cancelled = 0;
      return;
    }
    while (this.first?.cancelled) {
      this.cancelled--;
      this.#pop();
    }
  }

  /** When the last of the timers is due that are due by `end`, in seconds; undefined where none is. */
  lastDueBy(end: number): number | undefined {
    const { items } = this;
    let last: number | undefined;
    // Only these and their children in the heap are looked at.
    const open = [0];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const timer = items[index];
      if (!(timer instanceof TimerHandle) || timer.when > end) continue;
      if (!timer.cancelled && (last === undefined || timer.when > last)) last = timer.when;
      open.push(2 * index + 1, 2 * index + 2);
    }
    return last;
  }

  /** Takes the timers that are due before `end`, earliest first. */
  takeDue(end: number): TimerHandle[] {
    const due: TimerHandle[] = [];
    for (let { first } = this; first !== undefined && first.when < end; { first } = this) {
      this.#pop();
      due.push(first);
    }
    return due;
  }
}

/** Tells the trace which of the timers were due at the same time. */
export function reportTies(recorder: Recorder, fired: readonly TimerHandle[]): void {
  const byTime = new Map<number, number[]>();
  for (const timer of fired) {
    if (timer.cancelled || timer.dueAt === null) continue;
    const same = byTime.get(timer.when);
    if (same === undefined) byTime.set(timer.when, [timer.timerId]);
    else same.push(timer.timerId);
  }
  for (const [when, ids] of byTime)
    if (ids.length > 1) recorder.emit('timer.tie', { timers: ids, when: toNanoseconds(when) });
}
