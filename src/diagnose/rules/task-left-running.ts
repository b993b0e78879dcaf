// Tasks that are still at work when the main coroutine returns: `asyncio.run` cancels them.

import type { EventOf } from '../../trace/events.js';
import { placeOf } from '../../trace/places.js';
import type { Facts } from '../facts.js';
import type { Finding, Rule } from '../rule.js';

export const taskLeftRunning: Rule = {
  id: 'task-left-running',
  summary: 'a task had not ended when asyncio.run was over, and was cancelled',
  find: (facts) => {
    // From the phase of the teardown that cancels to the iteration that runs what was cancelled.
    const cancelling = new Set<number>();
    return [...facts.of('loop.stop', 'loop.iteration', 'task.cancel')].flatMap((event) => {
      if (event.type === 'loop.iteration') cancelling.delete(event.thread);
      else if (event.type === 'loop.stop') {
        if (event.phase === 'cancel tasks') cancelling.add(event.thread);
      } else if (event.task === null && cancelling.has(event.thread)) return leftRunning(event, facts);
      return [];
    });
  },
};

function leftRunning(cancel: EventOf<'task.cancel'>, facts: Facts): Finding[] {
  const state = facts.schedule.tasks.get(cancel.id);
  if (state === undefined) return [];
  const { created, waitsFor, place } = state;
  const waiting = waitsFor === null ? '' : `, waiting for ${waitsFor.text}${facts.at(place)}`;
  return [
    {
      rule: 'task-left-running',
      severity: 'warning',
      message: `${facts.task(cancel.id)}, created${facts.at(placeOf(created))}, had not ended when the main coroutine returned${waiting}: asyncio.run cancels it`,
      evidence: [created.seq, cancel.seq],
      heldUp: [],
      delay: null,
      fix: 'await the task, or cancel it yourself and await it, before the main coroutine returns.',
      thread: cancel.thread,
      task: cancel.id,
      place: placeOf(created),
    },
  ];
}
