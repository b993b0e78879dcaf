// "runs 5 times", "is called twice", "the `break` is never reached", "then line 5 runs": true or false of the program
// as it is.

import type { LineHistory } from '../../observation/observation.js';
import { isFunction } from '../../program/nodes.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { callsNamed, callsOf, partNamed, type Runs } from '../reading/parts.js';
import { numberFrom } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds } from '../verdict.js';
import { times } from '../wording.js';

const DONE =
  'run|executed|called|invoked|entered|reached|printed|taken|hit|evaluated|repeated|awaited|resumed|started|raised';
/** "runs exactly three times", "was printed twice"; "once" only where it is no conjunction. */
const TIMES = new RegExp(
  String.raw`\b((?:(?:is|are|was|were|gets?|got|been)\s+)?(?:${DONE})|runs?|ran|executes?|prints?|repeats?|iterates?|loops?|happens?|happened|fires?|fired|beats|suspends?|suspended|yields?|yielded|goes round|went round|goes around|is entered)\s+(?:exactly |about |only |just )?(once|twice|thrice|\d+(?:,\d{3})* times|[a-z]+ times)\b(?!\s+(?:\x60|(?:per|each|every|for (?:each|every)|as|more|again|the|a|an|all|it|they|this|that|its|there|faster|longer|in a row|with|when|if)\b))`,
  'i',
);
/** Nothing may follow that limits it: "never runs again", "does not run yet". */
const END = String.raw`(?=\s*(?:$|[.,;:)\u2014\u2013]|because\b|since\b|at all\b|here\b|in this\b))`;
const NEVER = new RegExp(
  String.raw`(?:\b(?:(?:this|the|that|these|those)?\s*(?:line|code|branch|block|body|statement|function|coroutine|print|lines|statements)s?|it|they|break|return|raise|continue|clause|handler|loop)\x60?|\x60[^\x60]+\x60|^)\s*(?:(?:is|are|was|were|gets?) never (?:${DONE})|never (?:runs?|ran|executes?|executed|happens?|happened|printed|reached|called|gets? (?:run|called|executed|reached))|(?:do|does|did) not (?:run|execute)|(?:is|are) (?:skipped|unreachable|dead code))${END}`,
  'i',
);
const LINE_RUNS =
  /\bline (\d+) (?:then |also |never |does not |is not |is never )?(?:runs?|executes?|(?:is )?(?:reached|executed))\b(?!\s+(?:once|twice|\w+ times))/i;

export const executions: ClaimRule = {
  id: 'executions',
  summary: 'how often code runs: "runs 5 times", "the `break` is never reached", "then line 5 runs"',
  about: 'program',
  read: ({ text }, subject) => {
    if (subject.statements.length === 0) return [];
    return clausesOf(text).flatMap((clause): Claim[] => {
      if (isSupposed(clause.text)) return [];
      const never = neverRuns(clause.text, subject);
      return never.length > 0
        ? never
        : [...timesRun(clause.text, text, subject), ...lineRuns(clause.text, subject)];
    });
  },
};

function neverRuns(text: string, subject: Subject): Claim[] {
  const match = NEVER.exec(text);
  if (match === null) return [];
  const runs = runsMeant(text.slice(0, verbAt(match)), subject);
  if (runs === null) return [];
  const [least] = [...runs].sort((a, b) => a.times - b.times);
  if (least === undefined) return [{ quote: match[0].trim(), judgement: holds('it never ran') }];
  const judgement =
    least.times === 0 ? holds('it never ran') : contradicted(`it ran ${times(least.times)}`, least.evidence);
  return [{ quote: match[0].trim(), judgement }];
}

/** Where in the text the words of the verb begin, behind those of its subject. */
function verbAt(match: RegExpExecArray): number {
  const verb =
    /\b(?:(?:is|are|was|were|gets?) (?:never|skipped|unreachable|dead)|never|do not|does not|did not)\b/i.exec(
      match[0],
    );
  return match.index + (verb?.index ?? 0);
}

/**
 * What runs that often: a part or a function that is named, else each statement of the note. Null where something is
 * named that is not among them.
 */
