// The generator form of `try`, `with`, `async with` and `match`.

import type * as ast from '../../grammar/ast.js';
import type { PausableBody } from '../execution/code.js';
import {
  asyncContextMethods,
  checkAwaitable,
  contextMethods,
  exitArguments,
} from '../execution/context-manager.js';
import { awaitValue } from '../execution/coroutine.js';
import type { Frame } from '../execution/frame.js';
import { catchIn, enterHandling, leaveHandling, reraised, splitGroup } from '../execution/handling.js';
import { mayPause } from '../execution/invoke.js';
import { Invoke, type Pausable, type Pause } from '../execution/pause.js';
import { call } from '../objects/call.js';
import { isTrue } from '../objects/compare.js';
import type { PyException } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { lineHook } from './lines.js';
import type { Step } from './lowering.js';
import { compileCasePattern } from './patterns.js';
import type { PausableCompiler } from './pausable.js';
import { type Piece, runPieces } from './pieces.js';
import { localName, temporary } from './synthetic.js';
import { type CompiledHandler, compileHandler, findHandler, takes } from './unwinding.js';

interface PausableHandler extends CompiledHandler {
  /** What pauses in the type. */
  readonly before: PausableBody | null;
  readonly body: PausableBody;
}

export function compilePausableTry(node: ast.Try | ast.TryStar, p: PausableCompiler): PausableBody {
  const guarded =
    node.handlers.length === 0
      ? p.block(node.body)
      : node.kind === 'Try'
        ? tryExcept(node, p)
        : tryStar(node, p);
  return node.finalbody.length === 0 ? guarded : tryFinally(guarded, p.block(node.finalbody), p);
}

function handlersOf(node: ast.Try | ast.TryStar, p: PausableCompiler): PausableHandler[] {
  return node.handlers.map((handler) => {
    const steps: Step[] = [];
    const type = handler.type === null ? null : p.lowering.expression(handler.type, steps);
    const before = steps.length === 0 ? null : runPieces(p.pieces(steps));
    return { ...compileHandler(handler, p.c, type), before, body: p.block(handler.body) };
  });
}

/** `findHandler` where types of exceptions may pause. */
function* findPausably(
  handlers: readonly PausableHandler[],
  frame: Frame,
  error: PyException,
): Generator<Pause, PausableHandler | null, Value> {
  for (const handler of handlers) {
    handler.announce?.();
    if (handler.before !== null) yield* handler.before(frame);
    if (takes(handler, frame, error)) return handler;
  }
  return null;
}

