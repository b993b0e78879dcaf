// The cells that a function or class body takes over from the frame that defines it.

import type { Code } from '../execution/code.js';
import type { Cell, Frame } from '../execution/frame.js';
import type { Compiler } from './compiler.js';

/** The cells of the defining frame that the function's closure is made of. */
export function compileClosure(c: Compiler, code: Code, node: object): (frame: Frame) => Cell[] {
  const { free } = c.source.table.unit(node);
  if (code.freeNames.length === 0) return () => [];
  const indexes = free.map((variable) => c.unit.cellIndex(variable));
  return ({ cells }) => {
    const closure: Cell[] = [];
    for (const index of indexes) {
      const cell = cells[index];
      if (cell !== undefined) closure.push(cell);
    }
    return closure;
  };
}
