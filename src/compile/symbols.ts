// The symbol pass: which names each scope binds, and what each mention of a name refers to (CPython's `symtable`).
//
// It runs over the whole tree before anything is compiled, so that its errors come before the program starts. It has
// two steps: collect what each scope mentions, then bind every mention, innermost scope outwards.

import type * as ast from '../../grammar/ast.js';
import type { Problems } from '../../grammar/syntax-error.js';
import { checkPlacement, type Placement } from './placement.js';
import { type Binding, Scope, Unit, Variable } from './scope.js';

/** A node that mentions one name: a Name, or a statement or part that binds a plain identifier. */
export type NameNode = object;

interface Mention {
  readonly node: NameNode;
  readonly name: string;
  readonly scope: Scope;
}

export class SymbolTable {
  readonly #bindings = new Map<NameNode, Map<string, Binding>>();
  readonly #units = new Map<object, Unit>();
  readonly #scopes = new Map<object, Scope>();

  bind(node: NameNode, name: string, binding: Binding): void {
    let byName = this.#bindings.get(node);
    if (byName === undefined) {
      byName = new Map();
      this.#bindings.set(node, byName);
    }
    byName.set(name, binding);
  }

  /** What `name` means at `node`. */
  binding(node: NameNode, name: string): Binding {
    const binding = this.#bindings.get(node)?.get(name);
    if (binding === undefined) throw new Error(`no binding for ${name}`);
    return binding;
  }

  has(node: NameNode, name: string): boolean {
    return this.#bindings.get(node)?.has(name) ?? false;
  }

  addUnit(node: object, unit: Unit, scope: Scope): void {
    this.#units.set(node, unit);
    this.#scopes.set(node, scope);
  }

  unit(node: object): Unit {
    const unit = this.#units.get(node);
    if (unit === undefined) throw new Error('no unit for this node');
    return unit;
  }

  scope(node: object): Scope {
    const scope = this.#scopes.get(node);
    if (scope === undefined) throw new Error('no scope for this node');
    return scope;
  }
}

export interface SymbolOptions {
  /** `exec` and `eval` with separate locals: module-level names live in a mapping. */
  readonly separateLocals: boolean;
}

/** Analyses a module or an expression. Throws `PySyntaxProblem`. */
export function analyze(
  tree: ast.Module | ast.Expression,
  problems: Problems,
  options: SymbolOptions = { separateLocals: false },
): SymbolTable {
  const collector = new Collector(problems);
  const unit = new Unit('<module>', '<module>', 'module', null);
  unit.usesNames = options.separateLocals;
  const scope = new Scope('module', unit, null, null);
  collector.table.addUnit(tree, unit, scope);
  collector.scopes.push(scope);
  const placement: Placement = {
    function: null,
    isAsync: false,
    loop: false,
    comprehension: false,
    scope: 'module',
  };
  if (tree.kind === 'Module') collector.statements(tree.body, scope, placement);
  else collector.expression(tree.body, scope, placement);
  return new Binder(collector, problems).run();
}

class Collector {
  readonly table = new SymbolTable();
  readonly mentions: Mention[] = [];
  readonly scopes: Scope[] = [];
  /** Where each scope declares a name global or nonlocal, for errors. */
  readonly declarations: { scope: Scope; name: string; node: ast.Global | ast.Nonlocal }[] = [];

  constructor(readonly problems: Problems) {}

