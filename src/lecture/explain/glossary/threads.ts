// Threads.

import { amount } from '../wording.js';
import type { CallFamily, LibraryCall } from './gloss.js';
import { type Gloss, gloss } from './gloss.js';

export const threads: CallFamily = {
  'threading.Thread': ({ argument }) => {
    const fn = argument(null, 'target');
    const isDaemon = argument(null, 'daemon') === '`True`';
    return gloss(
      `make a ${isDaemon ? 'daemon ' : ''}thread${fn === null ? '' : ` that will run ${fn}`}`,
      ...(isDaemon ? ['The program does not wait for a daemon thread when it ends.'] : []),
    );
  },
  'threading.Thread.start': ({ owner, around: { words } }) =>
    gloss(
      `start ${owner}`,
      words.say(
        'A started thread runs on its own beside the one that started it.',
        '`start` begins an OS thread at `_bootstrap` and returns when `_started` is set; the GIL lets one of them run at a time.',
      ),
    ),
  'threading.Thread.join': waitForEnd,
  'threading.Timer': ({ argument }) =>
    gloss(
      `make a thread that calls ${argument(1, 'function') ?? 'a function'} after ${amount(argument(0, 'interval') ?? '?', 'second')}`,
    ),
  'threading.Timer.start': ({ owner }) => gloss(`start ${owner}`),
  'threading.Timer.cancel': ({ owner }) => gloss(`cancel ${owner} if it has not run yet`),
  'threading.Timer.join': waitForEnd,
  'threading.current_thread': () => gloss('look up the thread that is running'),
  'threading.local': () => gloss('make an object that is different for each thread'),
};

export function waitForEnd({ owner, argument }: LibraryCall): Gloss {
  const limit = argument(0, 'timeout');
  return gloss(
    `wait until ${owner} has ended${limit === null ? '' : `, but no longer than ${amount(limit, 'second')}`}`,
  );
}