function tryExcept(node: ast.Try, p: PausableCompiler): PausableBody {
  const { machine } = p.c;
  const body = p.block(node.body);
  const handlers = handlersOf(node, p);
  const typesPause = handlers.some(({ before }) => before !== null);
  const orelse = node.orelse.length === 0 ? null : p.block(node.orelse);
  return function* guarded(frame): Pausable {
    let completion: Value | undefined;
    try {
      completion = yield* body(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      try {
        const handler = typesPause
          ? yield* findPausably(handlers, frame, error)
          : findHandler(handlers, frame, error);
        if (handler === null) throw error;
        handler.bind?.(frame, error);
        try {
          completion = yield* handler.body(frame);
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
    return completion === undefined && orelse !== null ? yield* orelse(frame) : completion;
  };
}

function tryFinally(guarded: PausableBody, finalbody: PausableBody, p: PausableCompiler): PausableBody {
  const { machine } = p.c;
  return function* cleanedUp(frame): Pausable {
    let completion: Value | undefined;
    try {
      completion = yield* guarded(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      try {
        const final = yield* finalbody(frame);
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
    const final = yield* finalbody(frame);
    return final === undefined ? completion : final;
  };
}

function tryStar(node: ast.TryStar, p: PausableCompiler): PausableBody {
  const { machine } = p.c;
  const body = p.block(node.body);
  const handlers = handlersOf(node, p);
  const orelse = node.orelse.length === 0 ? null : p.block(node.orelse);
  return function* guarded(frame): Pausable {
    let completion: Value | undefined;
    try {
      completion = yield* body(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      try {
        const split = splitGroup(error);
        for (const handler of handlers) {
          handler.announce?.();
          if (handler.type === null || split.rest === null) continue;
          if (handler.before !== null) yield* handler.before(frame);
          const type = handler.type(frame);
          frame.position = handler.node;
          const matched = split.take(type);
          if (matched === null) continue;
          const around = enterHandling(machine, matched);
          handler.bind?.(frame, matched);
          try {
            yield* handler.body(frame);
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
    return completion === undefined && orelse !== null ? yield* orelse(frame) : completion;
  };
}

export function compilePausableWith(node: ast.With | ast.AsyncWith, p: PausableCompiler): PausableBody {
  const isAsync = node.kind === 'AsyncWith';
  const announce = lineHook(node, p.c);
  return node.items.reduceRight<PausableBody>(
    (body, item) => withItem(item, isAsync, body, announce, p),
    p.block(node.body),
  );
}

function withItem(
  item: ast.WithItem,
  isAsync: boolean,
  inside: PausableBody,
  announce: (() => void) | null,
  p: PausableCompiler,
): PausableBody {
  const { machine } = p.c;
  const steps: Step[] = [];
  const manager = p.c.expression(p.lowering.expression(item.context_expr, steps));
  const before = steps.length === 0 ? null : runPieces(p.pieces(steps));
  const { store, body } =
    item.optional_vars === null ? { store: null, body: inside } : p.target(item.optional_vars, inside);
  const at = item.context_expr;
  // The frame holds the manager while it is entered, for whoever asks what can still be reached.
  const entered = temporary(p.c).index;
  const parked = p.pauses.mode === 'calls';
  function* run(
    frame: Frame,
    method: Value,
    args: readonly Value[],
    name: '__aenter__' | '__aexit__',
  ): Generator<Pause, Value, Value> {
    frame.position = at;
    const result = parked && mayPause(method) ? yield new Invoke(method, args, null) : call(method, args);
    if (!isAsync) return result;
    checkAwaitable(result, name);
    return yield* awaitValue(result);
  }
  return function* managed(frame): Pausable {
    if (before !== null) yield* before(frame);
    const object = manager(frame);
    frame.position = at;
    const { enter, exit } = isAsync ? asyncContextMethods(object) : contextMethods(object);
    frame.locals[entered] = exit;
    const value = yield* run(frame, enter, [], '__aenter__');
    let completion: Value | undefined;
    try {
      store?.(frame, value);
      completion = yield* body(frame);
    } catch (raised) {
      const error = catchIn(frame, raised, machine);
      const outer = enterHandling(machine, error);
      const raisedAt = frame.position;
      try {
        announce?.();
        if (isTrue(yield* run(frame, exit, exitArguments(error), '__aexit__'))) {
          frame.recorded = null;
          return undefined;
        }
        frame.position = raisedAt;
      } catch (again) {
        throw catchIn(frame, again, machine);
      } finally {
        leaveHandling(machine, outer);
        frame.locals[entered] = undefined;
      }
      throw reraised(frame, error);
    }
    announce?.();
    yield* run(frame, exit, exitArguments(null), '__aexit__');
    frame.locals[entered] = undefined;
    return completion;
  };
}

export function compilePausableMatch(node: ast.Match, p: PausableCompiler): Piece[] {
  const steps: Step[] = [];
  const lowered = p.lowering.expression(node.subject, steps);
  const subject = p.c.expression(lowered);
  const variable = temporary(p.c);
  const cases = node.cases.map(({ pattern, guard, body }) => ({
    matches: compileCasePattern(pattern, p.c),
    guard: guard === null ? null : p.test(guard),
    body: p.block(body),
  }));
  const held = p.c.expression(localName(variable, node.subject, p.c));
  const start: PausableBody = function* match(frame): Pausable {
    frame.locals[variable.index] = subject(frame);
    for (const { matches, guard, body } of cases) {
      if (!matches(frame, held(frame))) continue;
      if (guard !== null) {
        if (guard.before !== null) yield* guard.before(frame);
        if (!guard.condition(frame)) continue;
      }
      return yield* body(frame);
    }
    return undefined;
  };
  return [...p.pieces(steps), { kind: 'compound', start }];
}
