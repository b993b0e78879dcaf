// `asyncio.staggered.staggered_race`: coroutines that are started one after the other until one of them succeeds
// (happy eyeballs). It is made of nothing but tasks and events, so it is written in Python.

import { Namespace } from '../../execution/namespace.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { Value } from '../../objects/object.js';

const SOURCE = `
import asyncio

async def staggered_race(coro_fns, delay, *, loop=None):
    loop = loop or asyncio.get_running_loop()
    candidates = enumerate(coro_fns)
    runners, failures = [], []
    winner = None, None

    async def run_one_coro(failure_before):
        nonlocal winner
        if failure_before is not None:
            try:
                await asyncio.wait_for(failure_before.wait(), delay)
            except TimeoutError:
                pass
        index, start = next(candidates, (None, None))
        if start is None:
            return
        failed = asyncio.Event()
        runners.append(loop.create_task(run_one_coro(failed)))
        failures.append(None)
        try:
            result = await start()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            failures[index] = error
            failed.set()
        else:
            winner = result, index
            for number, runner in enumerate(runners):
                if number != index:
                    runner.cancel()

    runners.append(loop.create_task(run_one_coro(None)))
    try:
        while any(not runner.done() for runner in runners):
            for runner in (await asyncio.wait(runners))[0]:
                if not runner.cancelled() and runner.exception():
                    raise runner.exception()
        return *winner, failures
    finally:
        for runner in runners:
            runner.cancel()
`;

export function staggeredNames(m: KernelMachine): Record<string, Value> {
  const globals = new Namespace();
  globals.set('__name__', 'asyncio.staggered');
  m.runLibraryCode(SOURCE, '<library asyncio.staggered>', globals);
  return { staggered_race: globals.get('staggered_race') ?? null };
}
