// The ready queue: who enters it and why. A task that leaves it speaks for itself, by its step.

import { spanText } from '../../trace/time-text.js';
import { causeOf, type Narration, nothing, say } from './narration.js';
import { asCall, NOTICEABLE, wakeReason } from './words.js';

export const ready: Narration<'ready.enter' | 'ready.leave'> = {
  'ready.enter': (event, scene) => {
    const { target, length } = event;
    if (target.kind === 'internal') {
      return say(2, 'quiet', `asyncio's ${asCall(target.text)} -> ready queue (${length} in it)`);
    }
    if (target.kind === 'callback') return say(1, 'loop', `callback ${asCall(target.text)} -> ready queue`);
    const task = target.task === null ? undefined : scene.schedule.tasks.get(target.task);
    if (task === undefined) return nothing;
    // A new task and one that gives way have said it already.
    if (target.kind === 'step') return say(2, 'quiet', `-> ready queue (${length} in it)`, task.id);
    if (task.cancelAsked) return say(1, 'failure', '-> ready queue: woken to be cancelled', task.id);
    const late = task.waitsFor?.kind === 'sleep' ? causeOf(scene, event, ['timer.fire'])?.late : undefined;
    const lateness = late === undefined || late < NOTICEABLE ? '' : `, ${spanText(late)} late`;
    return say(1, 'loop', `-> ready queue: ${wakeReason(task, scene)}${lateness}`, task.id);
  },
  'ready.leave': ({ target }) => {
    if (target.kind === 'callback') return say(1, 'loop', `runs callback ${asCall(target.text)}`);
    if (target.kind === 'internal') return say(2, 'quiet', `runs asyncio's ${asCall(target.text)}`);
    return nothing;
  },
};
