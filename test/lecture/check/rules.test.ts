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
  [
    'duration',
    'Line 19',
    'The total is 0.3 seconds: nothing plus the 0.1 s that it takes to begin.',
    'holds',
  ],
  ['duration', 'Line 19', 'Each worker takes 0.1 seconds at least.'],
  ['duration', 'Line 18', 'It takes 0.5 seconds.', 'contradicted'],
  ['duration', 'Lines 18-21', 'This takes 0.7 seconds.', 'holds'],
  ['duration', 'Lines 18-21', 'This takes one second.', 'contradicted'],
  ['duration', 'Line 25', 'It prints the list after 0.7 seconds.', 'holds'],
  ['duration', 'Line 25', 'It prints the list after three seconds.', 'contradicted'],
  ['serial-total', 'Line 18', 'It is 0.3 s, not 0.4 seconds, which would be the sequential sum.', 'holds'],
  [
    'serial-total',
    'Line 18',
    'It is 0.3 s, not 0.9 seconds, which would be the sequential sum.',
    'contradicted',
  ],
  ['executions', 'Line 9', 'This line runs three times.', 'holds'],
  ['executions', 'Line 9', 'This line runs twice.', 'contradicted'],
  ['executions', 'Line 8', 'It is called three times.', 'holds'],
  ['executions', 'Line 4', '`load` is called three times.', 'contradicted'],
  ['executions', 'Lines 16-25', 'It never runs with two arguments.'],
  ['executions', 'Line 22', 'The body does not run yet.'],
  ['executions', 'Line 10', 'The line runs once the loop gets to it.'],
  ['executions', 'Line 10', 'It is printed twice as often.'],
  ['made', 'Line 18', 'It makes two tasks.', 'holds'],
  ['executions', 'Line 8', 'Then line 9 runs three times.', 'holds'],
  ['executions', 'Line 8', 'Then line 9 runs four times.', 'contradicted'],
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
  ['output', 'Line 25', "Prints `['b', 'a']`.", 'contradicted'],
  ['output', 'Line 25', 'Prints `results`.'],
  ['output', 'Line 9', 'You will see `a starts` and `b starts`.', 'holds'],
  ['printing', 'Line 9', '`a starts` is printed before `b starts`.', 'holds'],
  ['printing', 'Line 9', '`a starts` is printed after `b starts`.', 'contradicted'],
  ['printing', 'Line 9', 'First `b starts`, then `a starts`.', 'contradicted'],
  ['printing', 'Line 9', 'The first line printed is `a starts`.', 'holds'],
  ['printing', 'Line 9', 'The last line printed is `a starts`.', 'contradicted'],
  ['printing', 'Line 9', '`late starts` is never printed.', 'contradicted'],
  ['printing', 'Line 9', '`b starts` is printed twice.', 'contradicted'],
  ['printing', 'Line 9', '`name` is printed.'],
  ['value', 'Line 6', "Returns `'loaded'`.", 'holds'],
  ['value', 'Line 6', "Returns `'unloaded'`.", 'contradicted'],
  ['value', 'Line 21', '`load` returns `None` to the thread that called it.', 'contradicted'],
  ['value', 'Line 18', 'The result is `[1]`.', 'contradicted'],
  ['value', 'Lines 18-21', 'The result is `[1]`.'],
  ['duration', 'Line 10', 'Two waits, together they need 0.4 seconds, of which one is the longer.'],
  ['duration', 'Line 20', 'Half as long as with a thread, which took 0.3 seconds.'],
  ['blocking', 'Line 10', 'This goes on as long as nobody blocks the event loop.'],
  ['executions', 'Line 20', 'It happens three times in other programs.'],
  ['terminology', 'Line 10', 'It is moved from the ready queue to the I/O registry.', 'imprecise'],
  ['hypothetical', 'Line 18', 'Without `await` here, `worker` would never run.', 'contradicted'],
  ['called-directly', 'Lines 4-6', 'When called directly in a coroutine, it blocks the event loop.', 'holds'],
  ['made', 'Line 18', 'Starts two workers.', 'holds'],
  ['made', 'Line 18', 'Three workers are started.', 'contradicted'],
  ['made', 'Line 18', 'The first two tasks are created.'],
  ['made', 'Line 18', 'Two of the three tasks are created here.'],
  ['made', 'Line 20', 'Starts two workers.'],
  ['duration', 'Lines 4-6', 'It blocks its thread for two seconds.', 'contradicted'],
  ['runs-on', 'Line 20', 'The call runs on a worker thread.', 'contradicted'],
  ['duration', 'Line 10', 'It stands for a request that takes 0.7 to 0.9 seconds.'],
  ['duration', 'Line 10', 'It goes on from 0.2 to 0.3 seconds.', 'holds'],
  ['runs-on', 'Lines 4-6', 'It runs in the main thread.'],
  ['runs-on', 'Lines 8-11', 'It runs in the main thread.', 'holds'],
  ['runs-on', 'Lines 8-11', 'It runs in three threads.', 'contradicted'],
  ['runs-on', 'Line 27', '`main()` runs in a background thread.', 'contradicted'],
  ['cancelled', 'Line 24', 'One task is cancelled.', 'holds'],
  ['cancelled', 'Line 24', 'Both tasks are cancelled.', 'contradicted'],
  ['cancelled', 'Line 18', 'Both `a` and `b` are cancelled.', 'contradicted'],
  ['cancelled', 'Line 18', 'Nobody is cancelled.', 'holds'],
  ['without', 'Line 24', "Without this line `['a', 'b']` would not be printed.", 'contradicted'],
  ['without', 'Line 24', 'Without it, the program would run just the same.', 'holds'],
  ['without', 'Line 17', 'Without this line, line 19 would raise a `NameError`.', 'holds'],
  ['without', 'Line 17', 'Without this line, line 19 would raise a `KeyError`.', 'contradicted'],
  ['without', 'Lines 17-19', 'Without this, nothing would change.'],
  ['exception', 'Line 10', 'A `CancelledError` is raised here.', 'holds'],
  ['exception', 'Line 18', 'A `KeyError` is raised here.', 'contradicted'],
  ['order', 'Line 18', 'They come in the order in which they were passed in.', 'holds'],
  ['order', 'Line 18', 'They come in the order in which the workers finish.', 'contradicted'],
  ['blocking', 'Line 20', 'The event loop is free meanwhile.', 'contradicted'],
  ['lifecycle', 'Line 22', 'The task is started right away.', 'contradicted'],
  ['identity', 'Line 22', '`create_task` returns a task.', 'holds'],
  ['identity', 'Line 22', '`create_task` returns a coroutine.', 'imprecise'],
  ['identity', 'Line 18', '`gather` returns a list of both.'],
  ['identity', 'Lines 8-11', 'Calling it returns a coroutine.', 'holds'],
  ['construct', 'Lines 8-11', 'A regular function that waits.', 'contradicted'],
  ['construct', 'Lines 4-6', 'A coroutine cannot do this: it blocks.'],
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

