// `asyncio.create_task(...)` as a statement of its own: the loop keeps only a weak reference to the task, and so it may
// vanish before it is done.

import { placeOf } from '../../trace/places.js';
import type { Rule } from '../rule.js';

const DROPPED = /^\s*(?:(\w+)\.)?(?:create_task|ensure_future)\(/;
/** A group keeps its tasks itself. */
const GROUPS = /\bTaskGroup\(\)\s+as\s+(\w+)/g;

export const lostTaskReference: Rule = {
  id: 'lost-task-reference',
  summary: 'nothing keeps the task that create_task gave',
  find: (facts) => {
    const lines = facts.trace.header.source.split('\n');
    const groups = new Set([...facts.trace.header.source.matchAll(GROUPS)].map(([, name]) => name));
    const seen = new Set<number>();
    return [...facts.of('task.create')].flatMap((created) => {
      // The header has the source of the program's own file alone.
      const text = created.inFile === undefined ? lines[created.line - 1] : undefined;
      const dropped = DROPPED.exec(text ?? '');
      const isKept = dropped?.[1] !== undefined && groups.has(dropped[1]);
      if (dropped === null || isKept || seen.has(created.line)) return [];
      seen.add(created.line);
      return {
        rule: 'lost-task-reference',
        severity: 'info',
        message: `nothing keeps the task ${facts.task(created.id)} that is created${facts.at(placeOf(created))}: the event loop has only a weak reference to it, so it may be freed before it is done`,
        evidence: [created.seq],
        heldUp: [],
        delay: null,
        fix: 'keep what create_task returns in a variable or a set until the task is done.',
        thread: created.thread,
        task: created.task,
        place: placeOf(created),
      };
    });
  },
};
