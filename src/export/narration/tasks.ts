// Tasks: created, stepped, suspended, finished, cancelled.

import type { EventId } from '../../trace/events.js';
import { spanText } from '../../trace/time-text.js';
import { causeOf, type Narration, nothing, type Remark, type Scene, say } from './narration.js';
import { afterWaiting, meanwhile, NOTICEABLE, suspension } from './words.js';

export const tasks: Narration<'task.create' | 'task.step' | 'task.suspend' | 'task.finish' | 'task.cancel'> =
  {
    'task.create': ({ id }, scene) => say(0, 'task', `creates ${described(scene.task(id))} -> ready queue`),

    'task.step': (event, scene) => {
      const waited = afterWaiting(causeOf(scene, event, ['ready.leave'], 1)?.waited);
      if (event.first) {
        const thrown = event.throws === null ? '' : `; ${event.throws} is thrown into it`;
        return say(0, event.throws === null ? 'task' : 'failure', `starts${waited}${thrown}`, event.id);
      }
      const place = scene.schedule.tasks.get(event.id)?.place ?? 0;
      const thrown = event.throws === null ? '' : `: ${event.throws} is thrown into it`;
      const tone = event.throws === null ? 'task' : 'failure';
      return [{ text: `resumes${waited}${thrown}`, level: 0, tone, about: event.id, place }];
    },

    'task.suspend': ({ seq, id, waitsFor }, scene) => [
      ...held(seq, scene),
      ...say(0, 'task', suspension(waitsFor, scene), id),
    ],

    'task.finish': ({ seq, id, outcome, value }, scene) => {
      const tone = outcome === 'returned' ? 'task' : 'failure';
      return [
        ...held(seq, scene),
        ...say(0, tone, `is done: ${endings[outcome]}${outcome === 'cancelled' ? '' : value}`, id),
      ];
    },

    'task.cancel': ({ id, requests }, scene) => {
      const again = requests > 1 ? ` (request ${requests})` : '';
      return say(0, 'failure', `asks ${scene.task(id)} to cancel${again}: delivered at its next step`);
    },
  };

const endings = { returned: 'returns ', raised: 'fails with ', cancelled: 'cancelled' } as const;

/** How long the step that has just ended kept the loop, where no lines are there to tell it. */
function held(until: EventId, scene: Scene): readonly Remark[] {
  const hold = scene.schedule.latest;
  if (scene.trace.header.options.level !== 'schedule' || hold === null || hold.duration < NOTICEABLE)
    return nothing;
  return say(
    0,
    'hold',
    `held the event loop for ${spanText(hold.duration)}; ${meanwhile(scene, until)}`,
    hold.task,
  );
}

/** `task main`; a name that says so itself stays alone. */
function described(name: string): string {
  return /^task./.test(name) ? name : `task ${name}`;
}
