// The generator form of bodies that can pause: blocks, `if`, `while`, `for`, `async for`.
//
// Only compound statements with a pause inside have this form; their tests and operands are lowered first, and
// everything without a pause stays a plain closure. A block's generator runs its steps in a loop: plain ones are
// called, pauses are yielded.

import type * as ast from '../../grammar/ast.js';
import type { PausableBody, PauseMode } from '../execution/code.js';
import { awaitValue } from '../execution/coroutine.js';
import type { Frame } from '../execution/frame.js';
import { PyGenerator } from '../execution/generator.js';
import { Invoke, type Pausable, type Pause } from '../execution/pause.js';
import { call, lookupSpecial } from '../objects/call.js';
import { isExceptionOf, typeError } from '../objects/exceptions.js';
import { getIter, nextSlot } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { typeName, typeOf } from '../objects/types.js';
import type { Compiler, Condition, Exec } from './compiler.js';
import { BREAK, CONTINUE } from './completion.js';
import { lineHook } from './lines.js';
import { Lowering, type Step } from './lowering.js';
import { compilePausableMatch, compilePausableTry, compilePausableWith } from './pausable-unwinding.js';
import { compilePauseStep, type PauseStep } from './pause-steps.js';
import { PauseFinder } from './pauses.js';
import { expressionCost, statementCost } from './statement-cost.js';
import { localName, position, temporary } from './synthetic.js';
import { compileTarget } from './targets.js';

