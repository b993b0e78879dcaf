// What the notes of lecture 22 say of the runs of its three programs, asserted on the events of the traces. Where a note
// is wrong, what CPython does is asserted.

import { describe, expect, it } from 'vitest';
import type { EventType, TraceEvent } from '../src/trace/events.js';
import { taskNames } from '../src/trace/task-names.js';
import type { Trace } from '../src/trace/trace.js';
import { runFixture } from './support/programs.js';

/** A trace with the questions the notes raise. Times in seconds, rounded as the programs print them. */
class Lecture {
  readonly events: readonly TraceEvent[];
  readonly stdout: string;
  readonly #names: ReadonlyMap<number, string>;

  constructor(program: string) {
    const ran = runFixture(`fixtures/lecture-22/${program}`, { trace: 'full' });
    const { trace } = ran.result;
    if (trace === null) throw new Error('the run left no trace');
    this.trace = trace;
    this.stdout = ran.stdout;
    this.events = [...trace.events()];
    this.#names = taskNames(trace);
  }

  readonly trace: Trace;

  of<Type extends EventType>(type: Type): Extract<TraceEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<TraceEvent, { type: Type }> => event.type === type);
  }

  name(task: number | null): string {
    return task === null ? '-' : (this.#names.get(task) ?? `task ${task}`);
  }

  label({ line }: TraceEvent): number {
    return Number(this.trace.header.labels?.[line] ?? 0);
  }

  /** When a task was first, second, ... resumed after its first step. */
  resumptions(task: string): number[] {
    return this.of('task.step')
      .filter((event) => this.name(event.id) === task && !event.first)
      .map(({ t }) => seconds(t));
  }

  /** The causes of an event, nearest first, as types. */
  causes(event: TraceEvent): EventType[] {
    return [...this.trace.causes(event.seq)].map(({ type }) => type);
  }
}

const seconds = (t: number): number => Math.round(t / 1e7) / 100;

