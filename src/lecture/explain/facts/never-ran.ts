// Code that did not run, and why where that can be seen.

import type * as ast from '../../../../grammar/ast.js';
import { placeIn } from '../../../trace/places.js';
import { blocksOf, type Statement } from '../../program/listing.js';
import { isFunction } from '../../program/nodes.js';
import { qualifiedName } from '../../program/qualified-name.js';
import type { Group } from '../grouping.js';
import type { Scene } from '../scene.js';
import { code } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

export const neverRan: Fact = {
  id: 'never-ran',
  tell: (group, scene) => {
    if (!scene.isComplete) return [];
    const { lead, clause } = group;
    if (clause !== null) {
      if (clause.body.some((node) => hasRun(node, scene))) return [];
      return [tell(`this part never ran${because(clauseReason(group, scene))}`, evidenceFor(lead, scene))];
    }
    if (isFunction(lead.node) && scene.observation.timesRun(lead.first) > 0) {
      if (lead.node.body.some((node) => hasRun(node, scene))) return [];
      return [tell(uncalled(lead, lead.node, scene), evidenceFor(lead, scene))];
    }
    if (group.statements.some((each) => isDeclaration(each.node) || scene.observation.hasRun(linesOf(each))))
      return [];
    const lines = group.statements.length > 1 || group.last > group.first ? 'these lines' : 'this line';
    return [tell(`${lines} never ran${because(reason(lead, scene))}`, evidenceFor(lead, scene))];
  },
};

/** Parts of a group that did not run though others did. */
export const partlyRan: Fact = {
  id: 'never-ran-part',
  tell: ({ statements, isHead, lead }, scene) =>
    isHead || !scene.isComplete ? [] : idleParts(statements, lead, scene),
};

function idleParts(statements: readonly Statement[], lead: Statement, scene: Scene): Telling[] {
  const idle = statements.filter(
    (each) =>
      !isDeclaration(each.node) && each.node.kind !== 'Pass' && !scene.observation.hasRun(linesOf(each)),
  );
  const [first] = idle;
  if (first === undefined) return [];
  const lines = idle.flatMap(linesOf);
  const why = idle.length === 1 || sharesParent(idle) ? because(reason(first, scene)) : '';
  return [tell(`${scene.lines(lines)} never ran${why}`, [...evidenceFor(lead, scene)])];
}

function sharesParent(statements: readonly Statement[]): boolean {
  return new Set(statements.map(({ parents }) => parents.at(-1))).size === 1;
}

function uncalled(lead: Statement, node: ast.FunctionDef | ast.AsyncFunctionDef, scene: Scene): string {
  const name = qualifiedName(lead);
  for (const event of scene.observation.of('coroutine.unawaited'))
    if (event.function === name)
      return `${code(node.name)} was called, but its coroutine was never awaited: its body never ran`;
  for (const event of scene.observation.of('coroutine.create'))
    if (event.function === name) return notBegun(event.coroutine, node.name, scene);
  return `${code(node.name)} was never called in this run, so its body never ran`;
}

/** A coroutine that was made and never ran: a task of it may have been cancelled before its first turn. */
function notBegun(coroutine: number, name: string, scene: Scene): string {
  for (const { id, coroutine: of } of scene.observation.of('task.create'))
    if (of === coroutine) {
      const cancelled = scene.observation.history(id)?.finish?.outcome === 'cancelled';
      return `${scene.task(id)} was made of it, but ${cancelled ? 'cancelled before its first line' : 'never had a turn'}: its body never ran`;
    }
  return `a coroutine of ${code(name)} was made, but its body never ran`;
}

export function linesOf({ first, last }: Statement): number[] {
  const lines: number[] = [];
  for (let line = first; line <= last; line++) lines.push(line);
  return lines;
}

/** `global` and its kin, docstrings: nothing that runs. */
function isDeclaration(node: ast.Stmt): boolean {
  if (node.kind === 'Global' || node.kind === 'Nonlocal') return true;
  return node.kind === 'Expr' && node.value.kind === 'Constant';
}

export function hasRun(node: ast.Stmt, scene: Scene): boolean {
  const lines: number[] = [];
  const first =
    'decorator_list' in node
      ? Math.min(node.lineno, ...node.decorator_list.map(({ lineno }) => lineno))
      : node.lineno;
  for (let line = first; line <= node.end_lineno; line++) lines.push(placeIn(0, line));
  return scene.observation.hasRun(lines);
}

