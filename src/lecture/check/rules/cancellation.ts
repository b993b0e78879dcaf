// "sends a cancellation request", "receives a `CancelledError` at its next await, on line 14", "cancelled during cleanup".

import type { EventOf } from '../../../trace/events.js';
import type { TaskHistory } from '../../observation/observation.js';
import { isDenied, isSupposed } from '../reading/clauses.js';
import { taskNamed } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';
import { listed } from '../wording.js';

const REQUESTS =
  /\b(?:sends?|sent|makes?|made|requests?|requested|asks?|asked|issues?|issued)\b[^.]*\bcancel(?:lation|led)?\b|\bcancels? (?:the |this |that |its )?`?\w+`?(?: task)?/i;
const RECEIVES =
  /\b(?:receives?|received|gets?|got|is thrown|was thrown|throws?|threw|raised?|delivered)\b[^.]*`?CancelledError`?|`?CancelledError`? (?:is|was) (?:raised|thrown|delivered)/i;
const AT_LINE = /\b(?:on|at|in) line (\d+)/i;
const NEXT_AWAIT = /\bat (?:its|the) next `?await`?/i;
const AT_ONCE = /\b(?:immediately|at once|instantly|right away|synchronously)\b/i;
const IN_CLEANUP =
  /\bcancel(?:led|s)?\b[^.]*\b(?:cleanup|clean-up|teardown|shutdown|shut down)|\bclean(?:s)? up (?:any |all )?(?:remaining|pending|leftover|unfinished) tasks/i;

export const cancellation: ClaimRule = {
  id: 'cancellation',
  summary:
    'how a task is cancelled: "requests cancellation", "receives `CancelledError` on line 14", "in the cleanup"',
  about: 'run',
  read: ({ text }, subject) => {
    if (isSupposed(text)) return [];
    const claims: Claim[] = [];
    const add = (match: RegExpExecArray | null, judgement: Judgement | null): void => {
      if (match !== null && judgement !== null) claims.push({ quote: match[0], judgement });
    };
    const requests = REQUESTS.exec(text);
    const receives = RECEIVES.exec(text);
    if (receives !== null) add(receives, delivered(text, subject));
    else if (requests !== null && !isDenied(text.slice(0, requests.index))) add(requests, requested(subject));
    const atOnce = AT_ONCE.exec(text);
    if (atOnce !== null && /\bcancel/i.test(text)) add(atOnce, immediate(text, atOnce, subject));
    const cleanup = IN_CLEANUP.exec(text);
    if (cleanup !== null) add(cleanup, cleanedUp(subject));
    return claims;
  },
};

/** Requests made at the note's lines. */
function requestsAt({ observation, lines }: Subject): EventOf<'task.cancel'>[] {
  return observation.eventsAt(lines, 'task.cancel');
}

function requested(subject: Subject): Judgement | null {
  const [request] = requestsAt(subject);
  if (request === undefined) return null;
  return holds(`${subject.observation.taskName(request.id)} was asked to cancel`, [request.seq]);
}

interface Delivery {
  readonly task: TaskHistory;
  readonly request: EventOf<'task.cancel'>;
  readonly step: EventOf<'task.step'>;
}

/** One asked for at the note's lines; else, where a line is named, one delivered there, or the only one of the run. */
function deliveryMeant(text: string, subject: Subject): Delivery | null {
  const [here] = deliveries(requestsAt(subject), subject);
  const line = AT_LINE.exec(text)?.[1];
  if (here !== undefined || line === undefined) return here ?? null;
  const named = [...text.matchAll(/`?\b[A-Za-z_]\w*\b`?/g)].flatMap(
    ([word]) => taskNamed(word, subject)?.id ?? [],
  );
  const requests = [...subject.observation.of('task.cancel')];
  const meant = named.length === 0 ? requests : requests.filter(({ id }) => named.includes(id));
  const all = deliveries(meant, subject);
  const there = all.find(
    ({ task, step }) => subject.listing.numberOf(suspendedAt(task, step)) === Number(line),
  );
  return there ?? (all.length === 1 ? (all[0] ?? null) : null);
}

/** The line of the await that an exception is thrown in at. */
function suspendedAt({ suspensions }: TaskHistory, step: EventOf<'task.step'>): number {
  return suspensions.findLast(({ event }) => event.seq < step.seq)?.event.line ?? step.line;
}

function deliveries(requests: readonly EventOf<'task.cancel'>[], { observation }: Subject): Delivery[] {
  return requests.flatMap((request) => {
    const task = observation.history(request.id);
    const step = task?.steps.find(({ seq, throws }) => seq > request.seq && throws !== null);
    return task === undefined || step === undefined ? [] : [{ task, request, step }];
  });
}

function delivered(text: string, subject: Subject): Judgement | null {
  const found = deliveryMeant(text, subject);
  if (found === null) return null;
  const { listing, observation } = subject;
  const { task, step, request } = found;
  const at = task.suspensions.findLast(({ event }) => event.seq < step.seq);
  const lineno = suspendedAt(task, step);
  const evidence = [request.seq, step.seq];
  const where = `the await at ${listing.named([lineno])} that it was suspended in`;
  const observed =
    at === undefined
      ? `${observation.taskName(task.id)} was cancelled before its first step: none of its lines ran`
      : `CancelledError was thrown into ${observation.taskName(task.id)} at ${where}`;
  const claimed = AT_LINE.exec(text)?.[1];
  if (claimed !== undefined && Number(claimed) !== listing.numberOf(lineno)) {
    return contradicted(observed, evidence, listing.named([lineno]));
  }
  if (at !== undefined && NEXT_AWAIT.test(text))
    return imprecise(observed, evidence, `at the await it is suspended in`);
  return holds(observed, evidence);
}

/** Delivery is never in the same step as the request. */
function immediate(text: string, match: RegExpExecArray, subject: Subject): Judgement | null {
  const [found] = deliveries(requestsAt(subject), subject);
  if (found === undefined) return null;
  const { request, step, task } = found;
  const later = step.iteration - request.iteration;
  const name = subject.observation.taskName(task.id);
  const observed = `the request only marked ${name}; CancelledError was thrown into it ${later > 0 ? `${later} loop iteration${later === 1 ? '' : 's'} later` : 'later in the same iteration'}`;
  const evidence = [request.seq, step.seq];
  if (isDenied(text.slice(0, match.index))) return holds(observed, evidence);
  return contradicted(observed, evidence, 'at its next step, when the loop runs it again');
}

/** Tasks of the program that ended cancelled after the main task was done. */
function cleanedUp({ observation }: Subject): Judgement | null {
  const end = observation.mainTask?.finish;
  if (end === undefined || end === null) return null;
  const late = observation.tasks.filter(
    ({ finish }) => finish !== null && finish.seq > end.seq && finish.outcome === 'cancelled',
  );
  const [first] = late;
  if (first === undefined) return null;
  const names = listed(late.map(({ id }) => observation.taskName(id)));
  return holds(
    `${names} ended after the main task, cancelled, before the loop closed`,
    late.flatMap(({ finish }) => finish?.seq ?? []).slice(0, 8),
  );
}
