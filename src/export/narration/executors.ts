// Executors: work handed from the event loop to worker threads or processes and back, and what else wakes the loop from outside.

import { type Narration, type Scene, say } from './narration.js';

export const executors: Narration<
  | 'executor.submit'
  | 'executor.start'
  | 'executor.finish'
  | 'executor.shutdown'
  | 'io.register'
  | 'io.complete'
> = {
  'executor.submit': ({ text, queued }) => {
    const behind = queued > 1 ? `, ${queued} wait in its queue` : '';
    return say(0, 'task', `hands ${text} to the executor${behind}`);
  },
  'executor.start': ({ text, thread }, scene) =>
    say(0, 'task', `worker ${isProcess(thread, scene) ? 'process' : 'thread'} starts ${text}`),
  'executor.finish': ({ work, outcome, value, thread }, scene) => {
    const text = workText(work, scene);
    const then = isProcess(thread, scene) ? 'sends it back to its parent' : 'tells the event loop';
    return outcome === 'returned'
      ? say(0, 'task', `${text} returns ${value}: ${then}`)
      : say(0, 'failure', `${text} fails with ${value}: ${then}`);
  },
  'executor.shutdown': ({ wait, pending }) => {
    const left = pending === 0 ? 'nothing left to do' : `${pending} still to finish`;
    return say(1, 'task', `shuts the executor down${wait ? ', waits for its threads' : ''} (${left})`);
  },

  'io.register': ({ text }) => say(2, 'quiet', `into the I/O registry: ${text}`),
  'io.complete': ({ text }) => say(2, 'quiet', `I/O registry: ${text} is complete`),
};

/** Whether the thread is the main one of a process that the program has started. */
function isProcess(thread: number, { schedule }: Scene): boolean {
  return schedule.threads.get(thread)?.isMainOfProcess === true;
}

function workText(work: number, scene: Scene): string {
  return scene.schedule.work.get(work)?.submitted.text ?? 'the work';
}
