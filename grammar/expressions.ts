// Expressions above atoms: operators, conditions, lambda, yield, `:=`, and comma-separated lists.

import type { ParserMethod } from 'chevrotain';
import type { Arguments, Expr, Name } from './ast.js';
import { Atoms } from './atoms.js';
import { mayPrefix, OperatorChain } from './operator-chain.js';
import { BIT_OR, type Infix, IS_NOT, infix, NOT_IN, OR } from './operators.js';
import { span } from './positions.js';
import { invalidPart } from './targets.js';
import * as t from './tokens.js';
import { idsOf, type Token } from './tokens.js';

const prefixes = idsOf(t.PrefixOperator);
const infixes = idsOf(t.BinaryOperator, t.Is, t.Not);
const tightly: { ARGS: [number] } = { ARGS: [BIT_OR] };

export abstract class Expressions extends Atoms {
  protected abstract readonly parameters: ParserMethod<[lambda?: boolean], Arguments>;

  private readonly expressionAlternatives = [
    { ALT: (): Expr => this.SUBRULE(this.lambda) },
    {
      ALT: (): Expr => {
        const start = this.peek(1);
        if (this.explaining) this.explainStart();
        const body = this.SUBRULE(this.operation);
        if (this.explaining) this.explainNeighbour(start, body);
        return this.sees(t.If) ? this.conditional(start, body) : body;
      },
    },
  ];

  protected readonly expression = this.RULE('expression', (): Expr => this.OR(this.expressionAlternatives));

  private conditional(start: Token, body: Expr): Expr {
    if (this.yielding && !this.explaining && !this.elseFollows()) return body;
    return (
      this.OPTION((): Expr => {
        this.take(t.If);
        const test = this.SUBRULE1(this.operation);
        if (this.explaining) this.explainMissingElse(body, test);
        this.take(t.Else);
        const orelse = this.SUBRULE(this.expression);
        return { kind: 'IfExp', test, body, orelse, ...span(start, this.peek(0)) };
      }) ?? body
    );
  }

  private readonly operatorAlternatives = [
    { ALT: (): Infix => infix(this.take(t.BinaryOperator)) },
    {
      ALT: (): Infix => {
        const is = infix(this.take(t.Is));
        return this.OPTION(() => this.take(t.Not)) === undefined ? is : IS_NOT;
      },
    },
    {
      ALT: (): Infix => {
        this.take(t.Not, 1);
        this.take(t.In);
        return NOT_IN;
      },
    },
  ];

  /** Operands joined by operators that bind at least as tightly as `binding`. */
  protected readonly operation = this.RULE('operation', (binding = OR): Expr => {
    let chain: OperatorChain | undefined;
    if (this.seesAny(prefixes)) {
      const prefixed = new OperatorChain();
      chain = prefixed;
      this.MANY(() => {
        const token = this.take(t.PrefixOperator);
        if (!mayPrefix(token, binding) || !prefixed.prefix(token)) this.rejectNot(token);
      });
    }
    let start = this.peek(1);
    let operand = this.SUBRULE(this.primary);
    if (this.seesAny(infixes)) {
      this.MANY1({
        GATE: () => this.goesOn(binding),
        DEF: () => {
          chain ??= new OperatorChain();
          chain.operand(operand, start, this.peek(0));
          chain.infix(this.OR(this.operatorAlternatives));
          if (this.seesAny(prefixes)) {
            this.MANY2(() => {
              const token = this.take(t.PrefixOperator, 1);
              if (chain?.prefix(token) === false) this.rejectNot(token);
            });
          }
          start = this.peek(1);
          operand = this.SUBRULE1(this.primary);
        },
      });
    }
    if (chain === undefined) return operand;
    chain.operand(operand, start, this.peek(0));
    return chain.finish();
  });

  /** Whether the next operator belongs to an operation whose operators bind at least so tightly. */
  private goesOn(binding: number): boolean {
    const token = this.peek(1);
    if (token.tokenType === t.Not && this.peek(2).tokenType !== t.In) {
      if (!this.explaining) this.reject(this.peek(2));
      return false;
    }
    if (this.yielding && !this.operandFollows()) return false;
    return binding === OR || infix(token).binding >= binding;
  }

  private rejectNot(token: Token): void {
    if (this.explaining) this.explainNot(token);
    this.reject(token);
  }

  protected readonly lambda = this.RULE('lambda', (): Expr => {
    const start = this.take(t.Lambda);
    const args = this.SUBRULE(this.parameters, { ARGS: [true] });
    if (this.explaining) this.explainLambda(start);
    this.take(t.Colon);
    const body = this.SUBRULE(this.expression);
    return { kind: 'Lambda', args, body, ...span(start, this.peek(0)) };
  });

