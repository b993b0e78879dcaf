// Precedence climbing over a flat list of operands and operators, as they come, without recursion: a
// chain of any length costs no host stack. `a or b or c` and `a < b < c` become one node each.

import type { CompareOperator, Expr, Position, UnaryOperator } from './ast.js';
import { BIT_OR, COMPARE, FACTOR, type Infix, NOT, POWER } from './operators.js';
import { span } from './positions.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

/** An operand with its true start and end: parentheres around it belong to no node. */
interface Operand {
  readonly node: Expr;
  readonly start: Position;
  readonly end: Position;
}

type Pending =
  | { readonly prefix: Token; readonly binding: number }
  | { readonly prefix?: undefined; readonly binding: number; readonly infix: Infix };

export class OperatorChain {
  readonly #operands: Operand[] = [];
  readonly #pending: Pending[] = [];

  /** Adds a prefix operator. False if it may not stand here: `not` binds looser than what it follows. */
  prefix(token: Token): boolean {
    const binding = token.tokenType === t.Not ? NOT : FACTOR;
    const before = this.#pending.at(-1);
    this.#pending.push({ prefix: token, binding });
    return binding === FACTOR || before === undefined || before.binding <= NOT;
  }

  operand(node: Expr, start: Position, end: Position): void {
    this.#operands.push({ node, start, end });
  }

  /** Adds an infix operator after an operand, first reducing what binds at least as tightly. */
  infix(infix: Infix): void {
    this.#reduce(infix.binding === POWER ? POWER + 1 : infix.binding);
    this.#pending.push({ binding: infix.binding, infix });
  }

  finish(): Expr {
    this.#reduce(0);
    const [operand] = this.#operands;
    if (operand === undefined) throw new Error('an operator chain without operands');
    return operand.node;
  }

  #reduce(binding: number): void {
    const pending = this.#pending;
    for (;;) {
      const top = pending.at(-1);
      if (top === undefined || top.binding < binding) return;
      if (top.prefix !== undefined) {
        pending.pop();
        this.#unary(top.prefix);
      } else if (top.infix.kind === 'binary') {
        pending.pop();
        this.#binary(top.infix);
      } else if (top.infix.kind === 'compare' && binding !== COMPARE) {
        this.#comparison();
      } else if (top.infix.kind === 'bool' && binding !== top.binding) {
        this.#boolean(top.infix.op, top.binding);
      } else {
        // The run of comparisons, of `and` or of `or` goes on.
        return;
      }
    }
  }

  #pop(): Operand {
    const operand = this.#operands.pop();
    if (operand === undefined) throw new Error('an operator without operand');
    return operand;
  }

  #push(node: Expr, start: Position, end: Position): void {
    this.#operands.push({ node, start, end });
  }

  #unary(token: Token): void {
    const { node, end } = this.#pop();
    this.#push({ kind: 'UnaryOp', op: unaryOperator(token), operand: node, ...span(token, end) }, token, end);
  }

  #binary({ op }: Infix & { kind: 'binary' }): void {
    const right = this.#pop();
    const left = this.#pop();
    const { start } = left;
    const { end } = right;
    const node: Expr = {
      kind: 'BinOp',
      left: left.node,
      op,
      right: right.node,
      lineno: start.lineno,
      col_offset: start.col_offset,
      end_lineno: end.end_lineno,
      end_col_offset: end.end_col_offset,
    };
    this.#push(node, start, end);
  }

  /** Takes off the operators of a run of equal binding and the operands around them. */
  #run(binding: number): { operators: Infix[]; operands: Operand[] } {
    const operators: Infix[] = [];
    for (let top = this.#pending.at(-1); top?.prefix === undefined && top?.binding === binding; ) {
      operators.unshift(top.infix);
      this.#pending.pop();
      top = this.#pending.at(-1);
    }
    return { operators, operands: this.#operands.splice(this.#operands.length - operators.length - 1) };
  }

  #comparison(): void {
    const { operators, operands } = this.#run(COMPARE);
    const ops: CompareOperator[] = [];
    for (const infix of operators) if (infix.kind === 'compare') ops.push(infix.op);
    const [left, ...rest] = operands;
    const right = rest.at(-1);
    if (left === undefined || right === undefined) throw new Error('a comparison without operands');
    const comparators = rest.map((operand) => operand.node);
    const place = span(left.start, right.end);
    this.#push({ kind: 'Compare', left: left.node, ops, comparators, ...place }, left.start, right.end);
  }

  #boolean(op: 'And' | 'Or', binding: number): void {
    const { operands } = this.#run(binding);
    const first = operands[0];
    const last = operands.at(-1);
    if (first === undefined || last === undefined) throw new Error('a boolean operation without operands');
    const values = operands.map((operand) => operand.node);
    this.#push({ kind: 'BoolOp', op, values, ...span(first.start, last.end) }, first.start, last.end);
  }
}

function unaryOperator(token: Token): UnaryOperator {
  switch (token.tokenType) {
    case t.Not:
      return 'Not';
    case t.Minus:
      return 'USub';
    case t.Plus:
      return 'UAdd';
    default:
      return 'Invert';
  }
}

/** Whether an operand that must bind at least so tightly may begin with this prefix operator. */
export function mayPrefix(token: Token, binding: number): boolean {
  return token.tokenType !== t.Not || binding < BIT_OR;
}
