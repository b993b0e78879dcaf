// The `getpass` module: asks for a password on the input there is, which shows it no less than any other line.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { exception, exceptionType } from '../objects/exceptions.js';
import { str } from '../objects/repr.js';
import { libraryFunctions } from './library.js';
import { libraryClass } from './library-class.js';
import { writeStandardError } from './sys/index.js';

/** Nobody is logged in: programs are told a name that says so. */
const USER = 'user';

export const getpass = defineModule('getpass', (m: KernelMachine) => ({
  GetPassWarning: libraryClass('GetPassWarning', {
    module: 'getpass',
    bases: [exceptionType('UserWarning')],
    instanceDict: true,
  }),
  ...libraryFunctions('getpass', {
    "getpass(prompt='Password: ', stream=None)": (prompt) => {
      writeStandardError(m, str(prompt));
      const line = m.options.readLine();
      if (line === null) throw exception('EOFError');
      return line.replace(/\r?\n$/, '');
    },
    'getuser()': () => USER,
  }),
}));
