// Which simple statements are explained together when they follow each other.

import type * as ast from '../../../grammar/ast.js';
import type { Listing } from '../program/listing.js';
import { walk } from '../program/nodes.js';

/** `alone`: worth a note of its own. */
export type RunKind = 'print' | 'assign' | 'jump' | 'alone';

/** Modules whose calls are what the lecture is about. */
const CENTRAL = /^(?:asyncio|threading|concurrent|queue|multiprocessing|contextvars|signal|subprocess)\b/;
const BLOCKING = new Set(['time.sleep']);

export function runKind(node: ast.Stmt, listing: Listing): RunKind {
  if (node.end_lineno - node.lineno > 2 || isCentral(node, listing)) return 'alone';
  switch (node.kind) {
    case 'Return':
    case 'Break':
    case 'Continue':
    case 'Raise':
    case 'Pass':
      return 'jump';
    case 'Expr':
      return isPrint(node.value) ? 'print' : 'alone';
    case 'Assign':
    case 'AnnAssign':
    case 'AugAssign':
      return 'assign';
    default:
      return 'alone';
  }
}

export function joinsRun(kind: RunKind, next: RunKind): boolean {
  if (kind === 'alone' || kind === 'jump' || next === 'alone') return false;
  return next === 'jump' || kind === next;
}

export function isPrint(value: ast.Expr): value is ast.Call {
  return value.kind === 'Call' && value.func.kind === 'Name' && value.func.id === 'print';
}

/** Whether it waits, or calls something of the libraries that the lecture is about. */
function isCentral(node: ast.Stmt, listing: Listing): boolean {
  for (const each of walk(node)) {
    if (each.kind === 'Await' || each.kind === 'Yield' || each.kind === 'YieldFrom') return true;
    if (each.kind !== 'Call') continue;
    const api = listing.apis.of(each.func);
    if (api === null || isQuestion(api)) continue;
    if (CENTRAL.test(api) || BLOCKING.has(api)) return true;
  }
  return false;
}

/** Looks something up and changes nothing. */
function isQuestion(api: string): boolean {
  return /\.(?:current_task|current_thread|get_name|get_ident|done|cancelled|result|time|qsize|empty|full|locked|is_set|is_alive)$/.test(
    api,
  );
}
