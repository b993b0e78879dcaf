// "catches the `TimeoutError`", "the `ValueError` is caught here", "swallows the `CancelledError`".

import type * as ast from '../../../../grammar/ast.js';
import { walk } from '../../program/nodes.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const NAME = String.raw`\x60?((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Group|Iteration|Warning))\x60?`;
const CATCHES = new RegExp(
  String.raw`\b(?:catch(?:es)?|caught|handles?|handled|swallows?|swallowed|suppress(?:es|ed)?)\s+(?:the |a |an |any )?${NAME}|${NAME}\s+(?:is|was|gets?) (?:caught|handled|swallowed)(?: here)?`,
  'i',
);

export const catches: ClaimRule = {
  id: 'catches',
  summary:
    'which exceptions a handler is for: "catches the `TimeoutError`", "the `ValueError` is caught here"',
  about: 'program',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      const match = CATCHES.exec(clause.text);
      const name = match?.[1] ?? match?.[2];
      if (match === null || name === undefined || isSupposed(clause.text)) return [];
      if (isDenied(clause.text.slice(0, match.index))) return [];
      const judgement = judge(name.replace(/^.*\./, ''), subject);
      return judgement === null ? [] : [{ quote: match[0], judgement }];
    }),
};

/** Where the note has a handler, its class is what it catches; a class above the named one catches it, too. */
function judge(name: string, { listing, lines }: Subject): Judgement | null {
  const handlers = listing.statements.flatMap(({ node }) =>
    node.kind === 'Try' || node.kind === 'TryStar'
      ? node.handlers.filter(({ lineno }) => lines.includes(lineno))
      : [],
  );
  if (handlers.length === 0) return null;
  const types = handlers.map(({ type }) => (type === null ? 'everything' : listing.code(type)));
  const observed = `the handler is for ${types.join(', ')}`;
  if (handlers.some(({ type }) => type !== null && names(type).includes(name))) return holds(observed);
  if (handlers.some(({ type }) => type === null || names(type).some((each) => !LEAVES.has(each))))
    return null;
  return LEAVES.has(name) ? contradicted(observed, [], types.join(', ')) : null;
}

function names(type: ast.Expr): string[] {
  return [...walk(type)].flatMap((node) =>
    node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attr : [],
  );
}

/** Classes of which none is above another. */
const LEAVES: ReadonlySet<string> = new Set([
  'CancelledError',
  'TimeoutError',
  'ValueError',
  'TypeError',
  'KeyError',
  'IndexError',
  'ZeroDivisionError',
  'RuntimeError',
  'AttributeError',
  'NameError',
  'StopIteration',
  'StopAsyncIteration',
  'KeyboardInterrupt',
  'GeneratorExit',
  'FileNotFoundError',
  'AssertionError',
  'QueueEmpty',
  'QueueFull',
  'Empty',
  'Full',
]);
