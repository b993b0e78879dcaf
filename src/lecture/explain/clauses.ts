// The clauses of compound statements that are no statements of their own: `except`, `else`, `finally`, `case`.

import type * as ast from '../../../grammar/ast.js';
import type { Listing } from '../program/listing.js';

export interface Clause {
  readonly kind: 'except' | 'else' | 'finally' | 'case';
  readonly lineno: number;
  readonly body: readonly ast.Stmt[];
  /** Of `except` and `case`. */
  readonly node: ast.ExceptHandler | ast.MatchCase | null;
}

export function clausesOf(node: ast.Stmt, listing: Listing): Clause[] {
  switch (node.kind) {
    case 'Try':
    case 'TryStar':
      return [
        ...node.handlers.map(
          (handler): Clause => ({
            kind: 'except',
            lineno: handler.lineno,
            body: handler.body,
            node: handler,
          }),
        ),
        ...worded('else', node.orelse, listing),
        ...worded('finally', node.finalbody, listing),
      ];
    case 'If':
    case 'For':
    case 'AsyncFor':
    case 'While':
      return worded('else', node.orelse, listing);
    case 'Match':
      return node.cases.map(
        (each): Clause => ({ kind: 'case', lineno: each.pattern.lineno, body: each.body, node: each }),
      );
    default:
      return [];
  }
}

/** The clause whose line is found by its word above the body; none for `elif`, which is an `if` of its own. */
function worded(kind: 'else' | 'finally', body: readonly ast.Stmt[], listing: Listing): Clause[] {
  const [first] = body;
  if (first === undefined) return [];
  const word = new RegExp(String.raw`^\s*${kind}\s*:`);
  for (let lineno = first.lineno; lineno > 0 && lineno > first.lineno - 50; lineno--) {
    if (word.test(listing.text(lineno))) return [{ kind, lineno, body, node: null }];
    if (lineno < first.lineno && /^\s*[^\s#]/.test(listing.text(lineno))) break;
  }
  return [];
}
