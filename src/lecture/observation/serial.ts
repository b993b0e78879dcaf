// How long tasks would have taken one after another: their own computing and waiting, added up.

import type { WaitTarget } from '../../trace/events.js';
import type { Nanoseconds } from '../../trace/time.js';
import type { Observation, TaskHistory } from './observation.js';

/** Null where it cannot be told: a task that waits for what another gives cannot run alone. */
export function serialTime(tasks: readonly TaskHistory[], observation: Observation): Nanoseconds | null {
  if (tasks.some(dependsOnOthers)) return null;
  return tasks.reduce((sum, task) => sum + ownTime(task, observation), 0);
}

/** Waits that another task ends by what it does. Alone, a task finds every lock free, so locks are not among them. */
const GIVEN: ReadonlySet<WaitTarget['kind']> = new Set([
  'task',
  'gather',
  'future',
  'event',
  'condition',
  'barrier',
  'queue',
]);
/** Waits whose length is the task's own. */
const OWN: ReadonlySet<WaitTarget['kind']> = new Set(['sleep', 'executor', 'time.sleep']);

function dependsOnOthers({ suspensions, finish }: TaskHistory): boolean {
  return finish?.outcome !== 'returned' || suspensions.some(({ event }) => GIVEN.has(event.waitsFor.kind));
}

/** Steps, and waits as long as they were asked for: not the time in the ready queue. */
function ownTime({ id, suspensions }: TaskHistory, { facts }: Observation): Nanoseconds {
  const computing = facts.steps
    .filter(({ task }) => task === id)
    .reduce((sum, step) => sum + step.duration, 0);
  return suspensions.reduce((sum, { event, resumed }) => {
    if (!OWN.has(event.waitsFor.kind)) return sum;
    const until = event.waitsFor.deadline ?? resumed?.t ?? event.t;
    return sum + Math.max(0, until - event.t);
  }, computing);
}
