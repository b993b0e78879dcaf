// `with ThreadPoolExecutor()` or `shutdown(wait=True)` in a coroutine, while the pool still works.

import { placeOf } from '../../trace/places.js';
import { spanText } from '../../trace/time-text.js';
import type { Finding, Rule } from '../rule.js';
import { NOTICEABLE } from '../thresholds.js';
import { isShutdown } from './blocking-call.js';

export const blockingShutdown: Rule = {
  id: 'blocking-shutdown',
  summary: 'an executor is shut down in a coroutine and the event loop waits for its workers',
  find: (facts) =>
    facts.steps.flatMap((step) =>
      step.blocks
        .filter(({ park, duration }) => duration >= NOTICEABLE && isShutdown(park, facts))
        .map(({ park, duration, heldUp }): Finding => {
          const others = heldUp.length === 0 ? '' : `; held up: ${facts.whom(heldUp)}`;
          return {
            rule: 'blocking-shutdown',
            severity: 'warning',
            message: `shutting the executor down${facts.at(placeOf(park))} blocks the event loop for ${spanText(duration)}, until its workers are done${others}`,
            evidence: [park.seq, step.end],
            heldUp: heldUp.map(({ task }) => task),
            delay: duration,
            fix: 'await what was submitted before the pool is left, or shut down with wait=False.',
            thread: park.thread,
            task: step.task,
            place: placeOf(park),
          };
        }),
    ),
};
