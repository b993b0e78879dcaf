// Pausable blocks as a row of pieces, and the generator that runs them.

import type { PausableBody } from '../execution/code.js';
import type { Frame } from '../execution/frame.js';
import type { Pausable } from '../execution/pause.js';
import type { Exec } from './compiler.js';
import type { PauseStep } from './pause-steps.js';

/** One piece of a pausable block. */
export type Piece =
  | { readonly kind: 'plain'; readonly exec: Exec }
  | { readonly kind: 'pause'; readonly step: PauseStep }
  | { readonly kind: 'compound'; readonly start: PausableBody };

export function runPieces(pieces: readonly Piece[]): PausableBody {
  const steps = pieces.filter((piece) => piece.kind !== 'compound');
  return steps.length === pieces.length ? runSteps(steps) : runAll(pieces);
}

/** Without `yield*` the generator object is half as big. */
function runSteps(pieces: readonly Exclude<Piece, { kind: 'compound' }>[]): PausableBody {
  return function* steps(frame: Frame): Pausable {
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index];
      if (piece === undefined) break;
      if (piece.kind === 'plain') {
        const completion = piece.exec(frame);
        if (completion !== undefined) return completion;
      } else {
        const pause = piece.step.begin(frame);
        if (pause !== null) piece.step.end(frame, yield pause);
      }
    }
    return undefined;
  };
}

function runAll(pieces: readonly Piece[]): PausableBody {
  return function* block(frame: Frame): Pausable {
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index];
      if (piece === undefined) break;
      if (piece.kind === 'plain') {
        const completion = piece.exec(frame);
        if (completion !== undefined) return completion;
      } else if (piece.kind === 'pause') {
        const pause = piece.step.begin(frame);
        if (pause !== null) piece.step.end(frame, yield pause);
      } else {
        const completion = yield* piece.start(frame);
        if (completion !== undefined) return completion;
      }
    }
    return undefined;
  };
}
