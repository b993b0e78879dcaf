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
  /** Threads that are the main ones of other processes. */
  readonly #processes: ReadonlySet<number>;
  /** Threads that ran an event loop. */
  readonly #loopThreads: ReadonlySet<number>;
  /** How many locks, queues, ... were used, by what they are called. */
  readonly #objects: ReadonlyMap<string, number>;

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
    this.#tasks = new Set(
      this.observation.tasks.flatMap(({ id, created }) => (isOfLoop(created.function) ? [] : [id])),
    );
    this.#processes = new Set([...this.observation.of('process.start')].map(({ main }) => main));
    this.#loopThreads = new Set([...this.observation.of('loop.start')].map(({ thread }) => thread));
    this.#objects = objectsOf(this.observation);
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
    if (id !== 0) return code(this.#ownName(id) ?? this.observation.threadName(id));
    return this.hasThreads ? 'the main thread' : 'the program';
  }

  /** For an engineer, the name that CPython gives a thread of a pool. */
  #ownName(id: number): string | undefined {
    if (this.words.level !== 'engineer' || this.isProcess(id)) return undefined;
    for (const event of this.observation.of('thread.start')) if (event.id === id) return event.name;
    return undefined;
  }

  isProcess(thread: number): boolean {
    return this.#processes.has(thread);
  }

  /** Whether a function of the program ran in the thread. */
  ranFunctions(thread: number): boolean {
    for (const event of this.observation.of('call')) if (event.thread === thread) return true;
    return false;
  }

  /** Whether a call that was handed to a pool ran in a process. */
  isWorkOfProcesses(text: string): boolean {
    return this.observation.works.some(
      ({ submitted, started }) =>
        submitted.text === text && started !== null && this.isProcess(started.thread),
    );
  }

  /** A thread's label by its own name: `worker-1` of `ThreadPoolExecutor-0_0`. */
  threadCalled(name: string): string {
    const found = [...this.observation.of('thread.start')].filter((each) => each.name === name);
    const [only] = found;
    return only === undefined || found.length > 1 ? name : this.observation.threadName(only.id);
  }

  /** Who did it: the task, the event loop in a callback, or the thread where no loop was running. */
  who({ task, thread, iteration }: Pick<TraceEvent, 'task' | 'thread' | 'iteration'>): string {
    if (task !== null) return this.task(task);
    return iteration > 0 && this.#loopThreads.has(thread) ? 'the event loop' : this.thread(thread);
  }

  /** A lock, a queue, ...: `the lock` where there is one only, else by its number. */
  object(text: string): string {
    const kind = kindOfObject(text);
    return kind !== null && this.#objects.get(kind) === 1 ? `the ${kind}` : code(text);
  }

  /** The same inside of a description: `an item of queue 1`. */
  withObjects(description: string): string {
    return description.replace(/\b(?:lock|event|condition|semaphore|barrier|queue|pipe) \d+\b/g, (text) =>
      this.object(text),
    );
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
    return this.listing
      .named(linenos)
      .replace(/(\d)-(?=\d)/g, '$1–')
      .replace(/, (?=[^,]*$)/, ' and ');
  }
}

/** A task by which the loop itself accepts a connection or looks an address up. */
function isOfLoop(functionName: string): boolean {
  return /^Base\w*EventLoop\./.test(functionName);
}

/** `lock` of `lock 1`; null for what has a name of its own. */
function kindOfObject(text: string): string | null {
  return /^(\w+) \d+$/.exec(text)?.[1] ?? null;
}

function objectsOf(observation: Observation): ReadonlyMap<string, number> {
  const texts = new Set<string>();
  for (const { text } of observation.of('sync.wait', 'sync.acquire', 'sync.release')) texts.add(text);
  const counts = new Map<string, number>();
  for (const text of texts) {
    const kind = kindOfObject(text);
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
