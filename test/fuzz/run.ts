// npm run fuzz [-- COUNT [FIRST_SEED]]: random asyncio programs, ours against CPython's.
//
// LOOPSCOPE_ORACLE names a command that runs a program on CPython 3.13 in virtual time (fixtures/README.md). Programs
// whose output differs are left in a temporary folder, and their seeds are printed. `--record` writes the outputs of the
// first hundred seeds, which `test/fuzz.test.ts` compares without an oracle.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from '../../src/trace/invariants.js';
import { runSource } from '../support/programs.js';
import { programOf } from './generate.js';

const RECORDED = 100;

const args = process.argv.slice(2);
const isRecording = args.includes('--record');
const [count = 200, first = isRecording ? 1 : Date.now() % 1_000_000] = args
  .filter((arg) => !arg.startsWith('--'))
  .map(Number);
const oracle = process.env.LOOPSCOPE_ORACLE ?? '';
if (oracle === '') {
  console.error('LOOPSCOPE_ORACLE is not set: it names the command that runs a program on CPython 3.13.');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'loopscope-fuzz-'));
const outputs: Record<string, string> = {};
const last = first + (isRecording ? RECORDED : count) - 1;
let differing = 0;
console.log(`seeds ${first} to ${last}`);
for (let seed = first; seed <= last; seed++) {
  const source = programOf(seed);
  const file = join(folder, `seed-${seed}.py`);
  writeFileSync(file, source);
  const expected = spawnSync(`${oracle} "$PROGRAM"`, {
    shell: '/bin/sh',
    encoding: 'utf8',
    env: { ...process.env, PROGRAM: file, PYTHONHASHSEED: '0' },
  });
  outputs[seed] = expected.stdout;
  const ran = runSource(source, { filename: file, clock: 'reference', trace: 'schedule' });
  const wrong = ran.result.trace === null ? ['no trace'] : violations(ran.result.trace);
  if (ran.stdout === expected.stdout && wrong.length === 0) continue;
  differing++;
  console.log(`seed ${seed}: ${file}`);
  if (wrong.length > 0) console.log(`  trace: ${wrong[0]}`);
  const [ours, theirs] = [ran.stdout.split('\n'), expected.stdout.split('\n')];
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  const line = at < 0 ? theirs.length : at;
  if (ran.stdout !== expected.stdout)
    console.log(`  line ${line + 1}\n    ours:    ${ours[line] ?? ''}\n    CPython: ${theirs[line] ?? ''}`);
}
console.log(`${differing} of ${last - first + 1} programs differ`);
if (isRecording)
  writeFileSync(new URL('recorded.json', import.meta.url), `${JSON.stringify(outputs, null, 1)}\n`);
process.exitCode = differing === 0 ? 0 : 1;
