// Statements that start tasks and wait for them: gathers, groups, cancellations, shields, timeouts, executors.

import { type Builder, indent, type Statement } from './builder.js';

const asyncioTask = (call: string): string => `asyncio.create_task(${call})`;

function gather(b: Builder): string[] {
  const calls = b.calls();
  if (b.random.chance(0.4)) calls.push(`asyncio.gather(${b.calls().join(', ')})`);
  if (b.random.chance(0.2)) calls.push(`asyncio.gather(${b.calls().join(', ')}, return_exceptions=True)`);
  if (b.random.chance(0.5))
    return [`log("all", show(await asyncio.gather(${calls.join(', ')}, return_exceptions=True)))`];
  return [
    'try:',
    `    log("all", await asyncio.gather(${calls.join(', ')}))`,
    'except Exception as error:',
    '    log("gather", describe(error))',
  ];
}

/** A gather that is a future of its own, cancelled while it waits. */
function cancelledGather(b: Builder): string[] {
  const all = b.name('all');
  return [
    `${all} = asyncio.gather(${b.calls().join(', ')}, return_exceptions=${b.random.pick(['True', 'False'])})`,
    `${all}.add_done_callback(called)`,
    `asyncio.get_running_loop().call_later(${b.delay()}, ${all}.cancel)`,
    'try:',
    `    log("all", show(await ${all}))`,
    'except (Exception, asyncio.CancelledError) as error:',
    `    log("gather ended with", describe(error), asyncio.current_task().cancelling())`,
  ];
}

function task(b: Builder): string[] {
  const { random } = b;
  const name = b.name('task');
  const lines = [`${name} = asyncio.create_task(${b.call()})`];
  if (random.chance(0.4)) lines.push(`${name}.add_done_callback(called)`);
  if (random.chance(0.6)) lines.push(...b.block());
  if (random.chance(0.5)) lines.push(`log("cancel", ${name}.cancel(${random.chance(0.3) ? '"why"' : ''}))`);
  if (random.chance(0.2)) lines.push('await asyncio.sleep(0)', `log("again", ${name}.cancel())`);
  if (random.chance(0.1)) lines.push(`log("cancels left", ${name}.uncancel())`);
  if (random.chance(0.8))
    lines.push(
      'try:',
      `    log("task", await ${name})`,
      'except (Exception, asyncio.CancelledError) as error:',
      '    log("task ended with", describe(error), asyncio.current_task().cancelling())',
    );
  return lines;
}

function group(b: Builder): string[] {
  const member = b.name('member');
  const calls = b.calls();
  return [
    'try:',
    '    async with asyncio.TaskGroup() as group:',
    ...calls.map((call) => `        ${member} = group.create_task(${call})`),
    ...(b.random.chance(0.3)
      ? [`        loop.call_later(${b.delay()}, ${member}.${b.random.pick(['cancel', 'set_name'])}, "g")`]
      : []),
    ...(b.random.chance(0.5) ? indent(b.block(), 2) : []),
    ...(b.random.chance(0.2) ? [`        raise ValueError(${b.mark()})`] : []),
    'except* Exception as errors:',
    '    log("group", describe(errors))',
  ];
}

function wait(b: Builder): string[] {
  const { random } = b;
  const tasks = b.name('tasks');
  const when = random.pick(['ALL_COMPLETED', 'FIRST_COMPLETED', 'FIRST_EXCEPTION']);
  const timeout = random.chance(0.5) ? `, timeout=${b.timeout()}` : '';
  const waited = b.calls().map(asyncioTask);
  if (random.chance(0.2)) waited.push(`loop.run_in_executor(pool, blocking, ${b.delay()}, ${b.mark()})`);
  return [
    `${tasks} = [${waited.join(', ')}]`,
    `done, pending = await asyncio.wait(${tasks}, return_when=asyncio.${when}${timeout})`,
    'log("wait", [outcome(t) for t in done], len(pending))',
    ...(random.chance(0.5) ? ['for each in pending:', '    each.cancel()'] : []),
  ];
}

