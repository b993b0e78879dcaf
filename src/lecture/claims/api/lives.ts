// What has a beginning and an end in the trace, put together: timers, futures, threads.

import type { Observation } from '../../observation/observation.js';
import type { FutureLife, ThreadLife, TimerLife } from './loop.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export function timersOf(observation: Observation): TimerLife[] {
  const timers = new Map<number, Mutable<TimerLife>>();
  for (const event of observation.of('timer.add', 'timer.fire', 'timer.cancel')) {
    if (event.type === 'timer.add') timers.set(event.timer, { added: event, fired: null, cancelled: null });
    else {
      const timer = timers.get(event.timer);
      if (timer === undefined) continue;
      if (event.type === 'timer.fire') timer.fired = event;
      else timer.cancelled = event;
    }
  }
  return [...timers.values()];
}

export function futuresOf(observation: Observation): FutureLife[] {
  const futures = new Map<number, Mutable<FutureLife>>();
  for (const event of observation.of('future.create', 'future.resolve')) {
    if (event.type === 'future.create') futures.set(event.id, { created: event, resolved: null });
    else {
      const future = futures.get(event.id);
      if (future !== undefined) future.resolved = event;
    }
  }
  return [...futures.values()];
}

export function threadsOf(observation: Observation): ThreadLife[] {
  const threads = new Map<number, Mutable<ThreadLife>>([[0, { id: 0, started: null, ended: null }]]);
  for (const event of observation.of('thread.start', 'thread.end')) {
    const thread = threads.get(event.id) ?? { id: event.id, started: null, ended: null };
    if (event.type === 'thread.start') thread.started = event;
    else thread.ended = event;
    threads.set(event.id, thread);
  }
  return [...threads.values()];
}
