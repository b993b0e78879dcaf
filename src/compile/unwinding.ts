// `try`, `raise` and `with` in their plain form.

import type * as ast from '../../grammar/ast.js';
import { enterContext, exitContext } from '../execution/context-manager.js';
import type { Frame } from '../execution/frame.js';
import {
  catchIn,
  enterHandling,
  leaveHandling,
  matchesHandler,
  raiseValue,
  reraised,
  splitGroup,
} from '../execution/handling.js';
import { recordTraceback } from '../execution/unwind.js';
import type { PyException } from '../objects/exceptions.js';
import { runtimeError } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import type { Compiler, Eval, Exec } from './compiler.js';
import { lineHook } from './lines.js';
import { deleteBinding, storeName } from './names.js';
import { temporary } from './synthetic.js';
import { compileTarget } from './targets.js';

export interface CompiledHandler {
  readonly node: ast.ExceptHandler;
  readonly announce: (() => void) | null;
  readonly type: Eval | null;
  readonly bind: ((frame: Frame, error: Value) => void) | null;
  readonly unbind: ((frame: Frame) => void) | null;
}

/** `typeNode` is the type without its pauses. */
export function compileHandler(
  node: ast.ExceptHandler,
  c: Compiler,
  typeNode: ast.Expr | null = node.type,
): CompiledHandler {
  const announce = lineHook(node, c);
  const type = typeNode === null ? null : c.expression(typeNode);
  if (node.name === null) return { node, announce, type, bind: null, unbind: null };
  const bind = storeName(node, node.name, c);
  const binding = c.source.table.binding(node, c.mangle(node.name));
  const remove = deleteBinding(binding, node, c);
  // The name is unbound at the end of the block, even where the block has deleted it already.
  const unbind = (frame: Frame): void => {
    const { position } = frame;
    bind(frame, null);
    remove(frame);
    frame.position = position;
  };
  return { node, announce, type, bind, unbind };
}

/** The handler that takes the exception, or null. Evaluates the types in order. */
export function findHandler<Handler extends CompiledHandler>(
  handlers: readonly Handler[],
  frame: Frame,
  error: PyException,
): Handler | null {
  for (const handler of handlers) {
    handler.announce?.();
    if (takes(handler, frame, error)) return handler;
  }
  return null;
}

export function takes(handler: CompiledHandler, frame: Frame, error: PyException): boolean {
  if (handler.type === null) return true;
  const type = handler.type(frame);
  frame.position = handler.node;
  return matchesHandler(error, type);
}

export function compileTry(node: ast.Try, c: Compiler): Exec {
  const guarded = node.handlers.length === 0 ? c.block(node.body) : compileTryExcept(node, c);
  return node.finalbody.length === 0 ? guarded : compileFinally(guarded, c.block(node.finalbody), c);
}

