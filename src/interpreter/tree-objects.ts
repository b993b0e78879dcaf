// Syntax trees as the nodes of Python's `ast` module.

import type * as ast from '../../grammar/ast.js';
import { valueOfConstant } from '../compile/constants.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { PyList } from '../objects/containers.js';
import type { Value } from '../objects/object.js';
import { makeNode, sign } from '../stdlib/ast/nodes.js';
import { type Field, isLocated, isSign, LOCATION, shapes } from '../stdlib/ast/shapes.js';

interface TreeNode {
  readonly kind: string;
}

const isNode = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';

const isConstant = (value: unknown): value is ast.ConstantValue =>
  typeof value === 'object' && value !== null && 'type' in value;

/** `name` is the class of the whole: `Interactive` has the tree of a `Module`. */
export function treeObject(
  m: KernelMachine,
  tree: ast.Module | ast.Expression,
  lines: readonly string[],
  name: string = tree.kind,
): Value {
  return new TreeObjects(m, lines).node({ ...tree, kind: name });
}

class TreeObjects {
  constructor(
    readonly machine: KernelMachine,
    readonly lines: readonly string[],
  ) {}

  node(tree: TreeNode): Value {
    const parts = new Map<string, unknown>(Object.entries(tree));
    const shape = shapes().get(tree.kind);
    const values = new Map<string, Value>();
    for (const field of shape?.fields ?? []) {
      // The tree calls its tag `kind`, as a constant calls its prefix.
      const isPrefix = tree.kind === 'Constant' && field.name === 'kind';
      values.set(field.name, this.#value(parts.get(isPrefix ? 'prefix' : field.name), field));
    }
    if (isLocated(tree.kind) || isLocated(shape?.base ?? '')) this.#locate(parts, values);
    return makeNode(this.machine, tree.kind, values);
  }

  #value(part: unknown, field: Field): Value {
    if (Array.isArray(part))
      return new PyList(part.map((item: unknown) => this.#value(item, { ...field, many: false })));
    if (part === undefined || part === null) return field.many ? new PyList([]) : null;
    if (isNode(part)) return this.node(part);
    if (isConstant(part)) return valueOfConstant(part);
    if (typeof part === 'string') return isSign(field.kind) ? sign(this.machine, part) : part;
    return typeof part === 'number' || typeof part === 'boolean' ? part : null;
  }

  #locate(parts: ReadonlyMap<string, unknown>, values: Map<string, Value>): void {
    const [line, column, endLine, endColumn] = LOCATION.map((name) => Number(parts.get(name) ?? 0));
    const numbers = [line, this.#bytes(line, column), endLine, this.#bytes(endLine, endColumn)];
    for (const [index, name] of LOCATION.entries()) values.set(name, numbers[index] ?? 0);
  }

  /** Columns of the tree count UTF-16 units, those of Python bytes. */
  #bytes(line = 0, column = 0): number {
    const before = (this.lines[line - 1] ?? '').slice(0, column);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the range of ASCII
    return /^[\x00-\x7f]*$/.test(before) ? column : new TextEncoder().encode(before).length;
  }
}
