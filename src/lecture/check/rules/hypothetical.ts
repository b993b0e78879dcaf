// "Without `await` here, the batch would not run at all", "without the yield points the heartbeat will be starved":
// the program is edited as the words say and run.

import type { Observation } from '../../observation/observation.js';
import { plainName } from '../../observation/observation.js';
import type { Statement } from '../../program/listing.js';
import { functionsNamed } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import type { Edits } from '../variant.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';
import { times } from '../wording.js';

const WITHOUT =
  /\b(?:without|if (?:we|you) (?:remove|removed|omit|omitted|drop|dropped)|removing|omitting)\s+((?:the |this |these |that |an? |any )?(?:`[^`]+`|[\w-]+)(?: (?:points?|statements?|calls?|manager|keyword))?(?: (?:in|on) (?:`\w+`|line \d+))?(?: here)?)\s*,?\s*(.*)$/i;
const NEVER_RUNS =
  /\b(?:(?:would|will|does|do) (?:not|never) (?:run|start|execute|be (?:run|executed))|never (?:runs?|starts?|gets? to run))\b/i;
const STARVED =
  /\b(?:starv(?:e|es|ed|ing|ation)|(?:would|will) (?:not|never) get (?:a chance|a turn|to run))\b/i;
const ABANDONED = /\b(?:abandoned|lost|dropped|not (?:be )?(?:finished|completed?)|killed)\b/i;
const TIMER_FIRES = /\btimer (?:will|would) (?:fire|expire|come due|be due)\b/i;

export const hypothetical: ClaimRule = {
  id: 'hypothetical',
  summary: 'what an edited program does: "without the yield points the heartbeat is starved"',
  about: 'run',
  read: ({ text }, subject) => {
    const match = WITHOUT.exec(text);
    const [what, outcome] = [match?.[1], match?.[2]];
    if (match === null || what === undefined || outcome === undefined) return [];
    const edits = editsFor(what, subject);
    const variant = edits === null ? null : subject.variant(edits);
    if (variant === null || edits === null) return [];
    return outcomes(outcome, text, variant, edits, subject);
  },
};

/** The edit that takes the thing away; null when the words do not say surely which. */
function editsFor(what: string, subject: Subject): Edits | null {
  const { listing, statements } = subject;
  if (
    /\b(?:yield|suspension)(?: points?| statements?)?\b/i.test(what) ||
    /`?await asyncio\.sleep\(0\)`?/.test(what)
  ) {
    const [named] = functionsNamed(what, listing);
    const within =
      named === undefined ? statements : listing.statements.filter((each) => each.function === named);
    const yields = within.filter((each) => isBareYield(each, subject));
    return yields.length === 0
      ? null
      : { remove: yields.flatMap(({ first }) => listing.numberOf(first) ?? []) };
  }
  if (/\bcontext manager\b|\bwith`? (?:block|statement)\b/i.test(what)) return withoutManager(subject);
  if (/^(?:the |this )?`await`/i.test(what)) {
    const awaiting = statements.filter((each) => listing.awaitsItself(each) && each.first === each.last);
    const [only] = awaiting;
    const number = only === undefined ? null : listing.numberOf(only.first);
    if (only === undefined || number === null || awaiting.length > 1) return null;
    return { replace: new Map([[number, listing.text(only.first).replace(/\bawait\s+/, '')]]) };
  }
  return null;
}

/** `await asyncio.sleep(0)` */
function isBareYield({ node }: Statement, { listing }: Subject): boolean {
  return node.kind === 'Expr' && /^await (?:asyncio\.)?sleep\(0(?:\.0)?\)$/.test(listing.code(node));
}

/** `with EXPRESSION as name:` becomes `name = EXPRESSION` in front of an `if True:`. */
function withoutManager({ listing, statements }: Subject): Edits | null {
  const found = statements.find(({ node }) => node.kind === 'With' && node.items.length === 1);
  if (found?.node.kind !== 'With' || found.first !== found.last) return null;
  const [item] = found.node.items;
  const number = listing.numberOf(found.first);
  if (item?.optional_vars?.kind !== 'Name' || number === null) return null;
  const made = `${item.optional_vars.id} = ${listing.code(item.context_expr)}`;
  return { replace: new Map([[number, `${made}\nif True:`]]) };
}

