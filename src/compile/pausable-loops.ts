// The generator form of loops: `while`, `for`, `async for`, and the loops of comprehensions that pause.

import type * as ast from '../../grammar/ast.js';
import { PyAsyncGenerator } from '../execution/async-generator.js';
import type { PausableBody } from '../execution/code.js';
import {
  awaitIterator,
  awaitValue,
  delegateTo,
  NativeAwaitable,
  PyCoroutine,
} from '../execution/coroutine.js';
import { dropGenerator, PyGenerator } from '../execution/generator.js';
import { Invoke, type Pause } from '../execution/pause.js';
import { lookupSpecial } from '../objects/call.js';
import { isExceptionOf, PyException, typeError } from '../objects/exceptions.js';
import { getIter, nextSlot } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { typeName, typeOf } from '../objects/types.js';
import type { Exec } from './compiler.js';
import { BREAK, CONTINUE } from './completion.js';
import { isTemporary } from './control.js';
import { lineHook } from './lines.js';
import type { Step } from './lowering.js';
import type { PausableCompiler } from './pausable.js';
import type { Piece } from './pieces.js';
import { expressionCost } from './statement-cost.js';
import { temporary as hidden } from './synthetic.js';

export function compilePausableWhile(node: ast.While, p: PausableCompiler): PausableBody {
  const { machine } = p.c;
  const { meter, costs } = machine;
  const { before, condition } = p.test(node.test);
  const body = p.block(node.body);
  const plain = plainRound(node, p);
  const parked = p.pauses.mode === 'calls';
  const orelse = p.block(node.orelse);
  const announce = lineHook(node, p.c);
  const price = costs.statement + expressionCost(node.test, costs);
  return function* whileLoop(frame) {
    for (;;) {
      meter.spent += price;
      if (before !== null) yield* before(frame);
      if (!condition(frame)) return yield* orelse(frame);
      const completion = plain === null ? yield* body(frame) : plain(frame);
      if (completion !== undefined && completion !== CONTINUE)
        return completion === BREAK ? undefined : completion;
      if (meter.spent >= meter.alarm) {
        frame.position = node;
        machine.onAlarm();
        const turn = parked ? machine.othersTurn() : null;
        if (turn !== null) yield turn;
      }
      announce?.();
    }
  };
}

export function compilePausableFor(node: ast.For | ast.AsyncFor, p: PausableCompiler): Piece[] {
  const steps: Step[] = [];
  const loop: PausableLoop = {
    target: node.target,
    // Lowering may put the iterable into a hidden variable.
    written: node.iter,
    iter: p.lowering.expression(node.iter, steps),
    body: p.block(node.body),
    plain: plainRound(node, p),
    orelse: p.block(node.orelse),
    announce: lineHook(node, p.c),
  };
  const start = node.kind === 'AsyncFor' ? compileAsyncRounds(loop, p) : compileRounds(loop, p);
  return [...p.pieces(steps), { kind: 'compound', start }];
}

/** A loop in a parked thread may be paused between its rounds only, for others to have their turn. */
function plainRound(node: ast.While | ast.For | ast.AsyncFor, p: PausableCompiler): Exec | null {
  if (p.pauses.block(node.body)) return null;
  if (node.kind !== 'While' && p.pauses.expression(node.target)) return null;
  return p.c.block(node.body);
}

export interface PausableLoop {
  readonly target: ast.Expr;
  /** The iterable as the program has it. */
  readonly written: ast.Expr;
  /** The same without its pauses. */
  readonly iter: ast.Expr;
  readonly body: PausableBody;
  /** The body where nothing in it or in the target can pause. */
  readonly plain?: Exec | null;
  readonly orelse: PausableBody | null;
  readonly announce: (() => void) | null;
}

