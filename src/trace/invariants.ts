// What every valid trace satisfies. Tests run this on each trace they produce; an emitter that is wrong about the
// order of things shows up here before any view is puzzled by it.
//
//   time      never decreases; skipped rounds end before the next event
//   causes    point backwards; only `program.start`, the first event, has none, so every chain ends there
//   tasks     created once; a step begins only for a task in the ready queue (or at once, when it is eager), and
//             ends in suspend or finish before its thread does another; a finished task does nothing more;
//             what is stamped with a task happens during its step, or just after it (done callbacks)
//   ready     whatever leaves has entered, is the same, and waited as long as it says
//   timers    fire or are cancelled once, and do not fire early
//   futures   are resolved or cancelled once
//   loop      what goes idle wakes, and runs nothing in between
//   threads   a parked or ended thread emits nothing
//   executor  work is submitted, then started, then finished

import type { EventOf, EventType, TraceEvent } from './events.js';
import { Schedule } from './schedule.js';
import type { Trace } from './trace.js';

const MOST_PROBLEMS = 20;

/** What the machine says while the thread it said it in last is parked or has ended. */
const WHILE_PARKED: ReadonlySet<EventType> = new Set([
  'thread.wake',
  'thread.run',
  'program.limit',
  'program.end',
  'process.run',
  'process.end',
  'diagnostic',
]);

/** asyncio fires timers that are due within its clock's resolution. */
const CLOCK_RESOLUTION = 1;

/** What is wrong with the trace, first things first; empty when all is well. */
export function violations(trace: Trace): string[] {
  const checker = new Checker();
  let limits = 0;
  for (const event of trace.recorded()) {
    if (event.type === 'program.limit' && event.limit === 'events') limits++;
    // Past the second limit nothing is recorded but the end, so nothing can be expected to match.
    if (limits < 2) checker.check(event);
    if (checker.problems.length >= MOST_PROBLEMS) break;
  }
  const { stopReason } = trace.header;
  const isWhole = stopReason === 'finished' || stopReason === 'exception';
  if (isWhole && limits === 0) checker.checkEnd();
  return checker.problems;
}

class Checker {
  readonly problems: string[] = [];
  readonly #schedule = new Schedule();
  readonly #settled = new Set<number>();
  /** The task whose step ended last, by thread, until the loop runs the next handle. */
  readonly #ended = new Map<number, number>();
  readonly #idle = new Map<number, EventOf<'loop.idle'>>();
  #last: TraceEvent | null = null;

  check(event: TraceEvent): void {
    this.#checkHead(event);
    this.#checkPlace(event);
    this.#checkOne(event);
    this.#schedule.apply(event);
    this.#last = event;
  }

  checkEnd(): void {
    for (const steps of this.#schedule.running.values()) {
      for (const step of steps) this.problems.push(`the step of task ${step.id} at ${step.seq} never ends`);
    }
  }

