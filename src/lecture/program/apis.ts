// Which library function an expression names: `sleep` after `from asyncio import sleep` is `asyncio.sleep`.
//
// Imports are read wherever they stand; a variable that holds an instance is followed where it is bound to a call of
// a class or of a function known to return one (`loop = asyncio.get_running_loop()`, `with ThreadPoolExecutor() as
// pool`). Names are not followed across functions' arguments: there the name itself is all there is.

import type * as ast from '../../../grammar/ast.js';
import { type Node, walk } from './nodes.js';

/** What calls return, for calls whose result is used by name later. */
const RETURNS: Readonly<Record<string, string>> = {
  'asyncio.create_task': 'asyncio.Task',
  'asyncio.ensure_future': 'asyncio.Task',
  'asyncio.gather': 'asyncio.Future',
  'asyncio.get_event_loop': 'asyncio.loop',
  'asyncio.get_running_loop': 'asyncio.loop',
  'asyncio.new_event_loop': 'asyncio.loop',
  'asyncio.current_task': 'asyncio.Task',
  'asyncio.loop.run_in_executor': 'asyncio.Future',
  'asyncio.loop.call_at': 'asyncio.TimerHandle',
  'asyncio.loop.call_later': 'asyncio.TimerHandle',
  'asyncio.loop.call_soon': 'asyncio.Handle',
  'asyncio.loop.create_task': 'asyncio.Task',
  'asyncio.loop.create_future': 'asyncio.Future',
  'asyncio.TaskGroup.create_task': 'asyncio.Task',
  'concurrent.futures.ThreadPoolExecutor.submit': 'concurrent.futures.Future',
  'concurrent.futures.ProcessPoolExecutor.submit': 'concurrent.futures.Future',
};

/** Parameters and variables that are nearly always called so. */
const CUSTOMARY: Readonly<Record<string, string>> = {
  loop: 'asyncio.loop',
  tg: 'asyncio.TaskGroup',
  executor: 'concurrent.futures.Executor',
  pool: 'concurrent.futures.Executor',
};

export class Apis {
  /** What a name in the program stands for. */
  readonly #names = new Map<string, string>();
  /** What attributes that are set somewhere hold: `self.lock`. */
  readonly #attributes = new Map<string, string | null>();
  /** What the elements of lists are. */
  readonly #elements = new Map<string, string>();

  constructor(module: readonly ast.Stmt[]) {
    const nodes: Node[] = module.flatMap((statement) => [...walk(statement)]);
    for (const node of nodes) this.#import(node);
    for (const node of nodes) this.#bind(node);
  }

  /** `asyncio.sleep`, `asyncio.Queue.put`, or null for what is the program's own. */
  of(expression: ast.Expr): string | null {
    if (expression.kind === 'Name') return this.#names.get(expression.id) ?? CUSTOMARY[expression.id] ?? null;
    if (expression.kind === 'Attribute') {
      const owner = this.of(expression.value);
      return owner === null ? (this.#attributes.get(expression.attr) ?? null) : `${owner}.${expression.attr}`;
    }
    if (expression.kind === 'Call') return this.#result(expression);
    if (
      expression.kind === 'Subscript' &&
      expression.value.kind === 'Name' &&
      expression.slice.kind !== 'Slice'
    )
      return this.#elements.get(expression.value.id) ?? null;
    return null;
  }

  #import(node: Node): void {
    if (node.kind === 'Import') {
      for (const { name, asname } of node.names) {
        if (asname !== null) this.#names.set(asname, name);
        else {
          const top = name.split('.')[0] ?? name;
          this.#names.set(top, top);
        }
      }
    } else if (node.kind === 'ImportFrom' && node.level === 0 && node.module !== null) {
      for (const { name, asname } of node.names) this.#names.set(asname ?? name, `${node.module}.${name}`);
    }
  }

  #bind(node: Node): void {
    if (node.kind === 'Assign' && node.targets.length === 1) {
      this.#bindTo(node.targets[0], node.value);
      this.#bindSets(node.targets[0], node.value);
    }
    if (node.kind === 'AnnAssign' && node.value !== null) this.#bindTo(node.target, node.value);
    else if (node.kind === 'withitem' && node.optional_vars !== null)
      this.#bindTo(node.optional_vars, node.context_expr);
    else if (node.kind === 'NamedExpr') this.#bindTo(node.target, node.value);
    else if (node.kind === 'For' || node.kind === 'comprehension') this.#bindLoop(node.target, node.iter);
  }

  /** `done, pending = await asyncio.wait(tasks)` */
  #bindSets(target: ast.Expr | undefined, value: ast.Expr): void {
    if (target?.kind !== 'Tuple' || value.kind !== 'Await' || value.value.kind !== 'Call') return;
    if (this.of(value.value.func) !== 'asyncio.wait') return;
    for (const each of target.elts) if (each.kind === 'Name') this.#elements.set(each.id, 'asyncio.Task');
  }

  #bindLoop(target: ast.Expr, iter: ast.Expr): void {
    const element = iter.kind === 'Name' ? this.#elements.get(iter.id) : undefined;
    if (target.kind === 'Name' && element !== undefined) this.#names.set(target.id, element);
  }

  /** `[asyncio.create_task(...) for ...]`, `[Thread(...), Thread(...)]` */
  #elementOf(value: ast.Expr): string | null {
    if (value.kind === 'ListComp') return value.elt.kind === 'Call' ? this.#result(value.elt) : null;
    if (value.kind !== 'List') return null;
    const results = new Set(value.elts.map((each) => (each.kind === 'Call' ? this.#result(each) : null)));
    const [only] = results;
    return results.size === 1 ? (only ?? null) : null;
  }

  #bindTo(target: ast.Expr | undefined, value: ast.Expr): void {
    if (target?.kind === 'Name') {
      const element = this.#elementOf(value);
      if (element !== null) this.#elements.set(target.id, element);
    }
    if (value.kind !== 'Call') return;
    const result = this.#result(value);
    if (target?.kind === 'Attribute') {
      // An attribute that is set to different things stands for none of them.
      const known = this.#attributes.get(target.attr);
      this.#attributes.set(target.attr, known === undefined || known === result ? result : null);
    }
    if (target?.kind !== 'Name') return;
    if (result !== null) this.#names.set(target.id, result);
  }

  /** What a call gives: an instance when it calls a class. */
  #result({ func }: ast.Call): string | null {
    const called = this.of(func);
    if (called === null) return null;
    const last = called.slice(called.lastIndexOf('.') + 1);
    return RETURNS[called] ?? (/^[A-Z]/.test(last) ? called : null);
  }
}
