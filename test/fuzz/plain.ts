// Statements that only do something, and those that are about exceptions, generators and context managers.

import { type Builder, indent, type Statement } from './builder.js';

/** Statements without a block of their own, for where the nesting ends. */
export function simple(b: Builder): string[] {
  const { random } = b;
  switch (random.below(9)) {
    case 0:
      return [`log("mark", ${b.mark()}, asyncio.current_task().cancelling())`];
    case 1:
      return [`events[${random.below(2)}].${random.pick(['set', 'set', 'clear'])}()`];
    case 2:
      return [`log("got", await ${b.call()})`];
    case 3:
      return [`await asyncio.sleep(${b.delay()})`, `log("slept", ${b.mark()})`];
    case 4:
      return [
        'try:',
        `    queues[${random.below(3)}].put_nowait(${b.mark()})`,
        'except asyncio.QueueFull:',
        '    log("full")',
      ];
    case 5:
      return [`loop.call_soon(log, "soon", ${b.mark()})`];
    case 6: {
      const handle = b.name('handle');
      return [
        `${handle} = loop.call_at(loop.time() + ${b.delay()}, log, "at", ${b.mark()})`,
        ...(random.chance(0.4) ? [`await asyncio.sleep(${b.delay()})`, `${handle}.cancel()`] : []),
      ];
    }
    case 7:
      return [`label.set("label ${b.mark()}")`];
    default:
      return [`loop.call_later(${b.delay()}, log, "timer", ${b.mark()})`];
  }
}

function raising(b: Builder): string[] {
  return [
    'try:',
    ...indent(b.block()),
    `    raise ${b.random.pick(['ValueError', 'KeyError', 'OSError'])}(${b.mark()})`,
    ...(b.random.chance(0.8) ? ['except Exception as error:', '    log("caught", describe(error))'] : []),
    'finally:',
    `    log("finally", ${b.mark()})`,
  ];
}

function cancelled(b: Builder): string[] {
  return [
    'try:',
    ...indent(b.block()),
    'except asyncio.CancelledError:',
    '    log("cancelled inside", asyncio.current_task().cancelling())',
    `    await asyncio.sleep(${b.delay()})`,
    ...(b.random.chance(0.7) ? ['    raise'] : []),
  ];
}

function cleaningUp(b: Builder): string[] {
  return [
    'try:',
    ...indent(b.block()),
    'finally:',
    `    await asyncio.sleep(${b.delay()})`,
    `    log("cleaned up", ${b.mark()})`,
  ];
}

function generator(b: Builder): string[] {
  return [
    `async for number in numbers(${1 + b.random.below(3)}, ${b.delay()}):`,
    '    log("number", number)',
    ...indent(b.block(1)),
    ...(b.random.chance(0.2) ? ['    break'] : []),
  ];
}

function comprehension(b: Builder): string[] {
  return [
    `log("squares", [n * n async for n in numbers(3, ${b.delay()})], [await w for w in [${b.calls().join(', ')}]])`,
  ];
}

function resource(b: Builder): string[] {
  return [`async with Resource(${b.delay()}, ${b.random.pick(['True', 'False'])}):`, ...indent(b.block())];
}

export const PLAIN_STATEMENTS: readonly [Statement, ...Statement[]] = [
  simple,
  simple,
  simple,
  raising,
  raising,
  cancelled,
  cleaningUp,
  generator,
  comprehension,
  resource,
];
