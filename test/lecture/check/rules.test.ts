// The claim rules, each on sentences that hold, that do not, and that it must leave alone.

import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/lecture/check/verdict.js';
import { checked, lectureOf } from '../../support/checked.js';

const program = `
import asyncio
import time

def load():
    time.sleep(0.2)
    return "loaded"

async def worker(name, delay):
    print(f"{name} starts")
    await asyncio.sleep(delay)
    return name

async def unused():
    time.sleep(1)

async def main():
    start = time.perf_counter()
    results = await asyncio.gather(worker("a", 0.3), worker("b", 0.1))
    total = time.perf_counter() - start
    load()
    text = await asyncio.to_thread(load)
    task = asyncio.create_task(worker("late", 5))
    await asyncio.sleep(0)
    task.cancel()
    print(results)

asyncio.run(main())
`;

/** The claims that one rule reads from a note on a line. */
function verdicts(rule: string, line: string, text: string): Verdict[] {
  const report = checked(lectureOf(program, [`**${line}:** ${text}`]));
  return (report.examples[0]?.notes[0]?.claims ?? []).flatMap((claim) =>
    claim.rule === rule ? claim.verdict : [],
  );
}

type Case = readonly [rule: string, line: string, text: string, ...expected: Verdict[]];

const CASES: readonly Case[] = [
  ['construct', 'Line 1', 'Import `asyncio`.', 'holds'],
  ['construct', 'Line 1', 'Import `time`.', 'contradicted'],
  ['construct', 'Line 8', 'Define `worker` as a coroutine with two parameters.', 'holds', 'holds', 'holds'],
  ['construct', 'Line 4', 'Define `load` as a coroutine.', 'holds', 'contradicted'],
  ['construct', 'Line 4', '`load` is a regular function.', 'holds'],
  ['absence', 'Lines 4-6', 'It contains no `await`.', 'holds'],
  ['absence', 'Lines 8-11', 'It contains no `await`.', 'contradicted'],
  ['identity', 'Line 18', '`asyncio.gather(...)` returns a future.', 'holds'],
  ['identity', 'Line 18', 'Calling `worker("a", 0.3)` returns a task.', 'contradicted'],
  ['identity', 'Line 18', 'It is said that something returns a coroutine.'],
  ['duration', 'Line 10', 'It sleeps for 0.3 seconds or for 0.1 seconds.', 'holds', 'holds'],
  ['duration', 'Line 19', 'The total is about 0.3 seconds.', 'holds'],
  ['duration', 'Line 19', 'The total is about 0.4 seconds.', 'contradicted'],
  ['duration', 'Line 10', 'It sleeps for 0.3 seconds, because somebody needs 7 seconds.', 'holds'],
  ['duration', 'Line 19', 'It would take 0.4 seconds in total.'],
  ['duration', 'Line 20', 'This blocks the loop for 0.2 seconds.', 'holds'],
  ['duration', 'Line 20', 'This blocks the loop for one second.', 'contradicted'],
  ['serial-total', 'Line 18', 'It is 0.3 s, not 0.4 seconds, which would be the sequential sum.', 'holds'],
  [
    'serial-total',
    'Line 18',
    'It is 0.3 s, not 0.9 seconds, which would be the sequential sum.',
    'contradicted',
  ],
  ['executions', 'Line 9', 'This line runs three times.', 'holds'],
  ['executions', 'Line 9', 'This line runs twice.', 'contradicted'],
  ['count', 'Line 18', 'It makes two tasks.', 'holds'],
  ['executions', 'Lines 13-14', 'This code is never executed.', 'holds'],
  ['executions', 'Line 9', 'This line is never reached.', 'contradicted'],
  ['executions', 'Lines 13-14', 'This runs once.', 'contradicted'],
  ['executions', 'Line 10', 'After that line 11 runs.', 'holds'],
  ['executions', 'Line 10', 'After that line 14 runs.', 'contradicted'],
  ['order', 'Line 18', 'The results are in the same order as the arguments.', 'holds'],
  ['order', 'Line 18', 'The results are in completion order.', 'contradicted'],
  ['order', 'Line 25', '`asyncio.as_completed` would give them in the order in which they finish.'],
  ['order', 'Line 18', 'Task `b` finishes before `a`.', 'holds'],
  ['order', 'Line 18', 'Task `a` finishes before `b`.', 'contradicted'],
  ['overlap', 'Line 18', 'Both run concurrently.', 'holds'],
  ['overlap', 'Line 18', 'Both start simultaneously.', 'holds'],
  ['overlap', 'Line 18', 'The tasks run one after another.', 'contradicted'],
  ['overlap', 'Line 18', 'Only one task runs at a time.'],
  ['suspension', 'Line 10', 'This is the suspension point.', 'holds'],
  ['suspension', 'Line 10', 'This line never suspends.', 'contradicted'],
  ['others-run', 'Line 10', 'The event loop is free to run other tasks.', 'holds'],
  ['blocking', 'Line 20', 'This blocks the event loop.', 'holds'],
  ['blocking', 'Line 10', 'This blocks the event loop.', 'contradicted'],
  ['blocking', 'Line 10', 'Unlike `time.sleep`, which blocks the event loop, it waits.'],
  ['blocking', 'Line 10', 'This does not block the event loop.', 'holds'],
  ['worker-thread', 'Line 21', '`load` runs on a worker thread.', 'holds'],
  ['worker-thread', 'Line 21', '`load` runs on the main thread.', 'contradicted'],
  ['cancellation', 'Line 24', 'This cancels the task immediately.', 'holds', 'contradicted'],
  ['cancellation', 'Line 24', 'The task receives a `CancelledError` on line 10.', 'holds'],
  ['cancellation', 'Line 24', 'The task receives a `CancelledError` on line 11.', 'contradicted'],
  ['exception', 'Line 9', 'This raises a `KeyError`.', 'contradicted'],
  ['lifecycle', 'Line 22', 'It does not start until `main` awaits.', 'holds'],
  ['lifecycle', 'Line 22', 'The task starts immediately.', 'contradicted'],
  ['lifecycle', 'Line 27', 'It creates a new event loop and closes the loop.', 'holds', 'holds'],
  ['output', 'Line 9', 'Prints `a starts`.', 'holds'],
  ['output', 'Line 9', 'Prints `c starts`.', 'contradicted'],
  ['output', 'Line 9', 'Prints `... starts`.'],
  ['output', 'Line 25', "Prints `['b', 'a']`."],
  ['output', 'Line 6', "Returns `'loaded'`.", 'holds'],
  ['terminology', 'Line 10', 'It is moved from the ready queue to the I/O registry.', 'imprecise'],
  ['hypothetical', 'Line 18', 'Without `await` here, `worker` would never run.', 'contradicted'],
  ['called-directly', 'Lines 4-6', 'When called directly in a coroutine, it blocks the event loop.', 'holds'],
  ['exercise', 'Lines 13-14', 'Sleeps for one second.', 'not exercised'],
];

