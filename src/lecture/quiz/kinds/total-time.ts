// "How long does it all take?", where waiting side by side makes it shorter than the sum.

import { MILLISECOND, type Nanoseconds, SECOND } from '../../../trace/time.js';
import type { Scene } from '../../explain/scene.js';
import { code } from '../../explain/wording.js';
import type { Observation } from '../../observation/observation.js';
import type { QuestionKind } from '../question.js';

/** Totals that differ by a smaller part, or by less time, are one and the same answer to a reader. */
const CLEARLY = 0.1;
const NOTED = 30 * MILLISECOND;
const SHORTEST = 50 * MILLISECOND;

export const totalTime: QuestionKind = {
  id: 'total-time',
  draft: (scene) => {
    const { observation, lastEvent } = scene;
    const whole = wholeOf(observation);
    if (whole === null || whole.time < SHORTEST) return [];
    const { time: total } = whole;
    const waits = waitsOf(observation);
    const summed = waits.reduce((sum, each) => sum + each, 0);
    const computing = observation.facts.steps.reduce((sum, step) => sum + step.computing, 0);
    const mistakes = [summed + computing, summed, Math.max(0, ...waits), total * 2];
    const inTurn = seconds(summed);
    return [
      {
        kind: 'total-time',
        prompt: `How long does ${whole.subject} run, from beginning to end, about?`,
        right: seconds(total),
        wrong: wrongTimes(total, mistakes),
        why: `It ran for ${seconds(total)}${waits.length > 1 && inTurn !== seconds(total) ? `; all waits one after another would be ${inTurn}` : ''}.`,
        evidence: [...whole.evidence, lastEvent],
      },
    ];
  },
};

interface Whole {
  /** After "How long does": `` `main` ``, `the program`. */
  readonly subject: string;
  readonly time: Nanoseconds;
  readonly evidence: readonly number[];
}

/** The main coroutine where there is one, else the program, where it has threads. */
export function wholeOf(observation: Observation): Whole | null {
  const { stopReason } = observation.trace.header;
  if (stopReason !== 'finished' && stopReason !== 'exception') return null;
  const main = observation.mainTask;
  const loops = [...observation.of('loop.start')].length;
  if (main !== null && loops === 1 && main.finish !== null) {
    const { created, finish } = main;
    return {
      subject: `the main coroutine ${code(observation.taskName(main.id))}`,
      time: finish.t - created.t,
      evidence: [created.seq, finish.seq],
    };
  }
  const hasThreads = observation.of('thread.start').next().done !== true;
  return loops > 0 || hasThreads ? { subject: 'the program', time: observation.end, evidence: [] } : null;
}

/** How long each wait for the clock or for a pool lasted, in tasks and in threads. */
function waitsOf(observation: Observation): Nanoseconds[] {
  const inTasks = observation.tasks
    .flatMap(({ suspensions }) => suspensions)
    .flatMap(({ event, resumed }) =>
      (event.waitsFor.kind === 'sleep' || event.waitsFor.kind === 'executor') && resumed !== null
        ? [resumed.t - event.t]
        : [],
    );
  const works = new Set(
    [...observation.of('thread.start')].flatMap(({ id, executor }) => (executor === null ? [] : [id])),
  );
  // What a worker sleeps is a part of what its task waits.
  const inThreads = observation.parkings.flatMap(({ event, woken, thread }) =>
    event.waitsFor.kind === 'time.sleep' && woken !== null && (inTasks.length === 0 || !works.has(thread))
      ? [woken - event.t]
      : [],
  );
  return [...inTasks, ...inThreads];
}

/** Those that nobody could take for the right one, or for each other, as texts. */
export function wrongTimes(right: Nanoseconds, times: readonly Nanoseconds[]): string[] {
  const kept: Nanoseconds[] = [];
  for (const each of times) {
    const isClear = [right, ...kept].every(
      (other) => Math.abs(each - other) > Math.max(NOTED, CLEARLY * other),
    );
    if (each >= 10 * MILLISECOND && isClear) kept.push(each);
  }
  return kept.map(seconds);
}

export function seconds(time: Nanoseconds): string {
  return `${(time / SECOND).toFixed(2)} s`;
}

/** How long the same takes in another run; null where it did not come to its end there. */
export function sameIn(observed: Observation, scene: Scene): Nanoseconds | null {
  const [here, there] = [wholeOf(scene.observation), wholeOf(observed)];
  return here !== null && there !== null && here.subject === there.subject ? there.time : null;
}
