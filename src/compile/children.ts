// The expressions directly inside an expression that opens no scope.

import type * as ast from '../../grammar/ast.js';

export type ScopeOpening = ast.Lambda | ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp;

/** In the order of evaluation; null for what may be left out (`{**x}`, slices). */
export function childrenOf(node: Exclude<ast.Expr, ScopeOpening>): readonly (ast.Expr | null)[] {
  switch (node.kind) {
    case 'Name':
    case 'Constant':
      return [];
    case 'BoolOp':
    case 'JoinedStr':
      return node.values;
    case 'NamedExpr':
    case 'Attribute':
    case 'Starred':
    case 'Await':
    case 'Yield':
    case 'YieldFrom':
      return [node.value];
    case 'BinOp':
      return [node.left, node.right];
    case 'UnaryOp':
      return [node.operand];
    case 'IfExp':
      return [node.test, node.body, node.orelse];
    case 'Dict':
      return node.values.flatMap((value, index) => [node.keys[index] ?? null, value]);
    case 'Set':
    case 'List':
    case 'Tuple':
      return node.elts;
    case 'Compare':
      return [node.left, ...node.comparators];
    case 'Call':
      return [node.func, ...node.args, ...node.keywords.map(({ value }) => value)];
    case 'FormattedValue':
      return [node.value, node.format_spec];
    case 'Subscript':
      return [node.value, node.slice];
    case 'Slice':
      return [node.lower, node.upper, node.step];
  }
}
