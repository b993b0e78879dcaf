// What rules ask about: the steps of tasks with what blocked inside them and whom they held up, and the events by type.
// Made in one pass over the trace.

import type { EventId, EventOf, EventType, TraceEvent } from '../trace/events.js';
import { type Place, placeName, placeOf } from '../trace/places.js';
import { Schedule } from '../trace/schedule.js';
import { taskNames, threadNames } from '../trace/task-names.js';
import type { Nanoseconds } from '../trace/time.js';
import { spanText } from '../trace/time-text.js';
import type { Trace } from '../trace/trace.js';
import { NOTICEABLE } from './thresholds.js';

/** A call that kept the loop's thread waiting in the middle of a step, and whom that held up. */
export interface Block {
  readonly park: EventOf<'thread.park'>;
  readonly duration: Nanoseconds;
  readonly heldUp: readonly HeldUp[];
}

/** A task that could have run meanwhile, and for how long. */
export interface HeldUp {
  readonly task: number;
  readonly waited: Nanoseconds;
}

/** One stay of a task on its loop. */
export interface Step {
  readonly task: number;
  readonly begin: EventOf<'task.step'>;
  readonly end: EventId;
  readonly duration: Nanoseconds;
  readonly blocks: readonly Block[];
  /** The step without its blocks. */
  readonly computing: Nanoseconds;
  /** The line that ran longest. */
  readonly longest: Place;
  /** Whom the computing held up. */
  readonly heldUp: readonly HeldUp[];
}

interface Interval {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
}

interface OpenStep {
  readonly begin: EventOf<'task.step'>;
  readonly blocks: (Interval & { readonly park: EventOf<'thread.park'> })[];
  park: EventOf<'thread.park'> | null;
  woken: Nanoseconds | null;
  place: Place;
  since: Nanoseconds;
  longest: Place;
  longestTime: Nanoseconds;
}

export class Facts {
  readonly steps: readonly Step[];
  /** How everything stands at the end. */
  readonly schedule = new Schedule();
  readonly #tasks: ReadonlyMap<number, string>;
  readonly #threads: ReadonlyMap<number, string>;
  readonly #byType = new Map<EventType, EventId[]>();

  constructor(readonly trace: Trace) {
    this.#tasks = taskNames(trace);
    this.#threads = threadNames(trace);
    this.steps = [...this.#replay()];
  }

  task(id: number): string {
    return this.#tasks.get(id) ?? `task ${id}`;
  }

  thread(id: number): string {
    return this.#threads.get(id) ?? `thread ${id}`;
  }

  /** ` at line 9`, or nothing where no line is known. */
  at(place: Place): string {
    return place === 0 ? '' : ` at line ${placeName(this.trace.header, place)}`;
  }

  /** `task('B') 0.1 s, main 0.2 s` */
  whom(heldUp: readonly HeldUp[]): string {
    return heldUp.map(({ task, waited }) => `${this.task(task)} ${spanText(waited)}`).join(', ');
  }

  /** The events of some types, in order. */
  *of<Type extends EventType>(...types: Type[]): IterableIterator<Extract<TraceEvent, { type: Type }>> {
    const seqs = types.flatMap((type) => this.#byType.get(type) ?? []).sort((a, b) => a - b);
    for (const seq of seqs) {
      const event = this.trace.event(seq);
      if (isOf(event, types)) yield event;
    }
  }

  *#replay(): IterableIterator<Step> {
    const open = new Map<number, OpenStep[]>();
    for (const event of this.trace.recorded()) {
      const { schedule } = this;
      const seqs = this.#byType.get(event.type);
      if (seqs === undefined) this.#byType.set(event.type, [event.seq]);
      else seqs.push(event.seq);
      const stack = open.get(event.thread) ?? [];
      open.set(event.thread, stack);
      const current = stack.at(-1);
      if (current !== undefined) follow(current, event);
      if (event.type === 'task.suspend' || event.type === 'task.finish') {
        if (current?.begin.id === event.id) {
          stack.pop();
          yield this.#stepOf(current, event);
        }
      } else if (event.type === 'task.step') {
        stack.push({
          begin: event,
          blocks: [],
          park: null,
          woken: null,
          place: placeOf(event),
          since: event.t,
          longest: placeOf(event),
          longestTime: 0,
        });
      }
      schedule.apply(event);
    }
  }

  #stepOf({ begin, blocks, longest }: OpenStep, end: TraceEvent): Step {
    const waiting = this.#waitingSince(begin.id, end.t);
    const inBlocks = (since: Nanoseconds): Nanoseconds =>
      blocks.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, since)), 0);
    const noticeable = (heldUp: readonly HeldUp[]): HeldUp[] =>
      heldUp.filter(({ waited }) => waited >= NOTICEABLE);
    return {
      task: begin.id,
      begin,
      end: end.seq,
      duration: end.t - begin.t,
      computing: end.t - begin.t - inBlocks(begin.t),
      longest,
      blocks: blocks.map(({ park, from, to }) => ({
        park,
        duration: to - from,
        heldUp: noticeable(waiting.map(({ task, since }) => ({ task, waited: to - Math.max(from, since) }))),
      })),
      heldUp: noticeable(
        waiting.map(({ task, since }) => {
          const from = Math.max(begin.t, since);
          return { task, waited: end.t - from - inBlocks(from) };
        }),
      ),
    };
  }

  /** Who stands in the ready queue, or sleeps although the time is up, and since when. */
  #waitingSince(running: number, now: Nanoseconds): { task: number; since: Nanoseconds }[] {
    const waiting: { task: number; since: Nanoseconds }[] = [];
    const add = (task: number, since: Nanoseconds): void => {
      const state = this.schedule.tasks.get(task);
      if (task !== running && state !== undefined && !state.isTeardown) waiting.push({ task, since });
    };
    for (const { target, entered } of this.schedule.ready.values())
      if (target.task !== null) add(target.task, entered.t);
    for (const task of this.schedule.tasks.values()) {
      const deadline = task.status === 'waiting' ? task.waitsFor?.deadline : null;
      if (deadline !== null && deadline !== undefined && deadline < now) add(task.id, deadline);
    }
    return waiting;
  }
}

/** Keeps the books of a step that an event of its thread belongs to. */
function follow(step: OpenStep, event: TraceEvent): void {
  if (step.park === null && event.t - step.since > step.longestTime) {
    step.longestTime = event.t - step.since;
    step.longest = step.place;
  }
  if (event.line !== 0) step.place = placeOf(event);
  step.since = event.t;
  // Woken, the thread goes on at once unless another one has the processor: then `thread.run` says when it does.
  if (event.type === 'thread.wake' && event.id === step.park?.id) step.woken = event.t;
  else if (step.park !== null && event.type !== 'thread.wake') {
    const to = event.type === 'thread.run' ? event.t : (step.woken ?? event.t);
    step.blocks.push({ park: step.park, from: step.park.t, to });
    step.park = null;
    step.woken = null;
  }
  if (event.type === 'thread.park' && event.id === event.thread) step.park = event;
}

function isOf<Type extends EventType>(
  event: TraceEvent,
  types: readonly Type[],
): event is Extract<TraceEvent, { type: Type }> {
  return types.some((type) => type === event.type);
}
