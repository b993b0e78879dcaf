// Simple statements: expressions, assignments, `del`, `return`.

import type * as ast from '../../grammar/ast.js';
import { PyCoroutine } from '../execution/coroutine.js';
import { getAttribute, setAttribute } from '../objects/attributes.js';
import { INPLACE } from '../objects/operators.js';
import { getItem, setItem } from '../objects/subscript.js';
import { compileVariableAnnotation } from './annotations.js';
import type { Compiler, Exec } from './compiler.js';
import { handingOut } from './dropped-coroutines.js';
import { droppingOld, loadBinding, storeBinding } from './names.js';
import { announcedStore, storeHook } from './store-events.js';
import { compileDeletion, compileTarget } from './targets.js';

export function compileExprStmt(node: ast.ExprStmt, c: Compiler): Exec {
  const { display } = c.source;
  if (display !== null && c.unit.base === 'module') {
    const shown = c.expression(node.value);
    return (frame) => {
      const result = shown(frame);
      frame.position = node;
      display(result);
      return undefined;
    };
  }
  if (node.value.kind === 'Constant') return () => undefined;
  const value = c.expression(node.value);
  if (node.value.kind !== 'Call') {
    return (frame) => {
      value(frame);
      return undefined;
    };
  }
  const { machine } = c;
  return (frame) => {
    const dropped = value(frame);
    if (dropped instanceof PyCoroutine && !dropped.started) machine.coroutineDropped(dropped);
    return undefined;
  };
}

export function compileAssign(node: ast.Assign, c: Compiler): Exec {
  const value = c.expression(node.value);
  const [first, ...rest] = node.targets.map((target) => storeHook(target, compileTarget(target, c), c));
  if (first === undefined) throw new Error('an assignment has a target');
  const [target] = node.targets;
  if (
    rest.length === 0 &&
    target?.kind === 'Name' &&
    node.value.kind === 'Constant' &&
    node.value.value.type === 'None'
  ) {
    const forget = droppingOld(target, (frame) => first(frame, null), c);
    return (frame) => {
      forget(frame);
      return undefined;
    };
  }
  if (rest.length === 0) {
    return (frame) => {
      first(frame, value(frame));
      return undefined;
    };
  }
  return (frame) => {
    const result = value(frame);
    first(frame, result);
    for (const store of rest) store(frame, result);
    return undefined;
  };
}

export function compileAugAssign(node: ast.AugAssign, c: Compiler): Exec {
  const operation = INPLACE[node.op];
  const { target } = node;
  const value = c.expression(node.value);
  switch (target.kind) {
    case 'Name': {
      const binding = c.source.table.binding(target, c.mangle(target.id));
      const load = loadBinding(binding, target, c);
      const store = storeHook(target, storeBinding(binding, c), c);
      return (frame) => {
        const old = load(frame);
        const operand = value(frame);
        frame.position = node;
        store(frame, operation(old, operand));
        return undefined;
      };
    }
    case 'Attribute': {
      const object = c.expression(target.value);
      const name = c.mangle(target.attr);
      const announce = announcedStore(target, c);
      return (frame) => {
        const holder = object(frame);
        frame.position = target;
        const old = getAttribute(holder, name);
        const operand = value(frame);
        frame.position = node;
        const result = operation(old, operand);
        frame.position = target;
        setAttribute(holder, name, result);
        announce?.(result);
        return undefined;
      };
    }
    case 'Subscript': {
      const container = c.expression(target.value);
      const key = c.expression(target.slice);
      return (frame) => {
        const holder = container(frame);
        const index = key(frame);
        frame.position = target;
        const old = getItem(holder, index);
        const operand = value(frame);
        frame.position = node;
        const result = operation(old, operand);
        frame.position = target;
        setItem(holder, index, result);
        return undefined;
      };
    }
  }
}

export function compileAnnAssign(node: ast.AnnAssign, c: Compiler): Exec {
  const { target } = node;
  const value = node.value === null ? null : c.expression(node.value);
  const store = node.value === null ? null : storeHook(target, compileTarget(target, c), c);
  const annotate = compileVariableAnnotation(node, c);
  if (node.value === null && node.target.kind !== 'Name') {
    // A target that is not assigned is evaluated all the same.
    const parts =
      node.target.kind === 'Attribute' ? [node.target.value] : [node.target.value, node.target.slice];
    const evals = parts.map((part) => c.expression(part));
    return (frame) => {
      for (const part of evals) part(frame);
      annotate?.(frame);
      return undefined;
    };
  }
  return (frame) => {
    if (value !== null && store !== null) store(frame, value(frame));
    annotate?.(frame);
    return undefined;
  };
}

export function compileReturn(node: ast.Return, c: Compiler): Exec {
  if (node.value === null) return () => null;
  const value = c.expression(node.value);
  return c.source.mentionsAsync ? handingOut(value, c) : value;
}

export function compileDelete(node: ast.Delete, c: Compiler): Exec {
  const deletions = node.targets.map((target) => compileDeletion(target, c));
  return (frame) => {
    for (const deletion of deletions) deletion(frame);
    return undefined;
  };
}
