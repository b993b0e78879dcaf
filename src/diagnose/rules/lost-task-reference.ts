// `asyncio.create_task(...)` as a statement of its own: the loop keeps only a weak reference to the task, and so it may
// vanish before it is done.

import type { Rule } from '../rule.js';

const DROPPED = /^\s*(?:\w+\.)?(?:create_task|ensure_future)\(/;
/** What keeps its tasks itself. */
const KEEPS = /^\s*(?:tg|group|task_group|taskgroup|\w*group)\.create_task\(/i;

export const lostTaskReference: Rule = {
  id: 'lost-task-reference',
  summary: 'nothing keeps the task that create_task gave',
  find: (facts) => {
    const lines = facts.trace.header.source.split('\n');
    const seen = new Set<number>();
    return [...facts.of('task.create')].flatMap((created) => {
      const text = lines[created.line - 1] ?? '';
      if (seen.has(created.line) || !DROPPED.test(text) || KEEPS.test(text)) return [];
      seen.add(created.line);
      return {
        rule: 'lost-task-reference',
        severity: 'info',
        message: `nothing keeps the task ${facts.task(created.id)} that is created${facts.at(created.line)}: the event loop has only a weak reference to it, so it may be freed before it is done`,
        evidence: [created.seq],
        heldUp: [],
        delay: null,
        fix: 'keep what create_task returns in a variable or a set until the task is done.',
        thread: created.thread,
        task: created.task,
        line: created.line,
      };
    });
  },
};
