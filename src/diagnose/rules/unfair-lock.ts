// A lock that its holder takes again and again while another waits: a released lock is not handed over.

import type { EventOf } from '../../trace/events.js';
import { placeOf } from '../../trace/places.js';
import type { Nanoseconds } from '../../trace/time.js';
import { spanText } from '../../trace/time-text.js';
import type { Facts } from '../facts.js';
import type { Finding, Rule } from '../rule.js';
import { SLOW } from '../thresholds.js';

/** How often a waiter is passed over, and for how long, before it counts. */
const TOO_OFTEN = 3;
const TOO_LONG = SLOW / 2;

type Sync = EventOf<'sync.wait' | 'sync.acquire'>;

interface Waiter {
  readonly wait: Sync;
  passed: number;
  latest: Sync;
}

export const unfairLock: Rule = {
  id: 'unfair-lock',
  summary: 'a lock is taken again and again by others while somebody waits for it',
  find: (facts) => {
    const findings: Finding[] = [];
    const waiting = new Map<number, Map<string, Waiter>>();
    for (const event of facts.of('sync.wait', 'sync.acquire')) {
      if (event.kind !== 'lock') continue;
      const waiters = waiting.get(event.object) ?? new Map<string, Waiter>();
      waiting.set(event.object, waiters);
      const who = `${event.thread} ${event.task}`;
      if (event.type === 'sync.wait') {
        waiters.set(who, { wait: event, passed: 0, latest: event });
        continue;
      }
      const waiter = waiters.get(who);
      if (waiter !== undefined) findings.push(...judge(waiter, event.t - waiter.wait.t, facts));
      waiters.delete(who);
      for (const other of waiters.values()) {
        other.passed++;
        other.latest = event;
      }
    }
    for (const waiters of waiting.values())
      for (const waiter of waiters.values())
        findings.push(...judge(waiter, facts.schedule.now - waiter.wait.t, facts));
    return findings.sort((a, b) => (a.evidence[0] ?? 0) - (b.evidence[0] ?? 0));
  },
};

function judge({ wait, passed, latest }: Waiter, delay: Nanoseconds, facts: Facts): Finding[] {
  if (passed < TOO_OFTEN || delay < TOO_LONG) return [];
  const name = (event: Sync): string =>
    event.task === null ? `thread ${facts.thread(event.thread)}` : facts.task(event.task);
  return [
    {
      rule: 'unfair-lock',
      severity: 'warning',
      message: `${name(wait)} waits for the ${wait.text}${facts.at(placeOf(wait))} for ${spanText(delay)} while others take it ${passed} times, ${name(latest)} last: a released lock is not handed over`,
      evidence: [wait.seq, latest.seq],
      heldUp: wait.task === null ? [] : [wait.task],
      delay,
      fix: 'hold the lock for less, do something else between two holds, or hand work over through a queue.',
      thread: wait.thread,
      task: wait.task,
      place: placeOf(wait),
    },
  ];
}
