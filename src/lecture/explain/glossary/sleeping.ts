// Sleeping: the kind that gives way, and the kind that does not.

import type { Listing } from '../../program/listing.js';
import { amount } from '../wording.js';
import type { Words } from '../words.js';
import type { CallFamily } from './gloss.js';
import { gloss } from './gloss.js';

export const sleeping: CallFamily = {
  'asyncio.sleep': ({ argument, site, around: { words } }) => {
    const delay = argument(0, 'delay') ?? '0';
    if (!site.isAwaited)
      return gloss(`make a coroutine that sleeps for ${amount(delay, 'second')} once it is awaited`);
    if (/^`0(?:\.0*)?`$/.test(delay))
      return gloss(
        words.say(
          'give way to the others with `await asyncio.sleep(0)`',
          'yield to the loop once with `await asyncio.sleep(0)`',
        ),
        words.say(
          'A delay of zero sets no timer: the task goes to the back of the ready queue, whoever is ready runs, and the task goes on in the next cycle of the event loop.',
          'A delay of zero makes no `TimerHandle`: `__sleep0` is a bare `yield`, for which `Task.__step` calls `call_soon(self.__step)`, so that the task runs again in the next `_run_once`.',
        ),
      );
    return gloss(
      `wait for ${amount(delay, 'second')} with \`await asyncio.sleep\``,
      words.say(
        'This is a suspension point: the task suspends and goes to the I/O registry, with a timer, and the event loop is free to run others until the timer fires.',
        '`sleep` makes a `Future` and a `TimerHandle` in `_scheduled` that sets its result; `Task.__step` returns with the future as `_fut_waiter`, and `__wakeup` runs when it is done.',
      ),
      words.say(
        '`time.sleep` in its place would keep the whole thread waiting, and every other task with it.',
        '`time.sleep` in its place would not return to `_run_once`: no other `Handle` would run.',
      ),
    );
  },
  'time.sleep': ({ argument, inCoroutine, around: { words, listing } }) => {
    const delay = amount(argument(0) ?? '0', 'second');
    if (inCoroutine)
      return gloss(
        `sleep for ${delay} with \`time.sleep\`, ${words.say('which does not give way', 'which does not return to the loop')}`,
        words.say(
          "The event loop's own thread sleeps: until it wakes, no other task runs, no timer is looked at and no I/O is noticed.",
          'The thread of `run_forever` sleeps inside `Task.__step`: until it wakes, `_run_once` neither runs `_ready` nor looks at `_scheduled` or the selector.',
        ),
      );
    return gloss(`sleep for ${delay} with \`time.sleep\``, ...blockingNotes(listing, words));
  },
};

function blockingNotes(listing: Listing, words: Words): string[] {
  const uses = (module: string): boolean => listing.calls.some(({ api }) => api?.startsWith(module) === true);
  if (uses('asyncio'))
    return [
      words.say(
        "`time.sleep` blocks the thread that calls it: a worker thread waits alone, but in the event loop's thread all tasks would wait.",
        '`time.sleep` releases the GIL and blocks the calling thread alone: a thread of the pool, not the one of `run_forever`.',
      ),
    ];
  return uses('threading') || uses('concurrent')
    ? ['`time.sleep` blocks only the thread that calls it.']
    : [];
}
