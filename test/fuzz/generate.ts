// Random asyncio programs: tasks, sleeps with distinct and equal deadlines, cancellations, locks, queues, timeouts,
// groups, nested gathers and exceptions. A seed gives the same program for ever.
//
// Every line a program prints carries the time to the microsecond: under the reference clock that counts every reading
// of the clock that asyncio itself makes. Whatever could wait for ever is bounded by a timeout.

/** mulberry32: small, and the same everywhere. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}

const PROLOGUE = `import asyncio
import time


def log(*words):
    print(f"{time.monotonic():.6f}", *words)


def describe(error):
    if isinstance(error, BaseExceptionGroup):
        return f"{type(error).__name__}[{', '.join(map(describe, error.exceptions))}]"
    cause = "" if error.__cause__ is None else f" from {describe(error.__cause__)}"
    return f"{type(error).__name__}{error.args}{cause}"


def outcome(future):
    if future.cancelled():
        return "cancelled"
    error = future.exception()
    return describe(error) if error is not None else repr(future.result())


def show(results):
    return [describe(r) if isinstance(r, BaseException) else r for r in results]


def called(future):
    log("callback", outcome(future))


def blocking(seconds):
    time.sleep(seconds)
    return "blocked"

`;

/** Few values, so that deadlines coincide. */
const DELAYS = ['0', '0', '0.01', '0.01', '0.02', '0.02', '0.03', '0.05', '0.001', '0.0005', '0.1'] as const;
const TIMEOUTS = ['0.01', '0.02', '0.03', '0.05', '0.07', '0.15'] as const;

