// Functions that the loop was asked to call: when it did, or that it never did.

import type { EventId, EventOf } from '../../../trace/events.js';
import { plainName } from '../../observation/observation.js';
import type { Scene } from '../scene.js';
import { code, joined, listed, number, times } from '../wording.js';
import { type Fact, tell } from './fact.js';

const MOST_SINGLE = 4;

type Asked = EventOf<'ready.enter' | 'timer.add'>;

export const callbacks: Fact = {
  id: 'callback',
  tell: (group, scene) => {
    const asked = scene.events
      .at(group.lines, 'ready.enter', 'timer.add')
      .filter(({ target }) => target.kind === 'callback');
    if (asked.length === 0) return [];
    const outcomes = asked.map((event) => ({ event, made: madeOf(event, scene) }));
    const made = outcomes
      .flatMap((each) => (each.made === null ? [] : [each.made]))
      .sort((a, b) => a.seq - b.seq);
    const missing = outcomes.length - made.length;
    const evidence = [
      ...outcomes.map(({ event }) => event.seq),
      ...made.map(({ seq }) => seq),
      ...(missing > 0 ? [scene.lastEvent] : []),
    ];
    const points = [...new Set(made.map(({ t }) => scene.at(t)))];
    const names = listed([...new Set(asked.map(({ target }) => code(plainName(target.text))))], 4);
    if (asked.length === 1)
      return [
        tell(`${names} was ${made.length === 0 ? 'never called' : `called at ${points[0]}`}`, evidence),
      ];
    const when =
      points.length > MOST_SINGLE
        ? `, the first at ${points[0]}, the last at ${points.at(-1)}`
        : ` at ${joined(points)}`;
    const never =
      missing === 0 ? '' : `; ${number(missing)} of the calls ${missing === 1 ? 'was' : 'were'} never made`;
    return [
      tell(
        made.length === 0
          ? `none of the ${number(asked.length)} calls of ${names} was ever made`
          : `${names} ${names.includes(' and ') ? 'were' : 'was'} called ${times(made.length)}${when}${never}`,
        evidence,
      ),
    ];
  },
};

/** The event that begins the call: by the timer into the queue, and from there. */
function madeOf(asked: Asked, scene: Scene): EventOf<'ready.leave'> | null {
  const handle = asked.type === 'ready.enter' ? asked.handle : handleOf(asked, scene);
  if (handle === null) return null;
  for (const event of scene.observation.of('ready.leave')) if (event.handle === handle) return event;
  return null;
}

function handleOf({ timer }: EventOf<'timer.add'>, scene: Scene): number | null {
  const fires = new Set<EventId>();
  for (const event of scene.observation.of('timer.fire')) if (event.timer === timer) fires.add(event.seq);
  for (const event of scene.observation.of('ready.enter'))
    if (event.cause !== null && fires.has(event.cause)) return event.handle;
  return null;
}
