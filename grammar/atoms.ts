// Atoms and what follows them: names, literals, displays, comprehensions, calls, subscripts, attributes.

import type { ParserMethod } from 'chevrotain';
import type { Comprehension, Constant, Expr, GeneratorExp, Position } from './ast.js';
import { type Argument, CallArguments } from './call-arguments.js';
import { CallMistakes } from './call-mistakes.js';
import { numberValue } from './literals.js';
import { BIT_OR } from './operators.js';
import { span } from './positions.js';
import * as t from './tokens.js';
import { blank, idsOf, type Token } from './tokens.js';

const trailerStarts = idsOf(t.Dot, t.LParen, t.LBracket);
const clauseStarts = idsOf(t.For, t.Async);
const tightly: { ARGS: [number] } = { ARGS: [BIT_OR] };
const inCall: { ARGS: [boolean] } = { ARGS: [true] };
const argumentEnds = idsOf(t.Equal, t.For, t.Async);

export abstract class Atoms extends CallMistakes {
  protected abstract readonly namedExpression: ParserMethod<[inCall?: boolean], Expr>;
  protected abstract readonly starNamedExpression: ParserMethod<[], Expr>;
  protected abstract readonly targetList: ParserMethod<[], Expr>;

  // Alternatives are made once for the parser, not at every use; so they take no locals from a rule.

  private readonly atomAlternatives = [
    { ALT: (): Expr => this.name(this.take(t.Name)) },
    { ALT: (): Expr => this.number(this.take(t.NumberLiteral)) },
    { ALT: (): Expr => this.SUBRULE(this.strings) },
    { ALT: (): Expr => singleton(this.take(t.Singleton)) },
    { ALT: (): Expr => this.SUBRULE(this.parenthesised) },
    { ALT: (): Expr => this.SUBRULE(this.listDisplay) },
    { ALT: (): Expr => this.SUBRULE(this.braceDisplay) },
    { ALT: (): Expr => constant({ type: 'Ellipsis' }, this.take(t.EllipsisDots)) },
  ];

  /** What the alternatives below apply to, and where it starts. They read it before anything else. */
  protected subject: Expr = nothing;
  protected subjectStart: Token = blank;

  private readonly trailerAlternatives = [
    {
      ALT: (): Expr => {
        const { subject, subjectStart: start } = this;
        this.take(t.Dot);
        const attr = this.take(t.Name, 1);
        return {
          kind: 'Attribute',
          value: subject,
          attr: attr.image,
          ctx: 'Load',
          lineno: start.lineno,
          col_offset: start.col_offset,
          end_lineno: attr.end_lineno,
          end_col_offset: attr.end_col_offset,
        };
      },
    },
    {
      ALT: (): Expr => {
        const { subject, subjectStart: start } = this;
        const { args, keywords } = this.SUBRULE(this.callArguments);
        const end = this.peek(0);
        return {
          kind: 'Call',
          func: subject,
          args,
          keywords,
          lineno: start.lineno,
          col_offset: start.col_offset,
          end_lineno: end.end_lineno,
          end_col_offset: end.end_col_offset,
        };
      },
    },
    {
      ALT: (): Expr => {
        const { subject, subjectStart: start } = this;
        this.take(t.LBracket);
        const slice = this.SUBRULE(this.slices);
        const end = this.take(t.RBracket);
        return {
          kind: 'Subscript',
          value: subject,
          slice,
          ctx: 'Load',
          lineno: start.lineno,
          col_offset: start.col_offset,
          end_lineno: end.end_lineno,
          end_col_offset: end.end_col_offset,
        };
      },
    },
  ];

  /** `await`, an atom, and any number of calls, subscripts and attributes. */
  protected readonly primary = this.RULE('primary', (): Expr => {
    const awaiting = this.sees(t.Await) ? this.OPTION(() => this.take(t.Await)) : undefined;
    const start = this.peek(1);
    let node = this.OR(this.atomAlternatives);
    if (this.seesAny(trailerStarts)) {
      const extend = () => {
        this.subject = node;
        this.subjectStart = start;
        node = this.OR1(this.trailerAlternatives);
      };
      if (this.explaining) while (this.trailerFollows()) extend();
      else this.MANY(extend);
    }
    if (awaiting === undefined) return node;
    return { kind: 'Await', value: node, ...span(awaiting, this.peek(0)) };
  });

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
            const first = this.SUBRULE(this.starNamedExpression);
            if (this.explaining && isDict) this.explainKey(first);
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
      const target = this.SUBRULE(this.targetList);
      if (this.explaining) this.explainClause();
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

  protected number(token: Token): Constant {
    return constant(this.literal(token, numberValue), token);
  }
}

function constant(value: Constant['value'], place: Position): Constant {
  return {
    kind: 'Constant',
    value,
    prefix: null,
    lineno: place.lineno,
    col_offset: place.col_offset,
    end_lineno: place.end_lineno,
    end_col_offset: place.end_col_offset,
  };
}

/** Stands where no node is yet. */
const nothing = constant({ type: 'None' }, blank);

/** Whether an expression may be the key of a dict: `:=` only in parentheses, `*` never. */
function isKey(node: Expr, start: Token): boolean {
  if (node.kind === 'Starred') return false;
  return node.kind !== 'NamedExpr' || node.col_offset !== start.col_offset || node.lineno !== start.lineno;
}

function singleton(token: Token): Expr {
  if (token.image === 'None') return constant({ type: 'None' }, token);
  return constant({ type: 'bool', value: token.image === 'True' }, token);
}
