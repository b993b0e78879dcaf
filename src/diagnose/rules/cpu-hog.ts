// A step that computes for so long that others notice.

import { spanText } from '../../trace/time-text.js';
import type { Facts, Step } from '../facts.js';
import type { Finding, Rule } from '../rule.js';
import { SLOW } from '../thresholds.js';

export const cpuHog: Rule = {
  id: 'cpu-hog',
  summary: 'a coroutine computes without awaiting anything, and nobody else gets the loop',
  find: (facts) => facts.steps.flatMap((step) => hogOf(step, facts)),
};

function hogOf(step: Step, facts: Facts): Finding[] {
  const { computing, heldUp } = step;
  if (computing < (heldUp.length > 0 ? SLOW / 2 : SLOW)) return [];
  const others = heldUp.length === 0 ? '' : `; held up: ${facts.whom(heldUp)}`;
  const where = step.longest === 0 ? '' : `, most of it${facts.at(step.longest)}`;
  return [
    {
      rule: 'cpu-hog',
      severity: 'warning',
      message: `${facts.task(step.task)} computes for ${spanText(computing)} without an await${where}${others}`,
      evidence: [step.begin.seq, step.end],
      heldUp: heldUp.map(({ task }) => task),
      delay: computing,
      fix: 'let others run in between with await asyncio.sleep(0), or move the work to a process pool.',
      thread: step.begin.thread,
      task: step.task,
      place: step.longest,
    },
  ];
}
