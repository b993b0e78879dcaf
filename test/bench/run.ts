// npm run bench [-- RUNS]: the two figures that the project promises, as tables. Build first.
//
// LOOPSCOPE_PYTHON names a CPython 3.13 to compare with; without it the second table has loopscope alone.

import { fileURLToPath } from 'node:url';
import { elapsedLine, machine, measure, type Subject, table } from './measure.js';

const node = process.execPath;
const cli = path('../../dist/cli.js');
const schedule = path('../../fixtures/lecture-22/22.1-event-loop-schedule.py');
const fib = path('programs/fib.py');
const python = process.env.LOOPSCOPE_PYTHON ?? '';
const runs = Number(process.argv[2] ?? 21);

console.log(machine());

const startUp = measure(
  [
    { name: 'node -e 0', command: [node, '-e', '0'], inner: null },
    { name: 'loopscope --version', command: [node, cli, '--version'], inner: null },
    { name: 'loopscope run 22.1', command: [node, cli, 'run', schedule], inner: null },
    { name: 'loopscope trace 22.1', command: [node, cli, 'trace', schedule], inner: null },
  ],
  runs,
);
console.log(`\nStart-up, whole process, ${runs} runs each:\n\n${table(startUp)}`);
const [bare] = startUp;
const limit = 3 * (bare?.least ?? Number.NaN) + 60;
console.log(`\nAllowed for trace: three times node -e 0 plus 60 ms, ${limit.toFixed(0)} ms.`);

/** Times the program alone, compiled before, as `run --elapsed` does. */
const TIMED = `
import sys, time
code = compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')
started = time.perf_counter()
exec(code, {'__name__': '__main__'})
print('# elapsed', time.perf_counter() - started, file=sys.stderr)
`;
const subjects: Subject[] = [
  { name: 'loopscope', command: [node, cli, 'run', '--elapsed', fib], inner: elapsedLine },
];
if (python !== '') {
  subjects.unshift({ name: 'CPython', command: [python, '-c', TIMED, fib], inner: elapsedLine });
}
console.log(`\nfib(25), the program alone, untraced:\n\n${table(measure(subjects, runs))}`);

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
