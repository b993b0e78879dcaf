// A first-in, first-out way between processes: what queues, pipes and pools are made of.

import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { Meeting, ThreadWait } from '../../kernel/waits.js';
import type { Value } from '../../objects/object.js';
import type { Nanoseconds } from '../../trace/time.js';

export class Channel<Item> {
  readonly items: Item[] = [];
  readonly #takers: SimThread[] = [];
  readonly trace: SyncTrace;

  constructor(
    readonly machine: KernelMachine,
    /** `queue`, `pipe`: as the trace calls it. */
    readonly noun: string,
    /** Part of something that tells of itself. */
    quiet = false,
  ) {
    this.trace = new SyncTrace(machine, 'queue', noun, quiet);
  }

  *put(item: Item): Generator<Pause, void, Value> {
    yield new Meeting();
    this.add(item);
  }

  /** The same where all have met. */
  add(item: Item): void {
    this.items.push(item);
    this.trace.release(() => this.wakeOne());
  }

  /** The next item; undefined when `isOver` says that none will come, or the time is up. */
  *take(
    deadline: Nanoseconds | null,
    isOver: () => boolean = () => false,
  ): Generator<Pause, Item | undefined, Value> {
    yield new Meeting();
    const { trace } = this;
    if (this.items.length === 0) trace.emit('sync.wait');
    const arrived = yield* this.wait(deadline, isOver);
    if (!arrived) return undefined;
    const item = this.items.shift();
    trace.emit('sync.acquire');
    // What else is there is for the next in line.
    if (this.items.length > 0) this.wakeOne();
    return item;
  }

  /** Whether there is an item, after waiting for one. */
  *wait(deadline: Nanoseconds | null, isOver: () => boolean = () => false): Generator<Pause, boolean, Value> {
    const { machine, trace } = this;
    const me = machine.scheduler.current;
    while (this.items.length === 0) {
      if (isOver() || (deadline !== null && deadline <= machine.clock.now)) return false;
      this.#takers.push(me);
      try {
        yield new ThreadWait('queue', trace.text, deadline, trace.quiet ? null : trace.id);
      } finally {
        const index = this.#takers.indexOf(me);
        if (index >= 0) this.#takers.splice(index, 1);
      }
    }
    return true;
  }

  wakeOne(): void {
    const first = this.#takers.find((thread) => thread.blocked);
    if (first !== undefined) this.machine.scheduler.wake(first);
  }

  wakeAll(): void {
    for (const taker of this.#takers) this.machine.scheduler.wake(taker);
  }
}
