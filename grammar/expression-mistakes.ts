// Mistakes in expressions.

import type { Comprehension, Expr } from './ast.js';
import { type Attempt, Mistakes } from './mistakes.js';
import { BIT_OR, NOT } from './operators.js';
import { describe, invalidPart } from './targets.js';
import * as t from './tokens.js';
import { idsOf, type Token } from './tokens.js';

const softKeywords = new Set(['_', 'case', 'match', 'type']);
const legacyStatements = new Set(['print', 'exec']);

/** What an expression may begin with, right after another expression. */
const expressionStarts = idsOf(
  t.Name,
  t.NumberLiteral,
  t.StringLiteral,
  t.FStringStart,
  t.Singleton,
  t.LParen,
  t.LBracket,
  t.LBrace,
  t.EllipsisDots,
  t.PrefixOperator,
  t.Await,
  t.Lambda,
);
/** What goes on with an expression as well as starting one. */
const operators = idsOf(t.Plus, t.Minus, t.Not, t.LBracket);
const arithmetic = new Set(['+', '-', '*', '/', '%', '//', '@', '~']);
const fieldEnds = idsOf(t.Equal, t.Exclamation, t.FormatColon, t.RBrace);
const afterEqual = idsOf(t.Exclamation, t.FormatColon, t.RBrace);
const afterConversion = idsOf(t.FormatColon, t.RBrace);

const MAYBE_COMPARISON = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
const MISSING_IN = "'in' expected after for-loop variables";
const TARGET_PARENTHESES = 'did you forget parentheses around the comprehension target?';

export abstract class ExpressionMistakes extends Mistakes {
  /** A name with an expression right after it, where an expression starts. */
  protected explainStart(): void {
    const name = this.peek(1);
    const next = this.peek(2);
    if (name.tokenType !== t.Name || next.tokenType === t.LParen || !this.startsExpression(next)) return;
    const legacy = legacyStatements.has(name.image);
    if (!operators.has(next.tokenTypeIdx)) this.explainPair(name, this.name(name), 1);
    else if (!legacy) return;
    const rest = this.attempt(() => {
      this.take(t.Name, 9);
      return this.SUBRULE9(this.starExpressions);
    });
    if (rest === undefined || !legacy) return;
    const message = `Missing parentheses in call to '${name.image}'. Did you mean ${name.image}(...)?`;
    throw this.problems.between(name, rest.node, message);
  }

  /** Two expressions side by side inside brackets. */
  protected explainNeighbour(start: Token, node: Expr): void {
    if (this.startsExpression(this.peek(1))) this.explainPair(start, node, 0);
  }

  /** The same with the second expression `skip` tokens ahead. */
  private explainPair(start: Token, node: Expr, skip: 0 | 1): void {
    if (start.tokenType === t.Name) {
      if (softKeywords.has(start.image)) return;
      if (this.tokens[start.index + 1]?.tokenType === t.StringLiteral) return;
    }
    if (node.kind === 'Name' && legacyStatements.has(node.id)) return;
    const other = this.attemptPlainly(() => {
      if (skip === 1) this.take(t.Name, 9);
      return this.SUBRULE9(this.expression);
    });
    if (other === undefined || this.level(other.last) === 0) return;
    throw this.problems.between(node, other.node, 'invalid syntax. Perhaps you forgot a comma?');
  }

  /** `a if b` without `else`. */
  protected explainMissingElse(body: Expr, test: Expr): void {
    const type = this.peek(1).tokenType;
    if (type === t.Else || type === t.Colon || type === t.FormatColon) return;
    throw this.problems.between(body, test, "expected 'else' after 'if' expression");
  }

  /** Whether an operand comes after the operator that is next: if not, the operation ends before it. */
  protected operandFollows(): boolean {
    const [operator, second] = [this.peek(1), this.peek(2)];
    const isTwo = operator.tokenType === t.Not || (operator.tokenType === t.Is && second.tokenType === t.Not);
    return expressionStarts.has((isTwo ? this.peek(3) : second).tokenTypeIdx);
  }

  protected startsExpression(token: Token): boolean {
    return expressionStarts.has(token.tokenTypeIdx);
  }

  /** Whether what is next goes on with an atom. `extend` reads it. */
  protected trailerFollows(extend: () => void): boolean {
    const first = this.peek(1);
    if (first.tokenType === t.Dot) return this.peek(2).tokenType === t.Name;
    if (first.tokenType !== t.LParen && first.tokenType !== t.LBracket) return false;
    // Known from now on, so that brackets in brackets are not read again and again.
    let follows = this.trailers.get(first.index);
    if (follows === undefined) {
      follows = this.attempt(extend) !== undefined;
      this.trailers.set(first.index, follows);
    }
    return follows;
  }

  /** Whether the condition that is next has its `else`. */
  protected elseFollows(): boolean {
    const test = this.attempt(() => {
      this.take(t.If, 9);
      return this.SUBRULE9(this.operation);
    });
    return test?.next.tokenType === t.Else;
  }

