// `argparse.FileType`: opens the file that an argument names.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { isExceptionOf, valueError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { argumentTypeError } from './errors.js';
import { get, set } from './names.js';

function standardStream(m: KernelMachine, mode: string): Value {
  const isReading = mode.includes('r');
  if (!isReading && !/[wax]/.test(mode)) throw valueError(`argument "-" with mode ${repr(mode)}`);
  const stream = get(sysModule(m), isReading ? 'stdin' : 'stdout');
  return mode.includes('b') ? get(stream, 'buffer') : stream;
}

export const fileTypeClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('FileType', {
      module: 'argparse',
      instanceDict: true,
      methods: {
        "__init__(self, mode='r', bufsize=-1, encoding=None, errors=None)": (
          self,
          mode,
          size,
          encoding,
          errors,
        ) => {
          set(self, '_mode', mode);
          set(self, '_bufsize', size);
          set(self, '_encoding', encoding);
          set(self, '_errors', errors);
          return null;
        },
        '__call__(self, string)': (self, name) => {
          const mode = str(get(self, '_mode'));
          if (name === '-') return standardStream(m, mode);
          try {
            const args = [name, mode, get(self, '_bufsize'), get(self, '_encoding'), get(self, '_errors')];
            return call(m.builtins.get('open') ?? null, args);
          } catch (error) {
            if (!isExceptionOf(error, 'OSError')) throw error;
            throw argumentTypeError(m, `can't open '${str(name)}': ${str(error)}`);
          }
        },
        '__repr__(self)': (self) => {
          const shown = [get(self, '_mode'), get(self, '_bufsize')].filter((part) => part !== -1).map(repr);
          for (const name of ['encoding', 'errors']) {
            const value = get(self, `_${name}`);
            if (value !== null) shown.push(`${name}=${repr(value)}`);
          }
          return `${typeName(self)}(${shown.join(', ')})`;
        },
      },
    }),
);
