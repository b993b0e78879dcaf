// Timers that fired late, or several at one moment.

import { NOTICEABLE } from '../../../diagnose/thresholds.js';
import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { joined, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

export const timers: Fact = {
  id: 'timer',
  tell: (group, scene) => {
    const added = new Map(scene.events.at(group.lines, 'timer.add').map((event) => [event.timer, event]));
    if (added.size === 0) return [];
    // A deadline that had passed when the timer was set makes no timer late.
    const late = [...scene.observation.of('timer.fire')].filter(
      ({ timer, late: by, when }) =>
        by >= NOTICEABLE && when >= (added.get(timer)?.t ?? Number.POSITIVE_INFINITY),
    );
    return [...lateTimers(late, added, scene), ...ties(added, scene), ...limits([...added.values()], scene)];
  },
};

function lateTimers(
  late: readonly EventOf<'timer.fire'>[],
  added: ReadonlyMap<number, EventOf<'timer.add'>>,
  scene: Scene,
): Telling[] {
  if (late.length === 0) return [];
  const worst = late.reduce((a, b) => (b.late > a.late ? b : a));
  const owner = added.get(worst.timer);
  const timer = scene.words.say('timer', '`TimerHandle`');
  const whose = owner?.task == null ? `a ${timer}` : `the ${timer} of ${scene.task(owner.task)}`;
  const others = late.length === 1 ? '' : ` (${number(late.length)} timers set here fired late)`;
  return [
    tell(
      `${whose} was due at ${scene.at(worst.when)}, but ${scene.words.say('the loop was busy and got to it', '`_run_once` took it off `_scheduled`')} at ${scene.at(worst.when + worst.late)}, ${scene.span(worst.late)} late${others}`,
      [...(owner === undefined ? [] : [owner.seq]), worst.seq],
    ),
  ];
}

function ties(added: ReadonlyMap<number, EventOf<'timer.add'>>, scene: Scene): Telling[] {
  const told: Telling[] = [];
  for (const tie of scene.observation.of('timer.tie')) {
    const owners = tie.timers.flatMap((timer) => added.get(timer) ?? []);
    if (owners.length < 2) continue;
    const names = [...new Set(owners.flatMap(({ task }) => (task === null ? [] : [scene.task(task)])))];
    if (names.length < 2) continue;
    told.push(
      tell(
        `the timers of ${joined(names)} were due at the very same moment, ${scene.at(tie.when)}: the order in which they fired is ${scene.words.say("the heap's", 'that of `heapq`')}`,
        [...owners.map(({ seq }) => seq), tie.seq],
      ),
    );
  }
  return told.slice(0, 1);
}

/** Time limits of blocks: whether the time was up. */
function limits(added: readonly EventOf<'timer.add'>[], scene: Scene): Telling[] {
  const set = added.filter(({ target }) => target.text === 'Timeout._on_timeout');
  if (set.length === 0) return [];
  const ids = new Set(set.map(({ timer }) => timer));
  const ends = [...scene.observation.of('timer.fire', 'timer.cancel')].filter(({ timer }) => ids.has(timer));
  const expired = ends.filter(({ type }) => type === 'timer.fire');
  const evidence = [...set.map(({ seq }) => seq), ...ends.map(({ seq }) => seq)];
  if (set.length > 1)
    return [
      tell(
        expired.length === 0
          ? `the time was never up`
          : `the time was up ${times(expired.length)} out of ${number(set.length)}`,
        evidence,
      ),
    ];
  const [end] = ends;
  if (end === undefined) return [];
  const isAtItsEnd = set.some(({ line }) => line === end.line);
  return [
    tell(
      end.type === 'timer.fire'
        ? `the time was up at ${scene.at(end.t)}`
        : isAtItsEnd
          ? `it ended in time, at ${scene.at(end.t)}`
          : `the limit was changed at ${scene.at(end.t)}`,
      evidence,
    ),
  ];
}
