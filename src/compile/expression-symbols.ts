// Step one of the symbol pass, expressions: what each scope mentions, and the scopes that expressions open.

import type * as ast from '../../grammar/ast.js';
import type { Problems, PySyntaxProblem } from '../../grammar/syntax-error.js';
import { Unsupported } from '../base/unsupported.js';
import type { Declaration, Mention } from './binder.js';
import { childrenOf } from './children.js';
import { warningOf } from './compiler-warnings.js';
import { checkScoping, inFunction, misplaced, type Placement } from './placement.js';
import { Scope, Unit, Variable } from './scope.js';
import { type NameNode, SymbolTable } from './symbol-table.js';

export class ExpressionSymbols {
  readonly table = new SymbolTable();
  readonly mentions: Mention[] = [];
  readonly scopes: Scope[] = [];
  /** Where each scope declares a name global or nonlocal, for errors. */
  readonly declarations: Declaration[] = [];
  /** The first error that CPython finds only when it generates code, after all scopes are known. */
  later: PySyntaxProblem | null = null;
  /** Inside the annotations of a function, which are evaluated where it is defined. */
  protected inAnnotation = false;
  /** Stores are targets of a comprehension's `for`. */
  #iterating = false;

  constructor(readonly problems: Problems) {}

  protected fail(node: ast.Position, message: string): never {
    throw this.problems.at(node, message);
  }

  protected failLater(node: ast.Position, message: string): void {
    this.later ??= this.problems.at(node, message);
  }

  protected check(node: ast.Stmt | ast.Expr, place: Placement): void {
    const message = misplaced(node, place);
    if (message !== null) this.failLater(node, message);
    const warning = warningOf(node);
    if (warning !== null) this.table.warnings.push(warning);
  }

  protected use(node: NameNode, name: string, scope: Scope): void {
    const mangled = scope.mangle(name);
    scope.mention(mangled).used = true;
    this.mentions.push({ node, name: mangled, scope });
  }

  /** A binding of a name: assignment, import, definition, loop target ... `at` is what an error points at. */
  protected store(node: NameNode, name: string, scope: Scope, at: ast.Position): void {
    this.forbid(name, at);
    const mangled = scope.mangle(name);
    const mentions = scope.mention(mangled);
    if (this.#iterating) {
      if (mentions.walrus)
        this.fail(at, `comprehension inner loop cannot rebind assignment expression target '${name}'`);
      mentions.iterated = true;
    }
    mentions.bound = true;
    this.mentions.push({ node, name: mangled, scope });
  }

  /** `forbidden_name` */
  protected forbid(name: string, at: ast.Position): void {
    if (name === '__debug__') this.failLater(at, 'cannot assign to __debug__');
  }

