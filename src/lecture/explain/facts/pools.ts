// Work handed to pools: which worker did it, from when to when.

import type { Work } from '../../observation/observation.js';
import type { Scene } from '../scene.js';
import { code, joined, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_SINGLE = 4;

export const pools: Fact = {
  id: 'pool',
  tell: (group, scene) => {
    const made = new Set(scene.events.at(group.lines, 'task.create').map(({ id }) => id));
    // `to_thread` as a task of its own hands its call over in no line of the program: it belongs where the task was made.
    const works = scene.observation.works.filter(({ submitted: { line, inFile, task } }) =>
      line === 0 ? task !== null && made.has(task) : inFile === undefined && group.lines.includes(line),
    );
    if (works.length === 0) return shutDown(group.lines, scene);
    const told = works.length <= MOST_SINGLE ? few(works, scene) : [many(works, scene)];
    return [...told, ...parallel(works, scene), ...shutDown(group.lines, scene)];
  },
};

function evidenceOf(works: readonly Work[]): number[] {
  return works.flatMap(({ submitted, started, finished }) =>
    [submitted, started, finished].flatMap((event) => (event === null ? [] : [event.seq])),
  );
}

function few(works: readonly Work[], scene: Scene): Telling[] {
  const texts = new Set(works.map(({ submitted }) => submitted.text));
  const [same] = texts.size === 1 && works.length > 1 ? texts : [];
  const parts = works.map(({ submitted, started, finished }) => {
    const subject = same === undefined ? `${code(submitted.text)} ran ` : '';
    if (started === null)
      return same === undefined ? `${code(submitted.text)} was never begun` : 'once not at all';
    const queued =
      started.t - submitted.t >= 1_000_000
        ? `, after ${scene.span(started.t - submitted.t)} in ${scene.words.say("the pool's queue", '`_work_queue`')}`
        : '';
    const worker = started.thread === 0 ? 'a worker process' : scene.thread(started.thread);
    const when = finished === null ? `from ${scene.at(started.t)} on` : scene.period(started.t, finished.t);
    const failed = finished?.outcome === 'raised' ? ` and failed with ${code(finished.value)}` : '';
    return `${subject}in ${worker} ${when}${queued}${failed}`;
  });
  const head = same === undefined ? '' : `${code(same)} ran ${times(works.length)}: `;
  return [tell(`${head}${joined(parts)}`, evidenceOf(works))];
}

function many(works: readonly Work[], scene: Scene): Telling {
  const threads = new Set(works.flatMap(({ started }) => (started === null ? [] : [started.thread])));
  const starts = works.flatMap(({ started }) => (started === null ? [] : [started.t]));
  const ends = works.flatMap(({ finished }) => (finished === null ? [] : [finished.t]));
  const period =
    starts.length === 0 || ends.length === 0
      ? ''
      : `, ${scene.between(Math.min(...starts), Math.max(...ends))}`;
  return tell(
    `${number(works.length)} calls were handed to the pool; ${threads.size === 1 ? 'one worker' : `${number(threads.size)} workers`} ran them${period}`,
    evidenceOf(works),
  );
}

function parallel(works: readonly Work[], scene: Scene): Telling[] {
  const spans = works.flatMap(({ started, finished }) =>
    started === null || finished === null ? [] : [{ from: started.t, to: finished.t }],
  );
  if (spans.length < 2) return [];
  const sum = spans.reduce((total, { from, to }) => total + to - from, 0);
  const whole = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  if (sum < 10_000_000 || sum < whole * 1.2) return [];
  return [
    tell(`they ran side by side: ${scene.span(sum)} of work took ${scene.span(whole)}`, evidenceOf(works)),
  ];
}

function shutDown(lines: readonly number[], scene: Scene): Telling[] {
  return scene.events.at(lines, 'executor.shutdown').map(({ seq, t, wait, executor }) => {
    const open = scene.observation.works.filter(
      ({ submitted, finished }) =>
        submitted.executor === executor && submitted.seq < seq && (finished === null || finished.seq > seq),
    );
    const left =
      open.length === 0
        ? 'all its work was done by then'
        : `${number(open.length)} of its calls ${open.length === 1 ? 'was' : 'were'} still to finish`;
    const ofProcesses = [...scene.observation.of('thread.start')].some(
      (event) => event.executor === executor && scene.isProcess(event.id),
    );
    const whom = ofProcesses ? 'processes' : 'threads';
    return tell(
      `${scene.words.say('the pool was shut down', '`shutdown` was called on the pool')} at ${scene.at(t)}${wait ? `, waiting for its ${whom} to end` : ''}; ${left}`,
      [seq, ...evidenceOf(open)],
    );
  });
}
