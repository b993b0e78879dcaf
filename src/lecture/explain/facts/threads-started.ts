// Threads that were started here: from when to when they lived.

import type { EventOf } from '../../../trace/events.js';
import { joined, listed, number } from '../wording.js';
import { type Fact, tell } from './fact.js';

export const threadsStarted: Fact = {
  id: 'thread',
  tell: (group, scene) => {
    const started = scene.events.at(group.lines, 'thread.start').filter(({ executor }) => executor === null);
    const [first] = started;
    if (first === undefined) return [];
    const ends = new Map<number, EventOf<'thread.end'>>();
    for (const event of scene.observation.of('thread.end')) ends.set(event.id, event);
    const evidence = started.flatMap(({ seq, id }) => [seq, ends.get(id)?.seq ?? scene.lastEvent]);
    if (started.length > 4)
      return [
        tell(
          `${number(started.length)} threads were started here: ${listed(
            started.map(({ id }) => scene.thread(id)),
            4,
          )}`,
          evidence,
        ),
      ];
    const parts = started.map(({ id, t }) => {
      const end = ends.get(id);
      return `${scene.thread(id)} ran from ${scene.at(t)} ${end === undefined ? 'on and was still there at the end' : `to ${scene.at(end.t)}`}`;
    });
    return [tell(joined(parts), evidence)];
  },
};
