// Lowering of simple statements: their pauses become steps, what is left is a plain statement.

import type * as ast from '../../grammar/ast.js';
import type { Lowering, Step } from './lowering.js';
import { localName, position, temporary } from './synthetic.js';

/** A simple statement without its pauses; null where nothing is left of it. */
export function lowerStatement(node: ast.Stmt, lowering: Lowering, out: Step[]): ast.Stmt | null {
  const { pauses } = lowering;
  switch (node.kind) {
    case 'Expr': {
      const value = lowering.expression(node.value, out);
      return value.kind === 'Name' ? null : { ...node, value };
    }
    case 'Return':
      return node.value === null ? node : { ...node, value: lowering.expression(node.value, out) };
    case 'Assign': {
      const value = lowering.expression(node.value, out);
      if (!pauses.any(node.targets)) return { ...node, value };
      const saved = lowering.save(value, out);
      for (const target of node.targets) lowering.assignTo(target, saved, out);
      return null;
    }
    case 'AnnAssign':
      return lowerAnnotated(node, lowering, out);
    case 'AugAssign':
      return lowerAugmented(node, lowering, out);
    case 'Raise': {
      const [exc = null, cause = null] = lowering.optionalOperands([node.exc, node.cause], out);
      return { ...node, exc, cause };
    }
    case 'Assert': {
      const test = lowering.save(lowering.expression(node.test, out), out);
      const failing: Step[] = [];
      const msg = node.msg === null ? null : lowering.expression(node.msg, failing);
      failing.push({ kind: 'statement', node: { ...node, test, msg } });
      out.push({ kind: 'if', test, negated: true, body: failing });
      return null;
    }
    case 'Delete':
      for (const target of node.targets) lowerDeletion(target, node, lowering, out);
      return null;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
      return lowerDefinition(node, lowering, out);
    default:
      return node;
  }
}

function lowerAnnotated(node: ast.AnnAssign, lowering: Lowering, out: Step[]): ast.Stmt | null {
  const { target } = node;
  if (node.value === null) {
    // A target that is not assigned is evaluated all the same.
    const lowered = target.kind === 'Name' ? target : lowering.target(target, out);
    return { ...node, target: lowered };
  }
  const value = lowering.expression(node.value, out);
  if (!lowering.pauses.expression(target)) return { ...node, value };
  const saved = lowering.save(value, out);
  return { ...node, value: saved, target: target.kind === 'Name' ? target : lowering.target(target, out) };
}

/** `target += value` with a pause in either: the old value is read before the pause. */
function lowerAugmented(node: ast.AugAssign, lowering: Lowering, out: Step[]): ast.Stmt {
  const { c } = lowering;
  const { target, op } = node;
  const store = target.kind === 'Name' ? target : lowering.savedTarget(target, out);
  const old = temporary(c);
  const load = { ...store, ctx: 'Load' } as const;
  const { table } = c.source;
  if (load.kind === 'Name' && target.kind === 'Name')
    table.bind(load, c.mangle(load.id), table.binding(target, c.mangle(load.id)));
  const read: ast.Stmt = {
    kind: 'Assign',
    targets: [localName(old, target, c, 'Store')],
    value: load,
    ...position(node),
  };
  out.push({ kind: 'statement', node: read });
  const value = lowering.save(lowering.expression(node.value, out), out);
  const update: ast.Stmt = {
    kind: 'AugAssign',
    target: localName(old, node, c, 'Store'),
    op,
    value,
    ...position(node),
  };
  out.push({ kind: 'statement', node: update });
  return { kind: 'Assign', targets: [store], value: localName(old, node, c), ...position(node) };
}

function lowerDeletion(target: ast.Expr, node: ast.Delete, lowering: Lowering, out: Step[]): void {
  if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const each of target.elts) lowerDeletion(each, node, lowering, out);
    return;
  }
  const lowered =
    target.kind === 'Attribute' || target.kind === 'Subscript' ? lowering.target(target, out) : target;
  out.push({ kind: 'statement', node: { ...node, targets: [lowered] } });
}

function lowerDefinition(
  node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
  lowering: Lowering,
  out: Step[],
): ast.Stmt {
  const { c } = lowering;
  const decorators = lowering
    .operands(node.decorator_list, out)
    .map((decorator) => lowering.save(decorator, out));
  const { table } = c.source;
  const rewritten =
    node.kind === 'ClassDef'
      ? { ...node, decorator_list: decorators, ...lowerBases(node, lowering, out) }
      : { ...node, decorator_list: decorators, args: lowering.parameters(node.args, out) };
  table.addUnit(rewritten, table.unit(node), table.scope(node));
  table.bind(rewritten, c.mangle(node.name), table.binding(node, c.mangle(node.name)));
  return rewritten;
}

function lowerBases(
  node: ast.ClassDef,
  lowering: Lowering,
  out: Step[],
): { bases: ast.Expr[]; keywords: ast.Keyword[] } {
  const values = node.keywords.map(({ value }) => value);
  const lowered = lowering.operands([...node.bases, ...values], out);
  const bases = lowered.slice(0, node.bases.length);
  const keywords = node.keywords.map((keyword, index) => ({
    ...keyword,
    value: lowered[bases.length + index] ?? keyword.value,
  }));
  return { bases, keywords };
}
