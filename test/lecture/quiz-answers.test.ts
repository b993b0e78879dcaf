// Every answer of every quiz on the fixtures, found once more by other means than the quiz has: in the output that
// CPython printed, in line events, on the other clock, by editing the program and running it.

import { describe, expect, it } from 'vitest';
import { diagnosed } from '../../src/diagnose/diagnose.js';
import { Listing } from '../../src/lecture/program/listing.js';
import type { Question } from '../../src/lecture/quiz/question.js';
import { quizOf } from '../../src/lecture/quiz/quiz.js';
import type { TraceEvent } from '../../src/trace/events.js';
import { lineName } from '../../src/trace/line-labels.js';
import { taskNames } from '../../src/trace/task-names.js';
import type { Trace } from '../../src/trace/trace.js';
import { isTraced, programs, type Ran, recorded, runFixture, sourceOf } from '../support/programs.js';
import { type Asked, askedOf, runOf, shown } from '../support/quizzes.js';

const ASKED = programs().filter((program) => isTraced(program) && recorded(program, 'out') !== null);

describe('every answer is right', () => {
  it.each(ASKED)(
    '%s',
    (program) => {
      // Output is recorded under the reference clock.
      const ran = runFixture(program, { trace: 'full', clock: 'reference' });
      if (ran.result.trace === null) return;
      const trace = diagnosed(ran.result.trace);
      const listing = new Listing(trace.header.source, trace.header.labels);
      const { questions } = quizOf(trace, listing, runOf(program), 0);
      const problems = questions.flatMap((question) => problemsOf(question, { program, trace, ran }));
      expect(problems).toEqual([]);
    },
    120_000,
  );
});

interface Run {
  readonly program: string;
  readonly trace: Trace;
  readonly ran: Ran;
}

function problemsOf(question: Question, run: Run): string[] {
  const asked = askedOf(question);
  const problems: string[] = [];
  if (new Set(question.choices).size < question.choices.length) problems.push('two choices are the same');
  if (question.choices.length < 2) problems.push('nothing to choose from');
  const found = FOUND[question.kind];
  if (found === undefined) problems.push(`nobody checks questions of the kind ${question.kind}`);
  else if (!isSame(asked.right, found(asked, run)))
    problems.push(`the answer is not ${asked.right} but ${found(asked, run)}`);
  for (const wrong of asked.wrong)
    if (found !== undefined && isSame(wrong, found(asked, run))) problems.push(`${wrong} is right, too`);
  return problems.map((problem) => `${question.kind}: ${question.prompt}: ${problem}`);
}

const SECONDS = /^\d+\.\d\d s$/;
/** The clocks differ by less: they charge other prices for computing, and for the network. */
const TOLERANCE = 0.02;

/** Choices show long lines cut. */
function isSame(choice: string, found: string): boolean {
  if (SECONDS.test(choice) && SECONDS.test(found))
    return Math.abs(Number.parseFloat(choice) - Number.parseFloat(found)) < TOLERANCE;
  return choice.endsWith('…') ? found.startsWith(choice.slice(0, -1)) : choice === found;
}

type Finder = (asked: Asked, run: Run) => string;

const FOUND: Readonly<Record<string, Finder>> = {
  'next-line': ({ code: [now = ''] }, { program }) => {
    const lines = (recorded(program, 'out') ?? '').split('\n').map(shown);
    return lines[lines.findIndex((line) => isSame(now, line)) + 1] ?? 'nothing';
  },
  // Who has a turn in the cycle: steps, not what the loop says about its queue.
  'ready-queue': ({ question }, { trace }) => {
    const [, cycle = 0] = question.evidence;
    const after = events(trace).slice(cycle + 1);
    const turns = after
      .slice(
        0,
        after.findIndex(({ type }) => type === 'loop.iteration'),
      )
      .filter(({ type }) => type === 'task.step');
    return turns.map(({ task }) => taskName(trace, task)).join(', ');
  },
  'first-turn': ({ code: [maker = '', task = ''], right }, { trace }) => {
    const first = events(trace).find(
      ({ type, task: id }) => type === 'task.step' && taskName(trace, id) === task,
    );
    const before = events(trace).findLast(
      (event) => event.line !== 0 && event.seq < (first?.seq ?? 0) && taskName(trace, event.task) === maker,
    );
    const finished = events(trace).some(
      (event) =>
        event.type === 'task.finish' &&
        event.seq < (first?.seq ?? 0) &&
        taskName(trace, event.task) === maker,
    );
    const where = lineName(trace.header.labels, before?.line ?? 0);
    return finished ? 'too late' : right.replace(/line \S+$/, `line ${where}`);
  },
  'wakes-first': ({ code, question }, { trace }) => {
    const [asleep] = question.evidence;
    const line = trace.event(asleep ?? 0).line;
    const sleepers = events(trace).filter(
      (event) =>
        event.type === 'task.suspend' && event.line === line && code.includes(taskName(trace, event.task)),
    );
    const last = Math.max(...sleepers.map(({ seq }) => seq));
    const next = events(trace).find(
      ({ type, seq, task }) =>
        type === 'line' && seq > last && sleepers.some((sleeper) => sleeper.task === task),
    );
    return taskName(trace, next?.task ?? null);
  },
  // The values of the tasks in this order are the values in the list.
  'result-order': ({ right, question, wrong }, { trace }) => {
    const list = question.evidence.flatMap((seq) => {
      const event = trace.event(seq);
      return event.type === 'future.resolve' ? [event.value] : [];
    });
    const orders = [right, ...wrong].filter((order) =>
      list.includes(`[${valuesOf(order, trace).join(', ')}]`),
    );
    return orders.length === 1 ? (orders[0] ?? '') : `${orders.length} orders`;
  },
  'total-time': (_, { program }) => timeOn(program, sourceOf(program)),
  variant: (asked, run) => changed(asked, run),
  'swapped-delays': (asked, run) => changed(asked, run),
};

