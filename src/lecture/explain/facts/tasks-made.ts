// Tasks that were made: which, and when each had its first turn.

import type { EventOf } from '../../../trace/events.js';
import { groupedBy } from '../groups-of.js';
import type { Scene } from '../scene.js';
import { code, joined, listed, number } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_SINGLE = 6;

export const tasksMade: Fact = {
  id: 'tasks-made',
  tell: (group, scene) => {
    const made = scene.events
      .at(group.lines, 'task.create')
      .filter(({ id, task }) => scene.isOwnTask(id) && !isMainTask(id, scene) && task !== null);
    if (made.length > MOST_SINGLE) return [many(made, scene)];
    const byMaker = [...groupedBy(made, ({ task }) => task).values()];
    return byMaker.length > 2 ? byMany(byMaker, scene) : byMaker.flatMap((own) => few(own, scene));
  },
};

export function isMainTask(id: number, scene: Scene): boolean {
  return scene.observation.mainTask?.id === id;
}

function few(made: readonly EventOf<'task.create'>[], scene: Scene): Telling[] {
  const [first] = made;
  if (first === undefined) return [];
  const names = made.map(({ id, name }) => `${scene.task(id)}${asNamed(name, scene)}`);
  const points = new Set(made.map(({ t }) => scene.at(t)));
  const when = points.size === 1 ? ` at ${scene.at(first.t)}` : '';
  const evidence = made.map(({ seq }) => seq);
  const head = `${scene.who(first)} made ${made.length === 1 ? `the task ${names[0]}` : `the tasks ${joined(names)}`}${when}`;
  const starts = made.flatMap(({ id }) => scene.observation.history(id)?.steps[0] ?? []);
  const never = made.filter(({ id }) => scene.observation.history(id)?.steps.length === 0);
  const tellings = [tell(head, evidence)];
  if (starts.length > 0) tellings.push(firstTurns(first, starts, scene));
  if (never.length > 0)
    tellings.push(
      tell(`${joined(never.map(({ id }) => scene.task(id)))} never had ${scene.words.turn}`, [
        ...never.map(({ seq }) => seq),
        scene.lastEvent,
      ]),
    );
  return tellings;
}

/** The name that CPython shows of a task, for those who will meet it there. */
function asNamed(name: string, scene: Scene): string {
  return scene.words.level === 'engineer' ? ` (${code(name)})` : '';
}

/** Several tasks that each made some. */
function byMany(byMaker: readonly (readonly EventOf<'task.create'>[])[], scene: Scene): Telling[] {
  const made = byMaker.flat();
  const parts = byMaker.map((own) => {
    const [first] = own;
    const names = joined(own.map(({ id }) => scene.task(id)));
    return first === undefined ? names : `${scene.who(first)} made ${names}`;
  });
  const starts = made.flatMap(({ id }) => scene.observation.history(id)?.steps[0] ?? []);
  const points = starts.map(({ id, t }) => `${scene.task(id)} at ${scene.at(t)}`);
  const evidence = made.map(({ seq }) => seq);
  return [
    tell(joined(parts), evidence),
    tell(
      `${scene.words.firstTurns} one after another: ${joined(points)}`,
      starts.map(({ seq }) => seq),
    ),
  ];
}

function firstTurns(
  made: EventOf<'task.create'>,
  starts: readonly EventOf<'task.step'>[],
  scene: Scene,
): Telling {
  const [first] = starts;
  const evidence = starts.map(({ seq }) => seq);
  const maker = made.task;
  // An eager task runs in the middle of its maker's turn.
  if (first !== undefined && first.seq <= made.seq + 2 && maker !== null) {
    const { suspensions, finish } = scene.observation.history(first.id) ?? { suspensions: [], finish: null };
    const isOver = finish !== null && suspensions.length === 0;
    return tell(
      `it ran at once, ${scene.words.say('as an eager task', 'by `Task.__eager_start`')}, ${isOver ? 'to its end' : 'up to its first wait'}`,
      isOver ? [...evidence, finish.seq] : evidence,
    );
  }
  const gave = maker === null ? undefined : gaveWay(maker, made.seq, first?.seq ?? 0, scene);
  const reason =
    gave === undefined ? '' : `, when ${scene.who(made)} ${scene.words.gaveWay} on ${scene.line(gave)}`;
  if (starts.length === 1)
    return tell(`${scene.words.firstTurn} at ${scene.at(first?.t ?? 0)}${reason}`, evidence);
  const points = starts.map(({ id, t }) => `${scene.task(id)} at ${scene.at(t)}`);
  const same = new Set(starts.map(({ t }) => scene.at(t))).size === 1;
  return tell(
    same
      ? `${scene.words.firstTurns} at ${scene.at(first?.t ?? 0)}, in the order ${joined(starts.map(({ id }) => scene.task(id)))}${reason}`
      : `${scene.words.firstTurns} one after another${reason}: ${joined(points)}`,
    evidence,
  );
}

/** The line where the maker gave way between two events; undefined where it did not, or ended. */
function gaveWay(maker: number, from: number, to: number, scene: Scene): number | undefined {
  const suspension = scene.observation
    .history(maker)
    ?.suspensions.find(({ event }) => event.seq > from && event.seq < to);
  return suspension === undefined || suspension.event.line === 0 || suspension.event.inFile !== undefined
    ? undefined
    : suspension.event.line;
}

function many(made: readonly EventOf<'task.create'>[], scene: Scene): Telling {
  const names = made.map(({ id }) => scene.task(id));
  const [first] = made;
  const last = made.at(-1);
  const starts = made.flatMap(({ id }) => scene.observation.history(id)?.steps[0] ?? []);
  const firstStart = starts[0];
  const lastStart = starts.at(-1);
  const span = first === undefined || last === undefined ? '' : ` ${scene.between(first.t, last.t)}`;
  const turns =
    firstStart === undefined || lastStart === undefined
      ? ''
      : `; ${scene.words.firstTurns} ${scene.between(firstStart.t, lastStart.t)}`;
  return tell(`${number(made.length)} tasks were made here${span}: ${listed(names, 4)}${turns}`, [
    ...made.map(({ seq }) => seq),
    ...starts.map(({ seq }) => seq),
  ]);
}
