// The lecture's three programs as traces, played by hand on the tiny loop.

import type { TraceLevel } from '../../src/trace/events.js';
import { lineLabels } from '../../src/trace/line-labels.js';
import type { Trace } from '../../src/trace/trace.js';
import { type Body, TinyLoop } from './tiny-loop.js';

const GATHER = `# Example 22.1
import asyncio                                         # line 1
import time                                            # line 2

async def task(name, workDuration, ioDelay):           # line 3
    print(f"[{time.perf_counter():.2f}] {name}: starting CPU work")  # line 4
    # Simulate CPU work — no yield, monopolizes loop  # line 5
    end = time.perf_counter() + workDuration           # line 6
    while time.perf_counter() < end:                   # line 7
        pass                                           # line 8
    print(f"[{time.perf_counter():.2f}] {name}: yielding to I/O")  # line 9
    await asyncio.sleep(ioDelay)                       # line 10
    print(f"[{time.perf_counter():.2f}] {name}: I/O complete, resuming")  # line 11
    return f"{name} done"                              # line 12

async def main():                                      # line 13
    start = time.perf_counter()                        # line 14
    results = await asyncio.gather(                    # line 15
        task("A", workDuration=0.1, ioDelay=0.5),     # line 16
        task("B", workDuration=0.1, ioDelay=0.3),     # line 17
        task("C", workDuration=0.1, ioDelay=0.2),     # line 18
    )                                                  # line 19
    total = time.perf_counter() - start                # line 20
    print(f"All done in {total:.2f}s")                 # line 21
    print(results)                                     # line 22

asyncio.run(main())                                    # line 23
`;

const EXECUTOR = `# Example 22.2
import asyncio                                         # line 1
import time                                            # line 2
import concurrent.futures                              # line 3

def blockingOperation(duration):                       # line 4
    time.sleep(duration)                               # line 5
    return f"Blocking result after {duration}s"        # line 6

async def wrongWay():                                  # line 7
    print("Wrong: calling blocking sleep directly")    # line 8
    time.sleep(1)                                      # line 9  BLOCKS EVENT LOOP
    print("Wrong: done")                               # line 10
    return "wrong result"                              # line 11

async def rightWay(loop, executor):                    # line 12
    print("Right: offloading blocking call to executor")  # line 13
    result = await loop.run_in_executor(               # line 14
        executor,                                      # line 15
        blockingOperation,                             # line 16
        1                                              # line 17
    )                                                  # line 18
    print(f"Right: got result: {result}")              # line 19
    return result                                      # line 20

async def main():                                      # line 21
    loop = asyncio.get_event_loop()                    # line 22
    with concurrent.futures.ThreadPoolExecutor() as executor:  # line 23
        results = await asyncio.gather(                # line 24
            rightWay(loop, executor),                  # line 25
            rightWay(loop, executor),                  # line 26
        )                                              # line 27
    print(f"Results: {results}")                       # line 28

asyncio.run(main())                                    # line 29
`;

const BATCH = `# Example 22.3
import asyncio                                         # line 1
import time                                            # line 2

async def longBatchProcessor(items, batchSize=1000):  # line 3
    results = []                                       # line 4
    for index, item in enumerate(items):               # line 5
        results.append(item * 2)                       # line 6
        if index % batchSize == 0:                     # line 7
            await asyncio.sleep(0)                     # line 8  yield to event loop
            print(f"Processed {index}/{len(items)}")   # line 9
    return results                                     # line 10

async def heartbeat():                                 # line 11
    while True:                                        # line 12
        print(f"[heartbeat] {time.perf_counter():.1f}")  # line 13
        await asyncio.sleep(0.1)                       # line 14

async def main():                                      # line 15
    items = list(range(5000))                          # line 16
    heartbeatTask = asyncio.create_task(heartbeat())   # line 17
    results = await longBatchProcessor(items)          # line 18
    heartbeatTask.cancel()                             # line 19
    print(f"Processed {len(results)} items")           # line 20

asyncio.run(main())                                    # line 21
`;

/** A stage: the program's file, and its lines by the labels that stand in it. */
class Stage {
  readonly loop: TinyLoop;
  readonly #lines = new Map<number, number>();

  constructor(source: string, file: string, level: TraceLevel) {
    const comments = source.split('\n').flatMap((text, i) => {
      const at = text.indexOf('#');
      return at < 0 ? [] : [{ lineno: i + 1, text: text.slice(at) }];
    });
    const labels = lineLabels(comments, 'auto');
    this.loop = new TinyLoop({ source, labels, file, level });
    for (const [lineno, label] of Object.entries(labels ?? {}))
      this.#lines.set(Number(label), Number(lineno));
  }

  /** The physical line with this label. */
  at(label: number): number {
    return this.#lines.get(label) ?? 0;
  }

