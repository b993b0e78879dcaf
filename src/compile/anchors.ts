// What a traceback points at: the place of the failing instruction and the part of it that is marked with `^`.

import type * as ast from '../../grammar/ast.js';
import type { CodePosition } from '../execution/frame.js';
import type { TracebackPosition } from '../objects/traceback.js';
import { bracketAnchors, operatorAnchors, type SourcePlace } from '../objects/traceback-anchors.js';

/** Positions are syntax tree nodes; those of three kinds have anchors. */
export function anchoredPosition(position: CodePosition, lines: readonly string[]): TracebackPosition {
  const place = instructionPlace(position);
  if (!isExpression(position)) return place;
  const sourceLine = (lineno: number): string | undefined => lines[lineno - 1];
  const end = { lineno: place.end_lineno, col_offset: place.end_col_offset };
  switch (position.kind) {
    case 'BinOp':
      return { ...place, anchors: operatorAnchors(sourceLine, endOf(position.left), position.right) };
    case 'Subscript':
      return { ...place, anchors: bracketAnchors(sourceLine, endOf(position.value), '[', end) };
    case 'Call':
      return { ...place, anchors: bracketAnchors(sourceLine, endOf(position.func), '(', end) };
    default:
      return place;
  }
}

function endOf(node: CodePosition): SourcePlace {
  return { lineno: node.end_lineno, col_offset: node.end_col_offset };
}

/** An attribute whose name stands on a later line than it begins is pointed at from the name on, as is its call. */
function instructionPlace(position: CodePosition): TracebackPosition {
  const { lineno, col_offset, end_lineno, end_col_offset } = position;
  const attribute = attributeOf(position);
  if (attribute === undefined || attribute.end_lineno === lineno)
    return { lineno, col_offset, end_lineno, end_col_offset };
  return {
    lineno: attribute.end_lineno,
    col_offset: attribute.end_col_offset - attribute.attr.length,
    end_lineno,
    end_col_offset,
  };
}

function attributeOf(position: CodePosition): ast.Attribute | undefined {
  if (!isExpression(position)) return undefined;
  if (position.kind === 'Attribute') return position;
  return position.kind === 'Call' && position.func.kind === 'Attribute' ? position.func : undefined;
}

function isExpression(position: CodePosition): position is CodePosition & ast.Expr {
  return 'kind' in position;
}
