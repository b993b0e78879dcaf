// What is found in programs that show one mistake each, and that nothing is found in any other program of fixtures/.

import { describe, expect, test } from 'vitest';
import { diagnosed, findings, RULES } from '../../src/diagnose/diagnose.js';
import type { Finding } from '../../src/diagnose/rule.js';
import type { Trace } from '../../src/trace/trace.js';
import { isTraced, programs, runFixture, runSource } from '../support/programs.js';

/** Programs of fixtures/ that do what a rule is against, by what is found in them apart from remarks. */
const MISTAKEN: Readonly<Record<string, readonly string[]>> = {
  'fixtures/diagnostics/blocking-call.py': ['blocking-call'],
  'fixtures/diagnostics/blocking-shutdown.py': ['blocking-shutdown'],
  'fixtures/diagnostics/cpu-hog.py': ['cpu-hog'],
  'fixtures/diagnostics/late-timer.py': ['late-timer'],
  'fixtures/diagnostics/lost-exception.py': ['lost-exception'],
  'fixtures/diagnostics/never-awaited.py': ['never-awaited'],
  'fixtures/diagnostics/saturated-pool.py': ['saturated-pool'],
  'fixtures/diagnostics/swallowed-cancellation.py': ['swallowed-cancellation'],
  'fixtures/diagnostics/task-left-running.py': ['task-left-running'],
  'fixtures/diagnostics/unfair-lock.py': ['unfair-lock'],
};

function traceOf(program: string): Trace {
  const { trace } = runFixture(program, { trace: 'lines' }).result;
  if (trace === null) throw new Error(`${program} left no trace`);
  return trace;
}

function foundIn(program: string): Finding[] {
  return findings(traceOf(program));
}

function grave(found: readonly Finding[]): string[] {
  return [...new Set(found.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule))];
}

describe('each mistake is found', () => {
  for (const [program, rules] of Object.entries(MISTAKEN)) {
    test(program, () => expect(grave(foundIn(program))).toEqual(rules));
  }
});

describe('nothing is found in', () => {
  const clean = programs().filter(
    (program) => isTraced(program) && program.includes('fixtures/diagnostics/clean/'),
  );
  for (const program of clean) test(program, () => expect(foundIn(program)).toEqual([]));
});

test('the blocking call is named with its line, its victim and its cost', () => {
  const [found] = foundIn('fixtures/diagnostics/blocking-call.py');
  expect(found).toMatchObject({
    message:
      'time.sleep(0.5) at line 14 in main blocks the event loop for 0.5 s; held up: heartbeat 0.399999 s',
    place: 14,
    delay: 500_000_000,
  });
});

test('a circle of locks is told with names and holders', () => {
  const source = [
    'import asyncio',
    'async def both(first, second):',
    '    async with first:',
    '        await asyncio.sleep(0.1)',
    '        async with second:',
    '            pass',
    'async def main():',
    '    a, b = asyncio.Lock(), asyncio.Lock()',
    '    await asyncio.gather(both(a, b), both(b, a))',
    'asyncio.run(main())',
  ];
  const { trace } = runSource(source.join('\n'), { trace: 'schedule' }).result;
  if (trace === null) throw new Error('no trace');
  expect(findings(trace)[0]).toMatchObject({
    rule: 'deadlock',
    message:
      'a circle of waiting: both #1 waits for lock 2 at line 5, held by both #2; both #2 waits for lock 1 at line 5, held by both #1',
  });
});

test('findings follow the run in the trace, each with evidence that is there', () => {
  const trace = diagnosed(traceOf('fixtures/diagnostics/blocking-call.py'));
  const [last] = trace.diagnostics;
  expect(trace.event(trace.length - 1)).toEqual(last);
  for (const { evidence, cause, seq } of trace.diagnostics) {
    expect(evidence.length).toBeGreaterThan(0);
    for (const event of [...evidence, cause ?? seq]) expect(event).toBeLessThan(seq);
  }
});

test('rules have names of their own', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});
