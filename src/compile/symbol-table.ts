// What the symbol pass hands to the compiler: the meaning of every name and the scope of every node that opens one.

import type { Position } from '../../grammar/ast.js';
import type { Binding, Scope, Unit } from './scope.js';

/** A node that mentions one name: a Name, or a statement or part that binds a plain identifier. */
export type NameNode = object;

/** What CPython's compiler warns of. */
export interface CompilerWarning {
  readonly node: Position;
  readonly message: string;
}

export class SymbolTable {
  readonly warnings: CompilerWarning[] = [];
  readonly #bindings = new Map<NameNode, Binding>();
  /** The `__class__` that a mention of `super` may read. */
  readonly #classes = new Map<NameNode, Binding>();
  readonly #units = new Map<object, Unit>();
  readonly #scopes = new Map<object, Scope>();
  readonly #defaults = new Map<object, object>();

  bind(node: NameNode, name: string, binding: Binding): void {
    (name === '__class__' ? this.#classes : this.#bindings).set(node, binding);
  }

  /** What `name` means at `node`. */
  binding(node: NameNode, name: string): Binding {
    const binding = (name === '__class__' ? this.#classes : this.#bindings).get(node);
    if (binding === undefined) throw new Error(`no binding for ${name}`);
    return binding;
  }

  has(node: NameNode, name: string): boolean {
    return (name === '__class__' ? this.#classes : this.#bindings).has(node);
  }

  addUnit(node: object, unit: Unit, scope: Scope): void {
    this.#units.set(node, unit);
    this.#scopes.set(node, scope);
  }

  /** The key under which the default of a type parameter has its unit. */
  addDefault(parameter: object): object {
    const key = {};
    this.#defaults.set(parameter, key);
    return key;
  }

  defaultOf(parameter: object): object {
    return this.#defaults.get(parameter) ?? parameter;
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
