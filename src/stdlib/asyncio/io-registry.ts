// What a loop waits for beside its timers: the ends of simulated connections (`selector`).
//
// A source tells when it will have something; the loop looks at the sources before it looks at its timers, as
// `_run_once` does with what the selector gives.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { EventId } from '../../trace/events.js';
import type { Nanoseconds } from '../../trace/time.js';
import type { Callback } from './handles.js';

export interface IoSource {
  /** When there is something to do, or null while nothing is on its way. */
  readonly readyAt: Nanoseconds | null;
  /** The event that put it on its way. */
  readonly cause: EventId | null;
  /** Id and name of what arrives, in the trace. */
  readonly arrival: { readonly id: number; readonly text: string };
  /** What the loop does with it; it is called once for each time that it is due. */
  readonly callback: Callback;
}

export class IoRegistry {
  readonly sources = new Set<IoSource>();

  /** When the next source has something. */
  get earliest(): Nanoseconds | null {
    let first: Nanoseconds | null = null;
    for (const { readyAt } of this.sources)
      if (readyAt !== null && (first === null || readyAt < first)) first = readyAt;
    return first;
  }

  /** The sources that have something now, the one that has had it longest first. */
  due(now: Nanoseconds): IoSource[] {
    const due = [...this.sources].filter(({ readyAt }) => readyAt !== null && readyAt <= now);
    return due.sort((a, b) => (a.readyAt ?? 0) - (b.readyAt ?? 0));
  }
}

/** Tells the trace that something is on its way; gives the event. */
export function tellOfDeparture(m: KernelMachine, id: number, text: string): EventId | null {
  return m.recorder?.emit('io.register', { id, text }) ?? null;
}
