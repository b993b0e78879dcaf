// Stretches of a program that a lecturer explains in one breath: a call over several lines, a small loop with its
// body, a function's head alone, prints that follow each other.

import type * as ast from '../../../grammar/ast.js';
import { blocksOf, type Listing, type Statement } from '../program/listing.js';
import { isFunction } from '../program/nodes.js';
import { type Clause, clausesOf } from './clauses.js';
import { joinsRun, type RunKind, runKind } from './runs.js';
import { countStatements, isSmall } from './size.js';

export interface Group {
  /** Physical lines, both included. */
  readonly first: number;
  readonly last: number;
  /** In the order of the text; those inside of others are in it when the whole of them is. */
  readonly statements: readonly Statement[];
  /** What it is about: the first statement, or the clause of a compound one. */
  readonly lead: Statement;
  readonly clause: Clause | null;
  /** The head of a compound statement without its body. */
  readonly isHead: boolean;
  /** Lines of its statements: for a head, the head's alone. */
  readonly lines: readonly number[];
}

/** `neverCalled`: functions whose body did not run; nobody wants to read them line by line. */
export function groupsOf(listing: Listing, neverCalled: (node: ast.Stmt) => boolean): Group[] {
  return new Grouper(listing, neverCalled).groups();
}

const MOST_IN_RUN = 4;

class Grouper {
  readonly #statements: ReadonlyMap<ast.Stmt, Statement>;
  readonly #groups: Group[] = [];

  constructor(
    readonly listing: Listing,
    readonly neverCalled: (node: ast.Stmt) => boolean,
  ) {
    this.#statements = new Map(listing.statements.map((each) => [each.node, each]));
  }