  #fail(node: ast.Position, message: string): never {
    throw this.problems.between(node, node, message);
  }

  use(node: NameNode, name: string, scope: Scope): void {
    const mangled = scope.mangle(name);
    scope.mention(mangled).used = true;
    this.mentions.push({ node, name: mangled, scope });
  }

  /** A binding of a name: assignment, import, definition, loop target ... */
  store(node: NameNode, name: string, scope: Scope): void {
    const mangled = scope.mangle(name);
    scope.mention(mangled).bound = true;
    this.mentions.push({ node, name: mangled, scope });
  }

  statements(body: readonly ast.Stmt[], scope: Scope, place: Placement): void {
    for (const statement of body) this.statement(statement, scope, place);
  }

  statement(node: ast.Stmt, scope: Scope, place: Placement): void {
    checkPlacement(node, place, this.problems);
    switch (node.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        for (const decorator of node.decorator_list) this.expression(decorator, scope, place);
        this.store(node, node.name, scope);
        this.#definition(node, scope, place);
        return;
      case 'ClassDef':
        for (const decorator of node.decorator_list) this.expression(decorator, scope, place);
        this.store(node, node.name, scope);
        this.#classDefinition(node, scope, place);
        return;
      case 'TypeAlias': {
        this.expression(node.name, scope, place);
        const inner = this.#typeParameters(node.type_params, scope, place);
        this.#unitOf(node, node.name.id, 'function', inner, (unitScope) =>
          this.expression(node.value, unitScope, {
            ...place,
            function: 'function',
            isAsync: false,
            loop: false,
          }),
        );
        return;
      }
      case 'Global':
      case 'Nonlocal':
        this.#declare(node, scope);
        return;
      case 'Import':
        for (const alias of node.names)
          this.store(alias, alias.asname ?? alias.name.split('.')[0] ?? alias.name, scope);
        return;
      case 'ImportFrom':
        for (const alias of node.names) {
          if (alias.name === '*') {
            if (scope.kind !== 'module') this.#fail(node, 'import * only allowed at module level');
          } else this.store(alias, alias.asname ?? alias.name, scope);
        }
        return;
      case 'AnnAssign':
        this.#annotatedAssignment(node, scope, place);
        return;
      case 'AugAssign':
        if (node.target.kind === 'Name') {
          this.use(node.target, node.target.id, scope);
          scope.mention(scope.mangle(node.target.id)).bound = true;
        } else this.expression(node.target, scope, place);
        this.expression(node.value, scope, place);
        return;
      case 'For':
      case 'AsyncFor':
        this.expression(node.iter, scope, place);
        this.expression(node.target, scope, place);
        this.statements(node.body, scope, { ...place, loop: true });
        this.statements(node.orelse, scope, place);
        return;
      case 'While':
        this.expression(node.test, scope, place);
        this.statements(node.body, scope, { ...place, loop: true });
        this.statements(node.orelse, scope, place);
        return;
      case 'Try':
      case 'TryStar':
        this.statements(node.body, scope, place);
        for (const handler of node.handlers) {
          if (handler.type !== null) this.expression(handler.type, scope, place);
          if (handler.name !== null) this.store(handler, handler.name, scope);
          this.statements(
            handler.body,
            scope,
            node.kind === 'TryStar' ? { ...place, exceptStar: true } : place,
          );
        }
        this.statements(node.orelse, scope, place);
        this.statements(node.finalbody, scope, place);
        return;
      case 'Match':
        this.expression(node.subject, scope, place);
        for (const { pattern, guard, body } of node.cases) {
          this.pattern(pattern, scope, place);
          if (guard !== null) this.expression(guard, scope, place);
          this.statements(body, scope, place);
        }
        return;
      case 'With':
      case 'AsyncWith':
        for (const { context_expr, optional_vars } of node.items) {
          this.expression(context_expr, scope, place);
          if (optional_vars !== null) this.expression(optional_vars, scope, place);
        }
        this.statements(node.body, scope, place);
        return;
      case 'If':
        this.expression(node.test, scope, place);
        this.statements(node.body, scope, place);
        this.statements(node.orelse, scope, place);
        return;
      case 'Assign':
        this.expression(node.value, scope, place);
        for (const target of node.targets) this.expression(target, scope, place);
        return;
      case 'Delete':
        for (const target of node.targets) this.expression(target, scope, place);
        return;
      case 'Return':
      case 'Expr':
        if (node.value !== null) this.expression(node.value, scope, place);
        return;
      case 'Raise':
        if (node.exc !== null) this.expression(node.exc, scope, place);
        if (node.cause !== null) this.expression(node.cause, scope, place);
        return;
      case 'Assert':
        this.expression(node.test, scope, place);
        if (node.msg !== null) this.expression(node.msg, scope, place);
        return;
      case 'Pass':
      case 'Break':
      case 'Continue':
        return;
    }
  }

  #declare(node: ast.Global | ast.Nonlocal, scope: Scope): void {
    const word = node.kind === 'Global' ? 'global' : 'nonlocal';
    for (const plain of node.names) {
      const name = scope.mangle(plain);
      const mentions = scope.mention(name);
      if (mentions.parameter) this.#fail(node, `name '${plain}' is parameter and ${word}`);
      if (mentions.annotated) this.#fail(node, `annotated name '${plain}' can't be ${word}`);
      if (mentions.bound) this.#fail(node, `name '${plain}' is assigned to before ${word} declaration`);
      if (mentions.used) this.#fail(node, `name '${plain}' is used prior to ${word} declaration`);
      if (word === 'nonlocal' && scope.kind === 'module') {
        this.#fail(node, 'nonlocal declaration not allowed at module level');
      }
      mentions[word] = true;
      if (mentions.global && mentions.nonlocal) this.#fail(node, `name '${plain}' is nonlocal and global`);
      this.declarations.push({ scope, name, node });
    }
  }

  #annotatedAssignment(node: ast.AnnAssign, scope: Scope, place: Placement): void {
    const { target } = node;
    if (target.kind === 'Name') {
      const mentions = scope.mention(scope.mangle(target.id));
      if (node.simple === 1 && (mentions.global || mentions.nonlocal) && scope.kind !== 'module') {
        const word = mentions.global ? 'global' : 'nonlocal';
        this.#fail(node, `annotated name '${target.id}' can't be ${word}`);
      }
      this.store(target, target.id, scope);
      if (node.simple === 1) mentions.annotated = true;
    } else this.expression(target, scope, place);
    this.expression(node.annotation, scope, place);
    if (node.value !== null) this.expression(node.value, scope, place);
    if (node.simple === 1 && scope.kind !== 'function') this.use(node, '__annotations__', scope);
  }

  expression(node: ast.Expr, scope: Scope, place: Placement): void {
    checkPlacement(node, place, this.problems);
    switch (node.kind) {
      case 'Name':
        if (node.ctx === 'Load') this.use(node, node.id, scope);
        else this.store(node, node.id, scope);
        if (node.id === 'super' && node.ctx === 'Load' && scope.unit.base !== 'module') {
          // Zero-argument `super()` reads `__class__`.
          this.use(node, '__class__', scope);
        }
        return;
      case 'NamedExpr': {
        this.expression(node.value, scope, place);
        let target = scope;
        while (target.kind === 'inlined' && target.parent !== null) target = target.parent;
        if (scope.unit.base === 'genexpr' && target === scope && scope.parent !== null)
          target = enclosing(scope);
        const name = scope.mangle(node.target.id);
        target.mention(name).bound = true;
        if (target !== scope) {
          const mentions = scope.mention(name);
          if (mentions.bound) {
            this.#fail(
              node.target,
              `assignment expression cannot rebind comprehension iteration variable '${node.target.id}'`,
            );
          }
        }
        this.mentions.push({
          node: node.target,
          name,
          scope: target === scope || target.unit === scope.unit ? target : scope,
        });
        return;
      }
      case 'Lambda':
        this.#arguments(node.args, scope, place);
        this.#unitOf(node, '<lambda>', 'lambda', scope, (inner) => {
          this.#parameters(node.args, inner);
          this.expression(node.body, inner, {
            ...place,
            function: 'function',
            isAsync: false,
            loop: false,
            scope: 'function',
          });
        });
        return;
      case 'ListComp':
      case 'SetComp':
        this.#comprehension(node, node.generators, [node.elt], scope, place);
        return;
      case 'DictComp':
        this.#comprehension(node, node.generators, [node.key, node.value], scope, place);
        return;
      case 'GeneratorExp':
        this.#generatorExpression(node, scope, place);
        return;
      case 'Yield':
      case 'YieldFrom':
        scope.unit.hasYield = true;
        if (node.value !== null) this.expression(node.value, scope, place);
        return;
      case 'Await':
        scope.unit.hasAwait = true;
        this.expression(node.value, scope, place);
        return;
      default:
        for (const child of children(node)) this.expression(child, scope, place);
    }
  }

  pattern(node: ast.Pattern, scope: Scope, place: Placement): void {
    switch (node.kind) {
      case 'MatchValue':
        this.expression(node.value, scope, place);
        return;
      case 'MatchSingleton':
        return;
      case 'MatchSequence':
      case 'MatchOr':
        for (const pattern of node.patterns) this.pattern(pattern, scope, place);
        return;
      case 'MatchMapping':
        for (const key of node.keys) this.expression(key, scope, place);
        for (const pattern of node.patterns) this.pattern(pattern, scope, place);
        if (node.rest !== null) this.store(node, node.rest, scope);
        return;
      case 'MatchClass':
        this.expression(node.cls, scope, place);
        for (const pattern of [...node.patterns, ...node.kwd_patterns]) this.pattern(pattern, scope, place);
        return;
      case 'MatchStar':
        if (node.name !== null) this.store(node, node.name, scope);
        return;
      case 'MatchAs':
        if (node.pattern !== null) this.pattern(node.pattern, scope, place);
        if (node.name !== null) this.store(node, node.name, scope);
        return;
    }
  }

  // ---- scopes

  #unitOf(
    node: object,
    name: string,
    base: Unit['base'],
    parent: Scope,
    visit: (scope: Scope) => void,
  ): void {
    const unit = new Unit(name, qualifiedName(name, parent), base, parent.unit);
    const scope = new Scope('function', unit, parent, parent.className);
    this.table.addUnit(node, unit, scope);
    this.scopes.push(scope);
    visit(scope);
  }

  #definition(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, place: Placement): void {
    this.#arguments(node.args, scope, place);
    const outer = this.#typeParameters(node.type_params, scope, place);
    for (const annotation of annotations(node)) this.expression(annotation, outer, place);
    const isAsync = node.kind === 'AsyncFunctionDef';
    this.#unitOf(node, node.name, isAsync ? 'async function' : 'function', outer, (inner) => {
      this.#parameters(node.args, inner);
      this.statements(node.body, inner, {
        function: isAsync ? 'async function' : 'function',
        isAsync,
        loop: false,
        comprehension: false,
        scope: 'function',
      });
    });
  }

  #classDefinition(node: ast.ClassDef, scope: Scope, place: Placement): void {
    const outer = this.#typeParameters(node.type_params, scope, place);
    for (const base of node.bases) this.expression(base, outer, place);
    for (const { value } of node.keywords) this.expression(value, outer, place);
    const unit = new Unit(node.name, qualifiedName(node.name, outer), 'class', outer.unit);
    const inner = new Scope('class', unit, outer, node.name);
    this.table.addUnit(node, unit, inner);
    this.scopes.push(inner);
    this.statements(node.body, inner, {
      function: null,
      isAsync: false,
      loop: false,
      comprehension: false,
      scope: 'class',
    });
  }

  /** The scope that holds the type parameters, or the scope itself where there are none. */
  #typeParameters(parameters: readonly ast.TypeParam[], scope: Scope, place: Placement): Scope {
    if (parameters.length === 0) return scope;
    const inner = new Scope('inlined', scope.unit, scope, scope.className);
    this.scopes.push(inner);
    for (const parameter of parameters) {
      this.store(parameter, parameter.name, inner);
      if (parameter.kind === 'TypeVar' && parameter.bound !== null)
        this.expression(parameter.bound, inner, place);
      if (parameter.default_value !== null) this.expression(parameter.default_value, inner, place);
    }
    return inner;
  }

  /** Defaults belong to the enclosing scope. */
  #arguments(args: ast.Arguments, scope: Scope, place: Placement): void {
    for (const value of [...args.defaults, ...args.kw_defaults])
      if (value !== null) this.expression(value, scope, place);
  }

  #parameters(args: ast.Arguments, scope: Scope): void {
    const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs, args.vararg, args.kwarg];
    for (const arg of all) {
      if (arg === null) continue;
      const name = scope.mangle(arg.arg);
      const mentions = scope.mention(name);
      if (mentions.parameter) this.#fail(arg, `duplicate argument '${arg.arg}' in function definition`);
      mentions.parameter = true;
      mentions.bound = true;
      const variable = new Variable(name, scope.unit);
      scope.variables.set(name, variable);
      scope.unit.locals.push(variable);
      this.mentions.push({ node: arg, name, scope });
    }
  }

  #comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp,
    generators: readonly ast.Comprehension[],
    elements: readonly ast.Expr[],
    scope: Scope,
    place: Placement,
  ): void {
    const inner = new Scope('inlined', scope.unit, scope, scope.className);
    this.table.addUnit(node, scope.unit, inner);
    this.scopes.push(inner);
    this.#generators(generators, elements, scope, inner, place);
  }

  #generatorExpression(node: ast.GeneratorExp, scope: Scope, place: Placement): void {
    const first = node.generators[0];
    if (first !== undefined) this.expression(first.iter, scope, place);
    this.#unitOf(node, '<genexpr>', 'genexpr', scope, (inner) => {
      // The first iterator is handed in as the only parameter.
      inner.unit.locals.push(new Variable('.0', inner.unit));
      this.#generators(node.generators, [node.elt], null, inner, place);
    });
  }

  /** The first iterable is evaluated outside; null where the caller has seen to it. */
  #generators(
    generators: readonly ast.Comprehension[],
    elements: readonly ast.Expr[],
    outer: Scope | null,
    inner: Scope,
    place: Placement,
  ): void {
    const inside: Placement = { ...place, comprehension: true };
    for (const [index, generator] of generators.entries()) {
      if (generator.is_async === 1) inner.unit.hasAwait = true;
      if (index > 0) this.expression(generator.iter, inner, inside);
      else if (outer !== null) this.expression(generator.iter, outer, place);
      this.expression(generator.target, inner, inside);
      for (const condition of generator.ifs) this.expression(condition, inner, inside);
    }
    for (const element of elements) this.expression(element, inner, inside);
  }
}

