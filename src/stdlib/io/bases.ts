// The abstract classes of `io`, and what all streams have in common (Modules/_io/iobase.c).

import { getAttribute } from '../../objects/attributes.js';
import { call, callSpecial } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { exception, type PyException, valueError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { length } from '../../objects/subscript.js';
import { once } from '../library.js';

export const closedError = (): PyException => valueError('I/O operation on closed file.');

/** `io.UnsupportedOperation` */
export const unsupportedOperationType = once(
  (): PyType =>
    defineType('UnsupportedOperation', {
      module: 'io',
      bases: [osErrorType(), valueErrorType()],
      instanceDict: true,
    }),
);

const osErrorType = (): PyType => exception('OSError').cls;
const valueErrorType = (): PyType => exception('ValueError').cls;

export function unsupported(name: string): PyException {
  const error = call(unsupportedOperationType(), [name]);
  return error as PyException;
}

function checkOpen(self: Value): void {
  if (isTrue(getAttribute(self, 'closed'))) throw closedError();
}

export const ioBaseType = once(
  (): PyType =>
    defineType('io.IOBase', {
      module: 'io',
      instanceDict: true,
      slots: {
        new_: (cls) => new PyObject(cls, new Map()),
        iter: (self) => {
          checkOpen(self);
          return self;
        },
        next: (self) => {
          const line = call(getAttribute(self, 'readline'));
          return length(line) === 0 ? undefined : line;
        },
      },
      methods: {
        'close()': () => null,
        'flush()': (self) => {
          checkOpen(self ?? null);
          return null;
        },
        'isatty()': (self) => {
          checkOpen(self ?? null);
          return false;
        },
        'readable()': () => false,
        'writable()': () => false,
        'seekable()': () => false,
        'fileno()': () => {
          throw unsupported('fileno');
        },
        'readlines(hint=-1, /)': (self, hint) => {
          const lines: Value[] = [];
          let total = 0;
          for (const line of iterate(self ?? null)) {
            lines.push(line);
            total += length(line);
            if (typeof hint === 'number' && hint > 0 && total >= hint) break;
          }
          return new PyList(lines);
        },
        'writelines(lines, /)': (self, lines) => {
          checkOpen(self ?? null);
          const write = getAttribute(self ?? null, 'write');
          for (const line of iterate(lines ?? null)) call(write, [line]);
          return null;
        },
        '__enter__()': (self) => {
          checkOpen(self ?? null);
          return self ?? null;
        },
        '__exit__(*args)': (self) => {
          callSpecial(self ?? null, 'close');
          return null;
        },
      },
      properties: { closed: () => false },
    }),
);

export const textIoBaseType = once(
  (): PyType =>
    defineType('io.TextIOBase', {
      module: 'io',
      bases: [ioBaseType()],
      properties: { errors: () => null, newlines: () => null, encoding: () => null },
    }),
);
export const rawIoBaseType = once(() => defineType('io.RawIOBase', { module: 'io', bases: [ioBaseType()] }));
export const bufferedIoBaseType = once(
  (): PyType => defineType('io.BufferedIOBase', { module: 'io', bases: [ioBaseType()] }),
);