  /** `*` without a value in a call. */
  protected explainStar(): void {
    if (this.attemptPlainly(() => this.SUBRULE9(this.expression)) === undefined)
      throw this.atLast('Invalid star expression');
  }

  /** `for not x in y`: what stands there is an expression, and no target. */
  protected explainForTarget(): void {
    const plain = this.attemptPlainly(() => this.SUBRULE9(this.targetList));
    if (plain?.next.tokenType === t.In) return;
    const target = this.attempt(() => this.SUBRULE9(this.starExpressions));
    const invalid = target === undefined ? undefined : invalidPart(target.node, 'for');
    if (invalid !== undefined) throw this.problems.at(invalid, `cannot assign to ${describe(invalid)}`);
  }

  /** `case 1 as 2`: only a name can be a target. */
  protected explainTarget(): void {
    if (this.at(t.Name) || !this.startsExpression(this.peek(1))) return;
    const target = this.attempt(() => this.SUBRULE9(this.expression));
    if (target !== undefined) throw this.problems.at(target.node, 'invalid pattern target');
  }

  /** `a + not b`, at the `not`. */
  protected explainNot(not: Token): void {
    const before = this.tokens[not.index - 1];
    if (before === undefined || !arithmetic.has(before.image)) return;
    const operand = this.attempt(() => this.SUBRULE9(this.operation, { ARGS: [NOT] }));
    if (operand === undefined) return;
    throw this.problems.between(not, operand.node, "'not' after an operator must be parenthesized");
  }

  /** `=` or `:=` after an expression that cannot be assigned to there. */
  protected explainAssignment(start: Token, node: Expr): void {
    const operator = this.peek(1);
    if (operator.tokenType === t.ColonEqual) {
      const value = this.attempt(() => {
        this.take(t.ColonEqual, 9);
        return this.SUBRULE9(this.expression);
      });
      if (value === undefined) return;
      throw this.problems.at(node, `cannot use assignment expressions with ${describe(node)}`);
    }
    if (operator.tokenType !== t.Equal) return;
    const isName = start.tokenType === t.Name && operator.index === start.index + 1;
    if (!isName && !mayBeCompared(start, node)) return;
    const value = this.assignedOperand();
    if (value === undefined) return;
    if (isName) throw this.problems.between(start, value.node, MAYBE_COMPARISON);
    const message = `cannot assign to ${describe(node)} here. Maybe you meant '==' instead of '='?`;
    throw this.problems.at(node, message);
  }

  /** The operand after `=`, if it is not assigned in turn. */
  private assignedOperand(): Attempt<Expr> | undefined {
    const value = this.attempt(() => {
      this.take(t.Equal, 9);
      return this.SUBRULE9(this.operation, { ARGS: [BIT_OR] });
    });
    const next = value?.next.tokenType;
    return next === t.Equal || next === t.ColonEqual ? undefined : value;
  }

  /** The same for what stands left of `=` in a statement: the last element counts. */
  protected explainAssignedStatement(start: Token, node: Expr): void {
    const last = node.kind === 'Tuple' && this.isBare(node, start) ? node.elts.at(-1) : node;
    if (last === undefined || last.kind === 'Starred') return;
    const lastStart = last === node ? start : this.tokens.find((token) => startsAt(token, last));
    this.explainAssignment(lastStart ?? start, last);
  }

  /** `[*]`, where a bracket has been opened. */
  protected explainOpened(): void {
    if (!this.at(t.Star)) return;
    const value = this.attempt(() => {
      this.take(t.Star, 9);
      return this.SUBRULE9(this.expression);
    });
    if (value === undefined) throw this.atLast('Invalid star expression', this.peek(2));
  }

  /** `(**a)`, where a parenthesis has been opened. */
  protected explainParenthesis(): void {
    this.explainOpened();
    const stars = this.peek(1);
    if (stars.tokenType !== t.DoubleStar) return;
    const value = this.attempt(() => {
      this.take(t.DoubleStar, 9);
      return this.SUBRULE9(this.expression);
    });
    if (value?.next.tokenType !== t.RParen) return;
    throw this.problems.at(stars, 'cannot use double starred expression here');
  }

  /** `[a, b for a, b in c]`. */
  protected explainElements(first: Expr, elts: readonly Expr[] | undefined): void {
    if (elts === undefined || !this.startsClauses()) return;
    if (this.attemptClauses() === undefined) return;
    const last = elts.at(-1);
    const end = elts.length === 1 || last === undefined ? this.peek(0) : last;
    throw this.problems.between(first, end, TARGET_PARENTHESES);
  }

  protected startsClauses(): boolean {
    return this.at(t.For) || this.at(t.Async);
  }

  protected attemptClauses(): Attempt<Comprehension[]> | undefined {
    return this.attempt(() => this.SUBRULE9(this.comprehensionClauses));
  }

  /** `{**a for a in b}`. */
  protected explainDictClauses(open: Token): void {
    const stars = this.tokens[open.index + 1];
    if (stars?.tokenType !== t.DoubleStar || this.attemptClauses()?.next.tokenType !== t.RBrace) return;
    throw this.problems.at(stars, 'dict unpacking cannot be used in dict comprehension');
  }

