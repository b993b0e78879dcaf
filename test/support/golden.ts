// npm run golden [-- --update] [PROGRAM...]: what is recorded beside the programs of fixtures/.
//
// Traces are what loopscope itself tells; review the difference. Output is CPython's word alone: it is recorded by
// running LOOPSCOPE_ORACLE, a command that runs a program on CPython 3.13 (fixtures/README.md says how). Beside the
// lectures of fixtures/lectures/ lie tables of what checking them comes to. Without --update nothing is written; the
// exit code says whether something would be.

import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnosed } from '../../src/diagnose/diagnose.js';
import { traceText } from '../../src/export/text.js';
import { explanationOf } from './explanations.js';
import { lectures, recordedTable, tableOf, tableUrl } from './lectures.js';
import {
  isTraced,
  programs,
  type Recorded,
  ROOT,
  recorded,
  recordedUrl,
  runFixture,
  withoutLibraryFrames,
} from './programs.js';

type Recording = readonly (readonly [what: Recorded, text: string | null])[];

const args = process.argv.slice(2);
const isUpdate = args.includes('--update');
const wanted = args.filter((arg) => !arg.startsWith('--'));
const oracle = process.env.LOOPSCOPE_ORACLE ?? '';

let changes = 0;
for (const program of programs()) {
  if (wanted.length > 0 && !wanted.some((part) => program.includes(part))) continue;
  if (oracle !== '') compare(program, outputOf(program));
  if (isTraced(program)) compare(program, [['trace', traceOf(program)]]);
  // An empty file is enough for a beginning.
  if (recorded(program, 'explain') !== null) compare(program, [['explain', explanationOf(program)]]);
}
for (const lecture of lectures()) {
  if (wanted.length > 0 && !wanted.some((part) => lecture.includes(part))) continue;
  compareWith(tableUrl(lecture), recordedTable(lecture), tableOf(lecture));
}
if (oracle === '') console.log('LOOPSCOPE_ORACLE is not set: recorded output is left as it is.');
if (changes === 0) console.log('Everything is as recorded.');
else if (!isUpdate) console.log("'npm run golden -- --update' writes the changes.");
process.exitCode = changes > 0 && !isUpdate ? 1 : 0;

/** Says what differs from the recording and, with --update, writes it. Null stands for no file. */
function compare(program: string, recording: Recording): void {
  for (const [what, text] of recording) {
    compareWith(recordedUrl(program, what), recorded(program, what), text);
  }
}

function compareWith(url: URL, known: string | null, text: string | null): void {
  if (known === text) return;
  changes++;
  console.log(
    `${text === null ? 'gone' : 'changed'}: ${fileURLToPath(url).slice(fileURLToPath(ROOT).length)}`,
  );
  if (!isUpdate) return;
  if (text === null) rmSync(url);
  else writeFileSync(url, text);
}

function traceOf(program: string): string {
  const { trace, end } = runFixture(program, { trace: 'lines' }).result;
  if (trace === null) throw new Error(`${program}: the run left no trace (${JSON.stringify(end)})`);
  return traceText(diagnosed(trace));
}

function outputOf(program: string): Recording {
  const { stdout, stderr, status } = spawnSync(`${oracle} "$PROGRAM"`, {
    cwd: ROOT,
    shell: '/bin/sh',
    encoding: 'utf8',
    env: { ...process.env, PROGRAM: program, PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status === null) throw new Error(`${oracle} did not run ${program}`);
  // CPython names the program's files by their absolute paths.
  const relative = (text: string) => text.replaceAll(fileURLToPath(ROOT), '');
  const errors = withoutLibraryFrames(relative(stderr), program);
  return [
    ['out', relative(stdout)],
    ['err', errors === '' ? null : errors],
    ['status', status === 0 ? null : `${status}\n`],
  ];
}
