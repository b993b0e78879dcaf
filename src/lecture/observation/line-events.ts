// The events of a run by the line of the program that they happened at; line events themselves are counted in
// histories.ts.

import type { EventId, EventType, TraceEvent } from '../../trace/events.js';
import { fileOf, lineOf } from '../../trace/places.js';
import type { Trace } from '../../trace/trace.js';

export class LineEvents {
  readonly #trace: Trace;
  readonly #byLine = new Map<number, Map<EventType, EventId[]>>();

  constructor(trace: Trace) {
    this.#trace = trace;
    for (let seq = 0; seq < trace.length; seq++) {
      const type = trace.typeAt(seq);
      const place = trace.placeAt(seq);
      if (type === undefined || type === 'line' || place === 0 || fileOf(place) !== 0) continue;
      this.#add(lineOf(place), type, seq);
    }
  }

  /** Events of the types at one of the lines, in the order of the trace. */
  at<Type extends EventType>(
    linenos: readonly number[],
    ...types: Type[]
  ): Extract<TraceEvent, { type: Type }>[] {
    const events: Extract<TraceEvent, { type: Type }>[] = [];
    for (const seq of this.idsAt(linenos, ...types)) {
      const event = this.#trace.event(seq);
      if (isOf(event, types)) events.push(event);
    }
    return events;
  }

  idsAt(linenos: readonly number[], ...types: EventType[]): EventId[] {
    const seqs = linenos.flatMap((lineno) => {
      const events = this.#byLine.get(lineno);
      return types.flatMap((type) => events?.get(type) ?? []);
    });
    return seqs.sort((a, b) => a - b);
  }

  #add(lineno: number, type: EventType, seq: EventId): void {
    let line = this.#byLine.get(lineno);
    if (line === undefined) {
      line = new Map();
      this.#byLine.set(lineno, line);
    }
    const seqs = line.get(type);
    if (seqs === undefined) line.set(type, [seq]);
    else seqs.push(seq);
  }
}

function isOf<Type extends EventType>(
  event: TraceEvent,
  types: readonly Type[],
): event is Extract<TraceEvent, { type: Type }> {
  return types.some((type) => type === event.type);
}
