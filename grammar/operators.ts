// The precedence table: which tree operator a token stands for and how tightly it binds.

import type { TokenType } from 'chevrotain';
import type { CompareOperator, Operator } from './ast.js';
import * as t from './tokens.js';

/** Binding powers, loosest first. */
export const OR = 1;
export const AND = 2;
export const NOT = 3;
export const COMPARE = 4;
export const BIT_OR = 5;
const BIT_XOR = 6;
const BIT_AND = 7;
const SHIFT = 8;
const SUM = 9;
const TERM = 10;
/** `-x`, `+x`, `~x`. */
export const FACTOR = 11;
/** Groups to the right, and its right operand may be a factor. */
export const POWER = 12;

export type Infix =
  | { readonly binding: number; readonly kind: 'bool'; readonly op: 'And' | 'Or' }
  | { readonly binding: number; readonly kind: 'compare'; readonly op: CompareOperator }
  | { readonly binding: number; readonly kind: 'binary'; readonly op: Operator };

const table: (Infix | undefined)[] = [];
const augmented: (Operator | undefined)[] = [];

function binary(type: TokenType, binding: number, op: Operator, assignment: TokenType): void {
  table[type.tokenTypeIdx ?? 0] = { kind: 'binary', binding, op };
  augmented[assignment.tokenTypeIdx ?? 0] = op;
}

function compare(type: TokenType, op: CompareOperator): void {
  table[type.tokenTypeIdx ?? 0] = { kind: 'compare', binding: COMPARE, op };
}

table[t.Or.tokenTypeIdx ?? 0] = { kind: 'bool', binding: OR, op: 'Or' };
table[t.And.tokenTypeIdx ?? 0] = { kind: 'bool', binding: AND, op: 'And' };
compare(t.EqualEqual, 'Eq');
compare(t.NotEqual, 'NotEq');
compare(t.Less, 'Lt');
compare(t.LessEqual, 'LtE');
compare(t.Greater, 'Gt');
compare(t.GreaterEqual, 'GtE');
compare(t.Is, 'Is');
compare(t.In, 'In');
binary(t.Pipe, BIT_OR, 'BitOr', t.PipeEqual);
binary(t.Caret, BIT_XOR, 'BitXor', t.CaretEqual);
binary(t.Ampersand, BIT_AND, 'BitAnd', t.AmpersandEqual);
binary(t.LeftShift, SHIFT, 'LShift', t.LeftShiftEqual);
binary(t.RightShift, SHIFT, 'RShift', t.RightShiftEqual);
binary(t.Plus, SUM, 'Add', t.PlusEqual);
binary(t.Minus, SUM, 'Sub', t.MinusEqual);
binary(t.Star, TERM, 'Mult', t.StarEqual);
binary(t.Slash, TERM, 'Div', t.SlashEqual);
binary(t.DoubleSlash, TERM, 'FloorDiv', t.DoubleSlashEqual);
binary(t.Percent, TERM, 'Mod', t.PercentEqual);
binary(t.At, TERM, 'MatMult', t.AtEqual);
binary(t.DoubleStar, POWER, 'Pow', t.DoubleStarEqual);

export const IS_NOT: Infix = { kind: 'compare', binding: COMPARE, op: 'IsNot' };
export const NOT_IN: Infix = { kind: 'compare', binding: COMPARE, op: 'NotIn' };

/** What a binary operator token means; while the grammar is being recorded any answer will do. */
export function infix(token: t.Token): Infix {
  return table[token.tokenTypeIdx] ?? IS_NOT;
}

/** The operator of `+=` and its like. */
export function augmentedOperator(token: t.Token): Operator {
  return augmented[token.tokenTypeIdx] ?? 'Add';
}
