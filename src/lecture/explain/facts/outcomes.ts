// Several tasks waited for at once: the order in which they finished, and what running side by side saved.

import type { EventOf } from '../../../trace/events.js';
import { MILLISECOND } from '../../../trace/time.js';
import type { TaskHistory } from '../../observation/observation.js';
import { serialTime } from '../../observation/serial.js';
import type { Group } from '../grouping.js';
import type { Scene } from '../scene.js';
import { joined } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';
import { awaitedTasks } from './waits.js';

export const outcomes: Fact = {
  id: 'outcome',
  tell: (group, scene) => {
    const tasks = awaitedTogether(group, scene);
    if (tasks.length < 2) return [];
    return [...finishOrder(tasks, hasArguments(group, scene), scene), ...saved(tasks, scene)];
  },
};

/** Tasks that are waited for together at one of the lines. */
function awaitedTogether({ lines }: Group, scene: Scene): TaskHistory[] {
  const members = scene.observation.suspensionsAt(lines).flatMap(({ event: { waitsFor } }) => {
    const ids = awaitedTasks(waitsFor, scene);
    return ids.length < 2 ? [] : ids;
  });
  return [...new Set(members)].flatMap((id) => scene.observation.history(id) ?? []);
}

/** Whether they were given as arguments in an order that counts: to `gather`, not to a group or a set. */
function hasArguments({ lines }: Group, scene: Scene): boolean {
  return scene.observation
    .suspensionsAt(lines)
    .every(({ event: { waitsFor } }) => waitsFor.kind !== 'gather' || waitsFor.text.startsWith('gather'));
}

function finishOrder(tasks: readonly TaskHistory[], areArguments: boolean, scene: Scene): Telling[] {
  const finishes = tasks
    .flatMap(({ finish }) => (finish === null ? [] : [finish]))
    .sort((a, b) => a.seq - b.seq);
  if (finishes.length < 2) return [];
  const evidence = finishes.map(({ seq }) => seq);
  if (finishes.length > 6) {
    const [first] = finishes;
    const last = finishes.at(-1);
    if (first === undefined || last === undefined) return [];
    return [
      tell(
        `the first to finish was ${scene.task(first.id)} at ${scene.at(first.t)}, the last ${scene.task(last.id)} at ${scene.at(last.t)}`,
        evidence,
      ),
    ];
  }
  const asGiven = tasks.map(({ id }) => id);
  const asMade = [...asGiven].sort((a, b) => a - b);
  const isSame = finishes.every(({ id }, i) => id === (areArguments ? asGiven : asMade)[i]);
  const parts = finishes.map(
    (finish) => `${scene.task(finish.id)} (${scene.at(finish.t)}${endedBadly(finish)})`,
  );
  return [
    tell(
      `they finished in the order ${joined(parts)}${isSame ? '' : `, which is not the order ${areArguments ? 'of the arguments' : 'in which they were made'}`}`,
      evidence,
    ),
  ];
}

function endedBadly({ outcome, value }: EventOf<'task.finish'>): string {
  if (outcome === 'returned') return '';
  return outcome === 'cancelled' ? ', cancelled' : `, failed with \`${value}\``;
}

/** What their turns and waits add up to against the time from first to last. */
function saved(tasks: readonly TaskHistory[], scene: Scene): Telling[] {
  const sum = serialTime(tasks, scene.observation);
  const begin = Math.min(...tasks.map(({ created }) => created.t));
  const end = Math.max(...tasks.map(({ finish }) => finish?.t ?? Number.POSITIVE_INFINITY));
  if (sum === null || sum < 10 * MILLISECOND || sum < (end - begin) * 1.1) return [];
  return [
    tell(
      `one after another they would have taken ${scene.span(sum)}, together they took ${scene.span(end - begin)}`,
      tasks.flatMap(({ created, finish }) => (finish === null ? [created.seq] : [created.seq, finish.seq])),
    ),
  ];
}
