// The event loop itself: started, asked for, told what to call.

import { amount } from '../wording.js';
import type { CallFamily } from './gloss.js';
import { gloss } from './gloss.js';

export const loops: CallFamily = {
  'asyncio.run': ({ argument, around: { words } }) =>
    gloss(
      `run ${argument(0, 'main') ?? 'the coroutine'} on a new event loop`,
      words.say(
        '`asyncio.run` makes the loop, runs the coroutine as the main task to its end, then cancels what is left, cleans up and closes the loop. It cannot be called where a loop is already running.',
        '`Runner.run` makes a `Task` of the coroutine and drives it by `run_until_complete`; `Runner.close` then calls `_cancel_all_tasks`, `shutdown_asyncgens`, `shutdown_default_executor` and `loop.close()`. Where `_get_running_loop()` finds a loop, `asyncio.run` raises a `RuntimeError`.',
      ),
    ),
  'asyncio.Runner': () =>
    gloss(
      'make a runner',
      'A runner keeps one event loop for several calls of `run`, and closes it at the end.',
    ),
  'asyncio.Runner.run': ({ argument }) =>
    gloss(`run ${argument(0, 'coro') ?? 'the coroutine'} on the loop of the runner`),
  'asyncio.get_event_loop': ({ inCoroutine }) =>
    gloss(
      'get the event loop',
      ...(inCoroutine ? ['In a coroutine that is the loop which is running it.'] : []),
    ),
  'asyncio.get_running_loop': () => gloss('get the event loop that is running this code'),
  'asyncio.new_event_loop': () => gloss('make a new event loop'),
  'asyncio.set_event_loop': ({ argument }) =>
    gloss(`make ${argument(0) ?? 'it'} the event loop of this thread`),
  'asyncio.loop.run_until_complete': ({ argument }) =>
    gloss(`run the event loop until ${argument(0) ?? 'the future'} is done`),
  'asyncio.loop.run_forever': () => gloss('run the event loop until somebody stops it'),
  'asyncio.loop.stop': () => gloss('stop the event loop at the end of this cycle'),
  'asyncio.loop.close': () => gloss('close the event loop'),
  'asyncio.loop.time': () => gloss("read the loop's clock"),
  'asyncio.loop.call_soon': ({ argument, around: { words } }) =>
    gloss(
      `put a call of ${argument(0) ?? 'a function'} into ${words.readyQueue}`,
      `It is made in ${words.nextCycle}.`,
    ),
  'asyncio.loop.call_soon_threadsafe': ({ argument, around: { words } }) =>
    gloss(
      `put a call of ${argument(0) ?? 'a function'} into ${words.readyQueue} and wake the loop`,
      words.say(
        'This is the one way to schedule something from another thread.',
        '`_write_to_self` writes a byte into the self-pipe, so that `select` returns.',
      ),
    ),
  'asyncio.loop.call_later': ({ argument, around: { words } }) =>
    gloss(
      `have ${argument(1) ?? 'a function'} called in ${amount(argument(0) ?? '?', 'second')}`,
      words.say('A timer is set for it.', 'A `TimerHandle` is pushed onto the heap `_scheduled`.'),
    ),
  'asyncio.loop.call_at': ({ argument, around: { words } }) =>
    gloss(
      `have ${argument(1) ?? 'a function'} called at ${argument(0) ?? '?'} on the loop's clock`,
      words.say('A timer is set for it.', 'A `TimerHandle` is pushed onto the heap `_scheduled`.'),
    ),
  'asyncio.Handle.cancel': ({ owner }) => gloss(`cancel ${owner}, so that its call is not made`),
  'asyncio.TimerHandle.cancel': ({ owner }) => gloss(`cancel ${owner}, so that its call is not made`),
  'asyncio.run_coroutine_threadsafe': ({ argument }) =>
    gloss(`hand ${argument(0) ?? 'a coroutine'} to the event loop of another thread`),
};
