// Displays and comprehensions: what is written in parentheses, brackets and braces.

import type { ParserMethod } from 'chevrotain';
import type { Comprehension, Expr } from './ast.js';
import { CallMistakes } from './call-mistakes.js';
import { BIT_OR } from './operators.js';
import { span } from './positions.js';
import * as t from './tokens.js';
import { idsOf, type Token } from './tokens.js';

const clauseStarts = idsOf(t.For, t.Async);
const tightly: { ARGS: [number] } = { ARGS: [BIT_OR] };

export abstract class Displays extends CallMistakes {
  protected abstract readonly starNamedExpression: ParserMethod<[], Expr>;

  private readonly parenthesisAlternatives = [
    {
      ALT: (): Expr => {
        const open = this.peek(0);
        const close = this.take(t.RParen);
        return { kind: 'Tuple', elts: [], ctx: 'Load', ...span(open, close) };
      },
    },
    {
      ALT: (): Expr => {
        const value = this.SUBRULE(this.yieldExpression);
        this.take(t.RParen, 1);
        return value;
      },
    },
    {
      ALT: (): Expr => {
        const open = this.peek(0);
        const first = this.SUBRULE(this.starNamedExpression);
        const generators = this.clauses(first);
        const elts = this.sees(t.Comma) ? this.SUBRULE(this.moreElements, { ARGS: [first] }) : undefined;
        const close = this.take(t.RParen, 2);
        if (generators !== undefined) {
          return { kind: 'GeneratorExp', elt: first, generators, ...span(open, close) };
        }
        if (elts !== undefined) return { kind: 'Tuple', elts, ctx: 'Load', ...span(open, close) };
        if (first.kind === 'Starred') throw this.problems.at(first, 'cannot use starred expression here');
        return first;
      },
    },
  ];

  /** `(...)`: a group, a tuple, a generator expression or a yield. */
  protected readonly parenthesised = this.RULE('parenthesised', (): Expr => {
    this.take(t.LParen);
    if (this.explaining) this.explainParenthesis();
    return this.OR(this.parenthesisAlternatives);
  });

  /** The clauses that make a comprehension of a display, if there are any. */
  private clauses(element?: Expr): Comprehension[] | undefined {
    if (!this.seesAny(clauseStarts)) return undefined;
    if (element?.kind === 'Starred') {
      throw this.problems.at(element, 'iterable unpacking cannot be used in comprehension');
    }
    const clauses = this.OPTION1(() => this.SUBRULE(this.comprehensionClauses));
    if (this.at(t.Comma)) this.reject(this.peek(1));
    return clauses;
  }

  private readonly optionalElement = () => this.SUBRULE(this.starNamedExpression);

  /** The elements after the first and a trailing comma; undefined when there is no comma at all. */
  protected readonly moreElements = this.RULE('moreElements', (first?: Expr): Expr[] | undefined => {
    let elts: Expr[] | undefined;
    let trailing = false;
    this.MANY(() => {
      const comma = this.take(t.Comma);
      if (trailing) this.reject(comma);
      if (elts === undefined) elts = first === undefined ? [] : [first];
      const elt = this.OPTION(this.optionalElement);
      if (elt === undefined) trailing = true;
      else elts.push(elt);
    });
    return elts;
  });

  protected readonly listDisplay = this.RULE('listDisplay', (): Expr => {
    const open = this.take(t.LBracket);
    if (this.explaining) this.explainOpened();
    let generators: Comprehension[] | undefined;
    let elts: Expr[] | undefined;
    let first: Expr | undefined;
    if (!this.at(t.RBracket)) {
      first = this.OPTION(() => {
        const elt = this.SUBRULE(this.starNamedExpression);
        generators = this.clauses(elt);
        if (this.sees(t.Comma)) elts = this.SUBRULE(this.moreElements, { ARGS: [elt] });
        if (this.explaining) this.explainElements(elt, elts);
        return elt;
      });
    }
    const close = this.take(t.RBracket);
    const place = span(open, close);
    if (first === undefined) return { kind: 'List', elts: [], ctx: 'Load', ...place };
    if (generators !== undefined) return { kind: 'ListComp', elt: first, generators, ...place };
    return { kind: 'List', elts: elts ?? [first], ctx: 'Load', ...place };
  });

