// `struct.error`.

import { exceptionType, PyException } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import type { PyType } from '../../objects/object.js';
import { once } from '../library.js';

export const structErrorType = once(
  (): PyType => defineType('struct.error', { module: 'struct', bases: [exceptionType('Exception')] }),
);

export function structError(message: string): PyException {
  return new PyException(structErrorType(), [message]);
}
