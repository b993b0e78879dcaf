// Walking a syntax tree without knowing its node types.

import type * as ast from '../../../grammar/ast.js';

export type Node =
  | ast.Stmt
  | ast.Expr
  | ast.Comprehension
  | ast.ExceptHandler
  | ast.Arguments
  | ast.Arg
  | ast.Keyword
  | ast.Alias
  | ast.WithItem
  | ast.MatchCase
  | ast.Pattern
  | ast.TypeParam;

export type FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef;

/** The nodes right below one, in the order of the text. */
export function* childrenOf(node: Node): IterableIterator<Node> {
  for (const value of Object.values(node)) {
    const each: unknown = value;
    if (Array.isArray(each)) {
      for (const element of each) if (isNode(element)) yield element;
    } else if (isNode(each)) yield each;
  }
}

/** The node and all below it. `enter` says whether to go below a node; without it, everywhere. */
export function* walk(node: Node, enter: (node: Node) => boolean = () => true): IterableIterator<Node> {
  yield node;
  if (!enter(node)) return;
  for (const child of childrenOf(node)) yield* walk(child, enter);
}

/** Does not go into the bodies of functions and classes that begin below the node: their code runs another time. */
export function* walkOwn(node: Node): IterableIterator<Node> {
  yield* walk(node, (each) => each === node || !opensScope(each));
}

/** What runs when the function is called, without the bodies of the functions and classes in it. */
export function* walkBody({ body }: FunctionNode): IterableIterator<Node> {
  for (const statement of body) yield* walk(statement, (each) => !opensScope(each));
}

/** Whether calling it makes a generator or an async generator. */
export function isGenerator(node: FunctionNode): boolean {
  return [...walkBody(node)].some(({ kind }) => kind === 'Yield' || kind === 'YieldFrom');
}

export function opensScope(node: Node): boolean {
  return (
    node.kind === 'FunctionDef' ||
    node.kind === 'AsyncFunctionDef' ||
    node.kind === 'ClassDef' ||
    node.kind === 'Lambda'
  );
}

export function isFunction(node: Node): node is FunctionNode {
  return node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef';
}

/** Every node class has a `kind`; `Constant` values, which are no nodes, have a `type`. */
function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}
