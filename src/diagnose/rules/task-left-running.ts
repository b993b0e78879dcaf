// Tasks that are still at work when the main coroutine ends: `asyncio.run` cancels them.

import type { EventOf } from '../../trace/events.js';
import { placeOf } from '../../trace/places.js';
import type { Facts } from '../facts.js';
import type { Finding, Rule } from '../rule.js';

export const taskLeftRunning: Rule = {
  id: 'task-left-running',
  summary: 'a task had not ended when asyncio.run was over, and was cancelled',
  find: (facts) =>
    [...facts.of('task.cancel')].flatMap((event) =>
      isTeardown(event, facts) ? leftRunning(event, facts) : [],
    ),
};

/** It is asyncio.run's end that asks for the cancellation. */
function isTeardown({ cause }: EventOf<'task.cancel'>, { trace }: Facts): boolean {
  const asked = cause === null ? null : trace.event(cause);
  return asked?.type === 'loop.stop' && asked.phase === 'cancel tasks';
}

function leftRunning(cancel: EventOf<'task.cancel'>, facts: Facts): Finding[] {
  const state = facts.schedule.tasks.get(cancel.id);
  if (state === undefined) return [];
  const { created, waitsFor, place } = state;
  const waiting = waitsFor === null ? '' : `, waiting for ${waitsFor.text}${facts.at(place)}`;
  return [
    {
      rule: 'task-left-running',
      severity: 'warning',
      message: `${facts.task(cancel.id)}, created${facts.at(placeOf(created))}, had not ended when the main coroutine did${waiting}: asyncio.run cancels it`,
      evidence: [created.seq, cancel.seq],
      heldUp: [],
      delay: null,
      fix: 'await the task, or cancel it yourself and await it, before the main coroutine ends.',
      thread: cancel.thread,
      task: cancel.id,
      place: placeOf(created),
    },
  ];
}
