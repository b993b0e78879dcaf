// `pickle.PickleError` and its kinds.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { exceptionType, PyException, typeError } from '../../objects/exceptions.js';
import type { PyType } from '../../objects/object.js';
import { perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

export const pickleErrors = perMachine((_m: KernelMachine) => {
  const derived = (name: string, base: PyType): PyType =>
    libraryClass(name, { module: '_pickle', bases: [base], instanceDict: true });
  const PickleError = derived('PickleError', exceptionType('Exception'));
  return {
    PickleError,
    PicklingError: derived('PicklingError', PickleError),
    UnpicklingError: derived('UnpicklingError', PickleError),
  };
});

function make(cls: PyType, message: string): PyException {
  const error = call(cls, [message]);
  return error instanceof PyException ? error : typeError(message);
}

export const picklingError = (m: KernelMachine, message: string): PyException =>
  make(pickleErrors(m).PicklingError, message);
export const unpicklingError = (m: KernelMachine, message: string): PyException =>
  make(pickleErrors(m).UnpicklingError, message);
