// The words for the parts of the event loop: a lecture's, and CPython's own names of the same things.

/** Whom an explanation is for: `beginner` reads a lecture's words, `engineer` CPython's names of the same things. */
export const READER_LEVELS = ['beginner', 'engineer'] as const;
export type ReaderLevel = (typeof READER_LEVELS)[number];

export interface Words {
  readonly level: ReaderLevel;
  readonly readyQueue: string;
  readonly nextCycle: string;
  readonly worker: string;
  readonly cancellation: string;
  /** What a task did that let others run. */
  readonly gaveWay: string;
  readonly firstTurn: string;
  readonly firstTurns: string;
  readonly turn: string;
  readonly waitedHere: string;
  readonly wentOn: string;
  readonly noOtherReady: string;
  readonly loopThread: string;
  /** What could not happen while the loop's thread was blocked. */
  readonly nobodyRan: string;
  /** For what else has a name in CPython: the lecture's wording, or CPython's. */
  readonly say: (lecture: string, cpython: string) => string;
}

const BEGINNER: Words = {
  level: 'beginner',
  readyQueue: 'the ready queue',
  nextCycle: 'the next cycle of the event loop',
  worker: 'a worker thread',
  cancellation:
    'a `CancelledError` is thrown into the task where it waits, the next time the event loop runs it',
  gaveWay: 'gave way',
  firstTurn: 'its first turn came',
  firstTurns: 'their first turns came',
  turn: 'a turn',
  waitedHere: 'waited here',
  wentOn: 'went on',
  noOtherReady: 'no other task was ready',
  loopThread: "the event loop's thread",
  nobodyRan: 'no task could run',
  say: (lecture) => lecture,
};

const ENGINEER: Words = {
  level: 'engineer',
  readyQueue: '`BaseEventLoop._ready`',
  nextCycle: 'the next `_run_once`',
  worker: 'a thread of the pool',
  cancellation:
    '`Task.cancel()` cancels the future in `_fut_waiter`, and the next `Task.__step` throws `CancelledError` into the coroutine',
  gaveWay: 'yielded',
  firstTurn: 'its first `Task.__step` ran',
  firstTurns: 'their first `Task.__step`s ran',
  turn: 'a `Task.__step`',
  waitedHere: 'was suspended here',
  wentOn: 'was resumed',
  noOtherReady: 'no other task was in `_ready`',
  loopThread: 'the thread of `run_forever`',
  nobodyRan: 'no `Handle` could run',
  say: (_, cpython) => cpython,
};

export function wordsFor(level: ReaderLevel): Words {
  return level === 'engineer' ? ENGINEER : BEGINNER;
}
