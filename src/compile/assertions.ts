// `assert`.

import type * as ast from '../../grammar/ast.js';
import { exception } from '../objects/exceptions.js';
import type { Compiler, Exec } from './compiler.js';

export function compileAssert(node: ast.Assert, c: Compiler): Exec {
  const test = c.condition(node.test);
  const message = node.msg === null ? null : c.expression(node.msg);
  return (frame) => {
    if (test(frame)) return undefined;
    const error =
      message === null ? exception('AssertionError') : exception('AssertionError', message(frame));
    frame.position = node.test;
    throw error;
  };
}
