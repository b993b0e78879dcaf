// Locks, semaphores, conditions, events, barriers and queues.

import type { WaitTarget } from '../../trace/events.js';
import { type Narration, say } from './narration.js';

/** To wait, to get through, to let others through. */
type Verbs = readonly [wait: string, acquire: string, release: string];

export const sync: Narration<'sync.wait' | 'sync.acquire' | 'sync.release'> = {
  'sync.wait': ({ kind, text }) => say(1, 'task', `${verbsOf(kind)[0]} ${text}`),
  'sync.acquire': ({ kind, text }) => say(1, 'task', `${verbsOf(kind)[1]} ${text}`),
  'sync.release': ({ kind, text }) => say(1, 'task', `${verbsOf(kind)[2]} ${text}`),
};

function verbsOf(kind: WaitTarget['kind']): Verbs {
  switch (kind) {
    case 'event':
      return ['has to wait for', 'finds set:', 'sets'];
    case 'condition':
      return ['waits to be notified of', 'is notified of', 'notifies those who wait for'];
    case 'barrier':
      return ['waits at', 'passes', 'opens'];
    case 'queue':
      return ['has to wait for', 'takes from', 'puts into'];
    default:
      return ['has to wait for', 'acquires', 'releases'];
  }
}