  /** Arguments of calls are read by this rule too, but what `=` means there is their own affair. */
  protected readonly namedExpression = this.RULE('namedExpression', (inCall = false): Expr => {
    const start = this.peek(1);
    const first = this.SUBRULE(this.expression);
    const named = start.tokenType === t.Name && this.peek(0) === start;
    if (this.explaining && !inCall && !(named && this.at(t.ColonEqual))) this.explainAssignment(start, first);
    if (!this.sees(t.ColonEqual)) return first;
    return (
      this.OPTION((): Expr => {
        const operator = this.take(t.ColonEqual);
        if (!named) this.reject(operator);
        const value = this.SUBRULE1(this.expression);
        if (first.kind !== 'Name') return value;
        const target: Name = { ...first, ctx: 'Store' };
        return { kind: 'NamedExpr', target, value, ...span(start, this.peek(0)) };
      }) ?? first
    );
  });

  private readonly starNamedAlternatives = [
    { ALT: (): Expr => this.SUBRULE(this.starred) },
    { ALT: (): Expr => this.SUBRULE(this.namedExpression) },
  ];

  protected readonly starNamedExpression = this.RULE(
    'starNamedExpression',
    (): Expr => this.OR(this.starNamedAlternatives),
  );

  /** `*` before anything that binds as tightly as `|`. */
  protected readonly starred = this.RULE('starred', (): Expr => {
    const star = this.take(t.Star);
    const value = this.SUBRULE(this.operation, tightly);
    return { kind: 'Starred', value, ctx: 'Load', ...span(star, this.peek(0)) };
  });

  /** What a statement takes: one expression, or a tuple without parentheses. */
  protected readonly starExpressions = this.RULE('starExpressions', (): Expr => {
    const start = this.peek(1);
    const first = this.SUBRULE(this.starExpression);
    if (!this.sees(t.Comma)) return first;
    const elts = [first];
    let trailing = false;
    this.MANY(() => {
      const comma = this.take(t.Comma);
      if (trailing) this.reject(comma);
      const elt = this.OPTION(this.optionalExpression);
      if (elt === undefined) trailing = true;
      else elts.push(elt);
    });
    return { kind: 'Tuple', elts, ctx: 'Load', ...span(start, this.peek(0)) };
  });

  private readonly optionalExpression = () => this.SUBRULE1(this.starExpression);

  private readonly starAlternatives = [
    { ALT: (): Expr => this.SUBRULE(this.starred) },
    { ALT: (): Expr => this.SUBRULE(this.expression) },
  ];

  protected readonly starExpression = this.RULE('starExpression', (): Expr => this.OR(this.starAlternatives));

  private readonly optionalTarget = () => this.SUBRULE1(this.targetExpression);

  /** The targets of `for`, in both its uses, already made to be stored to. */
  protected readonly targetList = this.RULE('targetList', (): Expr => {
    const start = this.peek(1);
    const first = this.target(this.SUBRULE(this.targetExpression));
    if (!this.sees(t.Comma)) return first;
    const elts = [first];
    let trailing = false;
    this.MANY(() => {
      const comma = this.take(t.Comma);
      if (trailing) this.reject(comma);
      const elt = this.OPTION(this.optionalTarget);
      if (elt === undefined) trailing = true;
      else elts.push(this.target(elt));
    });
    return { kind: 'Tuple', elts, ctx: 'Store', ...span(start, this.peek(0)) };
  });

  private readonly targetAlternatives = [
    { ALT: (): Expr => this.SUBRULE(this.starred) },
    { ALT: (): Expr => this.SUBRULE(this.operation, tightly) },
  ];

  /** A target that is still an expression. */
  protected readonly targetExpression = this.RULE(
    'targetExpression',
    (): Expr => this.OR(this.targetAlternatives),
  );

  private target(expression: Expr): Expr {
    if (!this.explaining && invalidPart(expression, 'for') !== undefined) this.reject(this.peek(1));
    return this.asTarget(expression, 'for');
  }

  protected readonly yieldExpression = this.RULE('yieldExpression', (): Expr => {
    const start = this.take(t.Yield);
    return this.OR([
      {
        ALT: (): Expr => {
          this.take(t.From);
          const value = this.SUBRULE(this.expression);
          return { kind: 'YieldFrom', value, ...span(start, this.peek(0)) };
        },
      },
      {
        ALT: (): Expr => {
          const value = this.OPTION(() => this.SUBRULE(this.starExpressions)) ?? null;
          return { kind: 'Yield', value, ...span(start, this.peek(0)) };
        },
      },
    ]);
  });
}
