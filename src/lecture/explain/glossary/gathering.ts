// Waiting for several at once.

import { joined } from '../wording.js';
import type { CallFamily } from './gloss.js';
import { gloss } from './gloss.js';

export const gathering: CallFamily = {
  'asyncio.gather': ({ positional, argument, around, site }) => {
    const args = positional();
    const starred = args.some(({ kind }) => kind === 'Starred');
    const shown = args.map((each) =>
      each.kind === 'Starred' ? `all of ${around.code(each.value)}` : around.code(each),
    );
    const what = args.length > 4 && !starred ? `${args.length} awaitables` : joined(shown);
    const isSingle = args.length === 1 && !starred;
    const waiting = isSingle
      ? `gather ${what} and wait for it`
      : `run ${what} concurrently and wait for all of them`;
    const does = site.isAwaited ? waiting : `gather ${what} into one future`;
    return gloss(
      does,
      '`gather` makes a task of each coroutine and gives a future that is done when all of them are; its results are in the order of the arguments, whoever finishes first.',
      ...(argument(null, 'return_exceptions') === '`True`'
        ? ['With `return_exceptions=True` an exception is put into the results instead of being raised.']
        : []),
    );
  },
  'asyncio.wait': ({ argument }) => {
    const until = argument(null, 'return_when');
    const condition =
      until === null || /ALL_COMPLETED/.test(until)
        ? 'all are done'
        : /FIRST_EXCEPTION/.test(until)
          ? 'one fails, or all are done'
          : 'the first is done';
    const limit = argument(null, 'timeout');
    return gloss(
      `wait for ${argument(0, 'fs') ?? 'the tasks'} until ${condition}${limit === null ? '' : `, for ${limit} seconds at most`}`,
      '`asyncio.wait` gives two sets, those done and those still pending; it raises nothing and cancels nobody.',
    );
  },
  'asyncio.as_completed': ({ argument }) =>
    gloss(`take ${argument(0, 'fs') ?? 'the tasks'} in the order in which they finish`),
  'asyncio.wait_for': ({ argument }) =>
    gloss(
      `wait for ${argument(0, 'fut') ?? 'it'}, but no longer than ${argument(1, 'timeout') ?? '?'} seconds`,
      'When the time is up, what is waited for is cancelled and a `TimeoutError` is raised.',
    ),
  'asyncio.timeout': ({ argument }) =>
    gloss(
      `allow the block ${argument(0, 'delay') ?? '?'} seconds`,
      'When the time is up, the task is cancelled inside the block, and the block turns that into a `TimeoutError`.',
    ),
  'asyncio.timeout_at': ({ argument }) =>
    gloss(
      `allow the block time until ${argument(0, 'when') ?? '?'} on the loop's clock`,
      'When the time is up, the task is cancelled inside the block, and the block turns that into a `TimeoutError`.',
    ),
};
