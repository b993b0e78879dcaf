// "Without this line `done` would not be printed", "without the lock it would print `50`", "without it, line 5 would
// raise a `NameError`", "without it the program would deadlock": the line is taken out and the program run.

import type { EventOf } from '../../../trace/events.js';
import type { Observation } from '../../observation/observation.js';
import type { Statement } from '../../program/listing.js';
import { clausesOf } from '../reading/clauses.js';
import { hasPlaceholder, linesPrinted, linesWith } from '../reading/printed-text.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import type { Edits } from '../variant.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const WITHOUT =
  /\b(?:without|if (?:we|you) (?:remove|removed|omit|omitted|drop|dropped|left out|leave out|delete|deleted)|removing|omitting|leaving out)\s+(it|this|(?:this|the) (?:line|call|statement|`\w+`)|line (\d+)|the (?:lock|semaphore)|(?:this|the) (?:test|check|`?if`?))\s*,?\s+(.*)$/i;
const PRINTED =
  /(?:\bwould (?:still |also |then )?(?:print|show|output) `([^`]+)`|`([^`]+)` would (?:still |also )?(not |never )?be printed|\bwould (not|never) print `([^`]+)`)/i;
const RAISES =
  /\bwould (?:raise|throw|fail with|end (?:with|in)|crash with)\s+(?:an? |the )?`?((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Group|Iteration|Exit))`?/i;
const SAME =
  /\b(?:would|will) (?:run|work|behave|do|print) (?:just |exactly )?(?:the same|as before)\b|\bnothing would change\b/i;
const HANGS = /\bwould (?:deadlock|hang|never (?:end|finish|terminate)|wait forever|run forever)\b/i;

export const without: ClaimRule = {
  id: 'without',
  summary: 'what is so when a line is taken out: "without this line `done` would not be printed"',
  about: 'run',
  read: ({ text }, subject) => {
    const match = WITHOUT.exec(text);
    const [what, line, outcome] = [match?.[1], match?.[2], match?.[3]];
    if (match === null || what === undefined || outcome === undefined) return [];
    const taken = statementMeant(what, line, subject);
    const edits = taken === null ? null : editsFor(taken, subject);
    const variant = edits === null ? null : subject.variant(edits);
    if (taken === null || variant === null) return [];
    const said = `without line ${subject.listing.numberOf(taken.first) ?? ''}`;
    return outcomes(outcome, variant, subject).map(({ quote, judgement }) => ({
      quote,
      judgement: { ...judgement, observed: `${said}: ${judgement.observed}`, evidence: [] },
    }));
  },
};

/** The one statement that the words mean; null where it is not sure which. */
function statementMeant(
  what: string,
  line: string | undefined,
  { listing, statements }: Subject,
): Statement | null {
  if (line !== undefined) {
    const named = listing.statementsAt(listing.linesOf([{ first: Number(line), last: Number(line) }]));
    return named.length === 1 ? (named[0] ?? null) : null;
  }
  if (/lock|semaphore/i.test(what)) {
    const held = listing.statements.filter(
      ({ node }) =>
        (node.kind === 'With' || node.kind === 'AsyncWith') &&
        node.items.length === 1 &&
        /lock|guard|mutex|sem/i.test(listing.code(node)),
    );
    return held.length === 1 ? (held[0] ?? null) : null;
  }
  const [only, ...more] = statements;
  if (/test|check|if\b/i.test(what)) {
    const tests = statements.filter(({ node }) => node.kind === 'If');
    return tests.length === 1 ? (tests[0] ?? null) : null;
  }
  return only !== undefined && more.length === 0 ? only : null;
}

/** A simple statement becomes `pass`, a `with` that holds a lock lets its body run, an `if` without `else` goes. */
function editsFor({ node, first, last }: Statement, { listing }: Subject): Edits | null {
  const number = listing.numberOf(first);
  if (number === null) return null;
  switch (node.kind) {
    case 'With':
    case 'AsyncWith':
      return first === last ? { replace: new Map([[number, 'if True:']]) } : null;
    case 'If':
      return node.orelse.length === 0 && first === last
        ? { replace: new Map([[number, 'if False:']]) }
        : null;
    case 'Expr':
    case 'Assign':
    case 'AugAssign':
    case 'AnnAssign':
    case 'Raise':
    case 'Return':
    case 'Break':
    case 'Global':
    case 'Nonlocal': {
      const numbers = Array.from({ length: last - first + 1 }, (_, i) => listing.numberOf(first + i));
      return { remove: numbers.flatMap((each) => each ?? []) };
    }
    default:
      return null;
  }
}

function outcomes(outcome: string, variant: Observation, { observation }: Subject): Claim[] {
  return clausesOf(outcome).flatMap(({ text }): Claim[] => {
    const claims: Claim[] = [];
    const add = (
      match: RegExpExecArray | null,
      judge: (match: RegExpExecArray) => Judgement | null,
    ): void => {
      const judgement = match === null ? null : judge(match);
      if (match !== null && judgement !== null) claims.push({ quote: match[0], judgement });
    };
    add(PRINTED.exec(text), ([, one, two, denied, denied2, three]) =>
      printed(one ?? two ?? three ?? '', denied !== undefined || denied2 !== undefined, variant),
    );
    add(RAISES.exec(text), ([, name = '']) => raises(name.replace(/^.*\./, ''), variant, observation));
    add(SAME.exec(text), () =>
      variant.output === observation.output && exceptionOf(variant) === exceptionOf(observation)
        ? holds('it prints the same')
        : contradicted(`it ${endOf(variant)}`, []),
    );
    add(HANGS.exec(text), () =>
      isStuck(variant) ? holds('it never ends') : contradicted(`it ${endOf(variant)}`, []),
    );
    return claims;
  });
}

function printed(said: string, isDenied: boolean, variant: Observation): Judgement | null {
  if (hasPlaceholder(said)) return null;
  const lines = linesPrinted([...variant.of('output')]);
  const [found] = linesWith(said, lines);
  if (found === undefined) {
    const last = lines.at(-1);
    const observed =
      last === undefined ? 'nothing is printed' : `"${said}" is not printed; the last line is "${last.line}"`;
    return isDenied ? holds(observed) : contradicted(observed, []);
  }
  return isDenied ? contradicted(`"${found.line}" is printed`, []) : holds(`"${found.line}" is printed`);
}

/** More often than in the program as it is. */
function raises(name: string, variant: Observation, original: Observation): Judgement {
  const raised = (run: Observation): EventOf<'raise'>[] =>
    [...run.of('raise')].filter(({ exception }) => exception.replace(/^.*\./, '') === name);
  const now = raised(variant);
  const found = now.length > raised(original).length ? now.at(-1) : undefined;
  if (found !== undefined) return holds(`${name} is raised: ${found.message}`);
  return contradicted(`no ${name} is raised: it ${endOf(variant)}`, []);
}

function exceptionOf(run: Observation): string | null {
  const [end] = [...run.of('program.end')];
  return end?.exception ?? null;
}

function endOf(run: Observation): string {
  if (isStuck(run)) return 'never ends';
  const exception = exceptionOf(run);
  if (exception !== null) return `ends with ${exception}`;
  const last = linesPrinted([...run.of('output')]).at(-1);
  return last === undefined ? 'ends and prints nothing' : `ends, and its last line is "${last.line}"`;
}

/** Nothing could wake it up, or a limit stopped it. */
function isStuck({ trace }: Observation): boolean {
  return trace.header.stopReason === 'deadlock' || trace.header.stopReason === 'limit';
}
