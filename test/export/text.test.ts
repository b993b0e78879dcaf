import { describe, expect, test } from 'vitest';
import { traceText } from '../../src/export/text.js';
import { Recorder } from '../../src/trace/recorder.js';
import { batchTrace, executorTrace, gatherTrace } from '../support/lecture-traces.js';
import { describeRun } from '../support/run-description.js';
import { eventTypes, sampleEvents } from '../support/sample-events.js';
import { TinyLoop } from '../support/tiny-loop.js';

describe('narrated trace', () => {
  test('example 22.1: tasks that spin, then sleep', () => {
    expect(traceText(gatherTrace())).toMatchInlineSnapshot(`
      "loopscope trace of example-22-1.py (model clock)
      Times are seconds on a virtual clock, lines are the labels in the file's
      comments. "prints" is output of the program, "->" says where a task goes. A
      row with a bar shows code that runs. Iterations that only run asyncio's own
      callbacks are left out.

          time  thread  task       line  what happens
      --------  ------  ---------  ----  ---------------------------------------------
      0.000000  main    -             -  the program starts
      0.000000  main    -             1  runs lines 1-3, 13
      0.000000  main    (loop)       23  asyncio.run starts an event loop
      0.000000  main    (loop)       23  creates task main -> ready queue
      0.000000  main    (loop)        -  iteration 1, ready queue: main
      0.000001  main    main          -  starts
      0.000001  main    main         14  | start = time.perf_counter()
      0.000001  main    main         15  creates task('A') -> ready queue
      0.000001  main    main         15  creates task('B') -> ready queue
      0.000001  main    main         15  creates task('C') -> ready queue
      0.000001  main    main         15  suspends until all of these are done:
                                           task('A'), task('B'), task('C')
      0.000001  main    (loop)        -  iteration 2, ready queue: task('A'),
                                           task('B'), task('C')
      0.000002  main    task('A')     -  starts
      0.000002  main    task('A')     4  prints [0.00] A: starting CPU work
      0.000002  main    task('A')     6  | end = time.perf_counter() + workDuration
      0.000002  main    task('A')     7  lines 7-8, 100000 times: holds the event loop
                                           for 0.1 s; meanwhile in the ready queue:
                                           task('B'), task('C')
      0.100002  main    task('A')     9  prints [0.10] A: yielding to I/O
      0.100002  main    task('A')    10  suspends: asyncio.sleep(0.5) -> I/O registry,
                                           timer due at 0.600002
      0.100003  main    task('B')     -  starts, after 0.100001 s in the ready queue
      0.100003  main    task('B')     4  prints [0.10] B: starting CPU work
      0.100003  main    task('B')     6  | end = time.perf_counter() + workDuration
      0.100003  main    task('B')     7  lines 7-8, 100000 times: holds the event loop
                                           for 0.1 s; meanwhile in the ready queue:
                                           task('C')
      0.200003  main    task('B')     9  prints [0.20] B: yielding to I/O
      0.200003  main    task('B')    10  suspends: asyncio.sleep(0.3) -> I/O registry,
                                           timer due at 0.500003
      0.200004  main    task('C')     -  starts, after 0.200002 s in the ready queue
      0.200005  main    task('C')     4  prints [0.20] C: starting CPU work
      0.200005  main    task('C')     6  | end = time.perf_counter() + workDuration
      0.200005  main    task('C')     7  lines 7-8, 100000 times: holds the event loop
                                           for 0.1 s; nobody else was ready
      0.300005  main    task('C')     9  prints [0.30] C: yielding to I/O
      0.300005  main    task('C')    10  suspends: asyncio.sleep(0.2) -> I/O registry,
                                           timer due at 0.500005
      0.300005  main    (loop)        -  ready queue empty: idle, the clock jumps to
                                           0.500003; I/O registry: task('B') (timer
                                           0.500003), task('C') (timer 0.500005),
                                           task('A') (timer 0.600002)
      0.500003  main    task('B')     -  -> ready queue: asyncio.sleep(0.3) is over
      0.500003  main    (loop)        -  iteration 4, ready queue: task('B')
      0.500004  main    task('B')    10  resumes
      0.500005  main    task('B')    11  prints [0.50] B: I/O complete, resuming
      0.500005  main    task('B')    12  is done: returns 'B done'
      0.500005  main    (loop)        -  ready queue empty: idle, the clock jumps to
                                           0.500005; I/O registry: task('C') (timer
                                           0.500005), task('A') (timer 0.600002)
      0.500005  main    task('C')     -  -> ready queue: asyncio.sleep(0.2) is over
      0.500005  main    (loop)        -  iteration 7, ready queue: task('C')
      0.500006  main    task('C')    10  resumes
      0.500006  main    task('C')    11  prints [0.50] C: I/O complete, resuming
      0.500006  main    task('C')    12  is done: returns 'C done'
      0.500006  main    (loop)        -  ready queue empty: idle, the clock jumps to
                                           0.600002; I/O registry: task('A') (timer
                                           0.600002)
      0.600002  main    task('A')     -  -> ready queue: asyncio.sleep(0.5) is over
      0.600002  main    (loop)        -  iteration 10, ready queue: task('A')
      0.600003  main    task('A')    10  resumes
      0.600003  main    task('A')    11  prints [0.60] A: I/O complete, resuming
      0.600003  main    task('A')    12  is done: returns 'A done'
      0.600003  main    main          -  -> ready queue: all it waited for are done
      0.600003  main    (loop)        -  iteration 12, ready queue: main
      0.600004  main    main         15  resumes
      0.600004  main    main         20  | total = time.perf_counter() - start
      0.600004  main    main         21  prints All done in 0.60s
      0.600004  main    main         22  prints ['A done', 'B done', 'C done']
      0.600004  main    main         22  is done: returns None
      0.600004  main    (loop)       23  the event loop stops
      0.600004  main    (loop)       23  teardown: no task is left to cancel
      0.600004  main    (loop)       23  teardown: no async generator is left to close
      0.600004  main    (loop)       23  teardown: no default executor to shut down
      0.600004  main    (loop)       23  the event loop is closed
      0.600004  main    -            23  the program ends

      Summary
      the program finished after 0.600004 s of virtual time, 0.299995 s of it idle
      longest hold of the event loop: task('A'), 0.1 s from 0.000002 on

      task       steps  held the loop  in ready queue    waited  end
      main           2       0.000000        0.000002  0.600002  returned
      task('A')      2       0.100000        0.000002  0.500000  returned
      task('B')      2       0.100000        0.100003  0.300000  returned
      task('C')      2       0.100000        0.200004  0.200000  returned
      "
    `);
  });

  test('example 22.2: work for worker threads', () => {
    expect(traceText(executorTrace())).toMatchInlineSnapshot(`
      "loopscope trace of example-22-2.py (model clock)
      Times are seconds on a virtual clock, lines are the labels in the file's
      comments. "prints" is output of the program, "->" says where a task goes. A
      row with a bar shows code that runs. Iterations that only run asyncio's own
      callbacks are left out.

          time  thread    task         line  what happens
      --------  --------  -----------  ----  -----------------------------------------
      0.000000  main      -               -  the program starts
      0.000000  main      -               1  runs lines 1-4, 7, 12, 21
      0.000000  main      (loop)         29  asyncio.run starts an event loop
      0.000000  main      (loop)         29  creates task main -> ready queue
      0.000000  main      (loop)          -  iteration 1, ready queue: main
      0.000001  main      main            -  starts
      0.000001  main      main           22  | loop = asyncio.get_event_loop()
      0.000001  main      main           23  | with concurrent.futures.ThreadPoolExe..
      0.000001  main      main           24  creates task rightWay #1 -> ready queue
      0.000001  main      main           24  creates task rightWay #2 -> ready queue
      0.000001  main      main           24  suspends until all of these are done:
                                               rightWay #1, rightWay #2
      0.000001  main      (loop)          -  iteration 2, ready queue: rightWay #1,
                                               rightWay #2
      0.000002  main      rightWay #1     -  starts
      0.000002  main      rightWay #1    13  prints Right: offloading blocking call to
                                                    executor
      0.000002  main      rightWay #1    14  hands blockingOperation(1) to the
                                               executor
      0.000002  main      rightWay #1    14  starts worker thread worker-1
      0.000002  worker-1  -               5  worker thread starts blockingOperation(1)
      0.000002  worker-1  -               5  time.sleep(1) blocks only this thread,
                                               until 1.000002
      0.000002  main      rightWay #1    14  suspends -> I/O registry: waits for
                                               blockingOperation(1)
      0.000003  main      rightWay #2     -  starts
      0.000003  main      rightWay #2    13  prints Right: offloading blocking call to
                                                    executor
      0.000003  main      rightWay #2    14  hands blockingOperation(1) to the
                                               executor
      0.000003  main      rightWay #2    14  starts worker thread worker-2
      0.000003  worker-2  -               5  worker thread starts blockingOperation(1)
      0.000003  worker-2  -               5  time.sleep(1) blocks only this thread,
                                               until 1.000003
      0.000003  main      rightWay #2    14  suspends -> I/O registry: waits for
                                               blockingOperation(1)
      0.000003  main      (loop)          -  ready queue empty: idle until another
                                               thread reports; I/O registry:
                                               rightWay #1 (worker thread),
                                               rightWay #2 (worker thread)
      1.000002  worker-1  -               6  blockingOperation(1) returns 'Blocking
                                               result after 1s': tells the event loop
      1.000002  main      (loop)          -  another thread wakes the loop, idle for
                                               0.999998 s
      1.000002  main      rightWay #1     -  -> ready queue: the worker thread is done
      1.000002  main      (loop)          -  iteration 4, ready queue: rightWay #1
      1.000003  main      rightWay #1    14  resumes
      1.000003  main      rightWay #1    19  prints Right: got result: Blocking result
                                                    after 1s
      1.000003  main      rightWay #1    20  is done: returns 'Blocking result after
                                               1s'
      1.000003  main      (loop)          -  ready queue empty: idle until another
                                               thread reports; I/O registry:
                                               rightWay #2 (worker thread)
      1.000003  worker-2  -               6  blockingOperation(1) returns 'Blocking
                                               result after 1s': tells the event loop
      1.000003  main      (loop)          -  another thread wakes the loop, idle for
                                               under 1 us
      1.000003  main      rightWay #2     -  -> ready queue: the worker thread is done
      1.000003  main      (loop)          -  iteration 7, ready queue: rightWay #2
      1.000004  main      rightWay #2    14  resumes
      1.000004  main      rightWay #2    19  prints Right: got result: Blocking result
                                                    after 1s
      1.000004  main      rightWay #2    20  is done: returns 'Blocking result after
                                               1s'
      1.000004  main      main            -  -> ready queue: all it waited for are
                                               done
      1.000004  main      (loop)          -  iteration 9, ready queue: main
      1.000005  main      main           24  resumes
      1.000006  main      main           23  shuts the executor down, waits for its
                                               threads (nothing left to do)
      1.000006  main      main           28  prints Results: ['Blocking result after
                                                    1s', 'Blocking result after 1s']
      1.000006  main      main           28  is done: returns None
      1.000006  main      (loop)         29  the event loop stops
      1.000006  main      (loop)         29  teardown: no task is left to cancel
      1.000006  main      (loop)         29  teardown: no async generator is left to
                                               close
      1.000006  main      (loop)         29  teardown: no default executor to shut
                                               down
      1.000006  main      (loop)         29  the event loop is closed
      1.000006  main      -              29  the program ends

      Summary
      the program finished after 1.000006 s of virtual time, 0.999998 s of it idle

      task         steps  held the loop  in ready queue    waited  end
      main             2       0.000000        0.000002  1.000003  returned
      rightWay #1      2       0.000000        0.000002  1.000000  returned
      rightWay #2      2       0.000000        0.000003  1.000000  returned
      "
    `);
  });

  test('example 22.2 with wrongWay: a blocked event loop', () => {
    const rows = traceText(executorTrace('full', true)).split('\n');
    const from = rows.findIndex((row) => row.includes('Wrong:'));
    expect(rows.slice(from, from + 9).join('\n')).toMatchInlineSnapshot(`
      "0.000004  main      wrongWay        8  prints Wrong: calling blocking sleep
                                                    directly
      0.000004  main      wrongWay        9  time.sleep(1) BLOCKS the event loop until
                                               1.000004: no other task can run
      1.000004  main      wrongWay        9  the event loop was blocked for 1 s;
                                               nobody else was ready
      1.000005  main      wrongWay       10  prints Wrong: done
      1.000005  main      wrongWay       11  is done: returns 'wrong result'
      1.000005  main      (loop)          -  ready queue empty: idle until another"
    `);
  });

  test('example 22.3: a loop that gives way, a heartbeat that is cancelled', () => {
    const rows = traceText(batchTrace()).split('\n');
    const half = rows.findIndex((row) => row.includes('Processed 2000'));
    const end = rows.findIndex((row) => row.includes('Processed 4000'));
    expect([...rows.slice(0, half), '...', ...rows.slice(end)].join('\n')).toMatchInlineSnapshot(`
      "loopscope trace of example-22-3.py (model clock)
      Times are seconds on a virtual clock, lines are the labels in the file's
      comments. "prints" is output of the program, "->" says where a task goes. A
      row with a bar shows code that runs. Iterations that only run asyncio's own
      callbacks are left out.

          time  thread  task       line  what happens
      --------  ------  ---------  ----  ---------------------------------------------
      0.000000  main    -             -  the program starts
      0.000000  main    -             1  runs lines 1-3, 11, 15
      0.000000  main    (loop)       21  asyncio.run starts an event loop
      0.000000  main    (loop)       21  creates task main -> ready queue
      0.000000  main    (loop)        -  iteration 1, ready queue: main
      0.000001  main    main          -  starts
      0.000001  main    main         16  | items = list(range(5000))
      0.000001  main    main         17  creates task heartbeat -> ready queue
      0.000001  main    main         18  | results = await longBatchProcessor(items)
      0.000001  main    main          4  | results = []
      0.000001  main    main          5  | for index, item in enumerate(items):
      0.000001  main    main          6  | results.append(item * 2)
      0.000001  main    main          7  | if index % batchSize == 0:
      0.000001  main    main          8  suspends: asyncio.sleep(0) -> ready queue
      0.000001  main    (loop)        -  iteration 2, ready queue: heartbeat, main
      0.000002  main    heartbeat     -  starts
      0.000002  main    heartbeat    12  | while True:
      0.000002  main    heartbeat    13  prints [heartbeat] 0.0
      0.000002  main    heartbeat    14  suspends: asyncio.sleep(0.1) -> I/O registry,
                                           timer due at 0.100002
      0.000003  main    main          8  resumes
      0.000003  main    main          9  prints Processed 0/5000
      0.000003  main    main          5  lines 5-7, 999 times (149 us)
      0.000153  main    main          5  | for index, item in enumerate(items):
      0.000153  main    main          6  | results.append(item * 2)
      0.000153  main    main          7  | if index % batchSize == 0:
      0.000153  main    main          8  suspends: asyncio.sleep(0) -> ready queue
      0.000153  main    (loop)        -  iteration 3, ready queue: main
      0.000154  main    main          8  resumes
      0.000155  main    main          9  prints Processed 1000/5000
      0.000155  main    main          5  lines 5-7, 999 times (149 us)
      0.000304  main    main          5  | for index, item in enumerate(items):
      0.000304  main    main          6  | results.append(item * 2)
      0.000304  main    main          7  | if index % batchSize == 0:
      0.000305  main    main          8  suspends: asyncio.sleep(0) -> ready queue
      0.000305  main    (loop)        -  iteration 4, ready queue: main
      0.000306  main    main          8  resumes
      ...
      0.000608  main    main          9  prints Processed 4000/5000
      0.000608  main    main          5  lines 5-7, 999 times (149 us)
      0.000758  main    main         10  | return results
      0.000758  main    main         19  asks heartbeat to cancel: delivered at its
                                           next step
      0.000758  main    heartbeat     -  -> ready queue: woken to be cancelled
      0.000758  main    main         20  prints Processed 5000 items
      0.000758  main    main         20  is done: returns None
      0.000758  main    (loop)        -  iteration 7, ready queue: heartbeat, a
                                           callback of asyncio's own
      0.000759  main    heartbeat    14  resumes: CancelledError is thrown into it
      0.000759  main    heartbeat     -  is done: cancelled
      0.000759  main    (loop)       21  the event loop stops
      0.000759  main    (loop)       21  teardown: no task is left to cancel
      0.000759  main    (loop)       21  teardown: no async generator is left to close
      0.000759  main    (loop)       21  teardown: no default executor to shut down
      0.000759  main    (loop)       21  the event loop is closed
      0.000759  main    -            21  the program ends

      Summary
      the program finished after 0.000759 s of virtual time, 0.000000 s of it idle

      task       steps  held the loop  in ready queue    waited  end
      main           6       0.000750        0.000007  0.000000  returned
      heartbeat      2       0.000000        0.000002  0.000755  cancelled
      "
    `);
  });

  test('quiet: what tasks do and print', () => {
    expect(traceText(gatherTrace(), { verbosity: 0 })).toMatchInlineSnapshot(`
      "loopscope trace of example-22-1.py (model clock)
      Times are seconds on a virtual clock, lines are the labels in the file's
      comments. "prints" is output of the program, "->" says where a task goes.

          time  thread  task       line  what happens
      --------  ------  ---------  ----  ---------------------------------------------
      0.000000  main    -             -  the program starts
      0.000000  main    (loop)       23  asyncio.run starts an event loop
      0.000000  main    (loop)       23  creates task main -> ready queue
      0.000001  main    main          -  starts
      0.000001  main    main         15  creates task('A') -> ready queue
      0.000001  main    main         15  creates task('B') -> ready queue
      0.000001  main    main         15  creates task('C') -> ready queue
      0.000001  main    main         15  suspends until all of these are done:
                                           task('A'), task('B'), task('C')
      0.000002  main    task('A')     -  starts
      0.000002  main    task('A')     4  prints [0.00] A: starting CPU work
      0.000002  main    task('A')     7  lines 7-8, 100000 times: holds the event loop
                                           for 0.1 s; meanwhile in the ready queue:
                                           task('B'), task('C')
      0.100002  main    task('A')     9  prints [0.10] A: yielding to I/O
      0.100002  main    task('A')    10  suspends: asyncio.sleep(0.5) -> I/O registry,
                                           timer due at 0.600002
      0.100003  main    task('B')     -  starts, after 0.100001 s in the ready queue
      0.100003  main    task('B')     4  prints [0.10] B: starting CPU work
      0.100003  main    task('B')     7  lines 7-8, 100000 times: holds the event loop
                                           for 0.1 s; meanwhile in the ready queue:
                                           task('C')
      0.200003  main    task('B')     9  prints [0.20] B: yielding to I/O
      0.200003  main    task('B')    10  suspends: asyncio.sleep(0.3) -> I/O registry,
                                           timer due at 0.500003
      0.200004  main    task('C')     -  starts, after 0.200002 s in the ready queue
      0.200005  main    task('C')     4  prints [0.20] C: starting CPU work
      0.200005  main    task('C')     7  lines 7-8, 100000 times: holds the event loop
                                           for 0.1 s; nobody else was ready
      0.300005  main    task('C')     9  prints [0.30] C: yielding to I/O
      0.300005  main    task('C')    10  suspends: asyncio.sleep(0.2) -> I/O registry,
                                           timer due at 0.500005
      0.500004  main    task('B')    10  resumes
      0.500005  main    task('B')    11  prints [0.50] B: I/O complete, resuming
      0.500005  main    task('B')    12  is done: returns 'B done'
      0.500006  main    task('C')    10  resumes
      0.500006  main    task('C')    11  prints [0.50] C: I/O complete, resuming
      0.500006  main    task('C')    12  is done: returns 'C done'
      0.600003  main    task('A')    10  resumes
      0.600003  main    task('A')    11  prints [0.60] A: I/O complete, resuming
      0.600003  main    task('A')    12  is done: returns 'A done'
      0.600004  main    main         15  resumes
      0.600004  main    main         21  prints All done in 0.60s
      0.600004  main    main         22  prints ['A done', 'B done', 'C done']
      0.600004  main    main         22  is done: returns None
      0.600004  main    -            23  the program ends

      Summary
      the program finished after 0.600004 s of virtual time, 0.299995 s of it idle
      longest hold of the event loop: task('A'), 0.1 s from 0.000002 on

      task       steps  held the loop  in ready queue    waited  end
      main           2       0.000000        0.000002  0.600002  returned
      task('A')      2       0.100000        0.000002  0.500000  returned
      task('B')      2       0.100000        0.100003  0.300000  returned
      task('C')      2       0.100000        0.200004  0.200000  returned
      "
    `);
  });

  test('verbose: every line of a loop', () => {
    const text = traceText(batchTrace(), { verbosity: 2 });
    expect(text.match(/\| results\.append/g)).toHaveLength(5000);
  });

  test('without lines: how long a step held the loop', () => {
    const text = traceText(gatherTrace('schedule'));
    const rows = text.split('\n');
    const from = rows.findIndex((row) => row.includes('starts, after'));
    expect(rows.slice(from, from + 7).join('\n')).toMatchInlineSnapshot(`
      "0.100003  main    task('B')     -  starts, after 0.100001 s in the ready queue
      0.100003  main    task('B')     4  prints [0.10] B: starting CPU work
      0.200003  main    task('B')     9  prints [0.20] B: yielding to I/O
      0.200003  main    task('B')    10  held the event loop for 0.1 s; meanwhile in
                                           the ready queue: task('C')
      0.200003  main    task('B')    10  suspends: asyncio.sleep(0.3) -> I/O registry,
                                           timer due at 0.500003"
    `);
  });

  test('the teardown tells its phases, not its tasks', () => {
    const recorder = new Recorder({ level: 'full', now: () => 0 });
    recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
    recorder.emit('loop.start', { loop: 1, entry: 'asyncio.run' });
    recorder.emit('loop.stop', { loop: 1, phase: 'shutdown asyncgens', count: 0 });
    const target = { kind: 'step', task: 2, text: 'shutdown_asyncgens' } as const;
    recorder.emit('task.create', { id: 2, name: 'Task-2', function: target.text, args: [], coroutine: null });
    recorder.emit('ready.enter', { handle: 1, target, length: 1 });
    recorder.iteration = 1;
    recorder.emit('loop.iteration', { loop: 1, ready: [target], timers: 0 });
    recorder.emit('ready.leave', { handle: 1, target, waited: 0 });
    recorder.emit('task.step', { id: 2, first: true, throws: null });
    recorder.emit('task.finish', { id: 2, outcome: 'returned', value: 'None' });
    recorder.iteration = 0;
    recorder.emit('loop.close', { loop: 1 });
    const text = traceText(recorder.finish(describeRun()));
    expect(text.slice(text.indexOf('0.000000'))).toMatchInlineSnapshot(`
      "0.000000  main    -          -  the program starts
      0.000000  main    (loop)     -  asyncio.run starts an event loop
      0.000000  main    (loop)     -  teardown: no async generator is left to close
      0.000000  main    (loop)     -  the event loop is closed

      Summary
      the program finished after 0.000000 s of virtual time, 0.000000 s of it idle
      "
    `);
  });

  test('deadlock: who waits for what', () => {
    const loop = new TinyLoop({ source: 'await future\n' });
    function* main() {
      loop.lines(1);
      yield { kind: 'forever', text: 'a future nobody resolves' } as const;
      return 'None';
    }
    const text = traceText(loop.run(main()));
    expect(text.slice(text.indexOf('Summary'))).toMatchInlineSnapshot(`
      "Summary
      deadlock: nothing could go on after 0.000001 s of virtual time, 0.000000 s of it
        idle
      - main waits for a future nobody resolves, at line 1

      task  steps  held the loop  in ready queue    waited  end
      main      1       0.000000        0.000001  0.000000  never finished (waiting)
      "
    `);
  });

  test('printed text keeps its spaces and lines; writes up to the end of a line are one', () => {
    const recorder = new Recorder({ level: 'full', now: () => 0 });
    recorder.emit('program.start', { file: 'program.py' }, null);
    for (const text of ['a  b', '   c', '\n', 'two\nlines\n', '\n'])
      recorder.emit('output', { stream: 'stdout', text }, 0);
    const rows = traceText(recorder.finish(describeRun())).split('\n');
    expect(rows.filter((row) => /^0|^ {30}/.test(row)).map((row) => row.slice(32))).toMatchInlineSnapshot(`
      [
        "the program starts",
        "prints a  b   c",
        "prints two",
        "       lines",
        "prints (an empty line)",
      ]
    `);
  });

  test.each([72, 80, 120])('fits into %i columns', (width) => {
    for (const trace of [gatherTrace(), executorTrace(), batchTrace()]) {
      for (const row of traceText(trace, { width }).split('\n'))
        expect(row.length).toBeLessThanOrEqual(width);
    }
  });

  test('colour adds nothing but colour', () => {
    const colored = traceText(gatherTrace(), { color: true });
    expect(colored).toContain('\u001b[32mprints');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    expect(colored.replace(/\u001b\[\d*m/g, '')).toBe(traceText(gatherTrace()));
  });

  test('has a word for every event', () => {
    const recorder = new Recorder({ level: 'full', now: () => 1_000 });
    recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
    for (const type of eventTypes) recorder.emit(type, sampleEvents[type]);
    const text = traceText(recorder.finish(describeRun({ source: 'x = 1\n' })), { verbosity: 2, width: 160 });
    expect(text.slice(text.indexOf('what happens'), text.indexOf('Summary'))).toMatchInlineSnapshot(`
      "what happens
      --------  ---------  ------  ----  -----------------------------------------------------------------------------------------------------------------------------
      0.000001  main       -          -  the program starts
      0.000001  main       -          -  the program starts
      0.000001  main       -          -  the program ends with an uncaught exception, exit code 1: ValueError: no
      0.000001  main       -          -  limit (steps): stopped after 10 steps
      0.000000  main       -          7  lines 7-8, 3 times (under 1 us)
      0.000001  main       -          -  calls f(x=1)
      0.000001  main       -          -  f returns 1
      0.000001  main       -          -  raises ValueError: no
      0.000001  main       -          -  x = 1
      0.000001  main       -          -  prints hello
      0.000001  main       -          -  calls task('A'): makes a coroutine, runs nothing yet
      0.000001  main       -          -  the coroutine task() was never awaited: none of it ran
      0.000001  main       -          -  creates task task -> ready queue
      0.000001  main       task       -  resumes: CancelledError is thrown into it
      0.000001  main       task       -  suspends: asyncio.sleep(0.5) -> I/O registry, timer due at 0.000000
      0.000001  main       task       -  is done: fails with ValueError('no')
      0.000001  main       -          -  asks task to cancel: delivered at its next step
      0.000001  main       -          -  creates a future: gather for task
      0.000001  main       -          -  gather: result None is set
      0.000001  main       -          -  gather is cancelled
      0.000001  main       (loop)     -  asyncio.run starts an event loop
      0.000001  main       (loop)     -  iteration 0, ready queue: task
      0.000001  main       (loop)     -  ready queue empty: idle until another thread reports
      0.000001  main       (loop)     -  another thread wakes the loop, idle for under 1 us
      0.000001  main       (loop)     -  teardown: cancels 2 tasks still there
      0.000001  main       (loop)     -  the event loop is closed
      0.000001  main       task       -  -> ready queue: woken to be cancelled
      0.000001  main       -          -  sets a timer: asyncio.sleep(0.5), due at 0.000000
      0.000001  main       -          -  timer due: a timer
      0.000001  main       -          -  the timer due at 0.000000 is cancelled
      0.000001  main       -          -  tie: 2 timers are due at 0.000000; the timer heap orders them
      0.000001  main       -          -  into the I/O registry: work(1)
      0.000001  main       -          -  I/O registry: work(1) is complete
      0.000001  main       -          -  starts process Process-1, with a memory of its own
      0.000001  main       -          -  runs on core 1
      0.000001  main       -          -  the process ends with exit code -15
      0.000001  main       -          -  starts daemon thread Thread-1 (f)
      0.000001  main       -          -  thread Process-1 runs
      0.000001  main       -          -  asyncio.sleep(0.5) blocks only this thread, until 0.000000
      0.000001  main       -          -  asyncio.sleep(0.5) is over
      0.000001  main       -          -  hands work(1) to the executor
      0.000001  main       -          -  worker thread starts work(1)
      0.000001  main       -          -  work(1) returns 1: tells the event loop
      0.000001  main       -          -  shuts the executor down, waits for its threads (nothing left to do)
      0.000001  main       -          -  has to wait for lock
      0.000001  main       -          -  acquires lock
      0.000001  main       -          -  releases lock
      0.000001  main       -          -  warning: time.sleep blocks [blocking-call]

      "
    `);
  });
});
