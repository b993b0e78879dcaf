// The name by which events call a function that a statement defines: `Account.deposit`, `main.<locals>.worker`.

import type * as ast from '../../../grammar/ast.js';
import type { Statement } from './listing.js';
import { isFunction } from './nodes.js';

export function qualifiedName({ parents, node }: Statement): string {
  const parts: string[] = [];
  for (const around of [...parents, node])
    if (isScope(around)) parts.push(around.name, isFunction(around) ? '<locals>' : '');
  return parts
    .slice(0, -1)
    .filter((part) => part !== '')
    .join('.');
}

function isScope(node: ast.Stmt): node is ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef {
  return isFunction(node) || node.kind === 'ClassDef';
}