  expression(node: ast.Expr, scope: Scope, place: Placement): void {
    checkScoping(node, place, this.problems);
    this.check(node, place);
    switch (node.kind) {
      case 'Name':
        if (node.ctx === 'Load') this.use(node, node.id, scope);
        else if (node.ctx === 'Del' && node.id === '__debug__')
          this.failLater(node, 'cannot delete __debug__');
        else this.store(node, node.id, scope, node);
        if (node.id === 'super' && node.ctx === 'Load' && scope.unit.base !== 'module') {
          // Zero-argument `super()` reads `__class__`.
          this.use(node, '__class__', scope);
        }
        return;
      case 'NamedExpr':
        this.#namedExpression(node, scope, place);
        return;
      case 'Lambda':
        this.defaults(node.args, scope, place);
        this.unitOf(node, '<lambda>', 'lambda', scope, (inner) => {
          this.parameters(node.args, inner);
          this.expression(node.body, inner, { ...inFunction(false), iterable: place.iterable });
        });
        return;
      case 'ListComp':
        this.#comprehension(node, [node.elt], scope, place, 'list comprehension');
        return;
      case 'SetComp':
        this.#comprehension(node, [node.elt], scope, place, 'set comprehension');
        return;
      case 'DictComp':
        this.#comprehension(node, [node.key, node.value], scope, place, 'dict comprehension');
        return;
      case 'GeneratorExp':
        this.#generatorExpression(node, scope, place);
        return;
      case 'Yield':
      case 'YieldFrom':
        this.#refuse(node, place);
        scope.unit.hasYield = true;
        break;
      case 'Await':
        this.#refuse(node, place);
        markAsync(scope);
        break;
      case 'Starred':
        this.failLater(
          node,
          node.ctx === 'Store'
            ? 'starred assignment target must be in a list or tuple'
            : "can't use starred expression here",
        );
        break;
      case 'Tuple':
      case 'List':
      case 'Set':
        if (node.kind !== 'Set' && node.ctx === 'Store') this.#checkUnpacking(node);
        for (const elt of node.elts) this.expression(elt.kind === 'Starred' ? elt.value : elt, scope, place);
        return;
      case 'Attribute':
        if (node.ctx === 'Store') this.forbid(node.attr, node);
        break;
      case 'Call':
        this.keywords(node.keywords);
        this.expression(node.func, scope, place);
        for (const arg of node.args) this.expression(arg.kind === 'Starred' ? arg.value : arg, scope, place);
        for (const { value } of node.keywords) this.expression(value, scope, place);
        return;
      default:
        break;
    }
    for (const child of childrenOf(node)) if (child !== null) this.expression(child, scope, place);
  }

  /** `validate_keywords` */
  protected keywords(keywords: readonly ast.Keyword[]): void {
    const seen = new Set<string>();
    for (const keyword of keywords) {
      if (keyword.arg === null) continue;
      this.forbid(keyword.arg, keyword);
      if (seen.has(keyword.arg)) this.failLater(keyword, `keyword argument repeated: ${keyword.arg}`);
      seen.add(keyword.arg);
    }
  }

