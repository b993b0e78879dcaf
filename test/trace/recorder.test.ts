import { describe, expect, test } from 'vitest';
import { Recorder } from '../../src/trace/recorder.js';
import { describeRun } from '../support/run-description.js';
import { eventTypes, sampleEvents } from '../support/sample-events.js';

function recorderAt(
  clock: { now: number },
  options: { level?: 'full' | 'lines' | 'schedule'; maxEvents?: number },
) {
  const { level = 'full', ...rest } = options;
  return new Recorder({ level, now: () => clock.now, ...rest });
}

describe('recorder', () => {
  test('gives back every event as it was emitted, stamped with the context', () => {
    const clock = { now: 0 };
    const recorder = recorderAt(clock, {});
    recorder.emit('program.start', { file: 'program.py' }, null);
    Object.assign(recorder, { thread: 1, task: 2, iteration: 3, cause: 0, line: 4 });
    for (const type of eventTypes) {
      clock.now += 10;
      recorder.emit(type, sampleEvents[type]);
    }
    const trace = recorder.finish(describeRun());
    expect(trace.length).toBe(eventTypes.length + 1);
    eventTypes.forEach((type, i) => {
      const t = (i + 1) * 10 - (type === 'line' ? sampleEvents.line.duration : 0);
      const head = { seq: i + 1, t, type, thread: 1, task: 2, iteration: 3, line: 4, cause: 0 };
      expect(trace.event(i + 1)).toEqual({ ...head, ...sampleEvents[type] });
    });
  });

  test('keeps lines without a payload, beyond the first capacity', () => {
    const clock = { now: 0 };
    const recorder = recorderAt(clock, {});
    recorder.cause = recorder.emit('program.start', { file: 'program.py' }, null);
    for (let i = 1; i <= 10_000; i++) {
      clock.now = i;
      recorder.emitLine(i);
    }
    const trace = recorder.finish(describeRun());
    for (let i = 1; i <= 10_000; i++) {
      expect(trace.event(i)).toMatchObject({ type: 'line', t: i, line: i, lines: [i], times: 1, cause: 0 });
    }
    expect(() => trace.event(10_001)).toThrow(RangeError);
  });

  test('dates skipped rounds from their start', () => {
    const clock = { now: 5 };
    const recorder = recorderAt(clock, {});
    clock.now = 105;
    recorder.line = 7;
    recorder.emit('line', { times: 50, lines: [7, 8], duration: 100 });
    const trace = recorder.finish(describeRun());
    expect(trace.event(0)).toMatchObject({ t: 5, line: 7, lines: [7, 8], times: 50, duration: 100 });
  });

  test.each([
    ['full', ['line', 'call', 'return', 'store', 'output']],
    ['lines', ['line', 'call', 'return', 'output']],
    ['schedule', ['output']],
  ] as const)('level %s', (level, kept) => {
    const recorder = recorderAt({ now: 0 }, { level });
    recorder.emitLine(1);
    for (const type of ['call', 'return', 'store', 'output'] as const)
      recorder.emit(type, sampleEvents[type]);
    const trace = recorder.finish(describeRun());
    expect([...trace.events()].map(({ type }) => type)).toEqual(kept);
    expect(trace.header).toMatchObject({ omitted: 0, options: { level } });
    expect(recorder.line).toBe(1);
  });

  test('says where it leaves things out, details first, then all but the end', () => {
    const recorder = recorderAt({ now: 0 }, { maxEvents: 4 });
    for (let i = 1; i <= 6; i++) recorder.emitLine(i);
    for (let i = 1; i <= 6; i++) recorder.emit('loop.close', { loop: i });
    recorder.emit('program.end', { exitCode: 0, exception: null });
    const trace = recorder.finish(describeRun());
    expect([...trace.events()].map(({ type }) => type)).toEqual([
      'line',
      'line',
      'line',
      'line',
      'program.limit',
      'loop.close',
      'loop.close',
      'loop.close',
      'program.limit',
      'program.end',
    ]);
    expect(trace.header.omitted).toBe(5);
    expect(trace.event(4)).toMatchObject({
      limit: 'events',
      message: 'the trace has 4 events; lines, calls, stores and raises are no longer recorded',
    });
  });

  test('cuts rounds that a thread did not live to make', () => {
    const clock = { now: 0 };
    const recorder = recorderAt(clock, {});
    recorder.hasProcesses = true;
    recorder.thread = 1;
    recorder.line = 7;
    clock.now = 1000;
    recorder.emit('line', { times: 100, lines: [7, 8], duration: 1000, visits: [100, 50] });
    recorder.discardAfter([1], 400);
    const trace = recorder.finish(describeRun());
    expect(trace.event(0)).toMatchObject({ t: 0, duration: 400, times: 40, visits: [40, 20] });
  });

  test('walks causes back to the start', () => {
    const recorder = recorderAt({ now: 0 }, {});
    const start = recorder.emit('program.start', { file: 'program.py' }, null);
    const loop = recorder.emit('loop.start', { loop: 1, entry: 'asyncio.run' }, start);
    recorder.emit('output', sampleEvents.output, start);
    const iteration = recorder.emit('loop.iteration', { loop: 1, ready: [], timers: 0 }, loop);
    const trace = recorder.finish(describeRun());
    expect([...trace.causes(iteration)].map(({ seq }) => seq)).toEqual([iteration, loop, start]);
  });
});
