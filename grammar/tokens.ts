// The token vocabulary: one Chevrotain token type per keyword, operator and lexical class, and the
// `Token` the lexer produces. A token is itself a `Position`, so nodes copy their ends from tokens.
//
// `MatchKeyword`, `CaseKeyword`, `TypeKeyword` and `WithParen` never come from the text alone:
// contextual.ts gives them to names and parentheses it has recognised by looking ahead. With that
// decided the grammar needs one token of lookahead everywhere.

import { createToken, type IToken, type TokenType } from 'chevrotain';
import type { Position } from './ast.js';

const types: TokenType[] = [];

function define(name: string, ...categories: TokenType[]): TokenType {
  const type = createToken({ name, categories });
  types.push(type);
  return type;
}

// What the grammar consumes where any of several operators will do. Those with a use of their own
// have a type of their own, for which these are categories; operators.ts tells the others by their text.
export const BinaryOperator = define('BinaryOperator');
export const PrefixOperator = define('PrefixOperator');
export const Augmented = define('Augmented');

export const Name = define('Name');
export const NumberLiteral = define('Number');
export const StringLiteral = define('String');
export const FStringStart = define('FStringStart');
export const FStringMiddle = define('FStringMiddle');
export const FStringEnd = define('FStringEnd');
export const Newline = define('Newline');
export const Indent = define('Indent');
export const Dedent = define('Dedent');
export const EndMarker = define('EndMarker');
/** A character that is no token, such as `$`: left to the grammar, which accepts it nowhere. */
export const Unknown = define('Unknown');
/** The end of the text inside brackets. */
export const Unclosed = define('Unclosed');
/** Where the lexer gave up. */
export const Broken = define('Broken');

export const MatchKeyword = define('MatchKeyword');
export const CaseKeyword = define('CaseKeyword');
export const TypeKeyword = define('TypeKeyword');
export const WithParen = define('WithParen');

export const LParen = define('LParen');
export const RParen = define('RParen');
export const LBracket = define('LBracket');
export const RBracket = define('RBracket');
export const LBrace = define('LBrace');
export const RBrace = define('RBrace');
export const Colon = define('Colon');
/** The colon that begins a format spec. */
export const FormatColon = define('FormatColon');
export const Comma = define('Comma');
export const Semicolon = define('Semicolon');
export const Dot = define('Dot');
export const EllipsisDots = define('EllipsisDots');
export const Arrow = define('Arrow');
export const Equal = define('Equal');
export const ColonEqual = define('ColonEqual');
export const Exclamation = define('Exclamation');
export const Tilde = define('Tilde', PrefixOperator);

export const Plus = define('Plus', BinaryOperator, PrefixOperator);
export const Minus = define('Minus', BinaryOperator, PrefixOperator);
export const Star = define('Star', BinaryOperator);
export const Slash = define('Slash', BinaryOperator);
export const At = define('At', BinaryOperator);
export const DoubleStar = define('DoubleStar', BinaryOperator);
export const Pipe = define('Pipe', BinaryOperator);

export const As = define('As');
export const Assert = define('Assert');
export const Async = define('Async');
export const Await = define('Await');
export const Break = define('Break');
export const Class = define('Class');
export const Continue = define('Continue');
export const Def = define('Def');
export const Del = define('Del');
export const Elif = define('Elif');
export const Else = define('Else');
export const Except = define('Except');
export const Finally = define('Finally');
export const For = define('For');
export const From = define('From');
export const Global = define('Global');
export const If = define('If');
export const Import = define('Import');
export const In = define('In', BinaryOperator);
export const Is = define('Is');
export const Lambda = define('Lambda');
export const Nonlocal = define('Nonlocal');
export const Not = define('Not', PrefixOperator);
export const Pass = define('Pass');
export const Raise = define('Raise');
export const Return = define('Return');
/** `None`, `True` and `False`. */
export const Singleton = define('Singleton');
export const Try = define('Try');
export const While = define('While');
export const With = define('With');
export const Yield = define('Yield');

export const vocabulary: readonly TokenType[] = types;

