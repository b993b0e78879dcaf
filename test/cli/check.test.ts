// `loopscope check` as users meet it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lectureOf } from '../support/checked.js';
import { Workspace } from '../support/command.js';

const workspace = new Workspace();
afterAll(() => workspace.remove());

const sleepy = 'import asyncio\n\nasync def main():\n    await asyncio.sleep(0.5)\n\nasyncio.run(main())\n';
workspace.write(
  'good.md',
  lectureOf(sleepy, ['**Line 1:** Import `asyncio`.', '**Line 4:** It sleeps for 0.5 seconds.']),
);
workspace.write('bad.md', lectureOf(sleepy, ['**Line 4:** It sleeps for 2 seconds.']));
workspace.write('loose.md', lectureOf(sleepy, ['**Line 4:** A nice line.']));
workspace.write('fails.md', lectureOf('raise ValueError("no")', ['**Line 1:** It raises a `ValueError`.']));
workspace.write(
  'broken.md',
  '- **Line 1:** early\n\n```python\nif x\n```\n\n- **Line 1:** late\n\n```python\nx = 1\n',
);

describe('loopscope check', () => {
  it('is 0 when all notes hold', async () => {
    expect(await workspace.run(['check', 'good.md'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('is 1 when one does not, and says where and what instead', async () => {
    const { code, stdout } = await workspace.run(['check', 'bad.md']);
    expect(code).toBe(1);
    expect(stdout).toContain('bad.md:12 "2 seconds"');
    expect(stdout).toContain('suggest:  0.5 seconds');
  });

  it('fails on what cannot be checked when it is strict', async () => {
    expect(await workspace.run(['check', 'loose.md'])).toMatchObject({ code: 0 });
    expect(await workspace.run(['check', '--strict', 'loose.md'])).toMatchObject({ code: 1 });
  });

  it('reports what is wrong with the file and checks the rest', async () => {
    const { code, stdout } = await workspace.run(['check', 'broken.md']);
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'broken.md:1: the note on "Line 1" has no program before it',
      "broken.md:4: SyntaxError: expected ':'",
      'broken.md:9: this code fence is never closed',
    ]);
  });

  it('runs the claims beside a lecture, whose prints go to stderr', async () => {
    workspace.write('claimed.md', lectureOf(sleepy, ['**Line 4:** A nice line.']));
    workspace.write(
      'claimed.claims.py',
      'def line_4(trace):\n    """It sleeps for a second."""\n    print("asked")\n    assert trace.total > 1, "for half a second"\n',
    );
    const { code, stdout, stderr } = await workspace.run(['check', 'claimed.md']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'asked\n' });
    expect(stdout).toContain('It sleeps for a second.');
    expect(stdout).toMatch(/observed: claimed\.claims\.py:4: assert 0\.5\d* > 1/);
    expect(stdout).toContain('suggest:  for half a second');
  });

  it('takes a program that fails for what it is', async () => {
    expect(await workspace.run(['check', 'fails.md'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('rewrites wrong numbers only when told to', async () => {
    const refused = await workspace.run(['check', '--update', 'bad.md']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('--update asks on a terminal; without one, say --update --yes');
    const { stderr } = await workspace.run(['check', '--update', '--yes', 'bad.md']);
    expect(stderr).toBe('loopscope: 1 place of bad.md rewritten\n');
    expect(readFileSync(join(workspace.folder, 'bad.md'), 'utf8')).toContain('It sleeps for 0.5 seconds.');
    expect(await workspace.run(['check', 'bad.md'])).toMatchObject({ code: 0 });
  });

  it('says when there is no such file', async () => {
    expect(await workspace.run(['check', 'none.md'])).toMatchObject({
      code: 3,
      stderr: 'loopscope: cannot read none.md: no such file or directory\n',
    });
  });
});
