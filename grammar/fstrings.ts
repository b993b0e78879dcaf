// Strings as expressions: f-strings with their replacement fields and format specs, and the implicit
// concatenation of everything that stands side by side.

import type { ParserMethod } from 'chevrotain';
import type { Constant, Expr, FormattedValue, JoinedStr, Position } from './ast.js';
import { ExpressionMistakes } from './expression-mistakes.js';
import { fstringText, LiteralError, stringValue } from './literals.js';
import { span } from './positions.js';
import * as t from './tokens.js';
import { idsOf, type Token } from './tokens.js';

type StringNode = Constant | JoinedStr;

const stringStarts = idsOf(t.StringLiteral, t.FStringStart);

export abstract class FStrings extends ExpressionMistakes {
  private badEscape: LiteralError | null = null;

  protected abstract readonly yieldExpression: ParserMethod<[], Expr>;

  private readonly stringAlternatives = [
    { ALT: (): StringNode => this.stringConstant(this.take(t.StringLiteral)) },
    { ALT: (): StringNode => this.SUBRULE(this.fstring) },
  ];

  private readonly moreStringAlternatives = [
    { ALT: (): StringNode => this.stringConstant(this.take(t.StringLiteral, 1)) },
    { ALT: (): StringNode => this.SUBRULE1(this.fstring) },
  ];

  protected readonly strings = this.RULE('strings', (): Expr => {
    const first = this.OR(this.stringAlternatives);
    if (first.kind === 'Constant' && !this.seesAny(stringStarts)) return first;
    const pieces = [first];
    this.MANY(() => pieces.push(this.OR1(this.moreStringAlternatives)));
    return this.ACTION(() => this.concatenate(pieces));
  });

  protected readonly fstring = this.RULE('fstring', (): JoinedStr => {
    const start = this.take(t.FStringStart);
    const raw = /r/i.test(start.image);
    const values: (Constant | FormattedValue)[] = [];
    this.MANY(() => {
      this.OR([
        { ALT: () => values.push(this.literalPart(this.take(t.FStringMiddle), raw)) },
        { ALT: () => this.SUBRULE(this.replacementField, { ARGS: [values, raw] }) },
      ]);
    });
    const end = this.take(t.FStringEnd);
    this.ACTION(() => this.refuseEscapes(end));
    return { kind: 'JoinedStr', values, ...span(start, end) };
  });

  /** Appends the field, after the text of its expression if that is wanted (`f'{x=}'`). */
  protected readonly replacementField = this.RULE(
    'replacementField',
    (values: (Constant | FormattedValue)[] = [], raw = false): void => {
      const open = this.take(t.LBrace);
      if (this.explaining) this.explainField(this.readFieldValue);
      const value = this.readFieldValue();
      const equal = this.OPTION(() => this.take(t.Equal));
      const after = this.peek(1);
      const converted = this.OPTION1(() => ({
        mark: this.take(t.Exclamation),
        name: this.take(t.Name),
      }));
      let format_spec: JoinedStr | null = null;
      this.OPTION2(() => {
        format_spec = this.SUBRULE(this.formatSpec, { ARGS: [raw] });
      });
      if (this.explaining) this.explainSpecEnd();
      const close = this.take(t.RBrace);
      let conversion =
        converted === undefined ? -1 : this.ACTION(() => this.conversion(converted.mark, converted.name));
      if (equal !== undefined) {
        if (conversion < 0 && format_spec === null) conversion = 'r'.charCodeAt(0);
        values.push(this.expressionText(open, after));
      }
      values.push({ kind: 'FormattedValue', value, conversion, format_spec, ...span(open, close) });
    },
  );

  /** What is wrong with the text of an f-string is told when all of it has been read. */
  private refuseEscapes(end: Token): void {
    const { badEscape } = this;
    this.badEscape = null;
    if (badEscape !== null) throw this.problems.at(end, badEscape.message);
  }

  private readonly fieldAlternatives = [
    { ALT: () => this.SUBRULE(this.yieldExpression) },
    { ALT: () => this.SUBRULE(this.starExpressions) },
  ];

  private readonly readFieldValue = () => this.OR(this.fieldAlternatives);