export function compileRounds(loop: PausableLoop, p: PausableCompiler): PausableBody {
  const { iter, orelse, announce, plain = null } = loop;
  const { machine } = p.c;
  const { meter, costs } = machine;
  const iterable = p.c.expression(iter);
  const { store, body } = p.target(loop.target, loop.body);
  const price = costs.statement + costs.item;
  const parked = p.pauses.mode === 'calls';
  const temporary = isTemporary(loop.written);
  // Whoever looks for what the frame refers to finds the iterator here.
  const holder = hidden(p.c).index;
  return function* forLoop(frame) {
    const source = iterable(frame);
    frame.position = loop.written;
    const dropped = temporary && source instanceof PyGenerator && !source.started ? source : null;
    const iterator = getIter(source);
    frame.locals[holder] = iterator;
    const step = nextSlot(iterator);
    let first = true;
    try {
      for (;;) {
        if (!first) announce?.();
        first = false;
        frame.position = loop.written;
        const item = parked ? yield* nextPausably(iterator) : step(iterator);
        if (item === undefined) return orelse === null ? undefined : yield* orelse(frame);
        meter.spent += price;
        if (meter.spent >= meter.alarm) {
          machine.onAlarm();
          const turn = parked ? machine.othersTurn() : null;
          if (turn !== null) yield turn;
        }
        store(frame, item);
        const completion = plain === null ? yield* body(frame) : plain(frame);
        if (completion !== undefined && completion !== CONTINUE)
          return completion === BREAK ? undefined : completion;
      }
    } finally {
      frame.locals[holder] = undefined;
      if (dropped !== null) dropGenerator(dropped);
    }
  };
}

export function compileAsyncRounds(loop: PausableLoop, p: PausableCompiler): PausableBody {
  const { iter, orelse, announce } = loop;
  const { meter, costs } = p.c.machine;
  const iterable = p.c.expression(iter);
  const { store, body } = p.target(loop.target, loop.body);
  const price = costs.statement + costs.item;
  // A generator expression is handed its first iterator ready made.
  const isReady = iter.kind === 'Name' && iter.id === '.0';
  const temporary = isTemporary(loop.written);
  const holder = hidden(p.c).index;
  return function* asyncForLoop(frame) {
    const source = iterable(frame);
    frame.position = loop.written;
    const dropped = temporary && source instanceof PyAsyncGenerator && !source.started ? source : null;
    const iterator = isReady ? source : asyncIterator(source);
    frame.locals[holder] = iterator;
    let first = true;
    try {
      for (;;) {
        if (!first) announce?.();
        first = false;
        frame.position = loop.written;
        let item: Value;
        try {
          item = yield* nextAsync(iterator);
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
    } finally {
      frame.locals[holder] = undefined;
      if (dropped !== null) dropGenerator(dropped);
    }
  };
}

/** `iter(source)` of an `async for`: `GET_AITER`. */
export function asyncIterator(source: Value): Value {
  const slot = typeOf(source).slots.aiter;
  if (slot === undefined) {
    throw typeError(`'async for' requires an object with __aiter__ method, got ${typeName(source)}`);
  }
  const iterator = slot(source);
  if (typeOf(iterator).slots.anext === undefined) {
    throw typeError(
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(iterator)}`,
    );
  }
  return iterator;
}

/** The next item of an `async for`: `GET_ANEXT`. */
function* nextAsync(iterator: Value): Generator<Pause, Value, Value> {
  if (iterator instanceof PyAsyncGenerator) return (yield* iterator.next(null)) ?? null;
  const slot = typeOf(iterator).slots.anext;
  if (slot === undefined) {
    throw typeError(`'async for' requires an iterator with __anext__ method, got ${typeName(iterator)}`);
  }
  const awaitable = slot(iterator);
  if (awaitable instanceof PyCoroutine || awaitable instanceof NativeAwaitable)
    return yield* awaitValue(awaitable);
  return yield* delegateTo(iteratorOf(awaitable));
}

function iteratorOf(awaitable: Value): Value {
  try {
    return awaitIterator(awaitable);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    const invalid = typeError(
      `'async for' received an invalid object from __anext__: ${typeName(awaitable)}`,
    );
    invalid.cause = error;
    invalid.suppressContext = true;
    invalid.context = error;
    invalid.contextIsSet = true;
    throw invalid;
  }
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