function runsMeant(words: string, subject: Subject): readonly Runs[] | null {
  const line = /\bline (\d+)(?: (?:then|also|is|was))*$/i.exec(words.trim())?.[1];
  if (line !== undefined) return runsOfLine(Number(line), subject);
  const part = partNamed(words, subject);
  if (part !== undefined) return part === null ? null : [part];
  const called = callsNamed(words, subject);
  if (called !== undefined) return called === null ? null : [called];
  if (
    !/(?:^|\b(?:it|this|that|which|they|and|these|those|each|(?:this|the|that|these|those|each) (?:line|code|branch|block|body|statement|print)s?|line \d+))$/i.test(
      words.trim(),
    )
  )
    return null;
  // "It" after a thing with a name of its own is that thing.
  const ran = historiesAt(subject);
  return ran.map((each) => ({ times: each.times, evidence: [each.first] }));
}

function runsOfLine(number: number, { listing, observation }: Subject): readonly Runs[] | null {
  const [statement, ...more] = listing.statementsAt(listing.linesOf([{ first: number, last: number }]));
  if (statement === undefined || more.length > 0 || isFunction(statement.node)) return null;
  const line = observation.line(statement.first);
  return [line === null ? { times: 0, evidence: [] } : { times: line.times, evidence: [line.first] }];
}

function timesRun(text: string, sentence: string, subject: Subject): Claim[] {
  const { observation, lines } = subject;
  const match = TIMES.exec(text);
  const said = match?.[2];
  if (match === null || said === undefined) return [];
  const claimed = numberFrom(said.replace(/ times$/i, ''));
  const before = text.slice(0, match.index);
  if (!Number.isFinite(claimed) || isDenied(before)) return [];
  // "Twice, once for Ann and once for Bob" is one number; "prints `x` twice" is another rule's.
  if (/\bonce\b/i.test(said) && /\b(?:twice|times)\b/i.test(sentence.slice(0, sentence.indexOf(text))))
    return [];
  const quote = match[0];
  if (/^(?:suspend|yield)/i.test(quote)) return suspends(claimed, quote, subject);
  const runs = runsMeant(before, subject);
  if (runs === null) return [];
  const [only] = runs;
  if (only === undefined) return [{ quote, judgement: contradicted('it never ran', []) }];
  const isParted =
    /\bline \d+$/i.test(before.trim()) ||
    partNamed(before, subject) !== undefined ||
    callsNamed(before, subject) !== undefined;
  const printed = observation.eventsAt(lines, 'output').length;
  const counts = new Set([...runs.map((each) => each.times), ...(isParted ? [] : [printed])]);
  const evidence = runs.flatMap((each) => each.evidence).slice(0, 4);
  if (counts.has(claimed)) return [{ quote, judgement: holds(`it ran ${times(claimed)}`, evidence) }];
  // What "it happens" is about may be anything.
  if (/^happen/i.test(quote) || new Set(runs.map((each) => each.times)).size !== 1) return [];
  return [{ quote, judgement: contradicted(`it ran ${times(only.times)}`, evidence, times(only.times)) }];
}

/** In all, or in each call of the function. */
function suspends(claimed: number, quote: string, subject: Subject): Claim[] {
  const { observation, lines, statements } = subject;
  const found = observation.suspensionsAt(lines);
  const [around] = statements.flatMap(({ node, function: each }) => (isFunction(node) ? node : (each ?? [])));
  const calls = around === undefined ? null : callsOf(around, subject);
  if (found.length === 0 || calls === null || calls.times === 0) return [];
  const evidence = found.map(({ event }) => event.seq).slice(0, 4);
  const each = found.length / calls.times;
  const observed = `${found.length} suspensions in ${calls.times} call${calls.times === 1 ? '' : 's'}`;
  if (claimed === found.length || claimed === each) return [{ quote, judgement: holds(observed, evidence) }];
  return Number.isInteger(each)
    ? [{ quote, judgement: contradicted(observed, evidence, `suspends ${times(each)}`) }]
    : [];
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