  protected readonly formatSpec = this.RULE('formatSpec', (raw = false): JoinedStr => {
    const colon = this.take(t.FormatColon);
    const values: (Constant | FormattedValue)[] = [];
    this.MANY(() => {
      this.OR([
        { ALT: () => values.push(this.literalPart(this.take(t.FStringMiddle), raw)) },
        { ALT: () => this.SUBRULE(this.replacementField, { ARGS: [values, raw] }) },
      ]);
    });
    return { kind: 'JoinedStr', values: formattedValues(values), ...span(colon, this.peek(0)) };
  });

  private literalPart(token: Token, raw: boolean): Constant {
    let value = '';
    try {
      value = fstringText(token.image, raw);
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error;
      this.badEscape ??= error;
    }
    return { kind: 'Constant', value: { type: 'str', value }, prefix: null, ...span(token, token) };
  }

  private conversion(mark: Token, name: Token): number {
    if (mark.endOffset !== name.startOffset) {
      const message = 'f-string: conversion type must come right after the exclamanation mark';
      throw this.problems.between(mark, name, message);
    }
    if (!/^[sra]$/.test(name.image)) {
      const message = `f-string: invalid conversion character '${name.image}': expected 's', 'r', or 'a'`;
      throw this.problems.at(name, message);
    }
    return name.image.charCodeAt(0);
  }

  /** The constant that `f'{x = }'` puts before the value: what was written, without comments. */
  private expressionText(open: Token, after: Token): Constant {
    const written = this.text.slice(open.endOffset, after.startOffset);
    const value = written.replace(/#[^\n]*/g, '');
    const place: Position = {
      lineno: open.lineno,
      col_offset: open.col_offset + 1,
      end_lineno: after.lineno,
      end_col_offset: after.col_offset,
    };
    return { kind: 'Constant', value: { type: 'str', value }, prefix: null, ...place };
  }

  private stringConstant(token: Token): Constant {
    const value = this.literal(token, stringValue);
    return { kind: 'Constant', ...value, ...span(token, token) };
  }

  private concatenate(pieces: readonly StringNode[]): Expr {
    const [first] = pieces;
    const last = pieces.at(-1);
    if (first === undefined || last === undefined) throw new Error('no string to concatenate');
    const place = span(first, last);
    if (pieces.some(isBytes)) return this.concatenateBytes(pieces, place);
    const values = pieces.flatMap((piece) => (piece.kind === 'JoinedStr' ? piece.values : [piece]));
    if (pieces.some((piece) => piece.kind === 'JoinedStr')) {
      return { kind: 'JoinedStr', values: formattedValues(values), ...place };
    }
    return merge(values)[0] ?? first;
  }

  private concatenateBytes(pieces: readonly StringNode[], place: Position): Expr {
    const parts: Uint8Array[] = [];
    for (const piece of pieces) {
      if (piece.kind !== 'Constant' || piece.value.type !== 'bytes') {
        throw this.problems.at(this.peek(1), 'cannot mix bytes and nonbytes literals');
      }
      parts.push(piece.value.value);
    }
    const value = Uint8Array.from(parts.flatMap((part) => [...part]));
    return { kind: 'Constant', value: { type: 'bytes', value }, prefix: null, ...place };
  }
}

function isBytes(node: StringNode): boolean {
  return node.kind === 'Constant' && node.value.type === 'bytes';
}

/** Joins neighbouring constants. */
function merge(values: readonly Expr[]): Expr[] {
  const merged: Expr[] = [];
  for (const value of values) {
    const last = merged.at(-1);
    if (last?.kind === 'Constant' && value.kind === 'Constant') {
      if (last.value.type !== 'str' || value.value.type !== 'str') continue;
      const text = last.value.value + value.value.value;
      const { prefix } = last;
      const joined = { type: 'str', value: text } as const;
      merged[merged.length - 1] = { kind: 'Constant', value: joined, prefix, ...span(last, value) };
    } else {
      merged.push(value);
    }
  }
  return merged;
}

function isEmpty(node: Expr): boolean {
  return node.kind === 'Constant' && node.value.type === 'str' && node.value.value === '';
}

/** The values of an f-string: constants joined, and none of them empty. */
function formattedValues(values: readonly Expr[]): Expr[] {
  return merge(values).filter((value) => !isEmpty(value));
}
