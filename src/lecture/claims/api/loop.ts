// The event loop, timers, futures, and what goes on beside it: coroutine objects, worker threads and their work.

import type { EventOf } from '../../../trace/events.js';
import { spanText } from '../../../trace/time-text.js';
import type { Parking, Work } from '../../observation/observation.js';
import { factKind } from './fact.js';
import { taskFact, taskFactOrNone } from './tasks.js';
import { readValue, seconds, secondsOrNone } from './values.js';

export const iterationFact = factKind<EventOf<'loop.iteration'>>('Iteration', {
  doc: 'One cycle of the event loop.',
  text: ({ iteration, t }) => `${iteration} at ${spanText(t)}`,
  events: ({ seq }) => [seq],
  attributes: {
    number: ({ iteration }) => iteration,
    at: ({ t }) => seconds(t),
    ready: ({ ready }, view) => ready.map(({ task, text }) => (task === null ? text : taskFact(view, task))),
    timers: ({ timers }) => timers,
  },
});

export interface TimerLife {
  readonly added: EventOf<'timer.add'>;
  readonly fired: EventOf<'timer.fire'> | null;
  readonly cancelled: EventOf<'timer.cancel'> | null;
}

export const timerFact = factKind<TimerLife>('Timer', {
  doc: 'An entry of the timer registry.',
  text: ({ added }, view) => `for ${spanText(added.when)}, added ${view.place(added)}`,
  events: ({ added, fired, cancelled }) => [added.seq, fired?.seq, cancelled?.seq],
  attributes: {
    text: ({ added }) => added.text,
    task: ({ added }, view) => taskFactOrNone(view, added.target.task ?? added.task),
    label: ({ added }, view) => view.label(added),
    added_at: ({ added }) => seconds(added.t),
    when: ({ added }) => seconds(added.when),
    fired_at: ({ fired }) => secondsOrNone(fired?.t),
    late: ({ fired }) => secondsOrNone(fired?.late),
    cancelled_at: ({ cancelled }) => secondsOrNone(cancelled?.t),
  },
});

export interface FutureLife {
  readonly created: EventOf<'future.create'>;
  readonly resolved: EventOf<'future.resolve'> | null;
}

export const futureFact = factKind<FutureLife>('Future', {
  doc: 'A future that somebody waits for: of a sleep, a gather, a worker thread, ...',
  text: ({ created }, view) => `${created.text} ${view.place(created)}`,
  events: ({ created, resolved }) => [created.seq, resolved?.seq],
  attributes: {
    wait_kind: ({ created }) => created.kind,
    text: ({ created }) => created.text,
    label: ({ created }, view) => view.label(created),
    created_at: ({ created }) => seconds(created.t),
    resolved_at: ({ resolved }) => secondsOrNone(resolved?.t),
    value: ({ resolved }) => (resolved?.outcome === 'result' ? readValue(resolved.value) : null),
    members: ({ created: { members } }, view) =>
      members.filter((id) => view.observation.history(id) !== undefined).map((id) => taskFact(view, id)),
  },
});

export const coroutineFact = factKind<EventOf<'coroutine.create'>>('Coroutine', {
  doc: 'A coroutine object, made by calling a coroutine function.',
  text: (event, view) => `${event.function} ${view.place(event)}`,
  events: ({ seq }) => [seq],
  attributes: {
    function: (event) => event.function,
    args: ({ args }) => args.map(readValue),
    created_at: ({ t }) => seconds(t),
    label: (event, view) => view.label(event),
    task: ({ coroutine }, view) => {
      const task = view.observation.tasks.find(({ created }) => created.coroutine === coroutine);
      return taskFactOrNone(view, task?.id ?? null);
    },
    awaited: ({ coroutine }, view) =>
      ![...view.observation.of('coroutine.unawaited')].some((event) => event.coroutine === coroutine),
  },
});

export const workFact = factKind<Work>('Work', {
  doc: 'A call that was given to an executor.',
  text: ({ submitted }, view) => `${submitted.text} submitted ${view.place(submitted)}`,
  events: ({ submitted, started, finished }) => [submitted.seq, started?.seq, finished?.seq],
  attributes: {
    text: ({ submitted }) => submitted.text,
    label: ({ submitted }, view) => view.label(submitted),
    task: ({ submitted }, view) => taskFactOrNone(view, submitted.task),
    submitted_at: ({ submitted }) => seconds(submitted.t),
    started_at: ({ started }) => secondsOrNone(started?.t),
    finished_at: ({ finished }) => secondsOrNone(finished?.t),
    duration: ({ started, finished }) =>
      secondsOrNone(started === null || finished === null ? null : finished.t - started.t),
    thread: ({ started }, view) => (started === null ? null : view.observation.threadName(started.thread)),
    outcome: ({ finished }) => finished?.outcome ?? null,
    result: ({ finished }) => (finished?.outcome === 'returned' ? readValue(finished.value) : null),
  },
});

export interface ThreadLife {
  readonly id: number;
  readonly started: EventOf<'thread.start'> | null;
  readonly ended: EventOf<'thread.end'> | null;
}

export const threadFact = factKind<ThreadLife>('Thread', {
  doc: 'A thread of the program; `main` is there from the start.',
  text: ({ id }, view) => view.observation.threadName(id),
  events: ({ started, ended }) => [started?.seq, ended?.seq],
  attributes: {
    name: ({ id }, view) => view.observation.threadName(id),
    is_worker: ({ started }) => started !== null && started.executor !== null,
    daemon: ({ started }) => started?.daemon ?? false,
    started_at: ({ started }) => seconds(started?.t ?? 0),
    ended_at: ({ ended }) => secondsOrNone(ended?.t),
  },
});

/** A call that kept its thread waiting. */
export const pauseFact = factKind<Parking>('Pause', {
  doc: 'A call that kept its thread waiting: time.sleep, a lock, a join, ...',
  text: ({ event }, view) => `of ${view.observation.threadName(event.id)} ${view.place(event)}`,
  events: ({ event }) => [event.seq],
  attributes: {
    thread: ({ event }, view) => view.observation.threadName(event.id),
    task: ({ event }, view) => taskFactOrNone(view, event.task),
    label: ({ event }, view) => view.label(event),
    waits_for: ({ event }) => event.waitsFor.text,
    wait_kind: ({ event }) => event.waitsFor.kind,
    at: ({ event }) => seconds(event.t),
    duration: ({ event, woken }) => secondsOrNone(woken === null ? null : woken - event.t),
  },
});
