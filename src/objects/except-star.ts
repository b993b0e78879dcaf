// `except*`: which part of an exception a clause handles, and what is raised again after the clauses
// (`_PyEval_ExceptionGroupMatch`, `_PyExc_PrepReraiseStar`).

import { getAttribute } from './attributes.js';
import { call } from './call.js';
import { PyList, PyTuple } from './containers.js';
import { exceptionGroup, PyExceptionGroup, type Split, splitException } from './exception-group.js';
import { exceptionType, PyException, typeError } from './exceptions.js';
import { PyType, type Value } from './object.js';
import { typeName, typeOf } from './types.js';

/** Raises TypeError unless `type` is what `except*` accepts: an exception class, no group, or a tuple of them. */
export function checkExceptStarType(type: Value): void {
  for (const item of type instanceof PyTuple ? type.items : [type]) {
    if (!(item instanceof PyType) || !item.isSubtypeOf(exceptionType('BaseException'))) {
      throw typeError('catching classes that do not inherit from BaseException is not allowed');
    }
    if (item.isSubtypeOf(exceptionType('BaseExceptionGroup'))) {
      throw typeError('catching ExceptionGroup with except* is not allowed. Use except instead.');
    }
  }
}

/**
 * The part of `error` that `except* type` handles, always as a group, and the part that is left. `type` has been
 * checked: a class or a tuple of classes. A naked exception is wrapped.
 */
export function matchExceptStar(error: PyException, type: Value): Split & { readonly wrapped: boolean } {
  if (isOneOf(error, type)) {
    if (error instanceof PyExceptionGroup) return { match: error, rest: null, wrapped: false };
    return { match: exceptionGroup('', new PyTuple([error])), rest: null, wrapped: true };
  }
  if (!(error instanceof PyExceptionGroup)) return { match: null, rest: error, wrapped: false };
  const pair = call(getAttribute(error, 'split'), [type]);
  if (!(pair instanceof PyTuple)) {
    throw typeError(`${typeName(error)}.split must return a tuple, not ${typeName(pair)}`);
  }
  if (pair.items.length < 2) {
    throw typeError(`${typeName(error)}.split must return a 2-tuple, got tuple of size ${pair.items.length}`);
  }
  const [match = null, rest = null] = pair.items;
  return { match: asException(match), rest: asException(rest), wrapped: false };
}

function asException(value: Value): PyException | null {
  return value instanceof PyException ? value : null;
}

function isOneOf(error: PyException, type: Value): boolean {
  if (type instanceof PyTuple) return type.items.some((item) => isOneOf(error, item));
  return type instanceof PyType && typeOf(error).isSubtypeOf(type);
}

/**
 * What to raise after the clauses of a `try` have run: `left` holds what the clauses raised and what nobody handled, in
 * order. Parts of the original are put back together in its own shape. Null: nothing is left.
 */
export function reraised(original: PyException, left: readonly PyException[]): PyException | null {
  const [first] = left;
  if (first === undefined) return null;
  if (!(original instanceof PyExceptionGroup)) return first;
  const raised = left.filter((error) => !isPartOf(error, original));
  const kept = left.filter((error) => isPartOf(error, original));
  const leaves = new Set(kept.flatMap(leavesOf));
  const again = kept.length === 0 ? null : splitException(original, (error) => leaves.has(error)).match;
  if (raised.length === 0) return again;
  if (again !== null) raised.push(again);
  const [only] = raised;
  return raised.length === 1 && only !== undefined ? only : exceptionGroup('', new PyList(raised));
}

/** A part split off from the original has its traceback, cause and context (`is_same_exception_metadata`). */
function isPartOf(error: PyException, original: PyException): boolean {
  return (
    error instanceof PyExceptionGroup &&
    error.traceback === original.traceback &&
    error.cause === original.cause &&
    error.context === original.context
  );
}

function leavesOf(error: PyException): PyException[] {
  return error instanceof PyExceptionGroup ? error.exceptions.flatMap(leavesOf) : [error];
}
