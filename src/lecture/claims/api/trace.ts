// `trace`: one run of an example, as claims ask it.

import { HostError, type HostKind, type HostMethod, HostObject, type HostValue } from '../../../base/host.js';
import { diagnosed } from '../../../diagnose/diagnose.js';
import type { EventOf, EventType } from '../../../trace/events.js';
import type { TaskHistory } from '../../observation/observation.js';
import { knownLines, linesOf, selector, stringOrNone, taskOf, timeOrNone, wrongType } from './arguments.js';
import {
  delayFact,
  diagnosticFact,
  eventFact,
  outputFact,
  raiseFact,
  runFact,
  storeFact,
} from './happenings.js';
import { heldUpAt } from './held-up.js';
import { futuresOf, threadsOf, timersOf } from './lives.js';
import {
  coroutineFact,
  futureFact,
  iterationFact,
  pauseFact,
  threadFact,
  timerFact,
  workFact,
} from './loop.js';
import { callFact, functionFact, lineFact } from './source.js';
import { stepFact, suspensionFact, taskFact } from './tasks.js';
import { readValue, seconds } from './values.js';
import type { View } from './view.js';

export class TraceObject extends HostObject {
  readonly kind = TRACE;

  constructor(
    readonly view: View,
    /** `22.1`, or what the variant is of. */
    readonly title: string,
  ) {
    super();
  }
}

type Attribute = (view: View) => HostValue;
type Method = (view: View, ...args: HostValue[]) => HostValue;

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  total: (view) => {
    const { trace, end } = view.observation;
    view.touch(trace.length - 1);
    return seconds(end);
  },
  stop: ({ observation }) => observation.trace.header.stopReason,
  exception: (view) => {
    const [end] = view.observation.of('program.end');
    view.touch(end?.seq);
    return end?.exception ?? null;
  },
  output: (view) => textLines(view, 'stdout'),
  errors: (view) => textLines(view, 'stderr'),
  tasks: (view) => view.observation.tasks.map(({ id }) => taskFact(view, id)),
  works: (view) => view.observation.works.map((work) => workFact(view, work)),
  threads: (view) => threadsOf(view.observation).map((thread) => threadFact(view, thread)),
  timers: (view) => timersOf(view.observation).map((timer) => timerFact(view, timer)),
  iterations: (view) => [...view.observation.of('loop.iteration')].map((each) => iterationFact(view, each)),
  functions: (view) =>
    [...view.observation.listing.functions.values()].map((node) => functionFact(view, node)),
  diagnostics: (view) =>
    diagnosed(view.observation.trace).diagnostics.map((each) => diagnosticFact(view, each)),
};

