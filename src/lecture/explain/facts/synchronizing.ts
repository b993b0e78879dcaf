// Locks, events, semaphores, conditions, barriers and queues: who got through, and who had to wait.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { code, listed, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

type Sync = EventOf<'sync.wait' | 'sync.acquire' | 'sync.release'>;

/** What happens to each kind of object: waiting, getting through, letting others through. */
const VERBS: Readonly<Record<string, readonly [acquire: string, release: string]>> = {
  queue: ['took an item from', 'put an item into'],
  event: ['found set', 'set'],
  condition: ['was notified by', 'notified those who wait in'],
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
  const acquired = events.filter(({ type }) => type === 'sync.acquire');
  const waited = events.filter(({ type }) => type === 'sync.wait');
  const released = events.filter(({ type }) => type === 'sync.release');
  const tellings: Telling[] = [];
  if (acquired.length > 0) {
    // Helpers may wait at lines of their own: only a run without any wait for the object lets nobody have waited.
    const isContended = [...scene.observation.of('sync.wait')].some(({ object }) => object === first.object);
    const firstly = waited.length === 0 || isTold ? '' : `; ${names(waited, scene)} had to wait for it first`;
    const had = isContended ? firstly : ', and nobody had to wait for it';
    tellings.push(
      tell(
        `${names(acquired, scene)} ${acquire} ${code(first.text)}${count(acquired)}${had}`,
        seqs([...acquired, ...waited]),
      ),
    );
  } else if (waited.length > 0 && !isTold) {
    tellings.push(
      tell(`${names(waited, scene)} had to wait for ${code(first.text)}${count(waited)}`, seqs(waited)),
    );
  }
  // A lock taken and given back by one `with` needs no second sentence.
  if (released.length > 0 && (acquired.length === 0 || VERBS[first.kind] !== undefined))
    tellings.push(
      tell(`${names(released, scene)} ${release} ${code(first.text)}${count(released)}`, seqs(released)),
    );
  return tellings;
}

function names(events: readonly Sync[], scene: Scene): string {
  return listed([...new Set(events.map((event) => scene.who(event)))], 5);
}

function count(events: readonly Sync[]): string {
  return events.length === 1 ? '' : ` ${times(events.length)}`;
}

function seqs(events: readonly Sync[]): number[] {
  return events.map(({ seq }) => seq);
}
