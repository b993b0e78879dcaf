// Locks, events, semaphores, conditions and barriers, of asyncio and of threading.

import { atMost } from '../wording.js';
import type { CallEntry, CallFamily, LibraryCall } from './gloss.js';
import { type Gloss, gloss } from './gloss.js';

const CLASSES: Readonly<Record<string, (call: LibraryCall) => Gloss>> = {
  Lock: ({ around: { words } }) =>
    gloss(
      'make a lock',
      words.say(
        'Only one at a time can hold a lock; whoever wants it meanwhile waits.',
        'Only one at a time can hold a lock; an asyncio lock keeps a future for each waiter in `_waiters`, first in, first out.',
      ),
    ),
  RLock: () => gloss('make a lock that its holder may take again'),
  Event: ({ around: { words } }) =>
    gloss(
      'make an event',
      words.say(
        'An event is a flag: those who wait for it go on when somebody sets it.',
        'An event is a flag with `_waiters` (in threads a `Condition`), which `set()` wakes all.',
      ),
    ),
  Semaphore: semaphore,
  BoundedSemaphore: semaphore,
  Condition: () =>
    gloss(
      'make a condition',
      'A condition is a lock in which one can wait to be notified by another who holds it.',
    ),
  Barrier: ({ argument }) =>
    gloss(
      `make a barrier for ${argument(0, 'parties') ?? 'several'}`,
      'All who come to a barrier wait there until the last has come; then all go on.',
    ),
};

const METHODS: Readonly<Record<string, Readonly<Record<string, (call: LibraryCall) => Gloss>>>> = {
  Lock: { acquire: acquire, release: release },
  RLock: { acquire: acquire, release: release },
  Semaphore: { acquire: acquire, release: release },
  BoundedSemaphore: { acquire: acquire, release: release },
  Event: {
    set: ({ owner, around: { words } }) =>
      gloss(
        `set ${owner}`,
        words.say(
          'All who wait for the event become ready.',
          '`set()` wakes all in `_waiters`: in asyncio it sets the results of their futures.',
        ),
      ),
    clear: ({ owner }) => gloss(`clear ${owner}`),
    wait: ({ owner, argument }) => gloss(`wait until ${owner} is set${atMost(argument(0, 'timeout'))}`),
  },
  Condition: {
    acquire: acquire,
    release: release,
    wait: ({ owner, argument }) =>
      gloss(`let go of ${owner} and wait to be notified${atMost(argument(0, 'timeout'))}`),
    wait_for: ({ owner, argument }) => gloss(`wait in ${owner} until ${argument(0) ?? 'its test'} holds`),
    notify: ({ owner }) => gloss(`notify one who waits in ${owner}`),
    notify_all: ({ owner }) => gloss(`notify all who wait in ${owner}`),
  },
  Barrier: { wait: ({ owner }) => gloss(`wait at ${owner} for the others`) },
};

export const synchronization: CallFamily = Object.fromEntries(
  ['asyncio', 'threading'].flatMap((module) => [
    ...Object.entries(CLASSES).map(([name, entry]): [string, CallEntry] => [`${module}.${name}`, entry]),
    ...Object.entries(METHODS).flatMap(([name, methods]) =>
      Object.entries(methods).map(([method, entry]): [string, CallEntry] => [
        `${module}.${name}.${method}`,
        entry,
      ]),
    ),
  ]),
);

function semaphore({ argument }: LibraryCall): Gloss {
  return gloss(
    `make a semaphore for ${argument(0, 'value') ?? '`1`'}`,
    'A semaphore lets so many in at a time; the next one waits until one of them leaves.',
  );
}

function acquire({ owner, argument }: LibraryCall): Gloss {
  if (argument(0, 'blocking') === '`False`') return gloss(`try to acquire ${owner} without waiting`);
  return gloss(`acquire ${owner}, waiting for it if need be${atMost(argument(1, 'timeout'))}`);
}

function release({ owner }: LibraryCall): Gloss {
  return gloss(`release ${owner}`);
}