/** A line that several methods take: a number, or several as in `range(5, 10)`. */
const METHODS: Readonly<Record<string, Method>> = {
  'task(name)': (view, name) => taskFact(view, taskOf(view, name).id),
  'tasks_of(function)': (view, name) => {
    const wanted = stringOrNone('function', name) ?? '';
    return view.observation.tasksOf(wanted).map(({ id }) => taskFact(view, id));
  },
  'suspensions(label=None, task=None)': (view, label, task) =>
    suspensionsIn(view, label ?? null, task ?? null).map((each) => suspensionFact(view, each)),
  'steps(task=None)': (view, task = null) => {
    const id = task === null ? null : taskOf(view, task).id;
    const steps = view.observation.facts.steps.filter((step) => id === null || step.task === id);
    return steps.map((step) => stepFact(view, step));
  },
  'line(label)': (view, label = null) => {
    const [lineno] = linesOf(view, label) ?? [];
    if (lineno === undefined) throw wrongType('label', 'the number of a line', label);
    return lineFact(view, { lineno });
  },
  'lines(first, last)': (view, first, last) => {
    if (typeof first !== 'number' || typeof last !== 'number')
      throw wrongType('first and last', 'numbers of lines', first ?? null);
    const found = view.observation.listing.linesOf([{ first, last }]);
    if (found.length === 0)
      throw new HostError(
        'LookupError',
        `the program has no lines ${first} to ${last}; it has ${knownLines(view)}`,
      );
    return found.map((lineno) => lineFact(view, { lineno }));
  },
  'times(label)': (view, label) =>
    (linesOf(view, label ?? null) ?? []).reduce((sum, lineno) => {
      const line = view.observation.line(lineno);
      view.touch(line?.first, line?.last);
      return sum + (line?.times ?? 0);
    }, 0),
  'runs(label=None, task=None)': (view, label, task) => {
    const wanted = selector(view, null, task);
    const lines = linesOf(view, label ?? null);
    return [...view.observation.of('line')]
      .filter((event) => wanted(event) && event.inFile === undefined)
      .filter((event) => lines === null || event.lines.some((lineno) => lines.includes(lineno)))
      .map((event) => runFact(view, event));
  },
  'prints(label=None, task=None)': (view, label, task) =>
    happened(view, ['output'], label, task).map((event) => outputFact(view, event)),
  'stores(name=None, label=None, task=None)': (view, name, label, task) => {
    const wanted = stringOrNone('name', name ?? null);
    return happened(view, ['store'], label, task)
      .filter((event) => wanted === null || event.name === wanted)
      .map((event) => storeFact(view, event));
  },
  'value(name)': (view, name) => {
    const wanted = stringOrNone('name', name ?? null);
    const last = [...view.observation.of('store')].filter((event) => event.name === wanted).at(-1);
    if (last === undefined) throw new HostError('LookupError', `no variable ${wanted} ever got a value`);
    view.touch(last.seq);
    return readValue(last.value);
  },
  'raises(label=None, task=None)': (view, label, task) =>
    happened(view, ['raise'], label, task).map((event) => raiseFact(view, event)),
  'blocked_by(label)': (view, label) =>
    heldUpAt(view.observation, linesOf(view, label ?? null) ?? []).map((delay) => delayFact(view, delay)),
  'pauses(label=None)': (view, label) => {
    const wanted = selector(view, label ?? null);
    const pauses = view.observation.parkings.filter(({ event }) => wanted(event));
    return pauses.map((pause) => pauseFact(view, pause));
  },
  'idle(start=0, end=None)': (view, start, end) => {
    const from = timeOrNone('start', start ?? null) ?? 0;
    const to = timeOrNone('end', end ?? null) ?? view.observation.end;
    let idle = 0;
    for (const wake of view.observation.of('loop.wake')) {
      const overlap = Math.min(wake.t, to) - Math.max(wake.t - wake.idle, from);
      if (overlap <= 0) continue;
      view.touch(wake.seq);
      idle += overlap;
    }
    return seconds(idle);
  },
  'futures(kind=None)': (view, kind) => {
    const wanted = stringOrNone('kind', kind ?? null);
    return futuresOf(view.observation)
      .filter(({ created }) => wanted === null || created.kind === wanted)
      .map((future) => futureFact(view, future));
  },
  'coroutines(function=None)': (view, name) => {
    const wanted = stringOrNone('function', name ?? null);
    return [...view.observation.of('coroutine.create')]
      .filter((event) => wanted === null || event.function === wanted)
      .map((event) => coroutineFact(view, event));
  },
  'function(name)': (view, name) => {
    const node = view.observation.listing.functions.get(stringOrNone('name', name ?? null) ?? '');
    if (node !== undefined) return functionFact(view, node);
    const known = [...view.observation.listing.functions.keys()].join(', ');
    throw new HostError('LookupError', `the program has no function '${String(name)}'; it has ${known}`);
  },
  'calls(label=None)': (view, label) => {
    const { listing } = view.observation;
    const lines = linesOf(view, label ?? null);
    const calls = lines === null ? listing.calls : listing.callsAt(lines);
    return calls.map((call) => callFact(view, call));
  },
  'has_await(label)': (view, label) => {
    const { listing } = view.observation;
    const statements = listing.statementsAt(linesOf(view, label ?? null) ?? []);
    return statements.some(({ node }) => listing.awaits(node));
  },
  'events(type=None, label=None, task=None)': (view, type, label, task) => {
    const wanted = stringOrNone('type', type ?? null);
    const isWanted = selector(view, label ?? null, task);
    const { trace } = view.observation;
    const seqs = Array.from({ length: trace.length }, (_, seq) => seq);
    return seqs
      .filter((seq) => wanted === null || trace.typeAt(seq) === wanted)
      .map((seq) => trace.event(seq))
      .filter(isWanted)
      .map((event) => eventFact(view, event));
  },
};

function textLines(view: View, stream: 'stdout' | 'stderr'): string[] {
  const printed = [...view.observation.of('output')].filter((event) => event.stream === stream);
  view.touch(...printed.map(({ seq }) => seq));
  const text = printed.map((event) => event.text).join('');
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function suspensionsIn(view: View, label: HostValue, task: HostValue): TaskHistory['suspensions'] {
  const lines = linesOf(view, label);
  const id = task === null ? null : taskOf(view, task).id;
  return view.observation.tasks
    .flatMap(({ suspensions }) => suspensions)
    .filter(({ event }) => lines === null || (event.inFile === undefined && lines.includes(event.line)))
    .filter((suspension) => id === null || suspension.task === id)
    .sort((a, b) => a.event.seq - b.event.seq);
}

function happened<Type extends EventType>(
  view: View,
  types: Type[],
  label: HostValue = null,
  task: HostValue = null,
): Extract<EventOf<EventType>, { type: Type }>[] {
  const wanted = selector(view, label, task);
  return [...view.observation.of(...types)].filter((event) => wanted(event));
}

const of =
  (body: Method): HostMethod =>
  ({ view }: TraceObject, ...args: HostValue[]) =>
    body(view, ...args);

const TRACE: HostKind = {
  name: 'Trace',
  doc: 'One run of a program.',
  text: ({ title }: TraceObject) => `<Trace of ${title}>`,
  attributes: Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, body]) => [name, of(body)])),
  methods: Object.fromEntries(Object.entries(METHODS).map(([signature, body]) => [signature, of(body)])),
};
