// Functions and classes, with their decorators.

import type { Expr, Stmt } from './ast.js';
import { CompoundStatements } from './compound-statements.js';
import { span } from './positions.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

export abstract class Definitions extends CompoundStatements {
  /** `def` or `class`, perhaps decorated; `async def` only here when decorated. */
  protected readonly definition = this.RULE('definition', (): Stmt => {
    return this.OR([
      { ALT: (): Stmt => this.SUBRULE(this.functionDefinition) },
      { ALT: (): Stmt => this.SUBRULE(this.classDefinition) },
      { ALT: (): Stmt => this.SUBRULE(this.decorated) },
    ]);
  });

  protected readonly decorated = this.RULE('decorated', (): Stmt => {
    const decorators: Expr[] = [];
    this.AT_LEAST_ONE(() => {
      this.take(t.At);
      decorators.push(this.SUBRULE(this.namedExpression));
      this.take(t.Newline);
    });
    return this.OR([
      { ALT: (): Stmt => this.SUBRULE(this.functionDefinition, { ARGS: [decorators] }) },
      { ALT: (): Stmt => this.SUBRULE(this.classDefinition, { ARGS: [decorators] }) },
      {
        ALT: (): Stmt => {
          const first = this.take(t.Async);
          return this.SUBRULE1(this.functionDefinition, { ARGS: [decorators, first] });
        },
      },
    ]);
  });

  protected readonly functionDefinition = this.RULE(
    'functionDefinition',
    (decorator_list: Expr[] = [], first?: Token): Stmt => {
      const keyword = this.take(t.Def);
      const name = this.take(t.Name).image;
      if (this.explaining) this.explainOpening();
      const type_params = this.OPTION(() => this.SUBRULE(this.typeParameters)) ?? [];
      this.take(t.LParen);
      const args = this.SUBRULE(this.parameters, { ARGS: [false] });
      this.take(t.RParen);
      if (this.explaining) this.explainArrow();
      const returns =
        this.OPTION1(() => {
          this.take(t.Arrow);
          return this.SUBRULE(this.expression);
        }) ?? null;
      const body = this.SUBRULE(this.block, { ARGS: ['function definition', keyword, true] });
      const kind = first === undefined ? 'FunctionDef' : 'AsyncFunctionDef';
      const place = span(first ?? keyword, this.lastToken());
      return { kind, name, args, body, decorator_list, returns, type_params, ...place };
    },
  );

  protected readonly classDefinition = this.RULE('classDefinition', (decorator_list: Expr[] = []): Stmt => {
    const start = this.take(t.Class);
    const name = this.take(t.Name).image;
    const type_params = this.OPTION(() => this.SUBRULE(this.typeParameters)) ?? [];
    const bases = this.OPTION1(() => this.SUBRULE(this.callArguments));
    if (bases?.bare !== undefined) this.reject(bases.bare.clause);
    const body = this.SUBRULE(this.block, { ARGS: ['class definition', start] });
    return {
      kind: 'ClassDef',
      name,
      bases: bases?.args ?? [],
      keywords: bases?.keywords ?? [],
      body,
      decorator_list,
      type_params,
      ...span(start, this.lastToken()),
    };
  });
}
