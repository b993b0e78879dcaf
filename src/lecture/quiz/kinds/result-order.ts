// "In which order are gather's results?", where tasks finish in another order than they were given.

import type { Scene } from '../../explain/scene.js';
import type { Draft, QuestionKind } from '../question.js';

const MOST_TASKS = 4;

export const resultOrder: QuestionKind = {
  id: 'result-order',
  draft: (scene) =>
    [...scene.observation.of('future.create')]
      // A task group and `wait` stand for several, too, but give no list.
      .filter(
        ({ kind, text, line, inFile }) =>
          kind === 'gather' && text.startsWith('gather') && line !== 0 && inFile === undefined,
      )
      .flatMap(({ seq, line, members, id }) => asked(seq, line, members, id, scene) ?? [])
      .slice(0, 1),
};

function asked(
  seq: number,
  line: number,
  members: readonly number[],
  gather: number,
  scene: Scene,
): Draft | null {
  const resolved = [...scene.observation.of('future.resolve')].find(({ id }) => id === gather);
  const finishes = members.flatMap((id) => scene.observation.history(id)?.finish ?? []);
  if (resolved?.outcome !== 'result' || members.length < 2 || members.length > MOST_TASKS) return null;
  if (finishes.length < members.length || finishes.some(({ outcome }) => outcome !== 'returned')) return null;
  // One task that was given twice has two places in the list; a long list is cut in the trace.
  if (resolved.value !== `[${finishes.map(({ value }) => value).join(', ')}]`) return null;
  if (new Set(finishes.map(({ value }) => value)).size < finishes.length) return null;
  const finished = [...finishes].sort((a, b) => a.seq - b.seq).map(({ id }) => id);
  if (finished.every((id, i) => id === members[i])) return null;
  const list = (ids: readonly number[]): string => ids.map((id) => scene.task(id)).join(', ');
  return {
    kind: 'result-order',
    prompt: `${scene.line(line).replace(/^l/, 'L')} gathers ${list(members)}. In which order are their results in the list?`,
    right: list(members),
    wrong: [list(finished), list([...members].reverse())],
    why: `The results are in the order of the arguments: they were ${resolved.value}, although the tasks finished in the order ${list(finished)}.`,
    evidence: [seq, ...finishes.map((each) => each.seq), resolved.seq],
  };
}
