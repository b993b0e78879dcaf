// What an entry of the glossary is: what the code does, said as a request, and what a reader should know about it.
//
// Entries are keyed by the node class of a statement or by the library function that is called. Each file of this
// folder holds one family of them; glossary.ts puts them together.

import type * as ast from '../../../../grammar/ast.js';
import type { CallSite, Listing, Statement } from '../../program/listing.js';
import type { Words } from '../words.js';

export interface Gloss {
  /** `import asyncio`: no capital, no full stop. */
  readonly does: string;
  /** Whole sentences; each is said once in an explanation. */
  readonly notes: readonly string[];
}

/** What entries may look at. */
export interface Surroundings {
  readonly listing: Listing;
  readonly words: Words;
  /** What a statement does, those inside it included, as a request. */
  phrase(node: ast.Stmt): string;
  /** The same for a body, in one breath. */
  phrases(body: readonly ast.Stmt[]): string;
  /** An expression as code in Markdown. */
  code(node: ast.Expr): string;
  /** What an expression does when it is a statement: a call, an `await`. */
  expression(node: ast.Expr, statement: Statement): Gloss;
  statementOf(node: ast.Stmt): Statement | null;
}

/** A call of a library function, with its arguments at hand. */
export interface LibraryCall {
  readonly site: CallSite;
  readonly around: Surroundings;
  /** What the method is called on, as code. */
  readonly owner: string;
  /** Whether the code around it is a coroutine. */
  readonly inCoroutine: boolean;
  /** An argument by position (null: by keyword alone) or keyword as code; null when it is not given. */
  argument(position: number | null, keyword?: string): string | null;
  /** The arguments' expressions, from a position on. */
  positional(from?: number): readonly ast.Expr[];
}

export type CallEntry = (call: LibraryCall) => Gloss;
export type CallFamily = Readonly<Record<string, CallEntry>>;

/** Entries for statements, each for the node classes it names. */
export type StatementFamily = {
  readonly [Kind in ast.Stmt['kind']]?: (
    node: Extract<ast.Stmt, { kind: Kind }>,
    around: Surroundings,
    statement: Statement,
  ) => Gloss;
};

export function gloss(does: string, ...notes: string[]): Gloss {
  return { does, notes };
}
