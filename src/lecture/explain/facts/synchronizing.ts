// Locks, events, semaphores, conditions, barriers and queues: who got through, and who had to wait.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { doing, listed } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

type Sync = EventOf<'sync.wait' | 'sync.acquire' | 'sync.release'>;

/** What happens to each kind of object: waiting, getting through, letting others through. */
const VERBS: Readonly<Record<string, readonly [acquire: string, release: string]>> = {
  queue: ['took an item from', 'put an item into'],
  event: ['found set', 'set'],
  condition: ['was notified by', 'notified'],
  barrier: ['passed', 'opened'],
};

export const synchronizing: Fact = {
  id: 'sync',
  tell: (group, scene, told) => {
    const isTold = told.has('suspension') || told.has('blocking');
    const events = scene.events.at(group.lines, 'sync.wait', 'sync.acquire', 'sync.release');
    const objects = [...new Set(events.map(({ object }) => object))];
    return objects.slice(0, 3).flatMap((object) =>
      ofObject(
        events.filter((event) => event.object === object),
        scene,
        isTold,
      ),
    );
  },
};

/** `isTold`: who waited, and how long, has been said. */
function ofObject(events: readonly Sync[], scene: Scene, isTold: boolean): Telling[] {
  const [first] = events;
  if (first === undefined) return [];
  const [acquire, release] = VERBS[first.kind] ?? ['acquired', 'released'];
  const object = scene.object(first.text);
  const acquired = events.filter(({ type }) => type === 'sync.acquire');
  const waited = events.filter(({ type }) => type === 'sync.wait');
  const released = events.filter(({ type }) => type === 'sync.release');
  const tellings: Telling[] = [];
  if (acquired.length > 0) {
    // Helpers may wait at lines of their own: only a run without any wait for the object lets nobody have waited.
    const isContended = [...scene.observation.of('sync.wait')].some((each) => each.object === first.object);
    const firstly = waited.length === 0 || isTold ? '' : `; ${names(waited, scene)} had to wait for it first`;
    const had = isContended ? firstly : ', and nobody had to wait for it';
    tellings.push(
      tell(`${doing(doers(acquired, scene), `${acquire} ${object}`)}${had}`, seqs([...acquired, ...waited])),
    );
  } else if (waited.length > 0 && !isTold) {
    tellings.push(tell(doing(doers(waited, scene), `had to wait for ${object}`), seqs(waited)));
  }
  // A lock taken and given back by one `with` needs no second sentence.
  if (released.length > 0 && (acquired.length === 0 || VERBS[first.kind] !== undefined))
    tellings.push(
      tell(
        `${doing(doers(released, scene), `${release} ${object}`)}${whoGoesOn(released, scene)}`,
        seqs(released),
      ),
    );
  return tellings;
}

/** Tasks that a release made ready. */
function whoGoesOn(released: readonly Sync[], scene: Scene): string {
  const seqsOf = new Set(seqs(released));
  const resolved = [...scene.observation.of('future.resolve')].filter(
    ({ cause }) => cause !== null && seqsOf.has(cause),
  );
  const futures = new Set(resolved.map(({ id }) => id));
  const woken = scene.observation.tasks.flatMap(({ suspensions }) =>
    suspensions.filter(({ event }) => event.waitsFor.id !== null && futures.has(event.waitsFor.id)),
  );
  const ready = [...new Set(woken.map(({ task }) => scene.task(task)))];
  return ready.length === 0
    ? ''
    : scene.words.say(
        `, which made ${listed(ready)} ready`,
        `, which put the \`__wakeup\` of ${listed(ready)} into \`_ready\``,
      );
}

function doers(events: readonly Sync[], scene: Scene): string[] {
  return events.map((event) => scene.who(event));
}

function names(events: readonly Sync[], scene: Scene): string {
  return listed([...new Set(doers(events, scene))], 5);
}

function seqs(events: readonly Sync[]): number[] {
  return events.map(({ seq }) => seq);
}
