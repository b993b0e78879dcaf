// Parts of a note's code that words mean, "the loop body", "the `break`", "the handler", with how often they ran.

import type * as ast from '../../../../grammar/ast.js';
import type { EventId } from '../../../trace/events.js';
import { plainName } from '../../observation/observation.js';
import { ownNodes, type Statement } from '../../program/listing.js';
import { type FunctionNode, isFunction, isGenerator } from '../../program/nodes.js';
import type { Subject } from '../rule.js';

export interface Runs {
  readonly times: number;
  readonly evidence: readonly EventId[];
}

type Finder = (subject: Subject) => readonly (ast.Stmt | null)[];

/** Words for a part, and the statement that runs as often as the part does; null where there is no such part. */
const PARTS: readonly (readonly [RegExp, Finder])[] = [
  [/\b(?:loop(?:'s)? body|body of the loop|loop|rounds? of the loop)$/i, (subject) => loopBodies(subject)],
  [
    /\b(?:except|handler|exception handler)`?(?: (?:block|clause|branch|body))?$/i,
    (subject) => handlers(subject),
  ],
  [/\bfinally`?(?: (?:block|clause|branch|body))?$/i, (subject) => blocksOf(subject, 'finalbody')],
  [/\belse`?(?: (?:block|clause|branch|body))?$/i, (subject) => blocksOf(subject, 'orelse')],
  [/\bbreak`?(?: statement)?$/i, (subject) => ofKind(subject, 'Break')],
  [/\bcontinue`?(?: statement)?$/i, (subject) => ofKind(subject, 'Continue')],
  [/\b(?:return)`?(?: statement)?$/i, (subject) => ofKind(subject, 'Return')],
  [/\b(?:raise)`?(?: statement)?$/i, (subject) => ofKind(subject, 'Raise')],
  [/\byield`?(?: (?:statement|expression))?$/i, (subject) => yields(subject)],
];

/**
 * How often ran what the words before a verb end with; null where they name no part, or one that there are several
 * of. `undefined` says that they name none.
 */
export function partNamed(words: string, subject: Subject): Runs | null | undefined {
  const phrase = words.trim().replace(/\s+(?:is|are|was|were|gets?|got|has been|itself|here)$/i, '');
  if (!/(?:^|\b(?:the|this|that|whose|its|each|first|second|inner|outer)\s+`?)[\w`' ]*$/i.test(phrase))
    return undefined;
  for (const [pattern, find] of PARTS) {
    if (!pattern.test(phrase)) continue;
    const found = find(subject);
    const [only] = found;
    return found.length === 1 && only !== undefined && only !== null ? runsOf(only, subject) : null;
  }
  return undefined;
}

/** How often the function that the words end with, or that the note defines, was called; undefined where neither. */
export function callsNamed(words: string, subject: Subject): Runs | null | undefined {
  const { listing, statements } = subject;
  const code = /`(\w+)(?:\([^`]*\))?`\s*(?:(?:itself|is|was|are|were|gets?|got)\s*)*$/.exec(words)?.[1];
  if (code !== undefined) {
    const named = listing.functions.get(code);
    return named === undefined ? undefined : callsOf(named, subject);
  }
  if (
    !/(?:^|\b(?:it|this function|this coroutine|the (?:function|coroutine|method|constructor)))\s*(?:(?:itself|is|was|gets?|got)\s*)*$/i.test(
      words.trim(),
    )
  )
    return undefined;
  const [only, ...more] = statements.flatMap(({ node, parents }) =>
    isFunction(node) && !parents.some((each) => statements.some((other) => other.node === each)) ? node : [],
  );
  const isFirst = only !== undefined && statements[0]?.node === only;
  return isFirst && more.length === 0 ? callsOf(only, subject) : undefined;
}

/** Of functions that share their name it cannot be told whose calls are meant. */
export function callsOf(called: FunctionNode, { observation, listing }: Subject): Runs | null {
  const { name, kind } = called;
  const same = listing.statements.filter(({ node }) => isFunction(node) && node.name === name);
  if (same.length > 1) return null;
  // A generator's body begins when its first value is asked for: calls leave no trace.
  if (isGenerator(called)) return null;
  if (kind === 'FunctionDef') return plainCalls(name, observation);
  const events = [...observation.of('coroutine.create')].filter(
    (event) => plainName(event.function) === name,
  );
  return { times: events.length, evidence: events.map(({ seq }) => seq).slice(0, 8) };
}

/** Those that are told one by one, and those in folded stretches. */
function plainCalls(name: string, observation: Subject['observation']): Runs {
  let times = 0;
  const evidence: EventId[] = [];
  for (const event of observation.of('call', 'line')) {
    const calls = event.type === 'call' ? [{ function: event.function, times: 1 }] : (event.calls ?? []);
    const own = calls.filter((each) => plainName(each.function) === name);
    if (own.length === 0) continue;
    times += own.reduce((sum, each) => sum + each.times, 0);
    if (evidence.length < 8) evidence.push(event.seq);
  }
  return { times, evidence };
}

function runsOf({ lineno }: ast.Stmt, { observation }: Subject): Runs {
  const line = observation.line(lineno);
  return line === null
    ? { times: 0, evidence: [] }
    : { times: line.times, evidence: [...new Set([line.first, line.last])] };
}

/** Of the loops at the lines; where there is none, of the one that the first of them stands in. */
function loopBodies({ statements }: Subject): (ast.Stmt | null)[] {
  const here = statements.flatMap(({ node }) => bodyOfLoop(node));
  if (here.length > 0) return here;
  return statements[0]?.parents.flatMap(bodyOfLoop).slice(-1) ?? [];
}

function bodyOfLoop(node: ast.Stmt): ast.Stmt[] {
  const isLoop = node.kind === 'For' || node.kind === 'While' || node.kind === 'AsyncFor';
  const [first] = isLoop ? node.body : [];
  return first === undefined ? [] : [first];
}

/** The handlers that have a line of the note. */
function handlers({ listing, lines }: Subject): (ast.Stmt | null)[] {
  return tries(listing.statements).flatMap(({ handlers: each }) =>
    each.flatMap(({ lineno, end_lineno, body }) =>
      lines.some((line) => line >= lineno && line <= end_lineno) ? (body[0] ?? []) : [],
    ),
  );
}

/** The `finally` or `else` blocks that have a line of the note, or whose statement the note has all of. */
function blocksOf({ listing, lines }: Subject, field: 'finalbody' | 'orelse'): (ast.Stmt | null)[] {
  return listing.statements.flatMap(({ node }) => {
    const block = field === 'finalbody' ? finalOf(node) : elseOf(node);
    const [first] = block;
    const last = block.at(-1);
    if (first === undefined || last === undefined) return [];
    return lines.some((line) => line >= first.lineno && line <= last.end_lineno) ? first : [];
  });
}

function finalOf(node: ast.Stmt): readonly ast.Stmt[] {
  return node.kind === 'Try' || node.kind === 'TryStar' ? node.finalbody : [];
}

function elseOf(node: ast.Stmt): readonly ast.Stmt[] {
  switch (node.kind) {
    case 'Try':
    case 'TryStar':
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return node.orelse;
    default:
      return [];
  }
}

function tries(statements: readonly Statement[]): (ast.Try | ast.TryStar)[] {
  return statements.flatMap(({ node }) => (node.kind === 'Try' || node.kind === 'TryStar' ? node : []));
}

function ofKind({ statements }: Subject, kind: ast.Stmt['kind']): ast.Stmt[] {
  return statements.flatMap(({ node }) => (node.kind === kind ? node : []));
}

function yields({ statements }: Subject): ast.Stmt[] {
  return statements.flatMap(({ node }) =>
    !isFunction(node) && [...ownNodes(node)].some(({ kind }) => kind === 'Yield') ? node : [],
  );
}
