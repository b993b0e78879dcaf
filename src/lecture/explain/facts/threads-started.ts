// Threads and processes that were started here: from when to when they lived.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { joined, listed, number } from '../wording.js';
import { type Fact, tell } from './fact.js';

const MOST_SINGLE = 4;

export const threadsStarted: Fact = {
  id: 'thread',
  tell: (group, scene) => {
    const started = scene.events
      .at(group.lines, 'thread.start')
      .filter((event) => event.executor === null && !isOfPool(event, scene));
    const [first] = started;
    if (first === undefined) return [];
    const ends = new Map<number, EventOf<'thread.end'>>();
    for (const event of scene.observation.of('thread.end')) ends.set(event.id, event);
    const evidence = started.flatMap(({ seq, id }) => [seq, ends.get(id)?.seq ?? scene.lastEvent]);
    const names = started.map(({ id }) => scene.thread(id));
    if (started.length > MOST_SINGLE) {
      const processes = started.filter(({ id }) => scene.isProcess(id)).length;
      const threads = started.length - processes;
      const nouns = [
        ...(threads === 0 ? [] : [`${number(threads)} threads`]),
        ...(processes === 0 ? [] : [`${number(processes)} processes`]),
      ];
      const called = new Set(names).size === 1 ? `, all called ${names[0]}` : `: ${listed(names, 4)}`;
      return [tell(`${joined(nouns)} were started here${called}`, evidence)];
    }
    const parts = started.map(({ id, t }, i) => {
      const end = ends.get(id);
      const when =
        end === undefined ? `from ${scene.at(t)} on and was still there at the end` : scene.period(t, end.t);
      return `${names[i]} ran ${when}`;
    });
    return [tell(joined(parts), evidence)];
  },
};

/** A thread by which a pool looks after its processes: it runs nothing of the program, and no line starts it. */
function isOfPool({ line, id }: EventOf<'thread.start'>, scene: Scene): boolean {
  const isAskedFor = scene.listing.callsAt([line]).some(({ name }) => /\bstart$/.test(name));
  return !isAskedFor && !scene.ranFunctions(id);
}