function asCompleted(b: Builder): string[] {
  const limit = b.random.chance(0.5) ? `, timeout=${b.timeout()}` : '';
  const calls = b.calls().join(', ');
  const isPlain = b.random.chance(0.6);
  return [
    'try:',
    `    ${isPlain ? '' : 'async '}for each in asyncio.as_completed([${calls}]${limit}):`,
    '        log("completed", await each)',
    ...(b.random.chance(0.15) ? ['        break'] : []),
    'except Exception as error:',
    '    log("as_completed", describe(error))',
  ];
}

function waitFor(b: Builder): string[] {
  return [
    'try:',
    `    log("in time", await asyncio.wait_for(${b.call()}, ${b.random.chance(0.15) ? '0' : b.timeout()}))`,
    'except Exception as error:',
    '    log("wait_for", describe(error))',
  ];
}

function timeout(b: Builder): string[] {
  const { random } = b;
  const limit = b.name('limit');
  const made = random.chance(0.3)
    ? `asyncio.timeout_at(loop.time() + ${b.timeout()})`
    : `asyncio.timeout(${random.chance(0.1) ? 'None' : b.timeout()})`;
  return [
    'try:',
    `    async with ${made} as ${limit}:`,
    ...indent(b.block(), 2),
    ...(random.chance(0.3)
      ? [`        ${limit}.reschedule(loop.time() + ${b.timeout()})`, ...indent(b.block(), 2)]
      : []),
    `    log("expired", ${limit}.expired())`,
    'except TimeoutError as error:',
    `    log("timeout", describe(error), ${limit}.expired())`,
  ];
}

function shield(b: Builder): string[] {
  const inner = b.name('inner');
  if (b.random.chance(0.5))
    return [
      'try:',
      `    log("shielded", await asyncio.wait_for(asyncio.shield(${b.call()}), ${b.timeout()}))`,
      'except Exception as error:',
      '    log("shield", describe(error))',
    ];
  return [
    `${inner} = asyncio.create_task(${b.call()})`,
    `loop.call_later(${b.delay()}, ${inner}.cancel)`,
    'try:',
    `    log("shielded", await asyncio.shield(${inner}))`,
    'except (Exception, asyncio.CancelledError) as error:',
    `    log("shield", describe(error), ${inner}.done())`,
  ];
}

function thread(b: Builder): string[] {
  const { random } = b;
  const seconds = b.delay();
  const started = random.pick([
    `asyncio.to_thread(blocking, ${seconds}, ${b.mark()})`,
    `asyncio.to_thread(failing, ${seconds})`,
    `asyncio.to_thread(with_lock, ${seconds})`,
    `asyncio.to_thread(post, loop, ${seconds}, ${b.mark()})`,
    `asyncio.to_thread(label.get)`,
    `loop.run_in_executor(pool, blocking, ${seconds}, ${b.mark()})`,
    `loop.run_in_executor(pool, with_lock, ${seconds})`,
    `loop.run_in_executor(None, post, loop, ${seconds}, ${b.mark()})`,
    `asyncio.wrap_future(pool.submit(blocking, ${seconds}, ${b.mark()}))`,
  ]);
  const limited = random.chance(0.4) ? `asyncio.wait_for(${started}, ${b.timeout()})` : started;
  return [
    'try:',
    `    log("thread", await ${limited})`,
    'except Exception as error:',
    '    log("thread failed", describe(error))',
  ];
}

/** A thread that has the loop run a coroutine and waits for its result. */
function asking(b: Builder): string[] {
  return [
    `log("asked", await asyncio.to_thread(ask, loop, asyncio.sleep(${b.delay()}, ${b.mark()}), ${b.timeout()}))`,
  ];
}

/** Several threads at once, more than the pool has. */
function crowd(b: Builder): string[] {
  const function_ = b.random.pick(['blocking', 'with_lock', 'failing']);
  const jobs = Array.from(
    { length: 2 + b.random.below(3) },
    () => `loop.run_in_executor(pool, ${function_}, ${b.delay()})`,
  );
  return [`log("crowd", show(await asyncio.gather(${jobs.join(', ')}, return_exceptions=True)))`];
}

export const TASK_STATEMENTS: readonly [Statement, ...Statement[]] = [
  gather,
  gather,
  cancelledGather,
  task,
  task,
  task,
  group,
  group,
  wait,
  asCompleted,
  waitFor,
  timeout,
  timeout,
  shield,
  thread,
  asking,
  crowd,
];
