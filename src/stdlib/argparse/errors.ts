// `argparse.ArgumentError` and `ArgumentTypeError`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { exceptionType, PyException, typeError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { get, optionStrings, SUPPRESS, set } from './names.js';

/** How messages name an argument: its options, its metavar, its dest or its choices. */
export function actionName(action: Value): string | null {
  if (action === null) return null;
  const options = optionStrings(action);
  if (options.length > 0) return options.join('/');
  for (const name of ['metavar', 'dest']) {
    const value = get(action, name);
    if (value !== null && value !== SUPPRESS) return str(value);
  }
  const choices = get(action, 'choices');
  return isTrue(choices) ? `{${[...iterate(choices)].map(str).join(',')}}` : null;
}

export const argumentErrorClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('ArgumentError', {
      module: 'argparse',
      bases: [exceptionType('Exception')],
      instanceDict: true,
      methods: {
        '__init__(self, argument, message)': (self, argument, message) => {
          set(self, 'argument_name', actionName(argument));
          set(self, 'message', message);
          return null;
        },
        '__str__(self)': (self) => {
          const name = get(self, 'argument_name');
          const message = str(get(self, 'message'));
          return name === null ? message : `argument ${str(name)}: ${message}`;
        },
      },
    }),
);

export const argumentTypeErrorClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('ArgumentTypeError', {
      module: 'argparse',
      bases: [exceptionType('Exception')],
      instanceDict: true,
    }),
);

/** About an argument, or about the command line as a whole where there is none. */
export function argumentError(m: KernelMachine, action: Value, message: string): PyException {
  return raised(call(argumentErrorClass(m), [action, message]));
}

export function argumentTypeError(m: KernelMachine, message: string): PyException {
  return raised(call(argumentTypeErrorClass(m), [message]));
}

const raised = (error: Value): PyException =>
  error instanceof PyException ? error : typeError('exceptions must derive from BaseException');