/** The program with the change that the question names made in its text. */
function changed({ prompt, code, lines }: Asked, { program, trace }: Run): string {
  const source = sourceOf(program).split('\n');
  const at = lines.map((label) => physical(trace, label) - 1);
  const [first = 0, second = first] = at;
  const [one = '', other = ''] = code;
  if (/were left out/.test(prompt)) source[first] = (source[first] ?? '').replace(one, 'pass');
  else if (/said/.test(prompt))
    source[first] = (source[first] ?? '').replace(/await asyncio\.sleep\([^()]*(?:\([^()]*\))?[^()]*\)/, one);
  else {
    const number = (text: string): RegExp =>
      new RegExp(String.raw`(?<![\w.])${text.replace('.', String.raw`\.`)}(?![\w.])`);
    source[first] = (source[first] ?? '').replace(number(one), '<>');
    source[second] = (source[second] ?? '').replace(number(other), one);
    source[first] = (source[first] ?? '').replace('<>', other);
  }
  const text = source.join('\n');
  const wanted = /as number (\d+)\?$/.exec(prompt)?.[1];
  if (wanted === undefined) return timeOn(program, text);
  const { stdout } = runFixture(program, {
    source: text,
    trace: null,
    clock: 'reference',
    maxTime: 600,
  });
  return shown(stdout.split('\n')[Number(wanted) - 1] ?? '');
}

/** How long the main coroutine runs, or the program without one, on the clock that the quiz does not use. */
function timeOn(program: string, source: string): string {
  const { result } = runFixture(program, { source, trace: 'schedule', clock: 'model', maxTime: 600 });
  const { trace } = result;
  if (trace === null) return 'no trace';
  const all = events(trace);
  const isMain = all.some((event) => event.type === 'loop.start' && event.entry !== 'run_forever');
  const main = isMain ? all.find(({ type }) => type === 'task.create') : undefined;
  const end = all.find((event) => event.type === 'task.finish' && event.task === taskOf(main));
  const loops = all.filter(({ type }) => type === 'loop.start').length;
  const time = loops === 1 && main !== undefined && end !== undefined ? end.t - main.t : (all.at(-1)?.t ?? 0);
  return `${(time / 1e9).toFixed(2)} s`;
}

function taskOf(event: TraceEvent | undefined): number | null {
  return event?.type === 'task.create' ? event.id : null;
}

function events(trace: Trace): TraceEvent[] {
  return [...trace.recorded()];
}

function taskName(trace: Trace, id: number | null): string {
  return id === null ? 'no task' : (taskNames(trace).get(id) ?? `task ${id}`);
}

/** What the tasks of a list returned. */
function valuesOf(order: string, trace: Trace): string[] {
  const names = [...taskNames(trace)].map(([id, name]) => ({ id, name }));
  const values: string[] = [];
  let rest = order;
  while (rest !== '') {
    const task = names.find(({ name }) => rest === name || rest.startsWith(`${name}, `));
    if (task === undefined) return ['no such task'];
    rest = rest.slice(task.name.length).replace(/^, /, '');
    for (const event of trace.recorded())
      if (event.type === 'task.finish' && event.id === task.id) values.push(event.value);
  }
  return values;
}

/** The physical line of what a prompt calls a line. */
function physical({ header: { labels } }: Trace, name: string): number {
  if (labels === null) return Number(name);
  if (name.startsWith(':')) return Number(name.slice(1));
  return Number(Object.entries(labels).find(([, label]) => label === name)?.[0]);
}
