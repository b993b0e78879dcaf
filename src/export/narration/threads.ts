// Threads. The one difference that matters to a student: a thread that blocks inside the event loop keeps every
// task waiting, a worker thread that blocks keeps nobody. And processes, which compute at the same time.

import type { WaitTarget } from '../../trace/events.js';
import { secondsText, spanText } from '../../trace/time-text.js';
import { type Narration, nothing, type Scene, say } from './narration.js';
import { meanwhile, NOTICEABLE } from './words.js';

export const threads: Narration<
  | 'process.start'
  | 'process.run'
  | 'process.end'
  | 'thread.start'
  | 'thread.run'
  | 'thread.park'
  | 'thread.wake'
  | 'thread.end'
> = {
  'process.start': ({ name }) => say(0, 'task', `starts process ${name}, with a memory of its own`),
  'process.run': ({ core }) => say(1, 'quiet', `runs on core ${core}`),
  'process.end': ({ exitCode }) =>
    exitCode === 0
      ? say(0, 'task', 'the process ends')
      : say(0, 'failure', `the process ends with exit code ${exitCode}`),

  'thread.start': ({ id, name, executor, daemon, process }, scene) => {
    // The main thread of a process is told of with the process.
    if (process !== undefined && name === 'MainThread') return nothing;
    return executor === null
      ? say(0, 'task', `starts ${daemon ? 'daemon ' : ''}thread ${name}`)
      : say(1, 'task', `starts worker thread ${scene.thread(id)}`);
  },
  'thread.run': ({ id }, scene) => say(2, 'quiet', `thread ${scene.thread(id)} runs`),

  'thread.park': ({ id, waitsFor }, scene) => {
    const until = untilText(waitsFor);
    // An idle loop says so itself, and an idle worker has nothing to do.
    if (waitsFor.kind === 'loop' || isIdleWorker(id, scene)) return nothing;
    if (scene.schedule.inLoop(id)) {
      return say(0, 'hold', `${waitsFor.text} BLOCKS the event loop${until}: no other task can run`);
    }
    const limit = until === '' ? '' : `,${until}`;
    // Waiting for a lock and its kin has been told already; it is the limit that is new.
    if (TOLD.has(waitsFor.kind)) return say(until === '' ? 2 : 1, 'task', `blocks only this thread${limit}`);
    return say(1, 'task', `${waitsFor.text} blocks only this thread${limit}`);
  },
  'thread.wake': ({ seq, id, t }, scene) => {
    const parked = scene.schedule.threads.get(id)?.parked;
    if (parked === undefined || parked === null || parked.waitsFor.kind === 'loop') return nothing;
    const span = t - parked.t;
    if (!scene.schedule.inLoop(id) || span < NOTICEABLE)
      return say(2, 'quiet', `${parked.waitsFor.text} is over`);
    return say(0, 'hold', `the event loop was blocked for ${spanText(span)}; ${meanwhile(scene, seq)}`);
  },
  'thread.end': ({ id }, scene) =>
    scene.schedule.threads.get(id)?.isMainOfProcess === true ? nothing : say(1, 'task', 'the thread ends'),
};

const TOLD: ReadonlySet<WaitTarget['kind']> = new Set([
  'lock',
  'event',
  'condition',
  'semaphore',
  'barrier',
  'queue',
]);

function untilText({ deadline }: WaitTarget): string {
  return deadline === null ? '' : ` until ${secondsText(deadline)}`;
}

/** A worker thread that has finished all it had begun waits for more. */
function isIdleWorker(thread: number, { schedule }: Scene): boolean {
  let hasWorked = false;
  for (const { started, finished } of schedule.work.values()) {
    if (started?.thread !== thread) continue;
    if (finished === null) return false;
    hasWorked = true;
  }
  return hasWorked;
}
