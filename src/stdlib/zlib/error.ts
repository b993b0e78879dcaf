// `zlib.error`.

import { exceptionType, PyException } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import type { PyType } from '../../objects/object.js';
import { once } from '../library.js';

export const zlibErrorType = once(
  (): PyType => defineType('zlib.error', { module: 'zlib', bases: [exceptionType('Exception')] }),
);

export function zlibError(message: string): PyException {
  return new PyException(zlibErrorType(), [message]);
}

const REASONS: Readonly<Record<number, string>> = {
  [-5]: 'incomplete or truncated stream',
  [-2]: 'inconsistent stream state',
  [-3]: 'invalid input data',
};

/** What a status of the library means; `reason` is its own account of damaged data. */
export function statusError(status: number, doing: string, reason = ''): PyException {
  const text = status === -3 && reason !== '' ? reason : REASONS[status];
  return zlibError(`Error ${status} ${doing}${text === undefined ? '' : `: ${text}`}`);
}
