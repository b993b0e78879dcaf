// What a rule is: one file that looks at the facts of a run and says what is wrong, with the events that show it.

import type { EventHead, EventPayloads } from '../trace/events.js';
import type { Facts } from './facts.js';

/** What was found: a `diagnostic` event to be, and the place it speaks of. */
export type Finding = EventPayloads['diagnostic'] & Pick<EventHead, 'thread' | 'task' | 'line'>;

export interface Rule {
  /** Stays the same for good: people filter by it. */
  readonly id: string;
  /** What it looks for, in one sentence. */
  readonly summary: string;
  /** All that it finds, in the order of the trace. */
  readonly find: (facts: Facts) => Finding[];
}
