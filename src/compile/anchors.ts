// The part of an expression that a traceback underlines with `^` (`_extract_caret_anchors_from_line_segment`).

import type * as ast from '../../grammar/ast.js';
import type { CodePosition } from '../execution/frame.js';
import type { TracebackPosition } from '../objects/traceback.js';

/** Positions are syntax tree nodes; those of three kinds have anchors. */
export function anchoredPosition(position: CodePosition, lines: readonly string[]): TracebackPosition {
  const { lineno, col_offset, end_lineno, end_col_offset } = position;
  const plain = { lineno, col_offset, end_lineno, end_col_offset };
  if (!isExpression(position)) return plain;
  switch (position.kind) {
    case 'BinOp': {
      const start = skipTo(position.left, lines, (char) => char !== ')' && char !== '\\');
      const next = lines[start.line - 1]?.[start.column + 1];
      const doubled =
        next !== undefined &&
        next !== ' ' &&
        '*/<>'.includes(next) &&
        next === lines[start.line - 1]?.[start.column];
      return {
        ...plain,
        anchors: anchors(start, { line: start.line, column: start.column + (doubled ? 2 : 1) }),
      };
    }
    case 'Subscript': {
      const start = skipTo(position.value, lines, (char) => char === '[');
      return { ...plain, anchors: anchors(start, { line: end_lineno, column: end_col_offset }) };
    }
    case 'Call': {
      const start = skipTo(position.func, lines, (char) => char === '(');
      return { ...plain, anchors: anchors(start, { line: end_lineno, column: end_col_offset }) };
    }
    default:
      return plain;
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function anchors(start: Place, end: Place): NonNullable<TracebackPosition['anchors']> {
  return {
    left_end_lineno: start.line,
    left_end_offset: start.column,
    right_start_lineno: end.line,
    right_start_offset: end.column,
  };
}

/** The first character after the end of a node that is wanted, past blanks, comments and line ends. */
function skipTo(after: CodePosition, lines: readonly string[], wanted: (char: string) => boolean): Place {
  let line = after.end_lineno;
  let column = after.end_col_offset;
  for (;;) {
    const text = lines[line - 1];
    if (text === undefined) return { line: after.end_lineno, column: after.end_col_offset };
    const char = text[column];
    if (char === undefined || char === '#') {
      line++;
      column = 0;
    } else if (/\s/.test(char) || !wanted(char)) column++;
    else return { line, column };
  }
}

function isExpression(position: CodePosition): position is ast.BinOp | ast.Subscript | ast.Call {
  return (
    'kind' in position &&
    (position.kind === 'BinOp' || position.kind === 'Subscript' || position.kind === 'Call')
  );
}
