// Which expressions and statements can pause, per pause mode.

import type * as ast from '../../grammar/ast.js';
import type { PauseMode } from '../execution/code.js';
import { childrenOf } from './children.js';

/** Answers are kept: lowering asks again at every level. */
export class PauseFinder {
  readonly #answers = new Map<object, boolean>();

  constructor(readonly mode: PauseMode) {}

  expression(node: ast.Expr | null): boolean {
    if (node === null) return false;
    let answer = this.#answers.get(node);
    if (answer === undefined) {
      answer = this.#isPause(node) || this.#children(node).some((child) => this.expression(child));
      this.#answers.set(node, answer);
    }
    return answer;
  }

  any(nodes: readonly (ast.Expr | null)[]): boolean {
    return nodes.some((node) => this.expression(node));
  }

  #isPause(node: ast.Expr): boolean {
    switch (node.kind) {
      case 'Await':
      case 'Yield':
      case 'YieldFrom':
        return true;
      case 'Call':
        return this.mode === 'calls' && !isZeroArgumentSuper(node);
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
        return node.generators.some(({ is_async }) => is_async === 1);
      default:
        return false;
    }
  }

  #children(node: ast.Expr): readonly (ast.Expr | null)[] {
    switch (node.kind) {
      case 'Lambda':
        return [...node.args.defaults, ...node.args.kw_defaults];
      case 'GeneratorExp':
        return [node.generators[0]?.iter ?? null];
      case 'ListComp':
      case 'SetComp':
        return [node.elt, ...generatorParts(node.generators)];
      case 'DictComp':
        return [node.key, node.value, ...generatorParts(node.generators)];
      default:
        return childrenOf(node);
    }
  }

  statement(node: ast.Stmt): boolean {
    let answer = this.#answers.get(node);
    if (answer === undefined) {
      answer = this.#statement(node);
      this.#answers.set(node, answer);
    }
    return answer;
  }

  block(body: readonly ast.Stmt[]): boolean {
    return body.some((node) => this.statement(node));
  }

  #statement(node: ast.Stmt): boolean {
    switch (node.kind) {
      case 'AsyncFor':
      case 'AsyncWith':
        return true;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return this.any([...node.decorator_list, ...node.args.defaults, ...node.args.kw_defaults]);
      case 'ClassDef':
        return this.any([...node.decorator_list, ...node.bases, ...node.keywords.map(({ value }) => value)]);
      case 'Return':
      case 'Expr':
      case 'AnnAssign':
        return this.expression(node.value) || (node.kind === 'AnnAssign' && this.expression(node.target));
      case 'Delete':
        return this.any(node.targets);
      case 'Assign':
        return this.any([node.value, ...node.targets]);
      case 'AugAssign':
        return this.any([node.target, node.value]);
      case 'For':
        // In a parked thread the iterator itself may block.
        return (
          this.mode === 'calls' ||
          this.any([node.iter, node.target]) ||
          this.block([...node.body, ...node.orelse])
        );
      case 'While':
        // In a parked thread others may want their turn between two rounds.
        return (
          this.mode === 'calls' || this.expression(node.test) || this.block([...node.body, ...node.orelse])
        );
      case 'If':
        return this.expression(node.test) || this.block([...node.body, ...node.orelse]);
      case 'With':
        return (
          this.mode === 'calls' ||
          this.any(node.items.flatMap((item) => [item.context_expr, item.optional_vars])) ||
          this.block(node.body)
        );
      case 'Match':
        return (
          this.expression(node.subject) ||
          node.cases.some(({ guard, body }) => this.expression(guard) || this.block(body))
        );
      case 'Raise':
        return this.any([node.exc, node.cause]);
      case 'Try':
      case 'TryStar':
        return (
          this.block([...node.body, ...node.orelse, ...node.finalbody]) ||
          node.handlers.some((handler) => this.expression(handler.type) || this.block(handler.body))
        );
      case 'Assert':
        return this.any([node.test, node.msg]);
      default:
        return false;
    }
  }
}

/** `super()` reads the running frame, so it must stay an expression of it. */
function isZeroArgumentSuper(node: ast.Call): boolean {
  return node.func.kind === 'Name' && node.func.id === 'super' && node.args.length === 0;
}

function generatorParts(generators: readonly ast.Comprehension[]): ast.Expr[] {
  return generators.flatMap(({ target, iter, ifs }) => [target, iter, ...ifs]);
}
