// Line events. Which form a statement gets is decided when it is compiled, so that an untraced run pays nothing.

import type * as ast from '../../grammar/ast.js';
import type { Compiler, Exec } from './compiler.js';

/** The statement, announcing its line before it runs where the run is traced. */
export function withLine(node: ast.Position, exec: Exec, c: Compiler): Exec {
  const announce = lineHook(node, c);
  if (announce === null) return exec;
  return (frame) => {
    announce();
    return exec(frame);
  };
}

/** What to call when the line of a node is reached, or null where nothing is traced. */
export function lineHook(node: ast.Position, c: Compiler): (() => void) | null {
  const { recorder } = c;
  if (recorder === null) return null;
  const place = recorder.placeOf(c.source.filename, node.lineno);
  if (recorder.level === 'schedule') {
    return () => {
      recorder.line = place;
    };
  }
  return () => recorder.emitLine(place);
}
