// Constants, arithmetic, attributes and subscripts.

import type * as ast from '../../grammar/ast.js';
import { getAttribute } from '../objects/attributes.js';
import { PyList } from '../objects/containers.js';
import { add, BINARY, mul, sub } from '../objects/operators.js';
import { PySlice } from '../objects/slice.js';
import { getItem } from '../objects/subscript.js';
import { listType } from '../objects/types.js';
import { compileReceiver } from './calls.js';
import type { Compiler, Eval } from './compiler.js';
import { constantValue } from './constants.js';
import { localSlot } from './names.js';

/** Ints beyond it are bigints. A literal, so that V8 need not load it. */
const MAX_SAFE = 9007199254740991;

export function compileConstant(node: ast.Constant): Eval {
  const value = constantValue(node);
  return () => value;
}

export function compileBinOp(node: ast.BinOp, c: Compiler): Eval {
  const left = c.expression(node.left);
  if (
    c.observer === null &&
    node.right.kind === 'Constant' &&
    node.right.value.type === 'int' &&
    typeof node.right.value.value === 'number'
  ) {
    const { value } = node.right.value;
    const special = withSmallConstant(node, left, value);
    if (special !== null) return ofLocalAndConstant(node, special, value, c);
  }
  const right = c.expression(node.right);
  // One literal per operator, so that each keeps type feedback of its own.
  switch (node.op) {
    case 'Add':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          const result = a + b;
          if (result <= MAX_SAFE && result >= -MAX_SAFE) return result;
        }
        frame.position = node;
        return add(a, b);
      };
    case 'Sub':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          const result = a - b;
          if (result <= MAX_SAFE && result >= -MAX_SAFE) return result;
        }
        frame.position = node;
        return sub(a, b);
      };
    case 'Mult':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        frame.position = node;
        return mul(a, b);
      };
    default: {
      const operation = BINARY[node.op];
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        frame.position = node;
        return operation(a, b);
      };
    }
  }
}

/** `n - 1` on a local variable that holds a small int; `general` does everything else. */
function ofLocalAndConstant(node: ast.BinOp, general: Eval, b: number, c: Compiler): Eval {
  const index = localSlot(node.left, c);
  if (index === null || (node.op !== 'Add' && node.op !== 'Sub')) return general;
  const operand = node.op === 'Add' ? b : -b;
  return (frame) => {
    const a = frame.locals[index];
    if (typeof a === 'number') {
      const result = a + operand;
      if (result <= MAX_SAFE && result >= -MAX_SAFE) return result;
    }
    return general(frame);
  };
}

function withSmallConstant(node: ast.BinOp, left: Eval, b: number): Eval | null {
  if (node.op === 'Add') {
    return (frame) => {
      const a = left(frame);
      if (typeof a === 'number') {
        const result = a + b;
        if (result <= MAX_SAFE && result >= -MAX_SAFE) return result;
      }
      frame.position = node;
      return add(a, b);
    };
  }
  if (node.op === 'Sub') {
    return (frame) => {
      const a = left(frame);
      if (typeof a === 'number') {
        const result = a - b;
        if (result <= MAX_SAFE && result >= -MAX_SAFE) return result;
      }
      frame.position = node;
      return sub(a, b);
    };
  }
  if (node.op === 'Mod' && b > 0) {
    const modulo = BINARY.Mod;
    return (frame) => {
      const a = left(frame);
      if (typeof a === 'number' && a >= 0) return a % b;
      frame.position = node;
      return modulo(a, b);
    };
  }
  return null;
}

export function compileAttribute(node: ast.Attribute, c: Compiler): Eval {
  const object = compileReceiver(node.value, c);
  const name = c.mangle(node.attr);
  return (frame) => {
    const value = object(frame);
    frame.position = node;
    return getAttribute(value, name);
  };
}

export function compileSubscript(node: ast.Subscript, c: Compiler): Eval {
  const container = c.expression(node.value);
  const key = c.expression(node.slice);
  return (frame) => {
    const value = container(frame);
    const index = key(frame);
    if (typeof index === 'number' && value instanceof PyList && value.cls === listType) {
      const item = value.items[index];
      if (item !== undefined) return item;
    }
    frame.position = node;
    return getItem(value, index);
  };
}

const none: Eval = () => null;

export function compileSlice(node: ast.Slice, c: Compiler): Eval {
  const lower = node.lower === null ? none : c.expression(node.lower);
  const upper = node.upper === null ? none : c.expression(node.upper);
  const step = node.step === null ? none : c.expression(node.step);
  return (frame) => new PySlice(lower(frame), upper(frame), step(frame));
}
