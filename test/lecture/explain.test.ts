// Explanations: what the notes say, that it is true, and that every program gets one.

import { describe, expect, it } from 'vitest';
import { htmlLines } from '../../src/lecture/explain/formats/html.js';
import { jsonLines } from '../../src/lecture/explain/formats/json.js';
import { explainedFixture, explainedSource, explanationOf, markdownOf } from '../support/explanations.js';
import { programs, recorded } from '../support/programs.js';

const UPDATE = "'npm run golden -- --update' writes it";

describe('recorded explanations', () => {
  const explained = programs().filter((program) => recorded(program, 'explain') !== null);

  it.each(explained)('%s', (program) => {
    expect(explanationOf(program), UPDATE).toBe(recorded(program, 'explain'));
  });
});

describe('every program has an explanation', () => {
  it.each(programs())(
    '%s',
    (program) => {
      const result = explainedFixture(program);
      if (result === null) return;
      const { trace, explanation } = result;
      const problems: string[] = [];
      let end = 0;
      for (const { title, first, last, sentences } of explanation.notes) {
        if (first <= end) problems.push(`${title} begins before the note above ends`);
        end = Math.max(end, last);
        for (const { kind, text, evidence } of sentences) {
          if (kind !== 'glossary' && evidence.length === 0) problems.push(`${title}: no evidence: ${text}`);
          if (evidence.some((seq) => seq < 0 || seq >= trace.length))
            problems.push(`${title}: no such event: ${text}`);
          if (/\n|\bundefined \(|\[object [A-Z]/.test(text)) problems.push(`${title}: ${text}`);
        }
      }
      const covered = (line: number): boolean =>
        explanation.notes.some(({ first, last }) => line >= first && line <= last);
      for (const { first } of explanation.listing.statements)
        if (!covered(first)) problems.push(`no note on line ${first}`);
      expect(problems).toEqual([]);
    },
    120_000,
  );
});

function notesOf(source: string, options: Parameters<typeof explainedSource>[2] = {}): string {
  return markdownOf(explainedSource(source, 'beginner', options).explanation);
}

const ASYNC = `import asyncio, time
async def work(n):
    await asyncio.sleep(0)
    await asyncio.sleep(0.5)
    time.sleep(0.1)
    return n
def block():
    time.sleep(0.2)
async def main():
    await asyncio.gather(work(1), work(2))
    await asyncio.to_thread(block)
asyncio.run(main())
`;

describe('what is the same call differs by what it does', () => {
  const notes = notesOf(ASYNC);

  it('asyncio.sleep(0) gives way, asyncio.sleep(0.5) sets a timer', () => {
    expect(notes).toMatch(/\*\*Line 3:\*\* Give way to the others/);
    expect(notes).toMatch(/\*\*Line 4:\*\* Wait for `0.5` seconds with `await asyncio.sleep`/);
    expect(notes).toContain('`work(1)` from 0.00 s to 0.50 s and `work(2)`');
  });

  it('time.sleep blocks the loop in a coroutine, and only its thread in a worker', () => {
    expect(notes).toMatch(
      /\*\*Line 5:\*\* Sleep for `0.1` seconds with `time.sleep`, which does not give way/,
    );
    expect(notes).toContain(
      "`time.sleep(0.1)` in `work(1)` blocked the event loop's thread from 0.50 s to 0.60 s",
    );
    expect(notes).toContain(
      '`worker-1` waited here from 0.70 s to 0.90 s for `time.sleep(0.2)`; only that thread waited',
    );
  });

  it('an engineer reads the names of CPython', () => {
    const text = markdownOf(explainedSource(ASYNC, 'engineer').explanation);
    expect(text).toContain('`TimerHandle` in `_scheduled`');
    expect(text).toContain('`_run_once`');
    expect(text).toContain('`asyncio_0`');
    expect(text).not.toMatch(/ready queue|I\/O registry|worker-1|gave way/);
    expect(notes).not.toMatch(/_run_once|Task\.__step|_scheduled/);
  });
});

describe('a function that defines a generator is none itself', () => {
  const notes = notesOf(`import asyncio
def numbers():
    def upward():
        yield 1
    return list(upward())
async def main():
    async def later():
        for number in numbers():
            yield number
    print([number async for number in later()])
asyncio.run(main())
`);

  it('is named by what calling it gives', () => {
    expect(notes).toMatch(/\*\*Line 2:\*\* Define `numbers`, a regular function/);
    expect(notes).toMatch(/\*\*Lines? 3[^*]*:\*\* Define `upward`, a generator function/);
    expect(notes).toMatch(
      /\*\*Line 6:\*\* Define `main`, a coroutine function\..* It ran as the task `main`/,
    );
    expect(notes).toMatch(/\*\*Line 7:\*\* Define `later`, an async generator function/);
  });
});

const RACE = `import asyncio
async def leaf(name, delay, error=None):
    await asyncio.sleep(delay)
    if error:
        raise error
async def branch(name):
    async with asyncio.TaskGroup() as group:
        group.create_task(leaf(f"{name}.1", 0.2))
        group.create_task(leaf(f"{name}.2", 0.1))
async def main():
    async with asyncio.TaskGroup() as group:
        for name in "abc":
            group.create_task(branch(name))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(leaf("slow", 1))
            group.create_task(leaf("bad", 0.1, ValueError("no")))
    except* ValueError:
        print("failed")
asyncio.run(main())
`;

describe('who did it, and what came of it', () => {
  const notes = notesOf(RACE);

  it.each([
    [
      'each maker with its own tasks',
      /`branch\('a'\)` made `leaf\('a\.1'\)`, `branch\('b'\)` made `leaf\('b\.1'\)`/,
    ],
    ['a group has no arguments', /not the order in which they were made/],
    [
      'an exception that nothing caught',
      /`ValueError: no` was raised here in `leaf\('bad'\)` at 0\.30 s; nothing in the task caught it, and it ended the task/,
    ],
    [
      'what a failure did to others',
      /Because `leaf\('bad'\)` failed, `leaf\('slow'\)` and `main` were cancelled/,
    ],
  ])('%s', (_, text) => {
    expect(notes).toMatch(text);
  });

  it.each([
    [
      'several deeds',
      `import asyncio
async def use(lock):
    async with lock:
        await asyncio.sleep(0)
async def main():
    lock = asyncio.Lock()
    await asyncio.gather(use(lock), use(lock))
    await use(lock)
asyncio.run(main())
`,
      /`use #1`, `use #2` and `main` each acquired the lock/,
    ],
    [
      'several waits that were broken off',
      `import asyncio
async def nap(n):
    while True:
        await asyncio.sleep(0.1)
async def main():
    tasks = [asyncio.create_task(nap(n)) for n in range(3)]
    await asyncio.sleep(0.25)
asyncio.run(main())
`,
      /three of these waits were broken off by a `CancelledError`, at 0\.25 s/,
    ],
    [
      'one story for tasks that share it',
      `import asyncio
async def nap():
    await asyncio.sleep(1)
async def main():
    tasks = [asyncio.create_task(nap()), asyncio.create_task(nap())]
    await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
asyncio.run(main())
`,
      /At 0\.10 s `nap #1` and `nap #2` were asked to cancel; the `CancelledError` reached them at 0\.10 s, where they waited on line 3; they ended as cancelled/,
    ],
    [
      'a coroutine that is awaited',
      `import asyncio
async def inner():
    await asyncio.sleep(0.2)
    raise KeyError("gone")
async def main():
    try:
        await inner()
    except KeyError:
        await asyncio.sleep(0.1)
asyncio.run(main())
`,
      /`main` ran `inner` from 0\.00 s to 0\.20 s, when an exception left it, and gave way once in it, on line 3/,
    ],
    [
      'an await with nothing to wait for',
      `import asyncio
async def main():
    task = asyncio.create_task(asyncio.sleep(0))
    await asyncio.sleep(0.1)
    await task
asyncio.run(main())
`,
      /\*\*Line 5:\*\* Wait for `task` to be done\. There was nothing to wait for here: `main` went on at once/,
    ],
    [
      'callbacks',
      `import asyncio
async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.2, print, "late")
    never = loop.call_later(0.3, print, "never")
    loop.call_later(-5, print, "at once")
    never.cancel()
    await asyncio.sleep(0.5)
asyncio.run(main())
`,
      /`print` was called at 0\.20 s\.[\s\S]*`print` was never called\.[\s\S]*\*\*Line 6:\*\* [^\n]*`print` was called at 0\.00 s\.\n/,
    ],
    [
      'time limits',
      `import asyncio
async def main():
    async with asyncio.timeout(1):
        await asyncio.sleep(0.1)
    try:
        async with asyncio.timeout(0.1):
            await asyncio.sleep(1)
    except TimeoutError:
        print("late")
asyncio.run(main())
`,
      /It ended in time, at 0\.10 s\.[\s\S]*The time was up at 0\.20 s\./,
    ],
    [
      'a blocking wait until the time was up',
      `import threading
lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=0.5))
`,
      /waited here from 0\.00 s to 0\.50 s for the lock, until the time was up/,
    ],
    [
      'the end of the program',
      `import threading, time
threading.Thread(target=time.sleep, args=(1,)).start()
print("end")
`,
      /After the last line the main thread waited from 0\.00 s to 1\.00 s for `Thread-1 \(sleep\)` to end/,
    ],
    [
      'a pool of processes',
      `import asyncio
from concurrent.futures import ProcessPoolExecutor
async def main():
    with ProcessPoolExecutor(2) as pool:
        print(await asyncio.get_running_loop().run_in_executor(pool, abs, -1))
asyncio.run(main())
`,
      /blocks a worker process[\s\S]*for `abs\(-1\)` in a worker process/,
    ],
    [
      'a return through with',
      `class Door:
    def __enter__(self):
        return "open"
    def __exit__(self, *exc):
        print("shut")
def go():
    with Door() as door:
        text = door.upper()
        return text + "!"
print(go())
`,
      /return `text \+ "!"`\..* It returned `'OPEN!'`/,
    ],
    [
      'what attributes get',
      `class Counter:
    def __init__(self, start):
        self.count = start * 2
    def step(self):
        self.count += 1
        self.last = self.count
counter = Counter(3)
counter.step()
counter.step()
`,
      /`self\.count` was `6`[\s\S]*`self\.count` was `7`, then `8`/,
    ],
    [
      'comparisons of a data class',
      `from dataclasses import dataclass
@dataclass(order=True)
class Version:
    major: int
    minor: int = 0
print(Version(1, 2) < Version(1, 10))
`,
      /with the fields `major: int` and `minor: int = 0`.*With `order=True` it writes `<`, `<=`, `>` and `>=`/,
    ],
    [
      'rounds of a loop whose body begins with another block',
      `from contextlib import nullcontext
for n in range(3):
    with nullcontext():
        print(n)
        print(n)
`,
      /The loop went round three times/,
    ],
    [
      'a pool that is shut down while its work goes on',
      `import time
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    pool.submit(time.sleep, 1)
`,
      /shut down at 0\.00 s, waiting for its threads to end; one of its calls was still to finish/,
    ],
    [
      'a name that ends like another',
      `import asyncio
async def forget():
    return 1
async def get():
    return 2
forget()
`,
      /`get` was never called in this run/,
    ],
    [
      'a task that was cancelled before it began',
      `import asyncio
async def unborn():
    print("never")
async def main():
    asyncio.create_task(unborn()).cancel()
    await asyncio.sleep(0)
asyncio.run(main())
`,
      /`unborn` was made of it, but cancelled before its first line: its body never ran/,
    ],
    [
      'a coroutine driven by hand',
      `async def answer():
    return 42
try:
    answer().send(None)
except StopIteration as stop:
    print(stop.value)
`,
      /It ran once outside of any task, driven by hand/,
    ],
    [
      'the first of several',
      `import asyncio
async def nap(delay):
    await asyncio.sleep(delay)
async def main():
    tasks = [asyncio.create_task(nap(n)) for n in (0.1, 0.2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
asyncio.run(main())
`,
      /from 0\.00 s to 0\.10 s for the first of `nap\(0\.1\)` and `nap\(0\.2\)` to finish[\s\S]*ask `task` to cancel/,
    ],
    [
      'decimal places',
      'print(f"{1 / 3:.1f}")\n',
      /The format `:\.1f` rounds the number to one decimal place/,
    ],
    [
      'a case that matched',
      `for value in (1, "a", 2, 3.0):
    match value:
        case int():
            kind = "int"
            print(kind)
        case str():
            kind = "str"
            print(kind)
        case _:
            kind = "other"
            print(kind)
`,
      /Where it matches `str\(\)`/,
    ],
  ])('%s', (_, source, text) => {
    expect(notesOf(source)).toMatch(text);
  });
});

describe('code that never ran', () => {
  it.each([
    ['def f():\n    return 1\n', '`f` was never called in this run'],
    [
      'if 1 > 2:\n    x = 1\n    y = 2\n    z = 3\n    a = 4\n    b = 5\n',
      'the condition on line 1 was never true',
    ],
    ['for i in []:\n    print(i)\n', 'The loop never went round'],
    ['raise ValueError("x")\nprint(1)\n', 'This line never ran: the run never got past line 1'],
    [
      'try:\n    x = 1\n    y = 2\n    z = 3\nexcept KeyError:\n    print("no")\n',
      'Line 6 never ran: no exception that it catches came there',
    ],
    [
      'import asyncio\nasync def f():\n    return 1\nf()\n',
      'was called, but its coroutine was never awaited',
    ],
  ])('%j: %s', (source, text) => {
    expect(notesOf(source)).toContain(text);
  });
});

describe('runs that do not come to their end', () => {
  it('an uncaught exception is told at its line and above all', () => {
    const notes = notesOf('x = 1\nraise ValueError("boom")\n');
    expect(notes).toContain('> The program ended with an uncaught exception: `ValueError: boom`.');
    expect(notes).toMatch(
      /\*\*Lines 1–2:\*\* .*`ValueError: boom` was raised here\..*Here the program ended/,
    );
  });

  it('a deadlock names who waits', () => {
    const source = `import asyncio
async def main():
    lock = asyncio.Lock()
    async with lock:
        await lock.acquire()
asyncio.run(main())
`;
    const notes = notesOf(source);
    expect(notes).toContain('> The run ended in a deadlock');
    expect(notes).toMatch(/\*\*Lines 4–5:\*\* .*and never went on/);
  });

  it('a limit says so', () => {
    const notes = notesOf('n = 0\nwhile True:\n    n += 1\n', { maxSteps: 1000 });
    expect(notes).toContain('> The run was stopped');
  });
});

describe('formats', () => {
  const { explanation } = explainedSource('print("<b> & `x`")\n');

  it('a page is escaped and whole', () => {
    const page = [...htmlLines(explanation, { evidence: true })].join('\n');
    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(page).toContain('&#60;b&#62; &#38;');
    expect(page).not.toContain('<b>');
    expect(page).not.toMatch(/<script|https?:/);
  });

  it('data has the notes with their lines, kinds and evidence', () => {
    const data: unknown = JSON.parse([...jsonLines(explanation)].join('\n'));
    expect(data).toMatchObject({
      format: 'loopscope-explanation',
      notes: [{ title: 'Line 1', span: { first: 1, last: 1 }, lines: { first: 1, last: 1 } }],
    });
  });
});
