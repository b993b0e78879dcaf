// The symbol pass: which names each scope binds, and what each mention of a name refers to (CPython's `symtable`).
//
// It runs over the whole tree before anything is compiled, so that its errors come before the program starts. It has
// two steps: collect what each scope mentions (here and in `expression-symbols.ts`), then bind every mention, innermost
// scope outwards (`binder.ts`).

import type * as ast from '../../grammar/ast.js';
import type { Problems } from '../../grammar/syntax-error.js';
import { bindNames } from './binder.js';
import { ExpressionSymbols, qualifiedName } from './expression-symbols.js';
import { futureImports, isFutureImport } from './future.js';
import { checkCases } from './pattern-checks.js';
import { AT_MODULE, inFunction, type Placement } from './placement.js';
import { Scope, Unit } from './scope.js';
import type { SymbolTable } from './symbol-table.js';

export interface SymbolOptions {
  /** `exec` and `eval` with separate locals: module-level names live in a mapping. */
  readonly separateLocals: boolean;
  /** `from __future__ import annotations` is in force. */
  readonly lazyAnnotations: boolean;
}

/** Analyses a module or an expression. Throws `PySyntaxProblem`. */
export function analyze(
  tree: ast.Module | ast.Expression,
  problems: Problems,
  options: SymbolOptions = { separateLocals: false, lazyAnnotations: false },
): SymbolTable {
  const collector = new Collector(problems, options);
  const unit = new Unit('<module>', '<module>', 'module', null);
  unit.usesNames = options.separateLocals;
  const scope = new Scope('module', unit, null, null);
  collector.table.addUnit(tree, unit, scope);
  collector.scopes.push(scope);
  if (tree.kind === 'Module') collector.module(tree, scope);
  else collector.expression(tree.body, scope, AT_MODULE);
  const table = bindNames(collector, problems);
  if (collector.later !== null) throw collector.later;
  return table;
}

class Collector extends ExpressionSymbols {
  #futureImports: readonly ast.Stmt[] = [];

  constructor(
    problems: Problems,
    readonly options: SymbolOptions,
  ) {
    super(problems);
  }

  module(tree: ast.Module, scope: Scope): void {
    this.#futureImports = futureImports(tree.body);
    this.#statements(tree.body, scope, AT_MODULE);
  }

