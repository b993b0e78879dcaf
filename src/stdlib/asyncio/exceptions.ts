// asyncio's exceptions.

import { exceptionType, PyException } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { typeOf } from '../../objects/types.js';

const module = 'asyncio.exceptions';

/** Derives from BaseException, so that `except Exception` does not swallow a cancellation. */
export const cancelledError = defineType('CancelledError', {
  bases: [exceptionType('BaseException')],
  module,
});
export const invalidStateError = defineType('InvalidStateError', {
  bases: [exceptionType('Exception')],
  module,
});
/** `asyncio.TimeoutError` is the built-in one. */
export const timeoutError = exceptionType('TimeoutError');

export const brokenBarrierError = defineType('BrokenBarrierError', {
  bases: [exceptionType('RuntimeError')],
  module,
});
export const incompleteReadError = defineType('IncompleteReadError', {
  bases: [exceptionType('EOFError')],
  module,
});
export const limitOverrunError = defineType('LimitOverrunError', {
  bases: [exceptionType('Exception')],
  module,
});
export const sendfileNotAvailableError = defineType('SendfileNotAvailableError', {
  bases: [exceptionType('RuntimeError')],
  module,
});

export function isCancelledError(error: unknown): error is PyException {
  return error instanceof PyException && typeOf(error).isSubtypeOf(cancelledError);
}

/** `raise error from cause`, while `cause` is being handled. */
export function raisedFrom(error: PyException, cause: PyException): PyException {
  error.cause = cause;
  error.context = cause;
  error.suppressContext = true;
  error.contextIsSet = true;
  return error;
}
