// Spin loops on the clock are skipped ahead; everything a program or a reader can see is as if they had been stepped
// through.

import { describe, expect, it } from 'vitest';
import { traceText } from '../src/export/text.js';
import type { ClockName } from '../src/interpreter/options.js';
import { violations } from '../src/trace/invariants.js';
import { runSource } from './support/programs.js';

const PROGRAMS = {
  'a deadline': `
import time
end = time.perf_counter() + 0.005
while time.perf_counter() < end:
    pass
print(time.perf_counter_ns())
`,
  'an elapsed time, and a reading by another name': `
from time import monotonic as clock
start = clock()
while clock() - start <= 0.004:
    continue
print(clock() - start)
`,
  'the comparison turned round, an else clause, an int limit': `
import time
limit = time.monotonic_ns() + 3_000_000
while limit > time.monotonic_ns():
    ...
else:
    print('else', time.monotonic_ns() - limit)
`,
  'tasks that spin while others wait': `
import asyncio, time
async def spin(name, seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
    print(name, time.perf_counter_ns())
    await asyncio.sleep(0.001)
    print(name, 'woke', time.perf_counter_ns())
async def main():
    await asyncio.gather(spin('A', 0.003), spin('B', 0.002))
asyncio.run(main())
`,
  'a loop that is left by its limit at once': `
import time
end = time.perf_counter()
while time.perf_counter() < end:
    pass
print(time.perf_counter_ns())
`,
  'no spin loop: the limit moves': `
import time
end = time.perf_counter() + 0.00002
n = 0
while time.perf_counter() < end and n < 5:
    n += 1
print(n, time.perf_counter_ns())
`,
};

describe.each(Object.entries(PROGRAMS))('%s', (_, source) => {
  it.each<[ClockName, number]>([
    ['reference', 1],
    ['model', 1],
    ['model', 0.37],
  ])('is the same skipped and stepped (%s clock, cpu scale %d)', (clock, cpuScale) => {
    const run = (skipSpins: boolean) => runSource(source, { clock, cpuScale, skipSpins, trace: 'lines' });
    const skipped = run(true);
    const stepped = run(false);
    expect(skipped.stderr).toBe('');
    expect(skipped.stdout).toBe(stepped.stdout);
    const [a, b] = [skipped.result.trace, stepped.result.trace];
    if (a === null || b === null) throw new Error('the runs left no trace');
    expect(violations(a)).toEqual([]);
    expect(a.event(a.length - 1).t).toBe(b.event(b.length - 1).t);
    expect(traceText(a)).toBe(traceText(b));
  });
});
