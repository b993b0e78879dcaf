// "this program deadlocks", "it hangs forever", "the program ends with a `ValueError`".

import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const STUCK =
  /\b(?:(?:this|the|our) (?:program|script|example|code)|it|which|and|they|both(?: threads| tasks)?|the (?:threads|tasks))?\s*(?:(?:is|are|will be) (?:in )?(?:a )?dead-?lock(?:ed)?|(?:will )?(?:dead-?locks?|hangs?(?: forever)?|waits? forever|blocks? forever|gets? stuck forever)|never (?:ends|finishes|terminates))\b/i;
const FAILS =
  /\b(?:the|this) (?:program|script|example) (?:ends|stops|crashes|fails|dies|terminates|exits|is ended)\s+(?:here )?(?:with|by) (?:an? |the )?(?:uncaught |unhandled )?`?((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Group|Exit|Interrupt|Iteration))`?/i;

export const ending: ClaimRule = {
  id: 'ending',
  summary: 'how the program ends: "this program deadlocks", "the program ends with a `ValueError`"',
  about: 'run',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      if (isSupposed(clause.text)) return [];
      const fails = FAILS.exec(clause.text);
      const match = fails ?? STUCK.exec(clause.text);
      if (match === null || isDenied(clause.text.slice(0, match.index))) return [];
      const judgement = fails !== null ? failed(fails[1] ?? '', subject) : stuck(match[0], subject);
      return judgement === null ? [] : [{ quote: match[0].trim(), judgement }];
    }),
};

/** One task that waits for good says nothing of the others: only of the program as a whole is it contradicted. */
function stuck(words: string, { observation }: Subject): Judgement | null {
  const [end] = [...observation.of('program.end')];
  const { stopReason } = observation.trace.header;
  if (stopReason === 'deadlock') return holds('nothing could ever wake the program up');
  if (stopReason === 'limit') return holds('it went on until a limit stopped it');
  if (!/\b(?:program|script|example)\b/i.test(words) || end === undefined) return null;
  return contradicted(`the program ended after ${(end.t / 1e9).toFixed(2)} s`, [end.seq]);
}

function failed(name: string, { observation }: Subject): Judgement | null {
  const [end] = [...observation.of('program.end')];
  if (end === undefined) return null;
  const observed =
    end.exception === null ? 'the program ended without an exception' : `it ended with ${end.exception}`;
  const isSame = end.exception?.split(':')[0]?.endsWith(name.replace(/^.*\./, '')) ?? false;
  return isSame ? holds(observed, [end.seq]) : contradicted(observed, [end.seq]);
}
