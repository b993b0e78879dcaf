// What is not there: "contains no `await`", "does not catch `CancelledError`".

import type * as ast from '../../../../grammar/ast.js';
import { isFunction, walkBody } from '../../program/nodes.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const NO_AWAIT =
  /\b(?:contains?|has|have|there (?:is|are)|with)\s+(?:absolutely )?no\s+`?await`?(?:s\b|\b)|\bwithout (?:a single |any )`?await`?\b/i;
const NOT_CAUGHT =
  /\b(?:does not|doesn't|did not|didn't|never|no one|nobody|nothing)\s+(?:catch(?:es)?|handles?)\s+`?(\w+(?:\.\w+)*)`?/i;

export const absence: ClaimRule = {
  id: 'absence',
  summary: 'what is not there: "contains no `await`", "does not catch `CancelledError`"',
  about: 'program',
  read: ({ text }, subject) => absences(text, subject),
};

function absences(text: string, subject: Subject): Claim[] {
  const claims: Claim[] = [];
  const none = NO_AWAIT.exec(text);
  if (none !== null) {
    const judgement = noAwait(text, subject);
    if (judgement !== null) claims.push({ quote: none[0], judgement });
  }
  const uncaught = NOT_CAUGHT.exec(text);
  const exception = uncaught?.[1];
  if (
    uncaught !== null &&
    exception !== undefined &&
    /Error$|Exception$|Exit$|Interrupt$|Group$/.test(exception)
  ) {
    const judgement = notCaught(exception, subject);
    if (judgement !== null) claims.push({ quote: uncaught[0], judgement });
  }
  return claims;
}

/** Of the loops at the lines, or right below them when the note is on a comment; else of the lines themselves. */
function noAwait(text: string, subject: Subject): Judgement | null {
  const { statements, listing, lines } = subject;
  const loops = (each: readonly { node: ast.Stmt }[]): ast.Stmt[] =>
    each
      .map(({ node }) => node)
      .filter(({ kind }) => kind === 'While' || kind === 'For' || kind === 'AsyncFor');
  const below = /\bbelow|following|next\b/i.test(blankCode(text)) || statements.length === 0;
  const last = lines.at(-1) ?? 0;
  const candidates = below
    ? loops(listing.statements.filter(({ first }) => first > last)).slice(0, 1)
    : loops(statements);
  const nodes = candidates.length > 0 ? candidates : statements.map(({ node }) => node);
  if (nodes.length === 0) return null;
  const awaiting = nodes.filter((node) => listing.awaits(node));
  const where = listing.named(nodes.map(({ lineno }) => lineno));
  if (awaiting.length === 0) return holds(`there is no await in the code at ${where}`);
  return contradicted(`there is an await in the code at ${where}`, []);
}

function notCaught(exception: string, { statements, listing }: Subject): Judgement | null {
  const around = new Set(
    statements.flatMap(({ function: each, node }) => (isFunction(node) ? node : (each ?? []))),
  );
  const catches = [...around].some((node) =>
    [...walkBody(node)].some(
      (each) =>
        each.kind === 'ExceptHandler' &&
        (each.type === null || listing.code(each.type).includes(exception.replace(/^.*\./, ''))),
    ),
  );
  // "The heartbeat does not catch it" on another function's lines: whether anyone catches it is all that is sure.
  const anywhere = listing.statements.some(
    ({ node }) =>
      node.kind === 'Try' &&
      node.handlers.some(({ type }) => type === null || listing.code(type).includes(exception)),
  );
  if (!catches && !anywhere) return holds(`nothing in the program catches ${exception}`);
  return catches
    ? contradicted(`${exception} is caught in ${[...around].map(({ name }) => name).join(', ')}`, [])
    : null;
}
