// `__annotations__` of modules and class bodies, and the annotations of their variables.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { PyDict } from '../objects/containers.js';
import { unpack } from '../objects/iteration.js';
import { setItem } from '../objects/subscript.js';
import type { Compiler, Eval, Exec } from './compiler.js';
import { hasBinding, loadBinding, storeBinding } from './names.js';
import { sourceSegment } from './source-segment.js';

/** A body that annotates variables begins with an empty `__annotations__`, unless there is one: `SETUP_ANNOTATIONS`. */
export function annotationSetup(c: Compiler): ((frame: Frame) => void) | null {
  const { unit } = c;
  if (!unit.hasAnnotations) return null;
  const binding = c.source.table.binding(unit, '__annotations__');
  const isSet = hasBinding(binding, c);
  const store = storeBinding(binding, c);
  return (frame) => {
    if (!isSet(frame)) store(frame, new PyDict());
  };
}

/** Null in functions, where annotations of variables are not evaluated. */
export function compileVariableAnnotation(node: ast.AnnAssign, c: Compiler): Exec | null {
  if (c.unit.base !== 'module' && c.unit.base !== 'class') return null;
  const annotation = compileAnnotation(node.annotation, c);
  if (node.simple === 0 || node.target.kind !== 'Name') {
    return (frame) => {
      annotation(frame);
      return undefined;
    };
  }
  const name = c.mangle(node.target.id);
  const load = loadBinding(c.source.table.binding(c.unit, '__annotations__'), node, c);
  return (frame) => {
    const value = annotation(frame);
    frame.position = node;
    setItem(load(frame), name, value);
    return undefined;
  };
}

/** The value of an annotation, or its text under `from __future__ import annotations`. */
export function compileAnnotation(node: ast.Expr, c: Compiler): Eval {
  if (c.source.lazyAnnotations) {
    const text = sourceSegment(node, c.source.lines);
    return () => text;
  }
  if (node.kind === 'Starred') {
    // `*args: *Ts`
    const value = c.expression(node.value);
    return (frame) => unpack(value(frame), 1)[0] ?? null;
  }
  return c.expression(node);
}
