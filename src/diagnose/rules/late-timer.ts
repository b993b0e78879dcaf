// Timers that fire late and tasks that wait long in the ready queue although no single step is to blame: many short
// ones are. A long step is the business of `blocking-call` and `cpu-hog`.

import type { EventOf } from '../../trace/events.js';
import { placeOf } from '../../trace/places.js';
import type { Nanoseconds } from '../../trace/time.js';
import { spanText } from '../../trace/time-text.js';
import type { Facts } from '../facts.js';
import type { Finding, Rule } from '../rule.js';
import { NOTICEABLE, SLOW } from '../thresholds.js';

export const lateTimer: Rule = {
  id: 'late-timer',
  summary: 'a timer fires late because the loop is busy with many short steps',
  find: (facts) => {
    const late = new Map<number, { worst: EventOf<'timer.fire'>; times: number }>();
    const added = new Map([...facts.of('timer.add')].map((event) => [event.timer, event]));
    for (const fire of facts.of('timer.fire')) {
      const task = added.get(fire.timer)?.task ?? null;
      if (task === null || fire.late < 2 * NOTICEABLE || isExplained(fire, facts)) continue;
      const known = late.get(task);
      if (known === undefined) late.set(task, { worst: fire, times: 1 });
      else {
        known.times++;
        if (fire.late > known.worst.late) known.worst = fire;
      }
    }
    return [...late].map(([task, { worst, times }]) =>
      finding(task, worst, times, added.get(worst.timer), facts),
    );
  },
};

/** Whether one long step lies between the deadline and the firing. */
function isExplained(fire: EventOf<'timer.fire'>, facts: Facts): boolean {
  const from: Nanoseconds = fire.when;
  return facts.steps.some(
    ({ begin, duration }) => duration >= SLOW / 2 && begin.t <= fire.t && begin.t + duration >= from,
  );
}

function finding(
  task: number,
  worst: EventOf<'timer.fire'>,
  times: number,
  timer: EventOf<'timer.add'> | undefined,
  facts: Facts,
): Finding {
  const often = times === 1 ? '' : ` (${times} times late, this is the worst)`;
  return {
    rule: 'late-timer',
    severity: 'warning',
    message: `a timer of ${facts.task(task)}${facts.at(timer === undefined ? 0 : placeOf(timer))} fires ${spanText(worst.late)} after its deadline${often}: the loop is busy with many short steps`,
    evidence: timer === undefined ? [worst.seq] : [timer.seq, worst.seq],
    heldUp: [task],
    delay: worst.late,
    fix: 'give the loop less to do at once: fewer tasks, or work in larger pieces in a thread or process.',
    thread: worst.thread,
    task,
    place: timer === undefined ? 0 : placeOf(timer),
  };
}
