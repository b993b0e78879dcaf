// The 44 notes of lecture 22 one by one: every fact of a run that a note states, and that is true, is in what is
// generated for the same lines. What a note says wrongly is there as it really was.

import { describe, expect, it } from 'vitest';
import { explainedFixture } from '../support/explanations.js';

/** A note of the lecture: its lines, and what the generated notes on these lines have to say. */
type Expected = readonly [first: number, last: number, ...facts: RegExp[]];

const SCHEDULE: readonly Expected[] = [
  [1, 1, /Import `asyncio`.*event loop.*coroutines/],
  [2, 2, /Import `time`.*clocks/],
  [3, 3, /coroutine function/, /`name`, `workDuration` and `ioDelay`/, /only makes a coroutine object/],
  [4, 4, /the time and `name`/, /two decimal places/, /`\[0\.00\] A: starting CPU work`/],
  [5, 5, /no `await` in this loop/, /the event loop cannot run anything else/],
  [
    6,
    8,
    /`time\.perf_counter\(\) \+ workDuration`/,
    /as long as `time\.perf_counter\(\) < end`/,
    /keeps the processor busy/,
    /`task\('A'\)` held the event loop from 0\.00 s to 0\.10 s \(`task\('B'\)` and `task\('C'\)` had to wait\)/,
    /no `await` in this loop/,
  ],
  [9, 9, /`\[0\.10\] A: yielding to I\/O`, `\[0\.20\] B: .*` and `\[0\.30\] C: /],
  [
    10,
    10,
    /suspension point/,
    /the event loop is free to run others until the timer fires/,
    /`task\('A'\)` from 0\.10 s to 0\.60 s/,
    /While `task\('A'\)` waited, `task\('B'\)` and `task\('C'\)` ran/,
    /`time\.sleep` in its place would keep the whole thread waiting/,
  ],
  [11, 12, /`\[0\.50\] B: I\/O complete, resuming`/, /It returned `'B done'`, `'C done'` and `'A done'`/],
  [13, 13, /Define `main`, a coroutine function/, /made on line 23/],
  [14, 14, /Read the clock.*`start`/],
  [
    15,
    19,
    /concurrently and wait for all of them/,
    /done when all of them are/,
    /in the order of the arguments, whoever finishes first/,
    /first turns came one after another.*`task\('A'\)` at 0\.00 s, `task\('B'\)` at 0\.10 s and `task\('C'\)` at 0\.20 s/,
    /finished in the order `task\('B'\)`.*not the order of the arguments/,
    /One after another they would have taken 1\.3 s, together they took 0\.6 s/,
    /`results` was `\['A done', 'B done', 'C done'\]`/,
  ],
  // That the waits overlapped is told where they are.
  [10, 10, /The waits overlapped: 1 s of waiting in all passed within 0\.5 s/],
  [20, 20, /`total` was about `0\.6`/],
  [21, 22, /`All done in 0\.60s` and `\['A done', 'B done', 'C done'\]`/],
  [
    23,
    23,
    /new event loop/,
    /runs the coroutine as the main task to its end.*cleans up and closes the loop/,
    /cannot be called where a loop is already running/,
    /the loop was closed/,
  ],
];

const EXECUTOR: readonly Expected[] = [
  [1, 1, /Import `asyncio`/],
  [2, 2, /`time\.sleep`/],
  [3, 3, /pools of worker threads/],
  [
    4,
    6,
    /regular function/,
    /a worker thread waits alone, but in the event loop's thread all tasks would wait/,
    /`worker-1` from 0\.00 s to 1\.00 s and `worker-2` from 0\.00 s to 1\.00 s; the event loop stayed free/,
  ],
  [
    7,
    11,
    /does not give way/,
    /no other task runs, no timer is looked at and no I\/O is noticed/,
    /`wrongWay` was never called in this run/,
  ],
  [12, 12, /`rightWay`, a coroutine function with the parameters `loop` and `executor`/, /two tasks/],
  [13, 13, /`Right: offloading blocking call to executor`/],
  [
    14,
    18,
    /Hand `blockingOperation\(1\)` to `executor`/,
    /gives a future at once/,
    /the task waits in the I\/O registry, and the event loop stays free/,
    /in `worker-1` from 0\.00 s to 1\.00 s and in `worker-2` from 0\.00 s to 1\.00 s/,
    /`rightWay #1` from 0\.00 s to 1\.00 s/,
    /`result` was `'Blocking result after 1s'`/,
  ],
  [19, 20, /printed twice: `Right: got result: /, /It returned `'Blocking result after 1s'` both times/],
  [21, 21, /`main`, a coroutine function/],
  [22, 22, /the loop which is running it/],
  [
    23,
    23,
    /the pool is shut down at the end of the block: it waits there until all its work is done/,
    /shut down at 1\.00 s, waiting for its threads to end; all its work was done by then/,
  ],
  [
    24,
    27,
    /made the tasks `rightWay #1` and `rightWay #2` at 0\.00 s/,
    /first turns came at 0\.00 s/,
    /One after another they would have taken 2 s, together they took 1 s/,
  ],
  [28, 28, /`Results: \['Blocking result after 1s', 'Blocking result after 1s'\]`/],
  [29, 29, /new event loop/, /the loop was closed/],
];

