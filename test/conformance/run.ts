// npm run conformance [-- GROUP-OR-MODULE...]: CPython's own tests, method by method, on the built command.
//
// The tests stay where they are: LOOPSCOPE_PYTHON names a CPython 3.13, whose library has them, and LOOPSCOPE_SUITE the
// driver that cuts them into single programs and scores each (its `run_suite.py`). Nothing of CPython's is copied here.
// Without arguments the modules marked as goals are run, which takes about ten minutes; `language`, `builtins`,
// `stdlib` and `asyncio` are whole groups. What begins with `--` goes to the driver (`--show` lists what fails).

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const GROUPS = new Set(['goal', 'language', 'builtins', 'stdlib', 'asyncio', 'all']);
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const python = required('LOOPSCOPE_PYTHON', 'a CPython 3.13');
const suite = required('LOOPSCOPE_SUITE', 'the driver that runs its tests one by one');
if (!existsSync(cli)) fail(`${cli} is not there: npm run build`);

const given = process.argv.slice(2);
const wanted = given.some((arg) => !arg.startsWith('--')) ? given : ['goal', ...given];
const { status, error } = spawnSync(
  python,
  [
    suite,
    '--cmd',
    `${process.execPath} ${cli} run {file}`,
    '--mode',
    'extract',
    ...wanted.flatMap((arg) => (GROUPS.has(arg) ? ['--group', arg] : [arg])),
  ],
  { stdio: 'inherit', env: { ...process.env, PYTHON: python } },
);
if (error !== undefined) fail(`${python}: ${error.message}`);
process.exitCode = status ?? 1;

function required(name: string, what: string): string {
  const value = process.env[name] ?? '';
  if (value === '') fail(`${name} is not set: it names ${what}.`);
  return value;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
