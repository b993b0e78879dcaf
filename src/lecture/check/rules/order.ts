// "in the same order as the arguments", "not the completion order", "B finishes before A", "C resumes first".

import type { EventId } from '../../../trace/events.js';
import type { TaskHistory } from '../../observation/observation.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { taskNamed } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode, type Sentence } from '../sentence.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';
import { listed } from '../wording.js';

const AS_ARGUMENTS =
  /\b(?:(?:same|in the) order (?:as|of) (?:the |their )?(?:arguments?|inputs?|awaitables)|(?:matches|preserves?|keeps?|in|retains?) (?:the )?(?:argument|submission|input|original|call) order|preserves? (?:the )?order|in the order (?:in which |that )?(?:they|the \w+) (?:were|was|are) (?:submitted|passed(?: in)?|given|created|started|listed)|in the order of the (?:calls|list|inputs|coroutines))\b/i;
const AS_FINISHED =
  /\b(?:(?:in )?(?:the )?(?:order (?:in which |that )?(?:they|the \w+|tasks|each|coroutines) (?:finish(?:es|ed)?|complet(?:e|es|ed)|are (?:done|ready|finished)|become (?:available|ready|done))|completion order|order of completion|finish order)|as they (?:finish|complete))\b/i;
const PAIR =
  /(`?[A-Za-z_][\w']*`?(?:\('[^']*'\))?)\s+(starts?|begins?|runs?|finish(?:es|ed)?|completes?|ends?|resumes?|wakes?(?: up)?)\s+(before|after)\s+(?:the\s+)?(`?[A-Za-z_]\w*`?)/gi;
const EXTREME =
  /(`?[A-Za-z_]\w*`?)\s+(starts?|begins?|runs?|finish(?:es|ed)?|completes?|ends?|resumes?|wakes?(?: up)?)\s+(first|last)\b/gi;

export const order: ClaimRule = {
  id: 'order',
  summary: 'who comes first: "results are in the order of the arguments", "B finishes before A"',
  about: 'run',
  read: (sentence, subject) => [...resultOrder(sentence, subject), ...pairs(sentence, subject)],
};

/** `gather` keeps the order of its arguments, `as_completed` that of the ends. */
function resultOrder({ text }: Sentence, subject: Subject): Claim[] {
  const members = membersMeant(text, subject);
  if (members === null || members.tasks.length < 2) return orderOfLibrary(text, subject);
  return clausesOf(text).flatMap((clause): Claim[] => {
    const byArguments = AS_ARGUMENTS.exec(clause.text);
    const match = byArguments ?? AS_FINISHED.exec(clause.text);
    if (match === null || isSupposed(clause.text)) return [];
    const denied = isDenied(clause.text.slice(0, match.index));
    const saysArguments = byArguments !== null ? !denied : denied;
    const judgement = members.asCompleted
      ? judgeCompleted(saysArguments, members.tasks, subject)
      : judgeResults(saysArguments, members.tasks, subject);
    return [{ quote: match[0], judgement }];
  });
}

/** Whose results come in the order in which they were asked for, and whose as they are done. */
const BY_ARGUMENTS =
  /^(?:asyncio\.gather|concurrent\.futures\.\w*Executor\.map|multiprocessing\.(?:\w+\.)*(?:starmap|map|imap))$/;
const BY_ENDS =
  /^(?:asyncio\.as_completed|concurrent\.futures\.as_completed|multiprocessing\.(?:\w+\.)*imap_unordered)$/;

/** Of the one call at the lines whose results have an order. */
function orderOfLibrary(text: string, { calls, observation, lines }: Subject): Claim[] {
  const apis = new Set(
    calls.flatMap(({ api }) => (api !== null && (BY_ARGUMENTS.test(api) || BY_ENDS.test(api)) ? api : [])),
  );
  const [api] = apis;
  if (api === undefined || apis.size > 1 || !observation.hasRun(lines)) return [];
  const isByArguments = BY_ARGUMENTS.test(api);
  return clausesOf(text).flatMap((clause): Claim[] => {
    const byArguments = AS_ARGUMENTS.exec(clause.text);
    const match = byArguments ?? AS_FINISHED.exec(clause.text);
    if (match === null || isSupposed(clause.text)) return [];
    const before = clause.text.slice(0, match.index);
    if (/\b(?:finish|complet|end|run|start|execut)\w*\b/i.test(blankCode(before))) return [];
    const saysArguments = (byArguments !== null) !== isDenied(before);
    const observed = `the results of ${api} come ${isByArguments ? 'in the order of the arguments' : 'as they are done'}`;
    const judgement = saysArguments === isByArguments ? holds(observed) : contradicted(observed, []);
    return [{ quote: match[0], judgement }];
  });
}

interface Members {
  readonly tasks: readonly TaskHistory[];
  readonly asCompleted: boolean;
}

/** Of the gather or `as_completed` that the sentence or the lines name; of the only gather of a program that has one. */
function membersMeant(text: string, subject: Subject): Members | null {
  const { observation, lines, calls, listing } = subject;
  const named = (api: string): boolean =>
    text.includes(api) || calls.some((call) => call.api === `asyncio.${api}`);
  if (named('as_completed')) {
    const made = observation
      .eventsAt(lines, 'task.create')
      .flatMap(({ id }) => observation.history(id) ?? []);
    return made.length > 1 ? { tasks: made, asCompleted: true } : null;
  }
  const gathers = [...observation.of('future.create')].filter(
    (event) => event.kind === 'gather' && event.text.startsWith('gather') && event.members.length > 1,
  );
  const isOnly = gathers.length === 1 && !listing.source.includes('as_completed');
  const meant = gathers.find(({ line }) => lines.includes(line)) ?? (isOnly ? gathers[0] : undefined);
  if (meant === undefined) return null;
  return { tasks: meant.members.flatMap((id) => observation.history(id) ?? []), asCompleted: false };
}

function byEnds(members: readonly TaskHistory[]): TaskHistory[] {
  return [...members].sort((a, b) => (a.finish?.seq ?? Infinity) - (b.finish?.seq ?? Infinity));
}

function judgeCompleted(
  saysArguments: boolean,
  members: readonly TaskHistory[],
  { observation }: Subject,
): Judgement {
  const ended = byEnds(members);
  const observed = `they came in the order of their ends: ${listed(ended.map(({ id }) => observation.taskName(id)))}`;
  const evidence = ended.flatMap(({ finish }) => finish?.seq ?? []).slice(0, 8);
  if (!saysArguments) return holds(observed, evidence);
  return contradicted(observed, evidence, 'in the order in which they finish');
}

function judgeResults(
  saysArguments: boolean,
  members: readonly TaskHistory[],
  { observation }: Subject,
): Judgement {
  const byEnd = byEnds(members);
  const name = ({ id }: TaskHistory): string => observation.taskName(id);
  const evidence: EventId[] = byEnd.flatMap(({ finish }) => finish?.seq ?? []).slice(0, 8);
  const ends = listed(byEnd.map(name));
  const given = listed(members.map(name));
  const observed = `they finished in the order ${ends}; the results are in the order of the arguments, ${given}`;
  if (saysArguments) return holds(observed, evidence);
  const isSame = byEnd.every((each, i) => each === members[i]);
  return isSame
    ? imprecise(`${observed}: here the two are the same`, evidence, 'in the order of the arguments')
    : contradicted(observed, evidence, 'in the order of the arguments');
}

function pairs({ text }: Sentence, subject: Subject): Claim[] {
  const claims: Claim[] = [];
  for (const match of text.matchAll(PAIR)) {
    const [quote, one = '', verb = '', relation = '', other = ''] = match;
    if (isSupposed(text.slice(0, match.index))) continue;
    const [a, b] = [taskNamed(one, subject), taskNamed(other, subject)];
    if (a === null || b === null || a === b) continue;
    const [first, second] = relation === 'before' ? [a, b] : [b, a];
    const judgement = compare(verb, first, second, subject);
    if (judgement !== null) claims.push({ quote, judgement });
  }
  for (const match of text.matchAll(EXTREME)) {
    const [quote, one = '', verb = '', place = ''] = match;
    const task = taskNamed(one, subject);
    if (task === null || isSupposed(text.slice(0, match.index))) continue;
    const judgement = extreme(verb, place === 'first', task, subject);
    if (judgement !== null) claims.push({ quote, judgement });
  }
  return claims;
}

/** The event at which the task did what the verb says. */
function moment(verb: string, task: TaskHistory): EventId | null {
  if (/^(?:start|begin|run)/i.test(verb)) return task.steps[0]?.seq ?? null;
  if (/^(?:resume|wake)/i.test(verb)) return task.suspensions[0]?.resumed?.seq ?? null;
  return task.finish?.seq ?? null;
}

function compare(
  verb: string,
  first: TaskHistory,
  second: TaskHistory,
  { observation }: Subject,
): Judgement | null {
  const [a, b] = [moment(verb, first), moment(verb, second)];
  if (a === null || b === null) return null;
  const [one, other] = [observation.taskName(first.id), observation.taskName(second.id)];
  const { trace } = observation;
  const seconds = (seq: EventId): string => (trace.timeAt(seq) / 1e9).toFixed(2);
  const observed = `${one} at ${seconds(a)} s, ${other} at ${seconds(b)} s`;
  if (a < b) return holds(observed, [a, b]);
  return contradicted(observed, [b, a], `${other} before ${one}`);
}

function extreme(
  verb: string,
  isFirst: boolean,
  task: TaskHistory,
  { observation }: Subject,
): Judgement | null {
  const peers = observation.tasks.filter(
    ({ created, id }) => id !== observation.mainTask?.id || created.function === task.created.function,
  );
  const moments = peers.flatMap((each) => {
    const seq = moment(verb, each);
    return seq === null ? [] : [{ each, seq }];
  });
  moments.sort((a, b) => a.seq - b.seq);
  const found = isFirst ? moments[0] : moments.at(-1);
  if (found === undefined || moments.length < 2) return null;
  const observed = `${observation.taskName(found.each.id)} was ${isFirst ? 'first' : 'last'}`;
  if (found.each === task) return holds(observed, [found.seq]);
  return contradicted(observed, [found.seq], observation.taskName(found.each.id));
}
