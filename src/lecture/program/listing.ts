// A program as its reader sees it: lines with the numbers that the lecture counts them by, the statements on them,
// the functions around them, and which library functions they call.

import type * as ast from '../../../grammar/ast.js';
import { parseModule } from '../../../grammar/parser.js';
import { lineName, lineRanges } from '../../trace/line-labels.js';
import type { LineLabels } from '../../trace/trace.js';
import type { LineSpan } from '../document/lecture.js';
import { Apis } from './apis.js';
import { childrenOf, type FunctionNode, isFunction, type Node, opensScope, walk, walkOwn } from './nodes.js';

export interface Statement {
  readonly node: ast.Stmt;
  /** The function it is a part of; null at module level. */
  readonly function: FunctionNode | null;
  /** Compound statements around it, outermost first, functions included. */
  readonly parents: readonly ast.Stmt[];
  /** Physical lines: of a compound statement, those of its head alone. */
  readonly first: number;
  readonly last: number;
}

export interface CallSite {
  readonly node: ast.Call;
  /** `asyncio.sleep`, or null for a function of the program. */
  readonly api: string | null;
  /** As written: `asyncio.sleep`, `heartbeat`. */
  readonly name: string;
  readonly isAwaited: boolean;
  readonly statement: Statement;
}

export class Listing {
  readonly lines: readonly string[];
  /** In the order of the text. */
  readonly statements: readonly Statement[];
  readonly calls: readonly CallSite[];
  readonly apis: Apis;
  /** The program's functions by name; the last of a name wins. */
  readonly functions = new Map<string, FunctionNode>();

