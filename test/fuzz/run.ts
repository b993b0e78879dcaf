// npm run fuzz [-- COUNT [FIRST_SEED]]: random asyncio programs, ours against CPython's.
//
// LOOPSCOPE_ORACLE names a command that runs a program on CPython 3.13 in virtual time (fixtures/README.md). Programs
// run in batches, which saves most of the time that starting CPython takes; where a batch differs, the first seed that
// does is run again alone. What differs is left in a temporary folder, and the seeds are printed. `--record` writes the
// outputs of the first hundred seeds, which `test/fuzz.test.ts` compares without an oracle.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violations } from '../../src/trace/invariants.js';
import { runSource } from '../support/programs.js';
import { batchOf, programOf, SEPARATOR } from './generate.js';

const RECORDED = 100;
const BATCH = 20;

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

interface Comparison {
  /** CPython came to the end: on a busy machine the guard of a command may stop it. */
  readonly isWhole: boolean;
  readonly theirs: string;
  readonly ours: string;
  /** What is wrong with the trace, or null. */
  readonly trace: string | null;
}

function expectedOf(source: string, file: string): { stdout: string; status: number | null } {
  writeFileSync(file, source);
  return spawnSync(`${oracle} "$PROGRAM"`, {
    shell: '/bin/sh',
    encoding: 'utf8',
    env: { ...process.env, PROGRAM: file, PYTHONHASHSEED: '0' },
    maxBuffer: 2 ** 28,
  });
}

function compare(source: string, name: string): Comparison {
  const file = join(folder, `${name}.py`);
  const { stdout: theirs, status } = expectedOf(source, file);
  const ran = runSource(source, { filename: file, clock: 'reference', trace: 'schedule' });
  const wrong = ran.result.trace === null ? ['no trace'] : violations(ran.result.trace);
  return { isWhole: status === 0, theirs, ours: ran.stdout, trace: wrong[0] ?? null };
}

const isEqual = ({ theirs, ours, trace }: Comparison): boolean => theirs === ours && trace === null;

function report(name: string, { theirs, ours, trace }: Comparison): void {
  console.log(`${name}: ${join(folder, `${name}.py`)}`);
  if (trace !== null) console.log(`  trace: ${trace}`);
  if (ours === theirs) return;
  const [our, their] = [ours.split('\n'), theirs.split('\n')];
  const at = their.findIndex((line, index) => line !== our[index]);
  const line = at < 0 ? their.length : at;
  console.log(`  line ${line + 1}\n    ours:    ${our[line] ?? ''}\n    CPython: ${their[line] ?? ''}`);
}

/** The first seed of a batch whose part of the output differs. */
function firstDiffering({ theirs, ours }: Comparison, seeds: readonly number[]): number | undefined {
  const [our, their] = [ours, theirs].map((text) => text.split(`${SEPARATOR}\n`));
  return seeds.find((_, index) => our?.[index] !== their?.[index]);
}

/** How many programs of a batch differ; stops at the first one, runs it alone and goes on behind it. */
function differingIn(seeds: readonly number[]): number {
  if (seeds.length === 0) return 0;
  const name = `seeds-${seeds[0]}-to-${seeds.at(-1)}`;
  const batch = compare(batchOf(seeds), name);
  if (isEqual(batch)) return 0;
  if (!batch.isWhole && seeds.length > 1) return seeds.reduce((sum, one) => sum + differingIn([one]), 0);
  const seed = firstDiffering(batch, seeds);
  const alone = seed === undefined ? batch : compare(programOf(seed), `seed-${seed}`);
  // In a batch the clock goes on from program to program, so one may differ there and not alone.
  if (seed === undefined || isEqual(alone)) report(name, batch);
  else report(`seed-${seed}`, alone);
  return 1 + differingIn(seed === undefined ? [] : seeds.slice(seeds.indexOf(seed) + 1));
}

const seeds = Array.from({ length: isRecording ? RECORDED : count }, (_, index) => first + index);
console.log(`seeds ${first} to ${seeds.at(-1)}`);
if (isRecording) {
  const outputs = seeds.map((seed) => [
    seed,
    expectedOf(programOf(seed), join(folder, `seed-${seed}.py`)).stdout,
  ]);
  const file = new URL('recorded.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(outputs), null, 1)}\n`);
} else {
  let differing = 0;
  for (let at = 0; at < seeds.length; at += BATCH) differing += differingIn(seeds.slice(at, at + BATCH));
  console.log(`${differing} of ${seeds.length} programs differ`);
  process.exitCode = differing === 0 ? 0 : 1;
}
