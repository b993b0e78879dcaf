// A task failed and nobody asked for its exception. asyncio says so on stderr when the task goes; that is the evidence.

import { placeOf } from '../../trace/places.js';
import type { Rule } from '../rule.js';

const NEVER_RETRIEVED = /^(Task|Future) exception was never retrieved/m;
const TASK_NAME = /name='([^']*)'/;

export const lostException: Rule = {
  id: 'lost-exception',
  summary: 'a task failed, and nobody ever looked at its exception',
  find: (facts) =>
    [...facts.of('output')].flatMap((output) => {
      if (output.stream !== 'stderr' || !NEVER_RETRIEVED.test(output.text)) return [];
      const name = TASK_NAME.exec(output.text)?.[1];
      const state = [...facts.schedule.tasks.values()].find(({ created }) => created.name === name);
      const finish = state?.finish ?? null;
      const who = state === undefined ? 'a future' : facts.task(state.id);
      const what = finish === null ? '' : ` with ${finish.value}`;
      const from = finish ?? state?.created;
      const place = from === undefined ? 0 : placeOf(from);
      return {
        rule: 'lost-exception',
        severity: 'error',
        message: `${who} failed${what}${facts.at(place)}, and nothing ever awaited it: the exception is lost`,
        evidence: finish === null ? [output.seq] : [finish.seq, output.seq],
        heldUp: [],
        delay: null,
        fix: 'await the task, gather it, or run it in an asyncio.TaskGroup.',
        thread: output.thread,
        task: state?.id ?? null,
        place,
      };
    }),
};
