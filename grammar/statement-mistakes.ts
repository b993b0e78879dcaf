// Mistakes in statements.

import type { ParserMethod } from 'chevrotain';
import type { AnnAssign, AugAssign, Expr, Identifier } from './ast.js';
import type { Attempt } from './mistakes.js';
import { Patterns } from './patterns.js';
import { describe, invalidPart } from './targets.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

export abstract class StatementMistakes extends Patterns {
  protected abstract readonly dottedName: ParserMethod<[], Identifier>;

  /** Where the colon of a block should be. `forced`: CPython insists on it whatever comes instead. */
  protected explainColon(forced: boolean): void {
    const next = this.peek(1);
    if (next.tokenType === t.Colon) return;
    if (forced) throw this.atToken(next, "expected ':'");
    if (next.tokenType === t.Newline) throw this.atLast("expected ':'");
  }

  /** Where the parameters of a function should begin, perhaps after type parameters. */
  protected explainOpening(): void {
    const next = this.peek(1);
    if (next.tokenType === t.LParen) return;
    const read = () => this.SUBRULE9(this.typeParameters);
    if (next.tokenType === t.LBracket && this.attempt(read)?.next.tokenType === t.LParen) return;
    throw this.atToken(next, "expected '('");
  }

  /** An arrow with nothing to return. */
  protected explainArrow(): void {
    if (this.at(t.Arrow) && !this.startsExpression(this.peek(2))) this.explainColon(true);
  }

  /** A block that is not indented. `what` is what it belongs to. */
  protected explainBlock(what: string, start: Token): void {
    if (this.peek(1).tokenType !== t.Newline || this.peek(2).tokenType === t.Indent) return;
    const message = `expected an indented block after ${what} on line ${start.lineno}`;
    throw this.atToken(this.peek(2), message, 'IndentationError');
  }

  /** An expression statement that does not end where its line does. */
  protected explainStatement(start: Token, node: Expr): void {
    const { tokenType } = this.peek(1);
    if (tokenType === t.ColonEqual && node.kind !== 'Name') this.explainAssignment(start, node);
    // `a, b c = d`: what comes after the tuple is read as if a comma had been there.
    if (node.kind === 'Tuple' && this.isBare(node, start))
      this.attempt(() => this.SUBRULE9(this.namedExpression));
  }

  /** A line that begins like a match statement and has no colon, where a statement starts. */
  protected explainMatch(): void {
    const name = this.peek(1);
    if (name.tokenType !== t.Name || name.image !== 'match' || !this.startsExpression(this.peek(2))) return;
    let subject = this.attemptSubject(() => this.SUBRULE9(this.namedExpression));
    if (subject?.next.tokenType === t.Comma) {
      subject = this.attemptSubject(() => this.SUBRULE9(this.starExpressions));
    }
    if (subject === undefined) return;
    if (subject.next.tokenType === t.Newline) throw this.atLast("expected ':'", subject.next);
    if (subject.next.index > this.failed.index) this.failed = subject.next;
  }

  private attemptSubject(read: () => Expr): Attempt<Expr> | undefined {
    return this.attempt(() => {
      this.take(t.Name, 9);
      return read();
    });
  }

  /** What stands after `as` is a target only where the item ends. */
  protected checkWithTarget(target: Expr): void {
    if (this.RECORDING_PHASE || invalidPart(target, 'assign') === undefined) return;
    if (!this.at(t.Comma) && !this.at(t.RParen) && !this.at(t.Colon)) this.reject(this.peek(1));
  }

  /** What stands left of `=`, made to be stored to. `start` is given for what begins the statement. */
  protected assignmentTarget(node: Expr, start: Token | undefined): Expr {
    if (this.RECORDING_PHASE) return node;
    const isBare = start === undefined || start.image === 'yield';
    const isYield = isBare && (node.kind === 'Yield' || node.kind === 'YieldFrom');
    if (!isYield && invalidPart(node, 'assign') === undefined) return this.asTarget(node, 'assign');
    if (!this.explaining) this.reject(this.peek(1));
    if (isYield) throw this.problems.at(node, 'assignment to yield expression not possible');
    if (start !== undefined) this.explainAssignedStatement(start, node);
    return this.asTarget(node, 'assign');
  }

  protected augmentedTarget(node: Expr): AugAssign['target'] {
    if (node.kind === 'Name' || node.kind === 'Attribute' || node.kind === 'Subscript') {
      return { ...node, ctx: 'Store' };
    }
    if (this.RECORDING_PHASE) return this.name(this.peek(1));
    throw this.problems.at(node, `'${describe(node)}' is an illegal expression for augmented assignment`);
  }

  protected annotatedTarget(start: Token, node: Expr): AnnAssign['target'] {
    if (node.kind === 'Name' || node.kind === 'Attribute' || node.kind === 'Subscript') {
      return { ...node, ctx: 'Store' };
    }
    if (this.RECORDING_PHASE) return this.name(this.peek(1));
    if (!this.explaining) this.reject(this.peek(1));
    const annotation = this.attempt(() => {
      this.take(t.Colon, 9);
      return this.SUBRULE9(this.expression);
    });
    if (annotation === undefined) this.reject(this.peek(1));
    if (node.kind === 'List' || node.kind === 'Tuple') {
      const first = node.kind === 'Tuple' && this.isBare(node, start) ? node.elts[0] : node;
      throw this.problems.at(first ?? node, `only single target (not ${describe(node)}) can be annotated`);
    }
    throw this.problems.at(node, 'illegal target for annotation');
  }

  /** What follows `import`. */
  protected explainImport(start: Token): void {
    const next = this.peek(1);
    if (next.tokenType === t.Newline) this.nothingImported(next);
    const from = this.attempt(() => {
      this.SUBRULE9(this.dottedName);
      while (this.at(t.Comma)) {
        this.take(t.Comma, 9);
        this.SUBRULE9(this.dottedName);
      }
      this.take(t.From, 9);
      return this.SUBRULE8(this.dottedName);
    });
    if (from === undefined) return;
    throw this.fromTo(start, from.next, "Did you mean to use 'from ... import ...' instead?");
  }

  private nothingImported(newline: Token): never {
    throw this.fromTo(newline, newline, "Expected one or more names after 'import'");
  }

  /** What follows `from ... import`. */
  protected explainImported(): void {
    const next = this.peek(1);
    if (next.tokenType === t.Newline) this.nothingImported(next);
  }

  protected rejectTrailingComma(): void {
    if (this.explaining && this.at(t.Newline)) {
      throw this.atLast('trailing comma not allowed without surrounding parentheses');
    }
    this.reject(this.peek(1));
  }

  /** What follows the block of `try`. */
  protected checkTry(): void {
    if (this.at(t.Except) || this.at(t.Finally) || this.RECORDING_PHASE) return;
    if (this.explaining) throw this.atLast("expected 'except' or 'finally' block");
    this.reject(this.peek(1));
  }

  /** `except A, B:`, after the first type. */
  protected explainExceptTypes(first: Expr): void {
    if (!this.at(t.Comma)) return;
    const rest = this.attempt(() => {
      this.take(t.Comma, 9);
      const types = this.SUBRULE9(this.starExpressions);
      if (this.at(t.As)) {
        this.take(t.As, 9);
        this.take(t.Name, 9);
      }
      return types;
    });
    if (rest?.next.tokenType !== t.Colon) return;
    throw this.fromTo(first, rest.next, 'multiple exception types must be parenthesized');
  }
}
