// What a program may see and change of the folder it lies in.

import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Workspace } from '../support/command.js';

const workspace = new Workspace();
afterAll(() => workspace.remove());

mkdirSync(join(workspace.folder, 'lecture'));
workspace.write('outside.txt', 'not to be seen\n');
workspace.write('lecture/data.txt', '1\n2\n3\n');
workspace.write('lecture/helper.py', 'def total(path):\n    return sum(int(line) for line in open(path))\n');
workspace.write(
  'lecture/main.py',
  `import os
import helper

print(helper.total('data.txt'))
with open('result.txt', 'w') as file:
    file.write('six')
os.makedirs('made/deep', exist_ok=True)
print(open('result.txt').read(), sorted(os.listdir()))
`,
);
const printed = "6\nsix ['data.txt', 'helper.py', 'made', 'main.py', 'result.txt']\n";
const result = join(workspace.folder, 'lecture/result.txt');

it('reads what lies beside it, from wherever it is run, and writes into memory', async () => {
  expect(await workspace.run(['run', 'lecture/main.py'])).toMatchObject({
    code: 0,
    stdout: printed,
    stderr: '',
  });
  expect(existsSync(result)).toBe(false);
  expect(existsSync(join(workspace.folder, 'lecture/made'))).toBe(false);
});

it('keeps what it writes with --allow-write', async () => {
  const ran = await workspace.run(['run', '--allow-write', 'lecture/main.py']);
  expect(ran).toMatchObject({ code: 0, stdout: printed, stderr: '' });
  expect(readFileSync(result, 'utf8')).toBe('six');
  expect(existsSync(join(workspace.folder, 'lecture/made/deep'))).toBe(true);
  rmSync(result);
});

it('carries moves and removals to the host, and nothing that lies elsewhere', async () => {
  workspace.write('lecture/old.txt', 'old');
  workspace.write(
    'lecture/moves.py',
    `import os
os.rename('old.txt', 'new.txt')
os.rmdir('made/deep')
os.rmdir('made')
with open('/tmp/elsewhere.txt', 'w') as file:
    file.write('in memory')
open('dropped.txt', 'w').write('flushed at the end')
print(open('/tmp/elsewhere.txt').read())
`,
  );
  const ran = await workspace.run(['run', '--allow-write', 'lecture/moves.py']);
  expect(ran).toMatchObject({ code: 0, stdout: 'in memory\n', stderr: '' });
  const inLecture = (name: string) => join(workspace.folder, 'lecture', name);
  expect(readFileSync(inLecture('new.txt'), 'utf8')).toBe('old');
  expect(readFileSync(inLecture('dropped.txt'), 'utf8')).toBe('flushed at the end');
  for (const name of ['old.txt', 'made']) expect(existsSync(inLecture(name))).toBe(false);
});

it('sees nothing outside of its folder', async () => {
  symlinkSync('../outside.txt', join(workspace.folder, 'lecture/escape.txt'));
  workspace.write(
    'lecture/curious.py',
    `import os
for path in ('../outside.txt', 'escape.txt', '/etc/passwd'):
    try:
        open(path)
    except OSError as error:
        print(type(error).__name__, error.filename)
print(dict(os.environ))
`,
  );
  const stdout = ['../outside.txt', 'escape.txt', '/etc/passwd']
    .map((path) => `FileNotFoundError ${path}\n`)
    .join('');
  expect(await workspace.run(['run', 'lecture/curious.py'])).toMatchObject({
    code: 0,
    stdout: `${stdout}{}\n`,
  });
});

it('shows an error in an imported file with its name and line', async () => {
  workspace.write('lecture/broken.py', "import helper\nhelper.total('missing.txt')\n");
  const { code, stderr } = await workspace.run(['run', 'lecture/broken.py']);
  expect(code).toBe(1);
  expect(stderr).toContain('  File "lecture/helper.py", line 2, in total\n');
  expect(stderr).toContain("FileNotFoundError: [Errno 2] No such file or directory: 'missing.txt'\n");
});
