// Statements that fit on a line: expressions and assignments, `return` to `type`, and imports.

import type { Alias, Expr, Identifier, Stmt } from './ast.js';
import { augmentedOperator } from './operators.js';
import { span } from './positions.js';
import { StatementMistakes } from './statement-mistakes.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

export abstract class SimpleStatements extends StatementMistakes {
  /** A line of simple statements. */
  protected readonly simpleStatements = this.RULE('simpleStatements', (): Stmt | Stmt[] => {
    const first = this.SUBRULE(this.simpleStatement);
    let several: Stmt[] | undefined;
    if (this.sees(t.Semicolon)) {
      const body = [first];
      let trailing = false;
      this.MANY(() => {
        const semicolon = this.take(t.Semicolon);
        if (trailing) this.reject(semicolon);
        const next = this.OPTION(() => this.SUBRULE1(this.simpleStatement));
        if (next === undefined) trailing = true;
        else body.push(next);
      });
      several = body;
    }
    this.take(t.Newline);
    return several ?? first;
  });

  private readonly simpleAlternatives = [
    { ALT: (): Stmt => this.SUBRULE(this.expressionStatement) },
    { ALT: (): Stmt => this.SUBRULE(this.returnStatement) },
    { ALT: (): Stmt => this.SUBRULE(this.importStatement) },
    { ALT: (): Stmt => this.SUBRULE(this.importFromStatement) },
    { ALT: (): Stmt => this.SUBRULE(this.raiseStatement) },
    { ALT: (): Stmt => ({ kind: 'Pass', ...spanOf(this.take(t.Pass)) }) },
    { ALT: (): Stmt => ({ kind: 'Break', ...spanOf(this.take(t.Break)) }) },
    { ALT: (): Stmt => ({ kind: 'Continue', ...spanOf(this.take(t.Continue)) }) },
    { ALT: (): Stmt => this.SUBRULE(this.deleteStatement) },
    { ALT: (): Stmt => this.SUBRULE(this.assertStatement) },
    {
      ALT: (): Stmt => {
        const start = this.take(t.Global);
        const names = this.SUBRULE(this.nameList);
        return { kind: 'Global', names, ...span(start, this.peek(0)) };
      },
    },
    {
      ALT: (): Stmt => {
        const start = this.take(t.Nonlocal);
        const names = this.SUBRULE1(this.nameList);
        return { kind: 'Nonlocal', names, ...span(start, this.peek(0)) };
      },
    },
    { ALT: (): Stmt => this.SUBRULE(this.typeStatement) },
  ];

  protected readonly simpleStatement = this.RULE(
    'simpleStatement',
    (): Stmt => this.OR(this.simpleAlternatives),
  );

  private readonly assignmentAlternatives = [
    {
      ALT: (): Stmt => {
        const { subject, subjectStart: start } = this;
        const targets: Expr[] = [];
        let value = subject;
        let first: Token | undefined = start;
        this.AT_LEAST_ONE(() => {
          targets.push(this.assignmentTarget(value, first));
          this.take(t.Equal);
          first = undefined;
          value = this.SUBRULE1(this.assignable);
        });
        const end = this.peek(0);
        return {
          kind: 'Assign',
          targets,
          value,
          lineno: start.lineno,
          col_offset: start.col_offset,
          end_lineno: end.end_lineno,
          end_col_offset: end.end_col_offset,
        };
      },
    },
    {
      ALT: (): Stmt => {
        const { subject, subjectStart: start } = this;
        const target = this.augmentedTarget(subject);
        const operator = this.take(t.Augmented);
        const value = this.SUBRULE2(this.assignable);
        const op = augmentedOperator(operator);
        return { kind: 'AugAssign', target, op, value, ...span(start, this.peek(0)) };
      },
    },
    {
      ALT: (): Stmt => {
        const { subject, subjectStart: start } = this;
        const target = this.annotatedTarget(start, subject);
        this.take(t.Colon);
        const annotation = this.SUBRULE(this.expression);
        const value =
          this.OPTION(() => {
            this.take(t.Equal, 1);
            return this.SUBRULE3(this.assignable);
          }) ?? null;
        const simple = target.kind === 'Name' && start.tokenType === t.Name ? 1 : 0;
        return { kind: 'AnnAssign', target, annotation, value, simple, ...span(start, this.peek(0)) };
      },
    },
    {
      ALT: (): Stmt => {
        const { subject, subjectStart: start } = this;
        return { kind: 'Expr', value: subject, ...span(start, this.peek(0)) };
      },
    },
  ];

  /** An expression by itself, an assignment, an augmented or an annotated one. */
  protected readonly expressionStatement = this.RULE('expressionStatement', (): Stmt => {
    const start = this.peek(1);
    if (this.explaining) this.explainMatch();
    const value = this.SUBRULE(this.assignable);
    if (this.at(t.Newline)) return { kind: 'Expr', value, ...span(start, this.peek(0)) };
    if (this.explaining) this.explainStatement(start, value);
    this.subject = value;
    this.subjectStart = start;
    return this.OR(this.assignmentAlternatives);
  });

  private readonly assignableAlternatives = [
    { ALT: (): Expr => this.SUBRULE(this.yieldExpression) },
    { ALT: (): Expr => this.SUBRULE(this.starExpressions) },
  ];