  /** What follows the key of a dict that already has items: that comes before what may be wrong in the key. */
  protected explainKey(): void {
    const found = this.attemptPlainly(() => this.SUBRULE9(this.expression));
    if (found === undefined || found.next.tokenType === t.Colon) return;
    const key = found.node;
    const offset = this.problems.offset(key.end_lineno, key.end_col_offset) - 1;
    const range = { lineno: key.lineno, offset, end_lineno: key.end_lineno, end_offset: 0 };
    throw this.problems.exactly(range, "':' expected after dictionary key");
  }

  /** What follows the colon of a dict item. */
  protected explainValue(): void {
    const next = this.peek(1);
    if (next.tokenType === t.RBrace || next.tokenType === t.Comma) {
      throw this.problems.at(this.peek(0), "expression expected after dictionary key and ':'");
    }
    if (next.tokenType !== t.Star) return;
    const value = this.attempt(() => {
      this.take(t.Star, 9);
      return this.SUBRULE9(this.operation, { ARGS: [BIT_OR] });
    });
    if (value === undefined) return;
    throw this.fromTo(next, value.next, 'cannot use a starred expression in a dictionary value');
  }

  /** What stands between `for` and `in` in a comprehension. */
  protected explainClauseTarget(): void {
    const operands = this.attempt(() => {
      do this.SUBRULE9(this.operation, { ARGS: [BIT_OR] });
      while (this.at(t.Comma) && this.startsExpression(this.peek(2)) && this.take(t.Comma, 9));
    });
    if (operands === undefined) this.explainForTarget();
    else if (operands.next.tokenType !== t.In && operands.next.tokenType !== t.Comma)
      throw this.atLast(MISSING_IN);
  }

  /** The targets of a comprehension without `in`: no check for a mistake, but a part of CPython's plain grammar. */
  protected checkClause(): void {
    if (this.at(t.In) || this.RECORDING_PHASE) return;
    throw this.explaining ? this.atLast(MISSING_IN) : this.atToken(this.peek(1), MISSING_IN);
  }

  /** A replacement field, from after its brace. `read` reads its expression. */
  protected explainField(read: () => Expr): void {
    const first = this.peek(1);
    if (fieldEnds.has(first.tokenTypeIdx)) {
      throw this.problems.at(first, `f-string: valid expression required before '${first.image}'`);
    }
    const value = this.attempt(read);
    if (value === undefined) {
      throw this.atToken(first, "f-string: expecting a valid expression after '{'");
    }
    let next = value.next;
    if (!fieldEnds.has(next.tokenTypeIdx)) {
      throw this.atToken(next, "f-string: expecting '=', or '!', or ':', or '}'");
    }
    if (next.tokenType === t.Equal) {
      next = this.after(next);
      if (!afterEqual.has(next.tokenTypeIdx)) {
        throw this.atToken(next, "f-string: expecting '!', or ':', or '}'");
      }
    }
    if (next.tokenType !== t.Exclamation) return;
    const name = this.after(next);
    if (afterConversion.has(name.tokenTypeIdx)) {
      throw this.atToken(name, 'f-string: missing conversion character');
    }
    if (name.tokenType !== t.Name) throw this.atToken(name, 'f-string: invalid conversion character');
    const end = this.after(name);
    if (!afterConversion.has(end.tokenTypeIdx)) {
      throw this.atToken(end, "f-string: expecting ':' or '}'");
    }
  }

  protected explainSpecEnd(): void {
    if (!this.at(t.RBrace)) throw this.atToken(this.peek(1), "f-string: expecting '}', or format specs");
  }

  private after(token: Token): Token {
    return this.tokens[token.index + 1] ?? token;
  }

  /** A lambda whose colon began a format spec. */
  protected explainLambda(start: Token): void {
    const colon = this.peek(1);
    if (colon.tokenType !== t.FormatColon) return;
    throw this.problems.between(
      start,
      colon,
      'f-string: lambda expressions are not allowed without parentheses',
    );
  }
}

/** Whether `=` after an expression may be meant as `==`. */
function mayBeCompared(start: Token, node: Expr): boolean {
  if (start.tokenType === t.Singleton || isLoose(start, node)) return false;
  return node.kind !== 'List' && node.kind !== 'Tuple' && node.kind !== 'GeneratorExp';
}

/** Whether an expression without parentheses binds looser than `|`. */
function isLoose(start: Token, node: Expr): boolean {
  switch (node.kind) {
    case 'Compare':
    case 'BoolOp':
    case 'IfExp':
    case 'Lambda':
    case 'NamedExpr':
      return startsAt(start, node);
    case 'UnaryOp':
      return node.op === 'Not' && startsAt(start, node);
    default:
      return false;
  }
}

function startsAt(token: Token, node: Expr): boolean {
  return token.lineno === node.lineno && token.col_offset === node.col_offset;
}
