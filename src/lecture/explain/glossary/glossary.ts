// The glossary: what each construct is, looked up by the node class of a statement and the library function called.

import type * as ast from '../../../../grammar/ast.js';
import type { CallSite, Listing, Statement } from '../../program/listing.js';
import { code, joined } from '../wording.js';
import type { Words } from '../words.js';
import { assignments } from './assignments.js';
import { clocks } from './clocks.js';
import { contexts, wholeWith } from './contexts.js';
import { control, wholeControl } from './control.js';
import { definitions, functionKind } from './definitions.js';
import { errors, wholeTry } from './errors.js';
import { executors } from './executors.js';
import { gathering } from './gathering.js';
import {
  type CallEntry,
  type Gloss,
  gloss,
  type LibraryCall,
  type StatementFamily,
  type Surroundings,
} from './gloss.js';
import { imports } from './imports.js';
import { loops } from './loops.js';
import { processes } from './processes.js';
import { queues } from './queues.js';
import { ownExpression, results } from './results.js';
import { sleeping } from './sleeping.js';
import { synchronization } from './synchronization.js';
import { tasks } from './tasks.js';
import { threads } from './threads.js';

const STATEMENTS: StatementFamily = {
  ...imports,
  ...definitions,
  ...control,
  ...errors,
  ...contexts,
  ...assignments,
  ...results,
};

const CALLS: ReadonlyMap<string, CallEntry> = new Map(
  [sleeping, tasks, gathering, loops, synchronization, queues, executors, threads, processes, clocks].flatMap(
    (family) => Object.entries(family),
  ),
);

export class Glossary implements Surroundings {
  readonly #statements: ReadonlyMap<ast.Stmt, Statement>;
  readonly #sites: ReadonlyMap<ast.Call, CallSite>;

  constructor(
    readonly listing: Listing,
    readonly words: Words,
  ) {
    this.#statements = new Map(listing.statements.map((each) => [each.node, each]));
    this.#sites = new Map(listing.calls.map((each) => [each.node, each]));
  }

  /** What a statement is; of a compound one, its head. */
  of(statement: Statement): Gloss {
    return (
      lookUp(STATEMENTS, statement.node, this, statement) ??
      gloss(`run ${code(this.listing.code(statement.node))}`)
    );
  }

  /** What the library functions called in a statement are, where the statement's own entry does not say it. */
  notesOf(statement: Statement): string[] {
    return this.listing.calls
      .filter((site) => site.statement === statement)
      .flatMap((site) => this.#entry(site)?.notes ?? []);
  }

  phrase(node: ast.Stmt): string {
    const statement = this.statementOf(node);
    if (statement === null) return '';
    if (node.kind === 'With' || node.kind === 'AsyncWith') return wholeWith(node, this, statement);
    if (node.kind === 'Try' || node.kind === 'TryStar') return wholeTry(node, this);
    return wholeControl(node, this) ?? this.of(statement).does;
  }

  phrases(body: readonly ast.Stmt[]): string {
    return chained(body.map((node) => this.phrase(node)));
  }

  code(node: ast.Expr): string {
    return code(this.listing.code(node));
  }

  statementOf(node: ast.Stmt): Statement | null {
    return this.#statements.get(node) ?? null;
  }

  expression(node: ast.Expr, statement: Statement): Gloss {
    const own = ownExpression(node, this);
    if (own !== null) return own;
    if (node.kind === 'Await') return this.#awaited(node.value, statement);
    const site = node.kind === 'Call' ? this.#sites.get(node) : undefined;
    const entry = site === undefined ? null : this.#entry(site);
    if (entry !== null) return entry;
    if (node.kind !== 'Call') return gloss(`evaluate ${this.code(node)}`);
    return madeByCall(node, this) ?? gloss(`call ${this.code(node)}`);
  }

  #awaited(node: ast.Expr, statement: Statement): Gloss {
    const site = node.kind === 'Call' ? this.#sites.get(node) : undefined;
    if (site !== undefined) {
      const entry = this.#entry(site);
      if (entry !== null) return entry;
      if (
        site.node.func.kind === 'Name' &&
        this.listing.functions.get(site.node.func.id)?.kind === 'AsyncFunctionDef'
      )
        return gloss(
          `run ${this.code(node)} to its end`,
          this.words.say(
            'Awaiting a coroutine directly makes no task of its own: its code runs as a part of the task that awaits it, which goes on when it returns.',
            '`await` delegates to the coroutine inside the same `Task`: what it yields goes on to `Task.__step`, and no `Handle` is made for it.',
          ),
        );
      return gloss(`await ${this.code(node)}`);
    }
    if (node.kind === 'Name' || node.kind === 'Attribute' || node.kind === 'Subscript') {
      const kind = this.listing.apis.of(node);
      return gloss(`wait for ${this.code(node)}${kind === 'asyncio.Task' ? ' to be done' : ''}`);
    }
    return { ...this.expression(node, statement), notes: [] };
  }