export const keywords: ReadonlyMap<string, TokenType> = new Map([
  ['False', Singleton],
  ['None', Singleton],
  ['True', Singleton],
  ['and', BinaryOperator],
  ['as', As],
  ['assert', Assert],
  ['async', Async],
  ['await', Await],
  ['break', Break],
  ['class', Class],
  ['continue', Continue],
  ['def', Def],
  ['del', Del],
  ['elif', Elif],
  ['else', Else],
  ['except', Except],
  ['finally', Finally],
  ['for', For],
  ['from', From],
  ['global', Global],
  ['if', If],
  ['import', Import],
  ['in', In],
  ['is', Is],
  ['lambda', Lambda],
  ['nonlocal', Nonlocal],
  ['not', Not],
  ['or', BinaryOperator],
  ['pass', Pass],
  ['raise', Raise],
  ['return', Return],
  ['try', Try],
  ['while', While],
  ['with', With],
  ['yield', Yield],
]);

export const LONGEST_KEYWORD = 8;

/** Operators and punctuation by their text. */
const operators: readonly (readonly [string, TokenType])[] = [
  ['(', LParen],
  [')', RParen],
  ['[', LBracket],
  [']', RBracket],
  ['{', LBrace],
  ['}', RBrace],
  [':', Colon],
  [',', Comma],
  [';', Semicolon],
  ['.', Dot],
  ['...', EllipsisDots],
  ['->', Arrow],
  ['=', Equal],
  [':=', ColonEqual],
  ['!', Exclamation],
  ['~', Tilde],
  ['+', Plus],
  ['-', Minus],
  ['*', Star],
  ['/', Slash],
  ['//', BinaryOperator],
  ['%', BinaryOperator],
  ['@', At],
  ['**', DoubleStar],
  ['<<', BinaryOperator],
  ['>>', BinaryOperator],
  ['&', BinaryOperator],
  ['|', Pipe],
  ['^', BinaryOperator],
  ['<', BinaryOperator],
  ['>', BinaryOperator],
  ['==', BinaryOperator],
  ['!=', BinaryOperator],
  ['<=', BinaryOperator],
  ['>=', BinaryOperator],
  ['+=', Augmented],
  ['-=', Augmented],
  ['*=', Augmented],
  ['/=', Augmented],
  ['//=', Augmented],
  ['%=', Augmented],
  ['@=', Augmented],
  ['**=', Augmented],
  ['<<=', Augmented],
  ['>>=', Augmented],
  ['&=', Augmented],
  ['|=', Augmented],
  ['^=', Augmented],
  // Never valid, but one token in CPython.
  ['<>', Unknown],
];

interface Operator {
  readonly type: TokenType;
  readonly image: string;
}

/** Operators by the code of their first character, longest first. */
const operatorsByStart: Operator[][] = [];
for (const [image, type] of operators) {
  const start = image.charCodeAt(0);
  operatorsByStart[start] = [...(operatorsByStart[start] ?? []), { type, image }].sort(
    (a, b) => b.image.length - a.image.length,
  );
}

/** The longest operator that stands there. */
export function operatorAt(text: string, pos: number): Operator | undefined {
  const candidates = operatorsByStart[text.charCodeAt(pos)];
  if (candidates === undefined) return undefined;
  for (const operator of candidates) {
    if (operator.image.length === 1 || text.startsWith(operator.image, pos)) return operator;
  }
  return undefined;
}

/** Columns count UTF-16 code units from 0; the end is exclusive, `endOffset` too. */
export class Token implements IToken, Position {
  tokenType: TokenType;
  tokenTypeIdx: number;
  /** Its place among the tokens of the file. */
  index = 0;

  constructor(
    type: TokenType,
    /** The text as written, except that a name is NFKC-normalised. */
    readonly image: string,
    readonly startOffset: number,
    readonly endOffset: number,
    readonly lineno: number,
    readonly col_offset: number,
    readonly end_lineno: number,
    readonly end_col_offset: number,
  ) {
    this.tokenType = type;
    this.tokenTypeIdx = type.tokenTypeIdx ?? -1;
  }

  /** Turns a name or parenthesis into the contextual kind it was found to be. */
  become(type: TokenType): void {
    this.tokenType = type;
    this.tokenTypeIdx = type.tokenTypeIdx ?? -1;
  }
}

/** Stands for any token while Chevrotain records the grammar. */
export const blank = new Token(EndMarker, '', 0, 0, 1, 0, 1, 0);

/** The numbers Chevrotain gave to token types. */
export function idsOf(...some: TokenType[]): ReadonlySet<number> {
  return new Set(some.flatMap((type) => [type.tokenTypeIdx ?? -1, ...(type.categoryMatches ?? [])]));
}
