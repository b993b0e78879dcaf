// The event loop: its start, its rounds, its idle times, and the end that `asyncio.run` gives it.

import type { Nanoseconds } from '../../trace/time.js';
import { secondsText, spanText } from '../../trace/time-text.js';
import { type Narration, type Scene, say } from './narration.js';
import { listed, readyQueue } from './words.js';

export const loop: Narration<
  'loop.start' | 'loop.iteration' | 'loop.idle' | 'loop.wake' | 'loop.stop' | 'loop.close'
> = {
  'loop.start': ({ entry }) => say(0, 'loop', `${entry} starts an event loop`),

  'loop.iteration': ({ ready, iteration }, scene) => {
    // A round that only runs asyncio's own callbacks is told through what they bring about.
    const level = ready.some((target) => !scene.schedule.isInternal(target)) ? 1 : 2;
    return say(level, 'loop', `iteration ${iteration}, ready queue: ${readyQueue(ready, scene)}`);
  },

  'loop.idle': ({ until }, scene) => {
    const registry = registryText(scene);
    const wait =
      until === null ? 'idle until another thread reports' : `idle, the clock jumps to ${secondsText(until)}`;
    return say(
      1,
      'loop',
      `ready queue empty: ${wait}${registry === '' ? '' : `; I/O registry: ${registry}`}`,
    );
  },
  'loop.wake': ({ by, idle }) =>
    by === 'timer'
      ? say(2, 'loop', `a timer is due, the loop was idle for ${spanText(idle)}`)
      : say(1, 'loop', `another thread wakes the loop, idle for ${spanText(idle)}`),

  'loop.stop': ({ phase, count }) => {
    switch (phase) {
      case 'stop':
        return say(1, 'loop', 'the event loop stops');
      case 'cancel tasks':
        return say(
          1,
          'loop',
          `teardown: ${count === 0 ? 'no task is left to cancel' : `cancels ${counted(count, 'task')} still there`}`,
        );
      case 'shutdown asyncgens':
        return say(
          1,
          'loop',
          `teardown: ${count === 0 ? 'no async generator is left to close' : `closes ${counted(count, 'async generator')}`}`,
        );
      case 'shutdown executor':
        return say(
          1,
          'loop',
          `teardown: ${count === 0 ? 'no default executor to shut down' : `shuts down the default executor, ${counted(count, 'worker thread')}`}`,
        );
    }
  },
  'loop.close': () => say(1, 'loop', 'the event loop is closed'),
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Who is woken from outside the ready queue, the next one first. */
function registryText(scene: Scene): string {
  const entries: { readonly text: string; readonly due: Nanoseconds }[] = [];
  for (const task of scene.schedule.tasks.values()) {
    if (task.status !== 'waiting' || task.waitsFor === null) continue;
    const { kind, deadline } = task.waitsFor;
    const name = scene.task(task.id);
    if (kind === 'sleep')
      entries.push({ text: `${name} (timer ${secondsText(deadline ?? 0)})`, due: deadline ?? 0 });
    else if (kind === 'executor')
      entries.push({ text: `${name} (worker thread)`, due: Number.POSITIVE_INFINITY });
  }
  for (const timer of scene.schedule.timers.values()) {
    if (timer.target.kind !== 'callback') continue;
    entries.push({ text: `${timer.text} (timer ${secondsText(timer.when)})`, due: timer.when });
  }
  entries.sort((a, b) => (a.due === b.due ? 0 : a.due - b.due));
  return listed(entries.map(({ text }) => text));
}