function compileTryExcept(node: ast.Try, c: Compiler): Exec {
  const { machine } = c;
  const body = c.block(node.body);
  const handlers = node.handlers.map((handler) => ({
    ...compileHandler(handler, c),
    body: c.block(handler.body),
  }));
  const orelse = node.orelse.length === 0 ? null : c.block(node.orelse);
  return (frame) => {
    let completion: Value | undefined;
    try {
      completion = body(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      try {
        const handler = findHandler(handlers, frame, error);
        if (handler === null) throw error;
        handler.bind?.(frame, error);
        try {
          completion = handler.body(frame);
        } finally {
          handler.unbind?.(frame);
        }
        frame.recorded = null;
      } catch (again) {
        throw catchIn(frame, again, machine);
      } finally {
        leaveHandling(machine, outer);
      }
      return completion;
    }
    return completion === undefined && orelse !== null ? orelse(frame) : completion;
  };
}

export function compileFinally(guarded: Exec, finalbody: Exec, c: Compiler): Exec {
  const { machine } = c;
  return (frame) => {
    let completion: Value | undefined;
    try {
      completion = guarded(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      try {
        const final = finalbody(frame);
        if (final !== undefined) {
          frame.recorded = null;
          return final;
        }
      } catch (again) {
        throw catchIn(frame, again, machine);
      } finally {
        leaveHandling(machine, outer);
      }
      throw reraised(frame, error);
    }
    const final = finalbody(frame);
    return final === undefined ? completion : final;
  };
}

/** `except*`: each handler takes its part of the group; what is left and what the handlers raise is raised together. */
export function compileTryStar(node: ast.TryStar, c: Compiler): Exec {
  const { machine } = c;
  const body = c.block(node.body);
  const handlers = node.handlers.map((handler) => ({
    ...compileHandler(handler, c),
    body: c.block(handler.body),
  }));
  const orelse = node.orelse.length === 0 ? null : c.block(node.orelse);
  const guarded: Exec = (frame) => {
    let completion: Value | undefined;
    try {
      completion = body(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      try {
        const split = splitGroup(error);
        for (const handler of handlers) {
          handler.announce?.();
          if (handler.type === null || split.rest === null) continue;
          const type = handler.type(frame);
          frame.position = handler.node;
          const matched = split.take(type);
          if (matched === null) continue;
          const around = enterHandling(machine, matched);
          handler.bind?.(frame, matched);
          try {
            handler.body(frame);
          } catch (again) {
            split.raised.push(catchIn(frame, again, machine));
            frame.recorded = null;
          } finally {
            handler.unbind?.(frame);
            leaveHandling(machine, around);
          }
        }
        const remaining = split.toRaise();
        if (remaining !== null) {
          // Raised again, not anew: no context, no further traceback entry (`RERAISE`).
          frame.recorded = remaining;
          remaining.contextIsSet = true;
          throw remaining;
        }
        frame.recorded = null;
      } catch (again) {
        throw catchIn(frame, again, machine);
      } finally {
        leaveHandling(machine, outer);
      }
      return undefined;
    }
    return completion === undefined && orelse !== null ? orelse(frame) : completion;
  };
  return node.finalbody.length === 0 ? guarded : compileFinally(guarded, c.block(node.finalbody), c);
}

export function compileRaise(node: ast.Raise, c: Compiler): Exec {
  const { machine } = c;
  if (node.exc === null) {
    return (frame) => {
      const { handled } = machine;
      if (handled !== null) {
        frame.recorded = handled;
        throw handled;
      }
      frame.position = node;
      throw runtimeError('No active exception to reraise');
    };
  }
  const exc = c.expression(node.exc);
  const cause = node.cause === null ? null : c.expression(node.cause);
  return (frame) => {
    const value = exc(frame);
    const from = cause === null ? undefined : cause(frame);
    frame.position = node;
    const error = raiseValue(value, from);
    // A fresh raise: a new traceback entry for this frame, and the context of this moment.
    frame.recorded = null;
    error.contextIsSet = false;
    recordTraceback(error, frame, machine);
    throw error;
  };
}

export function compileWith(node: ast.With, c: Compiler): Exec {
  const announce = lineHook(node, c);
  return node.items.reduceRight<Exec>(
    (body, item) => compileWithItem(item, body, announce, c),
    c.block(node.body),
  );
}

/** Leaving is announced as the line of the `with`, to which CPython's tracing goes back. */
function compileWithItem(item: ast.WithItem, body: Exec, announce: (() => void) | null, c: Compiler): Exec {
  const { machine } = c;
  const manager = c.expression(item.context_expr);
  const store = item.optional_vars === null ? null : compileTarget(item.optional_vars, c);
  const position = item.context_expr;
  const held = c.source.mentionsAsync ? temporary(c).index : -1;
  return (frame) => {
    const object = manager(frame);
    if (held >= 0) frame.locals[held] = object;
    frame.position = position;
    const entered = enterContext(object);
    let completion: Value | undefined;
    try {
      store?.(frame, entered.value);
      completion = body(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      const at = frame.position;
      try {
        announce?.();
        frame.position = position;
        if (exitContext(entered, error)) {
          frame.recorded = null;
          return undefined;
        }
        frame.position = at;
      } catch (again) {
        throw catchIn(frame, again, machine);
      } finally {
        leaveHandling(machine, outer);
      }
      throw reraised(frame, error);
    }
    announce?.();
    frame.position = position;
    exitContext(entered, null);
    if (held >= 0) frame.locals[held] = undefined;
    return completion;
  };
}
