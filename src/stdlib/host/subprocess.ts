// The `subprocess` module: its exceptions and constants. There are no other processes to start.

import { defineModule } from '../../execution/module.js';
import { exceptionType } from '../../objects/exceptions.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { ownAttribute, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { refusedClass, refusedFunctions } from './refused.js';

const setAll =
  (names: readonly string[]): NativeBody =>
  (self, ...values) => {
    for (const [index, name] of names.entries()) setOwnAttribute(self, name, values[index] ?? null);
    return null;
  };

const own = (self: Value, name: string): Value => ownAttribute(self, name) ?? null;

function errorClass(name: string, bases: readonly PyType[], methods: Record<string, NativeBody>): PyType {
  return libraryClass(name, { module: 'subprocess', bases, methods, instanceDict: true });
}

export const subprocess = defineModule('subprocess', () => {
  const base = errorClass('SubprocessError', [exceptionType('Exception')], {});
  return {
    PIPE: -1,
    STDOUT: -2,
    DEVNULL: -3,
    SubprocessError: base,
    CalledProcessError: errorClass('CalledProcessError', [base], {
      '__init__(self, returncode, cmd, output=None, stderr=None)': setAll([
        'returncode',
        'cmd',
        'output',
        'stderr',
      ]),
      '__str__(self)': (self) =>
        `Command '${str(own(self, 'cmd'))}' returned non-zero exit status ${repr(own(self, 'returncode'))}.`,
    }),
    TimeoutExpired: errorClass('TimeoutExpired', [base], {
      '__init__(self, cmd, timeout, output=None, stderr=None)': setAll([
        'cmd',
        'timeout',
        'output',
        'stderr',
      ]),
      '__str__(self)': (self) =>
        `Command '${str(own(self, 'cmd'))}' timed out after ${str(own(self, 'timeout'))} seconds`,
    }),
    CompletedProcess: libraryClass('CompletedProcess', {
      module: 'subprocess',
      instanceDict: true,
      methods: {
        '__init__(self, args, returncode, stdout=None, stderr=None)': setAll([
          'args',
          'returncode',
          'stdout',
          'stderr',
        ]),
        '__repr__(self)': (self) => {
          const shown = ['args', 'returncode'].map((name) => `${name}=${repr(own(self, name))}`);
          for (const name of ['stdout', 'stderr'])
            if (own(self, name) !== null) shown.push(`${name}=${repr(own(self, name))}`);
          return `CompletedProcess(${shown.join(', ')})`;
        },
      },
    }),
    Popen: refusedClass('subprocess', 'Popen', ['communicate', 'wait', 'poll', 'kill', 'terminate']),
    ...refusedFunctions('subprocess', [
      'call',
      'check_call',
      'check_output',
      'getoutput',
      'getstatusoutput',
      'run',
    ]),
  };
});
