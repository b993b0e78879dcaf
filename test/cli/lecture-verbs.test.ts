// `loopscope explain` and `loopscope quiz` as users meet them: formats, wrong flags, programs that end otherwise.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Workspace } from '../support/command.js';

const workspace = new Workspace();
afterAll(() => workspace.remove());

workspace.write(
  'naps.py',
  `import asyncio
import time


async def nap(name, delay):
    await asyncio.sleep(delay)
    print(name, "woke up")


async def main():
    await asyncio.gather(nap("slow", 0.2), nap("quick", 0.1))


asyncio.run(main())
`,
);
workspace.write('syntax.py', 'x = 1\nif x\n    pass\n');
workspace.write('raises.py', "print(1)\nraise ValueError('boom')\n");
workspace.write('endless.py', 'n = 0\nwhile True:\n    n += 1\n');
workspace.write('greets.py', "name = input('name? ')\nprint('hello', name)\n");
workspace.write(
  'deadlock.py',
  'import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\nprint("never")\n',
);
workspace.write(
  'lecture.md',
  '## Example 1.1 — One\n\n```python\nprint("one")\n```\n\n## Example 1.2 — Two\n\n```python\nprint("two")\n```\n',
);

describe('explain', () => {
  it('writes notes in the form of a lecture', async () => {
    const { code, stdout, stderr } = await workspace.run(['explain', 'naps.py']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^\*\*Line-by-line explanation:\*\*\n\n- \*\*Line 1:\*\* Import `asyncio`/);
    expect(stdout).toMatch(
      /\n- \*\*Line 6:\*\* .*`nap\('slow'\)` from 0\.00 s to 0\.20 s and `nap\('quick'\)`/,
    );
    expect(stdout).not.toMatch(/\[events? \d/);
  });

  it('names events where it is asked for them', async () => {
    const { stdout } = await workspace.run(['explain', '--evidence', 'naps.py']);
    expect(stdout).toMatch(/`nap\('slow'\)` from 0\.00 s to 0\.20 s.* \[events \d+, \d+/);
  });

  it("says the same in CPython's names", async () => {
    const { stdout } = await workspace.run(['explain', '--level', 'engineer', 'naps.py']);
    expect(stdout).toContain('`TimerHandle`');
    expect(stdout).toContain('`_run_once`');
    expect(stdout).not.toContain('I/O registry');
  });

  it('writes a page, and data', async () => {
    const page = await workspace.run(['explain', '--format', 'html', 'naps.py']);
    expect(page.stdout).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
    const { stdout } = await workspace.run(['explain', '--format', 'json', '--level', 'engineer', 'naps.py']);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'loopscope-explanation',
      file: 'naps.py',
      level: 'engineer',
    });
  });

  it('writes into a file', async () => {
    const { code, stdout } = await workspace.run(['explain', 'naps.py', '-o', 'notes.md']);
    expect([code, stdout]).toEqual([0, '']);
    const notes = readFileSync(join(workspace.folder, 'notes.md'), 'utf8');
    expect(notes).toMatch(/^\*\*Line-by-line explanation:\*\*\n/);
  });

  it('takes a program from stdin, and an example of a lecture', async () => {
    const { stdout } = await workspace.run(['explain', '-'], { stdin: 'print("hi")\n' });
    expect(stdout).toContain('It printed: `hi`.');
    const example = await workspace.run(['explain', '--example', '2', 'lecture.md']);
    expect(example.stdout).toContain('It printed: `two`.');
  });

  it('gives the program the end of its input where stdin is closed', async () => {
    const { code, stdout } = await workspace.run(['explain', 'greets.py'], { stdin: '' });
    expect(code).toBe(4);
    expect(stdout).toContain(
      '> The program ended with an uncaught exception: `EOFError: EOF when reading a line`.',
    );
    const greeted = await workspace.run(['explain', 'greets.py'], { stdin: 'Ada\n' });
    expect(greeted.stdout).toContain('It printed: `hello Ada`.');
  });
});

