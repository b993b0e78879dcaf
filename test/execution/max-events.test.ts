import { expect, it } from 'vitest';
import { runProgram } from '../../src/interpreter/interpreter.js';
import { DEFAULT_OPTIONS } from '../../src/interpreter/options.js';

it('a run can be stopped by the size of its trace', () => {
  const { end, trace } = runProgram({
    ...DEFAULT_OPTIONS,
    source: 'n = 0\nwhile True:\n    n += 1\n',
    filename: 'endless.py',
    trace: 'full',
    maxEvents: 1000,
    write: () => undefined,
  });
  expect(end).toEqual({ kind: 'limit', message: 'stopped after 1000 events of its trace' });
  expect(trace?.header.stopReason).toBe('limit');
});
