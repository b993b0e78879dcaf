// Statements that use locks, semaphores, events, conditions, barriers, queues and plain futures.

import { type Builder, indent, type Statement } from './builder.js';

function lock(b: Builder): string[] {
  return [`async with locks[${b.random.below(2)}]:`, '    log("locked")', ...indent(b.block())];
}

function semaphore(b: Builder): string[] {
  return [`async with semaphores[${b.random.below(2)}]:`, ...indent(b.block())];
}

/** Acquired and released by hand, the waiting limited. */
function limitedAcquire(b: Builder): string[] {
  const what = b.random.pick(['locks[0]', 'locks[1]', 'semaphores[0]', 'semaphores[1]']);
  return [
    'try:',
    `    await asyncio.wait_for(${what}.acquire(), ${b.timeout()})`,
    'except TimeoutError:',
    `    log("not acquired", ${what}.locked())`,
    'else:',
    '    try:',
    ...indent(b.block(), 2),
    '    finally:',
    `        ${what}.release()`,
  ];
}

function condition(b: Builder): string[] {
  const chosen = `conditions[${b.random.below(2)}]`;
  const waiting = b.random.chance(0.3) ? `wait_for(lambda: flag > ${b.random.below(4)})` : 'wait()';
  return [
    'try:',
    `    async with asyncio.timeout(${b.timeout()}), ${chosen}:`,
    `        log("notified", await ${chosen}.${waiting})`,
    'except (TimeoutError, RuntimeError) as error:',
    '    log("condition", type(error).__name__)',
  ];
}

function notify(b: Builder): string[] {
  const chosen = `conditions[${b.random.below(2)}]`;
  return [
    `async with ${chosen}:`,
    `    globals()["flag"] += ${b.random.below(2)}`,
    `    ${chosen}.${b.random.pick(['notify()', 'notify_all()', 'notify(2)'])}`,
  ];
}

function event(b: Builder): string[] {
  return [
    'try:',
    `    log("event", await asyncio.wait_for(events[${b.random.below(2)}].wait(), ${b.timeout()}))`,
    'except TimeoutError:',
    '    log("no event")',
  ];
}

function barrier(b: Builder): string[] {
  return [
    'try:',
    `    log("barrier", await asyncio.wait_for(barriers[${b.random.below(2)}].wait(), ${b.timeout()}))`,
    'except (TimeoutError, asyncio.BrokenBarrierError) as error:',
    '    log("alone", type(error).__name__)',
  ];
}

function resetBarrier(b: Builder): string[] {
  const chosen = `barriers[${b.random.below(2)}]`;
  return [`log("reset", ${chosen}.n_waiting, ${chosen}.broken)`, `await ${chosen}.reset()`];
}

function take(b: Builder): string[] {
  const chosen = `queues[${b.random.below(3)}]`;
  return [
    'try:',
    `    log("item", await asyncio.wait_for(${chosen}.get(), ${b.timeout()}))`,
    ...(b.random.chance(0.5) ? [`    ${chosen}.task_done()`] : []),
    'except TimeoutError:',
    '    log("no item")',
  ];
}

function put(b: Builder): string[] {
  return [
    'try:',
    `    await asyncio.wait_for(queues[${b.random.below(3)}].put(${b.mark()}), ${b.timeout()})`,
    '    log("put")',
    'except TimeoutError:',
    '    log("no room")',
  ];
}

function join(b: Builder): string[] {
  return [
    'try:',
    `    async with asyncio.timeout(${b.timeout()}):`,
    `        await queues[${b.random.below(3)}].join()`,
    '        log("joined")',
    'except TimeoutError:',
    '    log("work left")',
  ];
}

/** A producer and consumers with a queue of their own, which is shut down at the end. */
function shutDownQueue(b: Builder): string[] {
  const items = b.name('items');
  const consume = b.name('consume');
  return [
    `${items} = asyncio.Queue(${b.random.below(3)})`,
    `async def ${consume}():`,
    '    try:',
    '        while True:',
    `            log("consumed", await ${items}.get())`,
    `            await asyncio.sleep(${b.delay()})`,
    `            ${items}.task_done()`,
    '    except asyncio.QueueShutDown:',
    '        log("shut down")',
    'async with asyncio.TaskGroup() as consumers:',
    `    for _ in range(${1 + b.random.below(3)}):`,
    `        consumers.create_task(${consume}())`,
    `    for number in range(${1 + b.random.below(5)}):`,
    `        await ${items}.put(number)`,
    `    ${items}.shutdown(immediate=${b.random.pick(['True', 'False'])})`,
  ];
}

function future(b: Builder): string[] {
  const waited = b.name('future');
  return [
    `${waited} = loop.create_future()`,
    `${waited}.add_done_callback(called)`,
    b.random.pick([
      `loop.call_later(${b.delay()}, settle, ${waited}, ${b.mark()})`,
      `loop.call_later(${b.delay()}, ${waited}.cancel)`,
      `loop.call_soon(settle, ${waited}, ${b.mark()})`,
      `${waited}.set_exception(ValueError(${b.mark()}))`,
    ]),
    'try:',
    `    log("future", await asyncio.wait_for(${waited}, ${b.timeout()}))`,
    'except (Exception, asyncio.CancelledError) as error:',
    '    log("future failed", describe(error))',
  ];
}

function threadQueue(b: Builder): string[] {
  return b.random.chance(0.5)
    ? [
        'try:',
        `    await asyncio.to_thread(thread_queue.put, ${b.mark()}, timeout=${b.timeout()})`,
        'except queue.Full:',
        '    log("thread queue full")',
      ]
    : [
        'try:',
        `    log("from thread queue", await asyncio.to_thread(thread_queue.get, timeout=${b.timeout()}))`,
        'except queue.Empty:',
        '    log("thread queue empty")',
      ];
}

export const SYNCHRONIZATION_STATEMENTS: readonly [Statement, ...Statement[]] = [
  lock,
  semaphore,
  limitedAcquire,
  condition,
  notify,
  event,
  barrier,
  resetBarrier,
  take,
  put,
  join,
  shutDownQueue,
  future,
  threadQueue,
];
