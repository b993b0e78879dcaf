import { describe, expect, test } from 'vitest';
import { violations } from '../../src/trace/invariants.js';
import { Recorder } from '../../src/trace/recorder.js';
import { batchTrace, executorTrace, gatherTrace } from '../support/lecture-traces.js';
import { describeRun } from '../support/run-description.js';

const target = { kind: 'step', task: 1, text: 'main' } as const;

/** What is found in a trace that begins well, with task 1 in the ready queue as handle 1. */
function found(action: (recorder: Recorder, clock: { now: number }) => void): string[] {
  const clock = { now: 0 };
  const recorder = new Recorder({ level: 'full', now: () => clock.now });
  recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
  recorder.emit('task.create', { id: 1, name: 'Task-1', function: 'main', args: [], coroutine: null });
  recorder.emit('ready.enter', { handle: 1, target, length: 1 });
  action(recorder, clock);
  return violations(recorder.finish(describeRun()));
}

function step(recorder: Recorder, first = true): void {
  recorder.emit('ready.leave', { handle: 1, target, waited: 0 });
  recorder.emit('task.step', { id: 1, first, throws: null });
}

describe('invariants', () => {
  test.each([
    ['22.1', gatherTrace()],
    ['22.2', executorTrace()],
    ['22.2 with wrongWay', executorTrace('full', true)],
    ['22.3', batchTrace()],
    ['22.3, schedule only', batchTrace('schedule')],
  ])('hold in example %s', (_, trace) => {
    expect(violations(trace)).toEqual([]);
  });

  test('a trace starts with the program', () => {
    const recorder = new Recorder({ level: 'full', now: () => 0 });
    recorder.emit('loop.close', { loop: 1 }, null);
    expect(violations(recorder.finish(describeRun()))).toEqual(['0 loop.close: a trace starts otherwise']);
  });

  test.each<[string, (recorder: Recorder, clock: { now: number }) => void, string]>([
    [
      'time going back',
      (r, clock) => {
        clock.now = 10;
        r.emitLine(1);
        clock.now = 5;
        r.emitLine(2);
      },
      '4 line: time goes back from 10 to 5',
    ],
    [
      'no cause',
      (r) => r.emit('loop.close', { loop: 1 }, null),
      '3 loop.close: its cause is not an earlier event',
    ],
    [
      'a cause to come',
      (r) => r.emit('loop.close', { loop: 1 }, 9),
      '3 loop.close: its cause is not an earlier event',
    ],
    ['a step that never ends', (r) => step(r), 'the step of task 1 at 4 never ends'],
    [
      'a step of a waiting task',
      (r) => {
        step(r);
        const waitsFor = { kind: 'future', id: null, text: 'future', deadline: null } as const;
        r.emit('task.suspend', { id: 1, waitsFor });
        r.emit('task.step', { id: 1, first: false, throws: null });
        r.emit('task.finish', { id: 1, outcome: 'returned', value: 'None' });
      },
      '6 task.step: task 1 is waiting',
    ],
    [
      'an event of a task that is not in a step',
      (r) => {
        r.task = 1;
        r.emitLine(1);
      },
      '3 line: task 1 is not in a step',
    ],
    [
      'leaving twice',
      (r) => {
        r.emit('ready.leave', { handle: 1, target, waited: 0 });
        r.emit('ready.leave', { handle: 1, target, waited: 0 });
      },
      '4 ready.leave: handle 1 is not in the queue',
    ],
    [
      'a wrong waiting time',
      (r, clock) => {
        clock.now = 7;
        r.emit('ready.leave', { handle: 1, target, waited: 6 });
      },
      '3 ready.leave: it entered at 0',
    ],
    [
      'a timer that fires early',
      (r) => {
        r.emit('timer.add', { timer: 1, when: 100, target, text: 'asyncio.sleep(0.1)' });
        r.emit('timer.fire', { timer: 1, when: 100, late: 0 });
      },
      '4 timer.fire: fires before its time',
    ],
    [
      'a parked thread that goes on',
      (r) => {
        const waitsFor = { kind: 'time.sleep', id: null, text: 'time.sleep(1)', deadline: 100 } as const;
        r.emit('thread.park', { id: 0, waitsFor });
        r.emitLine(1);
      },
      '4 line: thread 0 is parked',
    ],
    [
      'a future settled twice',
      (r) => {
        r.emit('future.cancel', { id: 3 });
        r.emit('future.resolve', { id: 3, outcome: 'result', value: 'None' });
      },
      '4 future.resolve: future 3 is settled already',
    ],
    [
      'work that nobody handed over',
      (r) => {
        r.emit('executor.start', { executor: 1, work: 1, text: 'f()' });
      },
      '3 executor.start: work 1 was never submitted',
    ],
  ])('find %s', (_, action, problem) => {
    expect(found(action)).toEqual([problem]);
  });
});
