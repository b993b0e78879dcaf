// "every `batchSize` items, the coroutine awaits", "on every 100th iteration": how often a branch of a loop is taken.

import type { FunctionNode } from '../../program/nodes.js';
import { isSupposed } from '../reading/clauses.js';
import { numberFrom } from '../reading/quantities.js';
import type { ClaimRule, Subject } from '../rule.js';
import { contradicted, holds } from '../verdict.js';
import { times } from '../wording.js';

const EVERY =
  /\b(?:every|each|once per|after every)\s+(?:`(\w+)`|(\d+(?:,\d{3})*)(?:th|st|nd|rd)?)\s+(?:items?|iterations?|elements?|rounds?|records?|steps?|rows?)\b/i;

export const every: ClaimRule = {
  id: 'every',
  summary: 'how often a branch of a loop is taken: "every `batchSize` items", "every 100th iteration"',
  about: 'run',
  read: ({ text }, subject) => {
    const match = EVERY.exec(text);
    if (match === null || isSupposed(text)) return [];
    const [quote, name, digits] = match;
    const period = name === undefined ? numberFrom(digits ?? '') : valueOfName(name, subject);
    const branch = branchTaken(subject);
    if (period === null || !(period > 0) || branch === null) return [];
    const { rounds, taken, evidence } = branch;
    const observed = `${times(taken)} in ${rounds} rounds`;
    const expected = [Math.floor(rounds / period), Math.ceil(rounds / period)];
    const judgement = expected.includes(taken) ? holds(observed, evidence) : contradicted(observed, evidence);
    return [{ quote, judgement }];
  },
};

/** The one `if` of the note's loop: how often it was looked at, and how often its body ran. */
function branchTaken({
  statements,
  observation,
}: Subject): { rounds: number; taken: number; evidence: number[] } | null {
  const branches = statements.filter(
    ({ node, parents }) =>
      node.kind === 'If' &&
      parents.some(({ kind }) => kind === 'For' || kind === 'While' || kind === 'AsyncFor'),
  );
  const [only] = branches;
  if (only?.node.kind !== 'If' || branches.length > 1) return null;
  const body = observation.line(only.node.body[0]?.lineno ?? 0);
  const rounds = observation.timesRun(only.first);
  if (rounds === 0) return null;
  return { rounds, taken: body?.times ?? 0, evidence: body === null ? [] : [body.first, body.last] };
}

/** A number that the program gives the name: as an argument, by assignment, or as a default. */
function valueOfName(name: string, { observation, listing, statements }: Subject): number | null {
  const given = new Set<number>();
  for (const { args } of observation.of('call')) {
    const value = new RegExp(String.raw`(?:^|, )${name}=(-?[\d.]+)(?:,|$)`).exec(args)?.[1];
    if (value !== undefined) given.add(Number(value));
  }
  for (const store of observation.of('store')) if (store.name === name) given.add(Number(store.value));
  const [around] = statements.flatMap(({ function: each }) => each ?? []);
  if (given.size === 0 && around !== undefined) {
    const value = defaultOf(around, name);
    if (value !== null) given.add(Number(listing.code(value)));
  }
  const [only] = given;
  return given.size === 1 && only !== undefined && Number.isFinite(only) ? only : null;
}

function defaultOf({ args }: FunctionNode, name: string): FunctionNode['args']['defaults'][number] | null {
  const positional = [...args.posonlyargs, ...args.args];
  const at = positional.findIndex(({ arg }) => arg === name);
  if (at < 0) return null;
  return args.defaults[at - (positional.length - args.defaults.length)] ?? null;
}
