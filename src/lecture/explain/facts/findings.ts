// What the diagnostics found at these lines, where no other sentence has told it.

import { groupedBy } from '../groups-of.js';
import { code, number } from '../wording.js';
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
  tell: (group, scene) => {
    const found = scene.trace.diagnostics.filter(
      ({ rule, line, inFile }) =>
        !TOLD_ELSEWHERE.has(rule) && inFile === undefined && group.lines.includes(line),
    );
    // What is to be done is said once for all of a kind.
    return [...groupedBy(found, ({ rule, fix }) => `${rule} ${fix ?? ''}`).values()]
      .slice(0, 3)
      .map((same) => {
        const [first] = same;
        const fix = first?.fix ?? null;
        const messages = listedAll(same.map(({ message }) => message));
        return tell(
          `**Careful:** ${messages} (${code(first?.rule ?? '')})${fix === null ? '' : `. Better: ${fix}`}`,
          same.flatMap(({ evidence, seq }) => [...evidence, seq]),
        );
      });
  },
};

const MOST_MESSAGES = 3;

function listedAll(messages: readonly string[]): string {
  if (messages.length <= MOST_MESSAGES) return messages.join('; ');
  return `${messages.slice(0, MOST_MESSAGES).join('; ')}; and ${number(messages.length - MOST_MESSAGES)} more`;
}
