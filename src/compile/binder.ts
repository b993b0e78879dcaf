// Step two of the symbol pass: variables get their storage and mentions their bindings (CPython's `analyze_block`).

import type * as ast from '../../grammar/ast.js';
import type { Problems } from '../../grammar/syntax-error.js';
import { type Binding, type Scope, type Unit, Variable } from './scope.js';
import type { NameNode, SymbolTable } from './symbol-table.js';

export interface Mention {
  readonly node: NameNode;
  readonly name: string;
  readonly scope: Scope;
}

export interface Declaration {
  readonly scope: Scope;
  readonly name: string;
  readonly node: ast.Global | ast.Nonlocal;
}

/** What the first step found. */
export interface Collected {
  readonly table: SymbolTable;
  readonly mentions: readonly Mention[];
  readonly scopes: readonly Scope[];
  readonly declarations: readonly Declaration[];
}

export function bindNames(collected: Collected, problems: Problems): SymbolTable {
  const { table, mentions, scopes, declarations } = collected;
  for (const scope of scopes) declareVariables(scope);
  checkNonlocals(declarations, problems);
  const found = mentions.map((mention) => ({ mention, variable: find(mention.scope, mention.name) }));
  for (const { mention, variable } of found) {
    if (variable !== null && variable.unit !== mention.scope.unit) variable.captured = true;
  }
  assignStorage(scopes);
  for (const { mention, variable } of found) {
    table.bind(mention.node, mention.name, bindingOf(mention, variable));
  }
  return table;
}

function declareVariables(scope: Scope): void {
  if (scope.kind === 'class') {
    scope.variables.set('__class__', new Variable('__class__', scope.unit));
    return;
  }
  if (scope.kind === 'module') return;
  for (const [name, { bound, global, nonlocal }] of scope.mentions) {
    if (!bound || global || nonlocal || scope.variables.has(name)) continue;
    const variable = new Variable(name, scope.unit);
    scope.variables.set(name, variable);
    scope.unit.locals.push(variable);
  }
}

function checkNonlocals(declarations: readonly Declaration[], problems: Problems): void {
  for (const { scope, name, node } of declarations) {
    if (node.kind !== 'Nonlocal') continue;
    if (scope.mentions.get(name)?.global) throw problems.at(node, `name '${name}' is nonlocal and global`);
    if (find(scope, name) === null) throw problems.at(node, `no binding for nonlocal '${name}' found`);
    if (isTypeParameter(scope, name))
      throw problems.at(node, `nonlocal binding not allowed for type parameter '${name}'`);
  }
}

function isTypeParameter(from: Scope, name: string): boolean {
  for (let scope = from.parent; scope !== null; scope = scope.parent)
    if (scope.kind !== 'class' && scope.variables.has(name)) return scope.kind === 'type parameters';
  return false;
}

/** The variable a name refers to from inside `from`; null for globals, builtins and names of class bodies. */
function find(from: Scope, name: string): Variable | null {
  const own = from.mentions.get(name);
  if (own?.global) return null;
  if (!own?.nonlocal) {
    const variable = from.kind === 'class' ? undefined : from.variables.get(name);
    if (variable !== undefined) return variable;
  }
  for (let scope = from.parent; scope !== null; scope = scope.parent) {
    if (scope.kind === 'class') {
      if (name === '__class__') return scope.variables.get(name) ?? null;
      continue;
    }
    if (scope.mentions.get(name)?.global) return null;
    const variable = scope.variables.get(name);
    if (variable !== undefined) return variable;
  }
  return null;
}

function assignStorage(scopes: readonly Scope[]): void {
  const units = new Set(scopes.map(({ unit }) => unit));
  for (const scope of scopes) {
    if (scope.kind !== 'class') continue;
    const classCell = scope.variables.get('__class__');
    if (classCell?.captured) scope.unit.cells.push(classCell);
  }
  for (const unit of units) {
    for (const [slot, variable] of unit.locals.entries()) {
      variable.index = slot;
      if (variable.captured) unit.cells.push(variable);
    }
  }
}

function bindingOf({ scope, name }: Mention, variable: Variable | null): Binding {
  const { unit } = scope;
  const global: Binding = { kind: 'global', name };
  const outer: Binding = variable === null ? global : variableBinding(unit, variable, name);
  const own = scope.mentions.get(name);
  if (own?.global || own?.nonlocal) return outer;
  if (scope.kind === 'class') return { kind: 'name', name, outer: own?.bound ? global : outer };
  const names = scopeOfNames(scope);
  if (names === null || variable?.unit === names.unit || variable?.unit === unit) return outer;
  const inClass = names.kind === 'class' ? names.mentions.get(name) : undefined;
  if (inClass?.global) return global;
  return { kind: 'name', name, outer: inClass?.bound && !inClass.nonlocal ? global : outer };
}

/** The class body (or `exec` with separate locals) whose namespace a scope that is no function sees. */
function scopeOfNames(scope: Scope): Scope | null {
  let around = scope;
  while (
    around.parent !== null &&
    (around.kind === 'type parameters' || (around.kind === 'function' && around.unit.base === 'annotation'))
  )
    around = around.parent;
  if (around.kind === 'class') return around;
  while (around.kind === 'comprehension' && around.parent !== null) around = around.parent;
  return around.kind === 'module' && around.unit.usesNames ? around : null;
}

function variableBinding(unit: Unit, variable: Variable, name: string): Binding {
  if (!variable.captured) return { kind: 'local', variable };
  // Every unit between the owner and the user passes the cell on.
  for (
    let between: Unit | null = unit;
    between !== null && between !== variable.unit;
    between = between.parent
  ) {
    between.cellIndex(variable);
  }
  return { kind: 'cell', index: unit.cellIndex(variable), name, free: unit !== variable.unit };
}
