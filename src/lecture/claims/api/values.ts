// Values of the program, which a trace has as bounded `repr` texts, as the claims see them: numbers, strings, lists and
// so on themselves, everything else as its text.

import type * as ast from '../../../../grammar/ast.js';
import { parseEvaluated } from '../../../../grammar/parser.js';
import { PySyntaxProblem } from '../../../../grammar/syntax-error.js';
import { HostFloat, type HostValue } from '../../../base/host.js';
import { type Nanoseconds, SECOND } from '../../../trace/time.js';

/** Times are seconds since the program's start, spans are seconds. */
export function seconds(time: Nanoseconds): HostFloat {
  return new HostFloat(time / SECOND);
}

export function secondsOrNone(time: Nanoseconds | null | undefined): HostFloat | null {
  return time === null || time === undefined ? null : seconds(time);
}

/** The value whose `repr` this is, where that can be told. */
export function readValue(text: string): HostValue {
  if (!/^(?:[-+\d.'"[({]|[bBrR]['"]|None$|True$|False$)/.test(text)) return text;
  try {
    const value = literal(parseEvaluated(text).tree.body);
    return value === undefined ? text : value;
  } catch (error) {
    if (!(error instanceof PySyntaxProblem)) throw error;
    return text;
  }
}

function literal(node: ast.Expr): HostValue | undefined {
  switch (node.kind) {
    case 'Constant':
      return constant(node.value);
    case 'UnaryOp': {
      const operand = node.op === 'USub' ? literal(node.operand) : undefined;
      if (typeof operand === 'number') return -operand;
      return operand instanceof HostFloat ? new HostFloat(-operand.value) : undefined;
    }
    case 'List':
    case 'Tuple': {
      const items = node.elts.map(literal);
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    case 'Dict': {
      const entries = new Map<HostValue, HostValue>();
      for (const [i, key] of node.keys.entries()) {
        const [name, value] = [key === null ? undefined : literal(key), node.values[i]];
        const item = value === undefined ? undefined : literal(value);
        if (name === undefined || item === undefined) return undefined;
        entries.set(name, item);
      }
      return entries;
    }
    default:
      return undefined;
  }
}

function constant(value: ast.ConstantValue): HostValue | undefined {
  switch (value.type) {
    case 'None':
      return null;
    case 'bool':
    case 'str':
      return value.value;
    case 'int':
      return typeof value.value === 'number' ? value.value : undefined;
    case 'float':
      return new HostFloat(value.value);
    default:
      return undefined;
  }
}