  #expect(holds: boolean, event: TraceEvent, problem: string): void {
    if (!holds) this.problems.push(`${event.seq} ${event.type}: ${problem}`);
  }

  #checkHead(event: TraceEvent): void {
    const last = this.#last;
    if (last === null) {
      this.#expect(event.type === 'program.start' && event.cause === null, event, 'a trace starts otherwise');
      return;
    }
    this.#expect(event.cause !== null && event.cause < event.seq, event, 'its cause is not an earlier event');
    // Rounds that are skipped ahead are one thread's; another process has its own time meanwhile.
    const skips = last.type === 'line' && last.thread === event.thread;
    const free = skips ? last.t + last.duration : last.t;
    this.#expect(event.t >= free, event, `time goes back from ${free} to ${event.t}`);
  }

  #checkPlace(event: TraceEvent): void {
    const thread = this.#schedule.threads.get(event.thread);
    this.#expect(thread !== undefined, event, `thread ${event.thread} was never started`);
    this.#expect(
      thread?.status !== 'parked' || WHILE_PARKED.has(event.type),
      event,
      `thread ${event.thread} is parked`,
    );
    this.#expect(
      thread?.status !== 'ended' || WHILE_PARKED.has(event.type),
      event,
      `thread ${event.thread} has ended`,
    );
    if (event.task === null || (event.type === 'task.step' && event.task === event.id)) return;
    const running = this.#schedule.running.get(event.thread) ?? [];
    const isItsOwn =
      running.some(({ id }) => id === event.task) || this.#ended.get(event.thread) === event.task;
    this.#expect(isItsOwn, event, `task ${event.task} is not in a step`);
  }

  #checkOne(event: TraceEvent): void {
    const schedule = this.#schedule;
    switch (event.type) {
      case 'task.create':
        this.#expect(!schedule.tasks.has(event.id), event, `task ${event.id} exists already`);
        break;
      case 'task.step':
        this.#checkStep(event);
        break;
      case 'task.suspend':
      case 'task.finish': {
        const step = schedule.running.get(event.thread)?.at(-1);
        this.#expect(step?.id === event.id, event, `task ${event.id} is not in a step`);
        this.#ended.set(event.thread, event.id);
        break;
      }
      case 'ready.enter':
        this.#expect(!schedule.ready.has(event.handle), event, `handle ${event.handle} is in the queue`);
        break;
      case 'ready.leave':
        this.#checkLeave(event);
        break;
      case 'timer.fire':
        this.#expect(event.when <= event.t + CLOCK_RESOLUTION, event, 'fires before its time');
        this.#expect(schedule.timers.has(event.timer), event, `timer ${event.timer} is not pending`);
        break;
      case 'timer.cancel':
        this.#expect(schedule.timers.has(event.timer), event, `timer ${event.timer} is not pending`);
        break;
      case 'future.resolve':
      case 'future.cancel':
        this.#expect(!this.#settled.has(event.id), event, `future ${event.id} is settled already`);
        this.#settled.add(event.id);
        break;
      case 'loop.idle':
        this.#idle.set(event.loop, event);
        break;
      case 'loop.wake':
        this.#checkWake(event);
        break;
      case 'executor.start':
        this.#expect(schedule.work.has(event.work), event, `work ${event.work} was never submitted`);
        break;
      case 'executor.finish':
        this.#expect(
          schedule.work.get(event.work)?.started != null,
          event,
          `work ${event.work} never started`,
        );
        break;
    }
  }

  #checkStep(event: EventOf<'task.step'>): void {
    const task = this.#schedule.tasks.get(event.id);
    const isEager = event.first && task?.status === 'created';
    this.#expect(
      task?.status === 'ready' || isEager,
      event,
      `task ${event.id} is ${task?.status ?? 'unknown'}`,
    );
    const running = this.#schedule.running.get(event.thread)?.at(-1);
    this.#expect(running === undefined || isEager, event, `task ${running?.id} is still in a step`);
    this.#expect(event.first === (task?.steps === 0), event, '`first` is wrong');
  }

  #checkLeave(event: EventOf<'ready.leave'>): void {
    this.#ended.delete(event.thread);
    const handle = this.#schedule.ready.get(event.handle);
    this.#expect(handle !== undefined, event, `handle ${event.handle} is not in the queue`);
    if (handle === undefined) return;
    const { target, entered } = handle;
    const isSame = target.kind === event.target.kind && target.task === event.target.task;
    this.#expect(isSame, event, `handle ${event.handle} entered as something else`);
    this.#expect(event.waited === event.t - entered.t, event, `it entered at ${entered.t}`);
    const idle = [...this.#idle.values()].some(({ thread }) => thread === event.thread);
    this.#expect(!idle, event, 'the loop is idle');
  }

  #checkWake(event: EventOf<'loop.wake'>): void {
    const idle = this.#idle.get(event.loop);
    this.#expect(
      idle !== undefined && idle.t + event.idle === event.t,
      event,
      'the loop was not idle as long',
    );
    this.#idle.delete(event.loop);
  }
}