const bounded = `
import asyncio
from asyncio import Queue

async def main():
    queue = Queue(maxsize=2)
    for n in range(2):
        queue.put_nowait(n)
    gate = asyncio.Semaphore(3)
    try:
        await asyncio.wait_for(queue.join(), timeout=0.5)
    except TimeoutError:
        print("late")
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon")
    await asyncio.sleep(0)

asyncio.run(main())
`;

describe('rules on calls', () => {
  it.each([
    ['argument', 'Line 5', 'The queue has room for two items.', 'holds'],
    ['argument', 'Line 5', 'The queue has room for 5 items.', 'contradicted'],
    ['argument', 'Line 5', 'The queue is unbounded.', 'contradicted'],
    ['argument', 'Line 8', 'Lets three tasks in at a time.', 'holds'],
    ['argument', 'Line 8', 'Lets two tasks in at a time.', 'contradicted'],
    ['argument', 'Line 10', 'There is a timeout of half a second.', 'holds'],
    ['argument', 'Line 10', 'There is a timeout of 500 ms.', 'holds'],
    ['argument', 'Line 10', 'There is a timeout of 2 seconds.', 'contradicted'],
    ['made', 'Lines 6-7', 'Two numbers are put into the queue.', 'holds'],
    ['made', 'Lines 6-7', 'Three numbers are put into the queue.', 'contradicted'],
    ['printing', 'Line 12', 'Prints `late` once.', 'holds'],
    ['printing', 'Line 12', 'Prints `late` three times.', 'contradicted'],
    ['lifecycle', 'Line 13', 'A new event loop is made.', 'contradicted'],
    ['lifecycle', 'Line 14', 'Calls the callback immediately.', 'contradicted'],
    ['executions', 'Line 15', '`main` suspends once.', 'holds'],
    ['executions', 'Line 15', '`main` suspends twice.', 'contradicted'],
    ['value', 'Line 13', 'The value is `None`.', 'contradicted'],
    ['executions', 'Line 7', 'The loop body is entered twice.', 'holds'],
  ])('%s: %s: %s', (rule, line, text, expected) => {
    const report = checked(lectureOf(bounded, [`**${line}:** ${text}`]));
    const claims = report.examples[0]?.notes[0]?.claims ?? [];
    expect(claims.flatMap((claim) => (claim.rule === rule ? claim.verdict : []))).toEqual([expected]);
  });
});

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