/** The function, class or module scope around a generator expression. */
function enclosing(scope: Scope): Scope {
  let outer = scope.parent ?? scope;
  while ((outer.kind === 'inlined' || outer.unit.base === 'genexpr') && outer.parent !== null)
    outer = outer.parent;
  return outer;
}

function annotations(node: ast.FunctionDef | ast.AsyncFunctionDef): ast.Expr[] {
  const { args } = node;
  const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
  const found = all.map((arg) => arg?.annotation ?? null).filter((annotation) => annotation !== null);
  return node.returns === null ? found : [...found, node.returns];
}

function qualifiedName(name: string, parent: Scope): string {
  const { unit } = parent;
  if (unit.base === 'module') return name;
  if (unit.base === 'class') return `${unit.qualname}.${name}`;
  const declaredGlobal = parent.mentions.get(name)?.global === true;
  return declaredGlobal ? name : `${unit.qualname}.<locals>.${name}`;
}

/** The expressions directly inside one that opens no scope. */
function* children(node: ast.Expr): Iterable<ast.Expr> {
  switch (node.kind) {
    case 'BoolOp':
    case 'JoinedStr':
      yield* node.values;
      return;
    case 'BinOp':
      yield node.left;
      yield node.right;
      return;
    case 'UnaryOp':
      yield node.operand;
      return;
    case 'IfExp':
      yield node.test;
      yield node.body;
      yield node.orelse;
      return;
    case 'Dict':
      for (const [index, value] of node.values.entries()) {
        const key = node.keys[index];
        if (key) yield key;
        yield value;
      }
      return;
    case 'Set':
    case 'List':
    case 'Tuple':
      yield* node.elts;
      return;
    case 'Compare':
      yield node.left;
      yield* node.comparators;
      return;
    case 'Call':
      yield node.func;
      yield* node.args;
      for (const keyword of node.keywords) yield keyword.value;
      return;
    case 'FormattedValue':
      yield node.value;
      if (node.format_spec !== null) yield node.format_spec;
      return;
    case 'Attribute':
    case 'Starred':
      yield node.value;
      return;
    case 'Subscript':
      yield node.value;
      yield node.slice;
      return;
    case 'Slice':
      for (const part of [node.lower, node.upper, node.step]) if (part !== null) yield part;
      return;
    default:
      return;
  }
}

