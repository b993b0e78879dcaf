// Nothing can ever wake up again: who waits for what, who holds it, and the circle they make.

import type { EventId } from '../../trace/events.js';
import { type Place, placeOf } from '../../trace/places.js';
import type { Facts } from '../facts.js';
import type { Rule } from '../rule.js';

interface Wait {
  readonly who: string;
  readonly what: string;
  readonly place: Place;
  readonly evidence: EventId;
  /** Who would have to act first, where that is known. */
  readonly holder: string | null;
}

export const deadlock: Rule = {
  id: 'deadlock',
  summary: 'nothing that the program waits for can ever happen',
  find: (facts) => {
    if (facts.trace.header.stopReason !== 'deadlock') return [];
    const waits = waitsOf(facts);
    const circle = circleOf(waits);
    const told = circle.length > 0 ? circle : waits;
    const text = told
      .map(({ who, what, place, holder }) => {
        const held = holder === null ? '' : `, held by ${holder}`;
        return `${who} waits for ${what}${facts.at(place)}${held}`;
      })
      .join('; ');
    return [
      {
        rule: 'deadlock',
        severity: 'error',
        message: `${circle.length > 0 ? 'a circle of waiting' : 'nothing can ever go on'}: ${text}`,
        evidence: told.map(({ evidence }) => evidence),
        heldUp: [],
        delay: null,
        fix:
          circle.length > 1
            ? 'take the locks in the same order everywhere, or wait with a timeout.'
            : 'make sure that somebody sets, releases or puts what is waited for, or wait with a timeout.',
        thread: 0,
        task: null,
        place: told[0]?.place ?? 0,
      },
    ];
  },
};

function waitsOf(facts: Facts): Wait[] {
  const holders = new Map<number, string>();
  const wanted = new Map<string, { object: number; seq: EventId }>();
  for (const event of facts.of('sync.wait', 'sync.acquire', 'sync.release')) {
    const who = name(event.thread, event.task, facts);
    if (event.type === 'sync.wait') wanted.set(who, { object: event.object, seq: event.seq });
    else if (event.type === 'sync.acquire') holders.set(event.object, who);
    else holders.delete(event.object);
  }
  const waits: Wait[] = [];
  const add = (who: string, what: string, place: Place, since: EventId): void => {
    const sync = wanted.get(who);
    const holder = sync === undefined ? null : (holders.get(sync.object) ?? null);
    waits.push({ who, what, place, evidence: sync?.seq ?? since, holder });
  };
  for (const { id, status, waitsFor, place, created } of facts.schedule.tasks.values()) {
    if (status !== 'waiting' || waitsFor === null) continue;
    const isTask = waitsFor.id !== null && facts.schedule.tasks.has(waitsFor.id);
    if (isTask && waitsFor.id !== null) {
      const awaited = facts.task(waitsFor.id);
      waits.push({ who: facts.task(id), what: awaited, place, evidence: created.seq, holder: null });
    } else add(facts.task(id), waitsFor.text, place, created.seq);
  }
  for (const { id, status, parked } of facts.schedule.threads.values()) {
    if (status !== 'parked' || parked === null || parked.waitsFor.kind === 'loop') continue;
    add(name(id, null, facts), parked.waitsFor.text, placeOf(parked), parked.seq);
  }
  return waits;
}

function name(thread: number, task: number | null, facts: Facts): string {
  return task === null ? `thread ${facts.thread(thread)}` : facts.task(task);
}

/** The waits that lead back to themselves, from holder to holder. */
function circleOf(waits: readonly Wait[]): Wait[] {
  const byName = new Map(waits.map((wait) => [wait.who, wait]));
  for (const start of waits) {
    const path: Wait[] = [];
    let next: Wait | undefined = start;
    while (next !== undefined && !path.includes(next)) {
      path.push(next);
      next = byName.get(next.holder ?? next.what);
    }
    if (next === start) return path;
  }
  return [];
}
