// A call that blocks the thread of the event loop: `time.sleep` in a coroutine, `Future.result()`, `Thread.join()`.

import type { EventOf, WaitTarget } from '../../trace/events.js';
import { placeOf } from '../../trace/places.js';
import { spanText } from '../../trace/time-text.js';
import type { Facts, Step } from '../facts.js';
import type { Finding, Rule } from '../rule.js';
import { NOTICEABLE } from '../thresholds.js';

export const blockingCall: Rule = {
  id: 'blocking-call',
  summary: 'a call in a coroutine keeps the whole event loop waiting',
  find: (facts) => facts.steps.flatMap((step) => blocksOf(step, facts)),
};

function blocksOf(step: Step, facts: Facts): Finding[] {
  return step.blocks
    .filter(({ park, duration }) => duration >= NOTICEABLE && !isShutdown(park, facts))
    .map(({ park, duration, heldUp }): Finding => {
      const others = heldUp.length === 0 ? '' : `; held up: ${facts.whom(heldUp)}`;
      return {
        rule: 'blocking-call',
        severity: 'warning',
        message: `${park.waitsFor.text}${facts.at(placeOf(park))} in ${facts.task(step.task)} blocks the event loop for ${spanText(duration)}${others}`,
        evidence: [step.begin.seq, park.seq, step.end],
        heldUp: heldUp.map(({ task }) => task),
        delay: duration,
        fix: fixFor(park.waitsFor.kind),
        thread: park.thread,
        task: step.task,
        place: placeOf(park),
      };
    });
}

/** Whether the thread waits for a pool to end, which is a rule of its own. */
export function isShutdown({ cause, waitsFor }: EventOf<'thread.park'>, { trace }: Facts): boolean {
  return waitsFor.kind === 'join' && cause !== null && trace.event(cause).type === 'executor.shutdown';
}

function fixFor(kind: WaitTarget['kind']): string {
  switch (kind) {
    case 'time.sleep':
      return 'await asyncio.sleep() instead, or run the function in a thread: await asyncio.to_thread(...).';
    case 'lock':
    case 'event':
    case 'condition':
    case 'semaphore':
    case 'barrier':
    case 'queue':
      return "use asyncio's own class of that name and await it, or wait in a thread: await asyncio.to_thread(...).";
    case 'result':
      return 'await asyncio.wrap_future(...) instead of asking for the result.';
    case 'join':
      return 'wait for it in a thread: await asyncio.to_thread(thread.join).';
    default:
      return 'run the call in a thread: await asyncio.to_thread(...).';
  }
}