  #entry(site: CallSite): Gloss | null {
    const entry = site.api === null ? undefined : CALLS.get(site.api);
    if (entry === undefined) return null;
    return entry(this.#call(site));
  }

  #call(site: CallSite): LibraryCall {
    const { func, args, keywords } = site.node;
    return {
      site,
      around: this,
      owner: func.kind === 'Attribute' ? this.code(func.value) : '',
      inCoroutine: site.statement.function?.kind === 'AsyncFunctionDef',
      argument: (position, keyword) => {
        const named = keywords.find(({ arg }) => arg !== null && arg === keyword)?.value;
        const found = named ?? (position === null ? undefined : args[position]);
        return found === undefined || found.kind === 'Starred' ? null : this.code(found);
      },
      positional: (from = 0) => args.slice(from),
    };
  }
}

/** Functions whose call runs nothing yet. */
function madeByCall(node: ast.Call, around: Glossary): Gloss | null {
  const { func } = node;
  const called = func.kind === 'Name' ? around.listing.functions.get(func.id) : undefined;
  // A decorator makes something else of it.
  if (called === undefined || called.decorator_list.length > 0) return null;
  const shown = around.code(node);
  switch (functionKind(called)) {
    case 'coroutine function':
      return gloss(
        `make the coroutine object ${shown}`,
        around.words.say(
          'Nothing of it runs until it is awaited or made a task.',
          'Its frame is not started before somebody calls `send(None)`.',
        ),
      );
    case 'generator function':
      return gloss(`make the generator ${shown}`);
    case 'async generator function':
      return gloss(`make the async generator ${shown}`);
    case 'regular function':
      return null;
  }
}

/** `do this`, `do this and do that`, `do this; do that; do the third`. */
export function chained(parts: readonly string[]): string {
  const phrases = mergedPrints(parts.filter((part) => part !== ''));
  if (phrases.some((part) => /[;:]|, /.test(part)) || phrases.length > 2) return phrases.join('; ');
  return joined(phrases);
}

const LINE = 'print a line with ';

/** Prints that follow each other are one request. */
function mergedPrints(parts: readonly string[]): string[] {
  const merged: string[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part === 'print a message' && last !== undefined && /^print (?:a message|messages)$/.test(last))
      merged[merged.length - 1] = 'print messages';
    else if (last?.startsWith('print ') && part.startsWith(LINE)) {
      merged[merged.length - 1] = `${last}, then one with ${part.slice(LINE.length)}`;
    } else merged.push(part);
  }
  return merged;
}

function lookUp<Kind extends ast.Stmt['kind']>(
  table: {
    readonly [Each in Kind]?: (
      node: Extract<ast.Stmt, { kind: Each }>,
      around: Surroundings,
      statement: Statement,
    ) => Gloss;
  },
  node: Extract<ast.Stmt, { kind: Kind }>,
  around: Surroundings,
  statement: Statement,
): Gloss | null {
  const entry = table[node.kind];
  return entry === undefined ? null : entry(node, around, statement);
}
