// "the event loop is completely blocked", "monopolizes the loop", "cannot run anything else", "does not block".

import type { EventId } from '../../../trace/events.js';
import { MILLISECOND } from '../../../trace/time.js';
import { roundedSpan } from '../../observation/units.js';
import { clausesOf, isSupposed } from '../reading/clauses.js';
import { speaksOfOther } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { quoted } from '../wording.js';
import { blockedSpans } from './durations.js';

const BLOCKS =
  /\b(?:monopoli[sz]es?\b[^.]*\bloop|(?:event )?loop(?:'s thread| thread)? (?:is|will be|gets?|stays?) (?:\w+ )?(?:blocked|frozen|stuck|stalled)|(?:blocks?|freezes?|stalls?) the (?:whole |entire )?(?:event )?loop|every other (?:coroutine|task)\b[^.]*\b(?:is|are) (?:frozen|blocked|stuck)|(?:event )?loop cannot (?:run|do) any)/i;
const DOES_NOT =
  /\b(?:(?:does not|doesn't|do not|never|without) block(?:ing)? the (?:event )?loop|(?:event )?loop (?:is not|isn't|is never) (?:blocked|frozen)|(?:event )?loop (?:is|stays|remains|was) (?:\w+ )?free\b)/i;

export const blocking: ClaimRule = {
  id: 'blocking',
  summary: 'who holds the event loop: "the event loop is completely blocked", "does not block the loop"',
  about: 'run',
  read: ({ text }, subject) => {
    if (speaksOfOther(text, subject)) return [];
    return clausesOf(text).flatMap((clause): Claim[] => {
      if (isSupposed(clause.text)) return [];
      const words = blankCode(clause.text);
      const denied = DOES_NOT.exec(words);
      const match = denied ?? BLOCKS.exec(words);
      if (match === null) return [];
      // "As long as nobody blocks the loop" says of nobody that he does.
      if (
        /\b(?:nobody|no one|nothing|none|as long as|anything|anybody|whoever|whatever|something)\b/i.test(
          words.slice(0, match.index),
        )
      )
        return [];
      const judgement = denied === null ? blocked(subject) : free(subject);
      // That it is free to run others is what others-run holds against the run.
      if (judgement?.verdict === 'holds' && /\bfree$/i.test(match[0])) return [];
      return judgement === null ? [] : [{ quote: quoted(clause, match), judgement }];
    });
  },
};

interface Held {
  readonly text: string;
  readonly evidence: readonly EventId[];
}

/** What held the loop at the note's lines: a blocking call or computing inside of a task's step. */
function held(subject: Subject): Held | null {
  const { observation } = subject;
  const inLoop = blockedSpans(subject).filter(({ evidence, duration }) => {
    const [seq] = evidence;
    return seq !== undefined && duration >= MILLISECOND && observation.trace.event(seq).task !== null;
  });
  const [first] = inLoop;
  if (first === undefined) return null;
  const blocks = observation.facts.steps.flatMap(({ blocks: each, heldUp }) => [
    ...each.flatMap((b) => b.heldUp),
    ...heldUp,
  ]);
  const whom = observation.facts.whom(blocks.slice(0, 3));
  const others = whom === '' ? 'nobody else was ready meanwhile' : `held up: ${whom}`;
  return {
    text: `${first.what} held the event loop for ${roundedSpan(first.duration)}; ${others}`,
    evidence: inLoop.flatMap(({ evidence }) => evidence).slice(0, 8),
  };
}

function blocked(subject: Subject): Judgement | null {
  const found = held(subject);
  if (found !== null) return holds(found.text, found.evidence);
  const { observation, lines, listing } = subject;
  const suspensions = observation.suspensionsAt(lines);
  const [first] = suspensions;
  // Only lines that gave up the loop and did nothing else say surely that it was free.
  if (first === undefined) return null;
  const ran = new Set(suspensions.flatMap(({ ranMeanwhile }) => [...ranMeanwhile]));
  const others = [...ran].map((id) => observation.taskName(id)).join(', ');
  return contradicted(
    `${listing.named(lines)} suspended (${first.event.waitsFor.text}) and left the event loop free${others === '' ? '' : `; meanwhile ran ${others}`}`,
    [first.event.seq],
    'leaves the event loop free',
  );
}

function free(subject: Subject): Judgement | null {
  const found = held(subject);
  // Lines that do both are free for a while.
  if (found !== null && subject.observation.suspensionsAt(subject.lines).length > 0) return null;
  if (found !== null) return contradicted(found.text, found.evidence, 'blocks the event loop');
  const { observation, lines, listing } = subject;
  if (!observation.hasRun(lines)) return null;
  const evidence = observation.suspensionsAt(lines).map(({ event }) => event.seq);
  return holds(`nothing at ${listing.named(lines)} held the event loop`, evidence.slice(0, 4));
}
