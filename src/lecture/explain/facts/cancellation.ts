// Requests to cancel, and where they were delivered.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { number } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

export const cancellation: Fact = {
  id: 'cancellation',
  tell: (group, scene) => {
    const asked = scene.events.at(group.lines, 'task.cancel').filter(({ id }) => scene.isOwnTask(id));
    if (asked.length > 4)
      return [
        tell(
          `${number(asked.length)} requests to cancel were made here, the first at ${scene.at(asked[0]?.t ?? 0)}`,
          asked.map(({ seq }) => seq),
        ),
      ];
    return asked.map((event) => delivered(event, scene));
  },
};

function delivered(asked: EventOf<'task.cancel'>, scene: Scene): Telling {
  const name = scene.task(asked.id);
  const history = scene.observation.history(asked.id);
  const step = history?.steps.find(({ seq, throws }) => seq > asked.seq && throws !== null);
  const head = `at ${scene.at(asked.t)} ${name} was asked to cancel`;
  if (step === undefined)
    return tell(`${head}; nothing was thrown into it afterwards`, [asked.seq, scene.lastEvent]);
  const isOwn = step.line !== 0 && step.inFile === undefined;
  const place = !isOwn
    ? ''
    : step.first
      ? ' before its first line'
      : `, where it waited on ${scene.line(step.line)}`;
  const isLast = !history?.cancels.some(({ seq }) => seq > step.seq);
  const finish = isLast ? (history?.finish ?? null) : null;
  const end =
    finish === null
      ? isLast
        ? '; it never ended'
        : '; it went on for the time being'
      : finish.outcome === 'cancelled'
        ? `; it ended as cancelled${later(step, finish, scene)}`
        : finish.outcome === 'returned'
          ? '; it caught the exception and returned all the same'
          : `; it ended with \`${finish.value}\``;
  return tell(
    `${head}; the \`${step.throws}\` reached it at ${scene.at(step.t)}${place}${end}`,
    finish === null ? [asked.seq, step.seq] : [asked.seq, step.seq, finish.seq],
  );
}

function later(step: EventOf<'task.step'>, finish: EventOf<'task.finish'>, scene: Scene): string {
  return scene.at(step.t) === scene.at(finish.t) ? '' : ` at ${scene.at(finish.t)}`;
}
