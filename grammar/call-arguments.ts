// The arguments of a call while they are being read, and the order they must keep.

import type { Expr, GeneratorExp, Keyword } from './ast.js';
import type { Token } from './tokens.js';

/** A generator expression without parentheses of its own. It must be the only argument. */
export interface BareGenerator {
  readonly kind: 'bare generator';
  readonly node: GeneratorExp;
  /** The `for` or `async` after its element. */
  readonly clause: Token;
}

export const ITERABLE_AFTER_KEYWORDS = 'iterable argument unpacking follows keyword argument unpacking';

export type Argument = Expr | Keyword | BareGenerator;

/** The arguments of a call or the bases of a class. */
export class CallArguments {
  readonly args: Expr[] = [];
  readonly keywords: Keyword[] = [];
  bare: BareGenerator | undefined;
  /** What is wrong with the order. It is reported once all arguments have been read. */
  misplaced: string | undefined;

  get size(): number {
    return this.args.length + this.keywords.length;
  }

  add(argument: Argument): void {
    switch (argument.kind) {
      case 'keyword':
        this.keywords.push(argument);
        return;
      case 'bare generator':
        this.bare = argument;
        this.args.push(argument.node);
        break;
      default:
        this.args.push(argument);
    }
    if (this.keywords.length > 0) this.misplaced ??= this.#misplacement(argument);
  }

  /** What CPython says of an argument that follows keyword arguments, if it may not. */
  #misplacement(argument: Argument): string | undefined {
    const unpacked = this.keywords.some((keyword) => keyword.arg === null);
    if (argument.kind !== 'Starred') {
      return `positional argument follows keyword argument${unpacked ? ' unpacking' : ''}`;
    }
    return unpacked ? ITERABLE_AFTER_KEYWORDS : undefined;
  }
}