describe('how a program ends', () => {
  const stuck =
    'import asyncio\n\nasync def main():\n    await asyncio.Event().wait()\n\nasyncio.run(main())';
  const failing = "import asyncio\nraise ValueError('on purpose')";
  const invalid = 'def f():\n    await x';

  it.each([
    [stuck, 'This program deadlocks.', ['holds'], 0],
    [stuck, 'Waits for an event.', [], 1],
    [failing, 'The program ends with a `ValueError`.', ['holds'], 1],
    [failing, 'The program ends with a `KeyError`.', ['contradicted'], 1],
    [failing, 'This program deadlocks.', ['contradicted'], 1],
    [invalid, 'This is a `SyntaxError`.', [], 0],
    [invalid, 'This waits.', [], 1],
  ])('%j: %s', (source, text, verdicts, problems) => {
    const report = checked(lectureOf(source, [`**Line 2:** ${text}`]));
    const claims = report.examples[0]?.notes[0]?.claims ?? [];
    expect(claims.flatMap(({ rule, verdict }) => (rule === 'ending' ? verdict : []))).toEqual(verdicts);
    expect(report.problems).toHaveLength(problems);
  });

  it('is told at its line', () => {
    expect(checked(lectureOf(invalid, [])).problems).toMatchObject([{ line: 5 }]);
    expect(checked(lectureOf(failing, [])).problems).toMatchObject([{ line: 5 }]);
  });
});

it('does not find fault with what hangs on parts of a millisecond', () => {
  const source = `import asyncio
order = []
async def nap(name):
    await asyncio.sleep(0.3)
    order.append(name)
    await asyncio.sleep(0)
    order.append(name)
async def main():
    await asyncio.gather(nap("a"), nap("b"))
    print(*order)
asyncio.run(main())`;
  const verdictsOf = (text: string): Verdict[] =>
    checked(lectureOf(source, [`**Line 10:** Prints \`${text}\`.`])).examples[0]?.notes[0]?.claims.map(
      ({ verdict }) => verdict,
    ) ?? [];
  expect([verdictsOf('a b a b'), verdictsOf('b a b a')]).toContainEqual(['contradicted']);
  expect(verdictsOf('a b a b')).not.toContain('contradicted');
});

const attempts = `
async def attempt(n):
    try:
        if n == 2:
            raise ValueError("two")
        return n
    except ValueError:
        print("handled")
    else:
        print("else")
    finally:
        print("finally")

import asyncio
for i in range(4):
    if asyncio.run(attempt(i)) is None:
        break
`;

describe('rules on parts of statements', () => {
  it.each([
    ['executions', 'Lines 6-7', 'The handler runs once.', 'holds'],
    ['executions', 'Lines 6-7', 'The handler runs twice.', 'contradicted'],
    ['executions', 'Lines 6-7', 'The handler never runs.', 'contradicted'],
    ['executions', 'Lines 8-11', 'The `finally` block is executed three times.', 'holds'],
    ['executions', 'Lines 8-11', 'The `else` block is never reached.', 'holds'],
    ['executions', 'Lines 8-11', 'The `else` block runs once.', 'contradicted'],
    ['executions', 'Lines 14-16', 'The loop goes round three times.', 'holds'],
    ['executions', 'Lines 14-16', 'The loop body runs four times.', 'contradicted'],
    ['executions', 'Lines 14-16', 'The `break` is never reached.', 'contradicted'],
    ['executions', 'Lines 1-11', 'It is called three times.', 'holds'],
    ['catches', 'Lines 6-7', 'Catches the `ValueError`.', 'holds'],
    ['catches', 'Lines 6-7', 'The `TimeoutError` is caught here.', 'contradicted'],
    ['exception', 'Line 4', 'This raises a `ValueError`.', 'holds'],
  ])('%s: %s: %s', (rule, line, text, expected) => {
    const report = checked(lectureOf(attempts, [`**${line}:** ${text}`]));
    const claims = report.examples[0]?.notes[0]?.claims ?? [];
    expect(claims.flatMap((claim) => (claim.rule === rule ? claim.verdict : []))).toEqual([expected]);
  });
});

describe('claim rules', () => {
  it.each(CASES)('%s: %s: %s', (rule, line, text, ...expected) => {
    expect(verdicts(rule, line, text)).toEqual(expected);
  });
});

const nested = `
import asyncio

def numbers():
    def upward():
        yield 1
        yield 2
    return list(upward())

async def main():
    async def later():
        for number in numbers():
            yield number
    print([number async for number in later()])

asyncio.run(main())
`;

describe('rules on functions that define generators', () => {
  it.each([
    ['construct', 'Line 3', '`numbers` is a regular function.', 'holds'],
    ['construct', 'Line 3', 'Define `numbers` as a generator function.', 'holds', 'contradicted'],
    ['construct', 'Line 9', 'Define `main` as a coroutine.', 'holds', 'holds'],
    ['construct', 'Line 10', 'Define `later` as an async generator.', 'holds', 'holds'],
    ['identity', 'Line 11', 'Calling `numbers()` returns a generator.'],
    ['identity', 'Line 15', 'Calling `main()` returns a coroutine.', 'holds'],
    ['executions', 'Line 3', '`numbers` is called once.', 'holds'],
  ])('%s: %s: %s', (rule, line, text, ...expected) => {
    const report = checked(lectureOf(nested, [`**${line}:** ${text}`]));
    const claims = report.examples[0]?.notes[0]?.claims ?? [];
    expect(claims.flatMap((claim) => (claim.rule === rule ? claim.verdict : []))).toEqual(expected);
  });
});