function because(reason: string | null): string {
  return reason === null ? '' : `: ${reason}`;
}

/** The outermost thing around that kept it from running. */
function reason(statement: Statement, scene: Scene): string | null {
  const chain: ast.Stmt[] = [...statement.parents, statement.node];
  for (let i = 0; i < chain.length - 1; i++) {
    const [around, inner] = [chain[i], chain[i + 1]];
    if (around === undefined || inner === undefined) continue;
    const block = blocksOf(around).find((each) => each.includes(inner));
    if (block === undefined || block.some((node) => hasRun(node, scene))) {
      if (block === undefined) continue;
      const stopped = stoppedBefore(block, inner, scene);
      if (stopped !== null) return stopped;
      continue;
    }
    return notEntered(around, block, scene);
  }
  const top = scene.listing.statements.filter(({ parents }) => parents.length === 0).map(({ node }) => node);
  const [outermost] = chain;
  return outermost === undefined ? null : stoppedBefore(top, outermost, scene);
}

/** Where a block was left before it came to a statement that has not run. */
function stoppedBefore(block: readonly ast.Stmt[], node: ast.Stmt, scene: Scene): string | null {
  const index = block.indexOf(node);
  if (index <= 0 || hasRun(node, scene)) return null;
  for (let i = index - 1; i >= 0; i--) {
    const before = block[i];
    if (before !== undefined && hasRun(before, scene)) {
      const last = lastLineRun(before, scene);
      return last === null ? null : `the run never got past ${scene.line(last)}`;
    }
  }
  return null;
}

function lastLineRun(node: ast.Stmt, scene: Scene): number | null {
  let latest: { lineno: number; seq: number } | null = null;
  const lines = isFunction(node) ? [node.lineno] : range(node.lineno, node.end_lineno);
  for (const lineno of lines) {
    const seq = scene.observation.line(lineno)?.last;
    if (seq !== undefined && (latest === null || seq > latest.seq)) latest = { lineno, seq };
  }
  return latest?.lineno ?? null;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function notEntered(around: ast.Stmt, block: readonly ast.Stmt[], scene: Scene): string | null {
  const isFirst = blocksOf(around)[0] === block;
  if (!isFunction(around) && scene.observation.timesRun(around.lineno) === 0) return null;
  switch (around.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return `${code(around.name)} was never called`;
    case 'If':
      return `the condition on ${scene.line(around.lineno)} was never ${isFirst ? 'true' : 'false'}`;
    case 'For':
    case 'AsyncFor':
      return isFirst ? `the loop on ${scene.line(around.lineno)} had nothing to go through` : null;
    case 'While':
      return isFirst ? `the condition on ${scene.line(around.lineno)} was never true` : null;
    case 'With':
    case 'AsyncWith':
      return `the block on ${scene.line(around.lineno)} was never entered`;
    case 'Try':
    case 'TryStar':
      return around.handlers.some(({ body }) => body === block)
        ? 'no exception that it catches came there'
        : around.orelse === block
          ? 'the `try` part never came to its end without an exception'
          : null;
    default:
      return null;
  }
}

function clauseReason({ lead, clause }: Group, scene: Scene): string | null {
  if (scene.observation.timesRun(lead.first) === 0) return reason(lead, scene);
  switch (clause?.kind) {
    case 'except':
      return 'no exception that it catches came here';
    case 'else':
      if (lead.node.kind === 'If') return `the condition on ${scene.line(lead.first)} was never false`;
      return lead.node.kind === 'Try' ? 'the `try` part never came to its end without an exception' : null;
    case 'case':
      return 'nothing reached this case and matched it';
    default:
      return null;
  }
}

/** That something did not happen is seen in the whole trace: what stands for it is where it could have begun, and the end. */
function evidenceFor(lead: Statement, scene: Scene): number[] {
  const seqs = [...lead.parents.map(({ lineno }) => lineno), lead.first].flatMap((lineno) => {
    const line = scene.observation.line(lineno);
    return line === null ? [] : [line.first];
  });
  return [...seqs, scene.lastEvent];
}
