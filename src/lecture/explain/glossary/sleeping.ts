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
        'give way to the others with `await asyncio.sleep(0)`',
        `A delay of zero sets no timer: the task goes to the back of ${words.readyQueue}, whoever is ready runs, and the task goes on in ${words.nextCycle}.`,
      );
    return gloss(
      `wait for ${amount(delay, 'second')} with \`await asyncio.sleep\``,
      `This is a suspension point: the task ${words.suspends} and goes to ${words.timers}, and the event loop is free to run others until the timer fires.`,
      '`time.sleep` in its place would keep the whole thread waiting, and every other task with it.',
    );
  },
  'time.sleep': ({ argument, inCoroutine, around: { words, listing } }) => {
    const delay = amount(argument(0) ?? '0', 'second');
    if (inCoroutine)
      return gloss(
        `sleep for ${delay} with \`time.sleep\`, which does not give way`,
        `The event loop's own thread sleeps: until it wakes, no other task runs, no timer is looked at and no I/O is noticed.`,
      );
    return gloss(`sleep for ${delay} with \`time.sleep\``, ...blockingNotes(listing, words));
  },
};

function blockingNotes(listing: Listing, words: Words): string[] {
  const uses = (module: string): boolean => listing.calls.some(({ api }) => api?.startsWith(module) === true);
  if (uses('asyncio'))
    return [
      `\`time.sleep\` blocks the thread that calls it: ${words.worker} waits alone, but in the event loop's thread all tasks would wait.`,
    ];
  return uses('threading') || uses('concurrent')
    ? ['`time.sleep` blocks only the thread that calls it.']
    : [];
}
