// Tasks and what they did on the loop, as claims see them.

import { HostError, type HostKind, HostObject, type HostValue } from '../../../base/host.js';
import type { Step } from '../../../diagnose/facts.js';
import type { EventOf } from '../../../trace/events.js';
import { spanText } from '../../../trace/time-text.js';
import type { Suspension, TaskHistory } from '../../observation/observation.js';
import { factKind } from './fact.js';
import { readValue, seconds, secondsOrNone } from './values.js';
import type { View } from './view.js';

export class TaskFact extends HostObject {
  readonly kind = TASK;

  constructor(
    readonly view: View,
    readonly of: TaskHistory,
  ) {
    super();
  }
}

export function taskFact(view: View, id: number): HostObject {
  const history = view.history(id);
  return view.only(history, () => new TaskFact(view, history));
}

export function taskFactOrNone(view: View, id: number | null): HostObject | null {
  return id === null ? null : taskFact(view, id);
}

export const suspensionFact = factKind<Suspension>('Suspension', {
  doc: 'A task gave up the loop until something would wake it.',
  text: ({ task, event }, view) => `of ${view.taskName(task)} ${view.place(event)}`,
  events: ({ event, resumed }) => [event.seq, resumed?.seq],
  attributes: {
    task: ({ task }, view) => taskFact(view, task),
    at: ({ event }) => seconds(event.t),
    label: ({ event }, view) => view.label(event),
    waits_for: ({ event }) => event.waitsFor.text,
    wait_kind: ({ event }) => event.waitsFor.kind,
    deadline: ({ event }) => secondsOrNone(event.waitsFor.deadline),
    resumed_at: ({ resumed }) => secondsOrNone(resumed?.t),
    duration: ({ event, resumed }) => secondsOrNone(resumed === null ? null : resumed.t - event.t),
    throws: ({ resumed }) => resumed?.throws ?? null,
    iteration: ({ event }) => event.iteration,
    resumed_iteration: ({ resumed }) => resumed?.iteration ?? null,
    ran_meanwhile: ({ ranMeanwhile }, view) => [...ranMeanwhile].map((id) => taskFact(view, id)),
    state_before: ({ event }, view) => view.change(event.seq).before,
    state_after: ({ event }, view) => view.change(event.seq).after,
  },
});

export const stepFact = factKind<Step>('Step', {
  doc: 'One stay of a task on its loop, from where it goes on to where it suspends or ends.',
  text: ({ task, begin, duration }, view) =>
    `of ${view.taskName(task)} at ${spanText(begin.t)} for ${spanText(duration)}`,
  events: ({ begin, end }) => [begin.seq, end],
  attributes: {
    task: ({ task }, view) => taskFact(view, task),
    at: ({ begin }) => seconds(begin.t),
    until: ({ begin, duration }) => seconds(begin.t + duration),
    duration: ({ duration }) => seconds(duration),
    iteration: ({ begin }) => begin.iteration,
    throws: ({ begin }) => begin.throws,
  },
});

/** A request to cancel a task. */
export const cancelFact = factKind<EventOf<'task.cancel'>>('Cancel', {
  doc: 'A request to cancel a task.',
  text: ({ id, ...event }, view) => `of ${view.taskName(id)} ${view.place(event)}`,
  events: ({ seq }) => [seq],
  attributes: {
    task: ({ id }, view) => taskFact(view, id),
    at: ({ t }) => seconds(t),
    label: (event, view) => view.label(event),
    by: ({ task }, view) => taskFactOrNone(view, task),
    message: ({ message }) => message,
  },
});

/** Whether a name is one of those that a task goes by. */
export function isCalled(view: View, { id, created }: TaskHistory, name: string): boolean {
  const label = view.observation.taskName(id);
  return (
    label === name ||
    created.name === name ||
    created.function === name ||
    created.function.slice(created.function.lastIndexOf('.') + 1) === name ||
    label.endsWith(`('${name}')`) ||
    label.endsWith(`(${name})`) ||
    created.args[0] === `'${name}'`
  );
}

type Attribute = (history: TaskHistory, view: View) => HostValue;

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  name: ({ id }, view) => view.taskName(id),
  asyncio_name: ({ created }) => created.name,
  function: ({ created }) => created.function,
  args: ({ created }) => created.args.map(readValue),
  created_at: ({ created }, view) => seconds(view.seen(created).t),
  created_label: ({ created }, view) => view.label(view.seen(created)),
  created_by: ({ created }, view) => taskFactOrNone(view, view.seen(created).task),
  started_at: ({ steps: [first] }, view) => secondsOrNone(view.seen(first)?.t),
  finished_at: ({ finish }, view) => secondsOrNone(view.seen(finish)?.t),
  outcome: ({ finish }, view) => view.seen(finish)?.outcome ?? null,
  cancelled: ({ finish }, view) => view.seen(finish)?.outcome === 'cancelled',
  result: ({ finish }, view) =>
    view.seen(finish)?.outcome === 'returned' ? readValue(finish?.value ?? '') : null,
  exception: ({ finish }, view) => (view.seen(finish)?.outcome === 'raised' ? (finish?.value ?? null) : null),
  suspensions: ({ suspensions }, view) => suspensions.map((each) => suspensionFact(view, each)),
  suspended_at: (history, view) => seconds(view.seen(single(history, 'suspended').event).t),
  resumed_at: (history, view) => secondsOrNone(view.seen(single(history, 'resumed').resumed)?.t),
  steps: ({ id }, view) =>
    view.observation.facts.steps.filter(({ task }) => task === id).map((step) => stepFact(view, step)),
  cancels: ({ cancels }, view) => cancels.map((each) => cancelFact(view, each)),
  time_running: (history, view) => seconds(spent(history, view, 'running')),
  time_ready: (history, view) => seconds(spent(history, view, 'ready')),
  time_waiting: (history, view) => seconds(spent(history, view, 'waiting')),
};

/** `resumed_at` of a task that was resumed once; which of several is meant has to be said. */
function single({ suspensions }: TaskHistory, what: 'suspended' | 'resumed'): Suspension {
  const found = what === 'resumed' ? suspensions.filter(({ resumed }) => resumed !== null) : suspensions;
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new HostError(
    'LookupError',
    found.length === 0
      ? `the task was never ${what}`
      : `the task was ${what} ${found.length} times: its \`suspensions\` tell them apart`,
  );
}

function spent({ id }: TaskHistory, { observation }: View, status: 'running' | 'ready' | 'waiting'): number {
  return observation.facts.schedule.tasks.get(id)?.spent[status] ?? 0;
}

function read(attribute: Attribute): (self: TaskFact) => HostValue {
  return ({ of, view }) => attribute(of, view);
}

const TASK: HostKind = {
  name: 'Task',
  doc: 'A task of the program. It equals the names it goes by: trace.task("A") == "A".',
  text: ({ of, view }: TaskFact) => view.taskName(of.id),
  equals: ({ of, view }: TaskFact, other) =>
    other instanceof TaskFact ? other.of === of : typeof other === 'string' && isCalled(view, of, other),
  attributes: Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, body]) => [name, read(body)])),
};
