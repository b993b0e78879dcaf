// The price of a statement on the virtual clock: a sum over its own nodes, known when it is compiled.
//
// What runs conditionally or repeatedly (the blocks of compound statements, called functions, the rounds of a
// comprehension) is charged where it runs.

import type * as ast from '../../grammar/ast.js';
import type { CostModel } from '../execution/costs.js';

export function statementCost(node: ast.Stmt, costs: CostModel): number {
  const parts = ownExpressions(node);
  return costs.statement + parts.reduce((sum, part) => sum + expressionCost(part, costs), 0);
}

/** The expressions a statement evaluates itself, each time it is reached. */
function ownExpressions(node: ast.Stmt): readonly ast.Expr[] {
  switch (node.kind) {
    case 'Expr':
      return [node.value];
    case 'Assign':
      return [node.value, ...node.targets];
    case 'AugAssign':
      return [node.target, node.value];
    case 'AnnAssign':
      return node.value === null ? [] : [node.value, node.target];
    case 'Return':
      return node.value === null ? [] : [node.value];
    case 'If':
    case 'Assert':
      return [node.test];
    case 'For':
    case 'AsyncFor':
      return [node.iter];
    case 'Raise':
      return node.exc === null ? [] : [node.exc];
    case 'Match':
      return [node.subject];
    case 'With':
    case 'AsyncWith':
      return node.items.map(({ context_expr }) => context_expr);
    default:
      return [];
  }
}

export function expressionCost(node: ast.Expr, costs: CostModel): number {
  switch (node.kind) {
    case 'Constant':
    case 'Lambda':
    case 'GeneratorExp':
      return costs.load;
    case 'Name':
      return node.ctx === 'Load' ? costs.load : costs.store;
    case 'BinOp':
      return costs.operation + expressionCost(node.left, costs) + expressionCost(node.right, costs);
    case 'UnaryOp':
      return costs.operation + expressionCost(node.operand, costs);
    case 'BoolOp':
      return sum(node.values.slice(0, 1), costs);
    case 'Compare':
      return (
        costs.operation * node.ops.length + expressionCost(node.left, costs) + sum(node.comparators, costs)
      );
    case 'IfExp':
      return expressionCost(node.test, costs) + expressionCost(node.body, costs);
    case 'NamedExpr':
      return costs.store + expressionCost(node.value, costs);
    case 'Attribute':
      return costs.attribute + expressionCost(node.value, costs);
    case 'Subscript':
      return costs.subscript + expressionCost(node.value, costs) + expressionCost(node.slice, costs);
    case 'Call':
      return (
        costs.call +
        expressionCost(node.func, costs) +
        sum(node.args, costs) +
        node.keywords.reduce((total, { value }) => total + expressionCost(value, costs), 0)
      );
    case 'List':
    case 'Tuple':
    case 'Set':
      return costs.display + sum(node.elts, costs);
    case 'Dict':
      return costs.display + sum(node.values, costs) + costs.store * node.keys.length;
    case 'JoinedStr':
      return costs.display + sum(node.values, costs);
    case 'FormattedValue':
      return costs.call + expressionCost(node.value, costs);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return costs.display;
    case 'Await':
    case 'YieldFrom':
    case 'Starred':
      return costs.load + expressionCost(node.value, costs);
    case 'Yield':
      return costs.load + (node.value === null ? 0 : expressionCost(node.value, costs));
    case 'Slice':
      return costs.operation;
  }
}

function sum(nodes: readonly ast.Expr[], costs: CostModel): number {
  return nodes.reduce((total, node) => total + expressionCost(node, costs), 0);
}
