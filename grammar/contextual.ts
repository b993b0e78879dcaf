// What only context can tell: whether `match`, `case` and `type` are keywords here, and whether the
// parenthesis after `with` encloses the items. Decided by looking along the tokens, so that the
// grammar itself never looks more than one token ahead.

import type { Token } from './tokens.js';
import * as t from './tokens.js';

/** Token types a `match` subject may begin with. */
const subjectStarts = new Set([
  t.Name,
  t.NumberLiteral,
  t.StringLiteral,
  t.FStringStart,
  t.Singleton,
  t.LParen,
  t.LBracket,
  t.LBrace,
  t.EllipsisDots,
  t.Minus,
  t.Plus,
  t.Tilde,
  t.Star,
  t.Not,
  t.Lambda,
  t.Await,
]);

/**
 * Looks at a finished logical line, from its first token to the one before its NEWLINE. A line that
 * starts with `match`, goes on as an expression and ends with a colon can only be a match statement.
 */
export function isMatchHeader(tokens: readonly Token[], first: number): boolean {
  const name = tokens[first];
  const next = tokens[first + 1];
  const last = tokens.at(-1);
  return (
    name?.tokenType === t.Name &&
    name.image === 'match' &&
    next !== undefined &&
    subjectStarts.has(next.tokenType) &&
    last?.tokenType === t.Colon
  );
}

/** Whether the last token, a name, makes the one before it the keyword of `type X = ...`. */
export function isTypeStatement(tokens: readonly Token[]): boolean {
  const { length } = tokens;
  const before = tokens[length - 2];
  if (before === undefined || before.image !== 'type' || before.tokenType !== t.Name) return false;
  switch (tokens[length - 3]?.tokenType) {
    case undefined:
    case t.Newline:
    case t.Indent:
    case t.Dedent:
    case t.Semicolon:
    case t.Colon:
      return true;
    default:
      return false;
  }
}

/** The colon of a statement, or the end of its line if the colon was forgotten. */
function isHeaderEnd(token: Token | undefined): boolean {
  return token?.tokenType === t.Colon || token?.tokenType === t.Newline;
}

/**
 * Whether the parenthesis at `open` encloses the items of a `with` statement: it must be closed right
 * before the statement's colon, and hold nothing that only one parenthesised expression can hold.
 */
export function enclosesWithItems(tokens: readonly Token[], open: number): boolean {
  let depth = 0;
  let lambdas = 0;
  let elementStart = true;
  for (let i = open; i < tokens.length; i++) {
    const type = tokens[i]?.tokenType;
    switch (type) {
      case t.LParen:
      case t.LBracket:
      case t.LBrace:
        depth++;
        elementStart = depth === 1 && i === open;
        continue;
      case t.RParen:
      case t.RBracket:
      case t.RBrace:
        depth--;
        if (depth === 0) return i > open + 1 && isHeaderEnd(tokens[i + 1]);
        continue;
    }
    if (depth > 1) continue;
    if (type === t.As) return true;
    if (type === t.Lambda) lambdas++;
    else if (type === t.Colon && lambdas > 0) lambdas--;
    else if (type === t.ColonEqual || type === t.For) return false;
    else if (elementStart && (type === t.Yield || (type === t.Star && lambdas === 0))) return false;
    elementStart = type === t.Comma;
  }
  return false;
}
