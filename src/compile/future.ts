// `from __future__ import ...`: which features there are, and where the statement may stand (CPython's `future.c`).

import type * as ast from '../../grammar/ast.js';
import type { Problems } from '../../grammar/syntax-error.js';

const FEATURES = [
  'nested_scopes',
  'generators',
  'division',
  'absolute_import',
  'with_statement',
  'print_function',
  'unicode_literals',
  'barry_as_FLUFL',
  'generator_stop',
  'annotations',
];

/** The features a module asks for. Throws `PySyntaxProblem` for one that does not exist. */
export function futureFeatures(body: readonly ast.Stmt[], problems: Problems): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of futureImports(body)) {
    for (const { name } of node.names) {
      if (FEATURES.includes(name)) found.add(name);
      else {
        const message = name === 'braces' ? 'not a chance' : `future feature ${name} is not defined`;
        const range = { lineno: node.lineno, offset: 1, end_lineno: node.lineno, end_offset: 0 };
        throw problems.exactly(range, message);
      }
    }
  }
  return found;
}

/** Those at the beginning of the module, where alone they may stand. */
export function futureImports(body: readonly ast.Stmt[]): ast.ImportFrom[] {
  const found: ast.ImportFrom[] = [];
  for (const [index, node] of body.entries()) {
    if (isFutureImport(node)) found.push(node);
    else if (index > 0 || node.kind !== 'Expr' || node.value.kind !== 'Constant') break;
  }
  return found;
}

export function isFutureImport(node: ast.Stmt): node is ast.ImportFrom {
  return node.kind === 'ImportFrom' && node.module === '__future__' && node.level === 0;
}
