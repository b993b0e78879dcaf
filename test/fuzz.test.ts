// A hundred random asyncio programs print what CPython printed when they were recorded (`npm run fuzz -- --record`).

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { violations } from '../src/trace/invariants.js';
import { programOf } from './fuzz/generate.js';
import { runSource } from './support/programs.js';

const recorded: Record<string, string> = JSON.parse(
  readFileSync(new URL('fuzz/recorded.json', import.meta.url), 'utf8'),
);

describe('random programs', () => {
  it.each(Object.keys(recorded))('seed %s', (seed) => {
    const ran = runSource(programOf(Number(seed)), { clock: 'reference', trace: 'schedule' });
    expect(ran.stdout).toBe(recorded[seed]);
    const { trace } = ran.result;
    expect(trace === null ? ['no trace'] : violations(trace)).toEqual([]);
  });
});
