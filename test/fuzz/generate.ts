// Random asyncio programs: tasks, sleeps with distinct and equal deadlines, cancellations, locks, queues, timeouts,
// groups, nested gathers, threads and exceptions. A seed gives the same program for ever.
//
// Whatever could wait for ever is bounded by a timeout.

import { type Builder, DELAYS, indent, TIMEOUTS } from './builder.js';
import { PLAIN_STATEMENTS, simple } from './plain.js';
import { PROLOGUE, SETUP } from './prologue.js';
import { Random } from './random.js';
import { SYNCHRONIZATION_STATEMENTS } from './synchronization.js';
import { TASK_STATEMENTS } from './tasks.js';

const WORKERS = 4;

/** No blocks within blocks beyond this. */
const DEEPEST = 5;

class Program {
  readonly #random: Random;
  #marks = 0;
  #names = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  text(): string {
    const workers: string[] = [];
    for (let index = 0; index < WORKERS; index++) workers.push(this.#worker(index));
    const eager = this.#random.chance(0.15) ? '    loop.set_task_factory(asyncio.eager_task_factory)\n' : '';
    return `
${workers.reverse().join('\n\n')}

async def main():
${SETUP}${eager}    try:
        async with asyncio.timeout(2):
${indent(this.#block(2, 0, 8), 3).join('\n')}
    except BaseException as error:
        log("main ends with", describe(error))
    log("tasks left", len(asyncio.all_tasks()) - 1)
    await asyncio.to_thread(close, pool)


asyncio.run(main())
log("over")
`;
  }

  /** Worker `index` calls only those after it, so that the program ends. */
  #worker(index: number): string {
    const body = ['loop = asyncio.get_running_loop()', ...this.#block(0, index + 1, 3)];
    return `async def worker${index}():\n${indent(body).join('\n')}\n    return ${++this.#marks}\n`;
  }

  #block(depth: number, from: number, most: number): string[] {
    const lines: string[] = [];
    const count = 1 + this.#random.below(most);
    for (let n = 0; n < count; n++) lines.push(...this.#statement(this.#builder(depth, from)));
    return lines;
  }

  #statement(builder: Builder): string[] {
    if (builder.depth > DEEPEST) return simple(builder);
    const kinds = this.#random.pick([TASK_STATEMENTS, SYNCHRONIZATION_STATEMENTS, PLAIN_STATEMENTS]);
    return this.#random.pick(kinds)(builder);
  }

  #builder(depth: number, from: number): Builder {
    const random = this.#random;
    const call = () =>
      from >= WORKERS || random.chance(0.25)
        ? `asyncio.sleep(${random.pick(DELAYS)}, ${++this.#marks})`
        : `worker${from + random.below(WORKERS - from)}()`;
    return {
      random,
      depth,
      from,
      mark: () => ++this.#marks,
      name: (prefix) => `${prefix}${++this.#names}`,
      call,
      calls: () => Array.from({ length: 1 + random.below(3) }, call),
      delay: () => random.pick(DELAYS),
      timeout: () => random.pick(TIMEOUTS),
      block: (most = 2) => this.#block(depth + 1, from, most),
    };
  }
}

export function programOf(seed: number): string {
  return PROLOGUE + new Program(seed).text();
}

/** What stands between the outputs of the programs of a batch. */
export const SEPARATOR = '----';

/** Several programs, one after the other in one file: starting CPython once for all of them is much cheaper. */
export function batchOf(seeds: readonly number[]): string {
  return PROLOGUE + seeds.map((seed) => `${new Program(seed).text()}\nprint("${SEPARATOR}")\n`).join('');
}
