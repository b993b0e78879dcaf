// Mistakes in the arguments of a call.

import type { Comprehension, Expr } from './ast.js';
import { type CallArguments, ITERABLE_AFTER_KEYWORDS } from './call-arguments.js';
import { FStrings } from './fstrings.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

export abstract class CallMistakes extends FStrings {
  /** Refuses a generator expression without parentheses that is not the only argument. */
  protected checkGenerator(into: CallArguments): void {
    const { bare } = into;
    if (bare === undefined || (into.size === 1 && !this.at(t.Comma))) return;
    if (!this.explaining) this.reject(bare.clause);
    const { elt, generators } = bare.node;
    const end = lastItem(generators) ?? elt;
    throw this.problems.between(elt, end, 'Generator expression must be parenthesized');
  }

  /** Says what is wrong with the order of arguments, at their end. `comma` is before the first wrong one. */
  protected checkOrder({ misplaced }: CallArguments, comma: Token | undefined): void {
    if (misplaced === undefined) return;
    const next = this.peek(1);
    if (!this.explaining) this.reject(next);
    if (misplaced !== ITERABLE_AFTER_KEYWORDS || comma === undefined) throw this.atLast(misplaced, next);
    throw this.fromTo(comma, next, misplaced);
  }

  /** What stands left of `=` in a call must be a name. */
  protected checkKeyword(start: Token, node: Expr, equal: Token): void {
    if (start.tokenType === t.Name && equal.index === start.index + 1) {
      if (!this.at(t.Comma) && !this.at(t.RParen)) return;
      throw this.problems.between(start, equal, 'expected argument value expression');
    }
    if (start.tokenType === t.Singleton && equal.index === start.index + 1) {
      throw this.problems.between(start, equal, `cannot assign to ${start.image}`);
    }
    const message = 'expression cannot contain assignment, perhaps you meant "=="?';
    throw this.problems.between(node, equal, message);
  }

  /** `f(a=b for b in c)`. */
  protected explainKeywordClauses(start: Token, equal: Token): void {
    if (!this.startsClauses() || this.attemptClauses() === undefined) return;
    throw this.problems.between(start, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }

  /** `f(*a=1)` and `f(**a=1)`. */
  protected explainStarredKeyword(stars: Token): void {
    if (!this.at(t.Equal)) return;
    const value = this.attempt(() => {
      this.take(t.Equal, 9);
      return this.SUBRULE9(this.expression);
    });
    if (value === undefined) return;
    const what = stars.tokenType === t.Star ? 'iterable' : 'keyword';
    throw this.problems.between(stars, value.node, `cannot assign to ${what} argument unpacking`);
  }
}

function lastItem(clauses: readonly Comprehension[]): Expr | undefined {
  const last = clauses.at(-1);
  return last?.ifs.at(-1) ?? last?.iter;
}
