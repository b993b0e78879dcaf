// The trace in the README is a real one: every line of it stands in the recorded trace, in this order.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT, recorded } from './support/programs.js';

const TRACED = 'fixtures/lecture-22/22.1-event-loop-schedule.py';

it('shows an excerpt of the recorded trace of example 22.1', () => {
  const readme = readFileSync(new URL('README.md', ROOT), 'utf8');
  const excerpt = /```text\n([\s\S]*?)```/.exec(readme)?.[1]?.trimEnd().split('\n') ?? [];
  expect(excerpt.length).toBeGreaterThan(10);
  const trace = (recorded(TRACED, 'trace') ?? '').split('\n');
  let from = 0;
  for (const line of excerpt) {
    if (line === '...') continue;
    const found = trace.indexOf(line, from);
    expect(found, `not in the recorded trace, or out of order: ${line}`).toBeGreaterThanOrEqual(from);
    from = found + 1;
  }
});
