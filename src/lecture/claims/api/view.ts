// One run as its claims see it: the observation, and which of its events a claim has looked at.

import { HostError, type HostObject } from '../../../base/host.js';
import type { EventId } from '../../../trace/events.js';
import { Schedule, type TaskStatus } from '../../../trace/schedule.js';
import type { Nanoseconds } from '../../../trace/time.js';
import { spanText } from '../../../trace/time-text.js';
import type { Observation, TaskHistory } from '../../observation/observation.js';

/** What a suspension made of its task. */
export interface Change {
  readonly before: TaskStatus;
  readonly after: TaskStatus;
}

export class View {
  /** Events looked at, in that order. */
  readonly #touched = new Set<EventId>();
  #changes: ReadonlyMap<EventId, Change> | null = null;
  readonly #objects = new WeakMap<object, HostObject>();

  constructor(readonly observation: Observation) {}

  touch(...events: readonly (EventId | null | undefined)[]): void {
    for (const seq of events) if (seq !== null && seq !== undefined) this.#touched.add(seq);
  }

  /** The event, which was looked at. */
  seen<Looked extends { readonly seq: EventId } | null | undefined>(event: Looked): Looked {
    this.touch(event?.seq);
    return event;
  }

  /** What was looked at since it was asked for last. */
  takeTouched(): EventId[] {
    const touched = [...this.#touched];
    this.#touched.clear();
    return touched;
  }

  /** The object that stands for a thing: claims may ask whether two are the same. */
  only(of: object, make: () => HostObject): HostObject {
    let object = this.#objects.get(of);
    if (object === undefined) {
      object = make();
      this.#objects.set(of, object);
    }
    return object;
  }

  /** A task's history by its id; the loop's own tasks have one, too. */
  history(id: number): TaskHistory {
    const history = this.observation.history(id);
    if (history === undefined) throw new HostError('LookupError', `there is no task ${id}`);
    return history;
  }

  /** The number by which the lecture calls the line of an event, or null. */
  label({ line, inFile }: { readonly line: number; readonly inFile?: number }): number | null {
    return inFile === undefined && line !== 0 ? this.observation.listing.numberOf(line) : null;
  }

  /** ` at 0.1 s, line 10` */
  place(event: { readonly t: Nanoseconds; readonly line: number; readonly inFile?: number }): string {
    const label = this.label(event);
    return `at ${spanText(event.t)}${label === null ? '' : `, line ${label}`}`;
  }

  taskName(id: number | null): string {
    return id === null ? 'no task' : this.observation.taskName(id);
  }

  /** How a suspension changed the state of its task. */
  change(suspend: EventId): Change {
    this.#changes ??= changesOf(this.observation);
    return this.#changes.get(suspend) ?? { before: 'running', after: 'waiting' };
  }
}

function changesOf({ trace }: Observation): Map<EventId, Change> {
  const changes = new Map<EventId, Change>();
  const schedule = new Schedule();
  for (const event of trace.recorded()) {
    if (event.type !== 'task.suspend') {
      schedule.apply(event);
      continue;
    }
    const before = schedule.tasks.get(event.id)?.status ?? 'running';
    schedule.apply(event);
    changes.set(event.seq, { before, after: schedule.tasks.get(event.id)?.status ?? 'waiting' });
  }
  return changes;
}
