// Timers due at the very same instant: which goes first is the heap's doing.

import { placeOf } from '../../trace/places.js';
import { secondsText } from '../../trace/time-text.js';
import type { Rule } from '../rule.js';

export const timerTie: Rule = {
  id: 'timer-tie',
  summary: 'several timers have one deadline, and their order is not the order of their making',
  find: (facts) => {
    const [first, ...more] = facts.of('timer.tie');
    if (first === undefined) return [];
    const often = more.length === 0 ? '' : ` (and ${more.length} more ties)`;
    return [
      {
        rule: 'timer-tie',
        severity: 'info',
        message: `${first.timers.length} timers are due at ${secondsText(first.when)}${often}: which fires first depends on the timer heap, not on the program`,
        evidence: [first.seq, ...more.map(({ seq }) => seq)],
        heldUp: [],
        delay: null,
        fix: 'do not rely on their order; where it matters, make one wait for the other.',
        thread: first.thread,
        task: first.task,
        place: placeOf(first),
      },
    ];
  },
};
