// Calls and subscripts: the arguments between parentheses, the slices between brackets.

import type { ParserMethod } from 'chevrotain';
import type { Expr, GeneratorExp } from './ast.js';
import { type Argument, CallArguments } from './call-arguments.js';
import { Displays } from './displays.js';
import { span } from './positions.js';
import * as t from './tokens.js';
import { idsOf, type Token } from './tokens.js';

const inCall: { ARGS: [boolean] } = { ARGS: [true] };
const argumentEnds = idsOf(t.Equal, t.For, t.Async);

export abstract class Calls extends Displays {
  protected abstract readonly namedExpression: ParserMethod<[inCall?: boolean], Expr>;

  /** What stands between the parentheses of a call, and the parentheses. */
  protected readonly callArguments = this.RULE('callArguments', (): CallArguments => {
    this.take(t.LParen);
    const into = new CallArguments();
    if (!this.at(t.RParen)) {
      let trailing = false;
      let wrongComma: Token | undefined;
      this.OPTION(() => {
        into.add(this.SUBRULE(this.argument));
        this.checkGenerator(into);
        if (!this.sees(t.Comma)) return;
        this.MANY(() => {
          const comma = this.take(t.Comma);
          if (trailing) this.reject(comma);
          const argument = this.OPTION1(this.optionalArgument);
          if (argument === undefined) trailing = true;
          else into.add(argument);
          if (into.misplaced !== undefined) wrongComma ??= comma;
          this.checkGenerator(into);
        });
        this.checkOrder(into, wrongComma);
      });
    }
    this.take(t.RParen);
    return into;
  });

  private readonly optionalArgument = () => this.SUBRULE1(this.argument);

  private readonly argumentAlternatives = [
    {
      ALT: (): Argument => {
        const star = this.take(t.Star);
        if (this.explaining) this.explainStar();
        const value = this.SUBRULE(this.expression);
        if (this.explaining) this.explainStarredKeyword(star);
        return { kind: 'Starred', value, ctx: 'Load', ...span(star, this.peek(0)) };
      },
    },
    {
      ALT: (): Argument => {
        const stars = this.take(t.DoubleStar);
        const value = this.SUBRULE1(this.expression);
        if (this.explaining) this.explainStarredKeyword(stars);
        return { kind: 'keyword', arg: null, value, ...span(stars, this.peek(0)) };
      },
    },
    {
      ALT: (): Argument => {
        const before = this.peek(0);
        const start = this.peek(1);
        const first = this.SUBRULE(this.namedExpression, inCall);
        if (!this.seesAny(argumentEnds)) return first;
        return this.OR1([
          {
            ALT: (): Argument => {
              const equal = this.take(t.Equal);
              const arg = first.kind === 'Name' ? first.id : '';
              if (!this.RECORDING_PHASE) this.checkKeyword(start, first, equal);
              const value = this.SUBRULE2(this.expression);
              if (this.explaining) this.explainKeywordClauses(start, equal);
              return { kind: 'keyword', arg, value, ...span(start, this.peek(0)) };
            },
          },
          {
            ALT: (): Argument => {
              // The parentheses of the call are those of the generator expression.
              const clause = this.peek(1);
              // Only the first argument may be one; CPython looks no further.
              if (!this.explaining && before.tokenType === t.Comma) this.reject(clause);
              const generators = this.SUBRULE(this.comprehensionClauses);
              const place = span(before, this.peek(1));
              const node: GeneratorExp = { kind: 'GeneratorExp', elt: first, generators, ...place };
              return { kind: 'bare generator', node, clause };
            },
          },
          { ALT: (): Argument => first },
        ]);
      },
    },
  ];

  protected readonly argument = this.RULE('argument', (): Argument => this.OR(this.argumentAlternatives));

  /** What stands between the brackets of a subscript. */
  protected readonly slices = this.RULE('slices', (): Expr => {
    const start = this.peek(1);
    const first = this.SUBRULE(this.slice);
    let elts: Expr[] | undefined;
    if (this.sees(t.Comma)) {
      let trailing = false;
      this.MANY(() => {
        const comma = this.take(t.Comma);
        if (trailing) this.reject(comma);
        elts ??= [first];
        const elt = this.OPTION(this.optionalSlice);
        if (elt === undefined) trailing = true;
        else elts.push(elt);
      });
    }
    if (elts === undefined && first.kind !== 'Starred') return first;
    return { kind: 'Tuple', elts: elts ?? [first], ctx: 'Load', ...span(start, this.peek(0)) };
  });

  private readonly optionalSlice = () => this.SUBRULE1(this.slice);

  private readonly sliceAlternatives = [
    {
      ALT: (): Expr => {
        const star = this.take(t.Star);
        if (this.explaining) this.explainStar();
        const value = this.SUBRULE(this.expression);
        return { kind: 'Starred', value, ctx: 'Load', ...span(star, this.peek(0)) };
      },
    },
    {
      ALT: (): Expr => {
        const start = this.peek(1);
        const lower = this.SUBRULE(this.namedExpression);
        if (!this.sees(t.Colon)) return lower;
        return this.OPTION(() => this.SUBRULE(this.sliceRest, { ARGS: [lower, start] })) ?? lower;
      },
    },
    { ALT: (): Expr => this.SUBRULE1(this.sliceRest) },
  ];

  protected readonly slice = this.RULE('slice', (): Expr => this.OR(this.sliceAlternatives));

  /** From the first colon of a slice on. */
  protected readonly sliceRest = this.RULE('sliceRest', (lower: Expr | null = null, start?: Token): Expr => {
    const colon = this.take(t.Colon);
    const upper = this.OPTION(() => this.SUBRULE(this.expression)) ?? null;
    const step =
      this.OPTION1(() => {
        this.take(t.Colon, 1);
        return this.OPTION2(() => this.SUBRULE1(this.expression));
      }) ?? null;
    return { kind: 'Slice', lower, upper, step, ...span(start ?? colon, this.peek(0)) };
  });
}
