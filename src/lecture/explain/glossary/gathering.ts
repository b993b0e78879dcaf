// Waiting for several at once.

import { amount, joined } from '../wording.js';
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
        ? 'until all are done'
        : /FIRST_EXCEPTION/.test(until)
          ? 'until one fails, or all are done'
          : /FIRST_COMPLETED/.test(until)
            ? 'until the first is done'
            : `for as long as ${until} says`;
    const limit = argument(null, 'timeout');
    return gloss(
      `wait for ${argument(0, 'fs') ?? 'the tasks'} ${condition}${limit === null ? '' : `, for ${amount(limit, 'second')} at most`}`,
      '`asyncio.wait` gives two sets, those done and those still pending; it raises nothing and cancels nobody.',
    );
  },
  'asyncio.as_completed': ({ argument }) =>
    gloss(
      `take ${argument(0, 'fs') ?? 'the tasks'} in the order in which they finish`,
      '`as_completed` gives one after another, whoever finishes first.',
    ),
  'asyncio.wait_for': ({ argument }) =>
    gloss(
      `wait for ${argument(0, 'fut') ?? 'it'}, but no longer than ${amount(argument(1, 'timeout') ?? '?', 'second')}`,
      'When the time is up, what is waited for is cancelled and a `TimeoutError` is raised.',
    ),
  'asyncio.timeout': ({ argument }) => {
    const delay = argument(0, 'delay') ?? '?';
    return gloss(
      delay === '`None`' ? 'set no time limit' : `set a time limit of ${amount(delay, 'second')}`,
      'When the time is up, the task is cancelled inside the block, and the block turns that into a `TimeoutError`.',
    );
  },
  'asyncio.timeout_at': ({ argument }) =>
    gloss(
      `set a time limit, ${argument(0, 'when') ?? '?'} on the loop's clock,`,
      'When the time is up, the task is cancelled inside the block, and the block turns that into a `TimeoutError`.',
    ),
};