const BATCH: readonly Expected[] = [
  [1, 1, /Import `asyncio`/],
  [2, 2, /Import `time`/],
  [3, 3, /`longBatchProcessor`, a coroutine function with the parameters `items` and `batchSize`/],
  [4, 4, /empty list, `results`/],
  [
    5,
    9,
    /`enumerate` gives each value together with its position/,
    /append `item \* 2` to `results`/,
    /true five times out of 5000/,
    /A delay of zero sets no timer: the task goes to the back of the ready queue, whoever is ready runs/,
    /`heartbeat` ran meanwhile/,
    /went on in the next cycle of the event loop/,
    /from `Processed 0\/5000`.*to `Processed 4000\/5000`/,
  ],
  [10, 10, /It returned `\[0, 2, 4, /],
  [
    11,
    14,
    /`heartbeat`, a coroutine function/,
    /Repeat without end/,
    /Wait for `0\.1` seconds|wait for `0\.1` seconds/,
    /`\[heartbeat\] 0\.0`/,
    /for `asyncio\.sleep\(0\.1\)`, which was to end at 100\.007 ms/,
  ],
  [15, 15, /`main`, a coroutine function/],
  [16, 16, /`list\(range\(5000\)\)`/, /`\[0, 1, 2, /],
  [
    17,
    17,
    /A task runs independently, but not at once/,
    /`main` made the task `heartbeat`/,
    /when `main` gave way on line 8/,
  ],
  [
    18,
    18,
    /its code runs as a part of the task that awaits it/,
    /gave way five times in it, on line 8; meanwhile `heartbeat` ran/,
    /`results` was `\[0, 2, 4, /,
  ],
  [
    19,
    19,
    /only asks/,
    /the next time the event loop runs it/,
    /the `CancelledError` reached it at 55\d us, where it waited on line 14; it ended as cancelled/,
  ],
  [20, 20, /`Processed 5000 items`/],
  [21, 21, /new event loop/, /no other task was left to cancel, and the loop was closed/],
];

describe.each([
  ['22.1-event-loop-schedule', SCHEDULE],
  ['22.2-blocking-and-executor', EXECUTOR],
  ['22.3-periodic-yield', BATCH],
])('%s', (name, expected) => {
  const explained = explainedFixture(`fixtures/lecture-22/${name}.py`);

  const cases = expected.map(([first, last, ...facts]) => ({ first, last, facts }));

  it.each(cases)('lines $first to $last', ({ first, last, facts }) => {
    const { notes = [], listing } = explained?.explanation ?? {};
    const text = notes
      .filter((note) => {
        const numbers = Array.from({ length: note.last - note.first + 1 }, (_, i) =>
          listing?.numberOf(note.first + i),
        );
        return numbers.some((number) => number != null && number >= first && number <= last);
      })
      .flatMap(({ sentences }) => sentences.map((each) => each.text))
      .join(' ');
    for (const fact of facts) expect(text).toMatch(fact);
  });
});
