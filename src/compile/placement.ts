// Statements and expressions that stand where they may not: `return` outside a function and its kin.

import type * as ast from '../../grammar/ast.js';
import type { Problems } from '../../grammar/syntax-error.js';

/** Where a node stands. */
export interface Placement {
  /** The kind of the innermost function, or null outside of any. */
  readonly function: 'function' | 'async function' | null;
  readonly isAsync: boolean;
  readonly loop: boolean;
  /** Inside a comprehension or generator expression. */
  readonly comprehension: boolean;
  readonly scope: 'module' | 'class' | 'function';
  /** Inside an `except*` block of this function. */
  readonly exceptStar?: boolean;
}

const FLOW = new Set(['Return', 'Break', 'Continue']);

export function checkPlacement(node: ast.Stmt | ast.Expr, place: Placement, problems: Problems): void {
  const message = misplaced(node, place);
  if (message !== null) throw problems.between(node, node, message);
}

function misplaced(node: ast.Stmt | ast.Expr, place: Placement): string | null {
  if (place.exceptStar && FLOW.has(node.kind) && !(place.loop && node.kind !== 'Return')) {
    return "'break', 'continue' and 'return' cannot appear in an except* block";
  }
  switch (node.kind) {
    case 'Return':
      return place.function === null ? "'return' outside function" : null;
    case 'Break':
      return place.loop ? null : "'break' outside loop";
    case 'Continue':
      return place.loop ? null : "'continue' not properly in loop";
    case 'Yield':
    case 'YieldFrom':
      if (place.comprehension) return "'yield' inside list comprehension";
      if (place.function === null) return "'yield' outside function";
      return node.kind === 'YieldFrom' && place.isAsync ? "'yield from' inside async function" : null;
    case 'Await':
      if (place.function === null) return "'await' outside function";
      return place.isAsync || place.comprehension ? null : "'await' outside async function";
    case 'AsyncFor':
      return place.isAsync ? null : "'async for' outside async function";
    case 'AsyncWith':
      return place.isAsync ? null : "'async with' outside async function";
    default:
      return null;
  }
}
