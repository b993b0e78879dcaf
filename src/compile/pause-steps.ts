// Pauses at statement level: `.1 = await x`, `.1 = yield x`, `.1 = yield from x`, and in parked threads `.1 = f(x)`.

import type * as ast from '../../grammar/ast.js';
import { YieldedValue } from '../execution/async-generator.js';
import { callPositional, callWithKeywords } from '../execution/call.js';
import { awaitIterator, delegateTo, NativeAwaitable, PyCoroutine } from '../execution/coroutine.js';
import type { Frame } from '../execution/frame.js';
import { PyGenerator } from '../execution/generator.js';
import { mayPause } from '../execution/invoke.js';
import { Delegate, Emit, Invoke, type Pause } from '../execution/pause.js';
import { typeError } from '../objects/exceptions.js';
import { getIter } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { compileArguments } from './calls.js';
import type { Compiler } from './compiler.js';
import type { PauseExpr } from './lowering.js';
import type { Variable } from './scope.js';

/** `begin` gives the pause, or null where none was needed; `end` gets what the pause was resumed with. */
export interface PauseStep {
  begin(frame: Frame): Pause | null;
  end(frame: Frame, sent: Value): void;
}

export function compilePauseStep(node: PauseExpr, into: Variable, c: Compiler): PauseStep {
  switch (node.kind) {
    case 'Await':
      return awaitStep(node, into.index, c);
    case 'Yield':
      return yieldStep(node, into.index, c);
    case 'YieldFrom':
      return yieldFromStep(node, into.index, c);
    case 'Call':
      return callStep(node, into.index, c);
  }
}

function awaitStep(node: ast.Await, slot: number, c: Compiler): PauseStep {
  const operand = c.expression(node.value);
  return {
    begin(frame) {
      const value = operand(frame);
      frame.position = node;
      if (value instanceof PyCoroutine) return new Delegate(value.delegate());
      if (value instanceof NativeAwaitable) {
        frame.locals[slot] = value;
        if (!value.isReady) {
          value.aboutToEmit();
          return new Emit(value);
        }
        frame.locals[slot] = value.awaitResult();
        return null;
      }
      frame.locals[slot] = null;
      return delegation(awaitIterator(value));
    },
    end(frame, sent) {
      const pending = frame.locals[slot];
      frame.locals[slot] =
        pending instanceof NativeAwaitable && !(sent instanceof NativeAwaitable)
          ? pending.awaitResult()
          : sent;
    },
  };
}

function delegation(iterator: Value): Delegate {
  if (iterator instanceof PyGenerator && !iterator.ended) return new Delegate(iterator.delegate());
  return new Delegate([{ body: delegateTo(iterator), frame: null, owner: null, subject: iterator }]);
}

function yieldStep(node: ast.Yield, slot: number, c: Compiler): PauseStep {
  const operand = node.value === null ? () => null : c.expression(node.value);
  const isAsync = c.unit.kind === 'async generator';
  return {
    begin(frame) {
      const value = operand(frame);
      frame.position = node;
      return new Emit(isAsync ? new YieldedValue(value) : value);
    },
    end(frame, sent) {
      frame.locals[slot] = sent;
    },
  };
}

function yieldFromStep(node: ast.YieldFrom, slot: number, c: Compiler): PauseStep {
  const operand = c.expression(node.value);
  return {
    begin(frame) {
      const value = operand(frame);
      frame.position = node;
      if (value instanceof PyCoroutine) {
        if (!frame.code.isIterableCoroutine)
          throw typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
        return new Delegate(value.delegate());
      }
      return delegation(value instanceof PyGenerator ? value : getIter(value));
    },
    end(frame, sent) {
      frame.locals[slot] = sent;
    },
  };
}

/** A call from a parked thread: yielded only where the callee may block. */
function callStep(node: ast.Call, slot: number, c: Compiler): PauseStep {
  const callee = c.expression(node.func);
  const args = compileArguments(node, c);
  return {
    begin(frame) {
      const fn = callee(frame);
      const { positional, keywords } = args(frame, fn);
      frame.position = node;
      if (mayPause(fn)) return new Invoke(fn, positional, keywords);
      frame.locals[slot] =
        keywords === null ? callPositional(fn, positional) : callWithKeywords(fn, positional, keywords);
      return null;
    },
    end(frame, sent) {
      frame.locals[slot] = sent;
    },
  };
}
