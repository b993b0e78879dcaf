// "the event loop runs the heartbeat meanwhile", "is free to run other coroutines", "runs all other ready coroutines".

import type { EventId } from '../../../trace/events.js';
import type { Suspension } from '../../observation/observation.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { functionsNamed, speaksOfOther } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';
import { listed, quoted, times } from '../wording.js';

const FREE =
  /\b(?:(?:event )?loop (?:is|stays|remains) (?:\w+ ){0,2}free|free to run (?:other|ready)|other (?:coroutines|tasks) (?:can|get to|are able to) run)\b/i;
const RUNS =
  /\b(?:(?:event )?loop (?:gets (?:control|a chance)[^.]*?\band )?(?:runs|executes|switches to|gives \w+ (?:time|a turn) to)|lets? (?:the )?(?:other|all other)|allow(?:s|ing)? the (?:event )?loop to (?:run|switch))\b/i;

export const othersRun: ClaimRule = {
  id: 'others-run',
  summary: 'who runs while a task is suspended: "the event loop runs the heartbeat", "is free to run others"',
  about: 'run',
  read: ({ text }, subject) => {
    if (isSupposed(text.slice(0, 12)) || speaksOfOther(text, subject)) return [];
    for (const clause of clausesOf(text)) {
      const words = blankCode(clause.text);
      const free = FREE.exec(words);
      const match = free ?? RUNS.exec(words);
      if (match === null || isDenied(words.slice(0, match.index)) || isSupposed(words)) continue;
      const claim = judge(free !== null, text, quoted(clause, match), subject);
      if (claim !== null) return [claim];
    }
    return [];
  },
};

function judge(isFree: boolean, text: string, quote: string, subject: Subject): Claim | null {
  const suspensions = suspensionsBelow(subject);
  if (suspensions.length === 0) return null;
  const own = new Set(suspensions.map(({ task }) => subject.observation.history(task)?.created.function));
  const named = functionsNamed(text, subject.listing)
    .map(({ name }) => name)
    .filter((name) => !own.has(name) && subject.observation.tasksOf(name).length > 0);
  const [name] = named;
  // Free to run somebody is not to run them every time.
  if (isFree) return { quote, judgement: free(suspensions, subject) };
  return {
    quote,
    judgement: name === undefined ? anyone(suspensions, subject) : ofNamed(name, suspensions, subject),
  };
}

/** Those at the lines; for a line that awaits a coroutine of the program, those inside of it. */
function suspensionsBelow({ observation, lines, calls, listing }: Subject): Suspension[] {
  const here = observation.suspensionsAt(lines);
  if (here.length > 0) return here;
  const called = calls.flatMap(({ name, isAwaited }) =>
    isAwaited ? (listing.functions.get(name) ?? []) : [],
  );
  const inside = called.flatMap(({ lineno, end_lineno }) =>
    Array.from({ length: end_lineno - lineno + 1 }, (_, i) => lineno + i),
  );
  return observation.suspensionsAt(inside);
}

function ofNamed(name: string, suspensions: readonly Suspension[], { observation }: Subject): Judgement {
  const tasks = new Set(observation.tasksOf(name).map(({ id }) => id));
  const during = suspensions.filter(({ ranMeanwhile }) => [...ranMeanwhile].some((id) => tasks.has(id)));
  const evidence = seqs(suspensions);
  const all = suspensions.length;
  if (during.length === 0) {
    return contradicted(
      `${name} did not run during any of the ${all} suspensions here`,
      evidence,
      `${name} does not run here`,
    );
  }
  if (during.length === all)
    return holds(`${name} ran ${all === 1 ? 'meanwhile' : `during each of ${all} suspensions`}`, evidence);
  const observed = `${name} ran during ${during.length} of ${all} suspensions; at the others it was not ready`;
  return imprecise(
    observed,
    evidence,
    `the event loop runs ${name} only when it is ready: ${times(during.length)} in ${all}`,
  );
}

function anyone(suspensions: readonly Suspension[], { observation }: Subject): Judgement {
  const ran = names(suspensions, observation);
  return ran === '' ? free(suspensions, { observation }) : holds(`meanwhile ran ${ran}`, seqs(suspensions));
}

function free(suspensions: readonly Suspension[], { observation }: Pick<Subject, 'observation'>): Judgement {
  const ran = names(suspensions, observation);
  return holds(
    ran === '' ? 'the event loop was free; nobody else had to run' : `meanwhile ran ${ran}`,
    seqs(suspensions),
  );
}

function names(suspensions: readonly Suspension[], observation: Subject['observation']): string {
  const ids = new Set(suspensions.flatMap(({ ranMeanwhile }) => [...ranMeanwhile]));
  return listed([...ids].map((id) => observation.taskName(id)));
}

function seqs(suspensions: readonly Suspension[]): EventId[] {
  return suspensions
    .flatMap(({ event, resumed }) => (resumed === null ? [event.seq] : [event.seq, resumed.seq]))
    .slice(0, 12);
}
