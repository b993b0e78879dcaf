// Catching exceptions: what `try`, `except*`, `with` and `raise` share in their plain and pausable forms.

import { call } from '../objects/call.js';
import { isInstanceOf } from '../objects/compare.js';
import { PyTuple } from '../objects/containers.js';
import { checkExceptStarType, matchExceptStar, reraised as reraisedGroup } from '../objects/except-star.js';
import { PyException, typeError } from '../objects/exceptions.js';
import { PyType, type Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { baseExceptionType, typeOf } from '../objects/types.js';
import type { Frame } from './frame.js';
import type { Machine } from './machine.js';
import { asPyException, recordTraceback } from './unwind.js';

/** The Python exception that was raised in the frame; whatever else was thrown goes on. */
export function catchIn(frame: Frame, raised: unknown, machine: Machine): PyException {
  const error = asPyException(raised);
  if (!(error instanceof PyException)) throw error;
  recordTraceback(error, frame, machine);
  machine.frame = frame;
  return error;
}

/** Makes `error` the exception being handled; `leaveHandling` takes back what this returns. */
export function enterHandling(machine: Machine, error: PyException): PyException | null {
  const { handling } = machine;
  const outer = handling.handledError;
  handling.handledError = error;
  return outer;
}

/** `RERAISE`, at the end of a `finally` or a `with`: whatever was handled in between, the frame is in the traceback. */
export function reraised(frame: Frame, error: PyException): PyException {
  frame.recorded = error;
  return error;
}

export function leaveHandling(machine: Machine, outer: PyException | null): void {
  machine.handling.handledError = outer;
}

/** What is done in an `except` block of CPython's library: what it raises has `error` as its context. */
export function whileHandling<T>(machine: Machine, error: PyException, action: () => T): T {
  const outer = enterHandling(machine, error);
  try {
    return action();
  } finally {
    leaveHandling(machine, outer);
  }
}

/** Whether `except type:` takes the exception: `CHECK_EXC_MATCH`. */
export function matchesHandler(error: PyException, type: Value): boolean {
  if (type instanceof PyType && type.isSubtypeOf(baseExceptionType)) return isInstanceOf(error, type);
  const types = type instanceof PyTuple ? type.items : [type];
  for (const each of types) {
    if (!(each instanceof PyType) || !each.isSubtypeOf(baseExceptionType)) {
      throw typeError('catching classes that do not inherit from BaseException is not allowed');
    }
  }
  return types.some((each) => each instanceof PyType && isInstanceOf(error, each));
}

/** What `raise value from cause` throws: `do_raise`. */
export function raiseValue(value: Value, cause: Value | undefined): PyException {
  const error = instantiate(value, 'exceptions must derive from BaseException');
  if (cause !== undefined) {
    error.cause =
      cause === null ? null : instantiate(cause, 'exception causes must derive from BaseException');
    error.suppressContext = true;
  }
  return error;
}

function instantiate(value: Value, message: string): PyException {
  if (value instanceof PyException) return value;
  if (!(value instanceof PyType) || !value.isSubtypeOf(baseExceptionType)) throw typeError(message);
  const made = call(value);
  if (made instanceof PyException) return made;
  const type = repr(typeOf(made));
  throw typeError(`calling ${repr(value)} should have returned an instance of BaseException, not ${type}`);
}

/** The state of one `except*`: what no clause has taken yet, and what the clauses raised. */
export class GroupSplit {
  /** Null once everything is taken. */
  rest: PyException | null;
  readonly raised: PyException[] = [];

  constructor(readonly original: PyException) {
    this.rest = original;
  }

  /** The part that the clause handles, as a group; null where none matches: `CHECK_EG_MATCH`. */
  take(type: Value): PyException | null {
    const { rest } = this;
    if (rest === null) return null;
    checkExceptStarType(type);
    const split = matchExceptStar(rest, type);
    if (split.match === null) return null;
    this.rest = split.rest;
    if (split.wrapped) split.match.traceback = rest.traceback;
    return split.match;
  }

  /** What is to be raised after the clauses, or null. */
  toRaise(): PyException | null {
    const left = this.rest === null ? this.raised : [...this.raised, this.rest];
    return reraisedGroup(this.original, left);
  }
}

export function splitGroup(error: PyException): GroupSplit {
  return new GroupSplit(error);
}
