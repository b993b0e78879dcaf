// What the diagnostics found at these lines, where no other sentence has told it.

import { code } from '../wording.js';
import type { Fact } from './fact.js';
import { tell } from './fact.js';

/** Rules whose findings are told in full by other facts. */
const TOLD_ELSEWHERE = new Set([
  'cpu-hog',
  'blocking-call',
  'blocking-shutdown',
  'deadlock',
  'late-timer',
  'timer-tie',
]);

export const findings: Fact = {
  id: 'finding',
  tell: (group, scene) =>
    scene.trace.diagnostics
      .filter(
        ({ rule, line, inFile }) =>
          !TOLD_ELSEWHERE.has(rule) && inFile === undefined && group.lines.includes(line),
      )
      .slice(0, 3)
      .map(({ seq, message, evidence, rule, fix }) =>
        tell(`**Careful:** ${message} (${code(rule)})${fix === null ? '' : `. Better: ${fix}`}`, [
          ...evidence,
          seq,
        ]),
      ),
};
