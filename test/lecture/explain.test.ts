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
    expect(text).toContain('`BaseEventLoop._ready`');
    expect(text).toContain('`_run_once`');
    expect(notes).not.toContain('BaseEventLoop');
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