describe('quiz', () => {
  it('asks, and keeps the answers to itself', async () => {
    const { code, stdout, stderr } = await workspace.run(['quiz', 'naps.py']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^Quiz on naps\.py\n\n1\. `main` has just given way on line 11 at 0\.00 s\. .*\n {3}a\) /,
    );
    expect(stdout).toContain('Suppose the delays `0.2` and `0.1` on line 11 were swapped.');
    expect(stdout).not.toContain('Answers');
  });

  it('gives the answers where it is asked for them, and mixes by the seed', async () => {
    const { stdout } = await workspace.run(['quiz', '--answers', 'naps.py']);
    expect(stdout).toMatch(/\nAnswers\n1\. [a-d]\) /);
    const mixed = await workspace.run(['quiz', '--answers', '--seed', '3', 'naps.py']);
    expect(mixed.stdout).not.toBe(stdout);
    const again = await workspace.run(['quiz', '--answers', '--seed', '3', 'naps.py']);
    expect(again.stdout).toBe(mixed.stdout);
  });

  it('writes data, with answers where it is asked for them', async () => {
    const { stdout } = await workspace.run(['quiz', '--format', 'json', 'naps.py']);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'loopscope-quiz', file: 'naps.py' });
    expect(stdout).not.toContain('"answer"');
    const keyed = await workspace.run(['quiz', '--format', 'json', '--answers', 'naps.py']);
    expect(keyed.stdout).toContain('"answer"');
  });

  it('says so where there is nothing to ask', async () => {
    const { code, stdout } = await workspace.run(['quiz', '-'], { stdin: 'print(1)\n' });
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing to ask')]);
  });
});

describe('what cannot be done is said', () => {
  const cases: [string[], number, string][] = [
    [['explain'], 2, "loopscope: which program? explain takes a FILE ('-' is stdin)\n"],
    [['quiz'], 2, "loopscope: which program? quiz takes a FILE ('-' is stdin)\n"],
    [['explain', 'nope.py'], 3, 'loopscope: cannot read nope.py: no such file or directory\n'],
    [['quiz', 'nope.py'], 3, 'loopscope: cannot read nope.py: no such file or directory\n'],
    [
      ['explain', '--format', 'svg', 'naps.py'],
      2,
      "loopscope: --format is one of markdown, html, json, not 'svg'\n",
    ],
    [['quiz', '--format', 'html', 'naps.py'], 2, "loopscope: --format is one of text, json, not 'html'\n"],
    [
      ['explain', '--level', 'pro', 'naps.py'],
      2,
      "loopscope: --level is one of beginner, engineer, not 'pro'\n",
    ],
    [['explain', '--answers', 'naps.py'], 2, 'loopscope: --answers belongs to quiz, not to explain\n'],
    [['quiz', '--evidence', 'naps.py'], 2, 'loopscope: --evidence belongs to explain, not to quiz\n'],
    [['explain', 'syntax.py'], 3, "SyntaxError: expected ':'\n"],
    [['quiz', 'syntax.py'], 3, "SyntaxError: expected ':'\n"],
  ];

  it.each(cases)('%j', async (args, code, text) => {
    const finished = await workspace.run(args);
    expect([finished.code, finished.stdout]).toEqual([code, '']);
    expect(finished.stderr).toContain(text);
  });
});

describe('a program that does not come to its end', () => {
  it.each(['explain', 'quiz'])('%s: an uncaught exception is exit code 4', async (verb) => {
    const { code, stdout } = await workspace.run([verb, 'raises.py']);
    expect(code).toBe(4);
    expect(stdout).toContain(verb === 'explain' ? '`ValueError: boom` was raised here' : 'Quiz on raises.py');
  });

  it.each(['explain', 'quiz'])('%s: a limit is exit code 5', async (verb) => {
    const { code, stdout, stderr } = await workspace.run([verb, '--max-steps', '2000', 'endless.py']);
    expect(code).toBe(5);
    expect(stderr).toBe('loopscope: stopped after 2000 steps (--max-steps)\n');
    if (verb === 'explain') expect(stdout).toContain('> The run was stopped after 2000 steps (--max-steps).');
  });

  it.each(['explain', 'quiz'])('%s: a deadlock is exit code 6', async (verb) => {
    const { code, stdout, stderr } = await workspace.run([verb, 'deadlock.py']);
    expect(code).toBe(6);
    expect(stderr).toMatch(/^loopscope: deadlock: /);
    if (verb === 'explain') expect(stdout).toContain('This line never ran: the run never got past line 4.');
  });

  it.each(['explain', 'quiz'])('%s: a closed pipe ends it quietly', async (verb) => {
    const child = workspace.start([verb, 'naps.py']);
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += String(chunk);
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
  });
});
