// The end of a function, where its variables go: objects may die whose death the program can see.
//
// Only code that speaks of `__del__` or weak references has it.

import type { PausableBody, PlainBody } from '../execution/code.js';
import type { Frame } from '../execution/frame.js';
import type { Pausable } from '../execution/pause.js';
import type { Compiler } from './compiler.js';

const looksAtEnd = (c: Compiler): boolean =>
  c.source.mentionsDeath && c.unit.base !== 'module' && c.unit.base !== 'class';

export function endingPlain(body: PlainBody, c: Compiler): PlainBody {
  if (!looksAtEnd(c)) return body;
  const { machine } = c;
  const { mortals } = machine;
  return (frame) => {
    const result = body(frame);
    if (mortals.size > 0) machine.frameEnded(frame, result ?? null);
    return result;
  };
}

export function endingPausable(body: PausableBody, c: Compiler): PausableBody {
  if (!looksAtEnd(c)) return body;
  const { machine } = c;
  const { mortals } = machine;
  return function* ending(frame: Frame): Pausable {
    const result = yield* body(frame);
    if (mortals.size > 0) machine.frameEnded(frame, result ?? null);
    return result;
  };
}
