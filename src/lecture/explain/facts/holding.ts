// Computing that kept the event loop, and whom it held up.

import type { Step } from '../../../diagnose/facts.js';
import { NOTICEABLE } from '../../../diagnose/thresholds.js';
import type { Scene } from '../scene.js';
import { joined, listed, number } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_SINGLE = 4;

export const holding: Fact = {
  id: 'holding',
  tell: (group, scene) => {
    const steps = scene.observation.facts.steps.filter(
      ({ computing, longest, task }) =>
        computing >= NOTICEABLE && group.lines.includes(longest) && scene.isOwnTask(task),
    );
    if (steps.length === 0) return [];
    return [steps.length > MOST_SINGLE ? many(steps, scene) : each(steps, scene)];
  },
};

function each(steps: readonly Step[], scene: Scene): Telling {
  const parts = steps.map(({ task, begin, duration, heldUp }, i) => {
    const verb =
      i === 0 ? scene.words.say(' held the event loop', ' kept `_run_once` in its `Task.__step`') : '';
    const others = scene.tasks(heldUp.map((held) => held.task));
    const effect = others.length === 0 ? scene.words.noOtherReady : `${listed(others)} had to wait`;
    return `${scene.task(task)}${verb} from ${scene.at(begin.t)} to ${scene.at(begin.t + duration)} (${effect})`;
  });
  return tell(joined(parts), evidenceOf(steps));
}

function many(steps: readonly Step[], scene: Scene): Telling {
  const total = steps.reduce((sum, { computing }) => sum + computing, 0);
  const longest = steps.reduce((a, b) => (b.computing > a.computing ? b : a));
  const others = scene.tasks(new Set(steps.flatMap(({ heldUp }) => heldUp.map((held) => held.task))));
  const effect = others.length === 0 ? '' : `; ${listed(others)} had to wait`;
  return tell(
    `${scene.words.say('the event loop was held here', '`_run_once` was kept here in a `Task.__step`')} ${number(steps.length)} times, for ${scene.span(total)} in all, at most ${scene.span(longest.computing)} at a time by ${scene.task(longest.task)}${effect}`,
    evidenceOf(steps),
  );
}

function evidenceOf(steps: readonly Step[]): number[] {
  return steps.flatMap(({ begin, end }) => [begin.seq, end]);
}
