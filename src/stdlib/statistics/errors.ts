// `StatisticsError`, and raising it.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { exceptionType, PyException, valueError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

export const statisticsErrorClass = perMachine(
  (_m): PyType =>
    libraryClass('StatisticsError', { module: 'statistics', bases: [exceptionType('ValueError')] }),
);

export function statisticsError(m: KernelMachine, ...args: Value[]): PyException {
  const error = call(statisticsErrorClass(m), args);
  return error instanceof PyException ? error : valueError('');
}
