// The base of the grammar's classes: how rules take tokens, copy positions and report what is wrong.
//
// Chevrotain learns the grammar by running every rule once with placeholder tokens and results, so
// actions must survive nonsense: `take` hands them a blank token, and what loops or indexes is guarded.

import {
  EmbeddedActionsParser,
  type IParserConfig,
  MismatchedTokenException,
  type TokenType,
} from 'chevrotain';
import type { Expr, Name } from './ast.js';
import { LiteralError } from './literals.js';
import { Problems, type PySyntaxProblem } from './syntax-error.js';
import { describe, invalidPart, type TargetUse, withContext } from './targets.js';
import * as t from './tokens.js';
import { blank, Token } from './tokens.js';

export abstract class Rules extends EmbeddedActionsParser {
  protected problems = new Problems([]);
  protected text = '';
  protected tokens: readonly Token[] = [];
  /** Whether the checks for known mistakes are made: in the second reading, to find out what is wrong. */
  protected explaining = false;
  /**
   * Whether an expression ends before what does not go on with it, as CPython's alternatives have it, and does not fail:
   * all through the second reading.
   */
  protected yielding = false;
  /** The token where the first reading failed. */
  protected failed: Token = blank;
  /** The last token CPython would have looked at. */
  protected furthest: Token = blank;
  /** What the tokenizer has to say where the tokens end. */
  protected broken: PySyntaxProblem | undefined;
  /** The token that an action refused. */
  protected rejected: Token | undefined;

  constructor(config: IParserConfig) {
    super([...t.vocabulary], { maxLookahead: 1, recoveryEnabled: false, ...config });
  }

  /** For the lookahead strategy. */
  nextType(): number {
    return this.LA(1).tokenTypeIdx;
  }

  /** Consumes a token of a type. Rules that take one type in several places number the places. */
  protected take(type: TokenType, place = 0): Token {
    const token = this.consume(place, type);
    return token instanceof Token ? token : blank;
  }

  /** The token so far ahead; 1 is the next one, 0 the one before it. */
  protected peek(distance: number): Token {
    const token = this.LA(distance);
    return token instanceof Token ? token : blank;
  }

  protected at(type: TokenType): boolean {
    return this.LA(1).tokenType === type;
  }

  /**
   * Whether the next token is of a type, or the grammar is being recorded. Asked before an option or
   * repetition that is seldom taken, it spares making the closures.
   */
  protected sees(type: TokenType): boolean {
    return this.LA(1).tokenType === type || this.RECORDING_PHASE;
  }

  /** The same for a set of types. */
  protected seesAny(types: ReadonlySet<number>): boolean {
    return types.has(this.LA(1).tokenTypeIdx) || this.RECORDING_PHASE;
  }

  /** The value of a literal, or what is wrong with it and where. */
  protected literal<T>(token: Token, value: (image: string) => T): T {
    try {
      return value(token.image);
    } catch (error) {
      if (error instanceof LiteralError) throw this.problems.at(token, error.message);
      throw error;
    }
  }

  /** Fails at a token that the grammar alone would let pass. */
  protected reject(token: Token): void {
    if (this.RECORDING_PHASE) return;
    this.rejected = token;
    throw new MismatchedTokenException('', token, token);
  }

  /** Makes an expression a target, or says which part of it cannot be one. */
  protected asTarget(node: Expr, use: TargetUse): Expr {
    if (this.RECORDING_PHASE) return node;
    const invalid = invalidPart(node, use);
    if (invalid !== undefined) {
      const verb = use === 'delete' ? 'delete' : 'assign to';
      throw this.problems.at(invalid, `cannot ${verb} ${describe(invalid)}`);
    }
    return withContext(node, use === 'delete' ? 'Del' : 'Store');
  }

  protected name(token: Token): Name {
    return {
      kind: 'Name',
      id: token.image,
      ctx: 'Load',
      lineno: token.lineno,
      col_offset: token.col_offset,
      end_lineno: token.end_lineno,
      end_col_offset: token.end_col_offset,
    };
  }
}
