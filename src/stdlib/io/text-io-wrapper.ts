// `io.TextIOWrapper` as programs see it, and `io.IncrementalNewlineDecoder`.

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { lengthOf } from '../../objects/str-text.js';
import { givenTypeName, typeName } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { sizeOrAll, textIoBaseType } from './bases.js';
import { isNewline, type Newline } from './newlines.js';
import { PyTextFile, type TextOptions } from './text-file.js';

const signature = new Signature(
  'TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)',
);

/** Reads the arguments that `open` and the constructor share. */
export function textOptions(
  encoding: Value,
  errors: Value,
  newline: Value,
  lineBuffering: boolean,
  writeThrough = false,
): TextOptions {
  const name = optionalText(encoding, 'encoding') ?? 'utf-8';
  const handler = optionalText(errors, 'errors') ?? 'strict';
  return {
    encoding: name === 'locale' ? 'utf-8' : name,
    errors: handler,
    newline: newlineOf(newline),
    lineBuffering,
    writeThrough,
  };
}

function optionalText(value: Value, parameter: string): string | null {
  if (value === null) return null;
  const text = strValue(value);
  if (text === undefined) {
    throw typeError(
      `TextIOWrapper() argument '${parameter}' must be str or None, not ${givenTypeName(value)}`,
    );
  }
  if (text.includes('\0')) throw valueError('embedded null character');
  return text;
}

function newlineOf(value: Value): Newline {
  if (value === null) return null;
  const text = strValue(value);
  if (text === undefined) {
    throw typeError(`TextIOWrapper() argument 'newline' must be str or None, not ${givenTypeName(value)}`);
  }
  if (!isNewline(text)) throw valueError(`illegal newline value: ${text}`);
  return text;
}

export const textIoWrapperType = perMachine(
  (m): PyType =>
    defineType('_io.TextIOWrapper', {
      module: '_io',
      bases: [textIoBaseType()],
      instanceDict: true,
      slots: {
        new_: (cls) => new PyTextFile(cls, m),
        init: (self: PyTextFile, args, keywords) => {
          const [
            buffer = null,
            encoding = null,
            errors = null,
            newline = null,
            lines = false,
            through = false,
          ] = signature.bind('TextIOWrapper', args, keywords);
          const options = textOptions(encoding, errors, newline, isTrue(lines), isTrue(through));
          self.initialize(buffer, options);
        },
        repr: (self: PyTextFile) => {
          const parts = ['<_io.TextIOWrapper'];
          const name = self.buffer === null ? undefined : getAttributeOr(self.buffer, 'name');
          if (name !== undefined) parts.push(`name=${repr(name)}`);
          const mode = self.dict?.get('mode');
          if (mode !== undefined) parts.push(`mode=${repr(mode)}`);
          parts.push(`encoding=${repr(self.options.encoding)}>`);
          return parts.join(' ');
        },
        next: (self: PyTextFile) => {
          self.tells = false;
          const line = self.cls === textIoWrapperType(m) ? self.readLine(-1) : readLineOf(self);
          if (line !== '') return line;
          self.tells = self.seekable;
          return undefined;
        },
      },
      methods: {
        'write(text, /)': (self: PyTextFile, given = null) => {
          const text = strValue(given);
          if (text === undefined)
            throw typeError(`write() argument must be str, not ${givenTypeName(given)}`);
          self.write(text);
          return lengthOf(text);
        },
        'read(size=-1, /)': (self: PyTextFile, size = null) => {
          const count = sizeOrAll(size);
          return count < 0 ? self.readAll() : self.read(count);
        },
        'readline(size=-1, /)': (self: PyTextFile, size = null) => self.readLine(sizeOrAll(size)),
        'flush()': (self: PyTextFile) => {
          self.flush();
          return null;
        },
        'close()': (self: PyTextFile) => {
          self.close();
          return null;
        },
        'detach()': (self: PyTextFile) => self.detach(),
        'tell()': (self: PyTextFile) => self.tell(),
        'seek(cookie, whence=0, /)': (self: PyTextFile, cookie = null, whence = 0) =>
          self.seek(asSize(cookie), asSize(whence)),
        'truncate(pos=None, /)': (self: PyTextFile, size = null) => self.truncate(size),
        'fileno()': (self: PyTextFile) => callAttribute(self.stream(), 'fileno'),
        'isatty()': (self: PyTextFile) => callAttribute(self.stream(), 'isatty'),
        'readable()': (self: PyTextFile) => callAttribute(self.stream(), 'readable'),
        'writable()': (self: PyTextFile) => callAttribute(self.stream(), 'writable'),
        'seekable()': (self: PyTextFile) => callAttribute(self.stream(), 'seekable'),
        'reconfigure(*, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)':
          (self: PyTextFile, encoding = null, errors = null, newline, lines = null, through = null) => {
            const before = self.options;
            const after = textOptions(
              encoding ?? before.encoding,
              errors ?? (encoding === null ? before.errors : 'strict'),
              newline === undefined ? before.newline : newline,
              lines === null ? before.lineBuffering : isTrue(lines),
              through === null ? before.writeThrough : isTrue(through),
            );
            self.reconfigure(after);
            return null;
          },
      },
      properties: {
        buffer: (self: PyTextFile) => self.buffer,
        name: (self: PyTextFile) => getAttribute(self.stream(), 'name'),
        closed: (self: PyTextFile) => self.isClosed,
        encoding: (self: PyTextFile) => self.options.encoding,
        errors: (self: PyTextFile) => self.options.errors,
        newlines: (self: PyTextFile) => self.newlines,
        line_buffering: (self: PyTextFile) => self.options.lineBuffering,
        write_through: (self: PyTextFile) => self.options.writeThrough,
        _CHUNK_SIZE: {
          get: (self: PyTextFile) => self.chunkSize,
          set: (self: PyTextFile, value) => {
            const size = asSize(value ?? null);
            if (size <= 0) throw valueError('a strictly positive integer is required');
            self.chunkSize = size;
          },
        },
      },
    }),
);

/** A class of the program may read its lines its own way. */
function readLineOf(self: PyTextFile): string {
  const line = callAttribute(self, 'readline');
  const text = strValue(line);
  if (text !== undefined) return text;
  throw exception('OSError', `readline() should have returned a str object, not '${typeName(line)}'`);
}
