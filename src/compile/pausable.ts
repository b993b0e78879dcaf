// The generator form of bodies that can pause: blocks, `if`, and the pieces that statements are lowered to.
//
// Only compound statements with a pause inside have this form; their tests and operands are lowered first, and
// everything without a pause stays a plain closure. A block's generator runs its steps in a loop: plain ones are
// called, pauses are yielded. Loops stand in `pausable-loops.ts`, `try`, `with` and `match` in `pausable-unwinding.ts`.

import type * as ast from '../../grammar/ast.js';
import type { PausableBody, PauseMode } from '../execution/code.js';
import type { Compiler, Condition, Exec } from './compiler.js';
import { droppingTest, lookForDropped } from './dropped-coroutines.js';
import { lineHook } from './lines.js';
import { Lowering, type Step } from './lowering.js';
import type { Store } from './names.js';
import {
  compileAsyncRounds,
  compilePausableFor,
  compilePausableWhile,
  compileRounds,
} from './pausable-loops.js';
import { compilePausableMatch, compilePausableTry, compilePausableWith } from './pausable-unwinding.js';
import { compilePauseStep } from './pause-steps.js';
import { PauseFinder } from './pauses.js';
import { type Piece, runPieces } from './pieces.js';
import { statementCost } from './statement-cost.js';
import { lowerStatement } from './statement-lowering.js';
import { storeHook } from './store-events.js';
import { localName, temporary } from './synthetic.js';
import { compileTarget } from './targets.js';

/** What the generator forms share. */
export class PausableCompiler {
  readonly lowering: Lowering;

  constructor(
    readonly c: Compiler,
    readonly pauses: PauseFinder,
  ) {
    this.lowering = new Lowering(c, pauses);
  }

  /** A block in its generator form, whether it pauses or not. */
  block(body: readonly ast.Stmt[]): PausableBody {
    return runPieces(body.flatMap((node) => this.statement(node)));
  }

  /** The pieces of a statement: its line and price first. */
  statement(node: ast.Stmt): Piece[] {
    const { c } = this;
    const { meter, costs } = c.machine;
    const price = statementCost(node, costs);
    if (!this.pauses.statement(node)) {
      const exec = c.statement(node);
      return [
        {
          kind: 'plain',
          exec: (frame) => {
            meter.spent += price;
            return exec(frame);
          },
        },
      ];
    }
    const announce = lineHook(node, c);
    const arrive: Exec = () => {
      meter.spent += price;
      announce?.();
      return undefined;
    };
    const look = lookForDropped(node, c);
    const after: Piece[] = look === null ? [] : [{ kind: 'plain', exec: look }];
    return [{ kind: 'plain', exec: arrive }, ...this.#pausing(node), ...after];
  }

  #pausing(node: ast.Stmt): Piece[] {
    switch (node.kind) {
      case 'If':
        return this.#if(node);
      case 'While':
        return [{ kind: 'compound', start: compilePausableWhile(node, this) }];
      case 'For':
      case 'AsyncFor':
        return compilePausableFor(node, this);
      case 'Try':
      case 'TryStar':
        return [{ kind: 'compound', start: compilePausableTry(node, this) }];
      case 'With':
      case 'AsyncWith':
        return [{ kind: 'compound', start: compilePausableWith(node, this) }];
      case 'Match':
        return compilePausableMatch(node, this);
      default: {
        const steps: Step[] = [];
        const rest = lowerStatement(node, this.lowering, steps);
        return [...this.pieces(steps), ...(rest === null ? [] : [this.#plain(rest)])];
      }
    }
  }

  #plain(node: ast.Stmt): Piece {
    return { kind: 'plain', exec: this.c.bareStatement(node) };
  }

  // ---- pieces of lowered expressions

  pieces(steps: readonly Step[]): Piece[] {
    return steps.map((step) => this.#piece(step));
  }

  #piece(step: Step): Piece {
    const { c } = this;
    switch (step.kind) {
      case 'statement':
        return this.#plain(step.node);
      case 'pause':
        return { kind: 'pause', step: compilePauseStep(step.node, step.into, c) };
      case 'native': {
        const { run } = step;
        return {
          kind: 'plain',
          exec: (frame) => {
            run(frame);
            return undefined;
          },
        };
      }
      case 'if': {
        const test = c.condition(step.test);
        const { negated } = step;
        const body = runPieces(this.pieces(step.body));
        return {
          kind: 'compound',
          start: function* conditional(frame) {
            return test(frame) === negated ? undefined : yield* body(frame);
          },
        };
      }
      case 'loop': {
        const { node, iter } = step;
        const body = runPieces(this.pieces(step.body));
        const loop = { target: node.target, written: node.iter, iter, body, orelse: null, announce: null };
        const start = node.is_async === 1 ? compileAsyncRounds(loop, this) : compileRounds(loop, this);
        return { kind: 'compound', start };
      }
    }
  }

  /** A test that may pause: what must run first, and the condition that is left. */
  test(node: ast.Expr): { readonly before: PausableBody | null; readonly condition: Condition } {
    const steps: Step[] = [];
    const rest = this.lowering.expression(node, steps);
    return {
      before: steps.length === 0 ? null : runPieces(this.pieces(steps)),
      condition: this.c.condition(rest),
    };
  }

  /** How to store into a target, and the body that follows, with what pauses in the target put before it. */
  target(node: ast.Expr, body: PausableBody): { readonly store: Store; readonly body: PausableBody } {
    const { c } = this;
    if (!this.pauses.expression(node)) return { store: storeHook(node, compileTarget(node, c), c), body };
    const variable = temporary(c);
    const steps: Step[] = [];
    this.lowering.assignTo(node, localName(variable, node, c), steps);
    const assign: Piece = { kind: 'compound', start: runPieces(this.pieces(steps)) };
    return {
      store: (frame, value) => {
        frame.locals[variable.index] = value;
      },
      body: runPieces([assign, { kind: 'compound', start: body }]),
    };
  }

  #if(node: ast.If): Piece[] {
    const steps: Step[] = [];
    const condition = droppingTest(
      node,
      this.c.condition(this.lowering.expression(node.test, steps)),
      this.c,
    );
    const body = this.block(node.body);
    const orelse = this.block(node.orelse);
    const start: PausableBody = (frame) => (condition(frame) ? body(frame) : orelse(frame));
    return [...this.pieces(steps), { kind: 'compound', start }];
  }
}

/** The pausable form of a body, or null where nothing in it pauses in this mode. */
export function compilePausableBody(
  body: readonly ast.Stmt[],
  mode: PauseMode,
  c: Compiler,
): PausableBody | null {
  const pauses = new PauseFinder(mode);
  return pauses.block(body) ? new PausableCompiler(c, pauses).block(body) : null;
}
