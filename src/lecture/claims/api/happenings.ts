// What happened at lines of the program: lines that ran, output, stored values, exceptions, and any event at all.

import { HostFloat, type HostValue } from '../../../base/host.js';
import type { EventOf, TraceEvent } from '../../../trace/events.js';
import type { Nanoseconds } from '../../../trace/time.js';
import { spanText } from '../../../trace/time-text.js';
import { type FactDefinition, type FactKind, factKind } from './fact.js';
import { taskFactOrNone } from './tasks.js';
import { readValue, seconds } from './values.js';
import type { View } from './view.js';

interface Happening {
  readonly seq: number;
  readonly t: Nanoseconds;
  readonly thread: number;
  readonly task: number | null;
  readonly iteration: number;
  readonly line: number;
  readonly inFile?: number;
}

type Attributes<T> = FactDefinition<T>['attributes'];

/** When, where and for whom. */
const CONTEXT: Attributes<Happening> = {
  at: ({ t }) => seconds(t),
  label: (event, view) => view.label(event),
  task: ({ task }, view) => taskFactOrNone(view, task),
  thread: ({ thread }, view) => view.observation.threadName(thread),
  iteration: ({ iteration }) => iteration,
};

const own = ({ seq }: Happening): readonly number[] => [seq];

export const runFact = factKind<EventOf<'line'>>('Run', {
  doc: 'A line began to run, or a loop that was skipped ahead or folded made several rounds over it.',
  text: (event, view) => `${view.place(event)}${event.times === 1 ? '' : `, ${event.times} times`}`,
  events: own,
  attributes: { ...CONTEXT, times: ({ times }) => times },
});

export const outputFact = factKind<EventOf<'output'>>('Output', {
  doc: 'Text that the program printed.',
  text: ({ text, ...event }, view) => `${JSON.stringify(text)} ${view.place(event)}`,
  events: own,
  attributes: { ...CONTEXT, text: ({ text }) => text, stream: ({ stream }) => stream },
});

export const storeFact = factKind<EventOf<'store'>>('Store', {
  doc: 'A variable got a value.',
  text: ({ name, value, ...event }, view) => `${name} = ${value} ${view.place(event)}`,
  events: own,
  attributes: { ...CONTEXT, name: ({ name }) => name, value: ({ value }) => readValue(value) },
});

export const raiseFact = factKind<EventOf<'raise'>>('Raise', {
  doc: 'An exception was raised, or came out of a call, at a line.',
  text: ({ exception, ...event }, view) => `of ${exception} ${view.place(event)}`,
  events: own,
  attributes: {
    ...CONTEXT,
    exception: ({ exception }) => exception,
    message: ({ message }) => message,
  },
});

export const eventFact: FactKind<TraceEvent> = factKind<TraceEvent>('Event', {
  doc: 'Any event of the trace; `data` has what is special to its type, under the names that `loopscope schema` lists.',
  text: (event, view) => `${event.type} ${view.place(event)}`,
  events: own,
  attributes: {
    ...CONTEXT,
    type: ({ type }) => type,
    seq: ({ seq }) => seq,
    data: dataOf,
    cause: ({ cause }, view) =>
      cause === null ? null : eventFact(view, view.observation.trace.event(cause)),
    causes: ({ cause }, view) =>
      cause === null ? [] : [...view.observation.trace.causes(cause)].map((event) => eventFact(view, event)),
  },
});

const HEAD: ReadonlySet<string> = new Set([
  ...['seq', 't', 'type', 'thread', 'task', 'iteration', 'line', 'inFile', 'cause'],
]);

/** Fields of time are nanoseconds in the trace, and stay so here. */
function dataOf(event: TraceEvent): HostValue {
  return new Map(
    Object.entries(event)
      .filter(([key]) => !HEAD.has(key))
      .map(([key, value]) => [key, plain(value)]),
  );
}

function plain(value: unknown): HostValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : new HostFloat(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  return new Map(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

/** A task that could not run, and for how long. */
export interface Delay {
  readonly task: number;
  readonly waited: Nanoseconds;
  readonly events: readonly number[];
}

export const delayFact = factKind<Delay>('Delay', {
  doc: 'A task was held up.',
  text: ({ task, waited }, view) => `of ${view.taskName(task)} by ${spanText(waited)}`,
  events: ({ events }) => events,
  attributes: {
    task: ({ task }, view) => taskFactOrNone(view, task),
    duration: ({ waited }) => seconds(waited),
  },
});

export const diagnosticFact = factKind<EventOf<'diagnostic'>>('Diagnostic', {
  doc: 'Something that loopscope finds wrong with the program.',
  text: ({ rule, ...event }, view) => `${rule} ${view.place(event)}`,
  events: ({ evidence }) => evidence,
  attributes: {
    rule: ({ rule }) => rule,
    severity: ({ severity }) => severity,
    message: ({ message }) => message,
    label: (event, view) => view.label(event),
    held_up: ({ heldUp }, view: View) => heldUp.map((id) => taskFactOrNone(view, id)),
  },
});