describe('22.1: the event loop schedule', () => {
  const lecture = new Lecture('22.1-event-loop-schedule.py');
  const tasks = ["task('A')", "task('B')", "task('C')"];

  it('runs the CPU phases one after another (lines 5-8, 15-19)', () => {
    const spins = lecture.of('line').filter(({ times }) => times > 1);
    expect(spins.map((event) => [lecture.name(event.task), lecture.label(event)])).toEqual(
      tasks.map((task) => [task, 7]),
    );
    for (const [index, spin] of spins.entries()) {
      expect(seconds(spin.duration)).toBe(0.1);
      const next = spins[index + 1];
      if (next !== undefined) expect(next.t).toBeGreaterThanOrEqual(spin.t + spin.duration);
    }
  });

  it('lets nobody else run while a task spins', () => {
    for (const spin of lecture.of('line').filter(({ times }) => times > 1)) {
      const during = lecture.events.filter(
        ({ t, seq }) => seq !== spin.seq && t > spin.t && t < spin.t + spin.duration,
      );
      expect(during).toEqual([]);
    }
  });

  it('suspends each task at line 10 with a deadline of its own', () => {
    const suspended = lecture.of('task.suspend').filter(({ id }) => tasks.includes(lecture.name(id)));
    expect(
      suspended.map((event) => [
        lecture.name(event.id),
        lecture.label(event),
        event.waitsFor.text,
        seconds(event.waitsFor.deadline ?? 0),
      ]),
    ).toEqual([
      ["task('A')", 10, 'asyncio.sleep(0.5)', 0.6],
      ["task('B')", 10, 'asyncio.sleep(0.3)', 0.5],
      ["task('C')", 10, 'asyncio.sleep(0.2)', 0.5],
    ]);
    expect(new Set(suspended.map(({ waitsFor }) => waitsFor.deadline)).size).toBe(3);
  });

  it('resumes B and C at 0.50 s and A at 0.60 s, each woken by its own timer', () => {
    expect(lecture.resumptions("task('B')")).toEqual([0.5]);
    expect(lecture.resumptions("task('C')")).toEqual([0.5]);
    expect(lecture.resumptions("task('A')")).toEqual([0.6]);
    const steps = lecture
      .of('task.step')
      .filter(({ id, first }) => !first && tasks.includes(lecture.name(id)));
    expect(steps.map(({ id }) => lecture.name(id))).toEqual(["task('B')", "task('C')", "task('A')"]);
    for (const step of steps) {
      const causes = lecture.causes(step);
      expect(causes.slice(1, 5)).toEqual(['ready.leave', 'ready.enter', 'future.resolve', 'ready.leave']);
      expect(causes).toContain('timer.fire');
      expect(causes.at(-1)).toBe('program.start');
    }
  });

  it('overlaps the waits: the loop is idle twice, until the earliest timer', () => {
    const idle = lecture.of('loop.idle').map(({ until }) => seconds(until ?? 0));
    expect(idle).toEqual([0.5, 0.6]);
  });

  it('starts no task before gather is awaited, and wakes main when all are done (line 15)', () => {
    const main = lecture.of('task.suspend').find(({ id }) => lecture.name(id) === 'main');
    expect(main?.waitsFor.kind).toBe('gather');
    const firstSteps = lecture
      .of('task.step')
      .filter(({ id, first }) => first && tasks.includes(lecture.name(id)));
    expect(firstSteps.every(({ seq }) => seq > (main?.seq ?? 0))).toBe(true);
    expect(lecture.resumptions('main')).toEqual([0.6]);
  });

  it('gives the results in the order of the arguments (lines 21-22)', () => {
    const finished = lecture.of('task.finish').filter(({ id }) => tasks.includes(lecture.name(id)));
    expect(finished.map(({ value }) => value)).toEqual(["'B done'", "'C done'", "'A done'"]);
    const resolved = lecture.of('future.resolve').map(({ value }) => value);
    expect(resolved).toContain("['A done', 'B done', 'C done']");
  });

  it('takes 0.60 s in all, not the 0.8 s of the note on line 20', () => {
    expect(lecture.stdout).toContain('All done in 0.60s');
    expect(seconds(lecture.events.at(-1)?.t ?? 0)).toBe(0.6);
  });

  it('creates, runs and closes one loop (line 23)', () => {
    expect(lecture.of('loop.start').map(({ entry }) => entry)).toEqual(['asyncio.run']);
    expect(lecture.of('loop.stop').map(({ phase }) => phase)).toEqual([
      'stop',
      'cancel tasks',
      'shutdown asyncgens',
      'shutdown executor',
    ]);
    expect(lecture.of('loop.close')).toHaveLength(1);
  });
});

