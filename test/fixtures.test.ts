// Every program under fixtures/: it prints what CPython prints, and its trace is valid, the same every time, and
// the one that is recorded.

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { diagnosed } from '../src/diagnose/diagnose.js';
import { ndjsonLines } from '../src/export/ndjson.js';
import { traceText } from '../src/export/text.js';
import { violations } from '../src/trace/invariants.js';
import { traceSchema } from '../src/trace/schema.js';
import type { Trace } from '../src/trace/trace.js';
import {
  isTraced,
  programs,
  recorded,
  runFixture,
  withoutLibraryFrames,
  withoutNotices,
} from './support/programs.js';

const UPDATE = "'npm run golden -- --update' writes it";
const validate = new Ajv2020({ strict: true }).compile(traceSchema());

describe.each(programs())('%s', (program) => {
  it('prints what CPython prints', ({ skip }) => {
    const stdout = recorded(program, 'out');
    if (stdout === null) skip('no recorded output; see fixtures/README.md');
    const ran = runFixture(program, { clock: 'reference' });
    expect(ran.stdout).toBe(stdout);
    expect(withoutLibraryFrames(withoutNotices(ran.stderr), program)).toBe(recorded(program, 'err') ?? '');
    expect(ran.result.exitCode).toBe(Number(recorded(program, 'status') ?? '0'));
  });

  it.runIf(isTraced(program))('is narrated as recorded', () => {
    expect(recorded(program, 'trace'), `no recorded trace; ${UPDATE}`).not.toBeNull();
    expect(traceText(traced(program, 'lines'))).toBe(recorded(program, 'trace'));
  });

  it('has a valid trace, twice the same', () => {
    if (runFixture(program).result.end.kind === 'syntax error') {
      expect(runFixture(program, { trace: 'full' }).result.trace).toBeNull();
      return;
    }
    const trace = traced(program, 'full');
    expect(violations(trace)).toEqual([]);
    const lines = [...ndjsonLines(trace)];
    for (const line of lines) {
      if (!validate(JSON.parse(line))) expect.fail(`${line}\n${JSON.stringify(validate.errors, null, 2)}`);
    }
    // One text: comparing hundreds of thousands of lines one by one takes longer than all the rest.
    expect([...ndjsonLines(traced(program, 'full'))].join('\n')).toBe(lines.join('\n'));
  });
});

function traced(program: string, level: 'lines' | 'full'): Trace {
  const { trace, end } = runFixture(program, { trace: level }).result;
  if (trace === null) throw new Error(`the run left no trace: ${JSON.stringify(end)}`);
  return diagnosed(trace);
}