  #statements(body: readonly ast.Stmt[], scope: Scope, place: Placement): void {
    for (const statement of body) this.#statement(statement, scope, place);
  }

  #expressions(nodes: readonly (ast.Expr | null)[], scope: Scope, place: Placement): void {
    for (const node of nodes) if (node !== null) this.expression(node, scope, place);
  }

  #statement(node: ast.Stmt, scope: Scope, place: Placement): void {
    this.check(node, place);
    switch (node.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.#expressions(node.decorator_list, scope, place);
        this.store(node, node.name, scope, node);
        this.#function(node, scope, place);
        return;
      case 'ClassDef':
        this.#expressions(node.decorator_list, scope, place);
        this.store(node, node.name, scope, node);
        this.#class(node, scope, place);
        return;
      case 'TypeAlias': {
        this.expression(node.name, scope, place);
        const inner = this.#typeParameters(node.type_params, scope);
        this.#annotationUnit(node, node.name.id, inner, node.value, 'a type alias');
        return;
      }
      case 'Global':
      case 'Nonlocal':
        this.#declare(node, scope);
        return;
      case 'Import':
        for (const alias of node.names)
          this.store(alias, alias.asname ?? alias.name.split('.')[0] ?? alias.name, scope, node);
        return;
      case 'ImportFrom':
        this.#importFrom(node, scope);
        return;
      case 'AnnAssign':
        this.#annotatedAssignment(node, scope, place);
        return;
      case 'AugAssign':
        if (node.target.kind === 'Name') {
          this.use(node.target, node.target.id, scope);
          this.forbid(node.target.id, node.target);
          scope.mention(scope.mangle(node.target.id)).bound = true;
        } else this.expression(node.target, scope, place);
        this.expression(node.value, scope, place);
        return;
      case 'For':
      case 'AsyncFor':
        this.#expressions([node.iter, node.target], scope, place);
        this.#statements(node.body, scope, { ...place, loop: true });
        this.#statements(node.orelse, scope, place);
        return;
      case 'While':
        this.expression(node.test, scope, place);
        this.#statements(node.body, scope, { ...place, loop: true });
        this.#statements(node.orelse, scope, place);
        return;
      case 'Try':
      case 'TryStar':
        scope.unit.hasCleanup = true;
        this.#try(node, scope, place);
        return;
      case 'Match':
        this.expression(node.subject, scope, place);
        checkCases(node.cases, (at, message) => this.failLater(at, message));
        for (const { pattern, guard, body } of node.cases) {
          this.#pattern(pattern, scope, place);
          this.#expressions([guard], scope, place);
          this.#statements(body, scope, place);
        }
        return;
      case 'With':
      case 'AsyncWith':
        scope.unit.hasCleanup = true;
        for (const { context_expr, optional_vars } of node.items)
          this.#expressions([context_expr, optional_vars], scope, place);
        this.#statements(node.body, scope, place);
        return;
      case 'If':
        this.expression(node.test, scope, place);
        this.#statements(node.body, scope, place);
        this.#statements(node.orelse, scope, place);
        return;
      case 'Assign':
        this.#expressions([node.value, ...node.targets], scope, place);
        return;
      case 'Delete':
        this.#expressions(node.targets, scope, place);
        return;
      case 'Return':
        scope.unit.returnsValue ??= node.value === null ? null : node;
        this.#expressions([node.value], scope, place);
        return;
      case 'Expr':
        this.expression(node.value, scope, place);
        return;
      case 'Raise':
        this.#expressions([node.exc, node.cause], scope, place);
        return;
      case 'Assert':
        this.#expressions([node.test, node.msg], scope, place);
        return;
      case 'Pass':
      case 'Break':
      case 'Continue':
        return;
    }
  }

  #importFrom(node: ast.ImportFrom, scope: Scope): void {
    if (isFutureImport(node) && !this.#futureImports.includes(node))
      this.failLater(node, 'from __future__ imports must occur at the beginning of the file');
    for (const alias of node.names) {
      if (alias.name !== '*') this.store(alias, alias.asname ?? alias.name, scope, node);
      else if (scope.kind !== 'module') this.fail(alias, 'import * only allowed at module level');
    }
  }

  #try(node: ast.Try | ast.TryStar, scope: Scope, place: Placement): void {
    this.#statements(node.body, scope, place);
    const inside = node.kind === 'TryStar' ? { ...place, loop: false, exceptStar: true } : place;
    for (const [index, handler] of node.handlers.entries()) {
      if (handler.type !== null) this.expression(handler.type, scope, place);
      else if (index < node.handlers.length - 1) this.failLater(handler, "default 'except:' must be last");
      if (handler.name !== null) this.store(handler, handler.name, scope, handler);
      this.#statements(handler.body, scope, inside);
    }
    this.#statements(node.orelse, scope, place);
    this.#statements(node.finalbody, scope, place);
  }

  #declare(node: ast.Global | ast.Nonlocal, scope: Scope): void {
    const word = node.kind === 'Global' ? 'global' : 'nonlocal';
    for (const plain of node.names) {
      const name = scope.mangle(plain);
      const mentions = scope.mention(name);
      if (mentions.parameter) this.fail(node, `name '${plain}' is parameter and ${word}`);
      if (mentions.annotated) this.fail(node, `annotated name '${plain}' can't be ${word}`);
      if (mentions.bound) this.fail(node, `name '${plain}' is assigned to before ${word} declaration`);
      if (mentions.used) this.fail(node, `name '${plain}' is used prior to ${word} declaration`);
      if (word === 'nonlocal' && scope.kind === 'module') {
        this.fail(node, 'nonlocal declaration not allowed at module level');
      }
      const first = this.declarations.find((other) => other.scope === scope && other.name === name);
      mentions[word] = true;
      // A name that any scope declares global is one in a module that keeps its names elsewhere, too.
      const module = this.scopes[0];
      if (word === 'global' && this.options.separateLocals && module !== undefined)
        module.mention(name).global = true;
      if (first !== undefined && mentions.global && mentions.nonlocal)
        this.fail(first.node, `name '${plain}' is nonlocal and global`);
      this.declarations.push({ scope, name, node });
    }
  }

  #annotatedAssignment(node: ast.AnnAssign, scope: Scope, place: Placement): void {
    const { target } = node;
    if (target.kind === 'Name') {
      const mentions = scope.mention(scope.mangle(target.id));
      if (node.simple === 1 && (mentions.global || mentions.nonlocal) && scope.kind !== 'module') {
        const word = mentions.global ? 'global' : 'nonlocal';
        this.fail(node, `annotated name '${target.id}' can't be ${word}`);
      }
      this.store(target, target.id, scope, target);
      if (node.simple === 1) mentions.annotated = true;
    } else this.expression(target, scope, place);
    this.expression(node.annotation, scope, this.#annotationPlace(place));
    if (node.value !== null) this.expression(node.value, scope, place);
    const { unit } = scope;
    if (scope.kind === 'function' || unit.hasAnnotations) return;
    unit.hasAnnotations = true;
    this.use(unit, '__annotations__', scope);
  }

  #annotationPlace(place: Placement): Placement {
    return this.options.lazyAnnotations ? { ...inFunction(false), annotation: 'an annotation' } : place;
  }

  #pattern(node: ast.Pattern, scope: Scope, place: Placement): void {
    switch (node.kind) {
      case 'MatchValue':
        this.expression(node.value, scope, place);
        return;
      case 'MatchSingleton':
        return;
      case 'MatchSequence':
      case 'MatchOr':
        for (const pattern of node.patterns) this.#pattern(pattern, scope, place);
        return;
      case 'MatchMapping':
        this.#expressions(node.keys, scope, place);
        for (const pattern of node.patterns) this.#pattern(pattern, scope, place);
        if (node.rest !== null) this.store(node, node.rest, scope, node);
        return;
      case 'MatchClass':
        this.expression(node.cls, scope, place);
        for (const pattern of [...node.patterns, ...node.kwd_patterns]) this.#pattern(pattern, scope, place);
        return;
      case 'MatchStar':
        if (node.name !== null) this.store(node, node.name, scope, node);
        return;
      case 'MatchAs':
        if (node.pattern !== null) this.#pattern(node.pattern, scope, place);
        if (node.name !== null) this.store(node, node.name, scope, node);
        return;
    }
  }

  // ---- scopes

  #function(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, place: Placement): void {
    this.defaults(node.args, scope, place);
    const outer = this.#typeParameters(node.type_params, scope);
    const around = outer === scope ? place : { ...inFunction(false), annotation: GENERIC };
    this.inAnnotation = !this.options.lazyAnnotations;
    this.#expressions(annotationsOf(node), outer, this.#annotationPlace(around));
    this.inAnnotation = false;
    const isAsync = node.kind === 'AsyncFunctionDef';
    this.unitOf(node, node.name, isAsync ? 'async function' : 'function', outer, (inner) => {
      this.parameters(node.args, inner);
      this.#statements(node.body, inner, inFunction(isAsync));
      const { unit } = inner;
      if (isAsync && unit.hasYield && unit.returnsValue !== null)
        this.failLater(unit.returnsValue, "'return' with value in async generator");
    });
  }

  #class(node: ast.ClassDef, scope: Scope, place: Placement): void {
    const outer = this.#typeParameters(node.type_params, scope, node.name);
    const around = outer === scope ? place : { ...inFunction(false), annotation: GENERIC };
    this.keywords(node.keywords);
    const bases = node.bases.map((base) => (base.kind === 'Starred' ? base.value : base));
    this.#expressions([...bases, ...node.keywords.map(({ value }) => value)], outer, around);
    const unit = new Unit(node.name, qualifiedName(node.name, outer), 'class', outer.unit);
    const inner = new Scope('class', unit, outer, node.name);
    this.table.addUnit(node, unit, inner);
    this.scopes.push(inner);
    this.#statements(node.body, inner, AT_MODULE);
  }

  /** The scope that holds the type parameters, or the scope itself where there are none. */
  #typeParameters(
    parameters: readonly ast.TypeParam[],
    scope: Scope,
    className: string | null = null,
  ): Scope {
    if (parameters.length === 0) return scope;
    const inner = new Scope('type parameters', scope.unit, scope, scope.className);
    if (className !== null)
      inner.parameters = { className, names: new Set(parameters.map(({ name }) => name)) };
    this.scopes.push(inner);
    let hasDefault = false;
    for (const parameter of parameters) {
      const { name, kind, default_value } = parameter;
      if (default_value !== null) hasDefault = true;
      else if (hasDefault)
        this.failLater(parameter, `non-default type parameter '${name}' follows default type parameter`);
      if (inner.mentions.get(inner.mangle(name))?.bound)
        this.fail(parameter, `duplicate type parameter '${name}'`);
      this.store(parameter, name, inner, parameter);
      if (parameter.kind === 'TypeVar' && parameter.bound !== null) {
        const what = parameter.bound.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
        this.#annotationUnit(parameter, name, inner, parameter.bound, what);
      }
      if (default_value !== null) {
        const key = this.table.addDefault(parameter);
        this.#annotationUnit(key, name, inner, default_value, `a ${kind} default`);
      }
    }
    return inner;
  }

  /** An expression that is evaluated when it is asked for. */
  #annotationUnit(key: object, name: string, scope: Scope, value: ast.Expr, annotation: string): void {
    this.unitOf(key, name, 'annotation', scope, (inner) =>
      this.expression(value.kind === 'Starred' ? value.value : value, inner, {
        ...inFunction(false),
        annotation,
      }),
    );
  }
}

const GENERIC = 'the definition of a generic';

/** `*args: *Ts` is the one that may be starred. */
function annotationsOf(node: ast.FunctionDef | ast.AsyncFunctionDef): (ast.Expr | null)[] {
  const { args } = node;
  const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
  const annotations = all.map((arg) => arg?.annotation ?? null);
  return [...annotations, node.returns].map((node) => (node?.kind === 'Starred' ? node.value : node));
}