  /** What may stand on either side of `=`, as far as the grammar goes. */
  protected readonly assignable = this.RULE('assignable', (): Expr => this.OR(this.assignableAlternatives));

  protected readonly returnStatement = this.RULE('returnStatement', (): Stmt => {
    const start = this.take(t.Return);
    const value = this.OPTION(() => this.SUBRULE(this.starExpressions)) ?? null;
    return { kind: 'Return', value, ...span(start, this.peek(0)) };
  });

  protected readonly assertStatement = this.RULE('assertStatement', (): Stmt => {
    const start = this.take(t.Assert);
    const test = this.SUBRULE(this.expression);
    const msg =
      this.OPTION(() => {
        this.take(t.Comma);
        return this.SUBRULE1(this.expression);
      }) ?? null;
    return { kind: 'Assert', test, msg, ...span(start, this.peek(0)) };
  });

  protected readonly raiseStatement = this.RULE('raiseStatement', (): Stmt => {
    const start = this.take(t.Raise);
    let cause: Expr | null = null;
    const exc =
      this.OPTION(() => {
        const value = this.SUBRULE(this.expression);
        this.OPTION1(() => {
          this.take(t.From);
          cause = this.SUBRULE1(this.expression);
        });
        return value;
      }) ?? null;
    return { kind: 'Raise', exc, cause, ...span(start, this.peek(0)) };
  });

  protected readonly deleteStatement = this.RULE('deleteStatement', (): Stmt => {
    const start = this.take(t.Del);
    const first = this.peek(1);
    const list = this.SUBRULE(this.starExpressions);
    const end = this.peek(0);
    // A parenthesised tuple is one target; without parentheses its elements are the targets.
    const targets = list.kind === 'Tuple' && this.isBare(list, first) ? list.elts : [list];
    return {
      kind: 'Delete',
      targets: targets.map((target) => this.asTarget(target, 'delete')),
      ...span(start, end),
    };
  });

  protected readonly nameList = this.RULE('nameList', (): Identifier[] => {
    const names: Identifier[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => names.push(this.take(t.Name).image) });
    return names;
  });

  protected readonly typeStatement = this.RULE('typeStatement', (): Stmt => {
    const start = this.take(t.TypeKeyword);
    const name = this.name(this.take(t.Name));
    const type_params = this.OPTION(() => this.SUBRULE(this.typeParameters)) ?? [];
    this.take(t.Equal);
    const value = this.SUBRULE(this.expression);
    return {
      kind: 'TypeAlias',
      name: { ...name, ctx: 'Store' },
      type_params,
      value,
      ...span(start, this.peek(0)),
    };
  });

  protected readonly importStatement = this.RULE('importStatement', (): Stmt => {
    const start = this.take(t.Import);
    const names: Alias[] = [];
    if (this.explaining) this.explainImport(start);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        const first = this.peek(1);
        const name = this.SUBRULE(this.dottedName);
        const asname =
          this.OPTION(() => {
            this.take(t.As);
            return this.take(t.Name).image;
          }) ?? null;
        names.push({ kind: 'alias', name, asname, ...span(first, this.peek(0)) });
      },
    });
    return { kind: 'Import', names, ...span(start, this.peek(0)) };
  });

  protected readonly dottedName = this.RULE('dottedName', (): Identifier => {
    let name = this.take(t.Name).image;
    this.MANY(() => {
      this.take(t.Dot);
      name += `.${this.take(t.Name, 1).image}`;
    });
    return name;
  });

  protected readonly importFromStatement = this.RULE('importFromStatement', (): Stmt => {
    const start = this.take(t.From);
    let level = 0;
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            level += this.take(t.Dot).image.length;
          },
        },
        {
          ALT: () => {
            level += this.take(t.EllipsisDots).image.length;
          },
        },
      ]);
    });
    const module = this.OPTION(() => this.SUBRULE(this.dottedName)) ?? null;
    if (module === null && level === 0) this.reject(this.peek(1));
    this.take(t.Import);
    if (this.explaining) this.explainImported();
    const names = this.OR1([
      {
        ALT: (): Alias[] => {
          const star = this.take(t.Star);
          return [{ kind: 'alias', name: '*', asname: null, ...spanOf(star) }];
        },
      },
      {
        ALT: (): Alias[] => {
          this.take(t.LParen);
          const aliases = this.SUBRULE(this.importedNames, { ARGS: [true] });
          this.take(t.RParen);
          return aliases;
        },
      },
      { ALT: (): Alias[] => this.SUBRULE1(this.importedNames, { ARGS: [false] }) },
    ]);
    return { kind: 'ImportFrom', module, names, level, ...span(start, this.peek(0)) };
  });

  protected readonly importedNames = this.RULE('importedNames', (enclosed = false): Alias[] => {
    const names: Alias[] = [];
    let open = true;
    this.AT_LEAST_ONE({
      GATE: () => open,
      DEF: () => {
        const name = this.take(t.Name);
        const asname =
          this.OPTION(() => {
            this.take(t.As);
            return this.take(t.Name, 1).image;
          }) ?? null;
        names.push({ kind: 'alias', name: name.image, asname, ...span(name, this.peek(0)) });
        open = this.OPTION1(() => this.take(t.Comma)) !== undefined;
      },
    });
    if (open && !enclosed) this.rejectTrailingComma();
    return names;
  });
}

function spanOf(token: Token) {
  return span(token, token);
}
