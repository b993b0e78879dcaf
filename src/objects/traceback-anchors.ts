// Finds in the source what a traceback marks with `^` in a binary operation, a subscript or a call: the operator, the
// brackets, the parentheses (`_extract_caret_anchors_from_line_segment` in Lib/traceback.py).
//
// Whoever has the syntax tree calls these with the ends of the parts; `TracebackAnchors` says for which nodes.

import type { TracebackAnchors } from './traceback.js';

/** A place in the source: line from 1, column in UTF-16 code units from 0. */
export interface SourcePlace {
  readonly lineno: number;
  readonly col_offset: number;
}

export type SourceLine = (lineno: number) => string | undefined;

/** Of a BinOp: `leftEnd` is where its left operand ends, `rightStart` where its right one begins. */
export function operatorAnchors(
  sourceLine: SourceLine,
  leftEnd: SourcePlace,
  rightStart: SourcePlace,
): TracebackAnchors {
  const { lineno, col_offset } = find(sourceLine, leftEnd, (character) => !/[\s)]/.test(character));
  const next = sourceLine(lineno)?.charAt(col_offset + 1) ?? '';
  const isBeforeRight = rightStart.lineno > lineno || col_offset + 1 < rightStart.col_offset;
  const width = next !== '' && isBeforeRight && !/[\s\\#]/.test(next) ? 2 : 1;
  return {
    left_end_lineno: lineno,
    left_end_offset: col_offset,
    right_start_lineno: lineno,
    right_start_offset: col_offset + width,
  };
}

/** Of a Subscript or a Call: from the bracket after its value or callee, which ends at `valueEnd`, to its `end`. */
export function bracketAnchors(
  sourceLine: SourceLine,
  valueEnd: SourcePlace,
  bracket: '(' | '[',
  end: SourcePlace,
): TracebackAnchors {
  const { lineno, col_offset } = find(sourceLine, valueEnd, (character) => character === bracket);
  return {
    left_end_lineno: lineno,
    left_end_offset: col_offset,
    right_start_lineno: end.lineno,
    right_start_offset: end.col_offset,
  };
}

/** The first wanted character from a place on, past comments and line joins. */
function find(
  sourceLine: SourceLine,
  from: SourcePlace,
  wanted: (character: string) => boolean,
): SourcePlace {
  let { lineno, col_offset } = from;
  for (let line = sourceLine(lineno); line !== undefined; line = sourceLine(++lineno)) {
    for (; col_offset < line.length; col_offset++) {
      const character = line.charAt(col_offset);
      if (character === '#' || character === '\\') break;
      if (wanted(character)) return { lineno, col_offset };
    }
    col_offset = 0;
  }
  return from;
}
