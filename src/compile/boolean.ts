// `and`, `or`, `not` and the other unary operators, conditional expressions, `:=`.

import type * as ast from '../../grammar/ast.js';
import { PyFloat } from '../objects/boxed.js';
import { isTrue } from '../objects/compare.js';
import { UNARY } from '../objects/operators.js';
import type { Compiler, Eval } from './compiler.js';
import { storeName } from './names.js';

export function compileBoolOp(node: ast.BoolOp, c: Compiler): Eval {
  const [first, ...rest] = node.values.map((value) => c.expression(value));
  if (first === undefined) throw new Error('a BoolOp has values');
  const isOr = node.op === 'Or';
  return rest.reduce<Eval>(
    (left, right) => (frame) => {
      const value = left(frame);
      frame.position = node;
      return isTrue(value) === isOr ? value : right(frame);
    },
    first,
  );
}

export function compileUnaryOp(node: ast.UnaryOp, c: Compiler): Eval {
  if (node.op === 'Not') {
    const operand = c.condition(node.operand);
    return (frame) => !operand(frame);
  }
  if (node.op === 'USub' && node.operand.kind === 'Constant') {
    const { value } = node.operand;
    if (value.type === 'int' && typeof value.value === 'number' && value.value !== 0) {
      const negative = -value.value;
      return () => negative;
    }
    if (value.type === 'float') {
      const negative = new PyFloat(-value.value);
      return () => negative;
    }
  }
  if (node.op === 'Invert' && node.operand.kind === 'Constant' && node.operand.value.type === 'bool') {
    // A constant is inverted by the compiler, whose warning nobody sees.
    const inverted = node.operand.value.value ? -2 : -1;
    return () => inverted;
  }
  const operand = c.expression(node.operand);
  const operation = UNARY[node.op];
  return (frame) => {
    const value = operand(frame);
    frame.position = node;
    return operation(value);
  };
}

export function compileIfExp(node: ast.IfExp, c: Compiler): Eval {
  const test = c.condition(node.test);
  const body = c.expression(node.body);
  const orelse = c.expression(node.orelse);
  return (frame) => (test(frame) ? body(frame) : orelse(frame));
}

export function compileNamedExpr(node: ast.NamedExpr, c: Compiler): Eval {
  const value = c.expression(node.value);
  const store = storeName(node.target, node.target.id, c);
  return (frame) => {
    const result = value(frame);
    store(frame, result);
    return result;
  };
}