/** One piece of a pausable block. */
export type Piece =
  | { readonly kind: 'plain'; readonly exec: Exec }
  | { readonly kind: 'pause'; readonly step: PauseStep }
  | { readonly kind: 'compound'; readonly start: PausableBody };

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
    return [{ kind: 'plain', exec: arrive }, ...this.#pausing(node)];
  }

  #pausing(node: ast.Stmt): Piece[] {
    switch (node.kind) {
      case 'If':
        return this.#if(node);
      case 'While':
        return [{ kind: 'compound', start: this.#while(node) }];
      case 'For':
        return this.#for(node);
      case 'AsyncFor':
        return this.#asyncFor(node);
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
        const rest = this.#lowerSimple(node, steps);
        return [...this.pieces(steps), ...(rest === null ? [] : [this.#plain(rest)])];
      }
    }
  }

  #plain(node: ast.Stmt): Piece {
    return { kind: 'plain', exec: this.c.bareStatement(node) };
  }

  /** A simple statement without its pauses; null where nothing is left of it. */
  #lowerSimple(node: ast.Stmt, out: Step[]): ast.Stmt | null {
    const { lowering } = this;
    switch (node.kind) {
      case 'Expr': {
        const value = lowering.expression(node.value, out);
        return value.kind === 'Name' ? null : { ...node, value };
      }
      case 'Return':
        return node.value === null ? node : { ...node, value: lowering.expression(node.value, out) };
      case 'Assign': {
        const value = lowering.expression(node.value, out);
        if (!this.pauses.any(node.targets)) return { ...node, value };
        const saved = lowering.save(value, out);
        for (const target of node.targets) this.#assignTo(target, saved, out);
        return null;
      }
      case 'AnnAssign':
        return node.value === null ? node : { ...node, value: lowering.expression(node.value, out) };
      case 'AugAssign':
        return this.#augAssign(node, out);
      case 'Raise': {
        const [exc = null, cause = null] = lowering.optionalOperands([node.exc, node.cause], out);
        return { ...node, exc, cause };
      }
      case 'Assert': {
        const test = lowering.save(lowering.expression(node.test, out), out);
        const failing: Step[] = [];
        const msg = node.msg === null ? null : lowering.expression(node.msg, failing);
        failing.push({ kind: 'statement', node: { ...node, test, msg } });
        out.push({ kind: 'if', test, negated: true, body: failing });
        return null;
      }
      case 'Delete': {
        for (const target of node.targets) {
          out.push({ kind: 'statement', node: { ...node, targets: [this.#lowerTarget(target, out)] } });
        }
        return null;
      }
      case 'FunctionDef':
      case 'AsyncFunctionDef':
      case 'ClassDef': {
        const decorators = lowering
          .operands(node.decorator_list, out)
          .map((value) => lowering.save(value, out));
        const { table } = this.c.source;
        const rewritten = this.#definition({ ...node, decorator_list: decorators }, out);
        table.addUnit(rewritten, table.unit(node), table.scope(node));
        table.bind(rewritten, this.c.mangle(node.name), table.binding(node, this.c.mangle(node.name)));
        return rewritten;
      }
      default:
        return node;
    }
  }

  #definition<Node extends ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef>(
    node: Node,
    out: Step[],
  ): Node {
    if (node.kind === 'ClassDef') return { ...node, bases: this.lowering.operands(node.bases, out) };
    const { args } = node;
    const defaults = this.lowering.operands(args.defaults, out);
    const kw_defaults = this.lowering.optionalOperands(args.kw_defaults, out);
    return { ...node, args: { ...args, defaults, kw_defaults } };
  }

  /** `target += value` with a pause in either: the old value is read before the pause. */
  #augAssign(node: ast.AugAssign, out: Step[]): ast.Stmt {
    const { lowering, c } = this;
    const { target, op } = node;
    const store = this.#lowerTarget(target, out, true);
    const old = temporary(c);
    const load = { ...store, ctx: 'Load' } as const;
    if (load.kind === 'Name' && target.kind === 'Name')
      c.source.table.bind(load, c.mangle(load.id), c.source.table.binding(target, c.mangle(load.id)));
    const read: ast.Stmt = {
      kind: 'Assign',
      targets: [localName(old, target, c, 'Store')],
      value: load,
      ...position(node),
    };
    out.push({ kind: 'statement', node: read });
    const value = lowering.save(lowering.expression(node.value, out), out);
    const result = temporary(c);
    const start: ast.Stmt = {
      kind: 'Assign',
      targets: [localName(result, node, c, 'Store')],
      value: localName(old, node, c),
      ...position(node),
    };
    const update: ast.Stmt = {
      kind: 'AugAssign',
      target: localName(result, node, c, 'Store'),
      op,
      value,
      ...position(node),
    };
    out.push({ kind: 'statement', node: start }, { kind: 'statement', node: update });
    return { kind: 'Assign', targets: [store], value: localName(result, node, c), ...position(node) };
  }

  #assignTo(target: ast.Expr, value: ast.Expr, out: Step[]): void {
    const lowered = this.#lowerTarget(target, out);
    out.push({ kind: 'statement', node: { kind: 'Assign', targets: [lowered], value, ...position(target) } });
  }

  #lowerTarget<Target extends ast.Expr>(target: Target, out: Step[], saveAll = false): Target {
    const { lowering } = this;
    if (!saveAll && !this.pauses.expression(target)) return target;
    if (target.kind === 'Attribute') {
      const value = lowering.expression(target.value, out);
      return { ...target, value: saveAll ? lowering.save(value, out) : value };
    }
    if (target.kind === 'Subscript') {
      const [value = target.value, slice = target.slice] = lowering.operands(
        [target.value, target.slice],
        out,
      );
      return saveAll
        ? { ...target, value: lowering.save(value, out), slice: lowering.save(slice, out) }
        : { ...target, value, slice };
    }
    return target;
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
        const body = runPieces(this.pieces(step.body));
        const start =
          step.node.is_async === 1
            ? this.#asyncLoop(step.node.target, step.iter, body)
            : this.#loop(step.node.target, step.iter, body);
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

  #if(node: ast.If): Piece[] {
    const steps: Step[] = [];
    const condition = this.c.condition(this.lowering.expression(node.test, steps));
    const body = this.block(node.body);
    const orelse = this.block(node.orelse);
    const start: PausableBody = (frame) => (condition(frame) ? body(frame) : orelse(frame));
    return [...this.pieces(steps), { kind: 'compound', start }];
  }

  #while(node: ast.While): PausableBody {
    const { machine } = this.c;
    const { meter, costs } = machine;
    const { before, condition } = this.test(node.test);
    const body = this.block(node.body);
    const orelse = this.block(node.orelse);
    const announce = lineHook(node, this.c);
    const price = costs.statement + expressionCost(node.test, costs);
    return function* whileLoop(frame) {
      for (;;) {
        meter.spent += price;
        if (before !== null) yield* before(frame);
        if (!condition(frame)) return yield* orelse(frame);
        const completion = yield* body(frame);
        if (completion !== undefined && completion !== CONTINUE)
          return completion === BREAK ? undefined : completion;
        if (meter.spent >= meter.alarm) {
          frame.position = node;
          machine.onAlarm();
        }
        announce?.();
      }
    };
  }

  #for(node: ast.For): Piece[] {
    const steps: Step[] = [];
    const iter = this.lowering.expression(node.iter, steps);
    const body = this.block(node.body);
    const loop = this.#loop(node.target, iter, body, this.block(node.orelse), lineHook(node, this.c));
    return [...this.pieces(steps), { kind: 'compound', start: loop }];
  }

  #loop(
    target: ast.Expr,
    iter: ast.Expr,
    body: PausableBody,
    orelse: PausableBody | null = null,
    announce: (() => void) | null = null,
  ): PausableBody {
    const { c } = this;
    const { machine } = c;
    const { meter, costs } = machine;
    const iterable = c.expression(iter);
    const store = compileTarget(target, c);
    const price = costs.statement + costs.item;
    const parked = this.pauses.mode === 'calls';
    return function* forLoop(frame) {
      const source = iterable(frame);
      frame.position = iter;
      const iterator = getIter(source);
      const step = nextSlot(iterator);
      let first = true;
      for (;;) {
        if (!first) announce?.();
        first = false;
        frame.position = iter;
        const item = parked ? yield* nextPausably(iterator) : step(iterator);
        if (item === undefined) return orelse === null ? undefined : yield* orelse(frame);
        meter.spent += price;
        if (meter.spent >= meter.alarm) machine.onAlarm();
        store(frame, item);
        const completion = yield* body(frame);
        if (completion !== undefined && completion !== CONTINUE)
          return completion === BREAK ? undefined : completion;
      }
    };
  }

  #asyncFor(node: ast.AsyncFor): Piece[] {
    const steps: Step[] = [];
    const iter = this.lowering.expression(node.iter, steps);
    const loop = this.#asyncLoop(
      node.target,
      iter,
      this.block(node.body),
      this.block(node.orelse),
      lineHook(node, this.c),
    );
    return [...this.pieces(steps), { kind: 'compound', start: loop }];
  }

  #asyncLoop(
    target: ast.Expr,
    iter: ast.Expr,
    body: PausableBody,
    orelse: PausableBody | null = null,
    announce: (() => void) | null = null,
  ): PausableBody {
    const { c } = this;
    const { meter, costs } = c.machine;
    const iterable = c.expression(iter);
    const store = compileTarget(target, c);
    const price = costs.statement + costs.item;
    // A generator expression is handed its first iterator ready made.
    const isReady = iter.kind === 'Name' && iter.id === '.0';
    return function* asyncForLoop(frame) {
      const source = iterable(frame);
      frame.position = iter;
      const iterator = isReady ? source : asyncIterator(source);
      let first = true;
      for (;;) {
        if (!first) announce?.();
        first = false;
        frame.position = iter;
        let item: Value;
        try {
          item = yield* awaitValue(asyncNext(iterator));
        } catch (error) {
          if (!isExceptionOf(error, 'StopAsyncIteration')) throw error;
          return orelse === null ? undefined : yield* orelse(frame);
        }
        meter.spent += price;
        store(frame, item);
        const completion = yield* body(frame);
        if (completion !== undefined && completion !== CONTINUE)
          return completion === BREAK ? undefined : completion;
      }
    };
  }
}

