// Programs that compute: their traces stay short, and say all the same how often each line ran.

import { describe, expect, test } from 'vitest';
import { traceText } from '../../src/export/text.js';
import { placeOf } from '../../src/trace/places.js';
import { visitsOf } from '../../src/trace/tally.js';
import type { Trace } from '../../src/trace/trace.js';
import { runFixture, runSource } from '../support/programs.js';

function visitsIn(trace: Trace | null, line: number): number {
  let count = 0;
  for (const event of trace?.events() ?? [])
    if (event.type === 'line')
      for (const [place, visits] of visitsOf(placeOf(event), event)) if (place === line) count += visits;
  return count;
}

describe('a program that computes', () => {
  test('has a short trace', () => {
    const { trace } = runFixture('fixtures/cpu/threads_take_turns.py', { trace: 'full' }).result;
    expect(trace?.length).toBeLessThan(500);
    expect(visitsIn(trace, 11)).toBe(6 * 400_000);
  });

  test('is told the same whether it is folded or not', () => {
    const source = `
import asyncio
async def work(count):
    total = 0
    for number in range(count):
        if number % 3 == 0:
            total += sum(range(number % 5))
        else:
            total -= 1
        if number % 1000 == 999:
            await asyncio.sleep(0)
    return total
async def main():
    print(await asyncio.gather(work(3000), work(2000)))
asyncio.run(main())
`;
    const told = [null, 100].map((foldAfter) => {
      const { trace } = runSource(source, { trace: 'lines', foldAfter }).result;
      if (trace === null) throw new Error('the run left no trace');
      return { text: traceText(trace), taken: visitsIn(trace, 7), events: trace.length };
    });
    expect(told[1]?.text).toBe(told[0]?.text);
    expect(told[1]?.taken).toBe(1667);
    expect(told[0]?.taken).toBe(1667);
    expect(told[1]?.events).toBeLessThan(500);
    expect(told[0]?.events).toBeGreaterThan(15_000);
  });
});
