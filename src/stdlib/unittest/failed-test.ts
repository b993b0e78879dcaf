// The test that takes the place of one that could not be loaded: it fails with what went wrong.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { attributeError, exception, type PyException } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { libraryFunction, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { testCaseClass } from './case.js';
import { raised } from './support.js';

const failedTestClass = perMachine((m: KernelMachine): PyType => {
  const initialize = testCaseClass(m).lookup('__init__') ?? null;
  return libraryClass('_FailedTest', {
    module: 'unittest.loader',
    bases: [testCaseClass(m)],
    instanceDict: true,
    attributes: { _testMethodName: null },
    methods: {
      '__init__(self, method_name, exception)': (self, name, error) => {
        setOwnAttribute(self, '_exception', error);
        setAttribute(self, '_testMethodName', name);
        call(initialize, [self, name]);
        return null;
      },
      '__getattr__(self, name)': (self, name) => {
        if (name !== getAttribute(self, '_testMethodName'))
          throw attributeError(`'_FailedTest' object has no attribute '${str(name)}'`, self, str(name));
        return libraryFunction(
          'testFailure()',
          () => {
            throw raised(ownAttribute(self, '_exception') ?? null);
          },
          'unittest.loader',
        );
      },
    },
  });
});

export function failedTest(m: KernelMachine, name: string, error: PyException): Value {
  return call(failedTestClass(m), [name, error]);
}

export interface LoadError {
  readonly name: string;
  readonly error: PyException;
  readonly message: string;
}

/** A module that could not be imported. */
export function loadError(name: string, cause: PyException): LoadError {
  const message = `Failed to import test module: ${name}\n${formatException(cause)}`;
  return { name, error: exception('ImportError', message), message };
}
