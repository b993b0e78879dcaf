// "this is the suspension point", "the coroutine suspends", "yields control", "resumes on the very next cycle".

import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { speaksOfOther } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { listed, quoted, times } from '../wording.js';

const SUSPENDS =
  /\b(?:suspension point|suspends?|(?:is|gets) suspended|yields? (?:control|to the (?:event )?loop)|gives? (?:up )?control|hands? control back|yield point)\b/i;
const NEVER =
  /\b(?:(?:does not|doesn't|never|without) (?:actually )?(?:suspend(?:s|ing)?|yield(?:s|ing)?(?: control)?)|no suspension)\b/i;
const NEXT_ITERATION =
  /\b(?:resum\w*|continu\w*|woken|runs again)\b[^.]*\b(?:very )?next (?:event[ -]loop )?(?:cycle|iteration|pass|turn)\b/i;

export const suspension: ClaimRule = {
  id: 'suspension',
  summary: 'whether a line gives up the loop: "is the suspension point", "yields control", "never suspends"',
  about: 'run',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      if (isSupposed(clause.text) || speaksOfOther(clause.text, subject)) return [];
      const words = blankCode(clause.text);
      const next = NEXT_ITERATION.exec(words);
      const denied = NEVER.exec(words);
      const said = next ?? denied ?? SUSPENDS.exec(words);
      if (said === null || (denied === null && isDenied(words.slice(0, said.index)))) return [];
      const judgement = judge(next !== null ? 'next' : denied === null ? 'suspends' : 'never', subject);
      return judgement === null ? [] : [{ quote: quoted(clause, said), judgement }];
    }),
};

function judge(claim: 'suspends' | 'never' | 'next', subject: Subject): Judgement | null {
  const { observation, listing, lines, statements } = subject;
  const awaits = statements.filter(
    (each) => listing.awaitsItself(each) && observation.timesRun(each.first) > 0,
  );
  if (awaits.length === 0) return null;
  const found = observation.suspensionsAt(lines);
  const [first] = found;
  const where = listing.named(awaits.map(({ first: lineno }) => lineno));
  if (first === undefined) {
    const observed = `${where} ran and never suspended: what it awaits did not have to wait`;
    if (claim === 'never') return holds(observed);
    return claim === 'suspends' ? contradicted(observed, [], 'does not suspend here') : null;
  }
  const evidence = found.map(({ event }) => event.seq).slice(0, 8);
  const who = listed([...new Set(found.map(({ task }) => observation.taskName(task)))]);
  const observed = `${who} suspended at ${where} ${times(found.length)} (${first.event.waitsFor.text})`;
  if (claim === 'never') return contradicted(observed, evidence, 'suspends here');
  if (claim === 'suspends') return holds(observed, evidence);
  const bare = found.filter(({ event, resumed }) => event.waitsFor.kind === 'yield' && resumed !== null);
  if (bare.length < found.length) return null;
  const late = bare.filter(({ event, resumed }) => resumed?.iteration !== event.iteration + 1);
  return late.length === 0
    ? holds(`each time it resumed in the next iteration of the loop`, evidence)
    : contradicted(`${times(late.length)} it did not resume in the next iteration`, evidence);
}
