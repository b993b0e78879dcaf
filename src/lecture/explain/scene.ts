// What facts are told from: the run, the program, the words, and names as prose has them.

import type { EventId, TraceEvent } from '../../trace/events.js';
import { MICROSECOND, MILLISECOND, type Nanoseconds, SECOND } from '../../trace/time.js';
import type { Trace } from '../../trace/trace.js';
import { LineEvents } from '../observation/line-events.js';
import { Observation } from '../observation/observation.js';
import { roundedSpan } from '../observation/units.js';
import type { Listing } from '../program/listing.js';
import { CallsByFunction } from './qualified-names.js';
import { code } from './wording.js';
import type { Words } from './words.js';

export class Scene {
  readonly observation: Observation;
  readonly events: LineEvents;
  readonly calls: CallsByFunction;
  /** Threads of pools. */
  readonly workers: ReadonlySet<number>;
  /** Some thread besides the main one ran. */
  readonly hasThreads: boolean;
  /** Of the event that ends the trace. */
  readonly lastEvent: EventId;
  /** Nothing was left out of the trace: what is not in it did not happen. */
  readonly isComplete: boolean;
  readonly #tasks: ReadonlySet<number>;
  readonly #isLong: boolean;

  constructor(
    readonly trace: Trace,
    readonly listing: Listing,
    readonly words: Words,
  ) {
    this.observation = new Observation(trace, listing);
    this.events = new LineEvents(trace);
    this.calls = new CallsByFunction(trace, listing);
    this.workers = new Set(
      [...this.observation.of('thread.start')].flatMap(({ id, executor }) => (executor === null ? [] : [id])),
    );
    this.hasThreads = this.observation.of('thread.start').next().done !== true;
    this.isComplete = trace.header.omitted === 0;
    this.lastEvent = trace.length - 1 - trace.diagnostics.length;
    this.#isLong = this.observation.end >= 10 * MILLISECOND;
    this.#tasks = new Set(this.observation.tasks.map(({ id }) => id));
  }

  /** `` `task('A')` `` */
  task(id: number): string {
    return code(this.observation.taskName(id));
  }

  /** A task of the program, not one of asyncio's own that tears the loop down. */
  isOwnTask(id: number): boolean {
    return this.#tasks.has(id);
  }

  tasks(ids: Iterable<number>): string[] {
    return [...ids].filter((id) => this.isOwnTask(id)).map((id) => this.task(id));
  }

  /** The main thread is the program itself where there is no other. */
  thread(id: number): string {
    if (id !== 0) return code(this.observation.threadName(id));
    return this.hasThreads ? 'the main thread' : 'the program';
  }

  /** Who did it: the task, or the thread where no task was running. */
  who(event: Pick<TraceEvent, 'task' | 'thread'>): string {
    return event.task === null ? this.thread(event.thread) : this.task(event.task);
  }

  /** A point in time: to the hundredth of a second, in a run that is over before that to the microsecond. */
  at(time: Nanoseconds): string {
    if (this.#isLong) return `${(time / SECOND).toFixed(2)} s`;
    return time < MILLISECOND
      ? `${Math.floor(time / MICROSECOND)} us`
      : `${(time / MILLISECOND).toFixed(3)} ms`;
  }

  /** Whether times are worth a word. */
  get hasTime(): boolean {
    return this.#isLong || !this.observation.of('loop.start').next().done;
  }

  /** `from 0.10 s to 0.60 s`; `for a moment at 0.10 s` where the two look the same. */
  period(from: Nanoseconds, to: Nanoseconds): string {
    const [begin, end] = [this.at(from), this.at(to)];
    return begin === end ? `for a moment at ${begin}` : `from ${begin} to ${end}`;
  }

  /** `between 0.10 s and 0.60 s`; `at 0.10 s` where the two look the same. */
  between(from: Nanoseconds, to: Nanoseconds): string {
    const [begin, end] = [this.at(from), this.at(to)];
    return begin === end ? `at ${begin}` : `between ${begin} and ${end}`;
  }

  span(span: Nanoseconds): string {
    return roundedSpan(span);
  }

  /** `line 10` */
  line(lineno: number): string {
    return `line ${this.listing.lineName(lineno)}`;
  }

  /** `lines 6–8` */
  lines(linenos: Iterable<number>): string {
    return this.listing.named(linenos).replace(/(\d)-(?=\d)/g, '$1–');
  }
}