  run(...labels: number[]): void {
    this.loop.lines(...labels.map((label) => this.at(label)));
  }
}

/** Example 22.1: three tasks that spin for 0.1 s and then sleep. */
export function gatherTrace(level: TraceLevel = 'full'): Trace {
  const stage = new Stage(GATHER, 'example-22-1.py', level);
  const { loop } = stage;
  function* task(name: string, workDuration: number, ioDelay: number): Body {
    stage.run(4);
    loop.print(`[${loop.seconds(2)}] ${name}: starting CPU work`);
    stage.run(6);
    loop.spin(stage.at(7), stage.at(8), workDuration);
    stage.run(9);
    loop.print(`[${loop.seconds(2)}] ${name}: yielding to I/O`);
    stage.run(10);
    yield { kind: 'sleep', seconds: ioDelay };
    stage.run(11);
    loop.print(`[${loop.seconds(2)}] ${name}: I/O complete, resuming`);
    stage.run(12);
    return `'${name} done'`;
  }
  function* main(): Body {
    stage.run(14, 15);
    const plan = [
      ['A', 0.1, 0.5],
      ['B', 0.1, 0.3],
      ['C', 0.1, 0.2],
    ] as const;
    const tasks = plan.map(([name, work, io]) =>
      loop.createTask('task', [`'${name}'`, String(work), String(io)], task(name, work, io)),
    );
    yield { kind: 'gather', tasks };
    stage.run(20, 21);
    loop.print(`All done in ${loop.seconds(2)}s`);
    stage.run(22);
    loop.print("['A done', 'B done', 'C done']");
    return 'None';
  }
  stage.run(1, 2, 3, 13, 23);
  return loop.run(main());
}

/** Example 22.2: two tasks that hand a blocking call to worker threads. `wrong`: one that blocks the loop, too. */
export function executorTrace(level: TraceLevel = 'full', wrong = false): Trace {
  const stage = new Stage(EXECUTOR, 'example-22-2.py', level);
  const { loop } = stage;
  // biome-ignore lint/correctness/useYield: a coroutine that never gives way is the point
  function* wrongWay(): Body {
    stage.run(8);
    loop.print('Wrong: calling blocking sleep directly');
    stage.run(9);
    loop.block(1);
    stage.run(10);
    loop.print('Wrong: done');
    stage.run(11);
    return "'wrong result'";
  }
  function* rightWay(): Body {
    stage.run(13);
    loop.print('Right: offloading blocking call to executor');
    stage.run(14);
    const lines = [stage.at(5), stage.at(6)] as const;
    yield { kind: 'executor', text: 'blockingOperation(1)', seconds: 1, lines };
    stage.run(19);
    loop.print('Right: got result: Blocking result after 1s');
    stage.run(20);
    return "'Blocking result after 1s'";
  }
  function* main(): Body {
    stage.run(22, 23, 24);
    const args = ['<_UnixSelectorEventLoop running=True>', '<ThreadPoolExecutor>'];
    const tasks = [1, 2].map(() => loop.createTask('rightWay', args, rightWay()));
    if (wrong) tasks.unshift(loop.createTask('wrongWay', [], wrongWay()));
    yield { kind: 'gather', tasks };
    loop.lines(stage.at(23));
    loop.recorder.emit('executor.shutdown', { executor: 1, wait: true, pending: 0 });
    stage.run(28);
    loop.print("Results: ['Blocking result after 1s', 'Blocking result after 1s']");
    return 'None';
  }
  stage.run(1, 2, 3, 4, 7, 12, 21, 29);
  return loop.run(main());
}

/** Example 22.3: a long loop that gives way now and then, and a heartbeat that is cancelled. */
export function batchTrace(level: TraceLevel = 'full'): Trace {
  const stage = new Stage(BATCH, 'example-22-3.py', level);
  const { loop } = stage;
  function* heartbeat(): Body {
    stage.run(12);
    for (;;) {
      stage.run(13);
      loop.print(`[heartbeat] ${loop.seconds(1)}`);
      stage.run(14);
      yield { kind: 'sleep', seconds: 0.1 };
    }
  }
  function* main(): Body {
    stage.run(16, 17);
    const beat = loop.createTask('heartbeat', [], heartbeat());
    stage.run(18, 4);
    for (let index = 0; index < 5000; index++) {
      stage.run(5, 6, 7);
      if (index % 1000 !== 0) continue;
      stage.run(8);
      yield { kind: 'sleep', seconds: 0 };
      stage.run(9);
      loop.print(`Processed ${index}/5000`);
    }
    stage.run(5, 10, 19);
    loop.cancel(beat);
    stage.run(20);
    loop.print('Processed 5000 items');
    return 'None';
  }
  stage.run(1, 2, 3, 11, 15, 21);
  return loop.run(main());
}
