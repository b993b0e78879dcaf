// Scopes, variables and bindings: what the symbol pass (`symbols.ts`) finds out and the compiler reads.
//
// A *unit* is what becomes a code object: module, class body, function, lambda or generator expression. A *scope* is a
// region of names; each unit has one, and comprehensions have scopes of their own inside the unit that holds them
// (CPython inlines them, PEP 709), as have type parameters.
//
// An *annotation* unit is evaluated later, if at all: the value of a `type` statement, the bound of a type parameter.

import type { Position } from '../../grammar/ast.js';
import type { CodeKind } from '../execution/code.js';

export type ScopeKind = 'module' | 'class' | 'function' | 'comprehension' | 'type parameters';

/** A variable of a function-like scope. */
export class Variable {
  /** Shared with an inner unit, so it lives in a cell. */
  captured = false;
  /** Slot, or index of the cell where captured; given by `assignStorage`. */
  index = -1;

  constructor(
    readonly name: string,
    readonly unit: Unit,
  ) {}
}

export type Binding =
  | { readonly kind: 'local'; readonly variable: Variable }
  /** A cell of the frame: own or of the closure. */
  | { readonly kind: 'cell'; readonly index: number; readonly name: string; readonly free: boolean }
  | { readonly kind: 'global'; readonly name: string }
  /** A name of a class body (or of `exec` with separate locals): the namespace first, then `outer`. */
  | { readonly kind: 'name'; readonly name: string; readonly outer: Binding };

/** How a scope mentions a name. */
export interface Mentions {
  bound: boolean;
  used: boolean;
  parameter: boolean;
  global: boolean;
  nonlocal: boolean;
  annotated: boolean;
  /** Target of a comprehension's `for`. */
  iterated: boolean;
  /** Target of a `:=` inside a comprehension, which belongs to a scope further out. */
  walrus: boolean;
}

export class Scope {
  readonly mentions = new Map<string, Mentions>();
  readonly variables = new Map<string, Variable>();
  /** The type parameters of a class, which are private to it while all else around the class is not. */
  parameters: { readonly className: string; readonly names: ReadonlySet<string> } | null = null;
  /** A comprehension that awaits. */
  isAsync = false;

  constructor(
    readonly kind: ScopeKind,
    readonly unit: Unit,
    readonly parent: Scope | null,
    /** The innermost class, whose name mangles `__private` names. */
    readonly className: string | null,
  ) {}

  mention(name: string): Mentions {
    let mentions = this.mentions.get(name);
    if (mentions === undefined) {
      mentions = {
        bound: false,
        used: false,
        parameter: false,
        global: false,
        nonlocal: false,
        annotated: false,
        iterated: false,
        walrus: false,
      };
      this.mentions.set(name, mentions);
    }
    return mentions;
  }

  /** `_Py_MaybeMangle` */
  mangle(name: string): string {
    const { parameters } = this;
    const className = parameters?.names.has(name) ? parameters.className : this.className;
    if (className === null || !name.startsWith('__') || name.endsWith('__') || name.includes('.'))
      return name;
    const stripped = className.replace(/^_+/, '');
    return stripped === '' ? name : `_${stripped}${name}`;
  }
}

export class Unit {
  /** Variables in slots, parameters first. */
  readonly locals: Variable[] = [];
  /** Own variables in cells. */
  readonly cells: Variable[] = [];
  /** Variables of enclosing units, in the order of the closure. */
  readonly free: Variable[] = [];
  hasYield = false;
  hasAwait = false;
  /** A module or class body that annotates variables. */
  hasAnnotations = false;
  /** Has a `try` or `with`. */
  hasCleanup = false;
  /** How many of the first variables are positional parameters. */
  positionalCount = 0;
  /** The first `return` with a value. */
  returnsValue: Position | null = null;
  /** Names are looked up in `frame.names`: class bodies, and `exec` with separate locals. */
  usesNames: boolean;

  constructor(
    readonly name: string,
    readonly qualname: string,
    readonly base: 'module' | 'class' | 'function' | 'async function' | 'lambda' | 'genexpr' | 'annotation',
    readonly parent: Unit | null,
  ) {
    this.usesNames = base === 'class';
  }

  get kind(): CodeKind {
    if (this.base === 'module' || this.base === 'class') return this.base;
    if (this.base === 'async function') return this.hasYield ? 'async generator' : 'coroutine';
    if (this.base === 'genexpr') return this.hasAwait ? 'async generator' : 'generator';
    return this.hasYield ? 'generator' : 'function';
  }

  /** Index in a frame's cells of a variable this unit owns or captures. */
  cellIndex(variable: Variable): number {
    const own = this.cells.indexOf(variable);
    if (own >= 0) return own;
    let free = this.free.indexOf(variable);
    if (free < 0) free = this.free.push(variable) - 1;
    return this.cells.length + free;
  }
}