const loop = `
import asyncio

async def batches(items, size=4):
    for index, item in enumerate(items):
        if index % size == 0:
            await asyncio.sleep(0)
    print(f"{len(items):.1f}")

asyncio.run(batches(range(12)))
`;

describe('rules on loops and formats', () => {
  it.each([
    ['every', 'Lines 4-6', 'Every `size` items it awaits.', 'holds'],
    ['every', 'Lines 4-6', 'Every 5 items it awaits.', 'holds'],
    ['every', 'Lines 4-6', 'Every 2 items it awaits.', 'contradicted'],
    ['number-format', 'Line 7', 'The `:.1f` format leaves one decimal place.', 'holds'],
    ['number-format', 'Line 7', 'The format leaves two decimal places.', 'contradicted'],
  ])('%s: %s: %s', (rule, line, text, expected) => {
    const report = checked(lectureOf(loop, [`**${line}:** ${text}`]));
    const claims = report.examples[0]?.notes[0]?.claims ?? [];
    expect(claims.flatMap((claim) => (claim.rule === rule ? claim.verdict : []))).toEqual([expected]);
  });
});

describe('claim rules', () => {
  it.each(CASES)('%s: %s: %s', (rule, line, text, ...expected) => {
    expect(verdicts(rule, line, text)).toEqual(expected);
  });
});
