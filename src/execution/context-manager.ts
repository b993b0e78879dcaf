// Entering and leaving context managers.

import { call, lookupSpecial } from '../objects/call.js';
import { isTrue } from '../objects/compare.js';
import { type PyException, typeError } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { typeName, typeOf } from '../objects/types.js';
import { NativeAwaitable, Resumable } from './resumable.js';

export interface Entered {
  /** What `__enter__` gave. */
  readonly value: Value;
  readonly exit: Value;
}

/** The bound `__enter__` and `__exit__` of a manager: `LOAD_SPECIAL`. */
export function contextMethods(manager: Value): { readonly enter: Value; readonly exit: Value } {
  const enter = lookupSpecial(manager, '__enter__');
  const exit = lookupSpecial(manager, '__exit__');
  if (enter !== undefined && exit !== undefined) return { enter, exit };
  const missed = enter !== undefined ? ' (missed __exit__ method)' : '';
  throw typeError(`'${typeName(manager)}' object does not support the context manager protocol${missed}`);
}

export function asyncContextMethods(manager: Value): { readonly enter: Value; readonly exit: Value } {
  const enter = lookupSpecial(manager, '__aenter__');
  const exit = lookupSpecial(manager, '__aexit__');
  if (enter !== undefined && exit !== undefined) return { enter, exit };
  const missed = enter !== undefined ? ' (missed __aexit__ method)' : '';
  throw typeError(
    `'${typeName(manager)}' object does not support the asynchronous context manager protocol${missed}`,
  );
}

export function enterContext(manager: Value): Entered {
  const { enter, exit } = contextMethods(manager);
  return { value: call(enter), exit };
}

/** Calls `__exit__`; true where it swallows the exception. */
export function exitContext({ exit }: Entered, error: PyException | null): boolean {
  return isTrue(call(exit, exitArguments(error)));
}

/** The three arguments of `__exit__`. */
export function exitArguments(error: PyException | null): readonly Value[] {
  return error === null ? [null, null, null] : [typeOf(error), error, error.traceback];
}

/** What `async with` says of a method whose result cannot be awaited: `_PyEval_FormatAwaitableError`. */
export function checkAwaitable(value: Value, method: '__aenter__' | '__aexit__'): void {
  if (value instanceof Resumable || value instanceof NativeAwaitable) return;
  if (typeOf(value).slots.await !== undefined) return;
  const name = typeName(value);
  throw typeError(
    `'async with' received an object from ${method} that does not implement __await__: ${name}`,
  );
}