/** Step two: variables get their storage and mentions their bindings. */
class Binder {
  constructor(
    readonly collector: Collector,
    readonly problems: Problems,
  ) {}

  run(): SymbolTable {
    const { table, mentions, scopes } = this.collector;
    for (const scope of scopes) this.#declareVariables(scope);
    this.#checkNonlocals();
    const found = mentions.map((mention) => ({ mention, variable: this.#find(mention.scope, mention.name) }));
    for (const { mention, variable } of found) {
      if (variable !== null && variable.unit !== mention.scope.unit) variable.captured = true;
    }
    this.#assignStorage(scopes);
    for (const { mention, variable } of found) {
      table.bind(mention.node, mention.name, this.#binding(mention, variable));
    }
    return table;
  }

  #declareVariables(scope: Scope): void {
    if (scope.kind === 'class') {
      if (scope.unit.base === 'class')
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

  #checkNonlocals(): void {
    for (const { scope, name, node } of this.collector.declarations) {
      if (node.kind === 'Nonlocal' && this.#find(scope, name) === null) {
        throw this.problems.between(node, node, `no binding for nonlocal '${name}' found`);
      }
    }
  }

  /** The variable a name refers to from inside `from`; null for globals, builtins and names of class bodies. */
  #find(from: Scope, name: string): Variable | null {
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

  #assignStorage(scopes: readonly Scope[]): void {
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

  #binding({ scope, name }: Mention, variable: Variable | null): Binding {
    const { unit } = scope;
    const usesNames = scope.kind === 'class' || (scope.kind === 'module' && unit.usesNames);
    const outer: Binding =
      variable === null ? { kind: 'global', name } : this.#variableBinding(unit, variable, name);
    const mentions = scope.mentions.get(name);
    if (usesNames && !mentions?.global && !mentions?.nonlocal && name !== '__class__')
      return { kind: 'name', name, outer };
    return outer;
  }

  #variableBinding(unit: Unit, variable: Variable, name: string): Binding {
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
}
