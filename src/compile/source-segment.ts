// The source text of a node.

import type * as ast from '../../grammar/ast.js';

/** The text between the node's start and end, lines joined by one space. */
export function sourceSegment(node: ast.Position, lines: readonly string[]): string {
  const { lineno, col_offset, end_lineno, end_col_offset } = node;
  if (lineno === end_lineno) return (lines[lineno - 1] ?? '').slice(col_offset, end_col_offset);
  const parts = [(lines[lineno - 1] ?? '').slice(col_offset)];
  for (let line = lineno + 1; line < end_lineno; line++) parts.push(lines[line - 1] ?? '');
  parts.push((lines[end_lineno - 1] ?? '').slice(0, end_col_offset));
  return parts.map((part) => part.trim()).join(' ');
}