/** `iter(source)` of an `async for`: `GET_AITER`. */
function asyncIterator(source: Value): Value {
  const method = lookupSpecial(source, '__aiter__');
  if (method === undefined) {
    throw typeError(`'async for' requires an object with __aiter__ method, got ${typeName(source)}`);
  }
  const iterator = call(method);
  if (typeOf(iterator).lookup('__anext__') === undefined) {
    throw typeError(
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(iterator)}`,
    );
  }
  return iterator;
}

function asyncNext(iterator: Value): Value {
  const method = lookupSpecial(iterator, '__anext__');
  if (method === undefined) {
    throw typeError(`'async for' requires an iterator with __anext__ method, got ${typeName(iterator)}`);
  }
  return call(method);
}

/** The next item where getting it may block the thread. */
function* nextPausably(iterator: Value): Generator<Pause, Value | undefined, Value> {
  if (iterator instanceof PyGenerator) {
    return (yield* iterator.resumePausably(null)) ? iterator.activation.value : undefined;
  }
  const method = typeOf(iterator).heap ? lookupSpecial(iterator, '__next__') : undefined;
  if (method === undefined) return nextSlot(iterator)(iterator);
  try {
    return yield new Invoke(method, [], null);
  } catch (error) {
    if (isExceptionOf(error, 'StopIteration')) return undefined;
    throw error;
  }
}

export function runPieces(pieces: readonly Piece[]): PausableBody {
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

/** The pausable form of a body, or null where nothing in it pauses in this mode. */
export function compilePausableBody(
  body: readonly ast.Stmt[],
  mode: PauseMode,
  c: Compiler,
): PausableBody | null {
  const pauses = new PauseFinder(mode);
  return pauses.block(body) ? new PausableCompiler(c, pauses).block(body) : null;
}
