// Comparisons, single and chained, as values and as conditions.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { isTrue } from '../objects/compare.js';
import type { Value } from '../objects/object.js';
import { eq, ge, gt, le, lt, ne } from '../objects/operators.js';
import { contains } from '../objects/subscript.js';
import type { Compiler, Condition, Eval } from './compiler.js';
import { localSlot } from './names.js';

type Comparison = (a: Value, b: Value) => Value;

const COMPARISONS: Record<ast.CompareOperator, Comparison> = {
  Eq: eq,
  NotEq: ne,
  Lt: lt,
  LtE: le,
  Gt: gt,
  GtE: ge,
  Is: isIdentical,
  IsNot: (a, b) => !isIdentical(a, b),
  In: (a, b) => contains(b, a),
  NotIn: (a, b) => !contains(b, a),
};

/** Numbers and strings are values here, so identity of equal ones is as CPython shows it for small ones. */
function isIdentical(a: Value, b: Value): boolean {
  return a === b;
}

export function compileCompare(node: ast.Compare, c: Compiler): Eval {
  if (node.ops.length === 1) return compileCompareOne(node, c);
  const left = c.expression(node.left);
  const links = node.ops.map((op, index) => {
    const comparator = node.comparators[index];
    if (comparator === undefined) throw new Error('a Compare has as many comparators as operators');
    return { compare: COMPARISONS[op], right: c.expression(comparator) };
  });
  const last = links.length - 1;
  return (frame) => {
    let a = left(frame);
    for (let index = 0; ; index++) {
      const link = links[index];
      if (link === undefined) return true;
      const b = link.right(frame);
      frame.position = node;
      const result = link.compare(a, b);
      if (index === last || !isTrue(result)) return result;
      a = b;
    }
  };
}

function operands(node: ast.Compare, c: Compiler): { left: Eval; right: Eval; op: ast.CompareOperator } {
  const [op] = node.ops;
  const [comparator] = node.comparators;
  if (op === undefined || comparator === undefined) throw new Error('a Compare has an operator');
  return { left: c.expression(node.left), right: c.expression(comparator), op };
}

function compileCompareOne(node: ast.Compare, c: Compiler): Eval {
  const { left, right, op } = operands(node, c);
  const compare = COMPARISONS[op];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    frame.position = node;
    return compare(a, b);
  };
}

/** `n < 2` on a local variable that holds a small int; the general form does everything else. */
export function compileCompareCondition(node: ast.Compare, c: Compiler): Condition {
  const general = compileGeneralCondition(node, c);
  const index = localSlot(node.left, c);
  const [right] = node.comparators;
  if (index === null || right?.kind !== 'Constant' || right.value.type !== 'int') return general;
  const b = right.value.value;
  if (typeof b !== 'number') return general;
  switch (node.ops[0]) {
    case 'Lt':
      return (frame) => {
        const a = frame.locals[index];
        return typeof a === 'number' ? a < b : general(frame);
      };
    case 'LtE':
      return (frame) => {
        const a = frame.locals[index];
        return typeof a === 'number' ? a <= b : general(frame);
      };
    case 'Gt':
      return (frame) => {
        const a = frame.locals[index];
        return typeof a === 'number' ? a > b : general(frame);
      };
    case 'GtE':
      return (frame) => {
        const a = frame.locals[index];
        return typeof a === 'number' ? a >= b : general(frame);
      };
    case 'Eq':
      return (frame) => {
        const a = frame.locals[index];
        return typeof a === 'number' ? a === b : general(frame);
      };
    default:
      return general;
  }
}

/** One literal per operator keeps the feedback apart. */
function compileGeneralCondition(node: ast.Compare, c: Compiler): Condition {
  const { left, right, op } = operands(node, c);
  switch (op) {
    case 'Lt':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number'
          ? a < b
          : truth(frame, node, richly(frame, node, a, b, 'lt'));
      };
    case 'LtE':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number'
          ? a <= b
          : truth(frame, node, richly(frame, node, a, b, 'le'));
      };
    case 'Gt':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number'
          ? a > b
          : truth(frame, node, richly(frame, node, a, b, 'gt'));
      };
    case 'GtE':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number'
          ? a >= b
          : truth(frame, node, richly(frame, node, a, b, 'ge'));
      };
    case 'Eq':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a === b;
        frame.position = node;
        return truth(frame, node, eq(a, b));
      };
    case 'NotEq':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return a !== b;
        frame.position = node;
        return truth(frame, node, ne(a, b));
      };
    case 'Is':
      return (frame) => isIdentical(left(frame), right(frame));
    case 'IsNot':
      return (frame) => !isIdentical(left(frame), right(frame));
    default: {
      const compare = COMPARISONS[op];
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        frame.position = node;
        return truth(frame, node, compare(a, b));
      };
    }
  }
}

function richly(frame: Frame, node: ast.Compare, a: Value, b: Value, name: 'lt' | 'le' | 'gt' | 'ge'): Value {
  frame.position = node;
  return ORDER[name](a, b);
}

const ORDER = { lt, le, gt, ge };

function truth(frame: Frame, node: ast.Compare, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  frame.position = node;
  return isTrue(value);
}
