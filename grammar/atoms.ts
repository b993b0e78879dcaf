// Atoms and what follows them: names, literals, displays, calls, subscripts, attributes.

import type { Constant, Expr, Position } from './ast.js';
import { Calls } from './calls.js';
import { numberValue } from './literals.js';
import { span } from './positions.js';
import * as t from './tokens.js';
import { blank, idsOf, type Token } from './tokens.js';

const trailerStarts = idsOf(t.Dot, t.LParen, t.LBracket);

export abstract class Atoms extends Calls {
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
      if (this.yielding) while (this.trailerFollows(extend)) extend();
      else this.MANY(extend);
    }
    if (awaiting === undefined) return node;
    return { kind: 'Await', value: node, ...span(awaiting, this.peek(0)) };
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

function singleton(token: Token): Expr {
  if (token.image === 'None') return constant({ type: 'None' }, token);
  return constant({ type: 'bool', value: token.image === 'True' }, token);
}