  /** Throws a PySyntaxProblem when the program does not parse. */
  constructor(
    readonly source: string,
    readonly labels: LineLabels,
  ) {
    const { tree, lines } = parseModule(source);
    this.lines = lines;
    this.apis = new Apis(tree.body);
    this.statements = [...statementsOf(tree.body, null, [])];
    this.calls = this.statements.flatMap((statement) => [...this.#callsOf(statement)]);
    for (const { node } of this.statements) if (isFunction(node)) this.functions.set(node.name, node);
  }

  /** Physical lines that bear a number of the spans. */
  linesOf(spans: readonly LineSpan[]): number[] {
    return this.lines
      .map((_, i) => i + 1)
      .filter((lineno) => {
        const number = this.numberOf(lineno);
        return number !== null && spans.some(({ first, last }) => number >= first && number <= last);
      });
  }

  /** What the lecture calls a physical line; null where it counts by labels and the line has none. */
  numberOf(lineno: number): number | null {
    if (this.labels === null) return lineno <= this.lines.length ? lineno : null;
    const label = this.labels[lineno];
    return label === undefined ? null : Number(label);
  }

  /** `line 10`, `lines 6-8`. */
  named(linenos: Iterable<number>): string {
    const ranges = lineRanges(this.labels, linenos);
    return `${/[-,]/.test(ranges) ? 'lines' : 'line'} ${ranges}`;
  }

  lineName(lineno: number): string {
    return lineName(this.labels, lineno);
  }

  text(lineno: number): string {
    return this.lines[lineno - 1] ?? '';
  }

  /** The statement whose own lines (for a compound one, its head) have the line; null for blanks and comments. */
  statementAt(lineno: number): Statement | null {
    return this.statements.find(({ first, last }) => lineno >= first && lineno <= last) ?? null;
  }

  /** Statements with at least one of their own lines among `linenos`. */
  statementsAt(linenos: readonly number[]): Statement[] {
    return this.statements.filter(({ first, last }) => linenos.some((each) => each >= first && each <= last));
  }

  callsAt(linenos: readonly number[]): CallSite[] {
    const statements = new Set(this.statementsAt(linenos));
    return this.calls.filter(({ statement }) => statements.has(statement));
  }

  /** The text of a node, on one line. */
  code(node: ast.Position): string {
    const { lineno, col_offset, end_lineno, end_col_offset } = node;
    if (lineno === end_lineno) return this.text(lineno).slice(col_offset, end_col_offset);
    const between = this.lines.slice(lineno, end_lineno - 1);
    const parts = [
      this.text(lineno).slice(col_offset),
      ...between,
      this.text(end_lineno).slice(0, end_col_offset),
    ];
    return parts
      .map((part) => part.replace(/\s+#.*$/, '').trim())
      .join(' ')
      .replace(/([([{]) /g, '$1')
      .replace(/,? ([)\]}])/g, '$1');
  }

  /** Whether the statement itself awaits, what stands in its body left out. */
  awaitsItself({ node }: Statement): boolean {
    if (node.kind === 'AsyncFor' || node.kind === 'AsyncWith') return true;
    return [...ownNodes(node)].some(({ kind }) => kind === 'Await');
  }

  /** Whether code below the node, function bodies left out, awaits: `await`, `async for`, `async with`. */
  awaits(node: Node): boolean {
    return [...walkOwn(node)].some(
      ({ kind }) => kind === 'Await' || kind === 'AsyncFor' || kind === 'AsyncWith',
    );
  }

  *#callsOf(statement: Statement): IterableIterator<CallSite> {
    const awaited = new Set<Node>();
    for (const node of ownNodes(statement.node)) {
      if (node.kind === 'Await') awaited.add(node.value);
      if (node.kind !== 'Call') continue;
      const { func } = node;
      yield {
        node,
        api: this.apis.of(func),
        name: this.code(func),
        isAwaited: awaited.has(node),
        statement,
      };
    }
  }
}

/** The nodes of a statement without the statements inside it. */
export function* ownNodes(statement: ast.Stmt): IterableIterator<Node> {
  for (const child of childrenOf(statement)) {
    if (isStatement(child) || child.kind === 'ExceptHandler' || child.kind === 'match_case') continue;
    yield* walk(child, (node) => !opensScope(node));
  }
}

function* statementsOf(
  body: readonly ast.Stmt[],
  around: FunctionNode | null,
  parents: readonly ast.Stmt[],
): IterableIterator<Statement> {
  for (const node of body) {
    yield { node, function: around, parents, ...ownLines(node) };
    const inner = isFunction(node) ? node : around;
    for (const block of blocksOf(node)) yield* statementsOf(block, inner, [...parents, node]);
  }
}

/** The bodies of a compound statement. */
export function blocksOf(node: ast.Stmt): (readonly ast.Stmt[])[] {
  switch (node.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'With':
    case 'AsyncWith':
      return [node.body];
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return [node.body, node.orelse];
    case 'Match':
      return node.cases.map(({ body }) => body);
    case 'Try':
    case 'TryStar':
      return [node.body, ...node.handlers.map(({ body }) => body), node.orelse, node.finalbody];
    default:
      return [];
  }
}

function ownLines(node: ast.Stmt): { first: number; last: number } {
  const first = Math.min(node.lineno, ...decoratorsOf(node).map(({ lineno }) => lineno));
  const [body] = blocksOf(node);
  const begin = body?.[0];
  if (begin === undefined) return { first, last: node.end_lineno };
  const beginning = Math.min(begin.lineno, ...decoratorsOf(begin).map(({ lineno }) => lineno));
  // What stands between the head and the body is neither: the head ends with its last own node.
  const ends = [...ownNodes(node)].map((each) => ('end_lineno' in each ? each.end_lineno : 0));
  return { first, last: Math.max(node.lineno, Math.min(beginning - 1, Math.max(0, ...ends))) };
}

function decoratorsOf(node: ast.Stmt): readonly ast.Expr[] {
  return isFunction(node) || node.kind === 'ClassDef' ? node.decorator_list : [];
}

function isStatement(node: Node): node is ast.Stmt {
  return STATEMENTS.has(node.kind);
}

const STATEMENTS: ReadonlySet<string> = new Set<ast.Stmt['kind']>([
  'FunctionDef',
  'AsyncFunctionDef',
  'ClassDef',
  'Return',
  'Delete',
  'Assign',
  'TypeAlias',
  'AugAssign',
  'AnnAssign',
  'For',
  'AsyncFor',
  'While',
  'If',
  'With',
  'AsyncWith',
  'Match',
  'Raise',
  'Try',
  'TryStar',
  'Assert',
  'Import',
  'ImportFrom',
  'Global',
  'Nonlocal',
  'Expr',
  'Pass',
  'Break',
  'Continue',
]);
