// A task was cancelled by other code of the program, got the CancelledError, and went on as if nothing had happened.
//
// Cancellations that asyncio asks for itself (timeouts, task groups) are meant to be caught, by asyncio; they come from
// callbacks and not from a task's step, and do not count.

import type { EventOf } from '../../trace/events.js';
import { placeOf } from '../../trace/places.js';
import type { Facts } from '../facts.js';
import type { Finding, Rule } from '../rule.js';

export const swallowedCancellation: Rule = {
  id: 'swallowed-cancellation',
  summary: 'a task catches CancelledError and does not end',
  find: (facts) => {
    const asked = new Map<number, EventOf<'task.cancel'>>();
    const delivered = new Map<number, EventOf<'task.step'>>();
    const findings: Finding[] = [];
    for (const event of facts.of('task.cancel', 'task.step', 'task.finish')) {
      if (event.type === 'task.cancel') {
        if (event.task !== null && event.task !== event.id) asked.set(event.id, event);
      } else if (event.type === 'task.step') {
        if (event.throws === 'CancelledError' && asked.has(event.id)) delivered.set(event.id, event);
      } else {
        const step = delivered.get(event.id);
        const cancel = asked.get(event.id);
        if (step !== undefined && cancel !== undefined && event.outcome === 'returned')
          findings.push(finding(cancel, step, event, facts));
      }
    }
    return findings;
  },
};

function finding(
  cancel: EventOf<'task.cancel'>,
  step: EventOf<'task.step'>,
  finish: EventOf<'task.finish'>,
  facts: Facts,
): Finding {
  return {
    rule: 'swallowed-cancellation',
    severity: 'warning',
    message: `${facts.task(finish.id)} was cancelled${facts.at(placeOf(cancel))}, caught the CancelledError${facts.at(placeOf(step))} and returned ${finish.value}: whoever cancelled it cannot tell`,
    evidence: [cancel.seq, step.seq, finish.seq],
    heldUp: [],
    delay: null,
    fix: 'after cleaning up, raise the CancelledError again with a bare raise.',
    thread: step.thread,
    task: finish.id,
    place: placeOf(step),
  };
}
