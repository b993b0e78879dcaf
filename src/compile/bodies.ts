// Bodies of code objects: the plain closure, and the pausable generator where the code can stop.

import type * as ast from '../../grammar/ast.js';
import type { BodyCompiler, PlainBody } from '../execution/code.js';
import { anchoredPosition } from './anchors.js';
import { annotationSetup } from './annotations.js';
import type { Compiler } from './compiler.js';
import { endingPausable, endingPlain } from './function-end.js';
import { compilePausableBody } from './pausable.js';
import { tracedPausable, tracedPlain } from './traced-body.js';

export function bodyCompiler(c: Compiler, body: () => readonly ast.Stmt[]): BodyCompiler {
  return {
    machine: c.machine,
    plain: () => endingPlain(tracedPlain(withSetup(c.block(body()), c), c), c),
    pausable: (mode) => {
      const pausable = compilePausableBody(body(), mode, c);
      return pausable === null ? null : endingPausable(tracedPausable(pausable, c), c);
    },
    slotCount: () => c.unit.locals.length,
    names: () => globalNames(c),
    anchored: (position) => anchoredPosition(position, c.source.lines),
  };
}

/** Names that are used but are no variables of the unit or of those around it. */
function globalNames({ unit, scope }: Compiler): string[] {
  const own = new Set([...unit.locals, ...unit.cells, ...unit.free].map(({ name }) => name));
  return [...scope.mentions].flatMap(([name, { used, global }]) =>
    (used || global) && !own.has(name) ? [name] : [],
  );
}

function withSetup(body: PlainBody, c: Compiler): PlainBody {
  const setup = annotationSetup(c);
  if (setup === null) return body;
  return (frame) => {
    setup(frame);
    return body(frame);
  };
}
