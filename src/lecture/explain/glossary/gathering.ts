// Waiting for several at once.

import { amount, joined } from '../wording.js';
import type { Words } from '../words.js';
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
      around.words.say(
        '`gather` makes a task of each coroutine and gives a future that is done when all of them are; its results are in the order of the arguments, whoever finishes first.',
        '`gather` calls `ensure_future` for each argument and gives a `_GatheringFuture`; `_done_callback` counts them, and its result is built from `children`, in the order of the arguments.',
      ),
      ...(argument(null, 'return_exceptions') === '`True`'
        ? ['With `return_exceptions=True` an exception is put into the results instead of being raised.']
        : []),
    );
  },
  'asyncio.wait': ({ argument, around: { words } }) => {
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
      words.say(
        '`asyncio.wait` gives two sets, those done and those still pending; it raises nothing and cancels nobody.',
        '`_wait` adds `_on_completion` to each future and awaits a `waiter`; it gives the sets `done` and `pending`, raises nothing and cancels nobody.',
      ),
    );
  },
  'asyncio.as_completed': ({ argument }) =>
    gloss(
      `take ${argument(0, 'fs') ?? 'the tasks'} in the order in which they finish`,
      '`as_completed` gives one after another, whoever finishes first.',
    ),
  'asyncio.wait_for': ({ argument, around: { words } }) =>
    gloss(
      `wait for ${argument(0, 'fut') ?? 'it'}, but no longer than ${amount(argument(1, 'timeout') ?? '?', 'second')}`,
      words.say(
        'When the time is up, what is waited for is cancelled and a `TimeoutError` is raised.',
        '`wait_for` awaits inside of `timeouts.timeout`: when `_on_timeout` fires, it cancels the task, and `Timeout.__aexit__` raises a `TimeoutError`.',
      ),
    ),
  'asyncio.timeout': ({ argument, around: { words } }) => {
    const delay = argument(0, 'delay') ?? '?';
    return gloss(
      delay === '`None`' ? 'set no time limit' : `set a time limit of ${amount(delay, 'second')}`,
      timeoutNote(words),
    );
  },
  'asyncio.timeout_at': ({ argument, around: { words } }) =>
    gloss(`set a time limit, ${argument(0, 'when') ?? '?'} on the loop's clock,`, timeoutNote(words)),
};

function timeoutNote(words: Words): string {
  return words.say(
    'When the time is up, the task is cancelled inside the block, and the block turns that into a `TimeoutError`.',
    'A `TimerHandle` calls `Timeout._on_timeout`, which cancels the task; `__aexit__` calls `uncancel()` and turns the `CancelledError` into a `TimeoutError`.',
  );
}
