// Requests to cancel, and where they were delivered; tasks that were cancelled because another one failed.

import type { EventId, EventOf } from '../../../trace/events.js';
import { groupedBy } from '../groups-of.js';
import type { Scene } from '../scene.js';
import { joined, listed, number } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_SINGLE = 4;

export const cancellation: Fact = {
  id: 'cancellation',
  tell: (group, scene) => {
    const asked = scene.events.at(group.lines, 'task.cancel').filter(({ id }) => scene.isOwnTask(id));
    const stories = [...groupedBy(asked, (event) => storyOf(event, scene).text).values()];
    const told =
      stories.length > MOST_SINGLE
        ? [
            tell(
              `${number(asked.length)} requests to cancel were made here, the first at ${scene.at(asked[0]?.t ?? 0)}`,
              asked.map(({ seq }) => seq),
            ),
          ]
        : stories.map((events) => together(events, scene));
    return [...told, ...afterFailures(group.lines, scene)];
  },
};

/** Tasks that have the same story: it is told once. */
function together(events: readonly EventOf<'task.cancel'>[], scene: Scene): Telling {
  const stories = events.map((event) => storyOf(event, scene));
  const [story] = stories;
  const names = [...new Set(events.map(({ id }) => scene.task(id)))];
  const [first] = events;
  const were = names.length === 1 ? 'was' : 'were';
  return tell(
    `at ${scene.at(first?.t ?? 0)} ${listed(names)} ${scene.words.say(`${were} asked to cancel`, 'got a `Task.cancel()`')}; ${plural(story?.text ?? '', names.length)}`,
    stories.flatMap(({ evidence }) => evidence),
  );
}

/** The story of one is told with `it` and `the task`. */
function plural(text: string, count: number): string {
  if (count === 1) return text;
  return text
    .replace(/ reached it /, ' reached them ')
    .replace(/ before its first line/, ' before their first lines')
    .replace(/, where it waited/, ', where they waited')
    .replace(
      /\bit (ended|caught|went|never|was)\b/g,
      (_, verb: string) => `they ${verb === 'was' ? 'were' : verb}`,
    )
    .replace(/ into it /, ' into them ');
}

interface Story {
  readonly text: string;
  readonly evidence: readonly EventId[];
}

function storyOf(asked: EventOf<'task.cancel'>, scene: Scene): Story {
  const history = scene.observation.history(asked.id);
  const step = history?.steps.find(({ seq, throws }) => seq > asked.seq && throws !== null);
  const finish = history?.finish ?? null;
  if (step === undefined) {
    const ended = finish === null ? '' : `; it ended on its own at ${scene.at(finish.t)}`;
    return {
      text: `nothing was thrown into it afterwards${ended}`,
      evidence: [asked.seq, finish?.seq ?? scene.lastEvent],
    };
  }
  const isOwn = step.line !== 0 && step.inFile === undefined;
  const place = !isOwn
    ? ''
    : step.first
      ? ' before its first line'
      : `, where it waited on ${scene.line(step.line)}`;
  const again = history?.cancels.find(({ seq }) => seq > step.seq);
  const evidence = [asked.seq, step.seq, ...(again === undefined && finish !== null ? [finish.seq] : [])];
  const end =
    again !== undefined
      ? 'it went on, and was asked again later'
      : finish === null
        ? 'it never ended'
        : endText(step, finish, scene);
  return { text: `the \`${step.throws}\` reached it at ${scene.at(step.t)}${place}; ${end}`, evidence };
}

function endText(step: EventOf<'task.step'>, finish: EventOf<'task.finish'>, scene: Scene): string {
  switch (finish.outcome) {
    case 'cancelled':
      return `it ended as cancelled${scene.at(step.t) === scene.at(finish.t) ? '' : ` at ${scene.at(finish.t)}`}`;
    case 'returned':
      return 'it caught the exception and returned all the same';
    case 'raised':
      return `it ended with \`${finish.value}\``;
  }
}

/** A task that fails at one of the lines: whom its group cancelled for it. */
function afterFailures(lines: readonly number[], scene: Scene): Telling[] {
  const failures = scene.events.at(lines, 'task.finish').filter(({ outcome }) => outcome === 'raised');
  return failures.slice(0, MOST_SINGLE).flatMap((failure) => {
    const cancelled = [...scene.observation.of('task.cancel')].filter(
      (event) => scene.isOwnTask(event.id) && isFrom(event.cause, failure.seq, scene),
    );
    if (cancelled.length === 0) return [];
    const names = [...new Set(cancelled.map(({ id }) => scene.task(id)))];
    return [
      tell(
        `because ${scene.task(failure.id)} failed, ${joined(names)} ${names.length === 1 ? 'was' : 'were'} cancelled`,
        [failure.seq, ...cancelled.map(({ seq }) => seq)],
      ),
    ];
  });
}

/** Through the handle that called back: from its run to its entry into the queue, to what put it there. */
const STEPS = 2;

function isFrom(cause: EventId | null, origin: EventId, scene: Scene): boolean {
  let seq = cause;
  for (let i = 0; i <= STEPS && seq !== null; i++) {
    if (seq === origin) return true;
    seq = scene.trace.event(seq).cause;
  }
  return false;
}
