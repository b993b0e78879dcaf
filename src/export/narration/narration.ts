// What a family of events has to say. Each file of this folder covers one family with a function per event type;
// narrate.ts puts them together, and the type of the whole makes sure that no event type is forgotten.
//
// The words are the lecture's: ready queue, I/O registry, timer, worker thread, event loop.

import type { EventId, EventOf, EventType, TraceEvent } from '../../trace/events.js';
import type { Place } from '../../trace/places.js';
import type { Schedule } from '../../trace/schedule.js';
import type { Trace } from '../../trace/trace.js';
import type { Tone } from '../ansi.js';
import type { Fit } from '../columns.js';

/** 0: told even when quiet. 1: told normally. 2: told when verbose. */
export type Verbosity = 0 | 1 | 2;

/** One sentence about an event. */
export interface Remark {
  readonly text: string;
  readonly level: Verbosity;
  readonly tone: Tone;
  /** The task it is about, when that is not the one that was running. */
  readonly about?: number;
  /** Where it is, when that is not the line that was running. */
  readonly place?: Place;
  /** Default: `wrap`. */
  readonly fit?: Fit;
}

/** What a narrator may look at: the state just after the event, and names for ids. */
export interface Scene {
  readonly trace: Trace;
  readonly schedule: Schedule;
  task(id: number): string;
  thread(id: number): string;
  /** `line 10`, in the file's labels. */
  line(place: Place): string;
  /** The text of a line. */
  code(place: Place): string;
}

export type Telling<Type extends EventType> = (event: EventOf<Type>, scene: Scene) => readonly Remark[];

export type Narration<Types extends EventType = EventType> = { readonly [Type in Types]: Telling<Type> };

export function say(level: Verbosity, tone: Tone, text: string, about?: number): readonly Remark[] {
  return [about === undefined ? { text, level, tone } : { text, level, tone, about }];
}

export const nothing: readonly Remark[] = [];

/** The nearest event of one of `types` on the way back through causes, the event itself left out. */
export function causeOf<Type extends EventType>(
  scene: Scene,
  event: TraceEvent,
  types: readonly Type[],
  steps = 8,
): (EventOf<Type> & TraceEvent) | null {
  let next: EventId | null = event.cause;
  for (let i = 0; next !== null && i < steps; i++) {
    const cause = scene.trace.event(next);
    if (isOneOf(cause, types)) return cause;
    next = cause.cause;
  }
  return null;
}

function isOneOf<Type extends EventType>(
  event: TraceEvent,
  types: readonly Type[],
): event is EventOf<Type> & TraceEvent {
  return types.some((type) => type === event.type);
}