  groups(): Group[] {
    this.#block(
      this.listing.statements.filter(({ parents }) => parents.length === 0).map(({ node }) => node),
    );
    return this.#withComments();
  }

  #block(body: readonly ast.Stmt[]): void {
    let i = 0;
    while (i < body.length) {
      const node = body[i];
      if (node === undefined) return;
      const length = this.#runAt(body, i);
      const run = body.slice(i, i + length);
      const next = body[i + length];
      const deadline = run.length === 1 ? loopAfter(node, next) : null;
      if (deadline !== null && this.#isWhole(deadline)) {
        this.#whole([node, deadline]);
        i += 2;
      } else if (blocksOf(node).length === 0) {
        this.#whole(run);
        i += length;
      } else {
        this.#compound(node);
        i++;
      }
    }
  }

  /** How many simple statements from here on belong together. */
  #runAt(body: readonly ast.Stmt[], from: number): number {
    const first = body[from];
    if (first === undefined) return 0;
    let kind: RunKind = runKind(first, this.listing);
    let length = 1;
    for (; ; length++) {
      const next = body[from + length];
      if (next === undefined) break;
      const nextKind = runKind(next, this.listing);
      if (sharesLine(body[from + length - 1], next)) continue;
      if (length >= MOST_IN_RUN || !joinsRun(kind, nextKind)) break;
      // The deadline of a loop stays with the loop.
      if (loopAfter(next, body[from + length + 1]) !== null) break;
      kind = nextKind === 'jump' ? 'jump' : kind;
    }
    return length;
  }

  #compound(node: ast.Stmt): void {
    if (this.#isWhole(node)) {
      this.#whole([node]);
      return;
    }
    const [body = [], ...rest] = blocksOf(node);
    const own = this.#statements.get(node);
    if (own === undefined) return;
    const [documentation] = body;
    const documented =
      (isFunction(node) || node.kind === 'ClassDef') &&
      documentation !== undefined &&
      isString(documentation);
    const last = documented ? documentation.end_lineno : own.last;
    this.#add(own, [own], { first: own.first, last, isHead: true });
    const clauses = clausesOf(node, this.listing);
    if (node.kind !== 'Match') this.#block(documented ? body.slice(1) : body);
    for (const block of node.kind === 'Match' ? [body, ...rest] : rest) {
      const clause = clauses.find((each) => each.body === block);
      if (clause === undefined) this.#block(block);
      else this.#clause(own, clause);
    }
  }

  /** `except ...:` with its body where that is short, else alone. */
  #clause(lead: Statement, clause: Clause): void {
    const [first] = clause.body;
    const end = clause.body.at(-1);
    if (first === undefined || end === undefined) return;
    const isShort =
      countStatements(clause.body) <= 3 && clause.body.every((each) => blocksOf(each).length === 0);
    const statements = isShort ? this.#under(clause.body) : [];
    const last = isShort ? end.end_lineno : clause.lineno;
    this.#add(lead, statements, { first: clause.lineno, last, clause, isHead: !isShort });
    if (!isShort) this.#block(clause.body);
  }

  #isWhole(node: ast.Stmt): boolean {
    return (isFunction(node) && this.neverCalled(node)) || isSmall(node, this.listing);
  }

  #whole(nodes: readonly ast.Stmt[]): void {
    const statements = this.#under(nodes);
    const [lead] = statements;
    const end = nodes.at(-1);
    if (lead !== undefined && end !== undefined)
      this.#add(lead, statements, { first: lead.first, last: end.end_lineno });
  }

  /** The statements with all inside them, in the order of the text. */
  #under(nodes: readonly ast.Stmt[]): Statement[] {
    return nodes.flatMap((node) => {
      const own = this.#statements.get(node);
      return [...(own === undefined ? [] : [own]), ...blocksOf(node).flatMap((block) => this.#under(block))];
    });
  }

  #add(
    lead: Statement,
    statements: readonly Statement[],
    { first, last, clause = null, isHead = false }: Pick<Group, 'first' | 'last'> & Partial<Group>,
  ): void {
    const lines = new Set<number>(clause === null ? [] : [clause.lineno]);
    for (const each of statements) for (let line = each.first; line <= each.last; line++) lines.add(line);
    // Clauses inside (`else:`, `except:`) have no statement of their own.
    if (!isHead) for (let line = first; line <= last; line++) lines.add(line);
    this.#groups.push({
      first,
      last,
      statements,
      lead,
      clause,
      isHead,
      lines: [...lines].sort((a, b) => a - b),
    });
  }

  /** Comments that a lecture has given numbers go with the code below them. */
  #withComments(): Group[] {
    let end = 0;
    return this.#groups.map((group) => {
      let { first } = group;
      while (first - 1 > end && this.#isLabelledComment(first - 1)) first--;
      end = group.last;
      return first === group.first ? group : { ...group, first };
    });
  }

  #isLabelledComment(lineno: number): boolean {
    const { labels } = this.listing;
    return /^\s*#/.test(this.listing.text(lineno)) && labels !== null && labels[lineno] !== undefined;
  }
}

/** `a = 1; b = 2` */
function sharesLine(node: ast.Stmt | undefined, next: ast.Stmt): boolean {
  return node !== undefined && node.end_lineno === next.lineno;
}

/** The `while` loop right after an assignment that its condition reads: the two are one thought. */
function loopAfter(node: ast.Stmt, next: ast.Stmt | undefined): ast.While | null {
  if (node.kind !== 'Assign' || next?.kind !== 'While') return null;
  const [target] = node.targets;
  return target?.kind === 'Name' && reads(next.test, target.id) ? next : null;
}

function reads(test: ast.Expr, name: string): boolean {
  if (test.kind === 'Name') return test.id === name;
  if (test.kind === 'Compare') return [test.left, ...test.comparators].some((each) => reads(each, name));
  return test.kind === 'BoolOp' && test.values.some((each) => reads(each, name));
}

export function isString(node: ast.Stmt): boolean {
  return node.kind === 'Expr' && node.value.kind === 'Constant' && node.value.value.type === 'str';
}
