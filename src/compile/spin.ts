// Spin loops on the clock: `while time.perf_counter() < end: pass` and its kin.
//
// Each round of such a loop does the same: it moves the clock by the price of a round and one reading, and compares. So
// all rounds but the last few are done in one go; what remains is stepped through, and the result, the clock and
// the count of rounds are those of stepping through all of them.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { PyFloat } from '../objects/boxed.js';
import type { Value } from '../objects/object.js';
import type { Compiler, Eval } from './compiler.js';
import { expressionCost, statementCost } from './statement-cost.js';

interface SpinPattern {
  /** The callee that must turn out to be a clock. */
  readonly clock: ast.Expr;
  /** `clock() - since < limit`, or null for `clock() < limit`. */
  readonly since: ast.Expr | null;
  readonly limit: ast.Expr;
}

/** Skips ahead as far as the loop surely goes, or null where the loop is no spin loop. */
export function spinOf(node: ast.While, c: Compiler): ((frame: Frame) => void) | null {
  const pattern = matchSpin(node);
  if (pattern === null) return null;
  const { machine } = c;
  const { costs } = machine;
  const clock = c.expression(pattern.clock);
  const limit = c.expression(pattern.limit);
  const since = pattern.since === null ? null : c.expression(pattern.since);
  const price =
    costs.statement +
    expressionCost(node.test, costs) +
    node.body.reduce((total, statement) => total + statementCost(statement, costs), 0);
  const lines = [...new Set([node.lineno, ...node.body.map(({ lineno }) => lineno)])];
  return (frame) => {
    const until = untilSeconds(frame, limit, since);
    if (until === null) return;
    machine.spinAhead(clock(frame), until, price, lines);
  };
}

function untilSeconds(frame: Frame, limit: Eval, since: Eval | null): number | null {
  const end = seconds(limit(frame));
  if (end === null) return null;
  if (since === null) return end;
  const start = seconds(since(frame));
  return start === null ? null : start + end;
}

function seconds(value: Value): number | null {
  if (typeof value === 'number') return value;
  return value instanceof PyFloat ? value.value : null;
}

function matchSpin(node: ast.While): SpinPattern | null {
  const { test, body } = node;
  if (!body.every(isIdle) || test.kind !== 'Compare' || test.ops.length !== 1) return null;
  const [op] = test.ops;
  const [right] = test.comparators;
  if (right === undefined) return null;
  if (op === 'Lt' || op === 'LtE') return matchReading(test.left, right);
  if (op === 'Gt' || op === 'GtE') return matchReading(right, test.left);
  return null;
}

function matchReading(reading: ast.Expr, limit: ast.Expr): SpinPattern | null {
  if (!isStill(limit)) return null;
  if (reading.kind === 'BinOp' && reading.op === 'Sub' && isStill(reading.right)) {
    const clock = clockCallee(reading.left);
    return clock === null ? null : { clock, since: reading.right, limit };
  }
  const clock = clockCallee(reading);
  return clock === null ? null : { clock, since: null, limit };
}

function clockCallee(node: ast.Expr): ast.Expr | null {
  if (node.kind !== 'Call' || node.args.length > 0 || node.keywords.length > 0) return null;
  const { func } = node;
  if (func.kind === 'Name') return func;
  return func.kind === 'Attribute' && func.value.kind === 'Name' ? func : null;
}

/** Names and numbers: evaluating them again changes nothing, and nothing in the loop changes them. */
function isStill(node: ast.Expr): boolean {
  return (
    node.kind === 'Name' ||
    (node.kind === 'Constant' && (node.value.type === 'int' || node.value.type === 'float'))
  );
}

function isIdle(node: ast.Stmt): boolean {
  if (node.kind === 'Pass' || node.kind === 'Continue') return true;
  return node.kind === 'Expr' && node.value.kind === 'Constant';
}
