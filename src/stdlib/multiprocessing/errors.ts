// `multiprocessing.ProcessError` and its kinds, and the causes that stand for a traceback in another process.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { defineType } from '../../objects/native.js';
import type { PyType } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { once, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

const exceptionClass = exceptionType('Exception');

export const processErrors = perMachine(() => {
  const make = (name: string, base: PyType): PyType =>
    libraryClass(name, { module: 'multiprocessing.context', bases: [base], instanceDict: true });
  const ProcessError = make('ProcessError', exceptionClass);
  return {
    ProcessError,
    BufferTooShort: make('BufferTooShort', ProcessError),
    TimeoutError: make('TimeoutError', ProcessError),
    AuthenticationError: make('AuthenticationError', ProcessError),
  };
});

export function timeoutError(m: KernelMachine): PyException {
  return new PyException(processErrors(m).TimeoutError, [], new Map());
}

/** Its text is the traceback of the other process. */
function remoteTraceback(name: string, module: string): PyType {
  return defineType(name, {
    bases: [exceptionClass],
    module,
    instanceDict: true,
    slots: { str: (self: PyException) => str(self.args[0] ?? '') },
  });
}

export const poolTraceback = once(() => remoteTraceback('RemoteTraceback', 'multiprocessing.pool'));
export const executorTraceback = once(() =>
  remoteTraceback('_RemoteTraceback', 'concurrent.futures.process'),
);

/** An exception's traceback as text, to be the cause of its copy in another process. */
export function tracebackText(error: PyException): string {
  return `\n"""\n${formatException(error)}"""`;
}

/** `ExceptionWithTraceback`: the copy that arrives, with the text for its cause. */
export function withRemoteTraceback(error: PyException, type: PyType, text: string): PyException {
  error.cause = new PyException(type, [text], new Map());
  error.suppressContext = true;
  return error;
}

export const maybeEncodingError = once(() =>
  defineType('MaybeEncodingError', {
    bases: [exceptionClass],
    module: 'multiprocessing.pool',
    instanceDict: true,
    slots: {
      str: (self: PyException) =>
        `Error sending result: '${str(self.args[1] ?? '')}'. Reason: '${str(self.args[0] ?? '')}'`,
    },
  }),
);

/** A result that could not be pickled, and why. */
export function unencodable(reason: string, value: string): PyException {
  return new PyException(maybeEncodingError(), [reason, value], new Map());
}
