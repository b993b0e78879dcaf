// "runs 5 times", "this line is never reached", "and then line 5 runs": true or false of the program as it is.

import type { LineHistory } from '../../observation/observation.js';
import { isFunction } from '../../program/nodes.js';
import { isDenied, isSupposed } from '../reading/clauses.js';
import { numberFrom } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds } from '../verdict.js';
import { times } from '../wording.js';

const TIMES =
  /\b(?:runs?|executes?|prints?|repeats?|iterates?|loops?|is (?:run|executed|called|printed)|happens|beats|suspends?|yields?)\s+(?:exactly |about |only )?(once|twice|\d+(?:,\d{3})*|[a-z]+)(?:\s+times)?\b/i;
const NEVER =
  /\b(?:(?:this|the|that)? ?(?:line|code|branch|block|body|statement|function|coroutine|print)s?|it|`\w+(?:\(\))?`)\s+(?:(?:is|are|was) never (?:run|reached|executed|called|entered)|never (?:runs?|executes?|happens?)|(?:does|do) not (?:run|execute)\b|is (?:skipped|unreachable))/i;
const LINE_RUNS =
  /\bline (\d+) (?:then |also |never |does not |is not |is never )?(?:runs?|executes?|(?:is )?(?:reached|executed))\b(?!\s+(?:once|twice|\w+ times))/i;

export const executions: ClaimRule = {
  id: 'executions',
  summary: 'how often code runs: "runs 5 times", "this line is never reached", "then line 5 runs"',
  about: 'program',
  read: ({ text }, subject) => {
    if (isSupposed(text) || subject.statements.length === 0) return [];
    const never = neverRuns(text, subject);
    return never.length > 0 ? never : [...timesRun(text, subject), ...lineRuns(text, subject)];
  },
};

function neverRuns(text: string, subject: Subject): Claim[] {
  const match = NEVER.exec(text);
  if (match === null) return [];
  const ran = historiesAt(subject);
  const count = ran.reduce((sum, each) => sum + each.times, 0);
  const evidence = ran.map(({ first }) => first).slice(0, 4);
  const judgement = count === 0 ? holds('it never ran') : contradicted(`it ran ${times(count)}`, evidence);
  return [{ quote: match[0], judgement }];
}

function timesRun(text: string, subject: Subject): Claim[] {
  const { observation, lines } = subject;
  const histories = historiesAt(subject);
  const match = TIMES.exec(text);
  const said = match?.[1];
  if (match === null || said === undefined || !/times$|once$|twice$/i.test(match[0])) return [];
  const claimed = numberFrom(said);
  if (!Number.isFinite(claimed)) return [];
  if (histories.length === 0) return [{ quote: match[0], judgement: contradicted('it never ran', []) }];
  const counts = new Set([
    ...histories.map((each) => each.times),
    observation.eventsAt(lines, 'output').length,
    observation.suspensionsAt(lines).length,
  ]);
  const evidence = histories.map(({ first }) => first).slice(0, 4);
  if (counts.has(claimed))
    return [{ quote: match[0], judgement: holds(`it ran ${times(claimed)}`, evidence) }];
  const ran = new Set(histories.map((each) => each.times));
  const [only] = ran;
  if (ran.size !== 1 || only === undefined) return [];
  return [{ quote: match[0], judgement: contradicted(`it ran ${times(only)}`, evidence, times(only)) }];
}

/** "line 5 runs", said in the note of another line. */
function lineRuns(text: string, { listing, observation }: Subject): Claim[] {
  const match = LINE_RUNS.exec(text);
  if (match === null) return [];
  const number = Number(match[1]);
  const linenos = listing.linesOf([{ first: number, last: number }]);
  if (linenos.length === 0) return [];
  const ran = observation.hasRun(linenos);
  const says = !isDenied(match[0]);
  const evidence = linenos.flatMap((lineno) => observation.line(lineno)?.first ?? []);
  const observed = ran ? `line ${number} ran` : `line ${number} never ran`;
  return [
    {
      quote: match[0],
      judgement: says === ran ? holds(observed, evidence) : contradicted(observed, evidence),
    },
  ];
}

/** Of the statements at the lines; heads of functions count when the function is made, which nobody means. */
function historiesAt({ observation, statements }: Subject): LineHistory[] {
  const simple = statements.filter(({ node }) => !isFunction(node));
  return simple.flatMap(({ first }) => observation.line(first) ?? []);
}
