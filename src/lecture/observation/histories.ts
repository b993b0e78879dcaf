// What one run did, by task and by line: every suspension with what ended it and who had the loop meanwhile, every
// line with how often and for whom it ran. Made in one pass over the trace.

import type { EventId, EventOf, TraceEvent } from '../../trace/events.js';
import { type Place, placeOf } from '../../trace/places.js';
import { visitsOf } from '../../trace/tally.js';
import type { Nanoseconds } from '../../trace/time.js';
import type { Trace } from '../../trace/trace.js';
import { Callers } from './callers.js';

export interface Suspension {
  readonly task: number;
  readonly place: Place;
  readonly event: EventOf<'task.suspend'>;
  /** The step that ended it; null when it never ended. */
  resumed: EventOf<'task.step'> | null;
  /** Other tasks that had a step meanwhile, in order of their first. */
  readonly ranMeanwhile: Set<number>;
}

export interface TaskHistory {
  readonly id: number;
  readonly created: EventOf<'task.create'>;
  readonly steps: EventOf<'task.step'>[];
  readonly suspensions: Suspension[];
  /** Requests to cancel it. */
  readonly cancels: EventOf<'task.cancel'>[];
  finish: EventOf<'task.finish'> | null;
}

export interface LineHistory {
  readonly place: Place;
  /** How often it began. */
  times: number;
  readonly first: EventId;
  last: EventId;
  /** Tasks it ran for; null is outside of any. */
  readonly tasks: Set<number | null>;
  readonly threads: Set<number>;
  /**
   * Some of its runs are known by their number alone: what was stored and returned in them is not. Of rounds of a loop
   * the first and the last are known, of what calls did not even these. Null where all are.
   */
  folded: 'rounds' | 'calls' | null;
}

/** A simulated thread that waited in a blocking call. */
export interface Parking {
  readonly thread: number;
  readonly event: EventOf<'thread.park'>;
  /** Lines of the calls that led to it, from the innermost out. */
  readonly calledFrom: readonly Place[];
  /** When it went on; null when it never did. */
  woken: Nanoseconds | null;
  /** What let it go on. */
  wokenBy: EventOf<'thread.wake'>['by'] | null;
}

/** Text that was printed. */
export interface Printed {
  readonly event: EventOf<'output'>;
  /** Lines of the calls that led to it, from the innermost out. */
  readonly calledFrom: readonly Place[];
}

export class Histories {
  readonly tasks = new Map<number, TaskHistory>();
  readonly lines = new Map<Place, LineHistory>();
  readonly parkings: Parking[] = [];
  readonly outputs: Printed[] = [];
  /** By return event, the lines that the function was called from. */
  readonly returns = new Map<EventId, readonly Place[]>();
  readonly #suspended = new Map<number, Suspension>();
  readonly #parked = new Map<number, Parking>();
  readonly #callers = new Callers();

  constructor(trace: Trace) {
    for (const event of trace.recorded()) this.#take(event);
  }

  #take(event: TraceEvent): void {
    if (event.type === 'return') this.returns.set(event.seq, this.#callers.of(event));
    this.#callers.take(event);
    switch (event.type) {
      case 'line':
        for (const [place, times] of visitsOf(placeOf(event), event)) this.#line(event, place, times);
        return;
      case 'task.create':
        this.tasks.set(event.id, {
          id: event.id,
          created: event,
          steps: [],
          suspensions: [],
          cancels: [],
          finish: null,
        });
        return;
      case 'task.step':
        this.#step(event);
        return;
      case 'task.suspend': {
        const suspension: Suspension = {
          task: event.id,
          place: placeOf(event),
          event,
          resumed: null,
          ranMeanwhile: new Set(),
        };
        this.#suspended.set(event.id, suspension);
        this.tasks.get(event.id)?.suspensions.push(suspension);
        return;
      }
      case 'task.cancel':
        this.tasks.get(event.id)?.cancels.push(event);
        return;
      case 'task.finish': {
        const task = this.tasks.get(event.id);
        if (task !== undefined) task.finish = event;
        return;
      }
      case 'output':
        this.outputs.push({ event, calledFrom: this.#callers.of(event) });
        return;
      case 'thread.park': {
        const calledFrom = this.#callers.of(event);
        const parking: Parking = { thread: event.id, event, calledFrom, woken: null, wokenBy: null };
        this.parkings.push(parking);
        this.#parked.set(event.id, parking);
        return;
      }
      case 'thread.wake': {
        const parking = this.#parked.get(event.id);
        if (parking !== undefined) {
          parking.woken = event.t;
          parking.wokenBy = event.by;
        }
        this.#parked.delete(event.id);
      }
    }
  }

  #step(event: EventOf<'task.step'>): void {
    this.tasks.get(event.id)?.steps.push(event);
    const ended = this.#suspended.get(event.id);
    if (ended !== undefined) ended.resumed = event;
    this.#suspended.delete(event.id);
    for (const suspension of this.#suspended.values()) suspension.ranMeanwhile.add(event.id);
  }

  #line(event: EventOf<'line'>, place: Place, times: number): void {
    const line = this.lines.get(place);
    const folded = event.times > 1 ? 'rounds' : event.lines.length > 1 ? 'calls' : null;
    if (line === undefined) {
      const { seq, task, thread } = event;
      const threads = new Set([thread]);
      const tasks = new Set([task]);
      this.lines.set(place, { place, times, first: seq, last: seq, tasks, threads, folded });
      return;
    }
    line.times += times;
    line.last = event.seq;
    if (line.folded !== 'calls') line.folded = folded ?? line.folded;
    line.tasks.add(event.task);
    line.threads.add(event.thread);
  }
}
