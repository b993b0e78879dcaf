// What the program's text says: "Import `asyncio`", "Define `task` as a coroutine function with three parameters",
// "`f` is a regular function".

import type * as ast from '../../../../grammar/ast.js';
import { type FunctionNode, isFunction, isGenerator } from '../../program/nodes.js';
import { countsIn } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, imprecise } from '../verdict.js';

const IMPORT = /^\s*(?:\w+ )?imports?\s+(?:the\s+)?`([\w.]+)`/i;
const DEFINE =
  /\bdefin(?:es?|ing)\s+(?:a |an |the )?(?:\w+ ){0,3}?`(\w+)`(?:\s+as\s+(?:an? |the )?([^.;:\u2014]*))?/i;
const DEFINE_KIND =
  /\bdefin(?:es?|ing)\s+(?:a |an |the )?((?:\w+ ){0,3}?)`(\w+)`\s+(coroutine|function|class|generator)/i;
const IS_A =
  /(?:`(\w+)`(?:\(\))?|\bit)\s+is\s+(?:a|an|the|just a)\s+((?:[\w-]+ ){0,3}?(?:coroutine(?: function)?|function|generator(?: function)?|class))\b/gi;
const OPENING =
  /^(?:an?|the)\s+((?:[\w-]+,? ){0,3}?(?:coroutine(?: function)?|function|generator(?: function)?))(?=\s*(?:$|[.:;,(\u2014]|that\b|which\b|with\b|called\b|named\b|`))/i;
const BECAUSE_AWAIT = /\bcoroutine\b[^.]*\bbecause (?:it|this) (?:uses|contains|has) (?:an? )?`?await`?/i;

export const construct: ClaimRule = {
  id: 'construct',
  summary: 'what the code is: "Import `asyncio`", "Define `f` as a coroutine with two parameters"',
  about: 'program',
  read: ({ text, offsetAt }, subject) => [
    ...imports(text, subject),
    ...definitions(text, subject),
    ...kinds(text, subject),
    ...(isOpening(offsetAt(0), subject) ? opening(text, subject) : []),
    ...parameters(text, subject),
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
  const here = statements.flatMap(({ node: each }) => (isFunction(each) && each.name === name ? each : []));
  const node = here[0] ?? listing.functions.get(name);
  if (node === undefined) return [];
  const said = DEFINE_KIND.exec(text);
  const kind = (match[2] ?? (said === null ? '' : `${said[1]}${said[3]}`)).replace(
    /\b(?:that|which|with|accepting|taking)\b.*$/,
    '',
  );
  const claims: Claim[] = [];
  const isHere = here.length > 0;
  const at = listing.named([node.lineno]);
  const quote = match[0].slice(0, match[0].indexOf('`', match[0].indexOf('`') + 1) + 1);
  claims.push({
    quote,
    judgement: isHere
      ? holds(`${name} is defined at ${at}`)
      : contradicted(`${name} is defined at ${at}, not at ${listing.named(lines)}`, []),
  });
  if (kind !== '') claims.push(...kindClaim(kind, node, kind.trim()));
  return claims;
}

function kinds(text: string, { listing, statements }: Subject): Claim[] {
  const functions = statements.flatMap(({ node }) => (isFunction(node) ? node : []));
  const defined = functions.length === 1 ? functions[0] : undefined;
  const claims = [...text.matchAll(IS_A)].flatMap(([quote, name, kind = '']) => {
    const node = name === undefined ? defined : listing.functions.get(name);
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

function isOpening(offset: number, { note: { texts } }: Subject): boolean {
  const first = texts.find(({ text }) => text.trim() !== '');
  return (
    first !== undefined && offset < first.offset + 4 + (first.text.length - first.text.trimStart().length)
  );
}

/** A note on a definition that begins with what it is: "A coroutine that ...". */
function opening(text: string, { statements }: Subject): Claim[] {
  const [first, ...more] = statements.flatMap(({ node }) => (isFunction(node) ? node : []));
  const match = OPENING.exec(text);
  if (match === null || first === undefined || more.length > 0 || statements[0]?.node !== first) return [];
  return kindClaim(match[1] ?? '', first, match[0]);
}

/** Only words that say surely which kind: "coroutine that ..." and the like. */
function kindClaim(words: string, node: FunctionNode, quote: string): Claim[] {
  const isAsync = node.kind === 'AsyncFunctionDef';
  const yields = isGenerator(node);
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
      ? yields && !(isAsync && /\b(?:regular|normal|ordinary|plain|synchronous)\b/i.test(words))
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

/** Of the one function that is defined at the lines. */
function parameters(text: string, { statements }: Subject): Claim[] {
  const [claimed] = countsIn(text, 'parameter|argument');
  const defined = statements.flatMap(({ node }) => (isFunction(node) ? node : []));
  const [only] = defined;
  if (claimed === undefined || only === undefined || defined.length > 1) return [];
  const { args, name } = only;
  const names = [...args.posonlyargs, ...args.args, ...args.kwonlyargs]
    .map(({ arg }) => arg)
    .filter((each) => each !== 'self');
  const observed = `\`${name}\` has ${names.length} parameter${names.length === 1 ? '' : 's'}: ${names.join(', ')}`;
  const judgement =
    names.length === claimed.count ? holds(observed) : contradicted(observed, [], String(names.length));
  return [{ quote: claimed.text, judgement }];
}
