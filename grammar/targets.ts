// Targets: expressions read as such first, then found to stand left of `=`, after `for`, `as` or `del`.

import type { Expr, ExprContext } from './ast.js';

/** `assign` and `for` store to names; `for` may not meet an unparenthesised `in` on its way. */
export type TargetUse = 'assign' | 'for' | 'delete';

/** The part of an expression that cannot be a target, if there is one. */
export function invalidPart(node: Expr, use: TargetUse): Expr | undefined {
  switch (node.kind) {
    case 'List':
    case 'Tuple':
      for (const elt of node.elts) {
        const invalid = invalidPart(elt, use);
        if (invalid !== undefined) return invalid;
      }
      return undefined;
    case 'Starred':
      return use === 'delete' ? node : invalidPart(node.value, use);
    case 'Compare':
      // `for x in y` was read as a comparison: what matters is left of its `in`.
      return use === 'for' && node.ops[0] === 'In' ? invalidPart(node.left, use) : node;
    case 'Name':
    case 'Subscript':
    case 'Attribute':
      return undefined;
    default:
      return node;
  }
}

/** The same expression as a target. Only what `invalidPart` finds no fault with is changed all through. */
export function withContext(node: Expr, ctx: ExprContext): Expr {
  switch (node.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return { ...node, ctx };
    case 'Starred':
      return { ...node, ctx, value: withContext(node.value, ctx) };
    case 'List':
    case 'Tuple':
      return { ...node, ctx, elts: node.elts.map((elt) => withContext(elt, ctx)) };
    default:
      return node;
  }
}

/** What CPython calls an expression in its messages. */
export function describe(node: Expr): string {
  switch (node.kind) {
    case 'Attribute':
      return 'attribute';
    case 'Subscript':
      return 'subscript';
    case 'Starred':
      return 'starred';
    case 'Name':
      return 'name';
    case 'List':
      return 'list';
    case 'Tuple':
      return 'tuple';
    case 'Lambda':
      return 'lambda';
    case 'Call':
      return 'function call';
    case 'BoolOp':
    case 'BinOp':
    case 'UnaryOp':
      return 'expression';
    case 'GeneratorExp':
      return 'generator expression';
    case 'Yield':
    case 'YieldFrom':
      return 'yield expression';
    case 'Await':
      return 'await expression';
    case 'ListComp':
      return 'list comprehension';
    case 'SetComp':
      return 'set comprehension';
    case 'DictComp':
      return 'dict comprehension';
    case 'Dict':
      return 'dict literal';
    case 'Set':
      return 'set display';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'f-string expression';
    case 'Constant':
      if (node.value.type === 'None') return 'None';
      if (node.value.type === 'bool') return node.value.value ? 'True' : 'False';
      return node.value.type === 'Ellipsis' ? 'ellipsis' : 'literal';
    case 'Compare':
      return 'comparison';
    case 'IfExp':
      return 'conditional expression';
    case 'NamedExpr':
      return 'named expression';
    case 'Slice':
      return 'slice';
  }
}
