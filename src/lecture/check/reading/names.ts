// What the names in a sentence stand for: functions and tasks of the program, library functions.

import type * as ast from '../../../../grammar/ast.js';
import { PySyntaxProblem, parseExpression } from '../../../../grammar/parser.js';
import { plainName, type TaskHistory } from '../../observation/observation.js';
import type { CallSite, Listing } from '../../program/listing.js';
import type { FunctionNode } from '../../program/nodes.js';
import type { Subject } from '../rule.js';
import { codeIn } from '../sentence.js';

/** Code in backticks, with what it is when it parses as an expression. */
export interface Code {
  readonly text: string;
  readonly node: ast.Expr | null;
  /** The library function or class it names or calls; null when it is none. */
  readonly api: string | null;
}

export function codesIn(text: string, listing: Listing): Code[] {
  return codeIn(text).map((code) => {
    const node = expressionOf(code);
    return { text: code, node, api: node === null ? null : apiOf(node, listing) };
  });
}

/** The text as an expression; null when it is none. */
export function expressionOf(code: string): ast.Expr | null {
  try {
    return parseExpression(code).body;
  } catch (error) {
    if (error instanceof PySyntaxProblem) return null;
    throw error;
  }
}

function apiOf(node: ast.Expr, listing: Listing): string | null {
  if (node.kind === 'Await') return apiOf(node.value, listing);
  const named = node.kind === 'Call' ? node.func : node;
  const api = listing.apis.of(named);
  return api?.includes('.') === true ? api : null;
}

/** Functions of the program that the text names, in backticks or as "the heartbeat"; in order. */
export function functionsNamed(text: string, listing: Listing): FunctionNode[] {
  const found = new Set<FunctionNode>();
  for (const match of text.matchAll(/`([^`]+)`|\b[A-Za-z_]\w*\b/g)) {
    const [word, code] = match;
    const name = code === undefined ? nameIn(word, text.slice(0, match.index)) : nameOfCode(code);
    const named = name === null ? undefined : listing.functions.get(name);
    if (named !== undefined) found.add(named);
  }
  return [...found];
}

function nameOfCode(code: string): string | null {
  const node = expressionOf(code);
  return node === null ? null : calledName(node);
}

/** What asyncio itself is spoken of with: "the task" is any task, even where a function is called so. */
const FIELD = new Set(
  'task coroutine function event loop queue lock future executor pool thread timer main result semaphore'.split(
    ' ',
  ),
);

/** A bare word is a name when no English word is written so, or when it is spoken of as a thing. */
function nameIn(word: string, before: string): string | null {
  if (/[a-z][A-Z]|_/.test(word)) return word;
  return /\b(?:the|each|every)\s+$/i.test(before) && !FIELD.has(word) ? word : null;
}

function calledName(node: ast.Expr): string | null {
  if (node.kind === 'Await') return calledName(node.value);
  if (node.kind === 'Call') return calledName(node.func);
  return node.kind === 'Name' ? node.id : null;
}

/**
 * The task that a word names: by the one argument that tells it from others of its function (`A` for `task('A')`), by
 * its own name, or by its function where that has one task.
 */
export function taskNamed(word: string, { observation }: Pick<Subject, 'observation'>): TaskHistory | null {
  const { tasks } = observation;
  const name = word.replace(/^`|`$|\(.*\)$/g, '');
  const candidates = [
    tasks.filter(({ created }) => created.name === name),
    tasks.filter(({ created }) => created.args.some((arg) => arg === `'${name}'` || arg === `"${name}"`)),
    tasks.filter(({ created }) => plainName(created.function) === name),
  ];
  const found = candidates.find((each) => each.length > 0);
  return found?.length === 1 ? (found[0] ?? null) : null;
}

/** Whether the text speaks of a library function in backticks that the note's code does not call. */
export function speaksOfOther(text: string, subject: Subject): boolean {
  const called = new Set([...subject.calls, ...callsBelow(subject)].map(({ api }) => api));
  return codesIn(text, subject.listing).some(({ api }) => api !== null && !called.has(api) && !isClass(api));
}

/** Calls in the functions of the program that the lines call. */
function callsBelow({ calls, listing }: Subject): CallSite[] {
  const functions = new Set(calls.flatMap(({ name }) => listing.functions.get(name) ?? []));
  return listing.calls.filter(
    ({ statement }) => statement.function !== null && functions.has(statement.function),
  );
}

function isClass(api: string): boolean {
  return /\.[A-Z]\w*$/.test(api);
}
