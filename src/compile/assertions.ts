// `assert`, as CPython has it and, where somebody listens, with the values that made it fail.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { isTrue } from '../objects/compare.js';
import { addNote } from '../objects/exception-notes.js';
import { exception, type PyException } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { explanation, type Values } from './assertion-text.js';
import type { Compiler, Eval, Exec } from './compiler.js';

export function compileAssert(node: ast.Assert, c: Compiler): Exec {
  const { asserted } = c.machine;
  const message = node.msg === null ? null : c.expression(node.msg);
  if (c.source.optimize > 0) return () => undefined;
  if (asserted !== null && !c.source.isLibrary) return compileExplained(node, message, asserted, c);
  const test = c.condition(node.test);
  return (frame) => {
    if (test(frame)) return undefined;
    const error = failure(message, frame);
    frame.position = node.test;
    throw error;
  };
}

/** Keeps every value that the test comes by: the notes of the exception tell them if it fails. */
function compileExplained(
  node: ast.Assert,
  message: Eval | null,
  asserted: (lineno: number) => void,
  c: Compiler,
): Exec {
  let values = new Map<ast.Expr, Value>();
  const test = c
    .observedBy((part, evaluate) => (frame) => {
      const value = evaluate(frame);
      values.set(part, value);
      return value;
    })
    .expression(node.test);
  const evaluate = (frame: Frame): { readonly holds: boolean; readonly values: Values } => {
    // The same assert may run again while its test is evaluated.
    const outer = values;
    values = new Map();
    try {
      const value = test(frame);
      frame.position = node.test;
      return { holds: isTrue(value), values };
    } finally {
      values = outer;
    }
  };
  return (frame) => {
    asserted(node.lineno);
    const result = evaluate(frame);
    if (result.holds) return undefined;
    const error = failure(message, frame);
    frame.position = node.test;
    for (const line of explanation(node.test, result.values, c.source.lines)) addNote(error, line);
    throw error;
  };
}

function failure(message: Eval | null, frame: Frame): PyException {
  return message === null ? exception('AssertionError') : exception('AssertionError', message(frame));
}