  /** `{...}`: a dict or a set, or a comprehension of one. */
  protected readonly braceDisplay = this.RULE('braceDisplay', (): Expr => {
    const open = this.take(t.LBrace);
    if (this.explaining) this.explainOpened();
    const keys: (Expr | null)[] = [];
    const values: Expr[] = [];
    const elts: Expr[] = [];
    let generators: Comprehension[] | undefined;
    let trailing = false;
    this.OPTION(() => {
      this.SUBRULE(this.braceElement, { ARGS: [keys, values, elts] });
      if (this.explaining && this.startsClauses()) this.explainDictClauses(open);
      if (keys[0] === null && this.startsClauses()) this.reject(this.peek(1));
      generators = this.clauses(elts[0]);
      this.MANY(() => {
        const comma = this.take(t.Comma);
        if (trailing) this.reject(comma);
        trailing = true;
        this.OPTION2(() => {
          this.SUBRULE1(this.braceElement, { ARGS: [keys, values, elts] });
          trailing = false;
        });
      });
      const [first] = elts;
      if (this.explaining && first !== undefined)
        this.explainElements(first, trailing || elts.length > 1 ? elts : undefined);
    });
    const close = this.take(t.RBrace);
    const place = span(open, close);
    const [elt] = elts;
    const [key] = keys;
    const [value] = values;
    if (generators !== undefined && elt !== undefined) return { kind: 'SetComp', elt, generators, ...place };
    if (generators !== undefined && key && value) {
      return { kind: 'DictComp', key, value, generators, ...place };
    }
    if (elt !== undefined) return { kind: 'Set', elts, ...place };
    return { kind: 'Dict', keys, values, ...place };
  });

  /** One element of a set or one item of a dict, filed under what it is. */
  protected readonly braceElement = this.RULE(
    'braceElement',
    (keys: (Expr | null)[] = [], values: Expr[] = [], elts: Expr[] = []): void => {
      this.OR([
        {
          ALT: () => {
            const stars = this.take(t.DoubleStar);
            if (elts.length > 0) this.reject(stars);
            keys.push(null);
            values.push(this.SUBRULE(this.operation, tightly));
          },
        },
        {
          ALT: () => {
            const start = this.peek(1);
            const isDict = keys.length > 0;
            if (isDict && start.tokenType === t.Star) this.reject(start);
            if (this.explaining && isDict) this.explainKey();
            const first = this.SUBRULE(this.starNamedExpression);
            const value = this.OPTION(() => {
              const colon = this.take(t.Colon);
              if (elts.length > 0 || !isKey(first, start)) this.reject(colon);
              if (this.explaining) this.explainValue();
              return this.SUBRULE(this.expression);
            });
            if (value === undefined) {
              if (isDict) this.reject(this.peek(1));
              elts.push(first);
            } else {
              keys.push(first);
              values.push(value);
            }
          },
        },
      ]);
    },
  );

  protected readonly comprehensionClauses = this.RULE('comprehensionClauses', (): Comprehension[] => {
    const clauses: Comprehension[] = [];
    this.AT_LEAST_ONE(() => {
      const asynchronous = this.OPTION(() => this.take(t.Async));
      this.take(t.For);
      if (this.explaining) this.explainClauseTarget();
      const target = this.SUBRULE(this.targetList);
      this.checkClause();
      this.take(t.In);
      const iter = this.SUBRULE(this.operation);
      const ifs: Expr[] = [];
      this.MANY(() => {
        this.take(t.If);
        ifs.push(this.SUBRULE1(this.operation));
      });
      clauses.push({
        kind: 'comprehension',
        target,
        iter,
        ifs,
        is_async: asynchronous === undefined ? 0 : 1,
      });
    });
    return clauses;
  });
}

/** Whether an expression may be the key of a dict: `:=` only in parentheses, `*` never. */
function isKey(node: Expr, start: Token): boolean {
  if (node.kind === 'Starred') return false;
  return node.kind !== 'NamedExpr' || node.col_offset !== start.col_offset || node.lineno !== start.lineno;
}