function outcomes(
  outcome: string,
  text: string,
  variant: Observation,
  edits: Edits,
  subject: Subject,
): Claim[] {
  const claims: Claim[] = [];
  const said = editText(edits);
  const add = (pattern: RegExp, judge: (name: string | null) => Judgement | null): void => {
    const match = pattern.exec(outcome);
    const judgement = match === null ? null : judge(nearestName(outcome, match.index, subject));
    if (match === null || judgement === null) return;
    claims.push({
      quote: match[0],
      judgement: { ...judgement, observed: `${said}: ${judgement.observed}`, evidence: [] },
    });
  };
  add(NEVER_RUNS, (name) => (name === null ? null : neverRuns(name, variant)));
  add(STARVED, (name) => (name === null ? null : starved(name, variant, subject)));
  add(TIMER_FIRES, (name) => (name === null ? null : timerFires(name, variant)));
  add(ABANDONED, () => (/\b(?:task|work|job)s?\b/i.test(text) ? abandoned(variant) : null));
  return claims;
}

/** The function named last before the words; where none is named, one that the note's lines call. */
function nearestName(outcome: string, index: number, { listing, calls }: Subject): string | null {
  const named = functionsNamed(outcome.slice(0, index), listing).at(-1);
  const called = calls.find(({ name }) => listing.functions.has(name));
  return named?.name ?? called?.name ?? null;
}

function editText({ remove = [], replace = new Map() }: Edits): string {
  if (remove.length > 0) return `without line${remove.length === 1 ? '' : 's'} ${remove.join(', ')}`;
  const edits = [...replace].map(
    ([line, text]) => `\`${text.replace(/#.*$/, '').trim().replaceAll('\n', '; ')}\` in line ${line}`,
  );
  return `with ${edits.join(' and ')}`;
}

function neverRuns(name: string, variant: Observation): Judgement | null {
  const node = variant.listing.functions.get(name);
  const begin = node?.body[0]?.lineno;
  if (begin === undefined) return null;
  const ran = variant.timesRun(begin);
  return ran === 0 ? holds(`${name} never runs`) : contradicted(`${name} runs ${times(ran)}`, []);
}

/** Starved: fewer turns than in the program as it is. */
function starved(name: string, variant: Observation, { observation }: Subject): Judgement | null {
  const turns = (run: Observation): number =>
    run.tasks
      .filter(({ created }) => plainName(created.function) === name)
      .reduce((sum, { steps }) => sum + steps.filter(({ throws }) => throws === null).length, 0);
  const [before, now] = [turns(observation), turns(variant)];
  if (before === 0) return null;
  if (now === 0) return holds(`${name} never gets the loop at all, not even to start`);
  return now < before
    ? holds(`${name} gets the loop ${times(now)} instead of ${times(before)}`)
    : contradicted(`${name} gets the loop ${times(now)}, as before`, []);
}

function timerFires(name: string, variant: Observation): Judgement | null {
  const tasks = new Set(variant.tasksOf(name).map(({ id }) => id));
  const timers = [...variant.of('timer.add')].filter(({ task }) => task !== null && tasks.has(task));
  if (timers.length === 0)
    return contradicted(
      `${name} sets no timer: it never starts`,
      [],
      'it never even starts, so it has no timer',
    );
  const fired = [...variant.of('timer.fire')].filter(({ timer }) =>
    timers.some((each) => each.timer === timer),
  );
  if (fired.length > 0) return holds(`its timer fires`);
  return imprecise(`${name} sets a timer that the loop never gets to`, [], null);
}

function abandoned(variant: Observation): Judgement | null {
  const { works } = variant;
  if (works.length === 0) return null;
  const unfinished = works.filter(({ finished }) => finished === null);
  if (unfinished.length > 0) return holds(`${unfinished.length} of ${works.length} works never finish`);
  return contradicted(
    `all ${works.length} works finish all the same: the interpreter joins the worker threads when it exits`,
    [],
    'without it, the program still waits for the submitted work, when the interpreter exits',
  );
}
