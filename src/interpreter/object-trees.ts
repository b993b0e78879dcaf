// Nodes of Python's `ast` module as the syntax tree that can be compiled. Nothing of them is taken on trust: programs
// make nodes and change them as they like.

import type * as ast from '../../grammar/ast.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttributeOr } from '../objects/attributes.js';
import { intValue, PyFloat, strValue } from '../objects/boxed.js';
import { PyBytes } from '../objects/buffers.js';
import { PyComplex } from '../objects/complex-number.js';
import { PyList } from '../objects/containers.js';
import { type PyException, typeError, valueError } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { Ellipsis, typeName, typeOf } from '../objects/types.js';
import { isNode, shapeOf } from '../stdlib/ast/nodes.js';
import { type Field, hasOptionalEnd, isLocated, isSign, LOCATION, type Shape } from '../stdlib/ast/shapes.js';

type Part = unknown;
type PlainNode = Record<string, Part> & { readonly kind: string };

const isTree = (node: PlainNode): node is PlainNode & (ast.Module | ast.Expression) =>
  node.kind === 'Module' || node.kind === 'Expression';

/** The tree of a whole; `expected` is the class that the mode of `compile` asks for. */
export function objectTree(m: KernelMachine, node: Value, expected: string): ast.Module | ast.Expression {
  if (!isNode(m, node, expected)) throw typeError(`expected ${expected} node, got ${typeName(node)}`);
  const made = new ObjectTrees(m).node(node, 'mod');
  const tree: PlainNode = made.kind === 'Interactive' ? { ...made, kind: 'Module' } : made;
  if (isTree(tree)) return tree;
  throw typeError(`expected ${expected} node, got ${typeName(node)}`);
}

const missing = (field: string, where: string): PyException =>
  typeError(`required field "${field}" missing from ${where}`);

class ObjectTrees {
  constructor(readonly machine: KernelMachine) {}

  node(node: Value, kind: string): PlainNode {
    if (isLocated(kind) && getAttributeOr(node, 'lineno') === undefined) throw missing('lineno', kind);
    const shape = isNode(this.machine, node, kind) ? shapeOf(typeOf(node)) : undefined;
    if (shape === undefined) throw typeError(`expected some sort of ${kind}, but got ${repr(node)}`);
    const made: PlainNode = { kind: shape.name };
    for (const field of shape.fields) {
      const isPrefix = shape.name === 'Constant' && field.name === 'kind';
      made[isPrefix ? 'prefix' : field.name] = this.#field(node, shape, field);
    }
    if (isLocated(shape.name) || isLocated(shape.base)) this.#locate(node, shape, made);
    return made;
  }

  #field(node: Value, { name }: Shape, field: Field): Part {
    const value = getAttributeOr(node, field.name);
    if (field.many) {
      if (value === undefined) return [];
      if (!(value instanceof PyList))
        throw typeError(`${name} field "${field.name}" must be a list, not a ${typeName(value)}`);
      return value.items.map((item) =>
        item === null && field.optional ? null : this.#value(item, field.kind),
      );
    }
    if (value === undefined) {
      if (field.optional) return null;
      throw missing(field.name, name);
    }
    if (value === null && field.optional) return null;
    if (value === null && field.kind !== 'constant')
      throw valueError(`field '${field.name}' is required for ${name}`);
    return name === 'MatchSingleton' ? value : this.#value(value, field.kind);
  }

  #value(value: Value, kind: string): Part {
    if (kind === 'identifier') {
      const text = strValue(value);
      if (text === undefined) throw typeError('AST identifier must be of type str');
      return text;
    }
    if (kind === 'string') {
      const text = strValue(value);
      if (text === undefined) throw typeError('AST string must be of type str');
      return text;
    }
    if (kind === 'int') {
      const number = intValue(value);
      if (number === undefined) throw valueError(`invalid integer value: ${repr(value)}`);
      return Number(number);
    }
    if (kind === 'constant') return constantOf(value);
    if (isSign(kind)) {
      const shape = isNode(this.machine, value, kind) ? shapeOf(typeOf(value)) : undefined;
      if (shape === undefined) throw typeError(`expected some sort of ${kind}, but got ${repr(value)}`);
      return shape.name;
    }
    return this.node(value, kind);
  }

  #locate(node: Value, shape: Shape, made: PlainNode): void {
    const where = isLocated(shape.base) ? shape.base : shape.name;
    const [line, column, endLine, endColumn] = LOCATION.map((name) => {
      const value = getAttributeOr(node, name) ?? null;
      const number = intValue(value);
      if (number === undefined && value !== null) throw valueError(`invalid integer value: ${repr(value)}`);
      const isEnd = name.startsWith('end_') && hasOptionalEnd(where);
      if (number === undefined && !isEnd) throw missing(name, where);
      return number === undefined ? undefined : Number(number);
    });
    made.lineno = line ?? 1;
    made.col_offset = column ?? 0;
    made.end_lineno = endLine ?? line ?? 1;
    made.end_col_offset = endColumn ?? column ?? 0;
  }
}

function constantOf(value: Value): ast.ConstantValue {
  if (value === null) return { type: 'None' };
  if (value === Ellipsis) return { type: 'Ellipsis' };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'number' || typeof value === 'bigint') return { type: 'int', value };
  if (typeof value === 'string') return { type: 'str', value };
  if (value instanceof PyFloat) return { type: 'float', value: value.value };
  if (value instanceof PyComplex && value.real === 0) return { type: 'complex', value: value.imag };
  if (value instanceof PyBytes) return { type: 'bytes', value: value.data };
  throw typeError(`got an invalid type in Constant: ${typeName(value)}`);
}
