// The words for the parts of the event loop: a lecture's, and CPython's own names of the same things.

export const READER_LEVELS = ['beginner', 'engineer'] as const;
export type ReaderLevel = (typeof READER_LEVELS)[number];

export interface Words {
  readonly level: ReaderLevel;
  readonly readyQueue: string;
  /** Where what will wake a task by the clock waits. */
  readonly timers: string;
  /** Where what another thread will finish waits. */
  readonly outside: string;
  /** One round of the event loop. */
  readonly cycle: string;
  readonly nextCycle: string;
  /** What running a task for a while is. */
  readonly step: string;
  /** What a task does that gives way. */
  readonly suspends: string;
  readonly worker: string;
  readonly cancellation: string;
  readonly teardown: string;
}

const BEGINNER: Words = {
  level: 'beginner',
  readyQueue: 'the ready queue',
  timers: 'the I/O registry, with a timer',
  outside: 'the I/O registry',
  cycle: 'event loop cycle',
  nextCycle: 'the next cycle of the event loop',
  step: 'a turn on the event loop',
  suspends: 'suspends',
  worker: 'a worker thread',
  cancellation:
    'a `CancelledError` is thrown into the task where it waits, the next time the event loop runs it',
  teardown: 'cleans up',
};

const ENGINEER: Words = {
  level: 'engineer',
  readyQueue: '`BaseEventLoop._ready`',
  timers: 'the heap `BaseEventLoop._scheduled`, as a `TimerHandle`',
  outside: 'the executor, whose result `call_soon_threadsafe` hands back through the self-pipe',
  cycle: '`_run_once`',
  nextCycle: 'the next `_run_once`',
  step: 'a `Task.__step`',
  suspends: 'suspends (`Task.__step` returns)',
  worker: 'a thread of the pool',
  cancellation:
    '`Task.cancel()` cancels the future in `_fut_waiter`, and the next `Task.__step` throws `CancelledError` into the coroutine',
  teardown: 'runs `Runner.close()`',
};

export function wordsFor(level: ReaderLevel): Words {
  return level === 'engineer' ? ENGINEER : BEGINNER;
}
