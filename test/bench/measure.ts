// Timing of child processes. Several commands are measured in turns, so that a busy moment of the machine falls on
// all of them; of each the quickest run and the median are told.

import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

export interface Measured {
  readonly name: string;
  /** Milliseconds. */
  readonly least: number;
  readonly median: number;
}

export interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  /** Milliseconds, from what the command wrote on stderr; null measures the whole process. */
  readonly inner: ((stderr: string) => number) | null;
}

export function measure(subjects: readonly Subject[], runs: number): Measured[] {
  const times = subjects.map((): number[] => []);
  for (let i = 0; i < runs; i++) {
    for (const [j, subject] of subjects.entries()) times[j]?.push(once(subject));
  }
  return subjects.map(({ name }, j) => {
    const sorted = (times[j] ?? []).sort((a, b) => a - b);
    return { name, least: sorted[0] ?? Number.NaN, median: sorted[sorted.length >> 1] ?? Number.NaN };
  });
}

function once({ name, command: [program = '', ...args], inner }: Subject): number {
  const started = performance.now();
  const { status, stderr, error } = spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const elapsed = performance.now() - started;
  if (error !== undefined || status !== 0) throw new Error(`${name} failed: ${error?.message ?? stderr}`);
  return inner === null ? elapsed : inner(stderr);
}

/** The line `# elapsed SECONDS` that `loopscope run --elapsed` writes, in milliseconds. */
export function elapsedLine(stderr: string): number {
  const seconds = /^# elapsed (\S+)$/m.exec(stderr)?.[1];
  if (seconds === undefined) throw new Error(`no elapsed line in ${JSON.stringify(stderr)}`);
  return Number(seconds) * 1000;
}

export function table(rows: readonly Measured[]): string {
  const [base] = rows;
  const lines = rows.map(({ name, least, median }) => {
    const ratio = least / (base?.least ?? Number.NaN);
    return `| ${name} | ${least.toFixed(0)} | ${median.toFixed(0)} | ${ratio.toFixed(2)} |`;
  });
  return ['| | least, ms | median, ms | ratio |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

export function machine(): string {
  const [cpu] = cpus();
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} x ${cpu?.model.trim() ?? 'unknown processor'}`;
}
