// Mistakes in parameters and type parameters.

import type { Arg } from './ast.js';
import { Expressions } from './expressions.js';
import type { ParameterList } from './parameter-list.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

export abstract class ParameterMistakes extends Expressions {
  protected checkParameter(token: Token, problem: string | undefined): void {
    if (problem !== undefined && !this.RECORDING_PHASE) throw this.problems.at(token, problem);
  }

  protected checkStar(star: Token, into: ParameterList): void {
    this.checkParameter(star, into.laterProblem());
    if (!into.starred) return;
    if (!this.at(t.Name) && !this.at(t.Comma)) this.reject(star);
    this.checkParameter(star, '* argument may appear only once');
  }

  protected checkSlash(slash: Token, into: ParameterList): void {
    this.checkParameter(slash, into.slashProblem());
    if (into.args.length === 0) {
      if (!this.at(t.Comma)) this.reject(slash);
      this.checkParameter(slash, 'at least one argument must precede /');
    }
    if (this.at(t.Star)) this.checkParameter(this.peek(1), 'expected comma between / and *');
  }

  /** A star without a name stands before keyword-only parameters, of which there must be some. */
  protected checkBareStar(star: Token, lambda: boolean): void {
    const end = lambda ? t.Colon : t.RParen;
    const message = 'named arguments must follow bare *';
    const next = this.peek(1);
    if (next.tokenType !== t.Comma) {
      if (next.tokenType !== end) this.reject(next);
      this.checkParameter(lambda ? next : star, message);
    }
    const after = this.peek(2);
    if (after.tokenType === end || after.tokenType === t.DoubleStar) {
      this.checkParameter(lambda ? after : star, message);
    }
  }

  protected checkNoDefault(what: 'positional' | 'keyword'): void {
    if (this.at(t.Equal)) this.checkParameter(this.peek(1), `var-${what} argument cannot have default value`);
  }

  protected checkNoDefaultBefore(arg: Arg, into: ParameterList): void {
    if (into.starred || into.defaults.length === 0 || this.RECORDING_PHASE) return;
    throw this.problems.at(arg, 'parameter without a default follows parameter with a default');
  }

  /** `def f(a=)`. */
  protected explainDefault(equal: Token): void {
    if (this.at(t.RParen) || this.at(t.Comma))
      throw this.problems.at(equal, 'expected default value expression');
  }

  /** `def f(a, (b, c))`. */
  protected explainParameterParenthesis(lambda: boolean): void {
    const open = this.peek(1);
    if (open.tokenType !== t.LParen) return;
    let index = open.index + 1;
    while (this.tokens[index]?.tokenType === t.Name)
      index += this.tokens[index + 1]?.tokenType === t.Comma ? 2 : 1;
    const close = this.tokens[index];
    if (close?.tokenType !== t.RParen || index === open.index + 1) return;
    const what = lambda ? 'Lambda expression' : 'Function';
    throw this.problems.between(open, close, `${what} parameters cannot be parenthesized`);
  }

  protected explainNoTypeParameters(): void {
    const close = this.peek(1);
    if (close.tokenType === t.RBracket)
      throw this.fromTo(close, close, 'Type parameter list cannot be empty');
  }

  /** `*Ts: int`, after the name. */
  protected explainBound(what: 'TypeVarTuple' | 'ParamSpec'): void {
    const colon = this.peek(1);
    if (colon.tokenType !== t.Colon) return;
    const bound = this.attempt(() => {
      this.take(t.Colon, 9);
      return this.SUBRULE9(this.expression);
    });
    if (bound === undefined) return;
    const problem = bound.node.kind === 'Tuple' ? 'constraints' : 'bound';
    throw this.fromTo(colon, bound.next, `cannot use ${problem} with ${what}`);
  }
}
