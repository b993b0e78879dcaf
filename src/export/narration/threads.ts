// Threads. The one difference that matters to a student: a thread that blocks inside the event loop keeps every
// task waiting, a worker thread that blocks keeps nobody.

import type { WaitTarget } from '../../trace/events.js';
import { secondsText, spanText } from '../../trace/time-text.js';
import { type Narration, nothing, say } from './narration.js';
import { meanwhile, NOTICEABLE } from './words.js';

export const threads: Narration<
  'thread.start' | 'thread.run' | 'thread.park' | 'thread.wake' | 'thread.end'
> = {
  'thread.start': ({ id, name, executor, daemon }, scene) =>
    executor === null
      ? say(0, 'task', `starts ${daemon ? 'daemon ' : ''}thread ${name}`)
      : say(1, 'task', `starts worker thread ${scene.thread(id)}`),
  'thread.run': ({ id }, scene) => say(2, 'quiet', `thread ${scene.thread(id)} runs`),

  'thread.park': ({ id, waitsFor }, scene) => {
    const until = untilText(waitsFor);
    // An idle loop says so itself, and an idle worker has nothing to do.
    if (waitsFor.kind === 'loop') return nothing;
    if (scene.schedule.inLoop(id)) {
      return say(0, 'hold', `${waitsFor.text} BLOCKS the event loop${until}: no other task can run`);
    }
    return say(
      waitsFor.kind === 'queue' ? 2 : 1,
      'task',
      `${waitsFor.text} blocks only this thread${until === '' ? '' : `,${until}`}`,
    );
  },
  'thread.wake': ({ seq, id, t }, scene) => {
    const parked = scene.schedule.threads.get(id)?.parked;
    if (parked === undefined || parked === null || parked.waitsFor.kind === 'loop') return nothing;
    const span = t - parked.t;
    if (!scene.schedule.inLoop(id) || span < NOTICEABLE)
      return say(2, 'quiet', `${parked.waitsFor.text} is over`);
    return say(0, 'hold', `the event loop was blocked for ${spanText(span)}; ${meanwhile(scene, seq)}`);
  },
  'thread.end': () => say(1, 'task', 'the thread ends'),
};

function untilText({ deadline }: WaitTarget): string {
  return deadline === null ? '' : ` until ${secondsText(deadline)}`;
}
