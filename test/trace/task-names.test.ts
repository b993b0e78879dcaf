import { expect, test } from 'vitest';
import { Recorder } from '../../src/trace/recorder.js';
import { taskNames, threadNames } from '../../src/trace/task-names.js';
import { describeRun } from '../support/run-description.js';

function names(...tasks: (readonly [fn: string, args?: readonly string[], name?: string])[]): string[] {
  const recorder = new Recorder({ level: 'full', now: () => 0 });
  tasks.forEach(([fn, args = [], name], i) => {
    recorder.emit(
      'task.create',
      { id: i + 1, name: name ?? `Task-${i + 1}`, function: fn, args, coroutine: null },
      null,
    );
  });
  return [...taskNames(recorder.finish(describeRun())).values()];
}

test.each([
  ['one instance', [['main'], ['task', ["'A'"]]], ['main', 'task']],
  [
    'first argument',
    [
      ['task', ["'A'", '1']],
      ['task', ["'B'", '1']],
    ],
    ["task('A')", "task('B')"],
  ],
  [
    'a later one',
    [
      ['task', ['1', "'A'"]],
      ['task', ['1', "'B'"]],
    ],
    ["task('A')", "task('B')"],
  ],
  [
    'two together',
    [
      ['f', ['1', '1']],
      ['f', ['1', '2']],
      ['f', ['2', '1']],
    ],
    ['f(1, 1)', 'f(1, 2)', 'f(2, 1)'],
  ],
  [
    'equal arguments',
    [
      ['f', ['1']],
      ['f', ['1']],
    ],
    ['f #1', 'f #2'],
  ],
  [
    'objects',
    [
      ['f', ['<a>']],
      ['f', ['<b>']],
    ],
    ['f #1', 'f #2'],
  ],
  [
    'objects first',
    [
      ['f', ['<a>', '1']],
      ['f', ['<a>', '2']],
    ],
    ['f(1)', 'f(2)'],
  ],
  [
    'long text',
    [
      ['f', ["'a rather long text'"]],
      ['f', ["'b'"]],
    ],
    ['f #1', 'f #2'],
  ],
  [
    'inner functions',
    [
      ['main.<locals>.worker', ['1']],
      ['main.<locals>.worker', ['2']],
    ],
    ['worker(1)', 'worker(2)'],
  ],
  [
    'names of the program',
    [
      ['f', ['1'], 'poller'],
      ['f', ['2']],
    ],
    ['poller', 'f'],
  ],
] as const)('task names: %s', (_, tasks, expected) => {
  expect(names(...tasks)).toEqual(expected);
});

test('thread names: workers are counted, others keep their names', () => {
  const recorder = new Recorder({ level: 'full', now: () => 0 });
  const threads = [
    ['ThreadPoolExecutor-0_0', 1],
    ['Thread-1 (f)', null],
    ['asyncio_0', 2],
  ] as const;
  threads.forEach(([name, executor], i) => {
    recorder.emit('thread.start', { id: i + 1, name, daemon: false, executor }, null);
  });
  const found = threadNames(recorder.finish(describeRun()));
  expect([...found.values()]).toEqual(['main', 'worker-1', 'Thread-1 (f)', 'worker-2']);
});