describe('22.2: blocking work in an executor', () => {
  const lecture = new Lecture('22.2-blocking-and-executor.py');

  it('submits both works from line 14, each to a thread of its own (lines 14-18, 24-27)', () => {
    const submitted = lecture.of('executor.submit');
    expect(submitted.map((event) => [event.text, lecture.label(event), lecture.name(event.task)])).toEqual([
      ['blockingOperation(1)', 14, 'rightWay #1'],
      ['blockingOperation(1)', 14, 'rightWay #2'],
    ]);
    const started = lecture.of('executor.start');
    expect(new Set(started.map(({ thread }) => thread)).size).toBe(2);
    expect(started.every(({ thread }) => thread !== 0)).toBe(true);
  });

  it('blocks the worker threads and not the loop: the sleeps of line 5 overlap', () => {
    const parked = lecture.of('thread.park').filter(({ waitsFor }) => waitsFor.kind === 'time.sleep');
    expect(
      parked.map((event) => [event.thread, lecture.label(event), seconds(event.waitsFor.deadline ?? 0)]),
    ).toEqual([
      [1, 5, 1],
      [2, 5, 1],
    ]);
  });

  it('suspends each coroutine on a future that the worker thread resolves', () => {
    const suspended = lecture.of('task.suspend').filter(({ waitsFor }) => waitsFor.kind === 'executor');
    expect(suspended.map((event) => [lecture.name(event.id), lecture.label(event)])).toEqual([
      ['rightWay #1', 14],
      ['rightWay #2', 14],
    ]);
    const resumed = lecture
      .of('task.step')
      .filter(({ id, first }) => !first && lecture.name(id).startsWith('rightWay'));
    expect(resumed.map(({ t }) => seconds(t))).toEqual([1, 1]);
    for (const step of resumed) expect(lecture.causes(step)).toContain('executor.finish');
  });

  it('leaves the loop free meanwhile: it is idle, woken by a thread', () => {
    expect(lecture.of('loop.idle')[0]?.until).toBeNull();
    expect(lecture.of('loop.wake').map(({ by }) => by)).toEqual(['thread', 'thread']);
  });

  it('shuts the executor down and joins its threads at the end of the with block (line 23)', () => {
    const [shutdown] = lecture.of('executor.shutdown');
    expect(shutdown?.wait).toBe(true);
    expect(lecture.label(shutdown ?? fail())).toBe(23);
    const printed = lecture.of('output').find(({ text }) => text.startsWith('Results'));
    for (const { seq } of lecture.of('thread.end')) expect(seq).toBeLessThan(printed?.seq ?? 0);
  });

  it('never runs wrongWay (lines 7-11)', () => {
    const labels = new Set(lecture.of('line').map((event) => lecture.label(event)));
    for (const label of [8, 9, 10, 11]) expect(labels.has(label)).toBe(false);
  });

  it('takes one second, not two', () => {
    expect(seconds(lecture.events.at(-1)?.t ?? 0)).toBe(1);
  });
});

describe('22.3: a long loop with periodic yields', () => {
  const lecture = new Lecture('22.3-periodic-yield.py');

  it('yields at line 8 every 1000 items, straight back to the ready queue', () => {
    const yields = lecture.of('task.suspend').filter(({ waitsFor }) => waitsFor.kind === 'yield');
    expect(yields).toHaveLength(5);
    for (const event of yields) {
      expect(lecture.name(event.id)).toBe('main');
      expect(lecture.label(event)).toBe(8);
      expect(event.waitsFor.deadline).toBeNull();
    }
  });

  it('comes back in the very next iteration', () => {
    const yields = lecture.of('task.suspend').filter(({ waitsFor }) => waitsFor.kind === 'yield');
    for (const event of yields) {
      const next = lecture.of('task.step').find(({ id, seq }) => id === event.id && seq > event.seq);
      expect(next?.iteration).toBe(event.iteration + 1);
    }
  });

  it('runs the heartbeat at the first yield only: its timer is not due at the others', () => {
    const steps = lecture.of('task.step').filter(({ id }) => lecture.name(id) === 'heartbeat');
    expect(steps.map(({ first, throws }) => [first, throws])).toEqual([
      [true, null],
      [false, 'CancelledError'],
    ]);
    expect(lecture.stdout.match(/heartbeat/g)).toHaveLength(1);
    expect(lecture.of('timer.fire')).toEqual([]);
  });

  it('asks for cancellation at line 19 and delivers it at the await of line 14', () => {
    const [asked] = lecture.of('task.cancel');
    expect(asked && [lecture.name(asked.id), lecture.name(asked.task), lecture.label(asked)]).toEqual([
      'heartbeat',
      'main',
      19,
    ]);
    const delivered = lecture.of('task.step').find(({ throws }) => throws === 'CancelledError');
    expect(delivered && lecture.label(delivered)).toBe(14);
    expect(delivered?.iteration).toBe((asked?.iteration ?? 0) + 1);
    expect(lecture.causes(delivered ?? fail())).toContain('task.cancel');
    const [finished] = lecture.of('task.finish').filter(({ id }) => lecture.name(id) === 'heartbeat');
    expect(finished?.outcome).toBe('cancelled');
  });

  it('processes all 5000 items', () => {
    expect(lecture.stdout).toContain('Processed 5000 items');
    const appends = lecture.of('line').filter((event) => lecture.label(event) === 6);
    expect(appends).toHaveLength(5000);
  });
});

function fail(): never {
  throw new Error('the event is missing');
}
