// "a timeout of 0.5 seconds", "the queue has room for two items", "the queue is unbounded", "lets two tasks in": what
// stands in the call.

import type * as ast from '../../../../grammar/ast.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { agrees, countsIn, spansIn } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds } from '../verdict.js';

const ROOM =
  /\b(?:room for|holds?|capacity|bounded|at most|up to|no more than|lets?|allows?|admits?|size|limit|slots?|permits?)\b/i;
const UNBOUNDED = /\b(?:unbounded|unlimited|infinite|no (?:size )?limit|has no bound)\b/i;
const THINGS =
  'item|element|entry|message|job|task|thread|coroutine|worker|value|piece|slot|permit|holder|plate|car|customer';

export const argument: ClaimRule = {
  id: 'argument',
  summary: 'numbers that stand in a call: "a timeout of 0.5 seconds", "the queue has room for two items"',
  about: 'program',
  read: ({ text, offsetAt }, subject) =>
    clausesOf(text).flatMap(({ text: clause, start }): Claim[] => {
      if (isSupposed(clause)) return [];
      return [...timeouts(clause, start, offsetAt, subject), ...sizes(clause, start, offsetAt, subject)];
    }),
};

function timeouts(
  clause: string,
  start: number,
  offsetAt: (at: number) => number,
  subject: Subject,
): Claim[] {
  const [span, ...more] = spansIn(clause);
  if (span === undefined || more.length > 0 || span.isDenied) return [];
  const isTimeout =
    /\b(?:timeout|time limit|deadline) (?:of|is|was)\s+(?:\w+\s+)?$/i.test(clause.slice(0, span.start)) ||
    /^[\s-]*(?:timeout|time limit|deadline)\b/i.test(clause.slice(span.end));
  const given = isTimeout ? constants(subject, TIMEOUTS) : [];
  const [only] = given;
  if (only === undefined || given.length > 1) return [];
  const observed = `the timeout is ${only} seconds`;
  const { quote, digits, unit } = span;
  if (agrees(span.nanoseconds, only * 1e9, span.precision)) return [{ quote, judgement: holds(observed) }];
  const right = String(Number(((only * 1e9) / unit).toFixed(3)));
  const replacement =
    digits === null ? null : { offset: offsetAt(start + span.start), length: digits.length, text: right };
  return [
    {
      quote,
      judgement: contradicted(observed, [], replacement === null ? `${only} seconds` : right, replacement),
    },
  ];
}

function sizes(clause: string, start: number, offsetAt: (at: number) => number, subject: Subject): Claim[] {
  const bounds = constants(subject, BOUNDED);
  const [bound] = bounds;
  const isQueue = subject.calls.some(({ api, name }) => /Queue$/.test(api ?? name));
  if (bound === undefined || bounds.length > 1) return [];
  const isOpen = isQueue && bound <= 0;
  const observed = isOpen ? 'the queue has no bound' : `the bound is ${bound}`;
  const unbounded = UNBOUNDED.exec(clause);
  if (unbounded !== null && isQueue && !isDenied(clause.slice(0, unbounded.index)))
    return [{ quote: unbounded[0], judgement: isOpen ? holds(observed) : contradicted(observed, []) }];
  const [claimed, ...more] = countsIn(clause, THINGS);
  if (claimed === undefined || more.length > 0 || claimed.isDenied || !ROOM.test(clause)) return [];
  if (isDenied(clause.slice(0, claimed.start))) return [];
  if (claimed.count === bound) return [{ quote: claimed.text, judgement: holds(observed) }];
  const digits = /^\d/.test(claimed.text) ? claimed.end - claimed.start : null;
  const replacement =
    digits === null || isOpen
      ? null
      : { offset: offsetAt(start + claimed.start), length: digits, text: String(bound) };
  return [
    {
      quote: claimed.text,
      judgement: contradicted(observed, [], isOpen ? null : String(bound), replacement),
    },
  ];
}

interface Parameter {
  readonly api: RegExp;
  readonly name: RegExp;
  /** Where it stands among the positional arguments. */
  readonly position: number;
  /** What it is when it is left out. */
  readonly otherwise: number | null;
}

const TIMEOUTS: readonly Parameter[] = [
  { api: /^asyncio\.(?:wait_for|timeouts\.wait_for)$/, name: /^timeout$/, position: 1, otherwise: null },
  { api: /^asyncio\.(?:timeout)$/, name: /^delay$/, position: 0, otherwise: null },
  {
    api: /^asyncio\.wait$|\.(?:result|wait|get|acquire|join)$/,
    name: /^timeout$/,
    position: -1,
    otherwise: null,
  },
];
const BOUNDED: readonly Parameter[] = [
  { api: /(?:^|\.)(?:Lifo|Priority)?Queue$/, name: /^maxsize$/, position: 0, otherwise: 0 },
  { api: /(?:^|\.)(?:Bounded)?Semaphore$/, name: /^value$/, position: 0, otherwise: 1 },
];

/** The numbers that the calls at the lines are given for it. */
function constants({ calls, listing }: Subject, parameters: readonly Parameter[]): number[] {
  return calls.flatMap(({ node, api, name }) => {
    const meant = parameters.find((each) => each.api.test(api ?? name));
    if (meant === undefined) return [];
    const given =
      node.keywords.find(({ arg }) => arg !== null && meant.name.test(arg))?.value ??
      node.args[meant.position];
    if (given === undefined) return meant.otherwise ?? [];
    const number = numberOf(given, listing.code(given));
    return number ?? [];
  });
}

function numberOf({ kind }: ast.Expr, code: string): number | null {
  const number = Number(code);
  return kind === 'Constant' && code !== '' && Number.isFinite(number) ? number : null;
}
