// The precedence table: which tree operator a token stands for and how tightly it binds.

import type { CompareOperator, Operator } from './ast.js';
import type { Token } from './tokens.js';

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

const infixes = new Map<string, Infix>([
  ['or', { kind: 'bool', binding: OR, op: 'Or' }],
  ['and', { kind: 'bool', binding: AND, op: 'And' }],
  ['==', { kind: 'compare', binding: COMPARE, op: 'Eq' }],
  ['!=', { kind: 'compare', binding: COMPARE, op: 'NotEq' }],
  ['<', { kind: 'compare', binding: COMPARE, op: 'Lt' }],
  ['<=', { kind: 'compare', binding: COMPARE, op: 'LtE' }],
  ['>', { kind: 'compare', binding: COMPARE, op: 'Gt' }],
  ['>=', { kind: 'compare', binding: COMPARE, op: 'GtE' }],
  ['is', { kind: 'compare', binding: COMPARE, op: 'Is' }],
  ['in', { kind: 'compare', binding: COMPARE, op: 'In' }],
  ['|', { kind: 'binary', binding: BIT_OR, op: 'BitOr' }],
  ['^', { kind: 'binary', binding: BIT_XOR, op: 'BitXor' }],
  ['&', { kind: 'binary', binding: BIT_AND, op: 'BitAnd' }],
  ['<<', { kind: 'binary', binding: SHIFT, op: 'LShift' }],
  ['>>', { kind: 'binary', binding: SHIFT, op: 'RShift' }],
  ['+', { kind: 'binary', binding: SUM, op: 'Add' }],
  ['-', { kind: 'binary', binding: SUM, op: 'Sub' }],
  ['*', { kind: 'binary', binding: TERM, op: 'Mult' }],
  ['/', { kind: 'binary', binding: TERM, op: 'Div' }],
  ['//', { kind: 'binary', binding: TERM, op: 'FloorDiv' }],
  ['%', { kind: 'binary', binding: TERM, op: 'Mod' }],
  ['@', { kind: 'binary', binding: TERM, op: 'MatMult' }],
  ['**', { kind: 'binary', binding: POWER, op: 'Pow' }],
]);

export const IS_NOT: Infix = { kind: 'compare', binding: COMPARE, op: 'IsNot' };
export const NOT_IN: Infix = { kind: 'compare', binding: COMPARE, op: 'NotIn' };

/** What a binary operator token means; while the grammar is being recorded any answer will do. */
export function infix(token: Token): Infix {
  return infixes.get(token.image) ?? IS_NOT;
}

/** The operator of `+=` and its like. */
export function augmentedOperator(token: Token): Operator {
  const operator = infixes.get(token.image.slice(0, -1));
  return operator?.kind === 'binary' ? operator.op : 'Add';
}
