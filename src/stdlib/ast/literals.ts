// `ast.literal_eval`: the value of a literal, and of nothing else.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyComplex } from '../../objects/complex-number.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { add, neg, pos, sub } from '../../objects/operators.js';
import { repr, str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { isNode } from './nodes.js';

export function literalValue(m: KernelMachine, node: Value): Value {
  return new Literals(m).value(isNode(m, node, 'Expression') ? getAttribute(node, 'body') : node);
}

const isReal = (value: Value): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof PyFloat;

class Literals {
  constructor(readonly machine: KernelMachine) {}

  #is(node: Value, ...names: string[]): boolean {
    return isNode(this.machine, node, ...names);
  }

  #malformed(node: Value): Error {
    const line = getAttributeOr(node, 'lineno') ?? null;
    const where = isTrue(line) ? ` on line ${str(line)}` : '';
    throw valueError(`malformed node or string${where}: ${repr(node)}`);
  }

  #number(node: Value): Value {
    const value = this.#is(node, 'Constant') ? getAttribute(node, 'value') : null;
    if (isReal(value) || value instanceof PyComplex) return value;
    throw this.#malformed(node);
  }

  #signed(node: Value): Value {
    if (!this.#is(node, 'UnaryOp')) return this.#number(node);
    const op = getAttribute(node, 'op');
    if (!this.#is(op, 'UAdd', 'USub')) return this.#number(node);
    const operand = this.#number(getAttribute(node, 'operand'));
    return this.#is(op, 'UAdd') ? pos(operand) : neg(operand);
  }

  #all(node: Value, field: string): Value[] {
    return toArray(getAttribute(node, field)).map((item) => this.value(item));
  }

  value(node: Value): Value {
    if (this.#is(node, 'Constant')) return getAttribute(node, 'value');
    if (this.#is(node, 'Tuple')) return new PyTuple(this.#all(node, 'elts'));
    if (this.#is(node, 'List')) return new PyList(this.#all(node, 'elts'));
    if (this.#is(node, 'Set')) return PySet.of(this.#all(node, 'elts'));
    if (this.#is(node, 'Call') && this.#isEmptySet(node)) return PySet.of([]);
    if (this.#is(node, 'Dict')) {
      const keys = toArray(getAttribute(node, 'keys'));
      const values = toArray(getAttribute(node, 'values'));
      if (keys.length !== values.length) throw this.#malformed(node);
      return PyDict.of(keys.map((key, index) => [this.value(key), this.value(values[index] ?? null)]));
    }
    if (this.#is(node, 'BinOp')) {
      const op = getAttribute(node, 'op');
      if (this.#is(op, 'Add', 'Sub')) {
        const left = this.#signed(getAttribute(node, 'left'));
        const right = this.#number(getAttribute(node, 'right'));
        if (isReal(left) && right instanceof PyComplex)
          return this.#is(op, 'Add') ? add(left, right) : sub(left, right);
      }
    }
    return this.#signed(node);
  }

  /** `set()`, which has no literal. */
  #isEmptySet(node: Value): boolean {
    const func = getAttribute(node, 'func');
    const isSet = this.#is(func, 'Name') && getAttribute(func, 'id') === 'set';
    return isSet && ['args', 'keywords'].every((name) => toArray(getAttribute(node, name)).length === 0);
  }
}
