// What CPython's compiler warns of (`SyntaxWarning`): expressions that surely fail or surely mean something else.

import type * as ast from '../../grammar/ast.js';

/** The warning about one node, or null. */
export function warningOf(node: ast.Expr | ast.Stmt): { node: ast.Position; message: string } | null {
  switch (node.kind) {
    case 'Compare':
      return identityWarning(node);
    case 'Call': {
      const type = NOT_CALLABLE.has(node.func.kind) ? inferredType(node.func) : null;
      return type === null ? null : missedComma(node.func, `'${type}' object is not callable`);
    }
    case 'Subscript':
      return node.ctx === 'Load' ? subscriptWarning(node) : null;
    case 'Assert':
      if (node.test.kind !== 'Tuple' || node.test.elts.length === 0) return null;
      return { node, message: 'assertion is always true, perhaps remove parentheses?' };
    default:
      return null;
  }
}

const NOT_CALLABLE = new Set<ast.Expr['kind']>([
  'Constant',
  'Tuple',
  'List',
  'ListComp',
  'Dict',
  'DictComp',
  'Set',
  'SetComp',
  'GeneratorExp',
  'JoinedStr',
  'FormattedValue',
]);

function missedComma(node: ast.Position, message: string): { node: ast.Position; message: string } {
  return { node, message: `${message}; perhaps you missed a comma?` };
}

/** `check_compare` */
function identityWarning(node: ast.Compare): { node: ast.Position; message: string } | null {
  let left = node.left;
  for (const [index, op] of node.ops.entries()) {
    const right = node.comparators[index];
    if (right === undefined) return null;
    if (op === 'Is' || op === 'IsNot') {
      const literal = [left, right].find(isLiteral);
      if (literal !== undefined) {
        const [word, better] = op === 'Is' ? ['is', '=='] : ['is not', '!='];
        const message = `"${word}" with '${inferredType(literal)}' literal. Did you mean "${better}"?`;
        return { node, message };
      }
    }
    left = right;
  }
  return null;
}

/** A constant whose identity says nothing, after constant folding. */
function isLiteral(node: ast.Expr): boolean {
  if (node.kind === 'UnaryOp' && node.op === 'USub') return isLiteral(node.operand);
  if (node.kind === 'Tuple') return node.elts.every((elt) => elt.kind === 'Constant');
  if (node.kind !== 'Constant') return false;
  const { type } = node.value;
  return type !== 'None' && type !== 'bool' && type !== 'Ellipsis';
}

/** `check_subscripter` and `check_index` */
function subscriptWarning(node: ast.Subscript): { node: ast.Position; message: string } | null {
  const { value, slice } = node;
  const type = inferredType(value);
  if (type === null) return null;
  if (NOT_SUBSCRIPTABLE.has(type)) return missedComma(value, `'${type}' object is not subscriptable`);
  const index = inferredType(slice);
  if (!SEQUENCES.has(type) || index === null || index === 'int' || index === 'bool') return null;
  return missedComma(value, `${type} indices must be integers or slices, not ${index}`);
}

const NOT_SUBSCRIPTABLE = new Set([
  'NoneType',
  'ellipsis',
  'int',
  'bool',
  'float',
  'complex',
  'set',
  'generator',
  'function',
]);
const SEQUENCES = new Set(['str', 'bytes', 'tuple', 'list']);

/** `infer_type` */
function inferredType(node: ast.Expr): string | null {
  switch (node.kind) {
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    case 'UnaryOp':
      return node.op === 'USub' && node.operand.kind === 'Constant' ? inferredType(node.operand) : null;
    case 'Constant': {
      const { type } = node.value;
      return type === 'None' ? 'NoneType' : type === 'Ellipsis' ? 'ellipsis' : type;
    }
    default:
      return null;
  }
}
