// asyncio's exceptions.

import { tuple } from '../../objects/containers.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { defineType, extendType } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { length } from '../../objects/subscript.js';
import { typeOf } from '../../objects/types.js';
import { once, ownAttribute, setOwnAttribute } from '../library.js';

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

/** An `IncompleteReadError` of what came before the end; `expected` is None where it is not known. */
export function incompleteRead(partial: Value, expected: Value): PyException {
  const error = new PyException(incompleteReadError);
  fillIncompleteRead(error, partial, expected);
  return error;
}

export function fillIncompleteRead(error: PyException, partial: Value, expected: Value): void {
  const wanted = expected === null ? 'undefined' : repr(expected);
  error.args = [`${length(partial)} bytes read on a total of ${wanted} expected bytes`];
  setOwnAttribute(error, 'partial', partial);
  setOwnAttribute(error, 'expected', expected);
}

export function limitOverrun(message: Value, consumed: Value): PyException {
  const error = new PyException(limitOverrunError);
  fillLimitOverrun(error, message, consumed);
  return error;
}

export function fillLimitOverrun(error: PyException, message: Value, consumed: Value): void {
  error.args = [message];
  setOwnAttribute(error, 'consumed', consumed);
}

/** The constructors of the exceptions that say more than a message. */
export const fillExceptions = once(() => {
  const partial = new Signature('def __init__(partial, expected)');
  const overrun = new Signature('def __init__(message, consumed)');
  extendType(incompleteReadError, {
    slots: {
      init: (self: PyException, args, keywords) => {
        const [read = null, expected = null] = partial.bind('IncompleteReadError.__init__', args, keywords);
        fillIncompleteRead(self, read, expected);
      },
    },
    methods: {
      '__reduce__()': (self: PyException) =>
        tuple(
          typeOf(self),
          tuple(ownAttribute(self, 'partial') ?? null, ownAttribute(self, 'expected') ?? null),
        ),
    },
  });
  extendType(limitOverrunError, {
    slots: {
      init: (self: PyException, args, keywords) => {
        const [message = null, consumed = null] = overrun.bind('LimitOverrunError.__init__', args, keywords);
        fillLimitOverrun(self, message, consumed);
      },
    },
    methods: {
      '__reduce__()': (self: PyException) =>
        tuple(typeOf(self), tuple(self.args[0] ?? null, ownAttribute(self, 'consumed') ?? null)),
    },
  });
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