  #refuse(node: ast.Expr, place: Placement): void {
    if (this.inAnnotation && place.function !== null)
      throw new Unsupported(`'${node.kind === 'Await' ? 'await' : 'yield'}' in an annotation`, node);
  }

  /** `unpack_helper` */
  #checkUnpacking(node: ast.TupleDisplay | ast.ListDisplay): void {
    const stars = node.elts.flatMap((elt, index) => (elt.kind === 'Starred' ? [index] : []));
    const [star] = stars;
    if (star === undefined) return;
    if (star >= 256) this.failLater(node, 'too many expressions in star-unpacking assignment');
    if (stars.length > 1) this.failLater(node, 'multiple starred expressions in assignment');
  }

  /** `symtable_extend_namedexpr_scope`: in a comprehension the target belongs to the scope around it. */
  #namedExpression(node: ast.NamedExpr, scope: Scope, place: Placement): void {
    this.expression(node.value, scope, place);
    const { target } = node;
    const name = scope.mangle(target.id);
    this.forbid(target.id, target);
    let owner = scope;
    while (isComprehension(owner) && owner.parent !== null) {
      const mentions = owner.mention(name);
      if (mentions.iterated) {
        const message = `assignment expression cannot rebind comprehension iteration variable '${target.id}'`;
        this.fail(target, message);
      }
      mentions.walrus = true;
      owner = owner.parent;
    }
    if (owner !== scope) {
      const within = 'assignment expression within a comprehension cannot be used';
      if (owner.kind === 'class') this.fail(target, `${within} in a class body`);
      if (place.annotation !== null) {
        const preposition = owner.kind === 'type parameters' ? 'within' : 'in';
        this.fail(target, `${within} ${preposition} ${place.annotation}`);
      }
    }
    owner.mention(name).bound = true;
    this.mentions.push({ node: target, name, scope: owner.unit === scope.unit ? owner : scope });
  }

  // ---- scopes

  protected unitOf(
    node: object,
    name: string,
    base: Unit['base'],
    parent: Scope,
    visit: (scope: Scope) => void,
  ): void {
    const unit = new Unit(name, qualifiedName(name, parent), base, parent.unit);
    const scope = new Scope('function', unit, parent, parent.className);
    if (base === 'annotation') scope.parameters = parent.parameters;
    this.table.addUnit(node, unit, scope);
    this.scopes.push(scope);
    visit(scope);
  }

  /** Defaults belong to the enclosing scope. */
  protected defaults(args: ast.Arguments, scope: Scope, place: Placement): void {
    for (const value of [...args.defaults, ...args.kw_defaults])
      if (value !== null) this.expression(value, scope, place);
  }

  protected parameters(args: ast.Arguments, scope: Scope): void {
    scope.unit.positionalCount = args.posonlyargs.length + args.args.length;
    const all = [...args.posonlyargs, ...args.args, ...args.kwonlyargs, args.vararg, args.kwarg];
    for (const arg of all) {
      if (arg === null) continue;
      this.forbid(arg.arg, arg);
      const name = scope.mangle(arg.arg);
      const mentions = scope.mention(name);
      if (mentions.parameter) this.fail(arg, `duplicate argument '${arg.arg}' in function definition`);
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
    elements: readonly ast.Expr[],
    scope: Scope,
    place: Placement,
    comprehension: Placement['comprehension'],
  ): void {
    const { unit } = scope;
    const inner = new Scope('comprehension', unit, scope, scope.className);
    this.table.addUnit(node, unit, inner);
    this.scopes.push(inner);
    const first = node.generators[0];
    if (first !== undefined) this.expression(first.iter, scope, { ...place, iterable: true });
    this.#rounds(node.generators, elements, inner, { ...place, comprehension });
    if (!inner.isAsync) return;
    if (isComprehension(scope) || place.function === 'async function') markAsync(scope);
    else this.failLater(node, 'asynchronous comprehension outside of an asynchronous function');
  }

  #generatorExpression(node: ast.GeneratorExp, scope: Scope, place: Placement): void {
    const first = node.generators[0];
    if (first !== undefined) this.expression(first.iter, scope, { ...place, iterable: true });
    this.unitOf(node, '<genexpr>', 'genexpr', scope, (inner) => {
      // The first iterator is handed in as the only parameter.
      inner.unit.locals.push(new Variable('.0', inner.unit));
      inner.unit.positionalCount = 1;
      this.#rounds(node.generators, [node.elt], inner, { ...place, comprehension: 'generator expression' });
    });
  }

  /** Everything but the first iterable, which is evaluated outside. */
  #rounds(
    generators: readonly ast.Comprehension[],
    elements: readonly ast.Expr[],
    inner: Scope,
    place: Placement,
  ): void {
    for (const [index, generator] of generators.entries()) {
      if (generator.is_async === 1) markAsync(inner);
      if (index > 0) this.expression(generator.iter, inner, { ...place, iterable: true });
      this.#iterating = true;
      this.expression(generator.target, inner, place);
      this.#iterating = false;
      for (const condition of generator.ifs) this.expression(condition, inner, place);
    }
    for (const element of elements) this.expression(element, inner, place);
  }
}

function isComprehension(scope: Scope): boolean {
  return scope.kind === 'comprehension' || (scope.kind === 'function' && scope.unit.base === 'genexpr');
}

function markAsync(scope: Scope): void {
  if (scope.kind === 'comprehension') scope.isAsync = true;
  else scope.unit.hasAwait = true;
}

/** `compiler_set_qualname` */
export function qualifiedName(name: string, parent: Scope): string {
  const { unit } = parent;
  if (unit.base === 'module' || parent.mentions.get(parent.mangle(name))?.global) return name;
  return unit.base === 'class' ? `${unit.qualname}.${name}` : `${unit.qualname}.<locals>.${name}`;
}
