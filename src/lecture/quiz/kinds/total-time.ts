// "How long does it all take?", where waiting side by side makes it shorter than the sum.

import { MILLISECOND, type Nanoseconds, SECOND } from '../../../trace/time.js';
import type { Observation } from '../../observation/observation.js';
import type { QuestionKind } from '../question.js';

/** Totals that differ by less are one and the same answer to a reader. */
const CLEARLY = 0.1;

export const totalTime: QuestionKind = {
  id: 'total-time',
  draft: ({ observation, lastEvent }) => {
    const total = loopTime(observation);
    if (total < 10 * MILLISECOND) return [];
    const stays = observation.tasks.flatMap(({ suspensions }) => suspensions);
    const sleeps = stays.flatMap(({ event, resumed }) =>
      event.waitsFor.kind === 'sleep' && resumed !== null ? [resumed.t - event.t] : [],
    );
    const computing = observation.facts.steps.reduce((sum, step) => sum + step.duration, 0);
    const slept = sleeps.reduce((sum, each) => sum + each, 0);
    const mistakes = [slept + computing, slept, Math.max(0, ...sleeps), total * 2];
    return [
      {
        kind: 'total-time',
        prompt: 'How long does the event loop run, from its start to its stop, about?',
        right: seconds(total),
        wrong: wrongTimes(total, mistakes),
        why: `It ran for ${seconds(total)}; all sleeps one after another would be ${seconds(slept)}.`,
        evidence: [lastEvent],
      },
    ];
  },
};

/** Those that nobody could take for the right one, as texts. */
export function wrongTimes(right: Nanoseconds, times: readonly Nanoseconds[]): string[] {
  return times
    .filter((each) => each >= 10 * MILLISECOND && Math.abs(each - right) > CLEARLY * right)
    .map(seconds);
}

/** Of all loops together, from start to stop. */
export function loopTime(observation: Observation): Nanoseconds {
  let total = 0;
  let started: Nanoseconds | null = null;
  for (const event of observation.of('loop.start', 'loop.stop')) {
    if (event.type === 'loop.start') started = event.t;
    else if (event.phase === 'stop' && started !== null) {
      total += event.t - started;
      started = null;
    }
  }
  return total;
}

export function seconds(time: Nanoseconds): string {
  return `${(time / SECOND).toFixed(2)} s`;
}