const WORKERS = 4;

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
    return `${PROLOGUE}
${workers.reverse().join('\n\n')}

async def main():
    global locks, semaphores, events, queues, conditions, barriers
    locks = [asyncio.Lock() for _ in range(2)]
    semaphores = [asyncio.Semaphore(2), asyncio.BoundedSemaphore(1)]
    events = [asyncio.Event() for _ in range(2)]
    queues = [asyncio.Queue(1), asyncio.PriorityQueue(), asyncio.LifoQueue(2)]
    conditions = [asyncio.Condition() for _ in range(2)]
    barriers = [asyncio.Barrier(2)]
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    try:
        async with asyncio.timeout(2):
${this.#block(3, 0, 4).join('\n')}
    except BaseException as error:
        log("main ends with", describe(error))
    log("tasks left", len(asyncio.all_tasks()) - 1)


asyncio.run(main())
log("over")
`;
  }

  /** Worker `index` calls only those after it, so that the program ends. */
  #worker(index: number): string {
    const body = this.#block(1, index + 1, 3);
    const result = `    return ${this.#mark()}`;
    return `async def worker${index}():\n${body.join('\n')}\n${result}\n`;
  }

  #mark(): number {
    return ++this.#marks;
  }

  #name(prefix: string): string {
    return `${prefix}${++this.#names}`;
  }

  #block(depth: number, from: number, most: number): string[] {
    const lines: string[] = [];
    const count = 1 + this.#random.below(most);
    for (let n = 0; n < count; n++) lines.push(...this.#statement(depth, from));
    return lines;
  }

  #call(from: number): string {
    if (from >= WORKERS || this.#random.chance(0.25))
      return `asyncio.sleep(${this.#random.pick(DELAYS)}, ${this.#mark()})`;
    return `worker${from + this.#random.below(WORKERS - from)}()`;
  }

  #calls(from: number): string[] {
    return Array.from({ length: 1 + this.#random.below(3) }, () => this.#call(from));
  }

  #statement(depth: number, from: number): string[] {
    const pad = '    '.repeat(depth);
    const lines = depth > 6 ? this.#simple(from) : this.#any(depth, from);
    return lines.map((line) => (line.startsWith('\t') ? line.slice(1) : `${pad}${line}`));
  }

  /** Lines of a nested block, which are indented already. */
  #nested(depth: number, from: number, most = 2): string[] {
    return this.#block(depth + 1, from, most).map((line) => `\t${line}`);
  }

  #simple(from: number): string[] {
    const random = this.#random;
    switch (random.below(6)) {
      case 0:
        return [`log("mark", ${this.#mark()})`];
      case 1:
        return [`events[${random.below(2)}].${random.pick(['set', 'set', 'clear'])}()`];
      case 2:
        return [`log("got", await ${this.#call(from)})`];
      case 3:
        return [`await asyncio.sleep(${random.pick(DELAYS)})`, `log("slept", ${this.#mark()})`];
      case 4:
        return [
          'try:',
          `    queues[${random.below(3)}].put_nowait(${this.#mark()})`,
          'except asyncio.QueueFull:',
          '    log("full")',
        ];
      default:
        return [
          `asyncio.get_running_loop().call_later(${random.pick(DELAYS)}, log, "timer", ${this.#mark()})`,
        ];
    }
  }

  #any(depth: number, from: number): string[] {
    const random = this.#random;
    const timeout = random.pick(TIMEOUTS);
    switch (random.below(22)) {
      case 0:
        return [`async with locks[${random.below(2)}]:`, '    log("locked")', ...this.#nested(depth, from)];
      case 1:
        return [`async with semaphores[${random.below(2)}]:`, ...this.#nested(depth, from)];
      case 2:
        return [
          'try:',
          `    async with asyncio.timeout(${timeout}):`,
          ...this.#nested(depth + 1, from),
          'except TimeoutError as error:',
          '    log("timeout", describe(error))',
        ];
      case 3:
        return [
          'try:',
          `    log("in time", await asyncio.wait_for(${this.#call(from)}, ${timeout}))`,
          'except Exception as error:',
          '    log("wait_for", describe(error))',
        ];
      case 4:
        return [
          'try:',
          '    async with asyncio.TaskGroup() as group:',
          ...this.#calls(from).map((call) => `        group.create_task(${call})`),
          ...(random.chance(0.5) ? this.#nested(depth + 1, from) : []),
          'except* Exception as errors:',
          '    log("group", describe(errors))',
        ];
      case 5:
      case 6:
        return this.#gather(from);
      case 7:
      case 8:
      case 9:
        return this.#task(depth, from);
      case 10:
        return this.#wait(from);
      case 11:
        return this.#asCompleted(from, timeout);
      case 12:
        return [
          'try:',
          `    log("item", await asyncio.wait_for(queues[${random.below(3)}].get(), ${timeout}))`,
          'except TimeoutError:',
          '    log("no item")',
        ];
      case 13:
        return [
          'try:',
          `    await asyncio.wait_for(queues[${random.below(3)}].put(${this.#mark()}), ${timeout})`,
          '    log("put")',
          'except TimeoutError:',
          '    log("no room")',
        ];
      case 14:
        return [
          'try:',
          ...this.#nested(depth, from),
          `    raise ${random.pick(['ValueError', 'KeyError', 'OSError'])}(${this.#mark()})`,
          ...(random.chance(0.8) ? ['except Exception as error:', '    log("caught", describe(error))'] : []),
          'finally:',
          `    log("finally", ${this.#mark()})`,
        ];
      case 15:
        return [
          'try:',
          ...this.#nested(depth, from),
          'except asyncio.CancelledError:',
          '    log("cancelled inside")',
          `    await asyncio.sleep(${random.pick(DELAYS)})`,
          ...(random.chance(0.7) ? ['    raise'] : []),
        ];
      case 16:
        return [
          'try:',
          `    async with asyncio.timeout(${timeout}), conditions[${random.below(2)}] as condition:`,
          `        await conditions[${random.below(2)}].wait()`,
          'except (TimeoutError, RuntimeError) as error:',
          '    log("condition", type(error).__name__)',
        ].map((line, index, all) =>
          index === 2 ? `        await ${conditionOf(all[1] ?? '')}.wait()` : line,
        );
      case 17:
        return [
          `async with conditions[${random.below(2)}] as _:`,
          '    pass',
          `async with conditions[0]:`,
          `    conditions[0].${random.pick(['notify()', 'notify_all()', 'notify(2)'])}`,
        ];
      case 18:
        return [
          'try:',
          `    log("event", await asyncio.wait_for(events[${random.below(2)}].wait(), ${timeout}))`,
          'except TimeoutError:',
          '    log("no event")',
        ];
      case 19:
        return [
          'try:',
          `    log("barrier", await asyncio.wait_for(barriers[0].wait(), ${timeout}))`,
          'except TimeoutError:',
          '    log("alone")',
        ];
      case 20:
        return [
          'try:',
          `    log("shielded", await asyncio.wait_for(asyncio.shield(${this.#call(from)}), ${timeout}))`,
          'except Exception as error:',
          '    log("shield", describe(error))',
        ];
      default:
        return random.chance(0.3)
          ? [`log("thread", await asyncio.to_thread(blocking, ${random.pick(DELAYS)}))`]
          : this.#simple(from);
    }
  }

  #gather(from: number): string[] {
    const random = this.#random;
    const calls = this.#calls(from);
    if (random.chance(0.4)) calls.push(`asyncio.gather(${this.#calls(from).join(', ')})`);
    if (random.chance(0.5))
      return [`log("all", show(await asyncio.gather(${calls.join(', ')}, return_exceptions=True)))`];
    return [
      'try:',
      `    log("all", await asyncio.gather(${calls.join(', ')}))`,
      'except Exception as error:',
      '    log("gather", describe(error))',
    ];
  }

  #task(depth: number, from: number): string[] {
    const random = this.#random;
    const task = this.#name('task');
    const lines = [`${task} = asyncio.create_task(${this.#call(from)})`];
    if (random.chance(0.4)) lines.push(`${task}.add_done_callback(called)`);
    if (random.chance(0.6)) lines.push(...this.#block(depth, from, 2).map((line) => `\t${line}`));
    if (random.chance(0.5)) lines.push(`log("cancel", ${task}.cancel(${random.chance(0.3) ? '"why"' : ''}))`);
    if (random.chance(0.2)) lines.push('await asyncio.sleep(0)', `log("again", ${task}.cancel())`);
    if (random.chance(0.8)) {
      lines.push(
        'try:',
        `    log("task", await ${task})`,
        'except (Exception, asyncio.CancelledError) as error:',
        '    log("task ended with", describe(error), asyncio.current_task().cancelling())',
      );
    }
    return lines;
  }

  #wait(from: number): string[] {
    const random = this.#random;
    const tasks = this.#name('tasks');
    const when = random.pick(['ALL_COMPLETED', 'FIRST_COMPLETED', 'FIRST_EXCEPTION']);
    const timeout = random.chance(0.5) ? `, timeout=${random.pick(TIMEOUTS)}` : '';
    const calls = this.#calls(from).map((call) => `asyncio.create_task(${call})`);
    return [
      `${tasks} = [${calls.join(', ')}]`,
      `done, pending = await asyncio.wait(${tasks}, return_when=asyncio.${when}${timeout})`,
      'log("wait", [outcome(t) for t in done], len(pending))',
      ...(random.chance(0.5) ? ['for each in pending:', '    each.cancel()'] : []),
    ];
  }

  #asCompleted(from: number, timeout: string): string[] {
    const random = this.#random;
    const limit = random.chance(0.5) ? `, timeout=${timeout}` : '';
    const calls = this.#calls(from).join(', ');
    return [
      'try:',
      `    for each in asyncio.as_completed([${calls}]${limit}):`,
      '        log("completed", await each)',
      'except Exception as error:',
      '    log("as_completed", describe(error))',
    ];
  }
}

/** The condition that an `async with` line enters. */
function conditionOf(line: string): string {
  return /conditions\[\d\]/.exec(line)?.[0] ?? 'conditions[0]';
}

export function programOf(seed: number): string {
  return new Program(seed).text();
}
