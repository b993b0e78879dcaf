// Tasks that gave way: what for, until when, who ran meanwhile.

import type { EventOf } from '../../../trace/events.js';
import type { Suspension } from '../../observation/observation.js';
import type { Scene } from '../scene.js';
import { code, doing, joined, listed, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';
import { awaitedTasks, awaitedText } from './waits.js';

export const suspensions: Fact = {
  id: 'suspension',
  tell: (group, scene, told) => {
    const all = scene.observation.suspensionsAt(group.lines).filter(({ task }) => scene.isOwnTask(task));
    const turns = all.filter(({ event }) => event.waitsFor.kind === 'yield');
    const waits = all.filter(({ event }) => event.waitsFor.kind !== 'yield');
    return [...gaveWay(turns, scene), ...waited(waits, scene, told)];
  },
};

function evidenceOf(stays: readonly Suspension[]): number[] {
  return stays.flatMap(({ event, resumed }) => (resumed === null ? [event.seq] : [event.seq, resumed.seq]));
}

/** `sleep(0)` and bare yields. */
function gaveWay(turns: readonly Suspension[], scene: Scene): Telling[] {
  const [first] = turns;
  if (first === undefined) return [];
  const evidence = evidenceOf(turns);
  const shared = turns.filter(({ ranMeanwhile }) => scene.tasks(ranMeanwhile).length > 0);
  const alone = turns.length - shared.length;
  const ran = [...new Set(shared.flatMap(({ ranMeanwhile }) => scene.tasks(ranMeanwhile)))];
  const doers = turns.map(({ task }) => scene.task(task));
  const who = `${doing(doers, `${scene.words.gaveWay} here`)}${turns.length === 1 ? ` at ${scene.at(first.event.t)}` : ''}`;
  if (shared.length === 0)
    return [
      tell(
        `${who}, but ${scene.words.noOtherReady}, so that ${turns.length === 1 ? 'it' : 'each time it'} ${scene.words.wentOn} in ${scene.words.nextCycle}`,
        evidence,
      ),
    ];
  if (alone === 0) return [tell(`${who}, and meanwhile ${othersOf(doers, ran)} ran`, evidence)];
  const isFirstOnly = shared.length === 1 && shared[0] === first;
  const when = isFirstOnly
    ? 'The first time'
    : shared.length === 1
      ? 'Once'
      : `In ${number(shared.length)} of these ${scene.words.say('turns', 'yields')}`;
  return [
    tell(
      `${who}. ${when} ${listed(ran)} ran meanwhile; ${alone === 1 ? 'the other time' : `the other ${number(alone)} times`} ${scene.words.noOtherReady}, and it ${scene.words.wentOn} in ${scene.words.nextCycle}`,
      evidence,
    ),
  ];
}

/** Those who ran; where they are the same who gave way, each of them ran while another had. */
function othersOf(doers: readonly string[], ran: readonly string[]): string {
  const names = new Set(doers);
  const isSame = names.size > 1 && names.size === ran.length && ran.every((each) => names.has(each));
  if (!isSame) return listed(ran);
  return names.size === 2 ? 'the other' : 'the others';
}

function waited(stays: readonly Suspension[], scene: Scene, told: ReadonlySet<string>): Telling[] {
  const [first] = stays;
  if (first === undefined) return [];
  if (stays.length === 1) return oneStay(first, scene);
  const tasks = new Set(stays.map(({ task }) => task));
  const tellings =
    stays.length <= 4 && tasks.size === stays.length
      ? [eachOnce(stays, scene)]
      : [manyStays(stays, [...tasks], scene)];
  // Of work in a pool the same has been said.
  const overlapping = told.has('pool') ? [] : overlap(stays, scene);
  return [...tellings, ...overlapping, ...resumptionOrder(stays, scene)];
}

function oneStay(stay: Suspension, scene: Scene): Telling[] {
  const { task, event, resumed } = stay;
  const what = awaitedText(event.waitsFor, scene);
  const name = scene.task(task);
  const evidence = evidenceOf([stay]);
  if (resumed === null)
    return [
      tell(
        `${name} began to wait here at ${scene.at(event.t)} for ${what} and never ${scene.words.wentOn}`,
        evidence,
      ),
    ];
  if (isCancelled(stay, scene)) {
    const due = event.waitsFor.deadline;
    const until = due === null ? '' : `, which was to end at ${scene.at(due)}`;
    return [
      tell(
        `${name} ${scene.words.waitedHere} from ${scene.at(event.t)} on for ${what}${until}; at ${scene.at(resumed.t)} it was resumed by a \`${resumed.throws}\` instead`,
        evidence,
      ),
    ];
  }
  const thrown = resumed.throws === null ? '' : thrownText(stay, resumed, scene);
  const head = `${name} ${scene.words.waitedHere} ${scene.period(event.t, resumed.t)} for ${what}${thrown}`;
  return [tell(`${head}${meanwhile([stay], scene)}`, evidence)];
}

/** The exception that came from what was waited for, and whose it was. */
function thrownText({ event }: Suspension, resumed: EventOf<'task.step'>, scene: Scene): string {
  const failed = awaitedTasks(event.waitsFor, scene)
    .flatMap((id) => scene.observation.history(id)?.finish ?? [])
    .filter(({ outcome, seq }) => outcome !== 'returned' && seq < resumed.seq);
  const [only] = failed;
  const from = failed.length === 1 && only !== undefined ? scene.task(only.id) : 'there';
  return `, and got ${code(resumed.throws ?? '')} from ${from}`;
}

/** Whether the wait was broken off; else an exception comes from what was waited for. */
function isCancelled({ task, event, resumed }: Suspension, scene: Scene): boolean {
  if (resumed === null || resumed.throws === null) return false;
  const cancels = scene.observation.history(task)?.cancels ?? [];
  return cancels.some(({ seq }) => seq > event.seq && seq < resumed.seq);
}

/** Who had the loop meanwhile; nothing where the wait was too short to ask. */
function meanwhile(stays: readonly Suspension[], scene: Scene): string {
  // Those it waited for ran, of course.
  const awaited = new Set(stays.flatMap(({ event }) => awaitedTasks(event.waitsFor, scene)));
  const ids = new Set(stays.flatMap(({ ranMeanwhile }) => [...ranMeanwhile]));
  const ran = scene.tasks([...ids].filter((id) => !awaited.has(id)));
  if (ran.length > 0) return `; meanwhile ${listed(ran)} ran`;
  return stays.length === 1 && awaited.size === 0 ? `; no other task had ${scene.words.turn} meanwhile` : '';
}

function endOf(throws: string | null, cancelled: boolean): string {
  if (throws === null) return '';
  return cancelled ? ` (broken off by a \`${throws}\`)` : ` (with a \`${throws}\`)`;
}

function eachOnce(stays: readonly Suspension[], scene: Scene): Telling {
  const parts = stays.map((stay) => {
    const { task, event, resumed } = stay;
    const from = `${scene.task(task)} from ${scene.at(event.t)}`;
    if (resumed === null) return `${from} without ever going on`;
    return `${scene.task(task)} ${scene.period(event.t, resumed.t)}${endOf(resumed.throws, isCancelled(stay, scene))}`;
  });
  const texts = new Set(stays.map(({ event }) => awaitedText(event.waitsFor, scene)));
  const what = texts.size === 1 ? ` for ${[...texts][0]}` : '';
  const [first] = stays;
  const others = first === undefined ? [] : scene.tasks(first.ranMeanwhile);
  const during =
    first === undefined || others.length === 0
      ? ''
      : `. While ${scene.task(first.task)} waited, ${listed(others)} ran`;
  return tell(
    `${number(stays.length)} tasks waited here${what}: ${joined(parts)}${during}`,
    evidenceOf(stays),
  );
}

function manyStays(stays: readonly Suspension[], tasks: readonly number[], scene: Scene): Telling {
  const begin = stays[0]?.event.t ?? 0;
  const ends = stays.flatMap(({ resumed }) => (resumed === null ? [] : [resumed.t]));
  const end = ends.length === 0 ? null : Math.max(...ends);
  const period = end === null ? `from ${scene.at(begin)} on` : scene.between(begin, end);
  const counts = tasks.map((task) => stays.filter((each) => each.task === task).length);
  const open = stays.filter(({ resumed }) => resumed === null).length;
  const never = open === 0 ? '' : `; ${number(open)} of these waits never ended`;
  const who =
    tasks.length === 1
      ? `${scene.task(tasks[0] ?? 0)} waited here ${times(stays.length)}`
      : stays.length === tasks.length
        ? `${number(tasks.length)} tasks waited here`
        : tasks.length <= 4
          ? `${joined(tasks.map((task, i) => `${scene.task(task)} waited ${times(counts[i] ?? 0)}`))} here`
          : `${number(tasks.length)} tasks waited here ${times(stays.length)} in all`;
  const during = tasks.length === 1 ? meanwhile(stays, scene) : '';
  return tell(
    `${who}${whatFor(stays, scene)}, ${period}${never}${brokenOff(stays, scene)}${during}`,
    evidenceOf(stays),
  );
}

/** What all of them were for, where one phrase says it. */
function whatFor(stays: readonly Suspension[], scene: Scene): string {
  const texts = [...new Set(stays.map(({ event }) => awaitedText(event.waitsFor, scene)))];
  const isShort = texts.length === 1 || (texts.length === 2 && texts.every((text) => text.length < 40));
  return isShort ? ` for ${joined(texts)}` : '';
}

/** Which of the waits a cancellation ended. */
function brokenOff(stays: readonly Suspension[], scene: Scene): string {
  const broken = stays.filter((each) => isCancelled(each, scene));
  const [first] = broken;
  if (first?.resumed == null) return '';
  const by = `broken off by a \`${first.resumed.throws}\``;
  const points = [
    ...new Set(broken.flatMap(({ resumed }) => (resumed === null ? [] : [scene.at(resumed.t)]))),
  ];
  if (broken.length === 1) {
    const which = first === stays.at(-1) ? 'the last' : first === stays[0] ? 'the first' : 'one';
    return `; ${which} of these waits was ${by} at ${points[0]}`;
  }
  if (broken.length === stays.length) return `; all of these waits were ${by}`;
  const when = points.length <= 3 ? `, at ${joined(points)}` : '';
  return `; ${number(broken.length)} of these waits were ${by}${when}`;
}

/** Waits of several tasks that went on at the same time. */
function overlap(stays: readonly Suspension[], scene: Scene): Telling[] {
  const spans = stays.flatMap(({ task, event, resumed }) =>
    resumed === null ? [] : [{ task, from: event.t, to: resumed.t }],
  );
  if (new Set(spans.map(({ task }) => task)).size < 2) return [];
  const sum = spans.reduce((total, { from, to }) => total + to - from, 0);
  let covered = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  if (sum < 10_000_000 || sum < covered * 1.2) return [];
  return [
    tell(
      `the waits overlapped: ${scene.span(sum)} of waiting in all passed within ${scene.span(covered)}`,
      evidenceOf(stays),
    ),
  ];
}

function resumptionOrder(stays: readonly Suspension[], scene: Scene): Telling[] {
  const ended = stays.filter(({ resumed }) => resumed !== null);
  if (ended.length < 2 || ended.length > 6 || new Set(ended.map(({ task }) => task)).size < ended.length)
    return [];
  const order = [...ended].sort((a, b) => (a.resumed?.seq ?? 0) - (b.resumed?.seq ?? 0));
  if (order.every((each, i) => each === ended[i])) return [];
  return [
    tell(
      `they ${scene.words.wentOn.replace('was', 'were')} in the order ${joined(order.map(({ task }) => scene.task(task)))}`,
      evidenceOf(ended),
    ),
  ];
}
