// `sys.stdin`, `sys.stdout` and `sys.stderr`.

import { strValue } from '../../objects/boxed.js';
import { asBuffer } from '../../objects/buffers.js';
import { decodeBytes } from '../../objects/codecs.js';
import { typeError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { lengthOf, substring } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { once } from '../library.js';
import { bufferedIoBaseType, closedError, textIoBaseType, unsupported } from './bases.js';

export interface StreamHost {
  readonly name: '<stdin>' | '<stdout>' | '<stderr>';
  readonly fileno: number;
  /** Null for the stream that is read. */
  readonly write: ((text: string) => void) | null;
  readonly readLine: (() => string | null) | null;
}

class PyStandardStream extends PyObject {
  isOpen = true;
  /** What was read and not yet taken. */
  pending = '';

  constructor(readonly host: StreamHost) {
    super(textIoWrapperType(), new Map());
  }

  checkOpen(): void {
    if (!this.isOpen) throw closedError();
  }

  reader(): () => string | null {
    this.checkOpen();
    if (this.host.readLine === null) throw unsupported('not readable');
    return this.host.readLine;
  }

  readLine(limit: number): string {
    const read = this.reader();
    if (this.pending === '') this.pending = read() ?? '';
    return this.#take(limit);
  }

  read(limit: number): string {
    const read = this.reader();
    for (let line: string | null = ''; line !== null && (limit < 0 || lengthOf(this.pending) < limit); ) {
      line = read();
      this.pending += line ?? '';
    }
    return this.#take(limit);
  }

  #take(limit: number): string {
    const size = lengthOf(this.pending);
    const taken = limit < 0 || limit >= size ? this.pending : substring(this.pending, 0, limit);
    this.pending = this.pending.slice(taken.length);
    return taken;
  }
}

/** `sys.stdout.buffer` */
class PyStandardBuffer extends PyObject {
  constructor(readonly host: StreamHost) {
    super(standardBufferType(), new Map());
  }
}

const standardBufferType = once(
  (): PyType =>
    defineType('_io.BufferedWriter', {
      module: '_io',
      bases: [bufferedIoBaseType()],
      slots: { repr: (self: PyStandardBuffer) => `<_io.BufferedWriter name='${self.host.name}'>` },
      methods: {
        'write(buffer, /)': (self: PyStandardBuffer, buffer) => {
          const bytes = asBuffer(buffer ?? null);
          if (self.host.write === null) throw unsupported('write');
          self.host.write(decodeBytes(bytes, 'utf-8', 'surrogateescape'));
          return bytes.length;
        },
        'writable()': () => true,
      },
      properties: { name: (self: PyStandardBuffer) => self.host.name },
    }),
);

const limitOf = (value: Value | undefined): number =>
  value === null || value === undefined ? -1 : asSize(value);

export const textIoWrapperType = once(
  (): PyType =>
    defineType('_io.TextIOWrapper', {
      module: '_io',
      bases: [textIoBaseType()],
      slots: {
        repr: (self: PyStandardStream) =>
          `<_io.TextIOWrapper name='${self.host.name}' mode='${self.host.write === null ? 'r' : 'w'}' encoding='utf-8'>`,
        next: (self: PyStandardStream) => {
          const line = self.readLine(-1);
          return line === '' ? undefined : line;
        },
      },
      methods: {
        'write(text, /)': (self: PyStandardStream, given) => {
          const text = strValue(given ?? null);
          if (text === undefined) {
            throw typeError(`write() argument must be str, not ${typeName(given ?? null)}`);
          }
          self.checkOpen();
          if (self.host.write === null) throw unsupported('not writable');
          self.host.write(text);
          return lengthOf(text);
        },
        'read(size=-1, /)': (self: PyStandardStream, size) => self.read(limitOf(size)),
        'readline(size=-1, /)': (self: PyStandardStream, size) => self.readLine(limitOf(size)),
        'flush()': (self: PyStandardStream) => {
          self.checkOpen();
          return null;
        },
        'close()': (self: PyStandardStream) => {
          self.isOpen = false;
          return null;
        },
        'fileno()': (self: PyStandardStream) => self.host.fileno,
        'isatty()': () => false,
        'readable()': (self: PyStandardStream) => self.host.readLine !== null,
        'writable()': (self: PyStandardStream) => self.host.write !== null,
        'seekable()': () => false,
        'reconfigure(*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)':
          () => null,
      },
      properties: {
        name: (self: PyStandardStream) => self.host.name,
        mode: (self: PyStandardStream) => (self.host.write === null ? 'r' : 'w'),
        encoding: () => 'utf-8',
        errors: (self: PyStandardStream) => (self.host.name === '<stderr>' ? 'backslashreplace' : 'strict'),
        newlines: () => null,
        line_buffering: (self: PyStandardStream) => self.host.name === '<stderr>',
        closed: (self: PyStandardStream) => !self.isOpen,
        buffer: (self: PyStandardStream) => new PyStandardBuffer(self.host),
      },
    }),
);

export function standardStream(host: StreamHost): PyObject {
  return new PyStandardStream(host);
}
