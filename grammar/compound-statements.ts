// Statements that have blocks.

import type { ParserMethod } from 'chevrotain';
import type { ExceptHandler, Expr, If, MatchCase, Stmt, WithItem } from './ast.js';
import { span } from './positions.js';
import { SimpleStatements } from './simple-statements.js';
import * as t from './tokens.js';
import { blank, type Token } from './tokens.js';

/** `if` or `elif` with its block, before the rest of the chain is known. */
interface Branch {
  readonly keyword: Token;
  readonly test: Expr;
  readonly body: Stmt[];
}

export abstract class CompoundStatements extends SimpleStatements {
  protected abstract readonly definition: ParserMethod<[], Stmt>;

  private readonly statementAlternatives = [
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.simpleStatements) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.ifStatement) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.definition) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.forStatement) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.withStatement) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.tryStatement) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.whileStatement) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.asyncStatement) },
    { ALT: (): Stmt | Stmt[] => this.SUBRULE(this.matchStatement) },
  ];

  /** One compound statement, or a line of simple ones. */
  protected readonly statement = this.RULE('statement', (): Stmt | Stmt[] =>
    this.OR(this.statementAlternatives),
  );

  private readonly blockAlternatives = [
    {
      ALT: (): Stmt[] => {
        const line = this.SUBRULE(this.simpleStatements);
        return Array.isArray(line) ? line : [line];
      },
    },
    {
      ALT: (): Stmt[] => {
        const body: Stmt[] = [];
        this.take(t.Newline);
        this.take(t.Indent);
        this.AT_LEAST_ONE(() => append(body, this.SUBRULE(this.statement)));
        this.take(t.Dedent);
        return body;
      },
    },
  ];

  /** From a colon on: an indented block or statements on the same line. `what` is what they belong to. */
  protected readonly block = this.RULE('block', (what = '', start: Token = blank, forced = false): Stmt[] => {
    if (this.explaining) this.explainColon(forced);
    this.take(t.Colon);
    if (this.explaining) this.explainBlock(what, start);
    return this.OR(this.blockAlternatives);
  });

  /** The last token of a statement that has just been read, not counting line ends and dedents. */
  protected lastToken(): Token {
    for (let distance = 0; ; distance--) {
      const token = this.peek(distance);
      const type = token.tokenType;
      if (type !== t.Newline && type !== t.Dedent) return token;
    }
  }

  /** `elif`s are read in a loop and nested afterwards: a long chain costs no host stack. */
  protected readonly ifStatement = this.RULE('ifStatement', (): Stmt => {
    const keyword = this.take(t.If);
    const test = this.SUBRULE(this.namedExpression);
    const body = this.SUBRULE(this.block, { ARGS: ["'if' statement", keyword] });
    const branches: Branch[] = [];
    this.MANY(() => {
      const elif = this.take(t.Elif);
      const condition = this.SUBRULE1(this.namedExpression);
      const block = this.SUBRULE1(this.block, { ARGS: ["'elif' statement", elif] });
      branches.push({ keyword: elif, test: condition, body: block });
    });
    let orelse: readonly Stmt[] = this.OPTION(() => this.SUBRULE(this.elseBlock)) ?? [];
    const end = this.lastToken();
    for (const branch of branches.reverse()) orelse = [ifNode(branch, orelse, end)];
    return ifNode({ keyword, test, body }, orelse, end);
  });

  protected readonly elseBlock = this.RULE('elseBlock', (): Stmt[] => {
    const keyword = this.take(t.Else);
    return this.SUBRULE(this.block, { ARGS: ["'else' statement", keyword, true] });
  });

  protected readonly whileStatement = this.RULE('whileStatement', (): Stmt => {
    const start = this.take(t.While);
    const test = this.SUBRULE(this.namedExpression);
    const body = this.SUBRULE(this.block, { ARGS: ["'while' statement", start] });
    const orelse = this.OPTION(() => this.SUBRULE(this.elseBlock)) ?? [];
    return { kind: 'While', test, body, orelse, ...span(start, this.lastToken()) };
  });

  protected readonly forStatement = this.RULE('forStatement', (first?: Token): Stmt => {
    const keyword = this.take(t.For);
    if (this.explaining) this.explainForTarget();
    const target = this.SUBRULE(this.targetList);
    this.take(t.In);
    const iter = this.SUBRULE(this.starExpressions);
    const body = this.SUBRULE(this.block, { ARGS: ["'for' statement", keyword] });
    const orelse = this.OPTION(() => this.SUBRULE(this.elseBlock)) ?? [];
    const kind = first === undefined ? 'For' : 'AsyncFor';
    return { kind, target, iter, body, orelse, ...span(first ?? keyword, this.lastToken()) };
  });

  protected readonly withStatement = this.RULE('withStatement', (first?: Token): Stmt => {
    const keyword = this.take(t.With);
    const items: WithItem[] = [];
    this.OR([
      {
        ALT: () => {
          this.take(t.WithParen);
          let open = true;
          this.AT_LEAST_ONE({
            GATE: () => open,
            DEF: () => {
              items.push(this.SUBRULE(this.withItem));
              open = this.OPTION(() => this.take(t.Comma)) !== undefined;
            },
          });
          this.take(t.RParen);
        },
      },
      {
        ALT: () => {
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE1(this.withItem)) });
        },
      },
    ]);
    const body = this.SUBRULE(this.block, { ARGS: ["'with' statement", keyword] });
    const kind = first === undefined ? 'With' : 'AsyncWith';
    return { kind, items, body, ...span(first ?? keyword, this.lastToken()) };
  });

  protected readonly withItem = this.RULE('withItem', (): WithItem => {
    const context_expr = this.SUBRULE(this.expression);
    const optional_vars =
      this.OPTION(() => {
        this.take(t.As);
        const target = this.SUBRULE(this.targetExpression);
        this.checkWithTarget(target);
        return this.asTarget(target, 'assign');
      }) ?? null;
    return { kind: 'withitem', context_expr, optional_vars };
  });

  protected readonly tryStatement = this.RULE('tryStatement', (): Stmt => {
    const start = this.take(t.Try);
    const body = this.SUBRULE(this.block, { ARGS: ["'try' statement", start, true] });
    this.checkTry();
    const handlers: ExceptHandler[] = [];
    let starred: boolean | undefined;
    this.MANY(() => {
      const star = this.peek(2).tokenType === t.Star;
      starred ??= star;
      if (star !== starred && !this.RECORDING_PHASE) {
        const last = star ? this.peek(2) : this.peek(1);
        const message = "cannot have both 'except' and 'except*' on the same 'try'";
        throw this.problems.between(this.peek(1), last, message);
      }
      handlers.push(this.SUBRULE(this.exceptHandler));
    });
    let orelse: Stmt[] = [];
    this.OPTION(() => {
      if (handlers.length === 0) this.reject(this.peek(1));
      orelse = this.SUBRULE(this.elseBlock);
    });
    const finalbody =
      this.OPTION1(() => {
        const keyword = this.take(t.Finally);
        return this.SUBRULE1(this.block, { ARGS: ["'finally' statement", keyword, true] });
      }) ?? [];
    const kind = starred === true ? 'TryStar' : 'Try';
    return { kind, body, handlers, orelse, finalbody, ...span(start, this.lastToken()) };
  });

  protected readonly exceptHandler = this.RULE('exceptHandler', (): ExceptHandler => {
    const start = this.take(t.Except);
    let name: string | null = null;
    const star = this.OPTION(() => this.take(t.Star));
    const type =
      this.OPTION1(() => {
        const expression = this.SUBRULE(this.expression);
        if (this.explaining) this.explainExceptTypes(expression);
        this.OPTION2(() => {
          this.take(t.As);
          name = this.take(t.Name).image;
        });
        return expression;
      }) ?? null;
    if (star !== undefined && type === null) {
      const isBare = this.at(t.Colon) || this.at(t.Newline);
      if (this.explaining && isBare) throw this.atLast('expected one or more exception types');
      this.reject(this.peek(1));
    }
    const what = star === undefined ? "'except' statement" : "'except*' statement";
    const body = this.SUBRULE(this.block, { ARGS: [what, start] });
    return { kind: 'ExceptHandler', type, name, body, ...span(start, this.lastToken()) };
  });

  protected readonly asyncStatement = this.RULE('asyncStatement', (): Stmt => {
    const first = this.take(t.Async);
    return this.OR([
      { ALT: (): Stmt => this.SUBRULE(this.functionDefinition, { ARGS: [[], first] }) },
      { ALT: (): Stmt => this.SUBRULE(this.forStatement, { ARGS: [first] }) },
      { ALT: (): Stmt => this.SUBRULE(this.withStatement, { ARGS: [first] }) },
    ]);
  });

  protected abstract readonly functionDefinition: ParserMethod<[decorators?: Expr[], first?: Token], Stmt>;

  protected readonly matchStatement = this.RULE('matchStatement', (): Stmt => {
    const start = this.take(t.MatchKeyword);
    const first = this.peek(1);
    const elt = this.SUBRULE(this.starNamedExpression);
    const elts = this.SUBRULE(this.moreElements, { ARGS: [elt] });
    if (elts === undefined && elt.kind === 'Starred') this.reject(this.peek(1));
    const subject: Expr =
      elts === undefined ? elt : { kind: 'Tuple', elts, ctx: 'Load', ...span(first, this.peek(0)) };
    this.take(t.Colon);
    if (this.explaining) this.explainBlock("'match' statement", start);
    this.take(t.Newline);
    this.take(t.Indent);
    const cases: MatchCase[] = [];
    this.AT_LEAST_ONE(() => {
      const keyword = this.take(t.CaseKeyword);
      const pattern = this.SUBRULE(this.patterns);
      const guard =
        this.OPTION(() => {
          this.take(t.If);
          return this.SUBRULE(this.namedExpression);
        }) ?? null;
      const body = this.SUBRULE(this.block, { ARGS: ["'case' statement", keyword] });
      cases.push({ kind: 'match_case', pattern, guard, body });
    });
    this.take(t.Dedent);
    return { kind: 'Match', subject, cases, ...span(start, this.lastToken()) };
  });
}

function ifNode({ keyword, test, body }: Branch, orelse: readonly Stmt[], end: Token): If {
  return { kind: 'If', test, body, orelse, ...span(keyword, end) };
}

/** Adds a statement, or those of one line. */
export function append(body: Stmt[], statements: Stmt | Stmt[]): void {
  if (Array.isArray(statements)) body.push(...statements);
  else body.push(statements);
}
