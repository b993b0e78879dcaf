// asyncio's exceptions.

import { exceptionType } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';

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
