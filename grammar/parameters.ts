// Parameters of functions and lambdas, and type parameters.

import type { Arg, Arguments, TypeParam } from './ast.js';
import { ParameterList } from './parameter-list.js';
import { ParameterMistakes } from './parameter-mistakes.js';
import { span } from './positions.js';
import * as t from './tokens.js';

export abstract class ParameterRules extends ParameterMistakes {
  /** Up to the closing parenthesis, or the colon of a lambda, whose parameters have no annotations. */
  protected readonly parameters = this.RULE('parameters', (lambda = false): Arguments => {
    const into = new ParameterList();
    let open = true;
    if (this.explaining) this.explainParameterParenthesis(lambda);
    this.MANY({
      GATE: () => open,
      DEF: () => {
        this.SUBRULE(this.parameter, { ARGS: [into, lambda] });
        open = this.OPTION(() => this.take(t.Comma)) !== undefined;
        if (this.explaining && open) this.explainParameterParenthesis(lambda);
      },
    });
    return into.finish();
  });

  protected readonly parameter = this.RULE(
    'parameter',
    (into: ParameterList = new ParameterList(), lambda = false): void => {
      this.OR([
        {
          ALT: () => {
            const slash = this.take(t.Slash);
            this.checkSlash(slash, into);
            into.slash();
          },
        },
        {
          ALT: () => {
            const star = this.take(t.Star);
            this.checkStar(star, into);
            into.starred = true;
            const vararg = this.OPTION(() => this.SUBRULE(this.starParameterName, { ARGS: [lambda] }));
            if (vararg === undefined) this.checkBareStar(star, lambda);
            else into.vararg = vararg;
            this.checkNoDefault('positional');
          },
        },
        {
          ALT: () => {
            this.checkParameter(this.take(t.DoubleStar), into.laterProblem());
            into.kwarg = this.SUBRULE(this.parameterName, { ARGS: [lambda] });
            this.checkNoDefault('keyword');
          },
        },
        {
          ALT: () => {
            this.checkParameter(this.peek(1), into.laterProblem());
            const arg = this.SUBRULE1(this.parameterName, { ARGS: [lambda] });
            const value = this.OPTION1(() => {
              const equal = this.take(t.Equal);
              if (this.explaining) this.explainDefault(equal);
              return this.SUBRULE(this.expression);
            });
            if (value === undefined) this.checkNoDefaultBefore(arg, into);
            into.add(arg, value ?? null);
          },
        },
      ]);
    },
  );

  protected readonly parameterName = this.RULE('parameterName', (lambda = false): Arg => {
    const name = this.take(t.Name);
    const annotation =
      this.OPTION({
        GATE: () => !lambda,
        DEF: () => {
          this.take(t.Colon);
          return this.SUBRULE(this.expression);
        },
      }) ?? null;
    return { kind: 'arg', arg: name.image, annotation, ...span(name, this.peek(0)) };
  });

  /** The annotation of `*args` may be starred. */
  protected readonly starParameterName = this.RULE('starParameterName', (lambda = false): Arg => {
    const name = this.take(t.Name);
    const annotation =
      this.OPTION({
        GATE: () => !lambda,
        DEF: () => {
          this.take(t.Colon);
          return this.SUBRULE(this.starExpression);
        },
      }) ?? null;
    return { kind: 'arg', arg: name.image, annotation, ...span(name, this.peek(0)) };
  });

  protected readonly typeParameters = this.RULE('typeParameters', (): TypeParam[] => {
    const params: TypeParam[] = [];
    this.take(t.LBracket);
    if (this.explaining) this.explainNoTypeParameters();
    let open = true;
    this.AT_LEAST_ONE({
      GATE: () => open,
      DEF: () => {
        params.push(this.SUBRULE(this.typeParameter));
        open = this.OPTION(() => this.take(t.Comma)) !== undefined;
      },
    });
    this.take(t.RBracket);
    return params;
  });

  protected readonly typeParameter = this.RULE('typeParameter', (): TypeParam => {
    const start = this.peek(1);
    return this.OR([
      {
        ALT: (): TypeParam => {
          this.take(t.Star);
          const name = this.take(t.Name).image;
          if (this.explaining) this.explainBound('TypeVarTuple');
          const default_value =
            this.OPTION(() => {
              this.take(t.Equal);
              return this.SUBRULE(this.starExpression);
            }) ?? null;
          return { kind: 'TypeVarTuple', name, default_value, ...span(start, this.peek(0)) };
        },
      },
      {
        ALT: (): TypeParam => {
          this.take(t.DoubleStar);
          const name = this.take(t.Name, 1).image;
          if (this.explaining) this.explainBound('ParamSpec');
          const default_value =
            this.OPTION1(() => {
              this.take(t.Equal, 1);
              return this.SUBRULE(this.expression);
            }) ?? null;
          return { kind: 'ParamSpec', name, default_value, ...span(start, this.peek(0)) };
        },
      },
      {
        ALT: (): TypeParam => {
          const name = this.take(t.Name, 2).image;
          const bound =
            this.OPTION2(() => {
              this.take(t.Colon);
              return this.SUBRULE1(this.expression);
            }) ?? null;
          const default_value =
            this.OPTION3(() => {
              this.take(t.Equal, 2);
              return this.SUBRULE2(this.expression);
            }) ?? null;
          return { kind: 'TypeVar', name, bound, default_value, ...span(start, this.peek(0)) };
        },
      },
    ]);
  });
}
