// Queues between tasks and between threads.

import { amount } from '../wording.js';
import type { CallEntry, CallFamily, LibraryCall } from './gloss.js';
import { type Gloss, gloss } from './gloss.js';

const METHODS: Readonly<Record<string, CallEntry>> = {
  put: ({ owner, argument, around: { words } }) =>
    gloss(
      `put ${argument(0, 'item') ?? 'an item'} into ${owner}`,
      words.say(
        'Where the queue is full, `put` waits for room.',
        'Where `full()`, `put` waits: in asyncio for a future in `_putters`, in threads for the condition `not_full`.',
      ),
    ),
  put_nowait: ({ owner, argument }) =>
    gloss(`put ${argument(0, 'item') ?? 'an item'} into ${owner} without waiting`),
  get: ({ owner, around: { words } }) =>
    gloss(
      `take the next item from ${owner}`,
      words.say(
        'Where the queue is empty, `get` waits for an item.',
        'Where `empty()`, `get` waits: in asyncio for a future in `_getters`, in threads for the condition `not_empty`.',
      ),
    ),
  get_nowait: ({ owner }) => gloss(`take the next item from ${owner} without waiting`),
  task_done: ({ owner }) => gloss(`tell ${owner} that the item is dealt with`),
  join: ({ owner, around: { words } }) =>
    gloss(
      `wait until all items of ${owner} are dealt with`,
      words.say(
        '`join` counts the items that were put against the calls of `task_done`.',
        '`put` counts `_unfinished_tasks` up, `task_done` counts it down; `join` returns when it is 0.',
      ),
    ),
  qsize: ({ owner }) => gloss(`ask how many items are in ${owner}`),
  shutdown: ({ owner }) => gloss(`shut ${owner} down`),
};

const KINDS: readonly (readonly [api: string, kind: string])[] = [
  ['asyncio.Queue', 'queue'],
  ['asyncio.PriorityQueue', 'queue that gives the smallest item first'],
  ['asyncio.LifoQueue', 'queue that gives the latest item first'],
  ['queue.Queue', 'queue'],
  ['queue.PriorityQueue', 'queue that gives the smallest item first'],
  ['queue.LifoQueue', 'queue that gives the latest item first'],
  ['queue.SimpleQueue', 'simple queue'],
];

export const queues: CallFamily = Object.fromEntries(
  KINDS.flatMap(([api, kind]): [string, CallEntry][] => [
    [api, (call) => makeQueue(kind, call)],
    ...Object.entries(METHODS).map(([name, entry]): [string, CallEntry] => [`${api}.${name}`, entry]),
  ]),
);

function makeQueue(kind: string, { argument }: LibraryCall): Gloss {
  const size = argument(0, 'maxsize');
  return gloss(
    `make a ${kind}${size === null || size === '`0`' ? '' : ` for at most ${amount(size, 'item')}`}`,
  );
}
