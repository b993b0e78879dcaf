// Words that are right in spirit: a task that runs is not in the ready queue, so it is not moved out of it; a sleep
// goes to the timers; `sleep(0)` goes to no registry.

import { clausesOf, isSupposed } from '../reading/clauses.js';
import { speaksOfOther } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';

const FROM_READY =
  /\bmoved (?:out )?(?:from|of) the ready queue (?:in)?to the (?:I\/O|IO|timer)[- ]?(?:registry|heap|queue)?/i;
const REGISTERED = /\b(?:(?:in|into|with|to) the (?:event loop's )?(?:I\/O|IO|timer) (?:registry|heap))\b/i;

export const terminology: ClaimRule = {
  id: 'terminology',
  summary: 'where a suspended task is: "moved from the ready queue into the I/O registry"',
  about: 'run',
  read: ({ text }, subject) => {
    if (speaksOfOther(text, subject) || /^\s*(?:without|if)\b/i.test(text)) return [];
    return clausesOf(text).flatMap((clause): Claim[] => {
      if (isSupposed(clause.text)) return [];
      const moved = FROM_READY.exec(clause.text);
      const match = moved ?? REGISTERED.exec(clause.text);
      if (match === null) return [];
      const judgement = judge(moved !== null, subject);
      return judgement === null ? [] : [{ quote: match[0], judgement }];
    });
  },
};

function judge(saysFromReady: boolean, subject: Subject): Judgement | null {
  const { observation, lines } = subject;
  const suspensions = observation.suspensionsAt(lines);
  const [first] = suspensions;
  if (first === undefined) return null;
  const evidence = suspensions.map(({ event }) => event.seq).slice(0, 6);
  if (suspensions.every(({ event }) => event.waitsFor.kind === 'yield')) {
    const observed = 'a bare yield goes back into the ready queue at once; nothing is registered';
    return contradicted(observed, evidence, 'goes to the end of the ready queue');
  }
  const name = observation.taskName(first.task);
  const { kind } = first.event.waitsFor;
  const where = kind === 'sleep' ? 'a timer was registered' : 'it waits for what will wake it';
  if (!saysFromReady) return holds(`${name} suspended and ${where}`, evidence);
  return imprecise(
    `${name} was running, not in the ready queue, when it suspended and ${where}`,
    evidence,
    'the running coroutine suspends and is registered to be woken',
  );
}
