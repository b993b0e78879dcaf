// "calling `task(...)` returns a coroutine object", "`asyncio.gather(...)` returns a future", "`create_task` returns a Task".

import type * as ast from '../../../../grammar/ast.js';
import { type FunctionNode, isFunction, isGenerator } from '../../program/nodes.js';
import { clausesOf, isSupposed } from '../reading/clauses.js';
import { codesIn } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';

type Kind =
  | 'coroutine'
  | 'future'
  | 'task'
  | 'concurrent future'
  | 'generator'
  | 'async generator'
  | 'iterator'
  | 'loop';

/** What asyncio's and the executors' calls give, awaited or not. */
const GIVES: Readonly<Record<string, Kind>> = {
  'asyncio.gather': 'future',
  'asyncio.shield': 'future',
  'asyncio.wrap_future': 'future',
  'asyncio.loop.run_in_executor': 'future',
  'asyncio.loop.create_future': 'future',
  'asyncio.Future': 'future',
  'asyncio.create_task': 'task',
  'asyncio.ensure_future': 'task',
  'asyncio.loop.create_task': 'task',
  'asyncio.TaskGroup.create_task': 'task',
  'asyncio.sleep': 'coroutine',
  'asyncio.wait': 'coroutine',
  'asyncio.wait_for': 'coroutine',
  'asyncio.to_thread': 'coroutine',
  'asyncio.as_completed': 'iterator',
  'asyncio.run_coroutine_threadsafe': 'concurrent future',
  'concurrent.futures.ThreadPoolExecutor.submit': 'concurrent future',
  'concurrent.futures.ProcessPoolExecutor.submit': 'concurrent future',
  'concurrent.futures.Executor.submit': 'concurrent future',
  'asyncio.get_event_loop': 'loop',
  'asyncio.get_running_loop': 'loop',
  'asyncio.new_event_loop': 'loop',
};

const NAMES: Readonly<Record<Kind, string>> = {
  coroutine: 'a coroutine object',
  future: 'a future (`asyncio.Future`)',
  task: 'a task (`asyncio.Task`)',
  'concurrent future': 'a `concurrent.futures.Future`',
  generator: 'a generator',
  'async generator': 'an async generator',
  iterator: 'an iterator',
  loop: 'the event loop',
};

const RETURNS =
  /\b(?:returns?|gives? (?:back|you)|produces?|creates?|yields)\s+(?:a|an|the|only a)?\s*(?:single |new |bare |plain |asyncio )?`?((?:concurrent\.futures\.|asyncio\.)?(?:[Cc]oroutine(?: object)?|[Ff]uture|[Tt]ask|(?:async(?:hronous)? )?generator|iterator|list|[Tt]hread))\b`?(?!\s+(?:of|that contains)\b)/;

export const identity: ClaimRule = {
  id: 'identity',
  summary:
    'what a call gives: "`asyncio.gather(...)` returns a future", "calling `f()` returns a coroutine object"',
  about: 'program',
  read: ({ text }, subject) => {
    let called: Kind | null = null;
    const claims: Claim[] = [];
    for (const clause of clausesOf(text)) {
      const match = RETURNS.exec(clause.text);
      const before = match === null ? clause.text : clause.text.slice(0, match.index);
      const said = calledIn(before, subject);
      called = said ?? called;
      if (match === null || isSupposed(before)) continue;
      const kind = said !== null ? said : calledByPronoun(before, called, subject);
      const claim = kind === null ? null : compare(match, kind);
      if (claim !== null) claims.push(claim);
    }
    return claims;
  },
};

/** What the last call or function in backticks gives; null when there is none or it is unknown. */
function calledIn(words: string, subject: Subject): Kind | null {
  const { listing } = subject;
  for (const { node, api } of codesIn(words, listing).reverse()) {
    const given = api ?? (node === null ? null : apiOfName(node, subject));
    if (given !== null && GIVES[given] !== undefined) return GIVES[given];
    const callee = node?.kind === 'Call' ? node.func : null;
    const called = callee?.kind === 'Name' ? listing.functions.get(callee.id) : undefined;
    if (called !== undefined) return givenBy(called);
  }
  return null;
}

function givenBy(node: FunctionNode): Kind | null {
  const yields = isGenerator(node);
  if (node.kind === 'AsyncFunctionDef') return yields ? 'async generator' : 'coroutine';
  return yields ? 'generator' : null;
}

/** `submit` or `create_task()` alone: the call of that name at the lines, where they have one. */
function apiOfName(node: ast.Expr, { calls }: Subject): string | null {
  const name = node.kind === 'Call' ? node.func : node;
  if (name.kind !== 'Name') return null;
  const apis = new Set(calls.flatMap(({ api }) => (api?.endsWith(`.${name.id}`) === true ? api : [])));
  const [only] = apis;
  return apis.size === 1 ? (only ?? null) : null;
}

/** "It returns", "This call returns": the call that was named before, or the only known one of the lines. */
function calledByPronoun(before: string, earlier: Kind | null, { calls, statements }: Subject): Kind | null {
  const [defined, ...more] = statements.flatMap(({ node }) => (isFunction(node) ? node : []));
  if (/\bcalling (?:it|this(?: function)?)\s*(?:\w+ly\s*)?$/i.test(before.trim()))
    return defined === undefined || more.length > 0 ? null : givenBy(defined);
  if (!/\b(?:it|this(?: call| function)?|the call|that|which)\s*(?:\w+ly\s*)?$/i.test(before.trim()))
    return null;
  if (earlier !== null) return earlier;
  const known = calls.flatMap(({ api }) => (api === null ? [] : (GIVES[api] ?? [])));
  return known.length === 1 ? (known[0] ?? null) : null;
}

function compare([quote, word = '']: RegExpExecArray, kind: Kind): Claim | null {
  const said = word.toLowerCase().replace(/^asyncio\./, '');
  // `gather` creates tasks and returns a future; awaited, it gives a list, as a coroutine may.
  if (/^creates?/i.test(quote) && kind === 'future') return null;
  if (said === 'list' && !kind.includes('generator')) return null;
  return { quote, judgement: judgement(said, kind) };
}

function judgement(said: string, kind: Kind): Judgement {
  const observed = `it returns ${NAMES[kind]}`;
  if (agreesWith(said, kind)) return holds(observed);
  // A future can be awaited as a coroutine can, and a task is a future: the term is off, not the spirit. That a mere
  // call starts a task is another matter.
  const isNear = kind !== 'coroutine' && /coroutine|future|task/.test(said) && /future|task/.test(kind);
  const suggestion = `returns ${NAMES[kind]}`;
  return isNear ? imprecise(observed, [], suggestion) : contradicted(observed, [], suggestion);
}

function agreesWith(said: string, kind: Kind): boolean {
  if (said.startsWith('coroutine')) return kind === 'coroutine';
  if (said.startsWith('concurrent.futures')) return kind === 'concurrent future';
  if (said === 'future') return kind === 'future' || kind === 'task' || kind === 'concurrent future';
  if (said === 'iterator') return kind === 'iterator' || kind === 'generator';
  return said === kind || (said === 'asynchronous generator' && kind === 'async generator');
}
