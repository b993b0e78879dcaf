// How much of a compound statement is explained at once.

import type * as ast from '../../../grammar/ast.js';
import { blocksOf, type Listing } from '../program/listing.js';
import { isFunction, opensScope, walk } from '../program/nodes.js';

/** Statements in a body, those inside others included. */
export function countStatements(body: readonly ast.Stmt[]): number {
  return body.reduce(
    (sum, node) => sum + 1 + blocksOf(node).reduce((inner, block) => inner + countStatements(block), 0),
    0,
  );
}

/** Whether one note does for the head and the body. */
export function isSmall(node: ast.Stmt, listing: Listing): boolean {
  if (node.lineno === node.end_lineno) return true;
  const size = countStatements([node]);
  const lines = node.end_lineno - node.lineno + 1;
  switch (node.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return (
        size <= 3 &&
        lines <= 5 &&
        node.body.every((each) => blocksOf(each).length === 0) &&
        !awaits(node, listing)
      );
    case 'ClassDef':
      return size <= 7 && node.body.every((each) => blocksOf(each).length === 0);
    case 'For':
    case 'AsyncFor':
    case 'While':
      return size <= 5 && lines <= 8 && holdsNone(node);
    case 'If':
      return size <= 5 && lines <= 8 && holdsNone(node);
    case 'With':
      return size <= 2 && lines <= 3 && !awaits(node, listing);
    case 'AsyncWith':
      return size <= 2 && lines <= 2;
    case 'Try':
    case 'TryStar':
      return size <= 5 && lines <= 9 && holdsNone(node);
    case 'Match':
      return size <= 5 && lines <= 8;
    default:
      return true;
  }
}

/** No statement inside has a note of its own by right: definitions, and what guards a resource. */
function holdsNone(node: ast.Stmt): boolean {
  for (const each of walk(node)) {
    if (each === node) continue;
    if (opensScope(each) && each.kind !== 'Lambda') return false;
    if (each.kind === 'With' || each.kind === 'AsyncWith' || each.kind === 'Try' || each.kind === 'TryStar')
      return false;
  }
  return true;
}

function awaits(node: ast.Stmt, listing: Listing): boolean {
  const body = isFunction(node) ? node.body : [node];
  return body.some((each) => listing.awaits(each));
}
