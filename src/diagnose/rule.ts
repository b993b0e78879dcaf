// What a rule is: one file that looks at the facts of a run and says what is wrong, with the events that show it.

import type { Finding } from '../trace/trace.js';
import type { Facts } from './facts.js';

export type { Finding };

export interface Rule {
  /** Stays the same for good: people filter by it. */
  readonly id: string;
  /** What it looks for, in one sentence. */
  readonly summary: string;
  /** All that it finds, in the order of the trace. */
  readonly find: (facts: Facts) => Finding[];
}
