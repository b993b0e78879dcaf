// Work that waits because every worker of its pool is busy.

import type { EventOf } from '../../trace/events.js';
import { placeOf } from '../../trace/places.js';
import { spanText } from '../../trace/time-text.js';
import type { Rule } from '../rule.js';
import { NOTICEABLE } from '../thresholds.js';

interface Waiting {
  times: number;
  worst: EventOf<'executor.submit'>;
  started: EventOf<'executor.start'>;
}

export const saturatedPool: Rule = {
  id: 'saturated-pool',
  summary: 'work waits in the queue of an executor whose workers are all busy',
  find: (facts) => {
    const pools = new Map<number, Waiting>();
    for (const { submitted, started } of facts.schedule.work.values()) {
      if (started === null || started.t - submitted.t < NOTICEABLE) continue;
      const known = pools.get(submitted.executor);
      if (known === undefined) pools.set(submitted.executor, { times: 1, worst: submitted, started });
      else {
        known.times++;
        if (started.t - submitted.t > known.started.t - known.worst.t) {
          known.worst = submitted;
          known.started = started;
        }
      }
    }
    return [...pools].map(([executor, { times, worst, started }]) => {
      const workers = [...facts.of('thread.start')].filter((thread) => thread.executor === executor).length;
      const pieces = times === 1 ? '1 piece of work' : `${times} pieces of work`;
      const count = workers === 1 ? 'its one worker was' : `its ${workers} workers were`;
      return {
        rule: 'saturated-pool',
        severity: 'warning',
        message: `${pieces} had to wait for a free worker of the pool because ${count} busy; ${worst.text}, submitted${facts.at(placeOf(worst))}, waited longest: ${spanText(started.t - worst.t)}`,
        evidence: [worst.seq, started.seq],
        heldUp: worst.task === null ? [] : [worst.task],
        delay: started.t - worst.t,
        fix: 'give the executor more workers (max_workers), or submit less at a time.',
        thread: worst.thread,
        task: worst.task,
        place: placeOf(worst),
      };
    });
  },
};
