// "Who stands in the ready queue?", at the first cycle that has several tasks there.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../../explain/scene.js';
import type { Draft, QuestionKind } from '../question.js';

const MOST_NAMES = 4;

export const readyQueue: QuestionKind = {
  id: 'ready-queue',
  draft: (scene) => {
    for (const iteration of scene.observation.of('loop.iteration')) {
      const draft = asked(iteration, scene);
      if (draft !== null) return [draft];
    }
    return [];
  },
};

function asked(iteration: EventOf<'loop.iteration'>, scene: Scene): Draft | null {
  const ids = iteration.ready.flatMap(({ task, kind }) =>
    task !== null && (kind === 'step' || kind === 'wakeup') && scene.isOwnTask(task) ? [task] : [],
  );
  if (ids.length < 2 || ids.length > MOST_NAMES || ids.length !== iteration.ready.length) return null;
  const before = lastStep(iteration, scene);
  if (before === null) return null;
  const names = ids.map((id) => scene.task(id));
  const list = (tasks: readonly string[]): string => tasks.join(', ');
  const main = scene.observation.mainTask;
  const waits = main === null || ids.includes(main.id) ? [] : [list([scene.task(main.id), ...names])];
  return {
    kind: 'ready-queue',
    prompt: `${scene.task(before.id)} has just given way on ${scene.line(before.line)} at ${scene.at(before.t)}. Which tasks stand in the ready queue as the next cycle begins, front first?`,
    right: list(names),
    // As if the first had run when it was made; as if the last were first; as if who waits were ready.
    wrong: [list(names.slice(1)), list([...names].reverse()), ...waits],
    why: `Tasks stand in the ready queue in the order in which they entered it; none of them has run since.`,
    evidence: [before.seq, iteration.seq],
  };
}

/** The suspension right before the cycle, when it is the only step of the cycle before. */
function lastStep(iteration: EventOf<'loop.iteration'>, scene: Scene): EventOf<'task.suspend'> | null {
  let latest: EventOf<'task.suspend'> | null = null;
  for (const event of scene.observation.of('task.suspend', 'task.finish')) {
    if (event.seq > iteration.seq) break;
    latest = event.type === 'task.suspend' && scene.isOwnTask(event.id) ? event : null;
  }
  return latest !== null && latest.line !== 0 && latest.inFile === undefined ? latest : null;
}
