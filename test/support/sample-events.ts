// One payload of every event type. A new type without a sample does not compile.

import type { EventPayloads, EventType, HandleTarget, WaitTarget } from '../../src/trace/events.js';

const target: HandleTarget = { kind: 'wakeup', task: 2, text: 'task' };
const waitsFor: WaitTarget = { kind: 'sleep', id: 3, text: 'asyncio.sleep(0.5)', deadline: 500 };

export const sampleEvents: EventPayloads = {
  'program.start': { file: 'program.py' },
  'program.end': { exitCode: 1, exception: 'ValueError: no' },
  'program.limit': { limit: 'steps', message: 'stopped after 10 steps' },
  line: { times: 3, lines: [7, 8], duration: 100 },
  call: { function: 'f', args: 'x=1', depth: 2 },
  return: { function: 'f', value: '1', depth: 2 },
  raise: { exception: 'ValueError', message: 'no' },
  store: { name: 'x', value: '1' },
  output: { stream: 'stdout', text: 'hello\n' },
  'coroutine.create': { coroutine: 1, function: 'task', args: ["'A'"] },
  'coroutine.unawaited': { coroutine: 1, function: 'task' },
  'task.create': { id: 2, name: 'Task-2', function: 'task', args: ["'A'"], coroutine: 1 },
  'task.step': { id: 2, first: false, throws: 'CancelledError' },
  'task.suspend': { id: 2, waitsFor },
  'task.finish': { id: 2, outcome: 'raised', value: "ValueError('no')" },
  'task.cancel': { id: 2, message: null, requests: 1 },
  'future.create': { id: 3, kind: 'gather', text: 'gather', members: [2] },
  'future.resolve': { id: 3, outcome: 'result', value: 'None' },
  'future.cancel': { id: 3 },
  'loop.start': { loop: 1, entry: 'asyncio.run' },
  'loop.iteration': { loop: 1, ready: [target], timers: 1 },
  'loop.idle': { loop: 1, until: null },
  'loop.wake': { loop: 1, by: 'thread', idle: 10 },
  'loop.stop': { loop: 1, phase: 'cancel tasks', count: 2 },
  'loop.close': { loop: 1 },
  'ready.enter': { handle: 1, target, length: 1 },
  'ready.leave': { handle: 1, target, waited: 10 },
  'timer.add': { timer: 1, when: 500, target, text: 'asyncio.sleep(0.5)' },
  'timer.fire': { timer: 1, when: 500, late: 2 },
  'timer.cancel': { timer: 1, when: 500 },
  'timer.tie': { timers: [1, 2], when: 500 },
  'io.register': { id: 3, text: 'work(1)' },
  'io.complete': { id: 3, text: 'work(1)' },
  'process.start': { id: 1, name: 'Process-1', parent: 0, main: 1 },
  'process.run': { id: 1, core: 1 },
  'process.end': { id: 1, exitCode: -15 },
  'thread.start': { id: 1, name: 'Thread-1 (f)', daemon: true, executor: null },
  'thread.run': { id: 1 },
  'thread.park': { id: 1, waitsFor },
  'thread.wake': { id: 1, by: 'deadline' },
  'thread.end': { id: 1 },
  'executor.submit': { executor: 1, work: 1, text: 'work(1)', queued: 1 },
  'executor.start': { executor: 1, work: 1, text: 'work(1)' },
  'executor.finish': { executor: 1, work: 1, outcome: 'returned', value: '1' },
  'executor.shutdown': { executor: 1, wait: true, pending: 0 },
  'sync.wait': { object: 1, kind: 'lock', text: 'lock' },
  'sync.acquire': { object: 1, kind: 'lock', text: 'lock' },
  'sync.release': { object: 1, kind: 'lock', text: 'lock' },
  diagnostic: {
    rule: 'blocking-call',
    severity: 'warning',
    message: 'time.sleep blocks',
    evidence: [0],
    heldUp: [1],
    delay: 5,
    fix: 'await asyncio.sleep() instead.',
  },
};

export const eventTypes: readonly EventType[] = Object.keys(sampleEvents).filter(isEventType);

function isEventType(name: string): name is EventType {
  return name in sampleEvents;
}
