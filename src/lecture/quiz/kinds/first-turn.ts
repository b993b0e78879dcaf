// "When does a new task run for the first time?"

import type { Scene } from '../../explain/scene.js';
import type { Draft, QuestionKind } from '../question.js';

const MOST_ASKED = 1;

export const firstTurn: QuestionKind = {
  id: 'first-turn',
  draft: (scene) => {
    const drafts: Draft[] = [];
    for (const { id } of scene.observation.tasks) {
      const draft = asked(id, scene);
      if (draft !== null && drafts.length < MOST_ASKED) drafts.push(draft);
    }
    return drafts;
  },
};

function asked(id: number, scene: Scene): Draft | null {
  const history = scene.observation.history(id);
  const created = history?.created;
  const step = history?.steps[0];
  if (created === undefined || step === undefined || created.task === null || created.line === 0) return null;
  if (created.inFile !== undefined || !scene.isOwnTask(created.task)) return null;
  const maker = scene.observation.history(created.task);
  const gave = maker?.suspensions.find(({ event }) => event.seq > created.seq)?.event;
  // Only where the maker gives way on another line, and the task runs right then.
  if (gave === undefined || gave.seq > step.seq || gave.line === created.line || gave.inFile !== undefined)
    return null;
  const name = scene.task(id);
  const owner = scene.task(created.task);
  return {
    kind: 'first-turn',
    prompt: `${owner} makes the task ${name} on ${scene.line(created.line)}. When does ${name} run for the first time?`,
    right: `when ${owner} gives way on ${scene.line(gave.line)}`,
    wrong: [
      `at once, before ${owner} goes on after ${scene.line(created.line)}`,
      ...(maker?.finish !== null && maker?.finish !== undefined && maker.finish.seq > step.seq
        ? [`when ${owner} has returned`]
        : []),
    ],
    why: `A new task only goes to the ready queue; ${owner} ran on until ${scene.at(gave.t)}, and ${name} had its first turn at ${scene.at(step.t)}.`,
    evidence: [created.seq, gave.seq, step.seq],
  };
}
