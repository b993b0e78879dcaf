// What the program's text says: "Import `asyncio`", "Define `task` as a coroutine function with three parameters",
// "`f` is a regular function", "contains no `await`", "does not catch `CancelledError`".

import type * as ast from '../../../../grammar/ast.js';
import { type FunctionNode, isFunction, walkOwn } from '../../program/nodes.js';
import { countsIn } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';

const IMPORT = /^\s*(?:\w+ )?imports?\s+(?:the\s+)?`([\w.]+)`/i;
const DEFINE =
  /\bdefin(?:es?|ing)\s+(?:a |an |the )?(?:\w+ ){0,3}?`(\w+)`(?:\s+as\s+(?:an? |the )?([^.;:\u2014]*))?/i;
const DEFINE_KIND =
  /\bdefin(?:es?|ing)\s+(?:a |an |the )?((?:\w+ ){0,3}?)`(\w+)`\s+(coroutine|function|class|generator)/i;
const IS_A =
  /`(\w+)`(?:\(\))?\s+is\s+(?:a|an|the|just a)\s+((?:[\w-]+ ){0,3}?(?:coroutine(?: function)?|function|generator(?: function)?|class))\b/gi;
const NO_AWAIT =
  /\b(?:contains?|has|have|there (?:is|are)|with)\s+(?:absolutely )?no\s+`?await`?(?:s\b|\b)|\bwithout (?:a single |any )`?await`?\b/i;
const NOT_CAUGHT =
  /\b(?:does not|doesn't|never|no one|nobody|nothing)\s+(?:catch(?:es)?|handles?)\s+`?(\w+(?:\.\w+)*)`?/i;
const BECAUSE_AWAIT = /\bcoroutine\b[^.]*\bbecause (?:it|this) (?:uses|contains|has) (?:an? )?`?await`?/i;

export const construct: ClaimRule = {
  id: 'construct',
  summary: 'what the code is: "Import `asyncio`", "Define `f` as a coroutine", "contains no `await`"',
  about: 'program',
  read: ({ text }, subject) => [
    ...imports(text, subject),
    ...definitions(text, subject),
    ...kinds(text, subject),
    ...absences(text, subject),
  ],
};

function imports(text: string, { statements, listing }: Subject): Claim[] {
  const match = IMPORT.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return [];
  const isThere = statements.some(({ node }) => importsName(node, name));
  const elsewhere = listing.statements.find(({ node }) => importsName(node, name));
  if (isThere) return [{ quote: match[0], judgement: holds(`${name} is imported here`) }];
  if (statements.length === 0) return [];
  const where = elsewhere === undefined ? 'nowhere in the program' : `at ${listing.named([elsewhere.first])}`;
  return [{ quote: match[0], judgement: contradicted(`${name} is imported ${where}`, []) }];
}

function importsName(node: ast.Stmt, name: string): boolean {
  if (node.kind === 'Import') return node.names.some((each) => each.name === name || each.asname === name);
  if (node.kind !== 'ImportFrom') return false;
  return (
    node.module === name ||
    node.names.some((each) => each.name === name || `${node.module}.${each.name}` === name)
  );
}

function definitions(text: string, { listing, statements, lines }: Subject): Claim[] {
  const match = DEFINE.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return [];
  const node = listing.functions.get(name);
  if (node === undefined) return [];
  const said = DEFINE_KIND.exec(text);
  const kind = (match[2] ?? (said === null ? '' : `${said[1]}${said[3]}`)).replace(
    /\b(?:that|which|with|accepting|taking)\b.*$/,
    '',
  );
  const claims: Claim[] = [];
  const isHere = statements.some((each) => each.node === node);
  const at = listing.named([node.lineno]);
  const quote = match[0].slice(0, match[0].indexOf('`', match[0].indexOf('`') + 1) + 1);
  claims.push({
    quote,
    judgement: isHere
      ? holds(`${name} is defined at ${at}`)
      : contradicted(`${name} is defined at ${at}, not at ${listing.named(lines)}`, []),
  });
  if (kind !== '') claims.push(...kindClaim(kind, node, kind.trim()));
  claims.push(...parameters(text, node));
  return claims;
}

function kinds(text: string, { listing }: Subject): Claim[] {
  const claims = [...text.matchAll(IS_A)].flatMap(([quote, name = '', kind = '']) => {
    const node = listing.functions.get(name);
    return node === undefined ? [] : kindClaim(kind, node, quote);
  });
  const because = BECAUSE_AWAIT.exec(text);
  if (because === null) return claims;
  const observed = '`async def` makes a coroutine function; `await` is only allowed inside of one';
  return [
    ...claims,
    { quote: because[0], judgement: imprecise(observed, [], 'because it is defined with `async def`') },
  ];
}

/** Only words that say surely which kind: "coroutine that ..." and the like. */
function kindClaim(words: string, node: FunctionNode, quote: string): Claim[] {
  const isAsync = node.kind === 'AsyncFunctionDef';
  const yields = node.body.some((statement) =>
    [...walkOwn(statement)].some(({ kind }) => kind === 'Yield' || kind === 'YieldFrom'),
  );
  const actual = isAsync
    ? yields
      ? 'an async generator'
      : 'a coroutine function'
    : yields
      ? 'a generator function'
      : 'a regular function';
  const says = /\b(?:async(?:hronous)? generator)\b/i.test(words)
    ? isAsync && yields
    : /\bgenerator\b/i.test(words)
      ? yields
      : /\b(?:coroutine|async(?:hronous)? function)\b/i.test(words) &&
          !/\bnon-async|not (?:a )?coroutine\b/i.test(words)
        ? isAsync && !yields
        : /\b(?:regular|normal|ordinary|plain|synchronous|non-async)\b.*\bfunction\b/i.test(words)
          ? !isAsync
          : null;
  if (says === null) return [];
  const observed = `\`${node.name}\` is ${actual}`;
  return [{ quote, judgement: says ? holds(observed) : contradicted(observed, [], actual) }];
}

function parameters(text: string, { args, name }: FunctionNode): Claim[] {
  const [claimed] = countsIn(text, 'parameter|argument');
  if (claimed === undefined) return [];
  const names = [...args.posonlyargs, ...args.args, ...args.kwonlyargs]
    .map(({ arg }) => arg)
    .filter((each) => each !== 'self');
  const observed = `\`${name}\` has ${names.length} parameter${names.length === 1 ? '' : 's'}: ${names.join(', ')}`;
  const quote = claimed.text;
  return [
    {
      quote,
      judgement:
        names.length === claimed.count ? holds(observed) : contradicted(observed, [], String(names.length)),
    },
  ];
}

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
    node.body.some((statement) =>
      [...walkOwn(statement)].some(
        (each) =>
          each.kind === 'ExceptHandler' &&
          (each.type === null || listing.code(each.type).includes(exception.replace(/^.*\./, ''))),
      ),
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
