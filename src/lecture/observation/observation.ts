// One run of a program, arranged to answer what a reader of its lines asks: what ran, how often, for whom, what was
// waited for and until when, who had the loop meanwhile, what was printed. Every answer is made of events.

import { Facts } from '../../diagnose/facts.js';
import type { EventId, EventOf, EventType, TraceEvent } from '../../trace/events.js';
import { type Place, placeOf } from '../../trace/places.js';
import type { Nanoseconds } from '../../trace/time.js';
import type { Trace } from '../../trace/trace.js';
import type { Listing } from '../program/listing.js';
import { Histories, type LineHistory, type Parking, type Suspension, type TaskHistory } from './histories.js';

export type { LineHistory, Parking, Suspension, TaskHistory } from './histories.js';

/** Work given to an executor. */
export interface Work {
  readonly submitted: EventOf<'executor.submit'>;
  readonly started: EventOf<'executor.start'> | null;
  readonly finished: EventOf<'executor.finish'> | null;
}

export class Observation {
  readonly facts: Facts;
  readonly #histories: Histories;

  constructor(
    readonly trace: Trace,
    readonly listing: Listing,
  ) {
    this.facts = new Facts(trace);
    this.#histories = new Histories(trace);
  }

  of<Type extends EventType>(...types: Type[]): IterableIterator<Extract<TraceEvent, { type: Type }>> {
    return this.facts.of(...types);
  }

  /** The program's tasks, in the order they were made; those of the loop's teardown are left out. */
  get tasks(): TaskHistory[] {
    return [...this.#histories.tasks.values()].filter(
      ({ id }) => this.facts.schedule.tasks.get(id)?.isTeardown !== true,
    );
  }

  /** The task that the first loop was started for. */
  get mainTask(): TaskHistory | null {
    for (const { loop, seq } of this.of('loop.start')) {
      const main = this.tasks.find(({ created }) => created.cause === seq);
      if (main !== undefined && loop !== 0) return main;
    }
    return null;
  }

  history(task: number): TaskHistory | undefined {
    return this.#histories.tasks.get(task);
  }

  taskName(id: number): string {
    return this.facts.task(id);
  }

  threadName(id: number): string {
    return this.facts.thread(id);
  }

  /** Tasks whose coroutine function has this name. */
  tasksOf(functionName: string): TaskHistory[] {
    return this.tasks.filter(({ created }) => plainName(created.function) === functionName);
  }

  line(lineno: number): LineHistory | null {
    return this.#histories.lines.get(lineno) ?? null;
  }

  timesRun(lineno: number): number {
    return this.line(lineno)?.times ?? 0;
  }

  /** What is known of some runs of the lines by their number alone. */
  folded(linenos: readonly number[]): LineHistory['folded'] {
    const each = new Set(linenos.map((lineno) => this.line(lineno)?.folded));
    return each.has('calls') ? 'calls' : each.has('rounds') ? 'rounds' : null;
  }

  hasRun(linenos: readonly number[]): boolean {
    return linenos.some((lineno) => this.timesRun(lineno) > 0);
  }

  /** Suspensions at the lines, in the order of the trace. */
  suspensionsAt(linenos: readonly number[]): Suspension[] {
    return this.tasks
      .flatMap(({ suspensions }) => suspensions)
      .filter(({ event }) => event.inFile === undefined && linenos.includes(event.line))
      .sort((a, b) => a.event.seq - b.event.seq);
  }

  /** Blocking calls, in any thread. */
  get parkings(): readonly Parking[] {
    return this.#histories.parkings;
  }

  /** Blocking calls at the lines or in functions called from there, in any thread. */
  parkingsAt(linenos: readonly number[]): Parking[] {
    return this.#histories.parkings.filter(
      ({ event, calledFrom }) =>
        linenos.includes(placeOf(event)) || calledFrom.some((place) => linenos.includes(place)),
    );
  }

  /** What the lines printed themselves; where they printed nothing, what the functions did that they called. */
  outputsAt(linenos: readonly number[]): EventOf<'output'>[] {
    const own = this.eventsAt(linenos, 'output');
    if (own.length > 0) return own;
    return this.#histories.outputs
      .filter(({ calledFrom }) => calledFrom.some((place) => linenos.includes(place)))
      .map(({ event }) => event);
  }

  /** What the lines printed, themselves or by the functions that they called. */
  outputsIn(linenos: readonly number[]): EventOf<'output'>[] {
    return this.#histories.outputs
      .filter(
        ({ event, calledFrom }) =>
          linenos.includes(placeOf(event)) || calledFrom.some((place) => linenos.includes(place)),
      )
      .map(({ event }) => event);
  }

  /** Lines from which the function was called that the return event ends, from the innermost out. */
  calledFrom(seq: EventId): readonly Place[] {
    return this.#histories.returns.get(seq) ?? [];
  }

  /** Events that happened at one of the lines. */
  eventsAt<Type extends EventType>(
    linenos: readonly number[],
    ...types: Type[]
  ): Extract<TraceEvent, { type: Type }>[] {
    return [...this.of(...types)].filter(
      (event) => event.inFile === undefined && linenos.includes(event.line),
    );
  }

  get works(): Work[] {
    return [...this.facts.schedule.work.values()];
  }

  /** Text printed on stdout, whole. */
  get output(): string {
    return [...this.of('output')]
      .filter(({ stream }) => stream === 'stdout')
      .map(({ text }) => text)
      .join('');
  }

  get end(): Nanoseconds {
    return this.trace.timeAt(this.trace.length - 1);
  }
}

/** The last part of a qualified name. */
export function plainName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf('.') + 1);
}
