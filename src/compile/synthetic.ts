// Nodes the compiler makes: hidden local variables (named `.1`, `.2`, ... as CPython names `.0`) and the names that
// read and write them.

import type * as ast from '../../grammar/ast.js';
import type { Compiler } from './compiler.js';
import { Variable } from './scope.js';

export function position(node: ast.Position): ast.Position {
  const { lineno, col_offset, end_lineno, end_col_offset } = node;
  return { lineno, col_offset, end_lineno, end_col_offset };
}

/** A new hidden variable of the unit. */
export function temporary(c: Compiler): Variable {
  const variable = new Variable(`.${c.unit.locals.length}`, c.unit);
  variable.index = c.unit.locals.push(variable) - 1;
  return variable;
}

export function localName(
  variable: Variable,
  at: ast.Position,
  c: Compiler,
  ctx: ast.ExprContext = 'Load',
): ast.Name {
  const node: ast.Name = { kind: 'Name', id: variable.name, ctx, ...position(at) };
  c.source.table.bind(node, variable.name, { kind: 'local', variable });
  return node;
}
