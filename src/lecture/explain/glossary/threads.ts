// Threads.

import type { CallFamily } from './gloss.js';
import { gloss } from './gloss.js';

export const threads: CallFamily = {
  'threading.Thread': ({ argument }) => {
    const fn = argument(null, 'target');
    const isDaemon = argument(null, 'daemon') === '`True`';
    return gloss(
      `make a ${isDaemon ? 'daemon ' : ''}thread${fn === null ? '' : ` that will run ${fn}`}`,
      ...(isDaemon ? ['The program does not wait for a daemon thread when it ends.'] : []),
    );
  },
  'threading.Thread.start': ({ owner }) =>
    gloss(`start ${owner}`, 'A started thread runs on its own beside the one that started it.'),
  'threading.Thread.join': ({ owner }) => gloss(`wait until ${owner} has ended`),
  'threading.Timer': ({ argument }) =>
    gloss(
      `make a thread that calls ${argument(1, 'function') ?? 'a function'} after ${argument(0, 'interval') ?? '?'} seconds`,
    ),
  'threading.Timer.start': ({ owner }) => gloss(`start ${owner}`),
  'threading.Timer.cancel': ({ owner }) => gloss(`cancel ${owner} if it has not run yet`),
  'threading.Timer.join': ({ owner }) => gloss(`wait until ${owner} has ended`),
  'threading.current_thread': () => gloss('look up the thread that is running'),
  'threading.local': () => gloss('make an object that is different for each thread'),
};
