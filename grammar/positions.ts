// Positions made from positions.

import type { Position } from './ast.js';

/** From the start of one node or token to the end of another. */
export function span(start: Position, end: Position): Position {
  return {
    lineno: start.lineno,
    col_offset: start.col_offset,
    end_lineno: end.end_lineno,
    end_col_offset: end.end_col_offset,
  };
}
