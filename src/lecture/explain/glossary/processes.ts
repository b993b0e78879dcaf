// Processes of `multiprocessing`, and what they share.

import type { CallEntry, CallFamily } from './gloss.js';
import { gloss } from './gloss.js';
import { waitForEnd } from './threads.js';

const POOL =
  'The arguments and the results travel between the processes as pickles: each process has its own copy.';

const MODULE: Readonly<Record<string, CallEntry>> = {
  Process: ({ argument }) => {
    const fn = argument(null, 'target');
    return gloss(
      `make a process${fn === null ? '' : ` that will run ${fn}`}`,
      'A process has a memory of its own: it works on a copy of the variables, and the parent sees none of its changes.',
    );
  },
  'Process.start': ({ owner }) =>
    gloss(
      `start ${owner}`,
      'A started process runs beside the others, on a core of its own where there is one.',
    ),
  'Process.join': waitForEnd,
  'Process.terminate': ({ owner }) => gloss(`end ${owner} by a signal`),
  'Process.kill': ({ owner }) => gloss(`end ${owner} by a signal that it cannot refuse`),
  Pool: ({ argument }) => {
    const size = argument(0, 'processes');
    return gloss(
      `make a pool of ${size === null ? 'processes' : `${size} ${size === '`1`' ? 'process' : 'processes'}`}`,
    );
  },
  'Pool.map': ({ owner, argument }) =>
    gloss(
      `let ${owner} call ${argument(0, 'func') ?? 'a function'} for each of ${argument(1, 'iterable') ?? 'the values'}, and wait for all results`,
      POOL,
    ),
  'Pool.apply': ({ owner, argument }) =>
    gloss(`let ${owner} call ${argument(0, 'func') ?? 'a function'}, and wait for the result`, POOL),
  'Pool.apply_async': ({ owner, argument }) =>
    gloss(`hand a call of ${argument(0, 'func') ?? 'a function'} to ${owner}`, POOL),
  'Pool.close': ({ owner }) => gloss(`let ${owner} take no more work`),
  'Pool.join': ({ owner }) => gloss(`wait until the processes of ${owner} have ended`),
  Queue: () => gloss('make a queue between processes'),
  'Queue.put': ({ owner, argument }) => gloss(`put ${argument(0, 'obj') ?? 'an object'} into ${owner}`),
  'Queue.get': ({ owner }) => gloss(`take the next object from ${owner}`),
  Pipe: () => gloss('make the two ends of a pipe'),
  Value: ({ argument }) =>
    gloss(
      `make a value in memory that processes share${argument(1) === null ? '' : `, ${argument(1)} at first`}`,
    ),
  Array: () => gloss('make an array in memory that processes share'),
  Lock: () => gloss('make a lock between processes'),
  Manager: () => gloss('start a process that keeps objects for the others'),
  current_process: () => gloss('look up the process that is running'),
  cpu_count: () => gloss('ask how many processors there are'),
};

export const processes: CallFamily = Object.fromEntries(
  Object.entries(MODULE).map(([name, entry]) => [`multiprocessing.${name}`, entry]),
);
