// Calibrates the cost model: LOOPSCOPE_PYTHON=python3.13 npx tsx test/bench/calibrate.ts
//
// How often a program pays each price is counted by running it with that price 1 and all others 0. The prices are then
// fitted, never negative, so that the model's times are near CPython's (the least of several runs) in proportion. It
// prints the fitted prices, and how near the present ones come; it changes nothing.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { type CostModel, DEFAULT_COSTS } from '../../src/execution/costs.js';
import { runSource } from '../support/programs.js';

/** Prices of computing. The others are those of the loop and of threads, which these programs do not pay. */
const FITTED = [
  'statement',
  'load',
  'store',
  'operation',
  'attribute',
  'subscript',
  'call',
  'display',
  'item',
  'raise',
] as const satisfies readonly (keyof CostModel)[];

const FOLDER = new URL('programs/calibration/', import.meta.url);
const RUNS = 7;

const python = process.env.LOOPSCOPE_PYTHON;
if (python === undefined) {
  console.error('LOOPSCOPE_PYTHON must name a CPython 3.13.');
  process.exit(2);
}

const programs = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));
const measured = programs.map((name) => {
  const source = readFileSync(new URL(name, FOLDER), 'utf8');
  const times = FITTED.map((price) => virtualTime(source, { ...zero(), [price]: 1 }));
  return { name, counts: times, real: realTime(source), model: virtualTime(source, DEFAULT_COSTS) };
});

for (const { name, real, model } of measured) {
  console.log(
    `${name.padEnd(20)} CPython ${(real / 1e6).toFixed(2)} ms, model ${(model / real).toFixed(2)} of it`,
  );
}
const prices = fittedPrices();
console.log(Object.fromEntries(FITTED.map((price, index) => [price, Math.round(prices[index] ?? 0)])));

function zero(): CostModel {
  return { ...DEFAULT_COSTS, ...Object.fromEntries(Object.keys(DEFAULT_COSTS).map((key) => [key, 0])) };
}

/** Nanoseconds on the virtual clock at the program's end, without the price of reading it. */
function virtualTime(source: string, costs: CostModel): number {
  const timed = `${source}\nimport time\nprint("time", time.perf_counter_ns())\n`;
  const { stdout } = runSource(timed, { costs: { ...costs, clockRead: 0 } });
  return Number(/time (\d+)/.exec(stdout)?.[1]);
}

/** The least of several runs, compiling left out. */
function realTime(source: string): number {
  const timed = `import time, io, contextlib
code = compile(${JSON.stringify(source)}, "program", "exec")
best = None
for _ in range(${RUNS}):
    with contextlib.redirect_stdout(io.StringIO()):
        start = time.process_time_ns()
        exec(code, {"__name__": "__main__"})
        spent = time.process_time_ns() - start
    best = spent if best is None else min(best, spent)
print(best)`;
  return Number(spawnSync(python ?? '', ['-c', timed], { encoding: 'utf8' }).stdout);
}

/** Least squares of the relative errors by coordinate descent, drawn a little towards the present prices. */
function fittedPrices(): number[] {
  const fitted = FITTED.map((price) => DEFAULT_COSTS[price]);
  const PULL = 0.02;
  for (let round = 0; round < 5000; round++) {
    for (const [index, price] of FITTED.entries()) {
      let numerator = 0;
      let denominator = 0;
      for (const { counts, real } of measured) {
        const own = (counts[index] ?? 0) / real;
        const rest = counts.reduce(
          (sum, count, other) => sum + (other === index ? 0 : (count / real) * (fitted[other] ?? 0)),
          0,
        );
        numerator += own * (1 - rest);
        denominator += own * own;
      }
      const weight = PULL / DEFAULT_COSTS[price] ** 2;
      numerator += weight * DEFAULT_COSTS[price];
      denominator += weight;
      fitted[index] = Math.max(0.5, numerator / denominator);
    }
  }
  return fitted;
}
