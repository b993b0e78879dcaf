// The built command as users meet it: what it prints where, and its exit code.

import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Workspace } from '../support/command.js';

const workspace = new Workspace();
afterAll(() => workspace.remove());

const JS_STACK = /^\s+at .*(\.[cm]?js|node:)/m;

workspace.write('hello.py', "print('hello')\n");
workspace.write('spin.py', "print('start')\nwhile True:\n    pass\n");
workspace.write(
  'endless-task.py',
  [
    'import asyncio',
    'async def main():',
    "    print('start')",
    '    n = 0',
    '    while True:',
    '        n += 1',
    'asyncio.run(main())',
  ].join('\n'),
);
workspace.write('raises.py', "print(1)\nraise ValueError('boom')\n");
workspace.write('input.py', "name = input('name? ')\nprint(name, repr(input()))\n");
workspace.write(
  'lecture.md',
  '## Example 1.1 — One\n\n```python\nprint("one")\n```\n\n## Example 1.2 — Two\n\n```python\nprint("two")\n```\n',
);
workspace.write('single.md', '# Only\n\n```python\nprint("only")\n```\n');

describe('bad input gives a clear word and its exit code', () => {
  workspace.write('latin.py', new Uint8Array([0x23, 0x0a, 0x22, 0xe9, 0x22, 0x0a]));
  workspace.write('cut.py', new Uint8Array([0x23, 0xe2, 0x82]));
  workspace.write('empty.py', '');
  workspace.write('syntax.py', 'x = 1\nif x\n    pass\n');
  workspace.write('module.py', 'import nope_xyz\n');
  mkdirSync(join(workspace.folder, 'folder'));

  const cases: [string[], number, string][] = [
    [['missing.py'], 3, 'loopscope: cannot read missing.py: no such file or directory\n'],
    [
      ['tarce'],
      3,
      'loopscope: cannot read tarce: no such file or directory (did you mean the command trace?)\n',
    ],
    [['folder'], 3, 'loopscope: cannot read folder: it is a directory\n'],
    [['latin.py'], 3, 'loopscope: cannot read latin.py: line 2 is not UTF-8 (byte 0xe9)\n'],
    [['cut.py'], 3, 'loopscope: cannot read cut.py: line 1 is not UTF-8 (byte 0xe2)\n'],
    // CPython 3.13's own words, but for the absolute path.
    [['syntax.py'], 3, '  File "syntax.py", line 2\n    if x\n        ^\nSyntaxError: expected \':\'\n'],
    [
      ['--fromat', 'text', 'hello.py'],
      2,
      "loopscope: unknown option --fromat: did you mean --format?\n'loopscope --help' shows how it is used\n",
    ],
    [['--example', '2', 'single.md'], 2, 'loopscope: single.md has no example 2:\n  --example 1  Only\n'],
    [
      ['lecture.md'],
      2,
      'loopscope: lecture.md has 2 programs; choose one:\n  --example 1  Example 1.1 — One\n  --example 2  Example 1.2 — Two\n',
    ],
    [['--example', '1', 'hello.py'], 3, 'loopscope: no ```python block in hello.py\n'],
    [['-o', 'folder', 'hello.py'], 2, 'loopscope: cannot write folder: it is a directory\n'],
  ];
  it.each(cases.flatMap(([args, code, stderr]) => [{ args, code, stderr }]))(
    '$args',
    async ({ args, code, stderr }) => {
      expect(await workspace.run(args)).toEqual({ code, signal: null, stdout: '', stderr });
    },
  );

  it('a syntax error ends run with 3 as well', async () => {
    expect(await workspace.run(['run', 'syntax.py'])).toMatchObject({ code: 3, stdout: '' });
  });

  it('an empty file is a program', async () => {
    const nothing = { code: 0, signal: null, stdout: '', stderr: '' };
    expect(await workspace.run(['run', 'empty.py'])).toEqual(nothing);
    expect(await workspace.run(['empty.py'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('an unknown module is an exception of the program', async () => {
    const words = "ModuleNotFoundError: No module named 'nope_xyz'\n";
    const ran = await workspace.run(['run', 'module.py']);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toBe(
      `Traceback (most recent call last):\n  File "module.py", line 1, in <module>\n    import nope_xyz\n${words}`,
    );
    const traced = await workspace.run(['module.py']);
    expect(traced.code).toBe(4);
    expect(traced.stderr).toBe(`loopscope: the program ended with an uncaught exception: ${words}`);
  });

  it('without arguments it shows how it is used', async () => {
    const { code, stdout, stderr } = await workspace.run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Examples:');
  });

  it('a closed pipe ends quietly', async () => {
    workspace.write('many.py', 'for i in range(200000):\n    print(i)\n');
    for (const args of [['run', 'many.py'], ['many.py'], ['--format', 'ndjson', 'many.py']]) {
      const child = workspace.start(args);
      child.stdout?.once('data', () => child.stdout?.destroy());
      let stderr = '';
      child.stderr?.on('data', (text) => {
        stderr += text;
      });
      expect(await once(child, 'close')).toEqual([141, null]);
      expect(stderr).toBe('');
    }
  });

  it('a closed pipe is no news to --help either', async () => {
    const child = workspace.start(['--help']);
    child.stdout?.destroy();
    const [code] = await once(child, 'close');
    expect([0, 141]).toContain(code);
  });
});

describe('run', () => {
  it('gives what the program prints, and its exit code', async () => {
    workspace.write('exit.py', "print('out')\nraise SystemExit(7)\n");
    expect(await workspace.run(['run', 'exit.py'])).toEqual({
      code: 7,
      signal: null,
      stdout: 'out\n',
      stderr: '',
    });
    const { code, stdout, stderr } = await workspace.run(['run', 'raises.py']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '1\n' });
    expect(stderr).toMatch(/^Traceback [\s\S]*ValueError: boom\n$/);
    expect(stderr).not.toMatch(JS_STACK);
  });

  it('reads the program from stdin, or its input', async () => {
    expect(await workspace.run(['run', '-'], { stdin: "print('hi')\n" })).toMatchObject({ stdout: 'hi\n' });
    expect(await workspace.run(['run', 'input.py'], { stdin: 'Grüße\nlast' })).toMatchObject({
      code: 0,
      stdout: "name? Grüße 'last'\n",
    });
  });

  it('says on request how long the program took', async () => {
    const { stdout, stderr } = await workspace.run(['run', '--elapsed', 'hello.py']);
    expect(stdout).toBe('hello\n');
    expect(stderr).toMatch(/^# elapsed \d+\.\d{6}\n$/);
  });

  it('keeps what was printed before a limit', async () => {
    const { code, stdout, stderr } = await workspace.run(['run', '--max-steps', '1000', 'spin.py']);
    expect({ code, stdout }).toEqual({ code: 5, stdout: 'start\n' });
    expect(stderr).toMatch(/^loopscope: .*--max-steps.*\n$/);
  });

  it('runs nothing of the program after a limit, not even what asyncio.run does at the end', async () => {
    const { code, stdout, stderr } = await workspace.run(['run', '--max-steps', '2000', 'endless-task.py']);
    expect({ code, stdout }).toEqual({ code: 5, stdout: 'start\n' });
    expect(stderr).toMatch(/^loopscope: .*--max-steps.*\n$/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('is stopped by %s', async (signal) => {
    // Enough output to be passed on at once.
    workspace.write('loop.py', "print('start ' * 10000)\nwhile True:\n    pass\n");
    const child = workspace.start(['run', 'loop.py']);
    child.stdout?.once('data', () => child.kill(signal));
    child.stdout?.resume();
    expect(await once(child, 'close')).toEqual([signal === 'SIGINT' ? 130 : 143, null]);
  });

  it('is stopped by a signal while it waits for input', async () => {
    const child = workspace.start(['run', 'input.py']);
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    const [code, signal] = await once(child, 'close');
    expect(code === 143 || signal === 'SIGTERM').toBe(true);
  });

  it('goes 1,000 calls deep and deeper only with a RecursionError', async () => {
    workspace.write('deep.py', DEEP);
    expect(await workspace.run(['run', 'deep.py'])).toEqual({
      code: 0,
      signal: null,
      stdout: '900\nmaximum recursion depth exceeded\n',
      stderr: '',
    });
  });
});

const DEEP = `
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)

def endless(*args, **kwargs):
    return [endless(*args, **kwargs) for _ in range(1)]

print(depth(900))
try:
    endless(1, 2, key=3)
except RecursionError as error:
    print(error)
`;

describe('trace', () => {
  it('is what a bare file asks for', async () => {
    const bare = await workspace.run(['hello.py']);
    expect(bare).toMatchObject({ code: 0, stderr: '' });
    expect(bare.stdout).toContain('prints hello');
    expect(await workspace.run(['trace', 'hello.py'])).toEqual(bare);
  });

  it('tells of an uncaught exception on stderr, unless it is to be quiet', async () => {
    const { code, stdout, stderr } = await workspace.run(['raises.py']);
    expect(code).toBe(4);
    expect(stdout).toContain('ValueError: boom');
    expect(stderr).toBe('loopscope: the program ended with an uncaught exception: ValueError: boom\n');
    expect(await workspace.run(['-q', 'raises.py'])).toMatchObject({ code: 4, stderr: '' });
  });

  it('is written to a file', async () => {
    const direct = await workspace.run(['--format', 'ndjson', 'hello.py']);
    expect(await workspace.run(['--format', 'ndjson', '-o', 'out.ndjson', 'hello.py'])).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(readFileSync(join(workspace.folder, 'out.ndjson'), 'utf8')).toBe(direct.stdout);
    expect(direct.stdout.split('\n')[0]).toContain('"file":"hello.py"');
  });

  it('never shows an absolute path', async () => {
    const { stdout } = await workspace.run(['--format', 'ndjson', join(workspace.folder, 'hello.py')]);
    expect(stdout).not.toContain(workspace.folder);
    expect(stdout).toContain('"file":"hello.py"');
  });

  it('takes an example out of a lecture', async () => {
    for (const choice of ['2', '1.2']) {
      const { code, stdout } = await workspace.run(['--example', choice, 'lecture.md']);
      expect(code).toBe(0);
      expect(stdout).toContain('lecture.md#example-2');
      expect(stdout).toContain('prints two');
    }
    expect(await workspace.run(['run', 'single.md'])).toMatchObject({ code: 0, stdout: 'only\n' });
  });

  it('keeps the trace so far when a limit stops the program', async () => {
    workspace.write('forever.py', "import time\nprint('start')\nwhile True:\n    time.sleep(0.5)\n");
    for (const limit of [
      ['--max-time', '1'],
      ['--max-steps', '100'],
    ]) {
      const { code, stdout, stderr } = await workspace.run([...limit, 'forever.py']);
      expect(code).toBe(5);
      expect(stdout).toContain('prints start');
      expect(stderr).toMatch(new RegExp(`^loopscope: .*${limit[0]}.*\\n$`));
    }
  });

  it('says who waits for what in a deadlock', async () => {
    workspace.write('deadlock.py', DEADLOCK);
    const { code, stdout, stderr } = await workspace.run(['deadlock.py']);
    expect(code).toBe(6);
    expect(stdout).not.toBe('');
    expect(stderr).toMatch(/deadlock/);
    expect(stderr).not.toMatch(JS_STACK);
    expect(await workspace.run(['run', 'deadlock.py'])).toMatchObject({ code: 6, stdout: 'before\n' });
  });

  it('is coloured on request only, when it goes to a pipe', async () => {
    const colored = '\u001b[';
    expect((await workspace.run(['hello.py'])).stdout).not.toContain(colored);
    expect((await workspace.run(['--color', 'always', 'hello.py'])).stdout).toContain(colored);
    expect((await workspace.run(['hello.py'], { env: { FORCE_COLOR: '1' } })).stdout).toContain(colored);
  });
});

const DEADLOCK = `
import asyncio

async def main():
    print('before')
    await asyncio.get_running_loop().create_future()

asyncio.run(main())
`;

describe('schema, help, version', () => {
  it('schema is the shipped file', async () => {
    const shipped = new URL('../../dist/trace.schema.json', import.meta.url);
    expect((await workspace.run(['schema'])).stdout).toBe(readFileSync(shipped, 'utf8'));
  });

  it('help and version go to stdout', async () => {
    const help = await workspace.run(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/^loopscope .*\n\nExamples:\n/);
    expect(await workspace.run(['-V'])).toMatchObject({ code: 0, stdout: 'loopscope 0.1.0\n', stderr: '' });
  });
});
