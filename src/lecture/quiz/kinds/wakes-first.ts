// "Who wakes first?", where several tasks sleep on one line and the first to fall asleep is not the first to wake.

import { groupedBy } from '../../explain/groups-of.js';
import type { Scene } from '../../explain/scene.js';
import { joined } from '../../explain/wording.js';
import type { Suspension } from '../../observation/observation.js';
import type { Draft, QuestionKind } from '../question.js';

const MOST_TASKS = 4;

export const wakesFirst: QuestionKind = {
  id: 'wakes-first',
  draft: (scene) => {
    const sleeps = scene.observation.tasks
      .flatMap(({ suspensions }) => suspensions)
      .filter(
        ({ event }) => event.waitsFor.kind === 'sleep' && event.line !== 0 && event.inFile === undefined,
      )
      .sort((a, b) => a.event.seq - b.event.seq);
    const byLine = groupedBy(sleeps, ({ event }) => event.line);
    return [...byLine].flatMap(([line, stays]) => asked(line, stays, scene) ?? []).slice(0, 1);
  },
};

function asked(line: number, stays: readonly Suspension[], scene: Scene): Draft | null {
  const tasks = new Set(stays.map(({ task }) => task));
  if (stays.length < 2 || stays.length > MOST_TASKS || tasks.size < stays.length) return null;
  const woken = stays.filter(({ resumed }) => resumed !== null && resumed.throws === null);
  if (woken.length < stays.length) return null;
  const order = [...woken].sort((a, b) => (a.resumed?.seq ?? 0) - (b.resumed?.seq ?? 0));
  const [first] = order;
  const [fellAsleep] = stays;
  // All asleep at the same time: else the question has no moment.
  const lastAsleep = stays.at(-1)?.event.seq ?? 0;
  if (first === undefined || fellAsleep === undefined || (first.resumed?.seq ?? 0) < lastAsleep) return null;
  const others = order.slice(1).map(({ task }) => scene.task(task));
  return {
    kind: 'wakes-first',
    prompt: `${joined(stays.map(({ task }) => scene.task(task)))} all sleep on ${scene.line(line)}, having begun in this order. Which of them goes on first?`,
    right: scene.task(first.task),
    wrong: first === fellAsleep ? others : [scene.task(fellAsleep.task), ...others],
    why: `Who wakes first is a matter of deadlines: ${scene.task(first.task)} was due at ${scene.at(first.event.waitsFor.deadline ?? 0)} and went on at ${scene.at(first.resumed?.t ?? 0)}.`,
    evidence: [first.event.seq, ...(first.resumed === null ? [] : [first.resumed.seq])],
  };
}
