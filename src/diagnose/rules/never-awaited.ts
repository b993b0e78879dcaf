// A coroutine that was made and forgotten.

import { placeOf } from '../../trace/places.js';
import type { Rule } from '../rule.js';

export const neverAwaited: Rule = {
  id: 'never-awaited',
  summary: 'a coroutine was created, and nothing ever ran it',
  find: (facts) => {
    const created = new Map([...facts.of('coroutine.create')].map((event) => [event.coroutine, event]));
    return [...facts.of('coroutine.unawaited')].map((event) => {
      const made = created.get(event.coroutine);
      const place = placeOf(made ?? event);
      return {
        rule: 'never-awaited',
        severity: 'warning',
        message: `the coroutine ${event.function}()${facts.at(place)} was never awaited: none of it ran`,
        evidence: made === undefined ? [event.seq] : [made.seq, event.seq],
        heldUp: [],
        delay: null,
        fix: `write await ${event.function}(...), or make it a task with asyncio.create_task(...).`,
        thread: event.thread,
        task: made?.task ?? event.task,
        place,
      };
    });
  },
};
