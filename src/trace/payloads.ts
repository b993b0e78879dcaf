// What the recorder keeps of an event besides its columns. The texts of calls, returns and stores are made only when
// the run is over: most of them have been folded away by then.

import type { EventPayloads, EventType } from './events.js';

/** The payload of a call, a return or a store to be. */
export interface Deferred {
  /** The function's or the variable's name. */
  readonly name: string;
  /** Frames on the stack; 0 for a store. */
  readonly depth: number;
  /** Arguments or value, as they were when the event happened. */
  deferredText(): string;
}

export type Payload = EventPayloads[EventType] | Deferred;

export function finished(type: EventType, payload: Payload): EventPayloads[EventType] {
  if (!isDeferred(payload)) return payload;
  const { name, depth } = payload;
  const text = payload.deferredText();
  switch (type) {
    case 'call':
      return { function: name, args: text, depth };
    case 'return':
      return { function: name, value: text, depth };
    default:
      return { name, value: text };
  }
}

/** Of a call or a return. */
export function depthOf(payload: Payload | undefined): number {
  return payload !== undefined && 'depth' in payload ? payload.depth : 0;
}

export function calleeOf(payload: Payload | undefined): string {
  if (payload === undefined) return '';
  if (isDeferred(payload)) return payload.name;
  return 'function' in payload ? payload.function : '';
}

/** What a `line` event says of its rounds; null for a line that ran once, which has no payload. */
export function roundsOf(payload: Payload | undefined): EventPayloads['line'] | null {
  return payload !== undefined && 'lines' in payload ? payload : null;
}

/** Of a `line` event. */
export function durationOf(payload: Payload): number {
  return 'duration' in payload ? payload.duration : 0;
}

function isDeferred(payload: Payload): payload is Deferred {
  return 'deferredText' in payload;
}
