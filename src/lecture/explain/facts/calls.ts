// Definitions: how often the function was called, and for a coroutine, as which tasks or inside which it ran.

import type { EventOf } from '../../../trace/events.js';
import { isFunction } from '../../program/nodes.js';
import { functionKind } from '../glossary/definitions.js';
import type { Calls } from '../qualified-names.js';
import type { Scene } from '../scene.js';
import { counted, joined, listed, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

type Call = EventOf<'call' | 'line'>;

export const calls: Fact = {
  id: 'calls',
  tell: (group, scene) => {
    const { node } = group.lead;
    if (!isFunction(node) || group.clause !== null || group.statements[0] !== group.lead) return [];
    const all = scene.calls.of(group.lead);
    const made = all.map(({ event }) => event);
    const count = all.reduce((sum, each) => sum + each.times, 0);
    if (made.length === 0) return [];
    const evidence = made.map(({ seq }) => seq);
    switch (functionKind(node)) {
      case 'coroutine function':
        return coroutineCalls(all, scene);
      case 'regular function':
        return [tell(`it was called ${times(count)}${where(made, scene)}`, evidence)];
      case 'generator function':
        return [tell(`${counted(count, 'generator')} of it ran${where(made, scene)}`, evidence)];
      case 'async generator function':
        return [tell(`${counted(count, 'async generator')} of it ran${where(made, scene)}`, evidence)];
    }
  },
};

/** By which tasks or in which threads, where there is more than one of either. */
function where(made: readonly Call[], scene: Scene): string {
  const names = [...new Set(made.map((event) => scene.who(event)))];
  if (names.length === 1 && names[0] === scene.thread(0) && !scene.hasThreads) return '';
  const inThreads = made.every(({ task, iteration }) => task === null && iteration === 0);
  return `${inThreads ? ', in' : ', by'} ${listed(names)}`;
}

function coroutineCalls(all: readonly Calls[], scene: Scene): Telling[] {
  const own = all.map(({ event }) => event).filter((event) => isOfTask(event, scene));
  const byHand = all.filter(({ event }) => event.task === null);
  const besides = all.filter((each) => !own.includes(each.event) && !byHand.includes(each));
  const inside = besides.map(({ event }) => event);
  const count = besides.reduce((sum, each) => sum + each.times, 0);
  const tellings: Telling[] = [];
  if (own.length > 0) tellings.push(asTasks(own, scene));
  if (inside.length > 0) {
    const names = [...new Set(inside.map((event) => scene.who(event)))];
    const text = `it ran ${times(count)}${own.length > 0 ? ' besides' : ''}, inside ${listed(names)}, which awaited it`;
    tellings.push(
      tell(
        text,
        inside.map(({ seq }) => seq),
      ),
    );
  }
  if (byHand.length > 0)
    tellings.push(
      tell(
        `it ran ${times(byHand.reduce((sum, each) => sum + each.times, 0))}${all.length > byHand.length ? ' besides' : ''} outside of any task, driven by hand`,
        byHand.map(({ event }) => event.seq),
      ),
    );
  return tellings;
}

/** Whether the coroutine is what a task was made of: its call follows the task's first step at once. */
function isOfTask({ seq, task }: Call, scene: Scene): boolean {
  const first = task === null ? undefined : scene.observation.history(task)?.steps[0];
  return first !== undefined && seq === first.seq + 1;
}

const MOST_TASKS = 6;

function asTasks(own: readonly Call[], scene: Scene): Telling {
  const evidence = own.map(({ seq }) => seq);
  const names = own.map((event) => scene.who(event));
  const points = own.map(({ t }) => scene.at(t));
  const made = madeOn(own, scene);
  if (own.length === 1)
    return tell(`it ran as the task ${names[0]}${made}, which started at ${points[0]}`, evidence);
  if (own.length > MOST_TASKS)
    return tell(
      `it ran as ${number(own.length)} tasks${made}: ${listed(names, 4)}; they started ${scene.between(own[0]?.t ?? 0, own.at(-1)?.t ?? 0)}`,
      evidence,
    );
  if (new Set(points).size === 1)
    return tell(
      `it ran as ${number(own.length)} tasks${made}, ${joined(names)}, which ${own.length === 2 ? 'both' : 'all'} started at ${points[0]}`,
      evidence,
    );
  const starts = names.map((name, i) => `${name} at ${points[i]}`);
  return tell(
    `it ran as ${number(own.length)} tasks${made}, which started one after another: ${joined(starts)}`,
    evidence,
  );
}

/** The line that made them, where there is one only. */
function madeOn(own: readonly Call[], scene: Scene): string {
  const lines = new Set(
    own.map(({ task }) => {
      const created = task === null ? undefined : scene.observation.history(task)?.created;
      return created === undefined || created.inFile !== undefined ? 0 : created.line;
    }),
  );
  const [only] = lines;
  return lines.size !== 1 || only === undefined || only === 0 ? '' : `, made on ${scene.line(only)}`;
}
